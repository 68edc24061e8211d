"""Questions put to somebody of the cast, one a day: which comes next, and what an answer changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from planner.domain.cast import Person

NOTES = "about"
"""The field that takes the answers to what no other field asks for."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question to a person; ``field`` is the field of `Person` that an answer goes to."""

    text: str
    field: str = NOTES


def is_answered(question: Question, person: Person) -> bool:
    """Whether the answer is known: its field is filled, or the notes have the question as a heading."""
    if question.field != NOTES:
        return bool(str(getattr(person, question.field)).strip())
    return heading(question) in person.about.splitlines()


def question_of(questions: Iterable[Question], person: Person, day: date, turn: int = 0) -> Question | None:
    """The question of a day for somebody; None if they have answered everything.

    The same for all of the day, and another one for each ``turn``, until all that are open have had theirs. What is
    answered drops out without changing the order of the rest.
    """
    waiting = sorted(
        (question for question in questions if not is_answered(question, person)),
        key=lambda question: _lot(question, person, day),
    )
    return waiting[turn % len(waiting)] if waiting else None


def answered(question: Question, person: Person, answer: str) -> dict[str, str]:
    """The field of somebody that changes with an answer; the notes keep the question above it.

    What stands in the field already stays, above.
    """
    said = answer.strip()
    if not said:
        return {}
    if question.field == NOTES:
        said = f"{heading(question)}\n{said}"
    before = str(getattr(person, question.field)).rstrip()
    return {question.field: "\n\n".join(part for part in (before, said) if part)}


def heading(question: Question) -> str:
    """The question as a heading of the notes."""
    return f"# {question.text}"


def _lot(question: Question, person: Person, day: date) -> bytes:
    return sha256(f"{day.isoformat()} {person.id} {question.text}".encode()).digest()
