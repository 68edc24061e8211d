"""What the quick jump can reach: stories and what is in them, commands, and the search among them."""

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
from planner.desktop.widgets.threads import kind_icon, thread_title
from planner.domain.changes import ChangeSet
from planner.domain.outline import Chapter, ChapterStatus, Outline, Scene, SceneId, StoryId

Kind = Literal["story", "chapter", "scene", "thread", "beat", "person", "place", "command"]

LIMIT = 60
_HERE = 24
_COMMANDS_ONLY = ">"


@dataclass(frozen=True, slots=True)
class Destination:
    """One thing to jump to; ``context`` says where it is, ``bonus`` that it is near.

    A person or a place leads to the first scene there, ``scene_id``, or where there is none to its story.
    """

    kind: Kind
    id: int | str
    name: str
    folded: str
    context: str = ""
    status: ChapterStatus | None = None
    icon: str = ""
    bonus: int = 0
    story_id: StoryId | None = None
    scene_id: SceneId | None = None


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
        for chapter in (*outline.chapters, *outline.shelved):
            yield from self._chapter(chapter, context, bonus)
        yield from self._plot(outline, context, bonus)
        yield from self._cast(outline, context, bonus)
        yield from self._places(outline, context, bonus)

    def _chapter(self, chapter: Chapter, context: str, bonus: int) -> Iterator[Destination]:
        heading = chapter.heading
        yield Destination("chapter", chapter.id, heading, folded(heading), context, status=chapter.status, bonus=bonus)
        for scene in chapter.scenes:
            name = scene.title or scene.synopsis.partition("\n")[0]
            if name:
                where = f"{context} · {heading}" if context else heading
                yield Destination("scene", scene.id, name, folded(name), where, icon="scene", bonus=bonus - 4)

    def _plot(self, outline: Outline, context: str, bonus: int) -> Iterator[Destination]:
        plot = self._desk.library.plot
        threads = {thread.id: thread for thread in plot.threads(outline.story.id)}
        if not threads:
            return
        for thread in threads.values():
            name = thread_title(thread)
            mark = kind_icon(thread.kind)
            yield Destination("thread", thread.id, name, folded(name), context, icon=mark, bonus=bonus - 1)
        headings = {chapter.id: chapter.heading for chapter in (*outline.chapters, *outline.shelved)}
        for beat in plot.beats(outline.story.id):
            name = beat.text.partition("\n")[0]
            if name:
                where = f"{thread_title(threads[beat.thread_id])} · {headings[beat.chapter_id]}"
                mark = kind_icon(threads[beat.thread_id].kind)
                yield Destination("beat", beat.id, name, folded(name), where, icon=mark, bonus=bonus - 6)

    def _cast(self, outline: Outline, context: str, bonus: int) -> Iterator[Destination]:
        people = self._desk.library.cast.people(outline.story.id)
        scenes = list(_scenes(outline)) if people else []
        for person in people:
            there = (scene.id for scene in scenes if person.id == scene.pov or person.id in scene.present)
            yield Destination(
                "person",
                person.id,
                person.name,
                folded(person.name),
                context,
                icon="user",
                bonus=bonus - 2,
                story_id=outline.story.id,
                scene_id=next(there, None),
            )

    def _places(self, outline: Outline, context: str, bonus: int) -> Iterator[Destination]:
        places = self._desk.library.places.all(outline.story.id)
        scenes = list(_scenes(outline)) if places else []
        for place in places:
            first = next((scene.id for scene in scenes if scene.place == place.name), None)
            yield Destination(
                "place",
                place.id,
                place.name,
                folded(place.name),
                context,
                icon="house-simple",
                bonus=bonus - 3,
                story_id=outline.story.id,
                scene_id=first,
            )

    def _forget(self, changes: ChangeSet) -> None:
        if changes.touches("story", "arc", "chapter", "scene", "thread", "beat", "person", "place", "presence"):
            self._drop()

    def _drop(self, *_what: object) -> None:
        self._known = None


def _scenes(outline: Outline) -> Iterator[Scene]:
    for chapter in outline.chapters:
        yield from chapter.scenes
