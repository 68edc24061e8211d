"""The tab Cards: the corkboard, what lies on it, and how large its cards are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QSlider, QStackedWidget, QVBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.plot.cards.model import CardsModel
from planner.desktop.plot.cards.view import CardsView
from planner.desktop.plot.chapter_menus import offer_labels, offer_statuses
from planner.desktop.plot.chapter_verbs import ChapterVerbs
from planner.desktop.settings import PLOT_CARD_SIZE
from planner.desktop.theme import XL, L, S
from planner.desktop.widgets.amounts import number_text
from planner.desktop.widgets.buttons import action_button, button
from planner.desktop.widgets.empty import EmptyState
from planner.desktop.widgets.labels import ElidedLabel, label
from planner.desktop.widgets.story_tab import StoryTab
from planner.domain.arranging import Ref

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_STEP = 15
_SLIDER = 110


class CardsTab(StoryTab[CardsModel]):
    """The chapters of the open story as cards, or the scenes of one of them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plot.cards")
        self.setAccessibleName(self.tr("Corkboard"))
        self._desk = desk
        self._verbs = ChapterVerbs(desk.library, desk.notices, self)
        self.model = CardsModel(desk.library, desk.bus, self)
        self.view = CardsView(self.model, desk.theme, desk.settings.get(PLOT_CARD_SIZE))
        self.view.may_write = not desk.library.read_only
        self._back = button(
            self.tr("All chapters"), "cards.back", self.show_chapters, "link", icon("arrow-left", desk.theme, "accent")
        )
        self._what = ElidedLabel("", "muted")
        self._what.setObjectName("cards.what")
        self._size = QSlider(Qt.Orientation.Horizontal)
        self._size.setObjectName("cards.size")
        self._size.setAccessibleName(self.tr("Size of the cards"))
        self._size.setToolTip(self.tr("Size of the cards"))
        self._size.setRange(int(PLOT_CARD_SIZE.low), int(PLOT_CARD_SIZE.high))
        self._size.setSingleStep(_STEP)
        self._size.setPageStep(3 * _STEP)
        self._size.setFixedSize(_SLIDER, XL)
        self._size.setValue(desk.settings.get(PLOT_CARD_SIZE))
        self._size.valueChanged.connect(self._take_size)
        actions = desk.commands.actions
        self._add_chapter = action_button(actions["outline.add_chapter"], "quiet")
        self._add_chapter.setObjectName("cards.add_chapter")
        self._add_scene = action_button(actions["outline.add_scene"], "quiet")
        self._add_scene.setObjectName("cards.add_scene")
        self._lay_out()
        self._listen()
        self.setFocusProxy(self.view)
        self._open_story()

    def _lay_out(self) -> None:
        add = action_button(self._desk.commands.actions["outline.add_chapter"], "primary")
        add.setIcon(QIcon())
        nothing = EmptyState(
            self._desk.theme,
            "chapter",
            self.tr("No chapters yet"),
            self.tr("The corkboard has a card for each chapter, which you can push about until the order is right."),
            (add,),
        )
        bar = QHBoxLayout()
        bar.setContentsMargins(L, S, L, S)
        bar.setSpacing(S)
        bar.addWidget(self._back)
        bar.addWidget(self._what, 1)
        bar.addWidget(self._add_chapter)
        bar.addWidget(self._add_scene)
        bar.addSpacing(S)
        bar.addWidget(label(self.tr("Size"), "muted"))
        bar.addWidget(self._size)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.view, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(whole)
        self._stack.addWidget(nothing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _listen(self) -> None:
        desk, view = self._desk, self.view
        desk.place.story_changed.connect(self._open_story)
        desk.place.selection_changed.connect(self._follow_place)
        self.model.followed.connect(self._refresh)
        view.selectionModel().currentChanged.connect(lambda *_: self._teller.start())
        view.delegate.written.connect(self._write)
        view.place_wanted.connect(self._place)
        view.step_wanted.connect(self._step)
        view.removal_wanted.connect(self._verbs.remove)
        view.opened.connect(self.open_card)
        view.left.connect(self.show_chapters)
        view.zoom_wanted.connect(lambda steps: self._size.setValue(self._size.value() + steps * _STEP))
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)

    # Following

    def _open_story(self, *_story: object) -> None:
        self.model.open(self._desk.place.story_id)
        self._follow_place()

    def _refresh(self) -> None:
        outline, chapter = self.model.outline, self.model.chapter
        self._stack.setCurrentIndex(0 if outline and outline.items else 1)
        self._back.setVisible(chapter is not None)
        self._add_scene.setVisible(chapter is not None)
        self._add_chapter.setVisible(chapter is None)
        if chapter is not None:
            self._what.setText(chapter.heading)
        elif outline is not None:
            count = len(outline.chapters)
            many = self.tr("{count} chapters").format(count=number_text(count))
            self._what.setText(self.tr("1 chapter") if count == 1 else many)

    def _follow_place(self) -> None:
        place = self._desk.place
        if place.chapter_id is None or not self.isVisible():
            return
        if self.model.chapter_id is not None:
            self.model.show_scenes(place.chapter_id)
            here = Ref("scene", place.scene_id) if place.scene_id is not None else None
        else:
            here = Ref("chapter", place.chapter_id)
        if here is not None and self.view.current() != here:
            self.view.go_to(here)

    def _tell_place(self) -> None:
        here = self.view.current()
        place = self._desk.place
        if here is None or not self.isVisible() or here.id == self._told(here):
            return
        place.select("scene" if here.kind == "scene" else "chapter", here.id)

    def _told(self, here: Ref) -> int | None:
        return self._desk.place.scene_id if here.kind == "scene" else self._desk.place.chapter_id

    def flush(self) -> None:
        """Write what is being typed on a card."""
        focus = QApplication.focusWidget()
        if focus is not None and self.view.viewport().isAncestorOf(focus):
            # The field writes when it loses the focus.
            self.view.setFocus()

    # What lies on the board

    def open_card(self, ref: Ref) -> None:
        """Lay out the scenes of a chapter, or go and write a scene."""
        if ref.kind == "scene":
            self._go_and_write(ref)
            return
        self._desk.place.select("chapter", ref.id)
        chapter = (
            self._desk.library.outline.chapter(self._desk.place.chapter_id) if self._desk.place.chapter_id else None
        )
        if chapter is not None:
            self.model.show_scenes(chapter.id)
            self.view.go_to(Ref("scene", chapter.scenes[0].id))

    def show_chapters(self) -> None:
        """Lay out the chapters again, with the cursor on the one whose scenes were shown."""
        chapter_id = self.model.chapter_id
        if chapter_id is not None:
            self.model.show_scenes(None)
            self.view.go_to(Ref("chapter", chapter_id))
            self.view.setFocus()

    def _go_and_write(self, ref: Ref) -> None:
        self._desk.place.select("scene" if ref.kind == "scene" else "chapter", ref.id)
        self._desk.commands.run("go.write")

    def _take_size(self, width: int) -> None:
        self._desk.settings.set(PLOT_CARD_SIZE, width)
        self.view.set_card_width(width)

    # Verbs

    def _write(self, ref: Ref, field: str, text: str) -> None:
        if field == "title":
            name = self.tr("Rename scene") if ref.kind == "scene" else self.tr("Rename chapter")
        else:
            name = self.tr("Edit synopsis")
        self._verbs.edit([ref], name, **{field: text})

    def _place(self, refs: Sequence[Ref], parent: Ref | None, row: int | None) -> None:
        if self.model.outline is not None and self._verbs.place(self.model.outline, refs, parent, row):
            self.view.scrollTo(self.view.currentIndex())

    def _step(self, refs: Sequence[Ref], step: int) -> None:
        move = self._verbs.move_earlier if step < 0 else self._verbs.move_later
        if self.model.outline is not None and move(self.model.outline, refs):
            self.view.scrollTo(self.view.currentIndex())

    def _set(self, refs: Sequence[Ref], field: str, value: object) -> None:
        name = self.tr("Change status") if field == "status" else self.tr("Change label")
        self._verbs.edit(refs, name, **{field: value})

    def _show_menu(self, at: QPoint) -> None:
        if self.view.indexAt(at).isValid() and self.view.selected():
            self.menu().popup(self.view.viewport().mapToGlobal(at))

    def menu(self) -> QMenu:
        """The menu of the selected cards."""
        menu = QMenu(self)
        menu.setObjectName("cards.menu")
        menu.aboutToHide.connect(menu.deleteLater)
        refs = self.view.selected()
        if len(refs) == 1:
            menu.addAction(self.tr("Write"), partial(self._go_and_write, refs[0]))
            if refs[0].kind == "chapter":
                menu.addAction(self.tr("Show its scenes"), partial(self.open_card, refs[0]))
        if not refs or self._desk.library.read_only:
            return menu
        menu.addSeparator()
        if len(refs) == 1:
            menu.addAction(self.tr("Rename"), partial(self.view.write, "title"))
            menu.addAction(self.tr("Edit synopsis"), partial(self.view.write, "synopsis"))
        if refs[0].kind == "chapter":
            statuses = menu.addMenu(self.tr("Status"))
            offer_statuses(statuses, self._desk.theme, partial(self._set, refs, "status"))
        labels = menu.addMenu(self.tr("Label"))
        offer_labels(labels, self._desk.theme, partial(self._set, refs, "label"))
        menu.addSeparator()
        menu.addAction(icon("trash", self._desk.theme), self.tr("Delete"), partial(self._verbs.remove, refs))
        return menu
