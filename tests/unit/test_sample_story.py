"""The sample story is whole, in the stored form, and has something to show on every page."""

from __future__ import annotations

import pytest

from planner.domain.cast_draft import story_tags
from planner.domain.draft import ChapterDraft, StoryDraft
from planner.domain.outline import ChapterStatus
from planner.domain.prose.counting import count_words
from planner.domain.prose.html import to_html
from planner.domain.prose.model import Align, Mark
from planner.domain.resources import resource
from planner.formats.sample import sample_story

AO3_KINDS = {"rating", "archive warning", "category", "fandom", "relationship", "character", "additional tag"}


@pytest.fixture(scope="module")
def story() -> StoryDraft:
    return sample_story()


def words(chapter: ChapterDraft) -> int:
    return sum(count_words(scene.prose) for scene in chapter.scenes)


def test_four_chapters_are_written_and_the_others_planned(story: StoryDraft) -> None:
    assert len(story.chapters) == story.expected == 10
    counts = [words(chapter) for chapter in story.chapters]
    assert all(600 <= count <= 1300 for count in counts[:4]), counts
    assert 200 <= counts[4] <= 400, counts
    assert counts[5:] == [0] * 5


def test_status_agrees_with_text(story: StoryDraft) -> None:
    assert [chapter.status.is_written for chapter in story.chapters] == [True] * 4 + [False] * 6
    assert {chapter.status for chapter in story.chapters} == set(ChapterStatus)


def test_every_planned_chapter_has_a_plan(story: StoryDraft) -> None:
    for chapter in story.chapters:
        assert chapter.title
        assert chapter.synopsis
        assert chapter.purpose
        assert chapter.target_words


def test_two_arcs_and_a_loose_epilogue(story: StoryDraft) -> None:
    arcs = [chapter.arc for chapter in story.chapters]
    assert arcs == ["Handed In"] * 4 + ["Held"] * 5 + [""]


def test_points_of_view_are_people_of_the_story(story: StoryDraft) -> None:
    names = [person.name for person in story.people]
    assert len(names) == len(set(names)) == 10
    used = {scene.pov for chapter in story.chapters for scene in chapter.scenes if scene.pov}
    assert used
    assert used <= set(names)


def test_written_scenes_have_a_plan(story: StoryDraft) -> None:
    scenes = [scene for chapter in story.chapters[:4] for scene in chapter.scenes]
    assert len(scenes) == 10
    for scene in scenes:
        assert all((scene.title, scene.synopsis, scene.goal, scene.conflict, scene.outcome, scene.pov, scene.place))


def test_files_are_the_stored_form_but_for_line_ends() -> None:
    files = sorted(resource("sample", "chapters").glob("*.html"))
    shown = {
        to_html(prose)
        for chapter in sample_story().chapters
        for prose in (*(scene.prose for scene in chapter.scenes), chapter.notes_before, chapter.notes_after)
        if prose
    }
    assert {"".join(path.read_text(encoding="utf-8").splitlines()) for path in files} == shown
    assert len(files) == len(shown)


def test_the_editor_is_given_something_to_show(story: StoryDraft) -> None:
    paragraphs = [p for chapter in story.chapters for scene in chapter.scenes for p in scene.prose]
    marks = {mark for p in paragraphs for run in p.runs for mark in run.marks}
    assert {Mark.EM, Mark.STRONG} <= marks
    assert any(p.align is Align.CENTER for p in paragraphs)
    assert any(p.quote for p in paragraphs)
    assert story.chapters[0].notes_before
    assert sum(bool(chapter.notes_after) for chapter in story.chapters) == 3


def test_tags_obey_the_archive(story: StoryDraft) -> None:
    """Kinds, lengths and forbidden characters as in AO3's tag rules."""
    tags = story_tags(story)
    assert {kind for kind, _ in tags} == AO3_KINDS | {"language"}
    assert ("relationship", "Nell Achterberg/Oona Teague") in tags
    for _, text in tags:
        assert len(text) <= 150
        assert not set(text) & set(",，、*<>^{}=`\\%")
    assert len(story.summary) <= 1250


def test_no_text_is_left_with_typewriter_quotes(story: StoryDraft) -> None:
    plan = [story.title, story.summary, story.spark, *(person.about for person in story.people)]
    for chapter in story.chapters:
        plan += [chapter.title, chapter.synopsis, chapter.purpose, chapter.hook, chapter.summary]
        plan += [chapter.notes_before.plain, chapter.notes_after.plain]
        for scene in chapter.scenes:
            plan += [scene.title, scene.synopsis, scene.goal, scene.conflict, scene.outcome, scene.place]
            plan.append(scene.prose.plain)
    assert not [text for text in plan if "'" in text or '"' in text]


def test_double_quotes_open_and_close_in_turn(story: StoryDraft) -> None:
    for chapter in story.chapters:
        for scene in chapter.scenes:
            for paragraph in scene.prose:
                quotes = [character for character in paragraph.plain if character in "“”"]
                assert quotes == ["“", "”"] * (len(quotes) // 2), paragraph.plain
