"""The budgets, and the table that says which of them a run has held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

Statistic = str
"""``median`` or ``p99`` of a benchmark's rounds; or the name of something it noted besides its time."""


@dataclass(frozen=True)
class Figure:
    """One number out of a run: a statistic of the benchmark with this name."""

    benchmark: str
    statistic: Statistic = "median"


@dataclass(frozen=True)
class Budget:
    """What one thing may cost: ``limit`` is in ``unit``, or how many times ``against`` if the unit is ``×``."""

    what: str
    ours: Figure
    limit: float
    unit: str = "ms"
    against: Figure | None = None


def _key(chapter: str, statistic: str) -> Figure:
    return Figure(f"test_key_in_{chapter}", statistic)


def _scroll(what: str) -> Figure:
    return Figure(f"test_scroll_{what}", "p99")


BUDGETS = (
    Budget("start, big library, against bare Qt", Figure("test_start_big"), 2, "×", Figure("test_start_bare")),
    Budget("start, big library, against an empty one", Figure("test_start_big"), 1.2, "×", Figure("test_start_empty")),
    Budget(
        "memory with the big story open",
        Figure("test_start_big", "megabytes"),
        130,
        "MB",
        Figure("test_start_bare", "megabytes"),
    ),
    Budget("open a 5,000-word chapter", Figure("test_open_ordinary"), 50, "ms", Figure("test_open_ordinary_bare")),
    Budget("open a 50,000-word chapter", Figure("test_open_huge"), 120, "ms", Figure("test_open_huge_bare")),
    Budget("a key in 50,000 words, p99", _key("huge", "p99"), 1.5, "×", _key("huge_bare", "p99")),
    Budget("worst stall in the pause after it", _key("huge", "stall"), 16, "ms", _key("huge_bare", "stall")),
    Budget("autosave of a 5,000-word scene", Figure("test_autosave"), 15, "ms", Figure("test_autosave_bare")),
    Budget("search, rarest word", Figure("test_search[rare]"), 30, "ms", Figure("test_search_bare[rare]")),
    Budget("search, a name", Figure("test_search[name]"), 30, "ms", Figure("test_search_bare[name]")),
    Budget("search, commonest word", Figure("test_search[common]"), 30, "ms", Figure("test_search_bare[common]")),
    Budget("move a chapter in a tree of 400", Figure("test_move_chapter"), 30, "ms", Figure("test_move_bare")),
    Budget("undo that move", Figure("test_undo_move"), 30, "ms", Figure("test_move_bare")),
    Budget("delete two million words", Figure("test_delete_story"), 1000, "ms"),
    Budget("undo that deletion", Figure("test_undo_delete_story"), 1000, "ms"),
    Budget("a frame of the plot grid, p99", _scroll("plot"), 16, "ms", _scroll("plot_bare")),
    Budget("the same, as small as it goes", _scroll("plot_small"), 16, "ms"),
    Budget("move a beat in the plot grid", Figure("test_move_beat"), 50, "ms"),
    Budget("push the board, all of it in sight, p99", Figure("test_push_board[25]", "p99"), 16, "ms"),
    Budget("the same at its usual size", Figure("test_push_board[100]", "p99"), 16, "ms"),
    Budget("zoom the board, p99", Figure("test_zoom_board", "p99"), 16, "ms"),
    Budget("carry somebody, all of the board in sight, p99", Figure("test_carry_on_board[25]", "p99"), 16, "ms"),
    Budget("the same at its usual size", Figure("test_carry_on_board[100]", "p99"), 16, "ms"),
    Budget("slide the board to another chapter", Figure("test_slide_board"), 50, "ms"),
    Budget("a frame of the matrix of the cast, p99", Figure("test_scroll_matrix", "p99"), 16, "ms"),
    Budget("slide the matrix to another chapter", Figure("test_slide_matrix"), 50, "ms"),
    Budget("a frame of the corkboard, p99", _scroll("cards"), 16, "ms"),
    Budget("a frame of the outline table, p99", _scroll("table"), 16, "ms"),
    Budget("move a card among 400", Figure("test_move_card"), 50, "ms"),
    Budget("open the charts of ten years, 50 stories", Figure("test_open_progress[charts]", "milliseconds"), 200, "ms"),
    Budget("open the goals of ten years", Figure("test_open_progress[goals]", "milliseconds"), 100, "ms"),
)


@dataclass(frozen=True)
class Verdict:
    """What a run says of a budget, in the budget's unit; ``bare`` and ``ratio`` where there is something to compare."""

    budget: Budget
    ours: float
    bare: float | None

    @property
    def ratio(self) -> float | None:
        """How many times the bare figure ours is."""
        return self.ours / self.bare if self.bare else None

    @property
    def is_held(self) -> bool:
        """Whether the budget was enough."""
        value = self.ratio if self.budget.unit == "×" else self.ours
        return value is not None and value <= self.budget.limit


def verdicts(report: Mapping[str, Any]) -> Iterator[Verdict]:
    """Judge pytest-benchmark's report (its JSON); budgets whose benchmark did not run are left out."""
    runs = {run["name"]: run for run in report["benchmarks"]}
    for budget in BUDGETS:
        if budget.ours.benchmark in runs:
            bare = budget.against and budget.against.benchmark in runs
            yield Verdict(
                budget,
                _figure(runs, budget.ours),
                _figure(runs, budget.against) if budget.against and bare else None,
            )


def _figure(runs: Mapping[str, Any], figure: Figure) -> float:
    """In milliseconds, or in the unit of what was noted."""
    run = runs[figure.benchmark]
    if figure.statistic in run["extra_info"]:
        return float(run["extra_info"][figure.statistic])
    rounds: Sequence[float] = run["stats"]["data"]
    return 1000 * (_p99(rounds) if figure.statistic == "p99" else median(rounds))


def _p99(rounds: Sequence[float]) -> float:
    return quantiles(rounds, n=100)[98]


def table(judged: Sequence[Verdict]) -> str:
    """The verdicts as lines of text."""
    head = f"{'':42}{'Longfic':>12}{'bare':>12}{'ratio':>8}{'budget':>12}"
    return "\n".join((head, *(_line(verdict) for verdict in judged)))


def _line(verdict: Verdict) -> str:
    budget = verdict.budget
    unit = "MB" if budget.unit == "MB" else "ms"
    cells = [
        f"{_number(verdict.ours)} {unit}",
        "" if verdict.bare is None else f"{_number(verdict.bare)} {unit}",
        "" if verdict.ratio is None else _number(verdict.ratio),
        f"{budget.limit:g} {budget.unit}",
    ]
    held = "held" if verdict.is_held else "MISSED"
    return f"{budget.what:42}{cells[0]:>12}{cells[1]:>12}{cells[2]:>8}{cells[3]:>12}  {held}"


def _number(value: float) -> str:
    """Three digits that tell something."""
    return f"{value:.{0 if value >= 100 else 1 if value >= 10 else 2}f}"
