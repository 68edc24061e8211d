"""The import's preview: what it shows of a draft, and every correction with mouse and keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QListView, QMenu
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.shelf.import_model import Corrections
from planner.desktop.shelf.import_preview import ImportPreview
from planner.desktop.shelf.preview_text import MOST_CHARACTERS, PreviewText
from planner.domain.draft import ChapterDraft, SceneDraft, StoryDraft
from planner.domain.outline import ChapterStatus
from planner.domain.prose.model import Prose, prose_from_text
from planner.library.file import Library
from tests.desktop.shelf_stage import add_story, entry, menu_at, part


def chapter(title: str, text: str, before: str = "", after: str = "", heading: str = "") -> ChapterDraft:
    return ChapterDraft(
        title,
        (SceneDraft(prose_from_text(text)),),
        notes_before=prose_from_text(before),
        notes_after=prose_from_text(after),
        heading=heading,
    )


DRAFT = StoryDraft(
    title="Salt",
    fandom="Tramways",
    chapters=(
        chapter("The Bridge", "One two three.\nFour five.\nSix.", before="A/N: hello", after="Please review."),
        chapter("The Lamp", "Seven eight.\nNine.", heading="Chapter 2: The Lamp"),
        chapter("", "Ten."),
    ),
    dropped=("A picture was left out.", "A table became text.", "Colours were left out.", "A form was left out."),
)


def preview(desk: Desk, qtbot: QtBot, draft: StoryDraft = DRAFT, **options: object) -> ImportPreview:
    made = ImportPreview(desk, draft, Path("salt.txt"), **options)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def dialog(desk: Desk, qtbot: QtBot) -> ImportPreview:
    return preview(desk, qtbot)


def chapters(dialog: ImportPreview) -> QListView:
    found = part(dialog, "import.chapters")
    assert isinstance(found, QListView)
    return found


def rows(dialog: ImportPreview) -> list[str]:
    model = chapters(dialog).model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def text(dialog: ImportPreview) -> PreviewText:
    found = part(dialog, "import.text")
    assert isinstance(found, PreviewText)
    return found


def look_at(dialog: ImportPreview, row: int) -> None:
    chapters(dialog).setCurrentIndex(chapters(dialog).model().index(row, 0))


def press(dialog: ImportPreview, qtbot: QtBot, name: str) -> None:
    button = part(dialog, name)
    assert isinstance(button, QAbstractButton)
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def plain(*proses: Prose) -> list[str]:
    return [prose.plain for prose in proses]


def story_of(draft: StoryDraft, number: int) -> str:
    return "\n".join(scene.prose.plain for scene in draft.chapters[number].scenes)


# --- what it shows


def test_the_chapters_are_listed_with_words_and_notes(dialog: ImportPreview) -> None:
    model = chapters(dialog).model()
    assert [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)] == [
        "1. The Bridge. 6 words · notes before · notes after",
        "2. The Lamp. 3 words",
        "Chapter 3. 1 word",
    ]


def test_notes_are_labelled_and_not_only_tinted(dialog: ImportPreview) -> None:
    assert text(dialog).toPlainText().split("\n") == [
        "Notes before the chapter",
        "A/N: hello",
        "The chapter",
        "One two three.",
        "Four five.",
        "Six.",
        "Notes after the chapter",
        "Please review.",
    ]


def test_what_is_lost_is_said(dialog: ImportPreview) -> None:
    lost = part(dialog, "import.dropped")
    assert isinstance(lost, QLabel)
    assert lost.text() == "A picture was left out. A table became text. Colours were left out. And 1 more."
    assert "A form was left out." in lost.toolTip()


def test_the_sum_is_told(dialog: ImportPreview, qtbot: QtBot) -> None:
    summary = part(dialog, "import.summary")
    assert isinstance(summary, QLabel)
    qtbot.waitUntil(lambda: summary.text() == "3 chapters, 10 words")
    assert part(dialog, "import.import").accessibleName() == "Import 3 chapters"


def test_nothing_is_corrected_where_the_author_corrects_nothing(dialog: ImportPreview) -> None:
    assert dialog.draft() == DRAFT
    assert dialog.into is None


def test_planned_chapters_have_no_text_to_show(desk: Desk, qtbot: QtBot) -> None:
    planned = ChapterDraft("Later", status=ChapterStatus.PLANNED)
    dialog = preview(desk, qtbot, StoryDraft("Salt", chapters=(chapter("One", "Words."), planned)))
    look_at(dialog, 1)
    assert text(dialog).toPlainText() == "A planned chapter, without text yet"
    assert not part(dialog, "button.import.split").isEnabled()
    assert dialog.draft().chapters[1] == planned


def test_of_a_very_long_chapter_both_ends_are_shown(desk: Desk, qtbot: QtBot) -> None:
    line = "lantern " * 100
    lines = [f"{number} {line}" for number in range(2 * MOST_CHARACTERS // len(line))]
    dialog = preview(desk, qtbot, StoryDraft("Salt", chapters=(chapter("", "\n".join(lines), after="Review."),)))
    shown = text(dialog).toPlainText().split("\n")
    assert len(shown) < len(lines)
    assert shown[0] == lines[0]
    assert shown[-1] == "Review."
    assert any("not shown" in each for each in shown)
    assert dialog.draft().chapters[0].scenes[0].prose.plain == "\n".join(lines)


# --- the cut


def test_merge_puts_the_heading_back_where_it_stood(dialog: ImportPreview, qtbot: QtBot) -> None:
    look_at(dialog, 1)
    press(dialog, qtbot, "button.import.merge")
    assert rows(dialog) == ["1. The Bridge", "Chapter 2"]
    assert chapters(dialog).currentIndex().row() == 0
    merged = dialog.draft()
    assert "Chapter 2: The Lamp" in story_of(merged, 0).split("\n")
    assert plain(merged.chapters[0].notes_before) == ["A/N: hello"]


def test_the_first_chapter_has_none_to_merge_with(dialog: ImportPreview) -> None:
    assert not part(dialog, "button.import.merge").isEnabled()
    look_at(dialog, 1)
    assert part(dialog, "button.import.merge").isEnabled()


def test_a_chapter_is_split_at_the_paragraph_the_cursor_is_in(dialog: ImportPreview, qtbot: QtBot) -> None:
    text(dialog).setFocus()
    text(dialog).point_at(1)
    qtbot.keyClick(text(dialog), Qt.Key.Key_Down)
    qtbot.keyClick(text(dialog), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert rows(dialog) == ["1. The Bridge", "Chapter 2", "3. The Lamp", "Chapter 4"]
    assert chapters(dialog).currentIndex().row() == 1
    draft = dialog.draft()
    assert [story_of(draft, 0), story_of(draft, 1)] == ["One two three.", "Four five.\nSix."]
    assert plain(draft.chapters[1].notes_after) == ["Please review."]


def test_the_first_paragraph_is_no_place_to_split(dialog: ImportPreview) -> None:
    text(dialog).point_at(0)
    assert not part(dialog, "button.import.split").isEnabled()


def test_leave_out_a_chapter(dialog: ImportPreview, qtbot: QtBot) -> None:
    look_at(dialog, 2)
    press(dialog, qtbot, "button.import.leave_out")
    assert rows(dialog) == ["1. The Bridge", "2. The Lamp"]
    assert chapters(dialog).currentIndex().row() == 1
    press(dialog, qtbot, "button.import.leave_out")
    assert not part(dialog, "button.import.leave_out").isEnabled()
    assert [each.title for each in dialog.draft().chapters] == ["The Bridge"]


def test_rename_in_the_list(dialog: ImportPreview, qtbot: QtBot) -> None:
    look_at(dialog, 2)
    chapters(dialog).setFocus()
    qtbot.keyClick(chapters(dialog), Qt.Key.Key_F2)
    line = chapters(dialog).findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, "The Door")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: rows(dialog)[2] == "3. The Door")
    assert dialog.draft().chapters[2].title == "The Door"
    assert dialog.isVisible()


# --- the notes


def test_notes_end_and_begin_where_the_author_says(dialog: ImportPreview, qtbot: QtBot) -> None:
    text(dialog).point_at(1)
    press(dialog, qtbot, "button.import.end_notes")
    text(dialog).point_at(3)
    press(dialog, qtbot, "button.import.begin_notes")
    first = dialog.draft().chapters[0]
    assert plain(first.notes_before, first.notes_after) == ["A/N: hello\nOne two three.", "Six.\nPlease review."]
    assert story_of(dialog.draft(), 0) == "Four five."
    assert "1. The Bridge. 2 words" in str(
        chapters(dialog).model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    )


def test_what_was_taken_for_a_note_goes_back_to_the_story(dialog: ImportPreview, qtbot: QtBot) -> None:
    text(dialog).point_at(0)
    press(dialog, qtbot, "button.import.not_a_note")
    text(dialog).point_at(4)
    press(dialog, qtbot, "button.import.not_a_note")
    first = dialog.draft().chapters[0]
    assert plain(first.notes_before, first.notes_after) == ["", ""]
    assert story_of(dialog.draft(), 0).startswith("A/N: hello\nOne")
    assert not part(dialog, "button.import.not_a_note").isEnabled()


def test_the_notes_by_keys(dialog: ImportPreview, qtbot: QtBot) -> None:
    text(dialog).setFocus()
    text(dialog).point_at(1)
    qtbot.keyClick(text(dialog), Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert dialog.draft().chapters[0].notes_before.plain == "A/N: hello\nOne two three."
    text(dialog).point_at(3)
    qtbot.keyClick(text(dialog), Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert dialog.draft().chapters[0].notes_after.plain == "Six.\nPlease review."


def test_the_menu_acts_on_the_paragraph_under_the_mouse(dialog: ImportPreview) -> None:
    view = text(dialog)
    view.point_at(2)
    at = view.cursorRect().center() + QPoint(4, 0)
    view.point_at(0)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    entry(menu, "Notes end here").trigger()
    assert dialog.draft().chapters[0].notes_before.plain == "A/N: hello\nOne two three.\nFour five."


def test_the_menu_of_a_chapter(dialog: ImportPreview) -> None:
    menu = menu_at(chapters(dialog), chapters(dialog).model().index(1, 0))
    entry(menu, "Leave out").trigger()
    assert rows(dialog) == ["1. The Bridge", "Chapter 2"]


# --- undo


def test_every_correction_can_be_undone_and_redone(dialog: ImportPreview, qtbot: QtBot) -> None:
    look_at(dialog, 1)
    press(dialog, qtbot, "button.import.merge")
    text(dialog).point_at(2)
    press(dialog, qtbot, "button.import.split")
    corrected = dialog.draft()
    text(dialog).setFocus()
    for _ in range(2):
        qtbot.keyClick(text(dialog), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert dialog.draft() == DRAFT
    assert not part(dialog, "tool.import.undo").isEnabled()
    for _ in range(2):
        press(dialog, qtbot, "tool.import.redo")
    assert dialog.draft() == corrected


def test_the_model_follows_row_by_row() -> None:
    corrections = Corrections(DRAFT)
    model = corrections.chapters
    tester = QAbstractItemModelTester(model)
    resets: list[object] = []
    model.modelReset.connect(lambda: resets.append(None))

    def titles() -> list[object]:
        return [model.index(row).data(Qt.ItemDataRole.EditRole) for row in range(model.rowCount())]

    steps = [titles()]
    corrections.merge(1)
    steps.append(titles())
    corrections.split(0, 2)
    corrections.leave_out(2)
    corrections.rename(1, "Doors")
    steps.append(titles())
    while corrections.can_undo:
        corrections.undo()
    steps.append(titles())
    start: list[object] = ["The Bridge", "The Lamp", ""]
    assert steps == [start, ["The Bridge", ""], ["The Bridge", "Doors"], start]
    assert not resets
    assert tester is not None


# --- where it goes


def test_title_and_fandom_can_be_changed(dialog: ImportPreview, qtbot: QtBot) -> None:
    title, fandom = part(dialog, "import.title"), part(dialog, "import.fandom")
    assert isinstance(title, QLineEdit)
    assert isinstance(fandom, QLineEdit)
    title.selectAll()
    qtbot.keyClicks(title, "Pepper")
    fandom.clear()
    press(dialog, qtbot, "import.import")
    assert dialog.result() == ImportPreview.DialogCode.Accepted
    assert (dialog.draft().title, dialog.draft().fandom) == ("Pepper", "")


def test_enter_in_a_field_imports_nothing_yet(dialog: ImportPreview, qtbot: QtBot) -> None:
    qtbot.keyClick(part(dialog, "import.title"), Qt.Key.Key_Return)
    assert dialog.isVisible()


def test_into_a_story_that_is_there(desk: Desk, library: Library, qtbot: QtBot) -> None:
    add_story(library, "Weather")
    story = add_story(library, "Doors")
    dialog = preview(desk, qtbot, into=story)
    assert dialog.into == story
    assert not part(dialog, "import.title").isEnabled()
    target = part(dialog, "import.target")
    assert isinstance(target, QComboBox)
    assert [target.itemText(row) for row in range(3)] == ["A new story", "The end of “Weather”", "The end of “Doors”"]
    qtbot.keyClick(target, Qt.Key.Key_Home)
    assert dialog.into is None
    assert part(dialog, "import.title").isEnabled()


def test_cancel_leaves_the_library_as_it_was(desk: Desk, library: Library, qtbot: QtBot) -> None:
    dialog = preview(desk, qtbot)
    look_at(dialog, 1)
    press(dialog, qtbot, "button.import.merge")
    press(dialog, qtbot, "import.cancel")
    assert dialog.result() == ImportPreview.DialogCode.Rejected
    assert library.undo_label is None
