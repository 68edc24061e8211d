"""The format bar, and the commands of the Format menu: they act on the text that has the focus."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from planner.desktop.commands import CommandSet
from planner.desktop.theme import XS, L, M
from planner.desktop.widgets.buttons import tool_button
from planner.desktop.widgets.labels import line
from planner.desktop.write.editor import ProseEditor
from planner.desktop.write.link import LinkField
from planner.domain.prose.model import Align, Block, Mark

_MARKS = {
    "format.bold": Mark.STRONG,
    "format.italic": Mark.EM,
    "format.underline": Mark.UNDERLINE,
    "format.strike": Mark.STRIKE,
    "format.superscript": Mark.SUP,
    "format.subscript": Mark.SUB,
}
_ALIGNS = {"format.left": Align.LEFT, "format.centre": Align.CENTER, "format.right": Align.RIGHT}
_KINDS = {"format.heading": Block.HEADING_3, "format.list": Block.BULLET, "format.numbers": Block.NUMBER}
_BREAK = "format.scene_break"
_BUTTONS: tuple[tuple[str, ...], ...] = (
    ("format.bold", "format.italic", "format.underline", "format.strike"),
    ("format.left", "format.centre", "format.right"),
    ("format.heading", "format.quote", "format.list", "format.numbers"),
    ("format.link", _BREAK),
)
_LAST_TO_GO = (0, 3, 2, 1)
"""The groups of buttons by their use, the most used first."""
_BUTTONS_AT_END = ("find.chapter", "view.distraction_free")
_MENU: tuple[tuple[str, ...], ...] = (
    ("edit.undo", "edit.redo"),
    ("edit.cut", "edit.copy", "edit.paste", "edit.paste_plain", "edit.select_all"),
    ("format.bold", "format.italic", "format.link", _BREAK),
)


class FormatBar(QFrame):
    """Icons for what is used most, quiet above the page."""

    def __init__(self, commands: CommandSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("write.format_bar")
        self.setAccessibleName(self.tr("Format"))
        self.setProperty("look", "raised")
        middle = _row()
        middle.setSpacing(0)
        self._groups: list[QWidget] = []
        for number, group in enumerate(_BUTTONS):
            holder = QWidget()
            row = _row()
            row.setContentsMargins(L if number else 0, 0, 0, 0)
            holder.setLayout(row)
            for command in group:
                row.addWidget(tool_button(commands.actions[command]))
            middle.addWidget(holder)
            self._groups.append(holder)
        end = _row()
        end.addStretch()
        for command in _BUTTONS_AT_END:
            end.addWidget(tool_button(commands.actions[command]))
        end.addSpacing(M)
        self._end = end
        # Equal shares at both sides keep the icons above the middle of the page.
        grid = QGridLayout(self)
        grid.setContentsMargins(0, XS, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(XS)
        grid.addLayout(middle, 0, 1)
        grid.addLayout(end, 0, 2)
        grid.addWidget(line(), 1, 0, 1, 3)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)

    def minimumSizeHint(self) -> QSize:
        least = self._groups[0].sizeHint().width() + self._end.sizeHint().width()
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_what_fits()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._show_what_fits()

    def _show_what_fits(self) -> None:
        """Where large text leaves no room for every icon, the least used go; the Format menu has them all."""
        room = self.width() - self._end.sizeHint().width()
        for number in _LAST_TO_GO:
            room -= self._groups[number].sizeHint().width()
            self._groups[number].setVisible(room >= 0)


def _row() -> QHBoxLayout:
    made = QHBoxLayout()
    made.setSpacing(2)
    return made


class FormatCommands(QObject):
    """Binds the format commands to a page's editors and shows in them what holds at the cursor."""

    def __init__(self, commands: CommandSet, editors: Iterable[ProseEditor], page: QWidget) -> None:
        super().__init__(page)
        self._commands = commands
        self._editors = tuple(editors)
        self._main = self._editors[0]
        self._link: LinkField | None = None
        self._page = page
        commands.bind_all(self._functions())
        commands.attach("write", page)
        menu = self._menu()
        for editor in self._editors:
            editor.set_menu(menu)
            editor.format_changed.connect(self.show_state)
            editor.installEventFilter(self)

    def _functions(self) -> dict[str, Callable[[], object]]:
        return {
            **{command: partial(self._toggle_mark, mark) for command, mark in _MARKS.items()},
            **{command: partial(self._align, align) for command, align in _ALIGNS.items()},
            **{command: partial(self._toggle_kind, kind) for command, kind in _KINDS.items()},
            "format.clear": lambda: self.target.clear_formatting(),
            "format.quote": self._toggle_quote,
            "format.link": self._ask_link,
            _BREAK: lambda: self.target.insert_break(),
            "edit.paste_plain": lambda: self.target.paste_plain(),
        }

    def _menu(self) -> list[QAction]:
        actions: list[QAction] = []
        for group in _MENU:
            if actions:
                rule = QAction(self)
                rule.setSeparator(True)
                actions.append(rule)
            actions += [self._commands.actions[command] for command in group]
        return actions

    @property
    def target(self) -> ProseEditor:
        """The editor with the focus, or else the story's."""
        return next((editor for editor in self._editors if editor.hasFocus()), self._main)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.show_state()
        return super().eventFilter(watched, event)

    def set_enabled(self, enabled: bool) -> None:
        """Say whether there is a text to format."""
        self._commands.enable(self._functions(), enabled)

    def show_state(self, *_what: object) -> None:
        """Show as on what holds at the cursor."""
        state = self.target.state
        check = self._commands.check
        for command, mark in _MARKS.items():
            check(command, mark in state.marks)
        for command, align in _ALIGNS.items():
            check(command, state.what.align is align)
        for command, kind in _KINDS.items():
            check(command, state.what.kind is kind)
        check("format.quote", state.what.quote > 0)

    def _toggle_mark(self, mark: Mark) -> None:
        self.target.toggle_mark(mark)
        self.show_state()

    def _align(self, align: Align) -> None:
        self.target.set_align(align)
        self.show_state()

    def _toggle_kind(self, kind: Block) -> None:
        self.target.toggle_kind(kind)
        self.show_state()

    def _toggle_quote(self) -> None:
        self.target.toggle_quote()
        self.show_state()

    def _ask_link(self) -> None:
        if self._link is None:
            self._link = LinkField(self._page)
            self._link.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self._link.open_at(self.target)
