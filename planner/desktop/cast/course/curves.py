"""What the curve of a tie shows, without widgets: its knots, how it moves, what it says in words, and what a drag makes
of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from PySide6.QtCore import QCoreApplication

from planner.desktop.cast.bonds import Bonds
from planner.desktop.widgets.ties import closeness_text, kind_text
from planner.domain.outline import ChapterId
from planner.domain.ties import CLOSEST, Course, Development, DevelopmentId, Standing, Tie, TieId


@dataclass(frozen=True, slots=True)
class Knot:
    """A place on a curve that can be taken hold of: where a tie begins, or develops.

    ``at`` is the number of the chapter, 0 before the first; ``development`` is None where the tie itself says how it
    stands. ``closeness`` is that of the curve, None where it is unknown.
    """

    tie_id: TieId
    at: int
    development: DevelopmentId | None
    closeness: int | None
    label: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Grip:
    """Where a knot was dragged to."""

    knot: Knot
    at: int
    closeness: int | None

    @property
    def moves(self) -> bool:
        return self.at != self.knot.at

    @property
    def bends(self) -> bool:
        return self.closeness != self.knot.closeness


def knots(course: Course, tie_id: TieId) -> list[Knot]:
    """The knots of a curve in reading order: its beginning first, then each chapter in which the tie develops."""
    curve, begins, tie = course.curve(tie_id), course.begins(tie_id), course.tie(tie_id)
    found: dict[int, Knot] = {}
    if begins <= course.length:
        found[begins] = Knot(tie_id, begins, None, curve[begins], tie.label, tie.note)
    for number, each in course.developments(tie_id):
        found[number] = Knot(tie_id, number, each.id, curve[number], each.label, each.note)
    return [found[number] for number in sorted(found)]


def movement(course: Course, tie_id: TieId) -> tuple[int, int]:
    """How much a tie changes: the way its closeness goes up and down, then the number of its turning points."""
    told = [course.tie(tie_id).closeness, *(each.closeness for _, each in course.developments(tie_id))]
    known = [value for value in told if value is not None]
    return sum(abs(after - before) for before, after in pairwise(known)), len(course.turning_points(tie_id))


def most_moved_first(course: Course) -> list[TieId]:
    """The ties, those first that change most; ties that have a closeness come before those that have none."""
    places = {tie.id: place for place, tie in enumerate(course.ties)}

    def rank(tie_id: TieId) -> tuple[bool, int, int, int]:
        way, turns = movement(course, tie_id)
        return not has_curve(course, tie_id), -way, -turns, places[tie_id]

    return sorted(places, key=rank)


def has_curve(course: Course, tie_id: TieId) -> bool:
    """Whether a closeness is known anywhere."""
    told = [course.tie(tie_id).closeness, *(each.closeness for _, each in course.developments(tie_id))]
    return any(value is not None for value in told)


def reach(course: Course, knot: Knot) -> tuple[int, int]:
    """The first and the last chapter a knot can be dragged to."""
    if knot.development is not None:
        return 1, course.length
    if knot.at == 0:
        return 0, 0
    first = next((number for number, _ in course.developments(knot.tie_id)), course.length)
    return 1, first


def dragged(course: Course, chapters: Sequence[ChapterId], grip: Grip) -> Course:
    """The course of the one tie as it would be with a knot dragged elsewhere: what letting go will make of it."""
    knot = grip.knot
    tie = course.tie(knot.tie_id)
    entries = [entry for _, entry in course.developments(tie.id)]
    if knot.development is None:
        return Course([_begun(tie, chapters, grip)], entries, chapters)
    going = next(entry for entry in entries if entry.id == knot.development)
    chapter_id = chapters[grip.at - 1]
    there = next((entry for entry in entries if entry.chapter_id == chapter_id and entry.id != going.id), None)
    rest = [entry for entry in entries if entry not in (going, there)]
    if grip.bends:
        going = replace(going, closeness=grip.closeness)
    if there is not None:
        going = _joined(going, there)
    return Course([tie], [*rest, replace(going, chapter_id=chapter_id)], chapters)


def _begun(tie: Tie, chapters: Sequence[ChapterId], grip: Grip) -> Tie:
    begins = chapters[grip.at - 1] if grip.moves and grip.at else tie.begins
    return replace(tie, begins=begins, closeness=grip.closeness if grip.bends else tie.closeness)


def _joined(going: Development, there: Development) -> Development:
    """A development that moved onto another, as `Ties.move_development` has it."""
    return replace(
        going,
        kind=going.kind or there.kind,
        label=going.label or there.label,
        closeness=there.closeness if going.closeness is None else going.closeness,
        hidden=there.hidden if going.hidden is None else going.hidden,
        note=going.note or there.note,
    )


def bounded(closeness: int) -> int:
    """A closeness no further than they go."""
    return max(-CLOSEST, min(CLOSEST, closeness))


# Words


def name_of(standing: Standing) -> str:
    """What a tie is called at a time: its label, or else its kind."""
    return standing.label or kind_text(standing.kind)


def story_of(bonds: Bonds, tie_id: TieId) -> str:
    """How a tie goes, in a sentence: what the curve shows for those who do not see it."""
    course = bonds.course
    pair = bonds.pair(course.tie(tie_id))
    told = list(_steps(bonds, tie_id))
    if not told:
        return _tr("{pair}: not begun.").format(pair=pair)
    return f"{pair}: {'; '.join(told)}."


def _steps(bonds: Bonds, tie_id: TieId) -> list[str]:
    course, steps = bonds.course, []
    before: Standing | None = None
    for at in [course.begins(tie_id), *course.turning_points(tie_id)]:
        standing = course.standing(tie_id, at)
        if standing is None or standing == before:
            continue
        words = name_of(standing) if before is None or name_of(before) != name_of(standing) else ""
        close = "" if before is not None and before.closeness == standing.closeness else close_words(standing)
        said = ", ".join(part for part in (words, close) if part) or _tr("something happens")
        steps.append(_tr("chapter {number}: {said}").format(number=at, said=said) if at else said)
        before = standing
    return steps


def close_words(standing: Standing) -> str:
    """The closeness in words for listeners; empty where it is unknown."""
    if standing.closeness is None:
        return ""
    return _tr("closeness {number}").format(number=closeness_text(standing.closeness))


def span_text(course: Course, tie_id: TieId) -> str:
    """Where a tie comes from and where it goes, in a few words: "Rivals, −2 to Romantic, +4"."""
    begins = course.begins(tie_id)
    first, last = course.standing(tie_id, begins), course.standing(tie_id, course.length)
    if first is None or last is None:
        return ""
    one, other = _short(first), _short(last)
    if one == other:
        return one if has_curve(course, tie_id) else _tr("{tie}, no closeness yet").format(tie=one)
    return _tr("{first} → {last}").format(first=one, last=other)


def _short(standing: Standing) -> str:
    return ", ".join(part for part in (name_of(standing), closeness_text(standing.closeness)) if part)


def knot_text(bonds: Bonds, knot: Knot) -> str:
    """What there is to a knot, in lines: where, who, how they stand, and what happens."""
    standing = bonds.course.standing(knot.tie_id, knot.at)
    lines = [bonds.chapter_text(knot.at), bonds.pair(bonds.course.tie(knot.tie_id))]
    if standing is not None:
        known = (kind_text(standing.kind), standing.label, close_words(standing))
        lines.append(", ".join(part for part in known if part))
        if standing.hidden:
            lines.append(_tr("Nobody else knows"))
    return "\n".join([*lines, knot.note] if knot.note else lines)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Course", words)
