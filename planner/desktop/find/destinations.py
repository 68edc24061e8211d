"""What the quick jump can reach: stories and what is in them, commands, and the search among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nlargest
from typing import Literal

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QKeySequence

from planner.desktop.commands import COMMANDS
from planner.desktop.desk import Desk
from planner.desktop.find.fuzzy import Fit, fit, folded
from planner.desktop.widgets.threads import kind_icon, thread_title
from planner.domain.cast import Person
from planner.domain.changes import ChangeSet
from planner.domain.outline import Chapter, ChapterStatus, Outline, PersonId, Scene, SceneId, StoryId

Kind = Literal[
    "story",
    "chapter",
    "scene",
    "thread",
    "beat",
    "person",
    "tie",
    "development",
    "group",
    "secret",
    "reveal",
    "place",
    "command",
]

LIMIT = 60
_HERE = 24
_COMMANDS_ONLY = ">"
_BY_SEVERAL_NAMES = {"person", "tie", "development"}
_READ = (
    "story",
    "arc",
    "chapter",
    "scene",
    "thread",
    "beat",
    "person",
    "presence",
    "tie",
    "development",
    "person_group",
    "secret",
    "reveal",
    "place",
)
"""The tables destinations are read from."""


@dataclass(frozen=True, slots=True)
class Destination:
    """One thing to jump to; ``context`` says where it is, ``bonus`` that it is near.

    A place leads to the first scene there, ``scene_id``, or where there is none to its story. Somebody known by
    several names is several destinations.
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
        best = nlargest(2 * LIMIT, scored, key=lambda row: row[:2])
        found_by_key: dict[object, Found] = {}
        for *_, each, found in best:
            # A thing with several names is shown by the one that fits best.
            key = (each.kind, each.id) if each.kind in _BY_SEVERAL_NAMES else each
            found_by_key.setdefault(key, Found(each, found.places))
        return list(found_by_key.values())[:LIMIT]

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
        library, story_id = self._desk.library, outline.story.id
        people = {person.id: person for person in library.cast.people(story_id)}
        if people:
            yield from self._people(outline, people.values(), context, bonus)
            yield from self._ties(outline, people, context, bonus)
        for group in library.cast.groups(story_id):
            if group.name:
                yield Destination(
                    "group", group.id, group.name, folded(group.name), context, icon="group", bonus=bonus - 3
                )
        titles = {secret.id: secret.title for secret in library.secrets.all(story_id)}
        for secret_id, title in titles.items():
            if title:
                yield Destination("secret", secret_id, title, folded(title), context, icon="secret", bonus=bonus - 2)
        for reveal in library.secrets.reveals(story_id) if titles else ():
            if reveal.how:
                where = titles[reveal.secret_id]
                yield Destination(
                    "reveal", reveal.id, reveal.how, folded(reveal.how), where, icon="secret", bonus=bonus - 6
                )

    def _people(self, outline: Outline, people: Iterable[Person], context: str, bonus: int) -> Iterator[Destination]:
        scenes = [(chapter, scene) for chapter in outline.chapters for scene in chapter.scenes]
        for person in people:
            name, plain = person.name, folded(person.name)
            if name:
                yield Destination("person", person.id, name, plain, context, icon="user", bonus=bonus - 2)
            for alias in person.names[1:]:
                if folded(alias) not in plain:
                    where = f"{name} · {context}" if context else name
                    yield Destination("person", person.id, alias, folded(alias), where, icon="user", bonus=bonus - 3)
            for chapter, scene in scenes:
                if person.id == scene.pov or person.id in scene.present:
                    text = QCoreApplication.translate("QuickJump", "{name}, first scene").format(name=name)
                    where = " · ".join(filter(None, (chapter.heading, scene.title)))
                    yield Destination("scene", scene.id, text, folded(text), where, icon="scene", bonus=bonus - 30)
                    break

    def _ties(
        self, outline: Outline, people: Mapping[PersonId, Person], context: str, bonus: int
    ) -> Iterator[Destination]:
        from planner.desktop.widgets.ties import kind_text

        library, story_id = self._desk.library, outline.story.id
        pairs: dict[int, str] = {}
        for tie in library.ties.all(story_id):
            pair = pairs[tie.id] = f"{people[tie.one].name} & {people[tie.other].name}"
            where = " · ".join(filter(None, (kind_text(tie.kind), tie.label, context)))
            # By its label alone a tie is found as well.
            yield Destination("tie", tie.id, pair, folded(pair), where, icon="tie", bonus=bonus - 8)
            if tie.label:
                where = " · ".join(filter(None, (pair, context)))
                yield Destination("tie", tie.id, tie.label, folded(tie.label), where, icon="tie", bonus=bonus - 8)
        headings = {chapter.id: chapter.heading for chapter in (*outline.chapters, *outline.shelved)}
        for each in library.ties.developments(story_id) if pairs else ():
            where = f"{pairs[each.tie_id]} · {headings[each.chapter_id]}"
            for name in filter(None, (each.label, each.note.partition("\n")[0])):
                yield Destination("development", each.id, name, folded(name), where, icon="tie", bonus=bonus - 9)

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
        if changes.touches(*_READ):
            self._drop()

    def _drop(self, *_what: object) -> None:
        self._known = None


def _scenes(outline: Outline) -> Iterator[Scene]:
    for chapter in outline.chapters:
        yield from chapter.scenes
