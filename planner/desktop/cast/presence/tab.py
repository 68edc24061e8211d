"""The tab Presence: who is in which chapter, who has not been seen for long, and who shares scenes without a tie."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from planner.desktop.cast.presence.finding import Suggestion, find_suggestions
from planner.desktop.cast.presence.model import PresenceModel
from planner.desktop.cast.presence.sheet import Order, order_text, pair_of
from planner.desktop.cast.presence.suggestions import SuggestionsDialog
from planner.desktop.cast.presence.table import PresenceTable
from planner.desktop.cast.presence.verbs import PresenceVerbs
from planner.desktop.cast.told import ToldFoot, ToldList
from planner.desktop.icons import icon
from planner.desktop.page_tabs import CAST, CastTab
from planner.desktop.tasks import IsCancelled, Progress
from planner.desktop.theme import L, S
from planner.desktop.widgets.amounts import number_text
from planner.desktop.widgets.buttons import action_button, button
from planner.desktop.widgets.empty import EmptyState
from planner.desktop.widgets.fields import ChoiceBox
from planner.desktop.widgets.labels import ElidedLabel, line
from planner.desktop.widgets.people import Portraits, person_name
from planner.desktop.widgets.story_tab import StoryTab
from planner.domain.errors import Cancelled, PlannerError
from planner.domain.outline import ChapterId, PersonId, Scene

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_TOLD_HEIGHT = 188
"""How high the lists below the chart are, at a text scale of 1."""


class PresenceTab(StoryTab[PresenceModel]):
    """People by chapters."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cast.presence")
        self.setAccessibleName(self.tr("Presence"))
        self._desk = desk
        self._verbs = PresenceVerbs(desk.library, desk.notices, self)
        self._may_write = not desk.library.read_only
        self.model = PresenceModel(desk.library, desk.bus, self)
        self.table = PresenceTable(self.model, desk.theme, Portraits.of(desk))
        self.unseen = ToldList(desk.theme, "presence.unseen", self.tr("Not seen for long"))
        self.ties = ToldList(desk.theme, "presence.ties", self.tr("Share scenes, but no tie"), opens_on_click=False)
        self._tie = button(self.tr("Tie them"), "presence.tie", self.tie)
        self._order = ChoiceBox("presence.order")
        self._order.setAccessibleName(self.tr("Order of the people"))
        self._order.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for order in Order:
            self._order.addItem(order_text(order), order)
        self._suggest = button(
            self.tr("Suggest from the text…"),
            "presence.suggest",
            self.suggest,
            icon=icon("sparkle", desk.theme),
        )
        self._says = ElidedLabel("", "muted")
        self._lay_out()
        self._listen()
        self.setFocusProxy(self.table)
        self._open_story()

    def _lay_out(self) -> None:
        desk = self._desk
        bar = QHBoxLayout()
        bar.setContentsMargins(L, S, L, S)
        bar.setSpacing(S)
        bar.addWidget(self._says, 1)
        bar.addWidget(self._order)
        bar.addWidget(self._suggest)
        self.ties.column.addWidget(self._tie, 0, Qt.AlignmentFlag.AlignLeft)
        self._told = ToldFoot(desk.theme, _TOLD_HEIGHT, 3, self.unseen, self.ties)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        column.addWidget(line())
        column.addWidget(self._told)
        board = CAST.command(CastTab.BOARD)
        nobody = EmptyState(
            desk.theme,
            "cast",
            self.tr("Nobody to look for yet"),
            self.tr("Once there are people, you see here who is in which chapter, and who has been away for long."),
            (button(self.tr("Go to the board"), "presence.board", partial(desk.commands.run, board), "primary"),),
        )
        no_chapters = EmptyState(
            desk.theme,
            "chapter",
            self.tr("Chapters come first"),
            self.tr("Here you see who is in which chapter. It begins with the first one."),
            (action_button(desk.commands.actions["outline.add_chapter"], "primary"),),
        )
        self._stack = QStackedWidget()
        for each in (whole, nobody, no_chapters):
            self._stack.addWidget(each)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._fit()

    def _fit(self) -> None:
        self._told.fit(self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _listen(self) -> None:
        desk, table = self._desk, self.table
        desk.place.story_changed.connect(self._open_story)
        desk.place.selection_changed.connect(self._follow_place)
        desk.theme.changed.connect(self._fit)
        self.model.followed.connect(self._refresh)
        self._order.activated.connect(lambda _index: self.model.set_order(Order(self._order.currentData())))
        table.went.connect(self._teller.start)
        table.chapter_opened.connect(self._open_chapter)
        table.turned.connect(self.turn)
        table.menu_wanted.connect(lambda index: self.menu(index).popup(table.below(index)))
        table.person_opened.connect(self._open_person)
        self.unseen.view.opened.connect(self._open_unseen)
        self.ties.view.opened.connect(self._tie_pair)
        self.ties.view.selectionModel().selectionChanged.connect(lambda *_: self._enable())

    # Following

    def _open_story(self, *_story: object) -> None:
        self.model.open(self._desk.place.story_id)
        self._follow_place()

    def _refresh(self) -> None:
        chart = self.model.sheet
        if chart is None:
            return
        self._stack.setCurrentIndex(0 if chart.rows and chart.chapters else 2 if chart.rows else 1)
        self._says.setText(
            self.tr("Each square is a chapter, its number the scenes, a folded corner that they tell one.")
        )
        unseen, pairs = chart.unseen_told(), chart.pairs_told()
        self.unseen.show_told(unseen)
        self.ties.show_told(pairs)
        self._told.setVisible(bool(unseen or pairs))
        if not self.table.currentIndex().isValid() and chart.rows and chart.chapters:
            self._go_quietly(self.model.index(0, 0))
            self._follow_place()
        self._enable()

    def _enable(self) -> None:
        chart = self.model.sheet
        has_text = chart is not None and any(chapter.words for chapter in chart.chapters.values())
        self._suggest.setEnabled(self._may_write and has_text)
        self._tie.setEnabled(self._may_write and self.ties.view.selectionModel().hasSelection())

    def _follow_place(self) -> None:
        place = self._desk.place
        row, column = self.table.currentIndex().row(), self.table.currentIndex().column()
        if place.person_id is not None:
            row = self.model.row_of(place.person_id)
        if place.chapter_id is not None:
            column = self.model.column_of(place.chapter_id)
        if (
            row >= 0
            and column >= 0
            and (row, column)
            != (
                self.table.currentIndex().row(),
                self.table.currentIndex().column(),
            )
        ):
            self._go_quietly(self.model.index(row, column))

    def _go_quietly(self, index: QModelIndex) -> None:
        """Go to a cell without taking the author there: she did not do it."""
        self.table.go_to(index)
        self._teller.stop()

    def _tell_place(self) -> None:
        chapter = self.model.chapter_at(self.table.currentIndex().column())
        place = self._desk.place
        if chapter is None or not self.isVisible() or not self.table.hasFocus():
            return
        if place.chapter_id != chapter.id:
            place.select("chapter", chapter.id)

    # Going there

    def _open_chapter(self, index: QModelIndex) -> None:
        chapter = self.model.chapter_at(index.column())
        if chapter is not None:
            self._desk.place.select("chapter", chapter.id)
            self._desk.commands.run("go.write")

    def _open_person(self, section: int) -> None:
        row = self.model.row_at(section)
        if row is not None:
            self._desk.place.select("person", row.person.id)

    def _open_unseen(self, person_id: int) -> None:
        chart = self.model.sheet
        row = chart.rows.get(PersonId(person_id)) if chart else None
        if chart is None or row is None:
            return
        last = max(number for number in row.presence.chapters if number <= chart.written)
        self.table.go_to(self.model.index_of(row.person.id, chart.chapter(last).id))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # Saying who is there

    def turn(self, index: QModelIndex) -> None:
        """Put somebody into the chapter's scene or take them out; of several scenes, offer which."""
        row, chapter = self.model.row_at(index.row()), self.model.chapter_at(index.column())
        if row is None or chapter is None or not self._may_write:
            return
        if len(chapter.scenes) == 1:
            self._turn(chapter.scenes[0], row.person.id)
        else:
            self.scene_menu(index).popup(self.table.below(index))

    def _turn(self, scene: Scene, person_id: PersonId) -> None:
        if scene.pov == person_id:
            row = self.model.sheet.rows[person_id] if self.model.sheet else None
            if row is not None:
                said = self.tr("{who} tells this scene, and so is in it.").format(who=person_name(row.person))
                self._desk.notices.say(said)
            return
        self._verbs.turn(scene, person_id)

    def scene_menu(self, index: QModelIndex) -> QMenu:
        """The scenes of a chapter, those ticked that somebody is in."""
        menu = QMenu(self)
        menu.setObjectName("presence.scenes")
        menu.aboutToHide.connect(menu.deleteLater)
        self._fill_scenes(menu, index)
        return menu

    def menu(self, index: QModelIndex) -> QMenu:
        """What can be done with somebody in a chapter."""
        menu = QMenu(self)
        menu.setObjectName("presence.menu")
        menu.aboutToHide.connect(menu.deleteLater)
        chapter = self.model.chapter_at(index.column())
        if chapter is None:
            return menu
        if self._may_write:
            self._fill_scenes(menu, index)
            menu.addSeparator()
            suggest = menu.addAction(self.tr("Suggest from the text of this chapter…"))
            suggest.triggered.connect(partial(self._suggest_in, chapter.id))
            suggest.setEnabled(chapter.words > 0)
        menu.addAction(self.tr("Write this chapter"), partial(self._open_chapter, index))
        return menu

    def _suggest_in(self, chapter_id: ChapterId, _checked: bool = False) -> None:
        self.suggest(chapter_id)

    def _fill_scenes(self, menu: QMenu, index: QModelIndex) -> None:
        row, chapter = self.model.row_at(index.row()), self.model.chapter_at(index.column())
        if row is None or chapter is None:
            return
        for number, scene in enumerate(chapter.scenes, 1):
            tells = scene.pov == row.person.id
            words = scene.title.replace("&", "&&") or self.tr("Scene {number}").format(number=number)
            action = menu.addAction(self.tr("{scene} (tells it)").format(scene=words) if tells else words)
            action.setCheckable(True)
            action.setChecked(tells or row.person.id in scene.present)
            action.setEnabled(not tells)
            action.triggered.connect(partial(self._turn_from_menu, scene, row.person.id))

    def _turn_from_menu(self, scene: Scene, person_id: PersonId, _checked: bool = False) -> None:
        self._turn(scene, person_id)

    # Suggestions

    def suggest(self, chapter_id: ChapterId | None = None) -> None:
        """Look in the text of the story, or of a chapter, for who is where, and let the author confirm."""
        chart, path = self.model.sheet, self._desk.library.path
        if chart is None:
            return
        story_id = chart.story_id
        self._suggest.setEnabled(False)

        def work(progress: Progress, cancelled: IsCancelled) -> list[Suggestion]:
            return find_suggestions(path, story_id, chapter_id, progress, cancelled)

        self._desk.tasks.run(work, self._offer, self._fail, self.tr("Looking for names in the text"))

    def _fail(self, error: PlannerError) -> None:
        self._enable()
        if not isinstance(error, Cancelled):
            self._desk.notices.error(error)

    def _offer(self, found: list[Suggestion]) -> None:
        self._enable()
        if not found:
            self._desk.notices.say(self.tr("The text names nobody in a scene they are not said to be in."))
            return
        dialog = SuggestionsDialog(found, self._desk.theme, self)
        dialog.confirmed.connect(self._confirm)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _confirm(self, suggestions: list[Suggestion]) -> None:
        title = self.tr("Setting who is there")
        self._desk.tasks.run_slices(self._verbs.confirm(suggestions), self._say_set, self._fail, title)

    def _say_set(self, count: int) -> None:
        said = self.tr("1 person was put into a scene.") if count == 1 else self.tr("Put people into scenes: {count}.")
        self._desk.notices.say(said.format(count=number_text(count)), undo=True)

    # Ties

    def tie(self) -> None:
        """Tie the two people of the chosen line."""
        for index in self.ties.view.selectionModel().selectedIndexes():
            self._tie_pair(self.ties.model.key(index.row()))

    def _tie_pair(self, key: int) -> None:
        if not self._may_write:
            return
        tie_id = self._verbs.tie(*pair_of(key))
        if tie_id is not None:
            self._desk.place.select("tie", tie_id)
            self._desk.notices.say(self.tr("They are tied; the plan says how."), undo=True)
