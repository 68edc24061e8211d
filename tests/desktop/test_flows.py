"""Files come in through the preview, stories go out in every format, and a chapter goes to the clipboard for AO3."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from planner.desktop.commands import COMMANDS
from planner.desktop.desk import Desk
from planner.desktop.settings import LAST_FOLDER
from planner.desktop.shelf.import_preview import ImportPreview
from planner.desktop.window import Window
from planner.domain.draft import ChapterDraft, SceneDraft, StoryDraft
from planner.domain.outline import StoryId
from planner.domain.prose.model import prose_from_text
from planner.formats.write import FORMATS

TEXT = """Chapter 1: Embarking

The ferry left at nine. Nobody had told Ansa that the other passengers would be asleep.

Chapter 2: Landfall

In the morning there was an island where none had been.
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A text of two chapters."""
    path = tmp_path / "night-ferry.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def story(desk: Desk) -> StoryId:
    """A story with a written chapter and a planned one."""
    written = ChapterDraft("Embarking", (SceneDraft(prose_from_text("The ferry left at nine.")),))
    with desk.library.change("Make a story"):
        story_id = desk.library.drafts.add(StoryDraft("Night Ferry", chapters=(written, ChapterDraft("Landfall"))))
    desk.place.select("chapter", desk.library.outline.get(story_id).chapters[0].id)
    return story_id


def preview_of(window: Window, qtbot: QtBot) -> ImportPreview:
    """The preview, once the file was read."""
    found: list[ImportPreview] = []

    def look() -> bool:
        found.extend(preview for preview in window.findChildren(ImportPreview) if preview.isVisible())
        return bool(found)

    qtbot.waitUntil(look)
    return found[0]


def press(dialog: QWidget, name: str, qtbot: QtBot) -> None:
    """Press a button of a dialog."""
    button = dialog.findChild(QPushButton, name)
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_dropped_file_becomes_a_story_after_a_look(window: Window, desk: Desk, file: Path, qtbot: QtBot) -> None:
    window.files_dropped.emit([file])
    preview = preview_of(window, qtbot)
    assert desk.library.stories.all() == []
    press(preview, "import.import", qtbot)
    qtbot.waitUntil(lambda: len(desk.library.stories.all()) == 1)
    story = desk.library.stories.all()[0]
    assert [chapter.title for chapter in desk.library.outline.get(story.id).chapters] == ["Embarking", "Landfall"]
    assert desk.place.story_id == story.id
    assert window.pages.name == "write"
    assert desk.library.tallies.today() == 0


def test_an_import_that_was_dismissed_leaves_nothing(window: Window, desk: Desk, file: Path, qtbot: QtBot) -> None:
    window.files_dropped.emit([file])
    preview_of(window, qtbot).reject()
    assert desk.library.stories.all() == []
    assert desk.library.undo_label is None


def test_an_import_is_undone_in_one_step(window: Window, desk: Desk, file: Path, qtbot: QtBot) -> None:
    window.files_dropped.emit([file])
    press(preview_of(window, qtbot), "import.import", qtbot)
    qtbot.waitUntil(lambda: len(desk.library.stories.all()) == 1)
    desk.commands.run("edit.undo")
    assert desk.library.stories.all() == []


def test_several_files_come_one_after_the_other(window: Window, desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text("It rained.\n", encoding="utf-8")
    window.files_dropped.emit([tmp_path / "one.txt", tmp_path / "two.txt"])
    for count in (1, 2):
        press(preview_of(window, qtbot), "import.import", qtbot)
        qtbot.waitUntil(lambda count=count: len(desk.library.stories.all()) == count)  # type: ignore[misc]
    assert {story.title for story in desk.library.stories.all()} == {"One", "Two"}


def test_a_file_that_is_no_story_is_refused_in_words(window: Window, desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("", encoding="utf-8")
    window.files_dropped.emit([empty])
    qtbot.waitUntil(lambda: "empty" in window.banner.text)
    assert desk.library.stories.all() == []


def test_the_chosen_file_is_taken_and_its_folder_remembered(
    window: Window, desk: Desk, file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders: list[str] = []

    def choose(_parent: QWidget, _title: str, folder: str, _filters: str) -> tuple[list[str], str]:
        folders.append(folder)
        return [str(file)], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose)
    for _ in range(2):
        desk.commands.run("story.import")
        preview_of(window, qtbot).reject()
    assert folders == [str(Path.home()), str(file.parent)]


def test_a_dialog_begins_at_home_once_the_last_folder_is_gone(
    window: Window, desk: Desk, story: StoryId, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def choose(_parent: QWidget, _title: str, path: str, *_rest: str) -> tuple[str, str]:
        asked.append(path)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    desk.settings.set(LAST_FOLDER, str(tmp_path / "gone"))
    desk.commands.run("export.md")
    desk.settings.set(LAST_FOLDER, str(tmp_path))
    desk.commands.run("export.md")
    assert [Path(path).parent for path in asked] == [Path.home(), tmp_path]


def test_the_sample_story_is_opened_once(window: Window, desk: Desk) -> None:
    desk.commands.run("story.sample")
    desk.commands.run("go.shelf")
    desk.commands.run("story.sample")
    assert len(desk.library.stories.all()) == 1
    assert window.pages.name == "write"
    assert desk.place.chapter_id is not None


@pytest.mark.parametrize("fmt", [fmt.id for fmt in FORMATS])
def test_every_format_has_a_command_that_writes_it(
    window: Window,
    desk: Desk,
    story: StoryId,
    fmt: str,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert f"export.{fmt}" in {command.id for command in COMMANDS}
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "out"), ""))
    desk.commands.run(f"export.{fmt}")
    qtbot.waitUntil(lambda: "Exported" in window.banner.text)
    written = [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".longfic"]
    text = "".join(path.read_text(encoding="utf-8") for path in written if not path.name.startswith(".library"))
    assert "The ferry left at nine." in text
    assert "Chapter 2 has no text yet" in window.banner.text


@pytest.mark.parametrize(
    ("name", "filtered", "written", "text"),
    [
        ("plan", "Page to print (*.html)", "plan.html", "<h1>"),
        ("plan", "Spreadsheet (*.csv)", "plan.csv", "Number,Title"),
        ("plan.md", "Page to print (*.html)", "plan.md", "## Chapters"),
        ("plan.CSV", "Page to print (*.html)", "plan.CSV", "Number,Title"),
    ],
)
def test_the_plan_is_exported_in_the_format_of_its_name(
    window: Window,
    desk: Desk,
    story: StoryId,
    name: str,
    filtered: str,
    written: str,
    text: str,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / name), filtered))
    desk.commands.run("export.plan")
    qtbot.waitUntil((tmp_path / written).is_file)
    plan = (tmp_path / written).read_text(encoding="utf-8")
    assert text in plan
    assert "The ferry left at nine." not in plan


def test_an_export_that_was_dismissed_writes_nothing(
    window: Window, desk: Desk, story: StoryId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    desk.commands.run("export.md")
    assert window.banner.text == ""


def test_exports_wait_for_a_story(window: Window, desk: Desk) -> None:
    assert not desk.commands.actions["export.ao3"].isEnabled()
    assert not desk.commands.actions["chapter.copy_rich"].isEnabled()


def test_the_chapter_goes_to_the_clipboard_as_rich_text(window: Window, desk: Desk, story: StoryId) -> None:
    desk.commands.run("chapter.copy_rich")
    data = QGuiApplication.clipboard().mimeData()
    assert "<p>The ferry left at nine.</p>" in data.html()
    assert data.text().strip() == "The ferry left at nine."


def test_the_chapter_goes_to_the_clipboard_as_source(window: Window, desk: Desk, story: StoryId) -> None:
    desk.commands.run("chapter.copy_html")
    data = QGuiApplication.clipboard().mimeData()
    assert not data.hasHtml()
    assert "<p>The ferry left at nine.</p>" in data.text()


def test_what_was_typed_a_moment_ago_is_copied_too(window: Window, desk: Desk, story: StoryId, qtbot: QtBot) -> None:
    desk.commands.run("go.write")
    window.activateWindow()
    focus = window.focusWidget()
    assert focus is not None
    qtbot.keyClicks(focus, "Late. ")
    desk.commands.run("chapter.copy_html")
    assert "Late. The ferry left at nine." in QGuiApplication.clipboard().text()


def test_larger_text_by_the_keyboard(window: Window, desk: Desk) -> None:
    from planner.desktop.settings import PROSE_SIZE

    desk.commands.run("view.text_larger")
    assert desk.settings.get(PROSE_SIZE) == PROSE_SIZE.default + 1
    desk.commands.run("view.text_normal")
    assert desk.settings.get(PROSE_SIZE) == PROSE_SIZE.default


@pytest.mark.parametrize(
    ("command", "name"), [("story.new", "new_story"), ("library.trash", "trash"), ("idea.capture", "capture")]
)
def test_dialogs_open_from_anywhere(window: Window, desk: Desk, command: str, name: str, qtbot: QtBot) -> None:
    desk.commands.run("app.preferences")
    desk.commands.run(command)
    dialog = window.findChild(QDialog, name)
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    dialog.close()


def test_story_details_are_the_storys_plan(window: Window, desk: Desk, story: StoryId) -> None:
    desk.commands.run("go.shelf")
    desk.commands.run("story.edit")
    assert desk.place.kind == "story"
    assert window.plan.isVisible()


def test_chapters_are_walked_through_by_the_keyboard(window: Window, desk: Desk, story: StoryId) -> None:
    chapters = [chapter.id for chapter in desk.library.outline.get(story).chapters]
    desk.commands.run("go.next_chapter")
    assert desk.place.chapter_id == chapters[1]
    desk.commands.run("go.next_chapter")
    assert desk.place.chapter_id == chapters[1]
    desk.commands.run("go.previous_chapter")
    assert desk.place.chapter_id == chapters[0]
