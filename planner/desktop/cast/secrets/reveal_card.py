"""A card over a cell of the matrix: where somebody learns a secret, from whom, and how it comes out."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from planner.desktop.cast.secrets.sheet import READER, Sheet, key_of, secret_title
from planner.desktop.cast.secrets.verbs import SecretVerbs
from planner.desktop.theme import XS, L, M, S, Theme
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.fields import ChoiceBox, LineField, labelled
from planner.desktop.widgets.labels import label
from planner.domain.outline import Chapter, ChapterId, PersonId
from planner.domain.secrets import Knower, Reveal, Secret

_WIDTH = 360
_SHOWN = 20
_NEVER, _START, _SHELVED = "never", "start", "shelved"
"""What stands for no chapter in the choice of chapters."""


class RevealCard(QFrame):
    """What is chosen here is done at once; Escape or a click elsewhere closes the card."""

    closed = Signal()

    def __init__(self, theme: Theme, verbs: SecretVerbs, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("secrets.reveal")
        self.setProperty("look", "panel")
        self._theme = theme
        self._verbs = verbs
        self._sheet: Sheet | None = None
        self._secret: Secret | None = None
        self._who: Knower = None
        self._here: Chapter | None = None
        self._heading = label("", "lead", wrap=True)
        self._start = button(self.tr("From the start"), "secrets.reveal.start", partial(self._learn, None))
        self._now = button("", "secrets.reveal.here", self._learn_here, "primary")
        self._never = button(self.tr("Never"), "secrets.reveal.never", self._unlearn)
        self._chapter = self._box("secrets.reveal.chapter")
        self._scene = self._box("secrets.reveal.scene")
        self._teller = self._box("secrets.reveal.teller")
        self._how = LineField("secrets.reveal.how", self.tr("Overhears it at the door"))
        self._slips = label("", "error", wrap=True)
        self._slips.setObjectName("secrets.reveal.slips")
        self._chapter.activated.connect(self._take_chapter)
        self._scene.activated.connect(self._take_scene)
        self._teller.activated.connect(self._take_teller)
        self._how.edited.connect(self._take_how)
        self._lay_out()

    def _box(self, name: str) -> ChoiceBox:
        box = ChoiceBox(name)
        box.setMaxVisibleItems(_SHOWN)
        return box

    def _lay_out(self) -> None:
        quick = QHBoxLayout()
        quick.setSpacing(S)
        for each in (self._now, self._start, self._never):
            quick.addWidget(each)
        quick.addStretch()
        self._scene_row = labelled(self.tr("Scene"), self._scene)
        column = QVBoxLayout(self)
        column.setContentsMargins(L, L, L, L)
        column.setSpacing(M)
        column.addWidget(self._heading)
        column.addLayout(quick)
        column.addWidget(labelled(self.tr("Learns it in"), self._chapter))
        column.addWidget(self._scene_row)
        column.addWidget(labelled(self.tr("Told by"), self._teller))
        column.addWidget(labelled(self.tr("How it comes out"), self._how))
        column.addWidget(self._slips)
        column.addSpacing(XS)

    # What is shown

    def open(self, sheet: Sheet, who: Knower, secret: Secret, here: Chapter | None, at: QPoint) -> None:
        """Open beside a place on the screen; ``here`` is the chapter to offer first."""
        self._who, self._secret, self._here = who, secret, here
        self.show_sheet(sheet)
        self.setFixedWidth(round(_WIDTH * self._theme.text_scale))
        self.adjustSize()
        screen = QGuiApplication.screenAt(at) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        self.move(
            max(room.left(), min(at.x(), room.right() - self.width())),
            max(room.top(), min(at.y(), room.bottom() - self.height())),
        )
        self._how.setCursorPosition(0)
        self.show()
        first = self._chapter if self._now.isHidden() else self._now
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show what the library holds; closes if who or what the card is about is gone."""
        secret = sheet.secrets.get(self._secret.id) if self._secret else None
        if secret is None or key_of(self._who) not in (READER, *sheet.people):
            self.close()
            return
        self._sheet, self._secret = sheet, secret
        reveal = sheet.reveal(self._who, secret.id)
        self._heading.setText(self.tr("{who}: {secret}").format(who=sheet.name(self._who), secret=secret_title(secret)))
        self.setAccessibleName(self._heading.text())
        self._show_quick(reveal)
        self._show_chapters(sheet, reveal)
        self._show_scenes(sheet, reveal)
        self._show_tellers(sheet, reveal)
        if not self._how.hasFocus() or not self._how.isModified():
            self._how.show_text(reveal.how if reveal else "")
        self._how.setEnabled(reveal is not None)
        slips = [
            sheet.slip_text(slip)
            for slip in sheet.slips
            if slip.reveal.secret_id == secret.id and self._who in (slip.reveal.person_id, slip.reveal.teller)
        ]
        self._slips.setText("\n".join(slips))
        self._slips.setVisible(bool(slips))

    def _show_quick(self, reveal: Reveal | None) -> None:
        here = self._here
        self._now.setVisible(here is not None)
        if here is not None:
            self._now.setText(self.tr("In chapter {number}").format(number=here.number))
            self._now.setAccessibleName(self._now.text())
            self._now.setEnabled(reveal is None or reveal.chapter_id != here.id)
        self._start.setEnabled(reveal is None or reveal.chapter_id is not None)
        self._never.setEnabled(reveal is not None)

    def _show_chapters(self, sheet: Sheet, reveal: Reveal | None) -> None:
        offered: list[tuple[str, object]] = [(self.tr("Never"), _NEVER), (self.tr("Knows from the start"), _START)]
        offered += [(chapter.heading, chapter.id) for chapter in sheet.chapters]
        chosen: object = _NEVER
        if reveal is not None:
            chosen = _START if reveal.chapter_id is None else reveal.chapter_id
        if chosen not in [key for _, key in offered]:
            offered.append((self.tr("A shelved chapter"), _SHELVED))
            chosen = _SHELVED
        _offer(self._chapter, offered, chosen)

    def _show_scenes(self, sheet: Sheet, reveal: Reveal | None) -> None:
        chapter = next((each for each in sheet.chapters if reveal and each.id == reveal.chapter_id), None)
        self._scene_row.setVisible(chapter is not None and len(chapter.scenes) > 1)
        if chapter is None or reveal is None:
            return
        offered: list[tuple[str, object]] = [(self.tr("Anywhere in the chapter"), 0)]
        for number, scene in enumerate(chapter.scenes, 1):
            offered.append((scene.title or self.tr("Scene {number}").format(number=number), scene.id))
        _offer(self._scene, offered, reveal.scene_id or 0)

    def _show_tellers(self, sheet: Sheet, reveal: Reveal | None) -> None:
        offered: list[tuple[str, object]] = [(self.tr("Nobody in particular"), 0)]
        offered += [(sheet.name(who), who) for who in sheet.people if who != self._who]
        _offer(self._teller, offered, (reveal.teller or 0) if reveal else 0)
        self._teller.setEnabled(reveal is not None)

    # What is chosen

    def _reveal(self) -> Reveal | None:
        return self._sheet.reveal(self._who, self._secret.id) if self._sheet and self._secret else None

    def _learn(self, chapter_id: ChapterId | None) -> None:
        if self._secret is not None:
            self._verbs.learn(self._secret.id, self._who, self._reveal(), chapter_id)

    def _learn_here(self) -> None:
        if self._here is not None:
            self._learn(self._here.id)

    def _unlearn(self) -> None:
        reveal = self._reveal()
        if reveal is not None:
            self._verbs.unlearn(reveal)

    def _take_chapter(self, _index: int) -> None:
        chosen = self._chapter.currentData()
        if chosen == _NEVER:
            self._unlearn()
        elif chosen == _START:
            self._learn(None)
        elif chosen != _SHELVED:
            self._learn(ChapterId(chosen))

    def _take_scene(self, _index: int) -> None:
        reveal, scene_id = self._reveal(), self._scene.currentData() or None
        if reveal is not None and reveal.scene_id != scene_id:
            self._verbs.edit(reveal, self.tr("Learn the secret in a scene"), scene_id=scene_id)

    def _take_teller(self, _index: int) -> None:
        reveal, chosen = self._reveal(), self._teller.currentData()
        teller = PersonId(chosen) if chosen else None
        if reveal is not None and reveal.teller != teller:
            self._verbs.edit(reveal, self.tr("Change who tells the secret"), teller=teller)

    def _take_how(self, how: str) -> None:
        reveal = self._reveal()
        if reveal is not None and reveal.how != how:
            self._verbs.edit(reveal, self.tr("Edit how the secret comes out"), how=how)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._how.commit()
        super().hideEvent(event)
        self.closed.emit()


def _offer(box: ChoiceBox, offered: list[tuple[str, object]], chosen: object) -> None:
    """Offer these words with their keys, unless they are offered already, and show which is chosen."""
    if offered != [(box.itemText(row), box.itemData(row)) for row in range(box.count())]:
        box.clear()
        for words, key in offered:
            box.addItem(words, key)
    box.setCurrentIndex(next(row for row, (_, key) in enumerate(offered) if key == chosen))
