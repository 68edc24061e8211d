"""The secrets of a story in the library, and who learns them where."""

from __future__ import annotations

from planner.domain.outline import ChapterId, PersonId, SceneId, StoryId
from planner.domain.secrets import Knower, Knowledge, Reveal, RevealId, Secret, SecretId
from planner.library.fields import checked
from planner.library.order import children, placed, renumber
from planner.library.outline import OutlineTable
from planner.library.store import Store

SECRET_FIELDS = ("title", "note", "promise")
REVEAL_FIELDS = ("chapter_id", "scene_id", "teller", "how")


class Secrets:
    """Secrets of stories. Verbs are called inside ``library.change``."""

    def __init__(self, store: Store, outline: OutlineTable) -> None:
        self._store = store
        self._outline = outline

    # Queries

    def all(self, story_id: StoryId) -> list[Secret]:
        """A story's secrets, in the author's order."""
        return self._secrets("story_id = ? ORDER BY position", story_id)

    def secret(self, secret_id: SecretId) -> Secret:
        """One secret; KeyError if there is none."""
        for secret in self._secrets("id = ?", secret_id):
            return secret
        raise KeyError(secret_id)

    def reveals(self, story_id: StoryId) -> list[Reveal]:
        """All reveals of a story's secrets."""
        records = self._store.records(
            "SELECT reveal.* FROM reveal JOIN secret ON secret.id = secret_id WHERE story_id = ? ORDER BY reveal.id",
            story_id,
        )
        return [Reveal(**record) for record in records]

    def reveal(self, reveal_id: RevealId) -> Reveal:
        """One reveal; KeyError if there is none."""
        for record in self._store.records("SELECT * FROM reveal WHERE id = ?", reveal_id):
            return Reveal(**record)
        raise KeyError(reveal_id)

    def knowledge(self, story_id: StoryId) -> Knowledge:
        """Who knows what over a story's chapters, shelved ones left out."""
        chapters = self._outline.get(story_id).chapters
        return Knowledge(
            self.all(story_id),
            self.reveals(story_id),
            [chapter.id for chapter in chapters],
            [scene.id for chapter in chapters for scene in chapter.scenes],
        )

    # Secrets

    def add(self, story_id: StoryId, title: str = "", **fields: object) -> SecretId:
        """Add a secret, behind those already there."""
        columns = checked({"title": title, **fields}, SECRET_FIELDS)
        secret_id = SecretId(self._store.insert("secret", story_id=story_id, position=-1, **columns))
        self._place(secret_id, story_id, None)
        return secret_id

    def edit(self, secret_id: SecretId, **fields: object) -> None:
        """Set title, note or promise."""
        self._store.update("secret", secret_id, checked(fields, SECRET_FIELDS))

    def move(self, secret_id: SecretId, position: int) -> None:
        """Move a secret among the story's secrets."""
        self._place(secret_id, self._story_of(secret_id), position)

    def remove(self, secret_id: SecretId) -> None:
        """Delete a secret with its reveals; it can be restored from the trash."""
        story_id = self._story_of(secret_id)
        self._store.remove("secret", secret_id)
        renumber(self._store, children(self._store, "secret", "story_id", story_id))

    # Reveals

    def learn(
        self,
        secret_id: SecretId,
        who: Knower,
        chapter_id: ChapterId | None = None,
        *,
        scene_id: SceneId | None = None,
        teller: PersonId | None = None,
        how: str = "",
    ) -> RevealId:
        """Say that somebody, or the reader (None), learns a secret in a chapter (None: knows it from the start).

        They learn it once: if it is said already where, this says it anew.

        Raises:
            ValueError: chapter, scene or teller do not belong together with the secret, or they tell themselves.
        """
        self._require_fitting(secret_id, who, chapter_id, scene_id, teller)
        columns = checked({"chapter_id": chapter_id, "scene_id": scene_id, "teller": teller, "how": how}, REVEAL_FIELDS)
        row = self._store.one("SELECT id FROM reveal WHERE secret_id = ? AND person_id IS ?", secret_id, who)
        if row is None:
            return RevealId(self._store.insert("reveal", secret_id=secret_id, person_id=who, **columns))
        self._store.update("reveal", row[0], columns)
        return RevealId(row[0])

    def reveal_to_reader(self, secret_id: SecretId, chapter_id: ChapterId) -> RevealId:
        """Have the reader learn a secret in a chapter; who tells it and how stay as they were said, if they were."""
        row = self._store.one("SELECT id FROM reveal WHERE secret_id = ? AND person_id IS NULL", secret_id)
        if row is None:
            return self.learn(secret_id, None, chapter_id)
        self.edit_reveal(RevealId(row[0]), chapter_id=chapter_id)
        return RevealId(row[0])

    def edit_reveal(self, reveal_id: RevealId, **fields: object) -> None:
        """Set chapter, scene, teller or how; a new chapter unties the scene unless one comes along.

        Raises:
            ValueError: see ``learn``.
        """
        reveal = self.reveal(reveal_id)
        columns = checked(fields, REVEAL_FIELDS)
        if "chapter_id" in columns and columns["chapter_id"] != reveal.chapter_id:
            columns.setdefault("scene_id", None)
        new = {name: columns.get(name, getattr(reveal, name)) for name in ("chapter_id", "scene_id", "teller")}
        self._require_fitting(reveal.secret_id, reveal.person_id, **new)
        self._store.update("reveal", reveal_id, columns)

    def unlearn(self, reveal_id: RevealId) -> None:
        """Have somebody not learn it."""
        self._store.remove("reveal", reveal_id)

    # Parts

    def _secrets(self, condition: str, value: int) -> list[Secret]:
        records = self._store.records(
            f"SELECT id, story_id, position, title, note, promise FROM secret WHERE {condition}", value
        )
        for record in records:
            record["promise"] = bool(record["promise"])
        return [Secret(**record) for record in records]

    def _story_of(self, secret_id: SecretId) -> StoryId:
        return StoryId(self._store.value("SELECT story_id FROM secret WHERE id = ?", secret_id))

    def _place(self, secret_id: SecretId, story_id: StoryId, position: int | None) -> None:
        siblings = children(self._store, "secret", "story_id", story_id)
        renumber(self._store, placed(siblings, ("secret", secret_id), position))

    def _require_fitting(
        self, secret_id: SecretId, who: Knower, chapter_id: object, scene_id: object, teller: object
    ) -> None:
        story_id = self._story_of(secret_id)
        people = [person for person in (who, teller) if person is not None]
        for person in people:
            if self._store.value("SELECT story_id FROM person WHERE id = ?", person) != story_id:
                raise ValueError("the person belongs to another story")
        if teller is not None and teller == who:
            raise ValueError("nobody tells themselves")
        if (
            chapter_id is not None
            and self._store.value("SELECT story_id FROM chapter WHERE id = ?", chapter_id) != story_id
        ):
            raise ValueError("the chapter belongs to another story")
        if (
            scene_id is not None
            and self._store.value("SELECT chapter_id FROM scene WHERE id = ?", scene_id) != chapter_id
        ):
            raise ValueError("the scene belongs to another chapter")
