"""Kept versions of a chapter: keeping one, comparing it with the text as it is, bringing it back."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale
from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from planner.desktop.desk import Desk
from planner.desktop.theme import XL, L, M, S
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.fields import labelled
from planner.desktop.widgets.labels import label
from planner.desktop.write.style import page_style
from planner.domain.draft import ChapterText
from planner.domain.errors import PlannerError
from planner.domain.outline import Chapter
from planner.domain.prose.compare import Piece, PieceKind, compare
from planner.domain.prose.counting import count_text
from planner.library.snapshots import Reason, Snapshot

_SIZE = (940, 640)
_LIST_WIDTH = 268
_SHOWN_AROUND = 2
"""So many unchanged paragraphs are shown around each change."""
_BREAK = "◆"


class KeepDialog(QDialog):
    """Asks what to call the snapshot that is kept now."""

    def __init__(self, desk: Desk, chapter: Chapter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._chapter = chapter
        self.setObjectName("snapshot.keep_dialog")
        self.setWindowTitle(self.tr("Keep a snapshot"))
        self.label = QLineEdit()
        self.label.setObjectName("snapshot.label")
        self.label.setPlaceholderText(self.tr("For example: before the new ending"))
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, XL)
        column.setSpacing(M)
        column.addWidget(label(self.tr("Keep {chapter} as it is now").format(chapter=chapter.heading), "title", True))
        column.addWidget(labelled(self.tr("What is special about it, if you like"), self.label))
        row = QHBoxLayout()
        row.setContentsMargins(0, L, 0, 0)
        row.setSpacing(S)
        row.addStretch()
        row.addWidget(button(self.tr("Cancel"), "snapshot.cancel", self.reject))
        keep = button(self.tr("Keep"), "snapshot.keep", self._keep, "primary")
        keep.setDefault(True)
        row.addWidget(keep)
        column.addLayout(row)
        self.setMinimumWidth(440)

    def _keep(self) -> None:
        try:
            self._desk.library.snapshots.keep(self._chapter.id, self.label.text().strip())
        except PlannerError as error:
            self._desk.notices.error(error)
        else:
            text = self.tr("Kept a snapshot of {chapter}.")
            self._desk.notices.say(text.format(chapter=self._chapter.heading))
        self.accept()


class SnapshotsDialog(QDialog):
    """Lists a chapter's snapshots; shows how the text differs from the chosen one; brings it back."""

    def __init__(self, desk: Desk, chapter: Chapter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._chapter = chapter
        self._snapshots = desk.library.snapshots.list(chapter.id)
        self.setObjectName("snapshots")
        self.setWindowTitle(self.tr("Snapshots of {chapter}").format(chapter=chapter.heading))
        self.list = QListWidget()
        self.list.setObjectName("snapshots.list")
        self.list.setAccessibleName(self.tr("Snapshots, newest first"))
        self.list.setFixedWidth(_LIST_WIDTH)
        self.list.setWordWrap(True)
        self._what = label("", "muted", wrap=True)
        self._what.setObjectName("snapshots.what")
        self.difference = DifferenceView(desk)
        self._restore = button(self.tr("Bring this version back"), "snapshots.restore", self._bring_back, "primary")
        self._lay_out()
        self.list.currentRowChanged.connect(self._show)
        self._fill()
        self.resize(*_SIZE)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(S)
        right.addWidget(self._what)
        right.addWidget(self.difference, 1)
        middle = QHBoxLayout()
        middle.setSpacing(L)
        middle.addWidget(self.list)
        middle.addLayout(right, 1)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addStretch()
        row.addWidget(button(self.tr("Close"), "snapshots.close", self.reject))
        row.addWidget(self._restore)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, XL)
        column.setSpacing(L)
        column.addWidget(label(self.windowTitle(), "title"))
        column.addLayout(middle, 1)
        column.addLayout(row)

    def _fill(self) -> None:
        for snapshot in self._snapshots:
            self.list.addItem(QListWidgetItem(_description(snapshot, self.locale())))
        self._restore.setEnabled(bool(self._snapshots) and not self._desk.library.read_only)
        if self._snapshots:
            self.list.setCurrentRow(0)
        else:
            self._what.setText(
                self.tr(
                    "Nothing is kept of this chapter yet. Longfic keeps a snapshot when a day’s work on it begins and "
                    "before anything rewrites it, and whenever you ask for one."
                )
            )
            self.difference.clear()

    def _show(self, row: int) -> None:
        if row < 0:
            return
        snapshot = self._snapshots[row]
        kept = self._desk.library.snapshots.text(snapshot.id)
        now = self._desk.library.texts.chapter(self._chapter.id)
        if snapshot.scene_id is not None:
            scenes = tuple(scene for scene in now.scenes if scene.id == snapshot.scene_id)
            now = ChapterText(scenes)
        pieces = compare(plain_of(kept), plain_of(now))
        self._what.setText(self._summary(pieces))
        self.difference.show_pieces(pieces)

    def _summary(self, pieces: list[Piece]) -> str:
        counts = {
            kind: sum(count_text(piece.text) for piece in pieces if piece.kind is kind)
            for kind in (PieceKind.ADDED, PieceKind.REMOVED)
        }
        if not any(piece.kind is not PieceKind.SAME for piece in pieces):
            return self.tr("The text is the same as then.")
        text = self.tr("Since then: {added} words added (underlined), {removed} removed (struck).")
        number = self.locale().toString
        return text.format(added=number(counts[PieceKind.ADDED]), removed=number(counts[PieceKind.REMOVED]))

    def _bring_back(self) -> None:
        snapshot = self._snapshots[self.list.currentRow()]
        library = self._desk.library
        try:
            with library.change(self.tr("Restore a snapshot")):
                library.snapshots.restore(snapshot.id)
        except PlannerError as error:
            self._desk.notices.error(error)
        else:
            self._desk.notices.say(self.tr("The snapshot is back. The text before it was kept as well."), undo=True)
        self.accept()


class DifferenceView(QTextEdit):
    """Shows what was added and removed, by colour and by a line under or through the words."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("snapshots.difference")
        self.setAccessibleName(self.tr("Differences"))
        self.setReadOnly(True)
        style = page_style(desk.settings, desk.theme, 0.92)
        self.document().setDefaultFont(style.font)
        self.document().setDocumentMargin(L)
        self._block = QTextBlockFormat()
        self._block.setBottomMargin(style.spacing or S)
        self._block.setLineHeight(style.line_height, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)

    def show_pieces(self, pieces: list[Piece]) -> None:
        """Show the pieces; long unchanged stretches are left out."""
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.setBlockFormat(self._block)
        last = len(pieces) - 1
        for number, piece in enumerate(pieces):
            if piece.kind is PieceKind.SAME:
                before, left_out, after = around(piece.text, number > 0, number < last)
                cursor.insertText(before, self._like(piece.kind))
                if left_out:
                    words = self.tr("… {n} words unchanged …").format(n=self.locale().toString(left_out))
                    gap = "\n" if before else ""
                    cursor.insertText(f"{gap}{words}\n", self._like(None))
                cursor.insertText(after, self._like(piece.kind))
            else:
                cursor.insertText(piece.text, self._like(piece.kind))
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _like(self, kind: PieceKind | None) -> QTextCharFormat:
        colours = self._desk.theme.colours
        like = QTextCharFormat()
        if kind is PieceKind.ADDED:
            like.setBackground(QColor(colours.added))
            like.setFontUnderline(True)
        elif kind is PieceKind.REMOVED:
            like.setBackground(QColor(colours.removed))
            like.setFontStrikeOut(True)
        elif kind is None:
            like.setForeground(QColor(colours.muted))
        return like


def plain_of(text: ChapterText) -> str:
    """A chapter's notes and scenes as plain text, with a mark for each scene break."""
    scenes = f"\n{_BREAK}\n".join(scene.prose.plain for scene in text.scenes)
    parts = (text.before.plain, scenes, text.after.plain)
    return f"\n{_BREAK}{_BREAK}\n".join(part for part in parts if part)


def around(same: str, after_change: bool, before_change: bool) -> tuple[str, int, str]:
    """The part of an unchanged text to show behind a change, the words left out, the part before the next."""
    lines = same.split("\n")
    first = _SHOWN_AROUND + 1 if after_change else 0
    last = _SHOWN_AROUND + 1 if before_change else 0
    if not first and not last:
        first = _SHOWN_AROUND * 4
    if len(lines) <= first + last + 1:
        return same, 0, ""
    left_out = "\n".join(lines[first : len(lines) - last])
    return "\n".join(lines[:first]), count_text(left_out), "\n".join(lines[len(lines) - last :] if last else [])


def _description(snapshot: Snapshot, locale: QLocale) -> str:
    reasons = {
        Reason.ASKED: _tr("Kept by you"),
        Reason.DAY: _tr("Before the day’s work"),
        Reason.REWRITE: _tr("Before it was rewritten"),
        Reason.UNDO: _tr("Before an undo"),
    }
    made = QDateTime.fromSecsSinceEpoch(int(snapshot.made_at.timestamp()))
    when = locale.toString(made, QLocale.FormatType.ShortFormat)
    words = _tr("{n} words").format(n=locale.toString(snapshot.words))
    return f"{snapshot.label or reasons[snapshot.reason]}\n{when} · {words}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Snapshots", text)
