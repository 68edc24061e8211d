"""What the command line tells of a story's plot: threads, endings and drift, as values for JSON and as lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from planner.domain.drift import Baseline, Plan, PlannedChapter, drift, finish_date, sentences
from planner.domain.endings import Ending, Ledger, Telling, fates, ledger, runs, stop_now, tellings, wrap_up
from planner.domain.outline import Chapter
from planner.domain.pace import Pace
from planner.domain.secrets import Knowledge
from planner.domain.threads import Plot, Thread

Report = dict[str, Any]


def threads_report(plot: Plot) -> list[Report]:
    """The threads with their beats; how they stand is told for the end of what is planned."""
    return [_thread(plot, thread) for thread in plot.threads]


def _thread(plot: Plot, thread: Thread) -> Report:
    span = plot.span(thread.id)
    return {
        "title": thread.title,
        "kind": thread.kind.value,
        "promise": thread.promise,
        "standing": plot.standing(thread.id, len(plot.chapters)).value,
        "opens": span.first,
        "resolves": span.last,
        "beats": [
            {"chapter": number, "role": beat.role.value, "text": beat.text} for number, beat in plot.beats(thread.id)
        ],
    }


def marks_report(chapters: Sequence[Chapter], endings: Iterable[Ending]) -> list[Report]:
    """The chapters marked as endings; what was marked and shelved since is left out."""
    numbers = {chapter.id: chapter.number for chapter in chapters}
    return [
        {"chapter": numbers[ending.chapter_id], "kind": ending.kind.value, "note": ending.note}
        for ending in endings
        if ending.chapter_id in numbers
    ]


def endings_report(
    chapters: Sequence[Chapter],
    plot: Plot,
    endings: Iterable[Ending],
    pace: Pace | None,
    today: date,
    knowledge: Knowledge | None = None,
) -> Report:
    """What stopping now and each marked ending would cost, and the shortest wrap-up."""
    marks = {mark["chapter"]: mark for mark in marks_report(chapters, endings)}
    now = stop_now(chapters)
    places = sorted({*marks, now} - {0})
    return {
        "pace": {"writing_day": round(pace.writing_day), "any_day": round(pace.any_day)} if pace else None,
        "endings": [
            {
                "chapter": number,
                "title": chapters[number - 1].title,
                "now": number == now,
                "kind": marks[number]["kind"] if number in marks else None,
                "note": marks[number]["note"] if number in marks else "",
                **_cost(ledger(chapters, plot, number, knowledge), pace, today),
            }
            for number in places
        ],
        "wrap_up": _wrap_up(chapters, plot, knowledge),
    }


def _cost(cost: Ledger, pace: Pace | None, today: date) -> Report:
    finish = finish_date(cost.words_left, pace.any_day, today) if pace else None
    return {
        "open": [{"title": thread.title, "kind": thread.kind.value, "promise": thread.promise} for thread in cost.open],
        "secrets": [secret.title for secret in cost.secrets],
        "to_write": [chapter.number for chapter in cost.unwritten],
        "left_out": [chapter.number for chapter in cost.dropped],
        "words_left": cost.words_left,
        "days": cost.days(pace.writing_day) if pace else None,
        "finish": finish.isoformat() if finish else None,
    }


def _wrap_up(chapters: Sequence[Chapter], plot: Plot, knowledge: Knowledge | None) -> Report | None:
    """The shortest plan; None while nothing is promised."""
    if not any(thread.promise for thread in plot.threads) and not (knowledge and knowledge.owed()):
        return None
    plan = wrap_up(chapters, plot, knowledge=knowledge)
    return {
        "write": list(plan.kept),
        "shelve": list(plan.cut),
        "new_chapter": plan.new_chapter,
        "words": plan.words,
        "promises": [
            {"title": thread.title, "fate": fate.value, "chapter": number}
            for thread, fate, number in fates(chapters, plot, plan)
        ],
        "secrets": [
            {"title": secret.title, "fate": telling.value, "chapter": number}
            for secret, telling, number in (tellings(knowledge, plan) if knowledge else ())
        ],
    }


def drift_report(now: Plan, baselines: Iterable[Baseline], threads: Iterable[Thread]) -> Report:
    """The plan as it is, and how far it has come from each locked one."""
    titles = {thread.id: thread.title for thread in threads}
    return {
        "now": _plan(now),
        "baselines": [
            {"label": each.label, "made_at": each.made_at.isoformat(), **_plan(each.plan), **_drift(each, now, titles)}
            for each in baselines
        ],
    }


def _plan(plan: Plan) -> Report:
    return {
        "chapters": len(plan.chapters),
        "words": plan.words,
        "finish": plan.finish.isoformat() if plan.finish else None,
    }


def _drift(baseline: Baseline, now: Plan, titles: dict[Any, str]) -> Report:
    difference = drift(baseline.plan, now)

    def named(chapters: Iterable[PlannedChapter]) -> list[str]:
        return [chapter.title for chapter in chapters]

    return {
        "drift": {
            "added": named(difference.added),
            "cut": named(difference.cut),
            "moved": named(difference.moved),
            "split": named(difference.split),
            "words": difference.words,
            "opened": [titles[thread_id] for thread_id in difference.opened_since if thread_id in titles],
            "days": difference.days,
        },
        "sentences": sentences(difference, baseline.made_at, titles),
    }


# --- in lines --------------------------------------------------------------------------------------------


def endings_lines(report: Report) -> Iterator[str]:
    """An ``endings_report`` for a person."""
    if not report["endings"]:
        yield "  No chapter is written or marked as an ending yet."
    for ending in report["endings"]:
        yield from _ending_lines(ending)
    if plan := report["wrap_up"]:
        parts = [f"write {text}" for text in _numbered(plan["write"])]
        parts += [f"shelve {text}" for text in _numbered(plan["shelve"])]
        parts += ["add a closing chapter"] * plan["new_chapter"]
        untold = sum(secret["fate"] == Telling.UNTOLD.value for secret in plan["secrets"])
        parts += [f"reveal {_count(untold, 'secret')} at the end"] * bool(untold)
        done = f"{', '.join(parts)}; {_count(plan['words'], 'word')} to write" if parts else "nothing is left to do"
        yield f"  The shortest way to keep every promise: {done}"


def _ending_lines(ending: Report) -> Iterator[str]:
    marks = ["now"] * ending["now"] + [ending["kind"]] * bool(ending["kind"])
    note = f": {ending['note']}" if ending["note"] else ""
    yield f"  After chapter {ending['chapter']} {ending['title']}".rstrip() + f" ({', '.join(marks)}{note})"
    for words, texts in (
        ("Promises left open", [thread["title"] for thread in ending["open"] if thread["promise"]]),
        ("Other threads left open", [thread["title"] for thread in ending["open"] if not thread["promise"]]),
        ("Secrets the reader would not know", ending["secrets"]),
        ("To write", _numbered(ending["to_write"])),
        ("Left out", _numbered(ending["left_out"])),
    ):
        if texts:
            yield f"    {words}: {', '.join(texts)}"
    if ending["words_left"]:
        days = "" if ending["days"] is None else f", {_count(ending['days'], 'day')} at your present pace"
        yield f"    {_count(ending['words_left'], 'word')} to write{days}"


def drift_lines(report: Report) -> Iterator[str]:
    """A ``drift_report`` for a person."""
    yield f"  Now: {_size(report['now'])}"
    if not report["baselines"]:
        yield "  The plan was never locked."
    for baseline in report["baselines"]:
        label = f" {baseline['label']}" if baseline["label"] else ""
        yield f"  {baseline['made_at'][:10]}{label}: {_size(baseline)}"
        yield from (f"    {sentence}" for sentence in baseline["sentences"])


def _size(plan: Report) -> str:
    finish = f", finished by {plan['finish']}" if plan["finish"] else ""
    return f"{_count(plan['chapters'], 'chapter')}, {_count(plan['words'], 'word')}{finish}"


def _numbered(numbers: list[int]) -> list[str]:
    """ "chapter 9", or "chapters 8-10, 12", as a list of one; empty if there are none."""
    texts = [str(first) if first == last else f"{first}-{last}" for first, last in runs(numbers)]
    return [f"{'chapter' if len(numbers) == 1 else 'chapters'} {', '.join(texts)}"] if texts else []


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
