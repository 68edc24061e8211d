"""What the command line tells of a story's cast at a chapter: people, ties and secrets, as values and as lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from planner.domain.cast import Group, Person
from planner.domain.outline import Chapter, PersonId
from planner.domain.presence import NOWHERE, Told, presences, told_by
from planner.domain.secrets import Knower, Knowledge, Secret, Slip, SlipKind
from planner.domain.ties import Course, Direction, Standing, Tie

Report = dict[str, Any]

READER = "the reader"


def cast_report(
    people: Sequence[Person],
    groups: Iterable[Group],
    course: Course,
    knowledge: Knowledge,
    chapters: Sequence[Chapter],
    at: int,
) -> Report:
    """Who there is, how their ties stand and who knows what when the reader has finished chapter ``at``."""
    names = {person.id: person.name for person in people}
    there, told = presences(chapters), told_by(chapters)
    standings = ((tie, course.standing(tie.id, at)) for tie in course.ties)
    return {
        "at": at,
        "chapters": len(chapters),
        "people": [
            {
                "name": person.name,
                "aliases": list(person.names[1:]),
                "pronouns": person.pronouns,
                "role": person.role.value,
                "first": (found := there.get(person.id, NOWHERE)).first,
                "last": found.last,
                "scenes": found.scenes,
                "pov_scenes": told.get(person.id, Told(0, 0)).scenes,
                "pov_words": told.get(person.id, Told(0, 0)).words,
                "appeared": found.has_appeared(at),
            }
            for person in people
        ],
        "groups": [
            {"name": group.name, "members": [names[member] for member in group.members if member in names]}
            for group in groups
        ],
        "ties": [_tie(tie, standing, names) for tie, standing in standings if standing is not None],
        "secrets": [_secret(secret, knowledge, names, at) for secret in knowledge.secrets],
        "slips": [slip_sentence(slip, knowledge, names) for slip in knowledge.slips()],
    }


def _tie(tie: Tie, standing: Standing, names: Mapping[PersonId, str]) -> Report:
    return {
        "one": names[tie.one],
        "other": names[tie.other],
        "direction": tie.direction.value,
        "kind": standing.kind,
        "label": standing.label,
        "closeness": standing.closeness,
        "hidden": standing.hidden,
        "since": standing.since,
    }


def _secret(secret: Secret, knowledge: Knowledge, names: Mapping[PersonId, str], at: int) -> Report:
    knowers: list[Knower] = [None, *names]
    return {
        "title": secret.title,
        "promise": secret.promise,
        "reader_knows": knowledge.knows(secret.id, None, at),
        "known_by": [names[who] for who in names if knowledge.knows(secret.id, who, at)],
        "learnt": [
            {
                "who": who_text(reveal.person_id, names),
                "chapter": number,
                "told_by": names.get(reveal.teller) if reveal.teller is not None else None,
                "how": reveal.how,
            }
            for number, reveal in knowledge.reveals(secret.id)
            if reveal.person_id in knowers
        ],
    }


def who_text(who: Knower, names: Mapping[PersonId, str]) -> str:
    """Who knows or learns something: a name, or the reader."""
    return READER if who is None else names.get(who, "somebody")


def slip_sentence(slip: Slip, knowledge: Knowledge, names: Mapping[PersonId, str]) -> str:
    """What is wrong with a reveal, in a sentence."""
    title = next(secret.title for secret in knowledge.secrets if secret.id == slip.reveal.secret_id)
    teller = who_text(slip.reveal.teller, names)
    where = f"in chapter {slip.number}" if slip.number else "before the story begins"
    match slip.kind:
        case SlipKind.LEARNS_TWICE:
            learner = who_text(slip.reveal.person_id, names)
            said = f"{learner} learns “{title}” {where}, but knows it by then"
        case SlipKind.TELLS_BEFORE_LEARNING if slip.learns == slip.number:
            said = f"{teller} tells “{title}” in an earlier scene of chapter {slip.number} than learns it in"
        case SlipKind.TELLS_BEFORE_LEARNING:
            said = f"{teller} tells “{title}” {where}, but learns it in chapter {slip.learns}"
        case SlipKind.TELLS_WITHOUT_KNOWING:
            said = f"{teller} tells “{title}” {where}, but never learns it"
    return f"{said[:1].upper()}{said[1:]}."


# --- in lines --------------------------------------------------------------------------------------------


def at_text(report: Report) -> str:
    """The moment a report is of, in words."""
    if report["at"] == report["chapters"]:
        return "at its end"
    return f"as of chapter {report['at']}" if report["at"] else "before its first chapter"


def cast_lines(report: Report) -> Iterator[str]:
    """A ``cast_report`` for a person."""
    if not report["people"] and not report["secrets"]:
        yield "  There is nobody in this story yet."
    yield from _section("People", (_person_line(person) for person in report["people"]))
    yield from _section("Groups", (f"{group['name']}: {', '.join(group['members'])}" for group in report["groups"]))
    yield from _section("Ties", (_tie_line(tie) for tie in report["ties"]))
    yield from _section("Secrets", (line for secret in report["secrets"] for line in _secret_lines(secret, report)))
    yield from _section("What cannot be so", report["slips"])


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield f"  {title}"
        yield from (f"    {line}" for line in found)


def _person_line(person: Report) -> str:
    known = ", ".join(filter(None, (person["role"], person["pronouns"], *person["aliases"])))
    where = "in no scene yet"
    if person["first"] is not None:
        run = f"chapter {person['first']}"
        if person["last"] != person["first"]:
            run = f"chapters {person['first']}-{person['last']}"
        where = f"{run}, {_count(person['scenes'], 'scene')}"
        if person["pov_scenes"]:
            where += f", tells {person['pov_scenes']} ({_count(person['pov_words'], 'word')})"
    later = "" if person["appeared"] else "; not seen by then"
    return f"{person['name'] or 'Somebody unnamed'}{f' ({known})' if known else ''}: {where}{later}"


def _tie_line(tie: Report) -> str:
    between = {Direction.ONE_WAY.value: "->", Direction.UNEQUAL.value: "=>"}.get(tie["direction"], "-")
    said = [tie["kind"]]
    said += [f"“{tie['label']}”"] if tie["label"] else []
    said += [f"closeness {tie['closeness']:+d}" if tie["closeness"] else "closeness 0"] * (tie["closeness"] is not None)
    said += ["hidden"] * tie["hidden"]
    said += [f"since chapter {tie['since']}"] if tie["since"] else []
    return f"{tie['one']} {between} {tie['other']}: {', '.join(said)}"


def _secret_lines(secret: Report, report: Report) -> Iterator[str]:
    knowers = [*([READER] if secret["reader_knows"] else []), *secret["known_by"]]
    yield f"{secret['title'] or 'Untitled secret'}: {'known to ' + ', '.join(knowers) if knowers else 'nobody knows'}"
    for learnt in secret["learnt"]:
        if learnt["chapter"] > report["at"]:
            teller = f" from {learnt['told_by']}" if learnt["told_by"] else ""
            yield f"  {learnt['who']} learns it in chapter {learnt['chapter']}{teller}"
    if secret["promise"] and not any(learnt["who"] == READER for learnt in secret["learnt"]):
        yield f"  {READER} never learns it"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
