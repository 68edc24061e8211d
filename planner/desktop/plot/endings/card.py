"""The card of one ending: what it would leave open, what it still costs, and *End here*."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.plot.endings.chips import Chip, Chips, secret_chip, thread_chip
from planner.desktop.plot.endings.figures import Figures
from planner.desktop.plot.endings.model import (
    Entry,
    chapters_text,
    dropped_text,
    ending_sentence,
    finish_text,
    heading_text,
    mark_text,
)
from planner.desktop.theme import XS, M, Theme
from planner.desktop.widgets.amounts import number_text
from planner.desktop.widgets.buttons import button, icon_button
from planner.desktop.widgets.card import Panel
from planner.desktop.widgets.empty import Mark
from planner.desktop.widgets.fields import LINE_INSET, LineField
from planner.desktop.widgets.labels import label
from planner.domain.endings import EndingKind
from planner.domain.pace import Pace

_FLAG = 20


class EndingCard(Panel):
    """One place where the story could stop."""

    end_wanted = Signal()
    mark_wanted = Signal(object)
    """Emitted with the `EndingKind` it should have, or None for no mark."""
    noted = Signal(str)
    chapter_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entry: Entry | None = None
        self._flag = Mark("flag", theme, _FLAG)
        self._heading = label("", "lead", wrap=True)
        self._kind = label("", "small", wrap=True)
        self._more = icon_button(icon("more", theme, "muted"), self.tr("More"), "ending.more", self._open_menu)
        self.note = LineField("ending.note", self.tr("How would it end?"), quiet=True)
        self.note.setAccessibleName(self.tr("How it would end"))
        self.note.edited.connect(self.noted)
        self.figures = Figures(theme, 6)
        self._open = _Section(self.tr("Promises still open"), Chips(theme, "ending.promises"))
        self._secrets = _Section(self.tr("Secrets the reader would not know"), Chips(theme, "ending.secrets"))
        self._loose = _Section(self.tr("Other threads still open"), Chips(theme, "ending.threads"))
        self._nothing = label("", "muted", wrap=True)
        self._chapters = label("", "muted", wrap=True)
        self.end_button = button(self.tr("End here"), "ending.end", self.end_wanted.emit)
        self._sentence = label("", "small", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._heading)
        names.addWidget(self._kind)
        head = QHBoxLayout()
        head.setSpacing(M)
        head.addWidget(self._flag, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(names, 1)
        head.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.setSpacing(M)
        foot.addWidget(self.end_button)
        foot.addWidget(self._sentence, 1)
        note = QHBoxLayout()
        # The text of the field, not its frame, stands under the heading.
        note.setContentsMargins(_FLAG + M - LINE_INSET, 0, 0, 0)
        note.addWidget(self.note)
        body = QVBoxLayout()
        body.setContentsMargins(_FLAG + M, 0, 0, 0)
        body.setSpacing(M)
        for each in (self.figures, self._open, self._secrets, self._loose, self._nothing, self._chapters):
            body.addWidget(each)
        body.addLayout(foot)
        self.column.setSpacing(M)
        self.column.addLayout(head)
        self.column.addLayout(note)
        self.column.addLayout(body)

    @property
    def heading(self) -> str:
        """What the card is about."""
        return self._heading.text()

    @property
    def sentence(self) -> str:
        """What *End here* would do."""
        return self._sentence.text()

    @property
    def open_threads(self) -> list[str]:
        """The titles of the threads shown as left open, promises first."""
        return [chip.text for section in (self._open, self._loose) for chip in section.chips.chips]

    @property
    def untold_secrets(self) -> list[str]:
        """The titles of the secrets shown as untold."""
        return [chip.text for chip in self._secrets.chips.chips]

    def show_entry(
        self, entry: Entry, pace: Pace | None, own_pace: int, today: date, read_only: bool, has_threads: bool
    ) -> None:
        """Show an ending, with days from the author's ``today`` at the present pace and at ``own_pace`` words a day."""
        self._entry = entry
        intended = entry.ending is not None and entry.ending.kind is EndingKind.INTENDED
        self._flag.show_icon("pen-nib" if entry.ending is None else "flag-filled" if intended else "flag")
        self._heading.setText(heading_text(entry))
        self._kind.setText(mark_text(entry))
        self.setAccessibleName(f"{heading_text(entry)}: {mark_text(entry)}")
        self.note.setVisible(entry.ending is not None)
        self.note.setReadOnly(read_only)
        if not self.note.hasFocus() or not self.note.isModified():
            self.note.show_text(entry.ending.note if entry.ending else "")
        self._more.setEnabled(not read_only)
        self._show_costs(entry, pace, own_pace)
        self._show_open(entry, pace, today, has_threads)
        self.end_button.setVisible(not entry.is_plan)
        self.end_button.setEnabled(not read_only)
        self._sentence.setText(ending_sentence(entry))
        self.end_button.setAccessibleDescription(self._sentence.text())

    def _show_costs(self, entry: Entry, pace: Pace | None, own_pace: int) -> None:
        cost = entry.ledger
        left, out, write = self.tr("promises left open"), self.tr("chapters left out"), self.tr("chapters to write")
        figures = [
            (number_text(cost.broken), self.tr("promise left open") if cost.broken == 1 else left),
            (number_text(len(cost.dropped)), self.tr("chapter left out") if len(cost.dropped) == 1 else out),
        ]
        if cost.words_left:
            days, own_days = cost.days(pace.writing_day) if pace else None, cost.days(own_pace) or 0
            at_pace = self.tr("day at your pace") if days == 1 else self.tr("days at your pace")
            at_own_pace = self.tr("day at {words} a day") if own_days == 1 else self.tr("days at {words} a day")
            figures += [
                (number_text(len(cost.unwritten)), self.tr("chapter to write") if len(cost.unwritten) == 1 else write),
                (number_text(cost.words_left), self.tr("words to write")),
                *([(number_text(days), at_pace)] if days is not None else []),
                (number_text(own_days), at_own_pace.format(words=number_text(own_pace))),
            ]
        self.figures.show_figures(figures)

    def _show_open(self, entry: Entry, pace: Pace | None, today: date, has_threads: bool) -> None:
        cost = entry.ledger
        self._open.show_chips([thread_chip(thread) for thread in cost.open if thread.promise])
        self._secrets.show_chips([secret_chip(secret) for secret in cost.secrets])
        self._loose.show_chips([thread_chip(thread) for thread in cost.open if not thread.promise])
        kept = self.tr("Nothing is left open here.")
        self._nothing.setText(kept if has_threads else self.tr("No threads are planned, so nothing can be left open."))
        self._nothing.setVisible(not cost.open and not cost.secrets)
        said = []
        if cost.unwritten:
            said.append(self.tr("Still to write: {chapters}.").format(chapters=chapters_text(cost.unwritten)))
        if cost.dropped:
            said.append(dropped_text(cost.dropped))
        if done := finish_text(cost.words_left, pace, today):
            said.append(self.tr("At your present pace, days off included, it is written {date}.").format(date=done))
        self._chapters.setText("\n".join(said))
        self._chapters.setVisible(bool(said))

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def menu(self) -> QMenu:
        """What else can be done with this ending."""
        menu = QMenu(self)
        menu.setObjectName("ending.menu")
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(self.tr("Go to the chapter"), self.chapter_wanted.emit)
        menu.addSeparator()
        ending = self._entry.ending if self._entry else None
        if ending is None or ending.kind is EndingKind.POSSIBLE:
            menu.addAction(self.tr("The intended ending"), lambda: self.mark_wanted.emit(EndingKind.INTENDED))
        if ending is None or ending.kind is EndingKind.INTENDED:
            menu.addAction(self.tr("A possible ending"), lambda: self.mark_wanted.emit(EndingKind.POSSIBLE))
        if ending is not None:
            menu.addAction(self.tr("Not an ending"), lambda: self.mark_wanted.emit(None))
        return menu


class _Section(QWidget):
    """Marks under a few words; hidden while there are none."""

    def __init__(self, title: str, chips: Chips, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips = chips
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(label(title, "section"))
        column.addWidget(chips)

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show these marks, or nothing at all."""
        self.chips.show_chips(chips)
        self.setVisible(bool(chips))
