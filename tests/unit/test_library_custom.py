"""Fields of the author's own, the history of a chapter's status, and search among what belongs to chapters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.domain.outline import ChapterStatus
from planner.domain.threads import BeatRole
from planner.library.file import Library
from tests.unit.library_rooms import Clock, story_with_chapters


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(tmp_path: Path, clock: Clock) -> Iterator[Library]:
    with Library.open(tmp_path / "library.longfic", clock=clock) as opened:
        yield opened


def test_fields_of_chapters_and_of_scenes_are_apart_and_keep_their_order(library: Library) -> None:
    story, _ = story_with_chapters(library)
    custom = library.custom
    with library.change("Fields"):
        for owner, name in (("chapter", "Song"), ("scene", "Weather"), ("chapter", "Moon"), ("scene", "Smell")):
            custom.add(story, owner, name)  # type: ignore[arg-type]
    moon = custom.fields(story, "chapter")[1]
    with library.change("Move"):
        custom.move(moon.id, 0)
    assert [field.name for field in custom.fields(story, "chapter")] == ["Moon", "Song"]
    assert [field.name for field in custom.fields(story, "scene")] == ["Weather", "Smell"]


def test_a_field_that_was_removed_comes_back_with_all_that_stood_in_it(library: Library) -> None:
    story, chapters = story_with_chapters(library)
    with library.change("Field"):
        field = library.custom.add(story, "chapter", "Song")
        library.custom.set_value(field, chapters[1].id, "The Parting Glass")
    with library.change("Remove"):
        library.custom.remove(field)
    assert library.custom.values("chapter", chapters[1].id) == {}
    with library.change("Restore"):
        library.trash.restore(library.trash.list()[0].id)
    assert library.custom.values("chapter", chapters[1].id) == {field: "The Parting Glass"}


def test_a_copy_has_the_same_values_and_a_joined_scene_adds_its_own(library: Library) -> None:
    story, chapters = story_with_chapters(library)
    first = chapters[0].scenes[0].id
    with library.change("Fields"):
        weather = library.custom.add(story, "scene", "Weather")
        library.custom.set_value(weather, first, "Fog")
        second = library.outline.duplicate_scene(first)
    assert library.custom.values("scene", second) == {weather: "Fog"}
    with library.change("Join"):
        library.custom.set_value(weather, second, "Rain")
        library.outline.merge_scene(second)
    assert library.custom.values("scene", first) == {weather: "Fog\n\nRain"}


def test_a_chapter_remembers_when_it_became_what_it_is(library: Library, clock: Clock) -> None:
    _, chapters = story_with_chapters(library)
    for status in (ChapterStatus.DRAFTING, ChapterStatus.DRAFTING, ChapterStatus.DRAFTED):
        with library.change("Status"):
            library.outline.edit_chapter(chapters[0].id, status=status)
        clock.advance(days=7)
    history = library.outline.history(chapters[0].id)
    assert [(change.status, change.at.day) for change in history] == [
        (ChapterStatus.DRAFTING, 22),
        (ChapterStatus.DRAFTED, 6),
    ]


def test_search_finds_beats_endings_and_fields_with_their_chapters(library: Library) -> None:
    story, chapters = story_with_chapters(library)
    with library.change("Plot"):
        thread = library.plot.add_thread(story, "The locket")
        library.plot.add_beat(thread, chapters[1].id, role=BeatRole.OPENS, text="The locket is found")
        library.plot.mark_ending(chapters[2].id, note="The locket is given back")
        for_chapter = library.custom.add(story, "chapter", "Prop")
        for_scene = library.custom.add(story, "scene", "Prop")
        library.custom.set_value(for_chapter, chapters[0].id, "A locket")
        library.custom.set_value(for_scene, chapters[1].scenes[0].id, "Half a locket")
    hits = library.search.plan("locket", story)
    assert sorted((hit.kind, hit.chapter_id) for hit in hits if hit.chapter_id) == [
        ("beat", chapters[1].id),
        ("custom_value", chapters[0].id),
        ("custom_value", chapters[1].id),
        ("ending", chapters[2].id),
    ]
    assert {hit.kind for hit in hits} == {"beat", "custom_value", "ending", "thread"}
