"""The sheet of a secret: what it is, whether the reader is owed it, and who knows it since when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from planner.desktop.outline.inset import TEXT_INSET
from planner.desktop.outline.people.cast_sheet import CastSheet, in_line
from planner.desktop.outline.people.reveals import Around, RevealRow
from planner.desktop.outline.people.rows import in_order
from planner.desktop.outline.plan_beats import without_mnemonic
from planner.desktop.outline.plan_fields import write_plan
from planner.desktop.theme import XS
from planner.desktop.widgets.labels import label
from planner.domain.outline import ChapterId
from planner.domain.secrets import Knower, Knowledge, Reveal, RevealId, Secret, SecretId

if TYPE_CHECKING:
    from planner.desktop.desk import Desk


class SecretSheet(CastSheet):
    """A secret."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "secret", parent)
        self._secret: Secret | None = None
        self._around = Around({}, ())
        self._rows: dict[RevealId, RevealRow] = {}
        self._ignorant: list[Knower] = []
        self._where: ChapterId | None = None
        self.column.addWidget(self.make_name("title", self.tr("What is hidden?"), self.tr("Rename secret")))
        self._now = label("", "muted", wrap=True)
        self._now.setObjectName("plan.secret.now")
        self._now.setContentsMargins(TEXT_INSET, 0, TEXT_INSET, 0)
        self.column.addWidget(self._now)
        self.add_text("note", self.tr("What it is"), self.tr("Edit note"), self.tr("The truth of it"))
        self.column.addWidget(self.tick("promise", self.tr("The reader is owed it"), self.tr("Change promise")))
        self._add_knowers()
        self.add_delete(self.tr("Delete this secret"), self._remove)

    def _add_knowers(self) -> None:
        holder = QWidget()
        holder.setObjectName("plan.secret.knowers")
        title = label(self.tr("Who knows it"), "section")
        title.setContentsMargins(TEXT_INSET, 0, 0, XS)
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(title)
        self._holds = self.link(self.tr("Somebody holds it"), "add_holder", lambda: self._offer(None))
        self._learns = self.link(self.tr("Somebody learns it"), "add_reveal", lambda: self._offer(self._where))
        self._column.addWidget(in_line(self._holds, XS))
        self._column.addWidget(in_line(self._learns, XS))
        self.column.addWidget(holder)

    # Showing

    def show_row(self, row_id: int) -> None:
        """Show a secret."""
        library = self._desk.library
        secret = library.secrets.secret(SecretId(row_id))
        if self._secret is not None and secret.id != self._secret.id:
            self.commit()
        self._secret = secret
        outline = library.outline.get(secret.story_id)
        people = {person.id: person for person in library.cast.people(secret.story_id)}
        self._around = Around(people, (*outline.chapters, *outline.shelved))
        self.show_values(secret.id, {"title": secret.title, "note": secret.note, "promise": secret.promise})
        knowledge = library.secrets.knowledge(secret.story_id)
        reveals = [each for each in library.secrets.reveals(secret.story_id) if each.secret_id == secret.id]
        self._show_reveals(reveals, knowledge)
        self._now.setText(self._told(secret, knowledge))
        knowing = {reveal.person_id for reveal in reveals}
        self._ignorant = [who for who in (None, *people) if who not in knowing]
        self._where = self._next_chapter()
        changeable = not library.read_only
        self._holds.setVisible(changeable and any(who is not None for who in self._ignorant))
        self._learns.setVisible(changeable and bool(self._ignorant) and self._where is not None)

    def show_as_of(self) -> None:
        """Let whoever is added learn it in another chapter."""
        self._where = self._next_chapter()

    def _show_reveals(self, reveals: list[Reveal], knowledge: Knowledge) -> None:
        order = {chapter.id: place for place, chapter in enumerate(self._around.chapters)}
        reveals.sort(key=lambda each: (-1 if each.chapter_id is None else order[each.chapter_id], each.id))
        slips = knowledge.slips()
        rows = in_order(self._column, self._rows, [each.id for each in reveals], self._make)
        for row, each in zip(rows, reveals, strict=True):
            row.show_reveal(each, self._around, slips)

    def _make(self, reveal_id: RevealId) -> RevealRow:
        return RevealRow(self._desk, reveal_id, self)

    def _told(self, secret: Secret, knowledge: Knowledge) -> str:
        """What the reader has of it, in a sentence."""
        since = knowledge.since(secret.id, None)
        if since == 0:
            return self.tr("The reader knows it from the start.")
        if since is not None:
            return self.tr("The reader learns it in chapter {number}.").format(number=since)
        return self.tr("The reader never learns it.") if secret.promise else self.tr("The reader may never learn it.")

    def _next_chapter(self) -> ChapterId | None:
        """Where somebody who is added learns it: in the chapter that is shown, or where the author is."""
        chapters = [chapter for chapter in self._around.chapters if not chapter.shelved]
        if not chapters:
            return None
        as_of, here = self._desk.place.as_of, self._desk.place.chapter_id
        if as_of:
            return chapters[min(as_of, len(chapters)) - 1].id
        return here if here in [chapter.id for chapter in chapters] else chapters[-1].id

    def commit(self) -> None:
        """Save what was typed in any field."""
        super().commit()
        for row in self._rows.values():
            row.commit()

    def write(self, row_id: int, name: str, value: object) -> None:
        self._desk.library.secrets.edit(SecretId(row_id), **{name: value})

    # Doing

    def _offer(self, chapter_id: ChapterId | None) -> None:
        """Offer who is to know it: from the start, or learning it in a chapter."""
        menu = QMenu(self)
        menu.setObjectName("plan.secret.who.menu")
        for who in self._ignorant:
            if who is None and chapter_id is None:
                # What the reader knows from the start is no secret from them, and can be said in their line.
                continue
            action = menu.addAction(without_mnemonic(self._around.name(who)))
            action.triggered.connect(lambda _on=False, knower=who: self._learn(knower, chapter_id))
        self.popup(menu, self._holds if chapter_id is None else self._learns)

    def _learn(self, who: Knower, chapter_id: ChapterId | None) -> None:
        secret, secrets, made = self._secret, self._desk.library.secrets, list[RevealId]()
        if secret is None:
            return
        undo_label = self.tr("Have somebody know a secret")
        write_plan(self._desk, undo_label, lambda: made.append(secrets.learn(secret.id, who, chapter_id)))
        for reveal_id in made:
            if reveal_id in self._rows and chapter_id is not None:
                self._rows[reveal_id].set_open(True)

    def _remove(self) -> None:
        secret, secrets = self._secret, self._desk.library.secrets
        if secret is None:
            return
        self.commit()
        if write_plan(self._desk, self.tr("Delete secret"), lambda: secrets.remove(secret.id)):
            self._desk.notices.say(self.tr("Deleted a secret."), undo=True)
