"""The wrap-up: the shortest plan that keeps every promise, explained, and changed before it is applied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from planner.desktop.icons import icon
from planner.desktop.plot.endings.choices import Choice, ChoicesModel
from planner.desktop.plot.endings.model import Endings, numbered_text, secret_title
from planner.desktop.theme import XL, XS, L, M, S
from planner.desktop.widgets.amounts import number_text, words_text
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.labels import label
from planner.desktop.widgets.lines import LinesDelegate, LinesView
from planner.desktop.widgets.threads import thread_title
from planner.domain.endings import (
    Fate,
    Telling,
    WrapUp,
    default_target,
    fates,
    resolved_by,
    tellings,
    words_left,
    wrap_up,
    wrap_up_with,
)
from planner.domain.outline import Chapter
from planner.domain.pace import Pace
from planner.domain.secrets import Knowledge, Secret, SecretId
from planner.domain.threads import Plot, Thread, ThreadId

if TYPE_CHECKING:
    from planner.desktop.desk import Desk

_NARROW = 340
"""Below this width, at a text scale of 1, promises go under the chapters."""
_SHORT_FOOT = 560
"""Below this width, at a text scale of 1, the buttons go under the words beside them."""


class WrapUpSheet(QWidget):
    """Proposes a plan and lets the author tick another one; nothing changes before she says so."""

    applied = Signal(object)
    """Emitted with the `WrapUp` to be applied."""
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("wrap_up")
        self.setAccessibleName(self.tr("Wrap-up"))
        self._desk = desk
        self._chapters: Sequence[Chapter] = ()
        self._plot = Plot((), (), ())
        self._pace: Pace | None = None
        self._shortest: WrapUp | None = None
        self._let_go: frozenset[ThreadId] = frozenset()
        self._knowledge: Knowledge | None = None
        self._kept_back: frozenset[SecretId] = frozenset()
        self._kept: frozenset[int] | None = None
        self.chapters = ChoicesModel(self)
        self.promises = ChoicesModel(self)
        self._lead = label("", "lead", wrap=True)
        self._words = label("", wrap=True)
        theme = desk.theme
        self._back = button(
            self.tr("Back to the endings"), "wrap_up.back", self.left.emit, "quiet", icon("arrow-left", theme)
        )
        self._apply = button(self.tr("Make this the plan"), "wrap_up.apply", self._tell, "primary")
        self._again = button(self.tr("Back to the shortest"), "wrap_up.shortest", self._start_again)
        self._lists = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        # As narrow as it can be, so that it does not widen the window before it is shown.
        self._foot = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._lay_out()
        self.chapters.ticked.connect(self._keep)
        self.promises.ticked.connect(self._hold)

    def _lay_out(self) -> None:
        self._lists.setSpacing(L)
        chapters = self._list(self.tr("Chapters still to write"), "wrap_up.chapters", self.chapters)
        self._lists.addWidget(chapters, 1)
        self._lists.addWidget(self._list(self.tr("Promises"), "wrap_up.promises", self.promises), 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(S)
        buttons.addStretch()
        buttons.addWidget(self._again)
        buttons.addWidget(self._apply)
        self._foot.setSpacing(S)
        said = self.tr("What is not ticked is shelved or let go, never deleted.")
        self._foot.addWidget(label(said, "small", wrap=True), 1)
        self._foot.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, L, XL, L)
        column.setSpacing(M)
        back = QHBoxLayout()
        back.addWidget(self._back)
        back.addStretch()
        column.addLayout(back)
        column.addWidget(self._lead)
        column.addWidget(self._words)
        column.addLayout(self._lists, 1)
        column.addLayout(self._foot)

    def _list(self, title: str, name: str, model: ChoicesModel) -> QWidget:
        view = LinesView()
        view.setObjectName(name)
        view.setAccessibleName(title)
        view.setItemDelegate(LinesDelegate(self._desk.theme, view))
        view.setModel(model)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(label(title, "section"))
        column.addWidget(view, 1)
        return holder

    # The plan

    def propose(self, endings: Endings) -> None:
        """Take a story, and show the shortest plan for it."""
        self._chapters, self._plot, self._pace = endings.chapters, endings.plot, endings.pace
        self._knowledge = endings.knowledge
        self._start_again()

    @property
    def plan(self) -> WrapUp:
        """The plan as it is ticked now."""
        secrets = (self._knowledge, self._kept_back)
        if self._kept is None:
            return wrap_up(self._chapters, self._plot, self._let_go, *secrets)
        return wrap_up_with(self._chapters, self._plot, self._kept, self._let_go, *secrets)

    def _start_again(self) -> None:
        self._let_go, self._kept_back, self._kept = frozenset(), frozenset(), None
        self._shortest = self.plan
        self._refresh()

    def _keep(self, number: int, keep: bool) -> None:
        kept = frozenset(self.plan.kept)
        self._kept = kept | {number} if keep else kept - {number}
        self._refresh()

    def _hold(self, key: int, hold: bool) -> None:
        # Secrets are told apart from threads by the sign.
        if key < 0:
            back = frozenset([SecretId(-key)])
            self._kept_back = self._kept_back - back if hold else self._kept_back | back
        else:
            gone = frozenset([ThreadId(key)])
            self._let_go = self._let_go - gone if hold else self._let_go | gone
        self._refresh()

    def _tell(self) -> None:
        self.applied.emit(self.plan)

    # What is shown

    def _refresh(self) -> None:
        plan = self.plan
        self.chapters.show([self._chapter_choice(chapter, plan) for chapter in self._unwritten()])
        told = fates(self._chapters, self._plot, plan)
        self.promises.show(
            [
                Choice(thread.id, thread_title(thread), fate_text(fate, number), fate is not Fate.LET_GO)
                for thread, fate, number in told
            ]
            + [
                Choice(
                    -secret.id, secret_title(secret), telling_text(telling, number), telling is not Telling.KEPT_BACK
                )
                for secret, telling, number in (tellings(self._knowledge, plan) if self._knowledge else ())
            ]
        )
        changes = bool(plan.cut or plan.loose or plan.let_go or plan.untold or plan.kept_back)
        self._lead.setText(self._lead_text(plan, changes))
        self._words.setText(explanation(plan, self._pace))
        self._words.setVisible(changes or bool(plan.kept))
        self._again.setEnabled(plan != self._shortest)
        ends = plan.kept or plan.new_chapter or len(self._unwritten()) < len(self._chapters)
        self._apply.setEnabled(bool(changes and ends) and not self._desk.library.read_only)

    def _lead_text(self, plan: WrapUp, changes: bool) -> str:
        if not changes:
            return self.tr("The plan is as short as it can be, and keeps every promise.")
        if plan == self._shortest:
            return self.tr("The shortest way to keep every promise")
        return self.tr("Your own way to the end")

    @property
    def text(self) -> str:
        """The plan in words."""
        return self._words.text()

    def _unwritten(self) -> list[Chapter]:
        return [chapter for chapter in self._chapters if not chapter.status.is_written]

    def _chapter_choice(self, chapter: Chapter, plan: WrapUp) -> Choice:
        told = self._knowledge.revealed_by(chapter.number) if self._knowledge else []
        said = [resolving_text(resolved_by(self._plot, chapter.number), told)]
        if words := words_left(chapter, default_target(self._chapters)):
            said.append(self.tr("{words} to write").format(words=words_text(words)))
        return Choice(chapter.number, chapter.heading, " · ".join(said), chapter.number in plan.kept)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        width = self.width() / self._desk.theme.text_scale
        self._lists.setDirection(down if width < _NARROW else across)
        self._foot.setDirection(down if width < _SHORT_FOOT else across)


def resolving_text(threads: Sequence[Thread], secrets: Sequence[Secret] = ()) -> str:
    """What a chapter is good for."""
    said = []
    if threads:
        said.append(_tr("resolves {threads}").format(threads=", ".join(thread_title(thread) for thread in threads)))
    if secrets:
        said.append(_tr("reveals {secrets}").format(secrets=", ".join(secret_title(secret) for secret in secrets)))
    return " · ".join(said) or _tr("resolves no promise")


def telling_text(telling: Telling, number: int | None) -> str:
    """What becomes of a secret."""
    if telling is Telling.TOLD and not number:
        return _tr("known to the reader from the start")
    if telling is Telling.UNTOLD and number is None:
        return _tr("comes out in a new closing chapter")
    texts = {
        Telling.TOLD: _tr("comes out in chapter {number}"),
        Telling.UNTOLD: _tr("comes out at the end, in chapter {number}"),
        Telling.KEPT_BACK: _tr("stays a secret, and is owed to nobody any longer"),
    }
    return texts[telling].format(number=number)


def fate_text(fate: Fate, number: int | None) -> str:
    """What becomes of a promise."""
    if fate is Fate.LOOSE and number is None:
        return _tr("gets a resolving beat in a new closing chapter")
    texts = {
        Fate.KEPT: _tr("kept already, in chapter {number}"),
        Fate.RESOLVES: _tr("resolves in chapter {number}"),
        Fate.LOOSE: _tr("gets a resolving beat in chapter {number}"),
        Fate.NEVER_MADE: _tr("opens in no chapter that stays, so it is never made"),
        Fate.LET_GO: _tr("stays open, and counts as a promise no longer"),
    }
    return texts[fate].format(number=number)


def explanation(plan: WrapUp, pace: Pace | None) -> str:
    """A plan in sentences: what is written, what is shelved, what is added, and how long it takes."""
    said: list[str] = []
    write, shelve = _tr("Write {chapters}"), _tr("shelve {chapters}")
    parts = [write.format(chapters=numbered_text(plan.kept))] if plan.kept else []
    parts += [shelve.format(chapters=numbered_text(plan.cut))] if plan.cut else []
    if parts:
        said.append(_sentence(_tr(", and ").join(parts)))
    if plan.loose:
        count = len(plan.loose)
        where = _tr("chapter {number}").format(number=max(plan.kept, default=0))
        where = _tr("a new closing chapter") if plan.new_chapter else where
        words = _tr("1 promise gets a resolving beat in {where}")
        words = words if count == 1 else _tr("{count} promises get a resolving beat in {where}")
        said.append(_sentence(words.format(count=number_text(count), where=where)))
    if plan.untold:
        count = len(plan.untold)
        where = (
            _tr("a new closing chapter") if plan.new_chapter else _tr("chapter {number}").format(number=plan.kept[-1])
        )
        words = _tr("1 secret comes out in {where}") if count == 1 else _tr("{count} secrets come out in {where}")
        said.append(_sentence(words.format(count=number_text(count), where=where)))
    if plan.words:
        days = plan.days(pace.writing_day) if pace is not None else None
        words = words_text(plan.words)
        text = _tr("{words} are left to write") if days is None else _tr("{words} are left to write: {days}")
        said.append(_sentence(text.format(words=words, days=_days(days or 0))))
    return " ".join(said)


def _days(days: int) -> str:
    if days == 1:
        return _tr("1 day at your pace")
    return _tr("{days} days at your pace").format(days=number_text(days))


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _tr(text: str) -> str:
    return QCoreApplication.translate("Endings", text)
