"""Tags of people and ties in the form of Archive of Our Own (facts/ao3.md, "A work" and "Limits")."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from planner.domain.cast import Person
from planner.domain.outline import PersonId
from planner.domain.ties import Tie

TAG_LIMIT = 150
"""Characters in one tag."""

FORBIDDEN = ",，、*<>^{}=`\\%"
"""What no tag may have in it."""


def character_tag(person: Person) -> str:
    """How the story's tags name somebody: as the author wrote, or by name."""
    return person.tag.strip() or person.name.strip()


def relationship_tag(one: str, other: str, romantic: bool) -> str:
    """`A/B` for a romantic tie, `A & B` for any other, in the order of the alphabet."""
    first, second = sorted((one, other), key=lambda name: (name.casefold(), name))
    return f"{first}/{second}" if romantic else f"{first} & {second}"


def tie_tag(tie: Tie, people: Mapping[PersonId, Person], romantic: bool) -> str:
    """How the story's tags name a tie: as the author wrote it, or by AO3's form; empty if somebody has no name."""
    if tie.tag.strip():
        return tie.tag.strip()
    one, other = character_tag(people[tie.one]), character_tag(people[tie.other])
    return relationship_tag(one, other, romantic) if one and other else ""


def swapped(tag: str) -> str:
    """A relationship tag with its people in the other order: `B/A`, `B & A`."""
    for separator in ("/", " & "):
        if separator in tag:
            return separator.join(reversed(tag.split(separator)))
    return tag


def character_tags(people: Iterable[Person]) -> list[str]:
    """The character tags of a story, in the author's order, each once."""
    return list(dict.fromkeys(character_tag(person) for person in people if person.tagged and character_tag(person)))


def relationship_tags(
    ties: Iterable[Tie], people: Mapping[PersonId, Person], is_romantic: Callable[[Tie], bool]
) -> list[str]:
    """The relationship tags of a story, in the author's order, each once."""
    tags = (tie_tag(tie, people, is_romantic(tie)) for tie in ties if tie.tagged)
    return list(dict.fromkeys(tag for tag in tags if tag))


def tag_problems(tag: str) -> list[str]:
    """What AO3 would say against a tag, in sentences."""
    problems = []
    if len(tag) > TAG_LIMIT:
        problems.append(f"A tag may have {TAG_LIMIT} characters; this one has {len(tag)}.")
    found = [sign for sign in FORBIDDEN if sign in tag]
    if found:
        problems.append(f"A tag may not have {' '.join(found)} in it.")
    return problems
