"""Changes that belong to one edit of one field are one undo step."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.domain.outline import ChapterId
from planner.library.file import Library


@pytest.fixture
def chapter(tmp_path: Path) -> tuple[Library, ChapterId]:
    library = Library.open(tmp_path / "a.longfic")
    with library.change("Add story"):
        chapter_id = library.outline.add_chapter(library.stories.add("Story"))
    return library, chapter_id


def write(library: Library, chapter_id: ChapterId, synopsis: str, joins: object) -> None:
    with library.change("Edit synopsis", joins=joins):
        library.outline.edit_chapter(chapter_id, synopsis=synopsis)


def test_what_is_saved_at_each_pause_is_undone_at_once(chapter: tuple[Library, ChapterId]) -> None:
    library, chapter_id = chapter
    for text in ("Snow", "Snow falls", "Snow falls all night"):
        write(library, chapter_id, text, "one edit")
    library.undo()
    assert library.outline.chapter(chapter_id).synopsis == ""
    assert library.undo_label == "Add story"
    library.redo()
    assert library.outline.chapter(chapter_id).synopsis == "Snow falls all night"
    library.close()


def test_other_edits_and_other_changes_keep_steps_apart(chapter: tuple[Library, ChapterId]) -> None:
    library, chapter_id = chapter
    write(library, chapter_id, "Snow", "one edit")
    write(library, chapter_id, "Ice", "another edit")
    with library.change("Rename chapter"):
        library.outline.edit_chapter(chapter_id, title="Winter")
    write(library, chapter_id, "Thaw", "another edit")
    seen = []
    for _ in range(4):
        library.undo()
        seen.append(library.outline.chapter(chapter_id).synopsis)
    assert seen == ["Ice", "Ice", "Snow", ""]
    library.close()


def test_an_edit_that_goes_on_after_an_undo_is_a_step_of_its_own(chapter: tuple[Library, ChapterId]) -> None:
    library, chapter_id = chapter
    write(library, chapter_id, "Snow", "one edit")
    library.undo()
    library.redo()
    write(library, chapter_id, "Snow falls", "one edit")
    library.undo()
    assert library.outline.chapter(chapter_id).synopsis == "Snow"
    library.close()
