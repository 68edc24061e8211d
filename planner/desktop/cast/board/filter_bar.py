"""The filter of the board: words, groups, roles, kinds of tie and arcs; what it leaves out fades."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from planner.desktop.cast.board.canvas import BoardCanvas
from planner.desktop.cast.board.corner import Corner
from planner.desktop.cast.board.filtering import BoardFilter, Kept, kept
from planner.desktop.cast.board.model import BoardModel, Followed
from planner.desktop.icons import icon
from planner.desktop.theme import XS, S, Theme
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.filters import FilterChoice, FilterLine
from planner.desktop.widgets.flow import FlowLayout
from planner.desktop.widgets.labels import label
from planner.desktop.widgets.people import group_name, role_text
from planner.desktop.widgets.ties import kind_icon, kind_of, kind_text
from planner.domain.cast import GroupId, PersonRole
from planner.domain.changes import ChangeSet
from planner.domain.outline import Arc, ArcId, PersonId
from planner.domain.presence import who_is_in

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

LINE = 80, 220
"""How wide the line for words is: at least, and where there is room."""
_ARCS = ("arc", "chapter", "scene", "presence")
"""Tables that say who is in which arc."""


class BoardFilterBar(QWidget):
    """Fades all on the board that the author does not look for, and says upon it how many are left.

    ``first`` stands before the filter; what does not fit into a row goes on in the next.
    """

    filtered = Signal()
    left = Signal()
    """Emitted when the author goes on to what was found."""

    def __init__(self, desk: Desk, model: BoardModel, canvas: BoardCanvas, first: QWidget) -> None:
        super().__init__()
        self.setObjectName("cast.filter_bar")
        self._desk, self._model, self._scene = desk, model, canvas.scene
        self._arcs: dict[ArcId, tuple[str, frozenset[PersonId]]] = {}
        self._story = model.story_id
        self._is_on = False
        theme = desk.theme
        self.line = FilterLine()
        self.line.setObjectName("cast.filter")
        self.line.setPlaceholderText(self.tr("Filter"))
        self.line.setAccessibleName(self.tr("Filter the board"))
        self.line.setAccessibleDescription(self.tr("By words of a name, a group or a tie"))
        self.line.setClearButtonEnabled(True)
        self.line.setFixedWidth(LINE[1])
        self.groups: FilterChoice[GroupId] = FilterChoice(
            "cast.filter_groups", self.tr("Group"), self.tr("All groups"), theme
        )
        self.roles: FilterChoice[PersonRole] = FilterChoice(
            "cast.filter_roles", self.tr("Role"), self.tr("All roles"), theme
        )
        self.kinds: FilterChoice[str] = FilterChoice("cast.filter_kinds", self.tr("Tie"), self.tr("All ties"), theme)
        self.arcs: FilterChoice[ArcId] = FilterChoice("cast.filter_arcs", self.tr("Arc"), self.tr("All arcs"), theme)
        self._offered: dict[QWidget, bool] = {}
        self._is_brief = False
        self.together = QToolButton()
        """All the menus in one, where there is no room for their buttons."""
        self.sign = Corner("cast.filter_sign", canvas, Qt.Corner.BottomLeftCorner, *self._make_sign())
        self._lay_out(first)
        self._connect()
        self._read_arcs()
        self._offer()
        self._apply()

    @property
    def choices(self) -> tuple[FilterChoice[GroupId], FilterChoice[PersonRole], FilterChoice[str], FilterChoice[ArcId]]:
        """The buttons with menus."""
        return self.groups, self.roles, self.kinds, self.arcs

    def _make_sign(self) -> tuple[QWidget, QWidget]:
        """What says that there is a filter, and clears it."""
        self._said = label("", "small")
        self._said.setObjectName("cast.filter_said")
        self._said.setContentsMargins(S, 0, 0, 0)
        clear = button(self.tr("Clear"), "cast.clear_filter", self.clear, "link", icon("x", self._desk.theme, "accent"))
        clear.setAccessibleName(self.tr("Clear the filter"))
        clear.setToolTip(self.tr("Show everybody"))
        return self._said, clear

    def _lay_out(self, first: QWidget) -> None:
        words = self.tr("Filter by")
        menu = QMenu(self.together)
        menu.setObjectName("cast.filter_by_menu")
        for choice in self.choices:
            choice.menu().setTitle(choice.text())
            menu.addMenu(choice.menu())
        self.together.setObjectName("cast.filter_by")
        self.together.setToolTip(words)
        self.together.setAccessibleName(words)
        self.together.setMenu(menu)
        self.together.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.together.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.together.setProperty("kind", "choice")
        self.flow = FlowLayout(self)
        for each in (first, self.line, *self.choices, self.together):
            self.flow.addWidget(each)

    def set_brief(self, is_brief: bool) -> None:
        """Have one button with all the menus, rather than one for each."""
        if is_brief != self._is_brief:
            self._is_brief = is_brief
            self._show_choices()

    def menus_width(self, is_brief: bool) -> int:
        """How wide the buttons with menus are beside one another."""
        shown = [self.together] if is_brief else [each for each in self.choices if self._offered[each]]
        if not any(self._offered.values()):
            return 0
        return sum(each.sizeHint().width() for each in shown) + XS * (len(shown) - 1)

    def _show_choices(self) -> None:
        for choice in self.choices:
            offered = self._offered[choice]
            choice.setVisible(offered and not self._is_brief)
            choice.menu().menuAction().setVisible(offered)
        self.together.setVisible(self._is_brief and any(self._offered.values()))
        some = any(choice.chosen for choice in self.choices)
        self.together.setIcon(icon("filter", self._desk.theme, "accent" if some else "muted"))

    def _connect(self) -> None:
        self.line.textChanged.connect(lambda _text: self._apply())
        self.line.left.connect(self.left)
        for each in self.choices:
            each.changed.connect(self._apply)
        self._model.followed.connect(self._follow)
        self._scene.replaced.connect(self._apply)
        self._desk.bus.changed.connect(self._follow_arcs)
        self._desk.theme.changed.connect(self._offer)

    # What there is to choose

    def _follow(self, followed: Followed) -> None:
        if self._model.story_id != self._story:
            self._story = self._model.story_id
            self.clear()
            self._read_arcs()
        if not followed.is_time:
            self._offer()
        self._apply()

    def _follow_arcs(self, changes: ChangeSet) -> None:
        if changes.touches(*_ARCS):
            self._read_arcs()
            self._offer()
            self._apply()

    def _read_arcs(self) -> None:
        """Who appears in which arc; a story whose outline has none costs next to nothing."""
        story_id, outline = self._model.story_id, self._desk.library.outline
        self._arcs = {}
        try:
            if story_id is None or not any(isinstance(item, Arc) for item in outline.get(story_id, scenes={}).items):
                return
            arcs = [item for item in outline.get(story_id).items if isinstance(item, Arc)]
        except KeyError:
            # The story was deleted, and the board will be told next.
            return
        for arc in arcs:
            scenes = (scene for chapter in arc.chapters if not chapter.shelved for scene in chapter.scenes)
            people = frozenset(person_id for scene in scenes for person_id in who_is_in(scene))
            self._arcs[arc.id] = (arc.title or self.tr("Untitled arc"), people)

    def _offer(self) -> None:
        model, theme = self._model, self._desk.theme
        # One needs no looking for.
        self.line.setVisible(len(model.cast) > 1)
        groups = {group.id: group_name(group) for group in model.groups.values()}
        self.groups.offer(list(groups), lambda key: groups[key], lambda _key: icon("group", theme))
        self._offered[self.groups] = bool(groups)
        used = {person.role for person in model.cast.values()}
        roles = [role for role in PersonRole if role in used]
        self.roles.offer(roles, _role_words, lambda _role: icon("user", theme))
        self._offered[self.roles] = len(roles) > 1
        self._offer_kinds(theme)
        arcs: Mapping[ArcId, str] = {key: title for key, (title, _) in self._arcs.items()}
        self.arcs.offer(list(arcs), lambda key: arcs[key], lambda _key: icon("arc", theme))
        self._offered[self.arcs] = bool(arcs)
        self._show_choices()

    def _offer_kinds(self, theme: Theme) -> None:
        """The kinds ties have at some time of the story."""
        model = self._model
        used = {tie.kind for tie in model.ties.values()} | {
            each.kind for tie_id in model.ties for _, each in model.course.developments(tie_id)
        }
        kinds: Sequence[str] = [kind.name for kind in model.kinds if kind.name in used]

        def drawing(name: str) -> QIcon:
            return kind_icon(kind_of(name, model.kinds), theme)

        self.kinds.offer(kinds, kind_text, drawing)
        self._offered[self.kinds] = len(kinds) > 1

    # What is looked for

    @property
    def wanted(self) -> BoardFilter:
        """What the author looks for."""
        return BoardFilter(
            self.line.text().strip(), self.groups.chosen, self.roles.chosen, self.kinds.chosen, self.arcs.chosen
        )

    @property
    def left_over(self) -> Kept | None:
        """Whom and what the filter leaves; None while there is none."""
        wanted = self.wanted
        if not wanted:
            return None
        return kept(wanted, self._model, {key: people for key, (_, people) in self._arcs.items()})

    def clear(self) -> None:
        """Look for nothing, which shows everybody."""
        self.line.clear()
        for each in self.choices:
            each.clear()

    def _apply(self) -> None:
        left = self.left_over
        if left is not None:
            self._scene.keep(left.people, left.ties)
            words = self.tr("{n} of {all} people")
            self._said.setText(words.format(n=len(left.people), all=len(self._model.people)))
        elif self._is_on:
            self._scene.keep(None)
        self._is_on = left is not None
        self.sign.setVisible(self._is_on)
        self._show_choices()
        self.filtered.emit()


def _role_words(role: PersonRole) -> str:
    return role_text(role) or QCoreApplication.translate("BoardFilterBar", "No role")
