"""Questions of the day: which is put to whom, what counts as answered, and where answers go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.cast import WRITTEN_FIELDS, Person
from planner.domain.interview import NOTES, Question, answered, is_answered, question_of
from planner.domain.outline import PersonId, StoryId
from planner.formats.interview_file import shipped_questions

DAY = date(2024, 3, 1)
days = st.dates(date(2020, 1, 1), date(2040, 1, 1))


def person(person_id: int = 1, said: Mapping[str, str] | None = None) -> Person:
    texts: dict[str, Any] = dict(said or {})
    return replace(Person(PersonId(person_id), StoryId(1), 0, "Ada"), **texts)


def test_every_shipped_question_is_a_question_for_a_field_there_is() -> None:
    questions = shipped_questions()
    assert len(questions) >= 80
    assert len({question.text for question in questions}) == len(questions)
    assert all("?" in question.text for question in questions)
    assert {question.field for question in questions} <= {*WRITTEN_FIELDS, "aliases"}
    assert {question.field for question in questions} <= {field.name for field in fields(Person)}


@given(days)
def test_a_day_has_one_question_for_somebody(day: date) -> None:
    questions = shipped_questions()
    assert question_of(questions, person(), day) == question_of(questions, person(), day)


def test_another_day_or_another_person_is_asked_something_else() -> None:
    questions = shipped_questions()
    week = [question_of(questions, person(), DAY + timedelta(days=after)) for after in range(7)]
    people = [question_of(questions, person(number), DAY) for number in range(1, 8)]
    assert len(set(week)) > 3
    assert len(set(people)) > 3


@given(days)
def test_turns_go_through_all_questions_and_begin_again(day: date) -> None:
    questions = shipped_questions()
    asked = [question_of(questions, person(), day, turn) for turn in range(len(questions))]
    assert set(asked) == set(questions)
    assert question_of(questions, person(), day, len(questions)) == asked[0]


@given(days, st.integers(0, 20))
def test_an_answer_is_kept_and_not_asked_for_again(day: date, turn: int) -> None:
    questions = shipped_questions()
    asked = question_of(questions, person(), day, turn)
    assert asked is not None
    after = person(said=answered(asked, person(), "  It rained. "))
    assert is_answered(asked, after)
    assert "It rained." in getattr(after, asked.field)
    assert all(question_of(questions, after, day, number) != asked for number in range(len(questions)))


def test_the_order_of_the_rest_stays_when_one_is_answered() -> None:
    questions = shipped_questions()
    before = [question_of(questions, person(), DAY, turn) for turn in range(len(questions))]
    notes = [question for question in before if question is not None and question.field == NOTES]
    after = person(said=answered(notes[0], person(), "Yes."))
    left = [question_of(questions, after, DAY, turn) for turn in range(len(questions) - 1)]
    assert left == [question for question in before if question != notes[0]]


def test_answers_stand_in_the_notes_below_their_questions() -> None:
    first, second = Question("Why?"), Question("Where?")
    one = person(said={"about": "Left-handed.\n"})
    two = person(said=answered(first, one, "Because."))
    three = person(said=answered(second, two, "Here.\n"))
    assert three.about == "Left-handed.\n\n# Why?\nBecause.\n\n# Where?\nHere."


def test_no_answer_changes_nothing_and_all_answered_asks_nothing() -> None:
    assert answered(Question("Why?"), person(), " \n") == {}
    assert question_of([Question("Want?", "want")], person(said={"want": "Bread"}), DAY) is None
