"""Which rows an outline's tree has, and which of them a filter leaves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from planner.desktop.reconcile import ROOT
from planner.domain.arranging import Part, Ref
from planner.domain.folding import folded
from planner.domain.outline import Arc, Chapter, ChapterStatus, Outline, Scene
from planner.domain.remarks import todos

Row = Arc | Chapter | Scene

_CODES: dict[Part, int] = {"arc": 1, "chapter": 2, "scene": 3}
_PARTS: dict[int, Part] = {code: part for part, code in _CODES.items()}


def handle(ref: Ref) -> int:
    """The number that stands for a part in ``QModelIndex.internalId``: never 0, and the same while it lives."""
    return ref.id << 2 | _CODES[ref.kind]


def part_of(row_handle: int) -> Part:
    """What kind of part a handle stands for."""
    return _PARTS[row_handle & 3]


def ref_of(row_handle: int) -> Ref:
    """The part a handle stands for."""
    return Ref(part_of(row_handle), row_handle >> 2)


def shown_scenes(chapter: Chapter) -> tuple[Scene, ...]:
    """The scenes that are worth a row: a chapter's only scene is not, unless the author has named it."""
    if len(chapter.scenes) == 1 and not chapter.scenes[0].title:
        return ()
    return chapter.scenes


def open_todos(row: Chapter | Scene) -> int:
    """The to-dos that are open in a row's remarks; a chapter counts those of its scenes as well."""
    count = todos(row.remarks).open
    return count + sum(map(open_todos, row.scenes)) if isinstance(row, Chapter) else count


@dataclass
class Shape:
    """The rows of a tree by handle, and the handles of each row's children from `ROOT` down."""

    rows: dict[int, Row] = field(default_factory=dict)
    children: dict[int, list[int]] = field(default_factory=lambda: {ROOT: []})

    def add(self, row: Row, kind: Part, parent: int) -> int:
        """Append a row to its parent and return its handle."""
        key = row.id << 2 | _CODES[kind]
        self.rows[key] = row
        self.children[key] = []
        self.children[parent].append(key)
        return key

    def add_chapter(self, chapter: Chapter, parent: int) -> None:
        """Append a chapter and the scenes that are shown."""
        key = self.add(chapter, "chapter", parent)
        for scene in shown_scenes(chapter):
            self.add(scene, "scene", key)


def shape_of(outline: Outline | None) -> Shape:
    """The tree of an outline; empty for None."""
    shape = Shape()
    for item in outline.items if outline else ():
        if isinstance(item, Arc):
            arc = shape.add(item, "arc", ROOT)
            for chapter in item.chapters:
                shape.add_chapter(chapter, arc)
        else:
            shape.add_chapter(item, ROOT)
    return shape


def matching(shape: Shape, text: str, statuses: Collection[ChapterStatus] = ()) -> set[int]:
    """Handles of the rows a filter leaves: those that hold every word of ``text``, and what they stand in.

    A matching arc keeps its chapters, a matching chapter its scenes. ``statuses`` (empty: all) choose among
    chapters, and an arc stays only while one of its chapters does.
    """
    words = folded(text).split()
    found: set[int] = set()

    def visit(key: int, inherited: bool) -> bool:
        row = shape.rows[key]
        if isinstance(row, Chapter) and statuses and row.status not in statuses:
            return False
        matches = inherited or _holds(row, words)
        below = [visit(child, matches) for child in shape.children[key]]
        stays = any(below) or (matches and not (statuses and isinstance(row, Arc)))
        if stays:
            found.add(key)
        return stays

    for key in shape.children[ROOT]:
        visit(key, False)
    return found


def _holds(row: Row, words: list[str]) -> bool:
    number = f" {row.number}" if isinstance(row, Chapter) else ""
    content = folded(f"{row.title} {row.synopsis}{number}")
    return all(word in content for word in words)
