"""A story on the write page, the keys of an author, and a second pair of eyes on the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.write.page import WritePage
from planner.domain.draft import ChapterDraft, SceneDraft, StoryDraft
from planner.domain.outline import Chapter, ChapterStatus, SceneId, StoryId
from planner.domain.prose.html import from_html

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


def chapter(*scenes: str, **more: object) -> ChapterDraft:
    """A chapter of scenes in the stored form."""
    drafts = tuple(SceneDraft(from_html(html), title=f"Scene {n}") for n, html in enumerate(scenes, 1))
    return ChapterDraft(scenes=drafts, **more)  # type: ignore[arg-type]


STORY = StoryDraft(
    title="Low Water",
    chapters=(
        chapter("<p>one</p>", "<p>two</p><p>three</p>", title="First", notes_before=from_html("<p>hello</p>")),
        chapter("<p>second chapter</p>", title="Second"),
        chapter("", title="", status=ChapterStatus.PLANNED, target_words=2000),
    ),
)


class Stage:
    """The page with a story, as an author and as a second program see it."""

    def __init__(self, desk: Desk, qtbot: QtBot | None, story: StoryDraft = STORY) -> None:
        self.desk = desk
        self._qtbot = qtbot
        with desk.library.change("Add story"):
            self.story_id: StoryId = desk.library.drafts.add(story)
        self.page = self.new_page()
        self.open(0)

    def new_page(self) -> WritePage:
        """A page such as a new session has."""
        page = WritePage(self.desk)
        if self._qtbot is not None:
            self._qtbot.addWidget(page)
        page.resize(900, 600)
        page.show()
        page.setFocus()
        return page

    @property
    def qtbot(self) -> QtBot:
        """What waits for signals."""
        assert self._qtbot is not None
        return self._qtbot

    # --- the author --------------------------------------------------------------------------------------

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        return self.desk.library.outline.get(self.story_id).chapters

    def open(self, index: int) -> None:
        self.desk.place.select("chapter", self.chapters[index].id)
        self.page.editor.setFocus()

    def scene(self, chapter_index: int, scene_index: int) -> SceneId:
        return self.chapters[chapter_index].scenes[scene_index].id

    def put_cursor(self, text: str) -> None:
        """Put the cursor behind a text."""
        found = self.page.editor.document().find(text)
        found.setPosition(found.selectionEnd())
        self.page.editor.setTextCursor(found)

    def type(self, text: str, widget: QWidget | None = None) -> None:
        for character in text:
            if character < "\u0100":
                QTest.keyClicks(widget or self.page.editor, character)
            else:
                # QTest knows the keys of Latin-1 only, and aborts at others.
                pressed = QKeyEvent(QEvent.Type.KeyPress, 0, NONE, character)
                QGuiApplication.sendEvent(widget or self.page.editor, pressed)

    def press(
        self, *keys: Qt.Key, with_: Qt.KeyboardModifier | Qt.KeyboardModifier = NONE, widget: QWidget | None = None
    ) -> None:
        for key in keys:
            QTest.keyClick(widget or self.page.editor, key, with_)

    # --- the file ----------------------------------------------------------------------------------------

    def rows(self, sql: str, *values: object) -> Sequence[tuple[object, ...]]:
        """What a second connection reads."""
        with closing(sqlite3.connect(f"{self.desk.library.path.as_uri()}?mode=ro", uri=True)) as connection:
            return connection.execute(sql, values).fetchall()

    def saved(self, index: int = 0) -> list[str]:
        """The scenes of a chapter as they are on disk."""
        rows = self.rows(
            "SELECT coalesce(html, '') FROM scene LEFT JOIN text ON scene_id = id WHERE chapter_id = ?"
            " ORDER BY position",
            self.chapters[index].id,
        )
        return [str(html) for (html,) in rows]
