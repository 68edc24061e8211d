"""Libraries as older versions left them, brought up to date."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from planner.domain.cast import PersonRole
from planner.domain.outline import PersonId, StoryId
from planner.library import migrations
from planner.library.file import Library
from planner.library.schema import APPLICATION_ID


def older(path: Path, stop_before: str, fill: str) -> None:
    """Write a library as it was before a migration, with these rows in it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrations.SET.apply(Database(connection, execute_plugins=False), stop_before=stop_before)
        connection.executescript(fill)


def test_a_library_without_a_cast_board_keeps_its_people_and_its_own_fields(tmp_path: Path) -> None:
    path = tmp_path / "library.longfic"
    older(
        path,
        "0003_cast",
        """
        INSERT INTO story (id, title, position, created) VALUES (1, 'The ferry', 0, '2026-01-01T00:00:00');
        INSERT INTO chapter (id, story_id, position) VALUES (1, 1, 0);
        INSERT INTO scene (id, chapter_id, position) VALUES (1, 1, 0);
        INSERT INTO person (id, story_id, position, name, role, about) VALUES
            (1, 1, 0, 'Ines', 'Main', ''), (2, 1, 1, 'Tomas', 'the pilot', 'Quiet.'), (3, 1, 2, 'Mara', 'stowaway', '');
        INSERT INTO custom_field (id, story_id, position, owner, name) VALUES (4, 1, 0, 'scene', 'Weather');
        INSERT INTO custom_value (id, field_id, scene_id, text) VALUES (7, 4, 1, 'fog over the narrows');
        INSERT INTO custom_field (id, story_id, position, owner, name) VALUES (9, 1, 1, 'chapter', 'Gone');
        DELETE FROM custom_field WHERE id = 9;
        """,
    )
    with Library.open(path) as library:
        people = library.cast.people(StoryId(1))
        assert [(each.role, each.about) for each in people] == [
            (PersonRole.MAIN, ""),
            (PersonRole.UNSET, "the pilot\nQuiet."),
            (PersonRole.UNSET, "stowaway"),
        ]
        (field,) = library.custom.fields(StoryId(1), "scene")
        assert (field.id, library.custom.values("scene", 1)) == (4, {4: "fog over the narrows"})
        (hit,) = library.search.plan("narrows")
        assert (hit.kind, hit.id) == ("custom_value", 7)
        with library.change("Fill"):
            # An id that was given away once, and may lie in the trash, is not given again.
            own = library.custom.add(StoryId(1), "person", "Drink")
            assert own == 10
            library.custom.set_value(own, PersonId(1), "tea with a view of the narrows")
            library.custom.set_value(field.id, 1, "sun")
        assert [hit.kind for hit in library.search.plan("narrows")] == ["custom_value"]
        assert library.search.plan("fog") == []
        with library.change("Delete"):
            library.cast.remove(PersonId(1))
        assert library.search.plan("narrows") == []
        library.undo()
        library.undo()
        assert library.custom.values("scene", 1) == {4: "fog over the narrows"}
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
