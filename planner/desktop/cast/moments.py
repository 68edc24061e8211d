"""The chapters of a story as moments of its cast: what each is called, and what becomes otherwise in it."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from planner.desktop.widgets.people import person_name
from planner.desktop.widgets.ties import standing_text
from planner.domain.outline import PersonId, StoryId
from planner.domain.secrets import Knowledge, Reveal

if TYPE_CHECKING:
    from planner.domain.changes import ChangeSet
    from planner.domain.ties import TieId
    from planner.library.file import Library

_TABLES = ("chapter", "arc", "tie", "development", "secret", "reveal")


class Change(StrEnum):
    """What can become otherwise in a chapter: a tie comes to be or develops, somebody learns a secret."""

    TIE = "tie"
    REVEAL = "reveal"


SIGNS = {Change.TIE: "◆", Change.REVEAL: "○"}
"""The shapes that stand for them."""


class Moments:
    """The chapters of one story, from 0, which is before the first, to the last, and what happens between people."""

    def __init__(self, library: Library, story_id: StoryId) -> None:
        # Nothing here needs the scenes, which are most of what an outline is read from.
        chapters = library.outline.get(story_id, scenes={}).chapters
        self.titles = ("", *(chapter.title for chapter in chapters))
        self.length = len(chapters)
        self._course = library.ties.course(story_id)
        order = [chapter.id for chapter in chapters]
        self._knowledge = Knowledge(library.secrets.all(story_id), library.secrets.reveals(story_id), order)
        self._library, self._story_id = library, story_id
        self._names: dict[PersonId, str] | None = None
        self._ties: dict[int, list[TieId]] = {}
        for tie in self._course.ties:
            for number in self._course.turning_points(tie.id):
                self._ties.setdefault(number, []).append(tie.id)
        self._reveals: dict[int, list[Reveal]] = {}
        for secret in self._knowledge.secrets:
            for number, reveal in self._knowledge.reveals(secret.id):
                if number:
                    self._reveals.setdefault(number, []).append(reveal)
        self._secrets = {secret.id: secret.title for secret in self._knowledge.secrets}

    @staticmethod
    def are_touched(changes: ChangeSet) -> bool:
        """Whether a change can have made these moments others, but for people's names."""
        return changes.touches(*_TABLES)

    def forget_names(self) -> None:
        """Read people's names anew when they are needed next; whoever is carried over the board is no one else."""
        self._names = None

    def numbers(self, change: Change) -> list[int]:
        """The chapters in which something of a sort changes, in order."""
        return sorted(self._ties if change is Change.TIE else self._reveals)

    def text(self, as_of: int | None) -> str:
        """The words for a moment; None is the whole story."""
        if as_of is not None and as_of > self.length:
            as_of = None
        return as_of_text(as_of, self.titles[as_of] if as_of else "")

    def summary(self, number: int, shows: Collection[Change] = tuple(Change)) -> str:
        """How much changes in a chapter, in a few words with the signs for it; empty if nothing does."""
        parts = []
        ties, reveals = len(self._ties.get(number, ())), len(self._reveals.get(number, ()))
        if ties and Change.TIE in shows:
            words = _tr("1 tie changes") if ties == 1 else _tr("{n} ties change").format(n=ties)
            parts.append(f"{SIGNS[Change.TIE]} {words}")
        if reveals and Change.REVEAL in shows:
            words = _tr("1 learns a secret") if reveals == 1 else _tr("{n} learn a secret").format(n=reveals)
            parts.append(f"{SIGNS[Change.REVEAL]} {words}")
        return "   ".join(parts)

    def changes(self, number: int, shows: Collection[Change] = tuple(Change)) -> list[str]:
        """What changes in a chapter, a line for each tie that does and for everybody who learns a secret."""
        lines = []
        names = self._called() if number in self._ties or number in self._reveals else {}
        for tie_id in self._ties.get(number, ()) if Change.TIE in shows else ():
            tie, standing = self._course.tie(tie_id), self._course.standing(tie_id, number)
            if standing is not None:
                one, other = names.get(tie.one, ""), names.get(tie.other, "")
                words = _tr("{one} and {other}: {standing}")
                lines.append(words.format(one=one, other=other, standing=standing_text(standing)))
        for reveal in self._reveals.get(number, ()) if Change.REVEAL in shows else ():
            secret = self._secrets[reveal.secret_id] or _tr("a secret without a name")
            if reveal.person_id is None:
                lines.append(_tr("The reader learns: {secret}").format(secret=secret))
            else:
                who = names.get(reveal.person_id, "")
                lines.append(_tr("{who} learns: {secret}").format(who=who, secret=secret))
        return lines

    def _called(self) -> dict[PersonId, str]:
        if self._names is None:
            self._names = {person.id: person_name(person) for person in self._library.cast.people(self._story_id)}
        return self._names


def as_of_text(number: int | None, title: str = "") -> str:
    """ "As of chapter 3: The storm", "Before chapter 1" for 0, "The whole story" for None."""
    if number is None:
        return _tr("The whole story")
    if number == 0:
        return _tr("Before chapter 1")
    words = _tr("As of chapter {n}: {title}") if title else _tr("As of chapter {n}")
    return words.format(n=number, title=title)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Moments", words)
