"""Templates: where their steps fall, what they say of chapters, and laying them over a story."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.outline import Arc
from planner.domain.resources import resource
from planner.domain.templates import Step, Template, laid, placed
from planner.formats.template_files import shipped
from planner.library.file import Library
from tests.unit.library_rooms import story_with_chapters

STEPS = st.lists(st.builds(Step, st.text(max_size=3), st.text(max_size=3), st.floats(0, 1), st.text(max_size=2)))


@given(STEPS, st.integers(1, 40))
def test_every_step_stands_in_one_chapter_and_in_order(steps: list[Step], chapters: int) -> None:
    places = placed(steps, chapters)
    assert len(places) == chapters
    assert [step for place in places for step in place] == sorted(steps, key=lambda step: step.at)


@given(st.floats(0, 1), st.integers(1, 40))
def test_a_step_stands_where_its_share_of_the_story_falls(at: float, chapters: int) -> None:
    places = placed([Step("s", "", at)], chapters)
    (number,) = [index for index, place in enumerate(places) if place]
    assert number / chapters <= at <= (number + 1) / chapters


@pytest.mark.parametrize("template", shipped(), ids=lambda template: template.title)
def test_a_shipped_template_opens_in_the_first_chapter_and_ends_in_the_last(template: Template) -> None:
    assert template.about
    assert all(step.title and step.about for step in template.steps)
    shares = [step.at for step in template.steps]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    places = laid(template, template.chapters)
    assert places[0].title
    assert places[-1].title
    arcs = [place.arc for place in places]
    assert len(set(arcs)) == len([a for a, b in zip(arcs, [None, *arcs], strict=False) if a != b])


def test_every_template_file_is_shipped() -> None:
    assert len(list(resource("templates").glob("*.toml"))) == len(shipped())


def test_a_chapter_of_several_steps_names_them_all() -> None:
    template = Template("t", "a", 1, (Step("One", "first", 0, "A"), Step("Two", "second", 1, "B")))
    (whole,) = laid(template, 1)
    assert (whole.title, whole.purpose, whole.arc) == ("One / Two", "One: first\nTwo: second", "A")
    assert [place.arc for place in laid(template, 3)] == ["A", "A", "B"]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.longfic") as opened:
        yield opened


def test_a_template_fills_an_empty_story(library: Library) -> None:
    template = shipped()[0]
    story_id, _ = story_with_chapters(library, 0)
    with library.change("Use template"):
        library.templates.lay_over(story_id, template)
    outline = library.outline.get(story_id)
    assert len(outline.chapters) == template.chapters
    assert [item.title for item in outline.items if isinstance(item, Arc)] == ["Act one", "Act two", "Act three"]
    assert outline.chapters[0].title == template.steps[0].title
    library.undo()
    assert library.outline.get(story_id).items == ()


def test_nothing_planned_is_overwritten(library: Library) -> None:
    story_id, chapters = story_with_chapters(library, 4)
    with library.change("Plan"):
        library.outline.edit_chapter(chapters[0].id, title="Mine", purpose="My own reason")
        library.outline.group_chapters([chapters[1].id], "My arc")
    with library.change("Use template"):
        library.templates.lay_over(story_id, shipped()[0])
        library.templates.lay_over(story_id, shipped()[0])
    outline = library.outline.get(story_id)
    first = outline.chapters[0]
    assert first.title == "Mine"
    assert first.purpose.startswith("My own reason\n")
    assert first.purpose.count(shipped()[0].steps[0].about) == 1
    assert len(outline.chapters) == 4
    assert [item.title for item in outline.items if isinstance(item, Arc)] == ["My arc"]


def test_a_plan_kept_as_a_template_makes_the_same_plan_again(library: Library) -> None:
    story_id, _ = story_with_chapters(library, 0)
    with library.change("Use template"):
        library.templates.lay_over(story_id, shipped()[5])
        library.templates.keep(story_id, "My slow burn", "as I like it")
    (own,) = library.templates.own()
    assert (own.template.title, own.template.about) == ("My slow burn", "as I like it")
    other, _ = story_with_chapters(library, 0)
    with library.change("Use template"):
        library.templates.lay_over(other, own.template)
    titles = [[chapter.title for chapter in library.outline.get(story).chapters] for story in (story_id, other)]
    assert titles[0] == titles[1]
    with library.change("Forget"):
        library.templates.remove(own.id)
    assert library.templates.own() == []
