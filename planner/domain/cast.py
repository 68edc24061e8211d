"""The people of a story and their groups: what is known of somebody, and what becomes of it when two are one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from planner.domain.outline import PersonId, StoryId

GroupId = NewType("GroupId", int)


class PersonRole(StrEnum):
    """How much of the story somebody has."""

    UNSET = ""
    MAIN = "main"
    SUPPORTING = "supporting"
    MINOR = "minor"
    MENTIONED = "mentioned"


class PersonOrigin(StrEnum):
    """Whether somebody is the fandom's, the fandom's but changed, or the author's own."""

    UNSET = ""
    CANON = "canon"
    ALTERED = "altered"
    ORIGINAL = "original"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a story.

    ``aliases`` are other names and nicknames, one a line; ``age`` is an age or a date of birth, as the author writes
    it; ``uses`` and ``avoids`` are words of theirs; ``lie`` is what they wrongly believe, ``arc`` how they change, in a
    line; ``about`` are free notes, where a line that begins with "# " is a heading. ``colour`` is the name of a
    swatch, ``portrait`` the digest of an image or empty. ``tagged``: the story's tags name them, as ``tag`` or else as
    they are called. ``x`` and ``y`` are where they stand on the board of everybody, None until they were put there.
    """

    id: PersonId
    story_id: StoryId
    position: int
    name: str
    pronouns: str = ""
    role: PersonRole = PersonRole.UNSET
    about: str = ""
    aliases: str = ""
    origin: PersonOrigin = PersonOrigin.UNSET
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
    portrait: str = ""
    tagged: bool = False
    tag: str = ""
    x: int | None = None
    y: int | None = None
    pinned: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Everything they are called, the name first."""
        return names_of(self.name, self.aliases)

    @property
    def initials(self) -> str:
        """One or two letters that stand for them where there is no portrait."""
        words = [word for word in self.name.split() if word[:1].isalnum()]
        ends = [words[0], words[-1]] if len(words) > 1 else words
        return "".join(word[0].upper() for word in ends) or self.name[:1]


@dataclass(frozen=True, slots=True)
class Group:
    """A family, a team, a faction; ``colour`` is the name of a swatch."""

    id: GroupId
    story_id: StoryId
    position: int
    name: str
    colour: str = ""
    note: str = ""
    members: tuple[PersonId, ...] = ()


WRITTEN_FIELDS = (
    "pronouns",
    "about",
    "fandom",
    "species",
    "age",
    "looks",
    "voice",
    "uses",
    "avoids",
    "want",
    "need",
    "fear",
    "lie",
    "arc",
)
"""What the author writes about somebody, of which two records may both say something."""

CHOSEN_FIELDS = ("role", "origin", "colour", "portrait", "tag")
"""What somebody has one of."""


def names_of(name: str, aliases: str) -> tuple[str, ...]:
    """A name and the aliases below it, one a line, each once."""
    lines = (line.strip() for line in (name, *aliases.splitlines()))
    return tuple(dict.fromkeys(line for line in lines if line))


def merged(kept: Person, gone: Person) -> dict[str, object]:
    """The fields of ``kept`` that change when ``gone`` turns out to be the same person; nothing either says is lost.

    What only one record says is taken; where both say something of the author's own words, the other's stands below.
    The other's names become aliases.
    """
    fields: dict[str, object] = {}
    for name in WRITTEN_FIELDS:
        mine, theirs = getattr(kept, name), getattr(gone, name)
        if theirs and theirs not in mine.split("\n\n"):
            fields[name] = f"{mine}\n\n{theirs}" if mine else theirs
    for name in CHOSEN_FIELDS:
        if getattr(gone, name) and not getattr(kept, name):
            fields[name] = getattr(gone, name)
    if gone.tagged and not kept.tagged:
        fields["tagged"] = True
    aliases = [name for name in dict.fromkeys((*kept.names, *gone.names)) if name != kept.name.strip()]
    if "\n".join(aliases) != kept.aliases:
        fields["aliases"] = "\n".join(aliases)
    return fields


def role_named(text: str) -> PersonRole | None:
    """The role a word names, as another program or an older library has it; None if it says something else."""
    word = text.strip().lower()
    return PersonRole(word) if word in set(PersonRole) else None
