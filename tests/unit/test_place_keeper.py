"""The author's place: the last one, and one for each story."""

from __future__ import annotations

from pathlib import Path

from planner.domain.outline import ChapterId, SceneId, StoryId
from planner.domain.place import Place
from planner.library.file import Library

SALT, WEATHER = StoryId(1), StoryId(2)


def test_each_story_remembers_its_own_place(tmp_path: Path) -> None:
    first = Place(SALT, ChapterId(3), SceneId(5), 120, 44)
    second = Place(WEATHER, ChapterId(9))
    path = tmp_path / "library.longfic"
    with Library.open(path) as library:
        assert library.place.of(SALT) is None
        library.place.set(first)
        assert library.place.of(SALT) == first
        library.place.set(second)
    with Library.open(path) as library:
        assert library.place.get() == second
        assert (library.place.of(SALT), library.place.of(WEATHER)) == (first, second)
        again = Place(SALT, ChapterId(4))
        library.place.set(again)
        assert (library.place.of(SALT), library.place.of(WEATHER)) == (again, second)
        library.settings.set("place.1", '{"from": "another version"}')
        library.place.set(second)
        assert library.place.of(SALT) == again


def test_a_place_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.longfic") as library:
        library.place.set(Place(SALT))
        library.settings.set("place.2", '{"from": "another version"}')
        assert library.place.of(WEATHER) is None
        library.settings.set("place.2", '{"story_id": 1}')
        assert library.place.of(WEATHER) is None
