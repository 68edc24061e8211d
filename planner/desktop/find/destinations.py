"""What the quick jump can reach: stories, chapters, scenes and commands, and the search among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nlargest
from typing import Literal

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QKeySequence

from planner.desktop.commands import COMMANDS
from planner.desktop.desk import Desk
from planner.desktop.find.fuzzy import Fit, fit, folded
from planner.domain.changes import ChangeSet
from planner.domain.outline import Chapter, ChapterStatus, StoryId

Kind = Literal["story", "chapter", "scene", "command"]

LIMIT = 60
_HERE = 24
_COMMANDS_ONLY = ">"


@dataclass(frozen=True, slots=True)
class Destination:
    """One thing to jump to; ``context`` says where it is, ``bonus`` that it is near."""

    kind: Kind
    id: int | str
    name: str
    folded: str
    context: str = ""
    status: ChapterStatus | None = None
    icon: str = ""
    bonus: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """A destination and the characters of its name that were asked for."""

    destination: Destination
    places: tuple[int, ...] = ()


class Destinations(QObject):
    """Knows all destinations; reads the library again only after the outline changed."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._known: list[Destination] | None = None
        desk.bus.changed.connect(self._forget)
        desk.place.story_changed.connect(self._drop)

    def find(self, query: str) -> list[Found]:
        """The best fits for a query; for an empty one what is near. A leading ">" asks for commands alone."""
        text = folded(query.strip())
        only_commands = text.startswith(_COMMANDS_ONLY)
        text = text.removeprefix(_COMMANDS_ONLY).strip()
        commands = list(self._commands())
        known: Iterable[Destination] = commands if only_commands else [*self._read(), *commands]
        if not text:
            return [Found(each) for each in self._near(known)][:LIMIT]
        scored: list[tuple[int, int, Destination, Fit]] = []
        for order, each in enumerate(known):
            found = fit(text, each.folded)
            if found is not None:
                scored.append((found.score + each.bonus, -order, each, found))
        return [Found(each, found.places) for *_, each, found in nlargest(LIMIT, scored, key=lambda row: row[:2])]

    def _near(self, known: Iterable[Destination]) -> Iterator[Destination]:
        story_open = self._desk.place.story_id is not None
        nearest = "chapter" if story_open else "story"
        return (each for each in known if each.kind == "command" or (each.kind == nearest and each.bonus >= 0))

    def _commands(self) -> Iterator[Destination]:
        for command in COMMANDS:
            action = self._desk.commands.actions[command.id]
            if action.isEnabled() and command.id != "go.jump":
                name = action.text().rstrip("…")
                keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                yield Destination("command", command.id, name, folded(name), keys, icon=command.icon or "command")

    def _read(self) -> list[Destination]:
        if self._known is None:
            here = self._desk.place.story_id
            stories = self._desk.library.stories.all()
            stories.sort(key=lambda story: story.id != here)
            self._known = [each for story in stories for each in self._story(story.id, story.id == here)]
        return self._known

    def _story(self, story_id: StoryId, is_here: bool) -> Iterator[Destination]:
        outline = self._desk.library.outline.get(story_id)
        title = outline.story.title or QCoreApplication.translate("QuickJump", "Untitled story")
        yield Destination("story", story_id, title, folded(title), outline.story.fandom, icon="book-open")
        bonus = _HERE if is_here else -1
        context = "" if is_here else title
        for chapter in outline.chapters:
            yield from self._chapter(chapter, context, bonus)

    def _chapter(self, chapter: Chapter, context: str, bonus: int) -> Iterator[Destination]:
        heading = chapter.heading
        yield Destination("chapter", chapter.id, heading, folded(heading), context, status=chapter.status, bonus=bonus)
        for scene in chapter.scenes:
            name = scene.title or scene.synopsis.partition("\n")[0]
            if name:
                where = f"{context} · {heading}" if context else heading
                yield Destination("scene", scene.id, name, folded(name), where, icon="scene", bonus=bonus - 4)

    def _forget(self, changes: ChangeSet) -> None:
        if changes.touches("story", "arc", "chapter", "scene"):
            self._drop()

    def _drop(self, *_what: object) -> None:
        self._known = None
