"""What an author does with secrets: each verb is one change of the library, named, and told when it fails."""

from __future__ import annotations

from planner.desktop.cast.secrets.sheet import secret_title
from planner.desktop.verbs import Verbs
from planner.domain.outline import ChapterId, StoryId
from planner.domain.secrets import Knower, Reveal, Secret, SecretId


class SecretVerbs(Verbs):
    """Verbs over secrets and reveals. False or None means it did not happen."""

    # Secrets

    def add(self, story_id: StoryId, title: str) -> SecretId | None:
        """Add a secret after the others."""
        return self.do(self.tr("Add secret"), lambda: self._library.secrets.add(story_id, title))

    def rename(self, secret_id: SecretId, title: str) -> bool:
        """Give a secret another title."""
        return self.done(self.tr("Rename secret"), lambda: self._library.secrets.edit(secret_id, title=title))

    def set_promise(self, secret_id: SecretId, promise: bool) -> bool:
        """Say whether the reader is owed a secret before the end."""
        label = self.tr("Owe the secret to the reader") if promise else self.tr("Owe the secret to nobody")
        return self.done(label, lambda: self._library.secrets.edit(secret_id, promise=promise))

    def move(self, secret_id: SecretId, position: int) -> bool:
        """Move a secret among the others."""
        return self.done(self.tr("Move secret"), lambda: self._library.secrets.move(secret_id, position))

    def remove(self, secret: Secret) -> bool:
        """Delete a secret."""
        done = self.done(self.tr("Delete secret"), lambda: self._library.secrets.remove(secret.id))
        if done:
            self._notices.say(self.tr("Deleted {what}.").format(what=secret_title(secret)), undo=True)
        return done

    # Who learns them

    def learn(self, secret_id: SecretId, who: Knower, known: Reveal | None, chapter_id: ChapterId | None) -> bool:
        """Have somebody learn a secret in a chapter (None: know it from the start).

        Who tells them and how stay as ``known`` has them, the reveal there is already.
        """
        secrets = self._library.secrets
        if known is not None and known.chapter_id == chapter_id:
            return False
        label = self.tr("Learn the secret in a chapter") if chapter_id else self.tr("Know the secret from the start")
        if known is None:
            return self.done(label, lambda: secrets.learn(secret_id, who, chapter_id))
        return self.done(label, lambda: secrets.edit_reveal(known.id, chapter_id=chapter_id))

    def edit(self, reveal: Reveal, label: str, **fields: object) -> bool:
        """Say in which scene somebody learns a secret, from whom, or how."""
        return self.done(label, lambda: self._library.secrets.edit_reveal(reveal.id, **fields))

    def unlearn(self, reveal: Reveal) -> bool:
        """Have somebody never learn a secret."""
        return self.done(self.tr("Never learn the secret"), lambda: self._library.secrets.unlearn(reveal.id))

    # Parts
