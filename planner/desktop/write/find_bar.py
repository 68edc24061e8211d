"""The bar for finding and replacing in the chapter on screen."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QTextEdit, QWidget

from planner.desktop.icons import icon
from planner.desktop.theme import L, M, S, Theme
from planner.desktop.undo import WorksOnText
from planner.desktop.widgets.buttons import button, icon_button
from planner.desktop.widgets.labels import label
from planner.desktop.write.editor import ProseEditor
from planner.desktop.write.finding import Hit, Wanted, hits, replace_all, replace_one

_MOST_SHOWN = 500
"""So many hits are marked in the text; the rest are counted and can be gone to."""
_FIELD_WIDTH = 260


class FindBar(WorksOnText):
    """Finds as the author types. Enter goes to the next hit, Shift+Enter to the one before, Escape closes."""

    gone_to = Signal()
    """Emitted after a hit was selected in the editor."""
    rewriting = Signal()
    """Emitted before all hits are replaced, so that the text can be kept first."""
    replaced = Signal(int)
    """Emitted with how many hits were replaced at once."""
    closed = Signal()

    def __init__(self, editor: ProseEditor, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(editor, parent)
        self._editor = editor
        self._theme = theme
        self._hits: list[Hit] = []
        self.setObjectName("find")
        self.setAccessibleName(self.tr("Find and replace"))
        self.setProperty("look", "surface")
        self.find_field = self._field("find.text", self.tr("Find"))
        self.replace_field = self._field("find.with", self.tr("Replace with"))
        self._count = label("", "muted")
        self._count.setObjectName("find.count")
        self.match_case = QCheckBox(self.tr("Match case"))
        self.match_case.setObjectName("find.case")
        self.whole_words = QCheckBox(self.tr("Whole words"))
        self.whole_words.setObjectName("find.words")
        self._replacing: list[QWidget] = []
        self._lay_out()
        # An edit that follows another within a moment is searched once.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(100)
        self._later.timeout.connect(self._search)
        self.find_field.textChanged.connect(self._search_from_here)
        for box in (self.match_case, self.whole_words):
            box.toggled.connect(self._search_from_here)
        theme.changed.connect(self._mark)
        self.hide()

    def _field(self, name: str, words: str) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName(name)
        made.setAccessibleName(words)
        made.setPlaceholderText(words)
        made.setMinimumWidth(96)
        made.setMaximumWidth(_FIELD_WIDTH)
        return made

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(L, S, L, S)
        grid.setHorizontalSpacing(S)
        grid.setVerticalSpacing(S)
        steps = QHBoxLayout()
        steps.setSpacing(2)
        steps.addWidget(
            icon_button(icon("arrow-up", self._theme), self.tr("Hit before"), "find.before", self.go_to_previous)
        )
        steps.addWidget(
            icon_button(icon("arrow-down", self._theme), self.tr("Next hit"), "find.after", self.go_to_next)
        )
        steps.addWidget(self._count)
        steps.addStretch()
        options = QHBoxLayout()
        options.setSpacing(M)
        options.addWidget(self.match_case)
        options.addWidget(self.whole_words)
        options.addWidget(icon_button(icon("x", self._theme), self.tr("Close"), "find.close", self.close_bar))
        grid.addWidget(self.find_field, 0, 0)
        grid.addLayout(steps, 0, 1)
        grid.addLayout(options, 0, 2)
        row = QHBoxLayout()
        row.setSpacing(S)
        one = button(self.tr("Replace"), "find.replace", self.replace)
        every = button(self.tr("Replace all"), "find.replace_all", self.replace_all)
        row.addWidget(one)
        row.addWidget(every)
        row.addStretch()
        grid.addWidget(self.replace_field, 1, 0)
        grid.addLayout(row, 1, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._replacing = [self.replace_field, one, every]
        # From what is looked for, Tab goes to what takes its place; the buttons come after.
        QWidget.setTabOrder(self.find_field, self.replace_field)

    # --- opening and closing -----------------------------------------------------------------------------

    def open_bar(self, replacing: bool) -> None:
        """Show the bar; what is selected in a line of the text is looked for."""
        for each in self._replacing:
            each.setVisible(replacing)
        chosen = self._editor.textCursor().selectedText()
        if chosen and "\u2029" not in chosen and len(chosen) <= 100:
            self.find_field.setText(chosen)
        self.show()
        self.find_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find_field.selectAll()
        self._search()

    def close_bar(self) -> None:
        """Hide the bar and go back to the text."""
        self.hide()
        self._editor.setExtraSelections([])
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.replace_field.hasFocus():
                self.replace()
            elif back:
                self.go_to_previous()
            else:
                self.go_to_next()
        else:
            super().keyPressEvent(event)

    # --- searching ---------------------------------------------------------------------------------------

    def note_edit(self) -> None:
        """The text changed: look again in a moment."""
        if self.isVisible():
            self._later.start()

    def note_other_text(self) -> None:
        """Another text is on the page: what was found in the last one is nowhere."""
        self._hits = []
        self._editor.setExtraSelections([])
        self.note_edit()

    def _wanted(self) -> Wanted:
        return Wanted(self.find_field.text(), self.match_case.isChecked(), self.whole_words.isChecked())

    def _search(self) -> None:
        self._hits = hits(self._editor.document(), self._wanted())
        self._mark()
        self._show_count()

    def _search_from_here(self) -> None:
        """Look for something else, beginning where the author is."""
        self._search()
        if self._hits:
            self._go(bisect_left(self._starts(), self._editor.textCursor().selectionStart()))

    def _starts(self) -> list[int]:
        return [hit.start for hit in self._hits]

    def _mark(self) -> None:
        """Mark the hits in the text."""
        if not self.isVisible():
            return
        like = QTextCharFormat()
        like.setBackground(QColor(self._theme.colours.notice))
        selections = []
        for hit in self._hits[:_MOST_SHOWN]:
            one = QTextEdit.ExtraSelection()
            cursor = self._editor.prose.cursor(hit.start)
            cursor.setPosition(hit.end, cursor.MoveMode.KeepAnchor)
            one.cursor = cursor
            one.format = like
            selections.append(one)
        self._editor.setExtraSelections(selections)

    def _show_count(self) -> None:
        if not self.find_field.text():
            self._count.setText("")
        elif not self._hits:
            self._count.setText(self.tr("Not found"))
        else:
            at = self._current()
            total = self.locale().toString(len(self._hits))
            if at is None:
                text = self.tr("{total} hit") if len(self._hits) == 1 else self.tr("{total} hits")
            else:
                text = self.tr("{n} of {total}")
            self._count.setText(text.format(n=self.locale().toString((at or 0) + 1), total=total))
        self._count.setAccessibleName(self._count.text())

    @property
    def count_text(self) -> str:
        """What is said of the number of hits."""
        return self._count.text()

    def _current(self) -> int | None:
        """Which hit is selected in the text."""
        cursor = self._editor.textCursor()
        index = bisect_left(self._starts(), cursor.selectionStart())
        if index < len(self._hits) and self._hits[index] == Hit(cursor.selectionStart(), cursor.selectionEnd()):
            return index
        return None

    def go_to_next(self) -> None:
        """Go to the hit after the cursor, from the last on to the first."""
        self._step(bisect_left(self._starts(), self._editor.textCursor().selectionEnd()))

    def go_to_previous(self) -> None:
        """Go to the hit before the cursor, from the first on to the last."""
        self._step(bisect_left(self._starts(), self._editor.textCursor().selectionStart()) - 1)

    def _step(self, index: int) -> None:
        if not self.find_field.text():
            self.open_bar(replacing=False)
        if self._later.isActive() or not self._hits:
            self._later.stop()
            self._search()
        if self._hits:
            self._go(index)

    def _go(self, index: int) -> None:
        hit = self._hits[index % len(self._hits)]
        self._editor.select_range(hit.start, hit.end)
        self._show_count()
        self.gone_to.emit()

    # --- replacing ---------------------------------------------------------------------------------------

    def replace(self) -> None:
        """Replace the hit that is selected and go to the next; go to the next if none is."""
        current = self._current()
        if current is not None and not self._editor.isReadOnly():
            cursor = self._editor.textCursor()
            replace_one(cursor, self._hits[current], self.replace_field.text())
            self._editor.setTextCursor(cursor)
            self._search()
        self.go_to_next()

    def replace_all(self) -> None:
        """Replace every hit, as one step that one undo takes back."""
        self._search()
        if not self._hits or self._editor.isReadOnly():
            return
        self.rewriting.emit()
        count = len(self._hits)
        replace_all(self._editor.document(), self._hits, self.replace_field.text())
        self._search()
        # Undo is for the text now, and so are the next keys.
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.replaced.emit(count)
