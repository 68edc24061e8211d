"""Typing, deleting, pasting and formatting in the editor, key by key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QFont, QGuiApplication, QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.settings import PASTE_LIMIT, SMART_QUOTES
from planner.desktop.write.blocks import PageStyle
from planner.desktop.write.document import ProseDocument
from planner.desktop.write.editor import ProseEditor
from planner.desktop.write.link import LinkField, whole_address
from planner.domain.draft import SceneText
from planner.domain.outline import SceneId
from planner.domain.prose.html import from_html, to_html
from planner.domain.prose.model import Align, Block, Mark

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Page:
    """An editor on some scenes, and the keys of an author."""

    def __init__(self, desk: Desk, qtbot: QtBot, *scenes: str) -> None:
        texts = [SceneText(SceneId(number), from_html(html)) for number, html in enumerate(scenes, 1)]
        self.document = ProseDocument(texts, PageStyle(QFont("DejaVu Serif", 12)))
        self.editor = ProseEditor("editor", desk.settings, with_scenes=True)
        qtbot.addWidget(self.editor)
        self.editor.resize(600, 400)
        self.editor.open(self.document)
        self.editor.show()

    @property
    def scenes(self) -> list[str]:
        return [to_html(scene.prose) for scene in self.document.read()]

    @property
    def ids(self) -> list[int | None]:
        return [scene.id for scene in self.document.read()]

    def type(self, text: str) -> None:
        QTest.keyClicks(self.editor, text)

    def press(self, *keys: Qt.Key, with_: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            QTest.keyClick(self.editor, key, with_)

    def put_cursor(self, scene: int, paragraph: int = 0, offset: int = 0) -> None:
        block = list(self.document.blocks(scene))[paragraph]
        self.editor.setTextCursor(self.document.cursor(block.position() + offset))

    def select(self, text: str) -> None:
        self.editor.setTextCursor(self.document.qt.find(text, 0))

    def paste(self, html: str = "", text: str = "") -> None:
        mime = QMimeData()
        if html:
            mime.setHtml(html)
        mime.setText(text)
        QGuiApplication.clipboard().setMimeData(mime)
        self.press(Key.Key_V, with_=CTRL)


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Page:
    return Page(desk, qtbot, "<p>one</p>", "<p>two</p><p>three</p>")


def test_typing_goes_into_the_scene_under_the_cursor(page: Page) -> None:
    page.put_cursor(0, 0, 3)
    page.type(" and")
    page.put_cursor(1, 1, 5)
    page.press(Key.Key_Return)
    page.type("four")
    assert page.scenes == ["<p>one and</p>", "<p>two</p><p>three</p><p>four</p>"]


@pytest.mark.parametrize(
    ("start", "keys"),
    [
        ((0, 3), [Key.Key_Right]),
        ((0, 3), [Key.Key_Down]),
        ((0, 0), [Key.Key_End, Key.Key_Right]),
    ],
)
def test_keys_that_go_on_step_over_a_break(page: Page, start: tuple[int, int], keys: list[Qt.Key]) -> None:
    page.put_cursor(start[0], 0, start[1])
    page.press(*keys)
    page.type("x")
    assert "x" in page.scenes[1]
    page.press(Key.Key_Home, Key.Key_Left)
    page.type("y")
    assert page.scenes[0] == "<p>oney</p>"


@pytest.mark.parametrize("deleting", ["backspace", "delete", "ctrl+backspace", "ctrl+delete"])
def test_deleting_a_break_joins_the_scenes_and_undo_brings_the_second_back(page: Page, deleting: str) -> None:
    modifier = CTRL if deleting.startswith("ctrl") else Qt.KeyboardModifier.NoModifier
    if deleting.endswith("backspace"):
        page.put_cursor(1)
        page.press(Key.Key_Backspace, with_=modifier)
    else:
        page.put_cursor(0, 0, 3)
        page.press(Key.Key_Delete, with_=modifier)
    assert page.scenes == ["<p>one</p><p>two</p><p>three</p>"]
    page.press(Key.Key_Z, with_=CTRL)
    assert page.scenes == ["<p>one</p>", "<p>two</p><p>three</p>"]
    assert page.ids == [1, 2]


def test_deleting_a_break_beside_empty_paragraphs_leaves_them(desk: Desk, qtbot: QtBot) -> None:
    page = Page(desk, qtbot, "<p>a</p><p></p>", "<h2></h2><p>b</p>")
    page.put_cursor(1)
    page.press(Key.Key_Backspace)
    assert page.scenes == ["<p>a</p><p></p><h2></h2><p>b</p>"]


def test_typing_over_a_selection_of_several_scenes_leaves_one(desk: Desk, qtbot: QtBot) -> None:
    page = Page(desk, qtbot, "<p>one</p>", "<p>two</p>", "<p>three</p>")
    page.put_cursor(0, 0, 1)
    cursor = page.editor.textCursor()
    cursor.setPosition(page.document.first_block(2).position() + 2, QTextCursor.MoveMode.KeepAnchor)
    page.editor.setTextCursor(cursor)
    page.type("n")
    assert page.scenes == ["<p>onree</p>"]
    page.press(Key.Key_Z, with_=CTRL)
    page.press(Key.Key_Z, with_=CTRL)
    assert page.ids == [1, 2, 3]


def test_a_selection_that_ends_in_a_break_leaves_both_scenes_a_paragraph(page: Page) -> None:
    cursor = page.document.cursor(0)
    cursor.setPosition(page.document.breaks[0].position(), QTextCursor.MoveMode.KeepAnchor)
    page.editor.setTextCursor(cursor)
    page.press(Key.Key_Delete)
    assert page.scenes == ["", "<p>two</p><p>three</p>"]
    page.type("new")
    assert page.scenes[0] == "<p>new</p>"


def test_deleting_everything_leaves_an_empty_scene_to_write_in(page: Page) -> None:
    page.press(Key.Key_A, with_=CTRL)
    page.press(Key.Key_Delete)
    assert page.scenes == [""]
    page.type("again")
    assert page.scenes == ["<p>again</p>"]
    assert page.ids == [1]


def test_a_scene_break_in_mid_paragraph_parts_it(page: Page) -> None:
    page.put_cursor(1, 1, 2)
    page.editor.insert_break()
    page.type("x")
    assert page.scenes == ["<p>one</p>", "<p>two</p><p>th</p>", "<p>xree</p>"]
    assert page.ids == [1, 2, None]
    page.press(Key.Key_Z, with_=CTRL)
    page.press(Key.Key_Z, with_=CTRL)
    assert page.scenes == ["<p>one</p>", "<p>two</p><p>three</p>"]


@pytest.mark.parametrize("ornaments", ["***", "---", "* * *", "#"])
def test_ornaments_on_a_line_of_their_own_become_a_break(page: Page, ornaments: str) -> None:
    page.put_cursor(1, 0, 3)
    page.press(Key.Key_Return)
    page.type(ornaments)
    page.press(Key.Key_Return)
    page.type("new")
    assert page.scenes == ["<p>one</p>", "<p>two</p>", "<p>new</p><p>three</p>"]
    page.press(Key.Key_Z, Key.Key_Z, with_=CTRL)
    assert page.scenes == ["<p>one</p>", f"<p>two</p><p>{ornaments}</p><p>three</p>"]


def test_a_scene_break_between_paragraphs_leaves_no_empty_one(page: Page) -> None:
    page.put_cursor(1, 0, 3)
    page.editor.insert_break()
    assert page.scenes == ["<p>one</p>", "<p>two</p>", "<p>three</p>"]


def test_a_break_at_the_end_leaves_an_empty_scene_to_write_in(page: Page) -> None:
    page.put_cursor(1, 1, 5)
    page.press(Key.Key_Return)
    page.editor.insert_break()
    assert page.scenes == ["<p>one</p>", "<p>two</p><p>three</p>", ""]
    page.type("next")
    assert page.scenes[2] == "<p>next</p>"


def test_punctuation_becomes_typographic_and_one_undo_brings_the_typed_back(page: Page) -> None:
    page.put_cursor(0, 0, 3)
    page.type(' "Wait--')
    assert page.scenes[0] == "<p>one “Wait—</p>"
    page.press(Key.Key_Z, with_=CTRL)
    assert page.scenes[0] == "<p>one “Wait--</p>"
    page.type('"')
    page.type("...")
    assert page.scenes[0] == "<p>one “Wait--”…</p>"


def test_quotes_stay_straight_where_the_author_wants_them(desk: Desk, page: Page) -> None:
    desk.settings.set(SMART_QUOTES, False)
    page.put_cursor(0)
    page.type('"No," she said... \'')
    assert page.scenes[0] == '<p>"No," she said… \'one</p>'


def test_undo_takes_back_a_word_at_a_time(page: Page) -> None:
    page.put_cursor(0, 0, 3)
    page.type(" more words here")
    page.press(Key.Key_Z, with_=CTRL)
    assert page.scenes[0] == "<p>one more words </p>"


def test_marks(page: Page) -> None:
    page.select("three")
    page.editor.toggle_mark(Mark.EM)
    page.editor.toggle_mark(Mark.STRONG)
    assert page.scenes[1] == "<p>two</p><p><strong><em>three</em></strong></p>"
    page.editor.toggle_mark(Mark.STRONG)
    page.press(Key.Key_End)
    page.editor.toggle_mark(Mark.EM)
    page.type(" plain")
    assert page.scenes[1] == "<p>two</p><p><em>three</em> plain</p>"


def test_a_mark_over_several_scenes_and_paragraphs_leaves_the_break_alone(page: Page) -> None:
    page.press(Key.Key_A, with_=CTRL)
    page.editor.toggle_mark(Mark.STRIKE)
    assert page.scenes == ["<p><s>one</s></p>", "<p><s>two</s></p><p><s>three</s></p>"]
    page.press(Key.Key_Z, with_=CTRL)
    assert page.scenes == ["<p>one</p>", "<p>two</p><p>three</p>"]


def test_paragraphs_headings_quotations_and_alignment(page: Page) -> None:
    page.put_cursor(1)
    page.editor.set_align(Align.CENTER)
    page.editor.toggle_kind(Block.HEADING_3)
    page.put_cursor(1, 1)
    page.editor.toggle_quote()
    assert page.scenes[1] == '<h3 align="center">two</h3><blockquote><p>three</p></blockquote>'
    page.put_cursor(1, 0, 3)
    page.press(Key.Key_Return)
    page.type("plain")
    assert page.scenes[1].startswith('<h3 align="center">two</h3><p align="center">plain</p>')


def test_lists_are_left_with_enter_and_backspace(page: Page) -> None:
    page.put_cursor(1, 1, 5)
    page.editor.toggle_kind(Block.BULLET)
    page.press(Key.Key_Return)
    page.type("four")
    page.press(Key.Key_Return)
    page.press(Key.Key_Tab)
    page.type("deep")
    page.press(Key.Key_Return, Key.Key_Return, Key.Key_Return)
    page.type("out")
    assert page.scenes[1] == "<p>two</p><ul><li>three</li><li>four<ul><li>deep</li></ul></li></ul><p>out</p>"
    page.put_cursor(1, 1)
    page.press(Key.Key_Backspace)
    assert page.scenes[1].startswith("<p>two</p><p>three</p><ul><li>four")


def test_a_line_break_stays_in_the_paragraph(page: Page) -> None:
    page.put_cursor(0, 0, 3)
    page.press(Key.Key_Return, with_=SHIFT)
    page.type("line")
    assert page.scenes[0] == "<p>one<br>line</p>"


def test_what_is_typed_behind_a_link_does_not_belong_to_it(desk: Desk, qtbot: QtBot) -> None:
    page = Page(desk, qtbot, '<p>see <a href="https://a.example/">this</a></p>')
    page.put_cursor(0, 0, 8)
    page.type(" too")
    assert page.scenes == ['<p>see <a href="https://a.example/">this</a> too</p>']


WORD = (
    "<html><head><style>p.MsoNormal{margin:0}</style></head><body><!--StartFragment-->"
    "<p class=MsoNormal><span style='font-family:Calibri'>First <b>bold</b> one.<o:p></o:p></span></p>"
    "<p class=MsoNormal align=center style='text-align:center'>***</p>"
    "<p class=MsoNormal><i>Second</i> one.<o:p></o:p></p><!--EndFragment--></body></html>"
)
GOOGLE_DOCS = (
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">'
    '<p dir="ltr" style="line-height:1.38;"><span style="font-style:italic;font-weight:400;">Leaning</span>'
    '<span style="font-style:normal;font-weight:700;"> and bold</span></p></b>'
)
AO3 = '<div class="userstuff"><p>Plain.</p><p align="center"><em>Centred.</em></p></div>'


@pytest.mark.parametrize(
    ("html", "scenes"),
    [
        (WORD, ["<p>First <strong>bold</strong> one.</p>", "<p><em>Second</em> one.</p>"]),
        (GOOGLE_DOCS, ["<p><em>Leaning</em><strong> and bold</strong></p>"]),
        (AO3, ['<p>Plain.</p><p align="center"><em>Centred.</em></p>']),
    ],
    ids=["word", "google docs", "ao3"],
)
def test_pasting_keeps_what_the_stored_form_knows(desk: Desk, qtbot: QtBot, html: str, scenes: list[str]) -> None:
    page = Page(desk, qtbot, "")
    page.paste(html, "the same as plain text")
    assert page.scenes == scenes


def test_pasting_without_formatting_pastes_words_alone(desk: Desk, qtbot: QtBot) -> None:
    page = Page(desk, qtbot, "")
    mime = QMimeData()
    mime.setHtml("<p><b>bold</b></p><p>more</p>")
    mime.setText("bold\n\nmore")
    QGuiApplication.clipboard().setMimeData(mime)
    page.editor.paste_plain()
    assert page.scenes == ["<p>bold</p><p>more</p>"]


def test_pasting_nothing_changes_nothing(page: Page) -> None:
    QGuiApplication.clipboard().clear()
    page.editor.paste_plain()
    page.press(Key.Key_V, with_=CTRL)
    assert page.scenes == ["<p>one</p>", "<p>two</p><p>three</p>"]


def test_pasting_plain_text_into_a_sentence_keeps_it_one(page: Page) -> None:
    page.put_cursor(1, 1, 2)
    page.paste(text=" or ")
    assert page.scenes[1] == "<p>two</p><p>th or ree</p>"
    page.press(Key.Key_Z, with_=CTRL)
    assert page.scenes[1] == "<p>two</p><p>three</p>"


def test_copying_gives_clean_html_and_plain_text(page: Page) -> None:
    page.select("three")
    page.editor.toggle_mark(Mark.EM)
    page.press(Key.Key_A, with_=CTRL)
    page.press(Key.Key_C, with_=CTRL)
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.html() == "<p>one</p><hr><p>two</p><p><em>three</em></p>"
    assert mime.text() == "one\n\n\n\ntwo\n\nthree"


def test_cut_and_paste_moves_scenes_and_counts_no_word_as_pasted(page: Page) -> None:
    page.press(Key.Key_A, with_=CTRL)
    page.press(Key.Key_X, with_=CTRL)
    assert page.scenes == [""]
    page.press(Key.Key_V, with_=CTRL)
    assert page.scenes == ["<p>one</p>", "<p>two</p><p>three</p>"]
    assert page.document.pasted_words == 0


def test_words_of_a_paste_count_as_pasted_until_it_is_undone(page: Page, desk: Desk) -> None:
    desk.settings.set(PASTE_LIMIT, 3)
    page.put_cursor(0, 0, 3)
    page.paste(text=" two three four")
    assert page.document.pasted_words == 3
    page.type(" five")
    page.press(Key.Key_Z, Key.Key_Z, Key.Key_Z, with_=CTRL)
    assert page.document.pasted_words == 0
    page.press(Key.Key_Z, with_=CTRL | SHIFT)
    assert page.document.pasted_words == 3
    page.press(Key.Key_Z, with_=CTRL)
    page.type(" other")
    assert page.document.pasted_words == 0


def test_a_file_dropped_on_the_text_is_no_text(page: Page) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("file:///tmp/story.docx")])
    mime.setText("file:///tmp/story.docx")
    assert not page.editor.canInsertFromMimeData(mime)
    page.editor.insertFromMimeData(mime)
    assert page.scenes == ["<p>one</p>", "<p>two</p><p>three</p>"]


def test_rules_are_stepped_over_and_deleted_whole(desk: Desk, qtbot: QtBot) -> None:
    page = Page(desk, qtbot, "<p>a</p><hr><p>b</p>")
    page.put_cursor(0, 0, 1)
    page.press(Key.Key_Right)
    page.type("x")
    assert page.scenes == ["<p>a</p><hr><p>xb</p>"]
    page.press(Key.Key_Home, Key.Key_Backspace)
    assert page.scenes == ["<p>a</p><p>xb</p>"]


def test_a_click_on_a_break_goes_to_a_paragraph_beside_it(page: Page) -> None:
    line = page.document.breaks[0].layout()
    middle = line.position().y() + line.lineAt(0).rect().center().y()
    viewport = page.editor.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(50, round(middle) + 6))
    page.type("x")
    assert page.scenes == ["<p>one</p>", "<p>xtwo</p><p>three</p>"]
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(50, round(middle) - 6))
    page.type("y")
    assert page.scenes[0] == "<p>oney</p>"


def test_what_an_input_method_commits_goes_past_a_break_too(page: Page) -> None:
    page.editor.setTextCursor(page.document.cursor(page.document.breaks[0].position()))
    event = QInputMethodEvent()
    event.setCommitString("\u4ed6")
    QGuiApplication.sendEvent(page.editor, event)
    assert page.scenes == ["<p>one</p>", "<p>\u4ed6two</p><p>three</p>"]


def test_undo_with_nothing_typed_is_left_to_the_plan(page: Page) -> None:
    def takes_undo() -> bool:
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Key.Key_Z, CTRL)
        event.ignore()
        QGuiApplication.sendEvent(page.editor, event)
        return event.isAccepted()

    assert not takes_undo()
    page.type("x")
    assert takes_undo()


def test_a_link_is_put_on_the_word_at_the_cursor_changed_and_taken_away(page: Page, qtbot: QtBot) -> None:
    field = LinkField()
    qtbot.addWidget(field)
    page.put_cursor(1, 1, 2)
    field.open_at(page.editor)
    address = field.findChild(QLineEdit, "link.address")
    assert isinstance(address, QLineEdit)
    QTest.keyClicks(address, "not an address")
    QTest.keyClick(address, Key.Key_Return)
    assert field.isVisible()
    address.setText("example.org/a")
    QTest.keyClick(address, Key.Key_Return)
    assert not field.isVisible()
    assert page.scenes[1] == '<p>two</p><p><a href="https://example.org/a">three</a></p>'
    page.put_cursor(1, 1, 2)
    field.open_at(page.editor)
    assert address.text() == "https://example.org/a"
    remove = field.findChild(QPushButton, "link.remove")
    assert isinstance(remove, QPushButton)
    remove.click()
    assert page.scenes[1] == "<p>two</p><p>three</p>"


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("example.org", "https://example.org"),
        ("a@b.example", "mailto:a@b.example"),
        ("http://a.example/?x=1", "http://a.example/?x=1"),
        ("javascript:alert(1)", None),
        ("two words", None),
        ("", None),
    ],
)
def test_addresses(typed: str, address: str | None) -> None:
    assert whole_address(typed) == address


def test_a_picture_is_a_label_and_is_typed_around(desk: Desk, qtbot: QtBot) -> None:
    html = '<p>see <img src="https://a.example/p.png" alt="a map"></p>'
    page = Page(desk, qtbot, html)
    page.press(Key.Key_End)
    page.type(" there")
    page.editor.grab()
    assert page.scenes == [html.replace("</p>", " there</p>")]


def test_emoji_count_as_they_should(desk: Desk, qtbot: QtBot) -> None:
    page = Page(desk, qtbot, "<p>a 😀😀 b</p>")
    page.press(Key.Key_End)
    page.type(' "x')
    assert page.scenes == ["<p>a 😀😀 b “x</p>"]
    page.put_cursor(0, 0, 4)
    cursor = page.editor.textCursor()
    cursor.setPosition(cursor.position() + 2, QTextCursor.MoveMode.KeepAnchor)
    page.editor.setTextCursor(cursor)
    page.press(Key.Key_C, with_=CTRL)
    assert QGuiApplication.clipboard().mimeData().html() == "<p>😀</p>"


@pytest.mark.parametrize("key", [Key.Key_A, Key.Key_Return])
def test_a_key_pressed_as_soon_as_a_long_chapter_opens_hides_none_of_it(desk: Desk, qtbot: QtBot, key: Qt.Key) -> None:
    """Qt lays a long text out bit by bit, and would forget the rest of it when something changes meanwhile."""
    page = Page(desk, qtbot, "<p>rain on the roof, and nobody up to hear it but her</p>" * 400)
    page.press(key)

    def unseen() -> int:
        block, count = page.document.qt.begin(), 0
        while block.isValid():
            count += not block.layout().lineCount()
            block = block.next()
        return count

    qtbot.waitUntil(lambda: unseen() == 0)
    height = page.document.qt.documentLayout().documentSize().height()
    page.document.qt.markContentsDirty(0, page.document.qt.characterCount())
    assert page.document.qt.documentLayout().documentSize().height() == height
