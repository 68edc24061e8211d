"""The cast in a plan that is written for other programs: people, groups, ties with their course, secrets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.domain.cast_draft import DevelopmentDraft, PersonDraft, RevealDraft, SecretDraft, TieDraft
from planner.domain.draft import StoryDraft, Who
from planner.domain.ties import Direction
from planner.formats.plan_says import Facts, Heading, Part, Text, chapter_heading

_FACTS = (
    ("Species", "species"),
    ("Age", "age"),
    ("Looks", "looks"),
    ("Voice", "voice"),
    ("Words they use", "uses"),
    ("Words they avoid", "avoids"),
    ("Want", "want"),
    ("Need", "need"),
    ("Fear", "fear"),
    ("Lie", "lie"),
    ("Arc", "arc"),
)
_BETWEEN = {Direction.BOTH: "and", Direction.ONE_WAY: "to", Direction.UNEQUAL: "more than"}


def cast_parts(story: StoryDraft) -> Iterator[Part]:
    """All a plan says about the cast."""
    if story.people:
        yield Heading(2, "Cast")
        for place, person in enumerate(story.people):
            yield from _person_parts(story, place, person)
    if story.groups:
        yield Heading(2, "Groups")
        yield Facts(
            tuple((each.name or "Unnamed group", _group_text(story, each.members, each.note)) for each in story.groups)
        )
    if story.ties:
        yield Heading(2, "Ties")
        for tie in story.ties:
            yield from _tie_parts(story, tie)
    if story.secrets:
        yield Heading(2, "Secrets")
        for secret in story.secrets:
            yield from _secret_parts(story, secret)


def _name(story: StoryDraft, who: Who) -> str:
    return story.called(who).strip() or "Somebody unnamed"


def _person_parts(story: StoryDraft, place: int, person: PersonDraft) -> Iterator[Part]:
    yield Heading(3, person.name.strip() or "Somebody unnamed")
    first = [person.role.capitalize(), person.pronouns, person.origin, person.fandom]
    yield Text(", ".join(filter(None, first)), aside=True)
    yield Text("\n".join(line.removeprefix("# ") for line in person.about.splitlines()))
    facts = [("Also called", ", ".join(line.strip() for line in person.aliases.splitlines() if line.strip()))]
    facts += [(what, getattr(person, field)) for what, field in _FACTS]
    facts += person.fields
    facts.append(("In", ", ".join(group.name for group in story.groups if {place, person.name} & set(group.members))))
    yield Facts(tuple((what, text) for what, text in facts if text))


def _group_text(story: StoryDraft, members: Iterable[Who], note: str) -> str:
    return "\n".join(filter(None, (", ".join(_name(story, who) for who in members), note)))


def _tie_parts(story: StoryDraft, tie: TieDraft) -> Iterator[Part]:
    one, other = _name(story, tie.one), _name(story, tie.other)
    yield Heading(3, f"{one} {_BETWEEN[tie.direction]} {other}")
    begins = _chapter(story, tie.begins, "from the start")
    yield Text(", ".join((_standing(tie), begins)), aside=True)
    yield Text(tie.note)
    yield Facts(
        tuple(
            (_chapter(story, each.chapter, ""), "\n".join(filter(None, (_standing(each), each.note))))
            for each in tie.developments
        )
    )


def _standing(at: TieDraft | DevelopmentDraft) -> str:
    """How a tie stands, as far as it is said there: "Rivals, keep score, −2, hidden"."""
    closeness = ""
    if at.closeness is not None:
        closeness = f"{at.closeness:+d}".replace("-", "\N{MINUS SIGN}") if at.closeness else "0"
    is_turn = isinstance(at, DevelopmentDraft)
    hidden = "hidden" if at.hidden else "no longer hidden" if is_turn and at.hidden is False else ""
    return ", ".join(filter(None, (at.kind.capitalize(), at.label, closeness, hidden)))


def _secret_parts(story: StoryDraft, secret: SecretDraft) -> Iterator[Part]:
    yield Heading(3, secret.title or "Untitled secret")
    yield Text("A promise to the reader" if secret.promise else "", aside=True)
    yield Text(secret.note)
    yield Facts(tuple((_knower(story, each), _reveal_text(story, each)) for each in secret.reveals))


def _knower(story: StoryDraft, reveal: RevealDraft) -> str:
    return "The reader" if reveal.who is None else _name(story, reveal.who)


def _reveal_text(story: StoryDraft, reveal: RevealDraft) -> str:
    teller = "" if reveal.teller is None else f"from {_name(story, reveal.teller)}"
    learned = ", ".join(filter(None, (_chapter(story, reveal.chapter, "From the start"), teller)))
    return "\n".join(filter(None, (learned, reveal.how)))


def _chapter(story: StoryDraft, number: int, before: str) -> str:
    """A chapter's heading; ``before`` for the time before the first."""
    return chapter_heading(story, number) if 1 <= number <= len(story.chapters) else before
