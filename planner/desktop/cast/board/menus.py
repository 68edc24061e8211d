"""The menus of the board: kinds of tie at the drop of one, and what can be done with people, ties and groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from planner.desktop.cast.board.items import Ref
from planner.desktop.cast.board.model import BoardModel
from planner.desktop.cast.board.scene import BoardScene
from planner.desktop.cast.board.verbs import BoardVerbs
from planner.desktop.theme import Theme
from planner.desktop.widgets.people import ROLES, group_name, role_text
from planner.desktop.widgets.swatches import SWATCHES, swatch_icon, swatch_text
from planner.desktop.widgets.ties import closeness_text, direction_text, kind_icon, kind_text
from planner.domain.cast import PersonRole
from planner.domain.outline import PersonId
from planner.domain.ties import CLOSEST, Direction, TieId, TieKind

if TYPE_CHECKING:
    from planner.desktop.commands import CommandSet


def _tr(words: str) -> str:
    return QCoreApplication.translate("Board", words)


def ask_kind(
    parent: QWidget, kinds: Iterable[TieKind], theme: Theme, last: str, at: QPoint, chosen: Callable[[str], object]
) -> QMenu:
    """Pop up the kinds of tie, each with a digit to press; the one used last is taken at a press of Enter."""
    menu = _menu(parent, "cast.board.kinds")
    menu.setAccessibleName(_tr("Kind of tie"))
    wanted: QAction | None = None
    for number, kind in enumerate(kinds, 1):
        key = f"&{number}  " if number <= 9 else ""
        action = menu.addAction(kind_icon(kind, theme), key + _literal(kind_text(kind.name)))
        action.setData(kind.name)
        action.triggered.connect(partial(_call, chosen, kind.name))
        if kind.name == last or wanted is None:
            wanted = action
    menu.popup(at)
    if wanted is not None:
        menu.setActiveAction(wanted)
    return menu


def _literal(words: str) -> str:
    """Words of the author's in a menu, where an ampersand would underline a letter."""
    return words.replace("&", "&&")


def _call(chosen: Callable[[str], object], name: str, _on: bool = False) -> None:
    chosen(name)


def _menu(parent: QWidget, name: str) -> QMenu:
    menu = QMenu(parent)
    menu.setObjectName(name)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


class BoardMenus:
    """Makes the context menus of what is selected."""

    def __init__(
        self, parent: QWidget, commands: CommandSet, scene: BoardScene, verbs: BoardVerbs, theme: Theme
    ) -> None:
        self._parent = parent
        self._commands = commands
        self._scene = scene
        self._verbs = verbs
        self._theme = theme
        self.open_sheet: Callable[[Ref], object] = lambda _ref: None
        self.extra: list[Callable[[QMenu, Ref | None], object]] = []
        """What else fills the menu, called with it and with what it is about (None: the board)."""

    @property
    def _model(self) -> BoardModel:
        return self._scene.model

    def menu(self, ref: Ref | None, may_write: bool) -> QMenu:
        """The context menu of something, or of the board itself."""
        menu = _menu(self._parent, "cast.board.menu")
        if ref is None:
            self._fill(menu, "cast.add_person", "", "cast.zoom_in", "cast.zoom_out", "cast.zoom_normal", "cast.fit")
        elif ref[0] == "person":
            self._fill(menu, "cast.rename", "cast.tie", "cast.add_group")
            self._add_people_menus(menu, self._scene.selected_people, may_write)
            self._fill(menu, "", "cast.pin", "cast.duplicate", "", "cast.delete", "")
        elif ref[0] == "tie":
            self._fill(menu, "cast.rename")
            self._add_tie_menus(menu, self._scene.selected_ties, may_write)
            self._fill(menu, "cast.reverse", "", "cast.duplicate", "cast.delete", "")
        else:
            self._fill(menu, "cast.rename", "", "cast.delete", "")
        for fill in self.extra:
            fill(menu, ref)
        if ref is not None:
            sheet = menu.addAction(_tr("Open the sheet"))
            sheet.setObjectName("cast.board.open")
            sheet.triggered.connect(lambda: self.open_sheet(ref))
        return menu

    def _fill(self, menu: QMenu, *entries: str) -> None:
        """Add commands; an empty id draws a line."""
        for entry in entries:
            if entry:
                menu.addAction(self._commands.actions[entry])
            else:
                menu.addSeparator()

    # People

    def _add_people_menus(self, menu: QMenu, people: list[PersonId], may_write: bool) -> None:
        cast = self._model.cast
        roles = menu.addMenu(_tr("Role"))
        for role in (*ROLES, PersonRole.UNSET):
            words = role_text(role) or _tr("None")
            on = all(cast[each].role is role for each in people)
            self._choice(roles, words, on, partial(self._verbs.edit_people, people, _tr("Change role"), role=role))
        colours = menu.addMenu(_tr("Colour"))
        for name in SWATCHES:
            on = all(cast[each].colour == name for each in people)
            action = self._choice(
                colours,
                swatch_text(name),
                on,
                partial(self._verbs.edit_people, people, _tr("Change colour of person"), colour=name),
            )
            action.setIcon(swatch_icon(name, self._theme))
        groups = menu.addMenu(_tr("Groups"))
        for group in self._model.groups.values():
            on = all(each in group.members for each in people)
            self._choice(groups, group_name(group), on, partial(self._verbs.set_member, group.id, people, not on))
        groups.setEnabled(bool(self._model.groups))
        for each in (roles, colours):
            each.setEnabled(may_write)
        groups.setEnabled(may_write and bool(self._model.groups))
        if self._model.board_id is not None:
            leave = menu.addAction(_tr("Take off this board"))
            leave.setObjectName("cast.board.leave")
            leave.setEnabled(may_write)
            leave.triggered.connect(lambda: self._verbs.take_off(people))

    # Ties

    def _add_tie_menus(self, menu: QMenu, ties: list[TieId], may_write: bool) -> None:
        standings = [self._scene.links[each].standing for each in ties]
        kinds = menu.addMenu(_tr("Kind"))
        for kind in self._model.kinds:
            on = all(standing.kind == kind.name for standing in standings)
            work = partial(self._verbs.stand, ties, _tr("Change kind of tie"), kind=kind.name)
            self._choice(kinds, kind_text(kind.name), on, work).setIcon(kind_icon(kind, self._theme))
        close = menu.addMenu(_tr("Closeness"))
        for value in range(CLOSEST, -CLOSEST - 1, -1):
            on = all(standing.closeness == value for standing in standings)
            work = partial(self._verbs.stand, ties, _tr("Change closeness"), closeness=value)
            self._choice(close, closeness_text(value), on, work)
        directions = menu.addMenu(_tr("Direction"))
        for direction in Direction:
            on = all(self._model.ties[each].direction is direction for each in ties)
            self._choice(directions, direction_text(direction), on, partial(self._verbs.set_direction, ties, direction))
        is_hidden = all(standing.hidden for standing in standings)
        label = _tr("Make tie public") if is_hidden else _tr("Hide tie from others")
        hidden = self._choice(
            menu, _tr("Hidden from others"), is_hidden, partial(self._verbs.stand, ties, label, hidden=not is_hidden)
        )
        for each in (kinds, close, directions, hidden):
            each.setEnabled(may_write)

    def _choice(self, menu: QMenu, words: str, on: bool, work: Callable[[], object]) -> QAction:
        action = menu.addAction(_literal(words))
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(lambda _on=False: work())
        return action
