"""Tags of people and ties in the form of Archive of Our Own (facts/ao3.md, "A work" and "Limits")."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from planner.domain.cast import Person
from planner.domain.outline import PersonId
from planner.domain.ties import Course, Tie, TieKind

TAG_LIMIT = 150
"""Characters in one tag."""

MOST_TAGS = 75
"""Fandoms, characters, relationships and additional tags together."""

COUNTED = frozenset({"fandom", "relationship", "character", "additional tag"})
"""The kinds of tag of which there may be so many together."""

KINDS_IN_ORDER = ("rating", "archive warning", "category", "fandom", "relationship", "character", "additional tag")
"""The kinds of tag in the order in which AO3's form and its works have them."""

StoryTag = tuple[str, str]
"""A kind of tag and its text, as ``StoryDraft.tags`` has them."""

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


def is_romantic(tie: Tie, course: Course, kinds: Iterable[TieKind]) -> bool:
    """Whether a tie is tagged as romantic: if it ever is of such a kind, for the slowest burn begins as another."""
    romantic = {kind.name for kind in kinds if kind.romantic}
    return not romantic.isdisjoint({tie.kind, *(each.kind for _, each in course.developments(tie.id))})


def cast_tags(people: Sequence[Person], course: Course, kinds: Sequence[TieKind]) -> list[StoryTag]:
    """The tags a cast gives its story: relationships, then characters, each in the author's order."""
    by_id = {person.id: person for person in people}
    relationships = relationship_tags(course.ties, by_id, lambda tie: is_romantic(tie, course, kinds))
    return [
        *(("relationship", tag) for tag in relationships),
        *(("character", tag) for tag in character_tags(people)),
    ]


def together(own: Iterable[StoryTag], of_cast: Iterable[StoryTag]) -> list[StoryTag]:
    """A story's tags with those of its cast behind its own of their kind, in AO3's order, each once.

    AO3 takes tags that differ in case alone for the same; what the author wrote herself stays as she wrote it.
    """
    found: dict[StoryTag, StoryTag] = {}
    for kind, text in (*own, *of_cast):
        found.setdefault((kind, text.casefold()), (kind, text))
    order = {kind: place for place, kind in enumerate(KINDS_IN_ORDER)}
    return sorted(found.values(), key=lambda tag: order.get(tag[0], len(order)))


def counted(tags: Iterable[StoryTag]) -> int:
    """How many of a story's tags count towards ``MOST_TAGS``."""
    return sum(kind in COUNTED for kind, _ in tags)


def tag_problems(tag: str) -> list[str]:
    """What AO3 would say against a tag, in sentences."""
    problems = []
    if len(tag) > TAG_LIMIT:
        problems.append(f"A tag may have {TAG_LIMIT} characters; this one has {len(tag)}.")
    found = [sign for sign in FORBIDDEN if sign in tag]
    if found:
        problems.append(f"A tag may not have {' '.join(found)} in it.")
    return problems
