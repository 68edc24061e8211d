"""A day of a new author: a chapter comes in, what is missing is planned, the next is begun, and tomorrow it goes on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QLabel, QPlainTextEdit, QPushButton

from planner.desktop.pages import PageName
from planner.desktop.shelf.import_preview import ImportPreview
from planner.domain.prose.counting import count_text
from tests.journeys.author import Author, press_button, rows

PROSE = [
    "“You said the light was out,” said Ines. “It is not out.”",
    "“It was out when I said it.” Tomas put the oilcan down. “Look at the glass, if you don't believe me. It's warm.”",
    "She laid her hand on it — warm, as he had said — and took it away again.",
    *(
        f"The {number} wave broke on the steps, and they counted it together."
        for number in ("first", "second", "third")
    ),
    "“Then somebody was here,” said Ines.",
]
NOTE = [
    "Author's Note: Sorry for the wait, everybody! Two more chapters and an epilogue are planned.",
    "EDIT: I know, I know. Thank you for all the kind comments; the next one is half written.",
]


def test_from_an_imported_chapter_to_the_next_one(author: Author, tmp_path: Path) -> None:
    serial = tmp_path / "salt-and-signal.txt"
    serial.write_text("\n\n".join([*PROSE, *NOTE]) + "\n", encoding="utf-8")
    author.sit_down()
    assert author.page is PageName.SHELF
    for choice in ("story.new", "story.import", "story.sample"):
        assert author.part(f"welcome.{choice}").accessibleName()
    import_chapter(author, serial)
    name_story_and_chapter(author)
    plan_what_is_missing(author)
    reorder(author)
    write_next_chapter(author)
    come_back_tomorrow(author)


def import_chapter(author: Author, serial: Path) -> None:
    with author.choosing(serial):
        author.press("Ctrl+O")
    preview = author.dialog(ImportPreview)
    # Nothing is written before she says so.
    assert rows(author.path, "SELECT count(*) FROM story") == [(0,)]
    press_button(preview, "import.import")
    author.until(lambda: author.page is PageName.WRITE)
    words = sum(count_text(paragraph) for paragraph in PROSE)
    assert rows(author.path, "SELECT words FROM text") == [(words,)]
    ((before, after),) = rows(author.path, "SELECT before_plain, after_plain FROM note")
    assert before == ""
    assert [line for line in after.split("\n") if line] == NOTE
    assert author.editor.toPlainText() == "\n".join(PROSE)
    assert author.part("status.chapter", QLabel).text().endswith(f"{words} words")
    assert rows(author.path, "SELECT coalesce(sum(added), 0) FROM tally") == [(0,)]


def name_story_and_chapter(author: Author) -> None:
    title = author.part("outline.story_title")
    author.qtbot.mouseDClick(title, Qt.MouseButton.LeftButton)
    assert author.focus is author.part("outline.story_title_editor")
    author.write("Salt and Signal")
    author.press("Return")
    author.go_to_row(author.rows()[0])
    author.press("F2")
    author.write("The Warm Glass")
    author.press("Return")
    assert author.rows() == ["The Warm Glass"]
    assert rows(author.path, "SELECT title FROM story") == [("Salt and Signal",)]
    assert author.window.windowTitle().startswith("Salt and Signal")


def plan_what_is_missing(author: Author) -> None:
    for title in ("Epilogue", "The Answer", "Whose Hand"):
        author.press("Ctrl+Shift+N")
        author.write(title)
        author.press("Return")
    author.go_to_row("Whose Hand")
    author.fill("plan.chapter.synopsis", "They find out who lit it.")
    author.fill("plan.chapter.purpose", "Turn the mystery into a friendship.")
    author.fill("plan.chapter.hook", "Three flashes from the sea.")
    author.fill("plan.chapter.target_words", "1500")
    author.go_to_row("The Answer")
    query = "SELECT synopsis, purpose, hook, target_words FROM chapter WHERE title = 'Whose Hand'"
    assert rows(author.path, query) == [
        ("They find out who lit it.", "Turn the mystery into a friendship.", "Three flashes from the sea.", 1500)
    ]


def reorder(author: Author) -> None:
    assert author.rows() == ["The Warm Glass", "Epilogue", "The Answer", "Whose Hand"]
    author.go_to_row("Epilogue")
    author.press("Alt+Down", "Alt+Down")
    author.go_to_row("Whose Hand")
    author.press("Alt+Up")
    assert author.rows() == ["The Warm Glass", "Whose Hand", "The Answer", "Epilogue"]
    author.press("Shift+Down", "Ctrl+G")
    author.write("Afterwards")
    author.press("Return")
    assert author.rows() == ["The Warm Glass", "Afterwards", "  Whose Hand", "  The Answer", "Epilogue"]
    author.press("Ctrl+Z", "Ctrl+Z")
    assert author.rows() == ["The Warm Glass", "Whose Hand", "The Answer", "Epilogue"]
    author.press("Ctrl+Shift+Z", "Ctrl+Shift+Z")
    query = "SELECT chapter.title, arc.title FROM chapter LEFT JOIN arc ON arc.id = arc_id ORDER BY chapter.id"
    assert dict(rows(author.path, query)) == {
        "The Warm Glass": None,
        "Epilogue": None,
        "The Answer": "Afterwards",
        "Whose Hand": "Afterwards",
    }


def write_next_chapter(author: Author) -> None:
    author.go_to_row("Whose Hand")
    # The plan stands beside the text.
    assert author.part("plan.chapter.synopsis", QPlainTextEdit).toPlainText() == "They find out who lit it."
    author.press("Return")
    assert author.focus is author.editor
    author.write('"It was me," said the boy -- and ran.')
    author.press("Return")
    author.write("***")
    author.press("Return")
    author.write("The stairs were ")
    author.press("Ctrl+I")
    author.write("wet")
    author.press("Ctrl+I")
    author.write(".")
    for _ in range(40):
        author.press("Return")
        author.write("Nobody spoke.")
    assert author.part("status.saved", QLabel).text() != "Saved"
    author.until(lambda: author.part("status.saved", QLabel).text() == "Saved")
    first, second = saved_scenes(author)
    # The scene is new and has no plan; the chapter's is still there.
    assert author.part("plan.chapter.synopsis", QPlainTextEdit).toPlainText() == "They find out who lit it."
    assert first == "<p>“It was me,” said the boy — and ran.</p>"
    assert second == "<p>The stairs were <em>wet</em>.</p>" + "<p>Nobody spoke.</p>" * 40
    assert rows(author.path, "SELECT status FROM chapter WHERE title = 'Whose Hand'") == [("drafting",)]
    written = 8 + 4 + 40 * 2
    assert author.part("status.today", QPushButton).text() == f"{written} words today"
    assert author.part("status.chapter", QLabel).text().endswith(f"{written} of 1500 words")


def saved_scenes(author: Author) -> list[str]:
    query = (
        "SELECT html FROM text JOIN scene ON scene.id = scene_id JOIN chapter ON chapter.id = chapter_id"
        " WHERE chapter.title = 'Whose Hand' ORDER BY scene.position"
    )
    return [html for (html,) in rows(author.path, query)]


def come_back_tomorrow(author: Author) -> None:
    for _ in range(12):
        author.press("Up")
    before = where_she_is(author)
    assert before[-1] > 0
    author.stand_up()
    author.sit_down()
    assert author.page is PageName.WRITE
    author.until(lambda: where_she_is(author) == before)
    assert "did not close properly" not in author.labels()
    author.write("Still here. ")
    author.stand_up()
    # Closing is no pause: it saves at once.
    assert saved_scenes(author)[1].count("Still here. ") == 1


def where_she_is(author: Author) -> tuple[str, str, int, int, int]:
    """Story, row of the outline, where the cursor is and how far the sheet is scrolled."""
    tree = author.part("outline.tree", QAbstractItemView)
    cursor = author.editor.textCursor()
    scroll = author.part("sheet", QAbstractScrollArea).verticalScrollBar().value()
    return author.window.windowTitle(), str(tree.currentIndex().data()), cursor.position(), cursor.blockNumber(), scroll
