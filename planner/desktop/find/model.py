"""What a search finds, as rows: hits with their context, under a heading for each chapter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from planner.desktop.translation import mark
from planner.domain.changes import ChangeSet
from planner.domain.outline import ChapterId, StoryId
from planner.library.search import PlanHit, ProseHit

if TYPE_CHECKING:
    from planner.desktop.bus import Bus
    from planner.library.file import Library

LIMIT = 50
"""How many hits are shown of each sort."""
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The `HeadRow` or `HitRow` of a row of `HitsModel`."""
_LINE_SEPARATORS = str.maketrans({"\u2028": " ", "\n": " "})

FIELD_NAMES: dict[tuple[str, str], str] = {
    ("story", "title"): mark("Search", "Story"),
    ("story", "fandom"): mark("Search", "Fandom"),
    ("story", "spark"): mark("Search", "Spark"),
    ("story", "summary"): mark("Search", "Story summary"),
    ("arc", "title"): mark("Search", "Arc"),
    ("arc", "synopsis"): mark("Search", "Arc synopsis"),
    ("chapter", "title"): mark("Search", "Chapter title"),
    ("chapter", "synopsis"): mark("Search", "Synopsis"),
    ("chapter", "purpose"): mark("Search", "Purpose"),
    ("chapter", "hook"): mark("Search", "Hook"),
    ("chapter", "summary"): mark("Search", "Summary"),
    ("chapter", "remarks"): mark("Search", "Remarks"),
    ("chapter", "before"): mark("Search", "Notes before"),
    ("chapter", "after"): mark("Search", "Notes after"),
    ("scene", "title"): mark("Search", "Scene"),
    ("scene", "synopsis"): mark("Search", "Scene synopsis"),
    ("scene", "goal"): mark("Search", "Scene goal"),
    ("scene", "conflict"): mark("Search", "Scene conflict"),
    ("scene", "outcome"): mark("Search", "Scene outcome"),
    ("scene", "place"): mark("Search", "Scene place"),
    ("scene", "moment"): mark("Search", "Scene moment"),
    ("scene", "remarks"): mark("Search", "Scene remarks"),
    ("person", "name"): mark("Search", "Person"),
    ("person", "about"): mark("Search", "About a person"),
    ("person", "aliases"): mark("Search", "Other names"),
    ("person", "looks"): mark("Search", "Looks"),
    ("person", "voice"): mark("Search", "Voice"),
    ("person", "uses"): mark("Search", "Words they use"),
    ("person", "avoids"): mark("Search", "Words they avoid"),
    ("person", "want"): mark("Search", "Want"),
    ("person", "need"): mark("Search", "Need"),
    ("person", "fear"): mark("Search", "Fear"),
    ("person", "lie"): mark("Search", "Lie"),
    ("person", "arc"): mark("Search", "Arc of a person"),
    ("tie", "label"): mark("Search", "Tie"),
    ("tie", "note"): mark("Search", "About a tie"),
    ("development", "label"): mark("Search", "Tie"),
    ("development", "note"): mark("Search", "What changes a tie"),
    ("person_group", "name"): mark("Search", "Group"),
    ("person_group", "note"): mark("Search", "About a group"),
    ("secret", "title"): mark("Search", "Secret"),
    ("secret", "note"): mark("Search", "About a secret"),
    ("reveal", "how"): mark("Search", "How a secret comes out"),
    ("place", "name"): mark("Search", "Place"),
    ("place", "about"): mark("Search", "About a place"),
    ("thread", "title"): mark("Search", "Thread"),
    ("thread", "note"): mark("Search", "Thread note"),
    ("beat", "text"): mark("Search", "Beat"),
    ("ending", "note"): mark("Search", "Ending"),
    ("custom_value", "text"): mark("Search", "Field of your own"),
    ("idea", "text"): mark("Search", "Idea"),
}
"""What a field of the plan is called above a hit, by the hit's kind and field."""


@dataclass(frozen=True, slots=True)
class HeadRow:
    """The heading of a group, with the story's title where hits of several stories are shown."""

    text: str
    story: str = ""


@dataclass(frozen=True, slots=True)
class HitRow:
    """A hit: the match with what stands around it, and above it (for the plan) what it is."""

    hit: ProseHit | PlanHit
    before: str
    match: str
    after: str
    label: str = ""

    @property
    def text(self) -> str:
        return self.before + self.match + self.after


Row = HeadRow | HitRow


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything a query found: the rows to show, and a sentence that counts them (empty without a query)."""

    text: tuple[Row, ...] = ()
    plan: tuple[Row, ...] = ()
    summary: str = ""

    @property
    def nothing(self) -> bool:
        return not self.text and not self.plan


class Finder(QObject):
    """Asks the library, and names the chapters the hits are in."""

    def __init__(self, library: Library, bus: Bus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._headings: dict[ChapterId, str] = {}
        self._order: dict[ChapterId, int] = {}
        self._titles: dict[StoryId, str] = {}
        bus.changed.connect(self._follow)

    def find(self, query: str, story_id: StoryId | None) -> Findings:
        """Search one story, or with None all of them."""
        if not query.strip():
            return Findings()
        prose = self._library.search.prose(query, story_id, LIMIT)
        plan = self._library.search.plan(query, story_id, LIMIT)
        name_story = story_id is None
        return Findings(self._prose_rows(prose, name_story), self._plan_rows(plan, name_story), _summary(prose, plan))

    def prepare(self, story_id: StoryId) -> None:
        """Learn a story's headings beforehand, so that the first letter typed need not wait for them."""
        self._learn(story_id)

    def _prose_rows(self, hits: list[ProseHit], name_story: bool) -> tuple[Row, ...]:
        for story_id in {hit.story_id for hit in hits}:
            self._learn(story_id)
        # Within a chapter the library's order is kept: scene by scene, paragraph by paragraph.
        hits.sort(key=lambda hit: (hit.story_id, self._order[hit.chapter_id]))
        rows: list[Row] = []
        for chapter_id, group in groupby(hits, key=lambda hit: hit.chapter_id):
            found = list(group)
            story = self._titles[found[0].story_id] if name_story else ""
            rows.append(HeadRow(self._headings[chapter_id], story))
            rows += [HitRow(hit, _line(hit.before), _line(hit.match), _line(hit.after)) for hit in found]
        return tuple(rows)

    def _plan_rows(self, hits: list[PlanHit], name_story: bool) -> tuple[Row, ...]:
        for story_id in {hit.story_id for hit in hits if hit.story_id is not None}:
            self._learn(story_id)
        return tuple(
            HitRow(hit, _line(hit.before), _line(hit.match), _line(hit.after), self._label(hit, name_story))
            for hit in hits
        )

    def _label(self, hit: PlanHit, name_story: bool) -> str:
        """ "Synopsis · Chapter 3: The Bridge · The Lamplighters"."""
        parts = [QCoreApplication.translate("Search", FIELD_NAMES[hit.kind, hit.field])]
        if hit.chapter_id is not None:
            parts.append(self._headings[hit.chapter_id])
        if name_story and hit.story_id is not None and hit.kind != "story":
            parts.append(self._titles[hit.story_id])
        return " · ".join(parts)

    def _learn(self, story_id: StoryId) -> None:
        """Remember a story's headings until its outline changes: a search as you type asks for them again and again."""
        if story_id in self._titles:
            return
        outline = self._library.outline.get(story_id)
        self._titles[story_id] = outline.story.title
        for place, chapter in enumerate((*outline.chapters, *outline.shelved)):
            self._headings[chapter.id] = chapter.heading
            self._order[chapter.id] = place

    def _follow(self, changes: ChangeSet) -> None:
        if changes.touches("story", "arc", "chapter"):
            self._titles.clear()


class HitsModel(QAbstractListModel):
    """Rows of findings. Headings cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(row, HeadRow):
                return f"{row.text}. {row.story}" if row.story else row.text
            return f"{row.label}: {row.text}" if row.label else row.text
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._rows[index.row()], HeadRow):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; those at the beginning and the end that stay the same are left alone."""
        old = self._rows
        shorter = min(len(old), len(rows))
        head = next((i for i in range(shorter) if old[i] != rows[i]), shorter)
        most = shorter - head
        tail = next((i for i in range(most) if old[-1 - i] != rows[-1 - i]), most)
        if head < len(old) - tail:
            self.beginRemoveRows(QModelIndex(), head, len(old) - tail - 1)
            del old[head : len(old) - tail]
            self.endRemoveRows()
        if head < len(rows) - tail:
            self.beginInsertRows(QModelIndex(), head, len(rows) - tail - 1)
            old[head:head] = rows[head : len(rows) - tail]
            self.endInsertRows()

    def first_hit(self) -> QModelIndex:
        """The first row that can be chosen; an invalid index if there is none."""
        for number, row in enumerate(self._rows):
            if isinstance(row, HitRow):
                return self.index(number)
        return QModelIndex()


def _line(text: str) -> str:
    return text.translate(_LINE_SEPARATORS)


def _summary(prose: list[ProseHit], plan: list[PlanHit]) -> str:
    """How much was found, in words."""
    parts = []
    if len(prose) >= LIMIT:
        parts.append(
            QCoreApplication.translate("Search", "The first {count} passages of many").format(count=_number(LIMIT))
        )
    elif prose:
        chapters = len({hit.chapter_id for hit in prose})
        parts.append(_passages(len(prose), chapters))
    if len(plan) >= LIMIT:
        parts.append(QCoreApplication.translate("Search", "{count} places in the plan or more").format(count=LIMIT))
    elif len(plan) == 1:
        parts.append(QCoreApplication.translate("Search", "1 place in the plan"))
    elif plan:
        parts.append(QCoreApplication.translate("Search", "{count} places in the plan").format(count=len(plan)))
    return ", ".join(parts)


def _passages(passages: int, chapters: int) -> str:
    if passages == 1:
        return QCoreApplication.translate("Search", "1 passage in 1 chapter")
    if chapters == 1:
        return QCoreApplication.translate("Search", "{passages} passages in 1 chapter").format(passages=passages)
    text = QCoreApplication.translate("Search", "{passages} passages in {chapters} chapters")
    return text.format(passages=_number(passages), chapters=_number(chapters))


def _number(number: int) -> str:
    return QLocale().toString(number)
