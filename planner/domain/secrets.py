"""Secrets: what not everyone knows, who learns it where, and what cannot be so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from planner.domain.outline import ChapterId, PersonId, SceneId, StoryId

SecretId = NewType("SecretId", int)
RevealId = NewType("RevealId", int)

Knower = PersonId | None
"""Somebody in the story, or None: the reader."""


@dataclass(frozen=True, slots=True)
class Secret:
    """Something not everyone knows. ``promise``: the reader is owed it before the end."""

    id: SecretId
    story_id: StoryId
    position: int
    title: str
    note: str = ""
    promise: bool = True


@dataclass(frozen=True, slots=True)
class Reveal:
    """Somebody, or the reader (``person_id`` None), learns a secret in a chapter (None: knew it from the start).

    ``teller`` is who tells them, if anybody does; ``how`` says how it comes out.
    """

    id: RevealId
    secret_id: SecretId
    person_id: Knower
    chapter_id: ChapterId | None = None
    scene_id: SceneId | None = None
    teller: PersonId | None = None
    how: str = ""


class SlipKind(StrEnum):
    """What is wrong with a reveal."""

    TELLS_BEFORE_LEARNING = "tells before learning"
    TELLS_WITHOUT_KNOWING = "tells without knowing"
    LEARNS_TWICE = "learns twice"


@dataclass(frozen=True, slots=True)
class Slip:
    """A reveal that cannot be so; ``learns`` is the chapter in which its teller learns the secret, None: never."""

    reveal: Reveal
    kind: SlipKind
    number: int
    learns: int | None


Moment = tuple[int, int | None]


class Knowledge:
    """Who knows what, over a story's chapters in reading order; chapters count from 1, and 0 is before the first.

    A reveal in a chapter that is not among them, since it is shelved, has not happened.
    """

    def __init__(
        self,
        secrets: Iterable[Secret],
        reveals: Iterable[Reveal],
        chapters: Sequence[ChapterId],
        scenes: Sequence[SceneId] = (),
    ) -> None:
        """``scenes`` are those of the chapters, in reading order."""
        self.secrets = tuple(secrets)
        self.length = len(chapters)
        self._numbers: Mapping[ChapterId, int] = {chapter: number for number, chapter in enumerate(chapters, 1)}
        self._scenes: Mapping[SceneId, int] = {scene: place for place, scene in enumerate(scenes)}
        self._learned: dict[tuple[SecretId, Knower], list[tuple[Moment, Reveal]]] = {}
        self._reveals: list[tuple[Moment, Reveal]] = []
        known = {secret.id for secret in self.secrets}
        for reveal in reveals:
            moment = self._moment(reveal)
            if moment is not None and reveal.secret_id in known:
                self._reveals.append((moment, reveal))
        self._reveals.sort(key=lambda entry: (_order(entry[0]), entry[1].id))
        for moment, reveal in self._reveals:
            self._learned.setdefault((reveal.secret_id, reveal.person_id), []).append((moment, reveal))

    def learned(self, secret_id: SecretId, who: Knower) -> Reveal | None:
        """The reveal by which somebody comes to know a secret; None if they never do."""
        entries = self._learned.get((secret_id, who))
        return entries[0][1] if entries else None

    def since(self, secret_id: SecretId, who: Knower) -> int | None:
        """The chapter from which on somebody knows a secret, 0 if from the start; None if they never learn it."""
        entries = self._learned.get((secret_id, who))
        return entries[0][0][0] if entries else None

    def knows(self, secret_id: SecretId, who: Knower, at: int) -> bool:
        """Whether somebody knows a secret when the reader has finished chapter ``at``."""
        since = self.since(secret_id, who)
        return since is not None and since <= at

    def reveals(self, secret_id: SecretId) -> list[tuple[int, Reveal]]:
        """A secret's reveals with their chapters' numbers, in reading order."""
        return [(moment[0], reveal) for moment, reveal in self._reveals if reveal.secret_id == secret_id]

    def unrevealed(self, at: int) -> list[Secret]:
        """The secrets the reader is owed and does not know after chapter ``at``, in the author's order."""
        return [secret for secret in self.secrets if secret.promise and not self.knows(secret.id, None, at)]

    def owed(self) -> list[tuple[Secret, int | None]]:
        """The secrets the reader is owed, in the author's order, each with the chapter from which on she knows it.

        0 is from the start; None: nothing tells her.
        """
        return [(secret, self.since(secret.id, None)) for secret in self.secrets if secret.promise]

    def revealed_by(self, number: int) -> list[Secret]:
        """The secrets the reader is owed that chapter ``number`` tells her."""
        return [secret for secret, since in self.owed() if since == number]

    def slips(self) -> list[Slip]:
        """The reveals that cannot be so, in reading order.

        Within one chapter, scenes decide where both reveals name one; else the benefit of the doubt is given.
        """
        found: list[Slip] = []
        for moment, reveal in self._reveals:
            first = self.learned(reveal.secret_id, reveal.person_id)
            if first is not None and first.id != reveal.id:
                found.append(Slip(reveal, SlipKind.LEARNS_TWICE, moment[0], None))
            if reveal.teller is None:
                continue
            entries = self._learned.get((reveal.secret_id, reveal.teller))
            if not entries:
                found.append(Slip(reveal, SlipKind.TELLS_WITHOUT_KNOWING, moment[0], None))
            elif _is_before(moment, entries[0][0]):
                found.append(Slip(reveal, SlipKind.TELLS_BEFORE_LEARNING, moment[0], entries[0][0][0]))
        return found

    def _moment(self, reveal: Reveal) -> Moment | None:
        if reveal.chapter_id is None:
            return (0, None)
        number = self._numbers.get(reveal.chapter_id)
        if number is None:
            return None
        return (number, self._scenes.get(reveal.scene_id) if reveal.scene_id is not None else None)


def _order(moment: Moment) -> tuple[int, int]:
    return (moment[0], -1 if moment[1] is None else moment[1])


def _is_before(moment: Moment, other: Moment) -> bool:
    if moment[0] != other[0] or moment[1] is None or other[1] is None:
        return moment[0] < other[0]
    return moment[1] < other[1]
