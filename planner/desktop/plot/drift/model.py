"""What the tab Drift shows, without widgets: plans over time, as a list and as two to compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt

from planner.desktop.plot.endings.model import numbered_text
from planner.desktop.widgets.amounts import date_text, number_text, words_text
from planner.desktop.widgets.lines import FOOT_ROLE
from planner.desktop.widgets.rows import Index, RowsById
from planner.desktop.widgets.threads import thread_title
from planner.domain.drift import BaselineId, Drift, Plan, PlannedChapter, drift, sentences
from planner.domain.threads import ThreadId

if TYPE_CHECKING:
    from planner.domain.outline import StoryId
    from planner.library.file import Library

_NAMED = 12
"""Of more chapters than this the rest is only counted."""

NOW = BaselineId(0)
"""Stands for the plan as it is now among the ids of baselines."""


@dataclass(frozen=True)
class Moment:
    """A plan at a moment: a baseline, or (``id`` is ``NOW``) the plan as it is now."""

    id: BaselineId
    label: str
    at: datetime
    plan: Plan

    @property
    def name(self) -> str:
        """What the author called it, or when it was locked."""
        if self.id == NOW:
            return _tr("The plan now")
        return self.label or _tr("Plan of {date}").format(date=date_text(self.at.date()))

    @property
    def chapters(self) -> str:
        """ "12 chapters"."""
        count = len(self.plan.chapters)
        return _tr("1 chapter") if count == 1 else _tr("{count} chapters").format(count=number_text(count))

    @property
    def size(self) -> str:
        """ "12 chapters, 24,000 words"."""
        return f"{self.chapters}, {words_text(self.plan.words)}"


@dataclass(frozen=True)
class Plans:
    """A story's plans, oldest first, the present one last, with the titles of its threads."""

    moments: tuple[Moment, ...]
    titles: dict[ThreadId, str]

    @property
    def locked(self) -> tuple[Moment, ...]:
        """The baselines, oldest first."""
        return self.moments[:-1]

    @property
    def now(self) -> Moment:
        """The plan as it is now."""
        return self.moments[-1]

    def get(self, baseline_id: BaselineId) -> Moment:
        """The plan with this id; the present one if there is none such."""
        return next((moment for moment in self.moments if moment.id == baseline_id), self.now)

    def between(self, one: BaselineId, other: BaselineId) -> Comparison:
        """How the later of two plans differs from the earlier."""
        then, after = sorted((self.get(one), self.get(other)), key=self.moments.index)
        difference = drift(then.plan, after.plan)
        return Comparison(then, after, difference, tuple(sentences(difference, then.at, self.titles)))


@dataclass(frozen=True)
class Comparison:
    """The drift from one plan to another, and the same in words."""

    then: Moment
    after: Moment
    difference: Drift
    sentences: tuple[str, ...]


def read_plans(library: Library, story_id: StoryId, now: datetime) -> Plans:
    """A story's plans as the library holds them."""
    locked = [Moment(each.id, each.label, each.made_at, each.plan) for each in library.plot.baselines(story_id)]
    titles = {thread.id: thread_title(thread) for thread in library.plot.threads(story_id)}
    return Plans((*locked, Moment(NOW, "", now, library.plot.plan(story_id))), titles)


def chapter_names(chapters: Sequence[PlannedChapter], plan: Plan) -> str:
    """Chapters of a plan by their titles, those without one by their numbers, and of very many the first."""
    names = [chapter.title for chapter in chapters if chapter.title]
    untitled = {chapter.id for chapter in chapters if not chapter.title}
    if untitled:
        names.append(numbered_text([at for at, each in enumerate(plan.chapters, 1) if each.id in untitled]))
    if len(names) > _NAMED:
        rest = _tr("and {count} more").format(count=number_text(len(names) - _NAMED))
        names = [*names[:_NAMED], rest]
    # Titles have commas of their own.
    return "; ".join(names)


def finish_words(plan: Plan) -> str:
    """When a plan would be done, or a dash."""
    return date_text(plan.finish) if plan.finish else "–"


class BaselinesModel(RowsById):
    """The locked plans, the newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self._moments: dict[int, Moment] = {}

    def show(self, locked: Sequence[Moment]) -> None:
        """Show these baselines."""
        present: dict[int, Moment] = {moment.id: moment for moment in reversed(locked)}
        changed = [key for key, moment in present.items() if key in self._moments and self._moments[key] != moment]
        # What went stays known until its row is gone.
        self._moments |= present
        self.follow_order(list(present))
        self._moments = present
        self.touch(changed)

    def moment(self, row: int) -> Moment:
        """The baseline of a row."""
        return self._moments[self._ids[row]]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        moment = self.moment(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return moment.name
        if role == FOOT_ROLE:
            return self._foot(moment)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{moment.name}. {self._foot(moment)}"
        return None

    @staticmethod
    def _foot(moment: Moment) -> str:
        return f"{date_text(moment.at.date())} · {moment.chapters}" if moment.label else moment.size


def _tr(text: str) -> str:
    return QCoreApplication.translate("Drift", text)
