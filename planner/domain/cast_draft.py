"""The cast of a story on its way in or out of the library."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.board import Spot
from planner.domain.cast import Person
from planner.domain.draft import StoryDraft, Who
from planner.domain.outline import ChapterId, PersonId, StoryId
from planner.domain.tags import StoryTag, cast_tags, together
from planner.domain.ties import KINDS, Course, Development, DevelopmentId, Direction, Tie, TieId

NOWHERE = Spot()


@dataclass(frozen=True)
class PersonDraft:
    """Somebody in a story; the fields are those of ``planner.domain.cast.Person``.

    ``role`` may be anything another program calls it. ``portrait`` is an image, empty for none; ``spot`` is where they
    stand on the board of everybody; ``fields`` are names and texts of the author's own fields.
    """

    name: str
    pronouns: str = ""
    role: str = ""
    about: str = ""
    aliases: str = ""
    origin: str = ""
    fandom: str = ""
    species: str = ""
    age: str = ""
    looks: str = ""
    voice: str = ""
    uses: str = ""
    avoids: str = ""
    want: str = ""
    need: str = ""
    fear: str = ""
    lie: str = ""
    arc: str = ""
    colour: str = ""
    tagged: bool = False
    tag: str = ""
    portrait: bytes = b""
    spot: Spot = NOWHERE
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class GroupDraft:
    """A group with its members."""

    name: str
    members: tuple[Who, ...] = ()
    colour: str = ""
    note: str = ""


@dataclass(frozen=True)
class DevelopmentDraft:
    """How a tie stands from chapter number ``chapter`` (1…) on; what is empty or None stays as it was."""

    chapter: int
    kind: str = ""
    label: str = ""
    closeness: int | None = None
    hidden: bool | None = None
    note: str = ""


@dataclass(frozen=True)
class TieDraft:
    """A tie as it stands at its beginning, in chapter number ``begins`` (0: before the story), and its course."""

    one: Who
    other: Who
    kind: str = "platonic"
    label: str = ""
    direction: Direction = Direction.BOTH
    closeness: int | None = None
    hidden: bool = False
    begins: int = 0
    note: str = ""
    tagged: bool = False
    tag: str = ""
    developments: tuple[DevelopmentDraft, ...] = ()


@dataclass(frozen=True)
class RevealDraft:
    """Somebody, or the reader (None), learns a secret in chapter number ``chapter`` (1…; 0: knew it from the start).

    ``scene`` is the number of the scene there (1…), 0 for none in particular.
    """

    who: Who | None
    chapter: int = 0
    scene: int = 0
    teller: Who | None = None
    how: str = ""


@dataclass(frozen=True)
class SecretDraft:
    """A secret, and who learns it."""

    title: str
    note: str = ""
    promise: bool = True
    reveals: tuple[RevealDraft, ...] = ()


@dataclass(frozen=True)
class BoardDraft:
    """A board beside the one of everybody, with who stands on it where."""

    name: str
    spots: tuple[tuple[Who, Spot], ...] = ()


def story_tags(story: StoryDraft) -> list[StoryTag]:
    """All tags of a story, those its cast gives it among them, in AO3's order."""
    return together(story.tags, _of_cast(story))


def _of_cast(story: StoryDraft) -> list[StoryTag]:
    """Numbers by place stand for ids here, which nothing that leaves this function holds."""
    here = StoryId(0)
    people = [
        Person(PersonId(place), here, place, person.name, tagged=person.tagged, tag=person.tag)
        for place, person in enumerate(story.people)
    ]
    by_name = {person.name: person.id for person in reversed(people)}
    ties, developments = [], []
    for place, tie in enumerate(story.ties):
        one, other = (PersonId(who) if isinstance(who, int) else by_name.get(who) for who in (tie.one, tie.other))
        if one is None or other is None or max(one, other) >= len(people):
            continue
        ties.append(Tie(TieId(place), here, place, one, other, tie.kind, tagged=tie.tagged, tag=tie.tag))
        developments += [
            Development(DevelopmentId(0), TieId(place), ChapterId(each.chapter), each.kind) for each in tie.developments
        ]
    chapters = [ChapterId(number) for number in range(1, len(story.chapters) + 1)]
    return cast_tags(people, Course(ties, developments, chapters), [*KINDS, *story.kinds])
