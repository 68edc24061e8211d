"""The bar above the board: which board, what to look for, how it is arranged, and taking it out; the zoom upon it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QHideEvent, QIcon, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QMenu, QToolButton, QWidget

from planner.desktop.cast.as_of_bar import AsOfBar
from planner.desktop.cast.board.arrange import Arranger, Way
from planner.desktop.cast.board.boards_menu import BoardsMenu
from planner.desktop.cast.board.camera import LARGEST
from planner.desktop.cast.board.corner import Corner
from planner.desktop.cast.board.export import BoardExport
from planner.desktop.cast.board.filter_bar import LINE, BoardFilterBar
from planner.desktop.cast.board.items import Ref
from planner.desktop.cast.board.view import BoardTab
from planner.desktop.cast.moments import Change
from planner.desktop.icons import icon
from planner.desktop.theme import XS, M, S
from planner.desktop.widgets.buttons import action_button, tool_button
from planner.desktop.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_ARRANGING = {
    "cast.arrange_force": Way.FORCE,
    "cast.arrange_circle": Way.CIRCLE,
    "cast.arrange_group": Way.GROUP,
}
_PLAYED_MS = 450
"""How long things take to change when the story is played: long enough to see what becomes of whom."""
_LEAST = 560
"""The bar is never narrower, in pixels: the plan and the outline beside it give way first."""
_OF_SOMEBODY = (*_ARRANGING, "cast.filter", "cast.export", "cast.copy_picture")
"""Commands that apply while there is anybody on the board."""


def furnish(desk: Desk, tab: BoardTab) -> None:
    """Put the bars around a board: this one above it, and the chapters below. Without a cast neither has a use."""
    above, below = BoardBar(desk, tab), AsOfBar(desk, shows=(Change.TIE,))
    tab.add_above(above)
    tab.add_below(below)

    def follow(*_followed: object) -> None:
        for bar in (above, below):
            bar.setVisible(bool(tab.model.cast))

    def pace() -> None:
        tab.scene.pace_ms = _PLAYED_MS if below.play.running else None

    tab.model.followed.connect(follow)
    below.play.changed.connect(pace)
    follow()


class BoardBar(QWidget):
    """Boards and filter at the left; arranging and pictures at the right. Its commands rest while hidden."""

    def __init__(self, desk: Desk, tab: BoardTab) -> None:
        super().__init__()
        self.setObjectName("cast.board.bar")
        self._desk, self._tab = desk, tab
        model = tab.model
        self.boards = BoardsMenu(desk, model, lambda: tab.scene.selected_people)
        self.filter = BoardFilterBar(desk, model, tab.canvas, self.boards)
        self.arranger = Arranger(desk, model, tab.verbs, self)
        self.export = BoardExport(desk, model, lambda: self.filter.left_over, tab)
        self.filter.left.connect(tab.canvas.setFocus)
        self.arranger.arranged.connect(tab.canvas.fit)
        tab.board_actions.menus.extra += [self.boards.offer, self._offer]
        self.zoom = QToolButton()
        self.zoom.setObjectName("cast.zoom")
        self.zoom.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.zoom.clicked.connect(desk.commands.actions["cast.zoom_normal"].trigger)
        self._lay_out()
        self._show_zoom()
        tab.canvas.camera_changed.connect(self._show_zoom)
        tab.scene.selection_changed.connect(self.boards.selection_changed)
        model.followed.connect(self._follow)
        self._follow()

    def _lay_out(self) -> None:
        actions, theme = self._desk.commands.actions, self._desk.theme
        self._doing = QWidget()
        doing = self._flow = FlowLayout(self._doing)
        arranging = [actions[command] for command in _ARRANGING]
        doing.addWidget(_menu_button("cast.arrange", self.tr("Arrange"), arranging, icon("arrange", theme)))
        taking = [actions[command] for command in ("cast.export", "cast.copy_picture")]
        take_out = _menu_button("cast.take_out", self.tr("Picture"), taking, icon("picture", theme))
        take_out.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        doing.addWidget(take_out)
        self._add = action_button(actions["cast.add_person"])
        doing.addWidget(self._add)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(M, S, M, S)
        self._rows.setSpacing(XS)
        self._rows.addWidget(self.filter, 1)
        self._rows.addWidget(self._doing)
        out, in_, fit = (tool_button(actions[name]) for name in ("cast.zoom_out", "cast.zoom_in", "cast.fit"))
        Corner("cast.zoom_corner", self._tab.canvas, Qt.Corner.BottomRightCorner, out, self.zoom, in_, fit)

    # Room

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._break_line()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._break_line()
        return done

    def _break_line(self) -> None:
        """Where there is no room for all in one row the filter is brief; where there still is none there are two."""
        doing, line, room = _in_a_row(self._flow), self.filter.line, self.width() - 2 * M
        least = 0 if line.isHidden() else LINE[0] + XS
        boards = self.boards.sizeHint().width()
        full, brief = (boards + XS + self.filter.menus_width(is_brief) for is_brief in (False, True))
        is_brief = full + least + XS + doing > room
        others = brief if is_brief else full
        is_one = others + least + XS + doing <= room
        self.filter.set_brief(is_brief)
        left = room - others - XS - (XS + doing if is_one else 0)
        width = min(max(left, LINE[0]), LINE[1])
        if line.minimumWidth() != width:
            line.setFixedWidth(width)
        self._rows.setDirection(QBoxLayout.Direction.LeftToRight if is_one else QBoxLayout.Direction.TopToBottom)
        if self._doing.minimumWidth() != (doing if is_one else 0):
            self._doing.setMinimumWidth(doing if is_one else 0)
        height = max(each.sizeHint().height() for each in (line, self._add))
        upon_one_line: list[QWidget] = [self.boards.button]
        for half in (self.filter, self._doing):
            upon_one_line += half.findChildren(QToolButton, options=Qt.FindChildOption.FindDirectChildrenOnly)
        for widget in upon_one_line:
            widget.setMinimumHeight(height)

    # Commands

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        commands = self._desk.commands
        for command, way in _ARRANGING.items():
            commands.bind(command, partial(self.arranger.arrange, way))
        commands.bind_all(
            {
                "cast.filter": self._go_to_filter,
                "cast.export": self.export.export,
                "cast.copy_picture": self.export.copy,
                **self.boards.functions(),
            }
        )
        self._follow()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._desk.commands.enable((*_OF_SOMEBODY, *self.boards.functions()), False)

    def _offer(self, menu: QMenu, ref: Ref | None) -> None:
        """Add to the context menu of the board itself how it is arranged and taken out."""
        if ref is None:
            actions = self._desk.commands.actions
            menu.addSeparator()
            menu.addActions([actions[command] for command in (*_ARRANGING, "cast.copy_picture", "cast.export")])

    def _go_to_filter(self) -> None:
        self.filter.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.line.selectAll()

    def _follow(self, *_followed: object) -> None:
        if self.isVisible():
            self._desk.commands.enable(_OF_SOMEBODY, bool(self._tab.model.people))
            self.boards.selection_changed()

    def _show_zoom(self) -> None:
        widest = self.tr("{percent} %").format(percent=round(100 * LARGEST))
        # What lies upon the board stays as large as it is.
        self.zoom.ensurePolished()
        self.zoom.setMinimumWidth(self.zoom.fontMetrics().horizontalAdvance(widest) + 2 * S)
        percent = round(100 * self._tab.canvas.camera.scale)
        self.zoom.setText(self.tr("{percent} %").format(percent=percent))
        self.zoom.setAccessibleName(self.tr("Zoom: {percent} %").format(percent=percent))
        self.zoom.setToolTip(self._desk.commands.actions["cast.zoom_normal"].text())


def _in_a_row(layout: QLayout) -> int:
    """How wide the widgets of a layout are beside one another."""
    items = (layout.itemAt(at) for at in range(layout.count()))
    widths = [item.sizeHint().width() for item in items if item is not None and not item.isEmpty()]
    return sum(widths) + layout.spacing() * max(len(widths) - 1, 0)


def _menu_button(name: str, words: str, actions: list[QAction], drawing: QIcon) -> QToolButton:
    """A quiet button that opens a menu of commands."""
    made = QToolButton()
    menu = QMenu(made)
    menu.setObjectName(f"{name}_menu")
    menu.addActions(actions)
    made.setObjectName(name)
    made.setText(words)
    made.setAccessibleName(words)
    made.setMenu(menu)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setProperty("kind", "choice")
    made.setIcon(drawing)
    return made
