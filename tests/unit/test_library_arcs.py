"""One arc, asked for by itself, is the arc the whole outline has."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.outline import Arc, ArcId
from planner.library.file import Library

steps = st.lists(st.tuples(st.integers(-1, 3), st.integers(0, 9), st.booleans()), max_size=12)
"""Chapters to add: -1 adds an arc, any other number a chapter to one of the arcs or to none; where; is it shelved."""


@given(steps)
def test_an_arc_is_the_same_alone_and_in_the_outline(steps: list[tuple[int, int, bool]]) -> None:
    with TemporaryDirectory() as folder, Library.open(Path(folder, "library.longfic")) as library:
        with library.change("Plan"):
            story_id = library.stories.add("Salt and Signal")
            arcs: list[ArcId] = []
            for kind, place, shelved in steps:
                if kind == -1:
                    arcs.append(library.outline.add_arc(story_id, "Part", 0 if place < 5 else None))
                else:
                    arc_id = arcs[kind] if kind < len(arcs) else None
                    chapter_id = library.outline.add_chapter(story_id, arc_id=arc_id, position=0 if place < 5 else None)
                    library.outline.shelve([chapter_id], shelved)
        items = library.outline.get(story_id).items
        assert [library.outline.arc(arc_id) for arc_id in arcs] == [
            next(item for item in items if isinstance(item, Arc) and item.id == arc_id) for arc_id in arcs
        ]


def test_an_arc_that_is_not_there_is_a_key_error(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.longfic") as library, pytest.raises(KeyError):
        library.outline.arc(ArcId(7))


def test_a_dissolved_arc_comes_back_with_its_chapters_in_order(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.longfic") as library:
        with library.change("Plan"):
            story_id = library.stories.add("Salt and Signal", chapters=3)
            second, third = (chapter.id for chapter in library.outline.get(story_id).chapters[1:])
            arc_id = library.outline.group_chapters([second, third], "Winter")
        before = library.outline.get(story_id)
        with library.change("Dissolve"):
            library.outline.dissolve_arc(arc_id)
        with library.change("Restore"):
            library.trash.restore(library.trash.list()[0].id)
        assert library.outline.get(story_id).items == before.items
