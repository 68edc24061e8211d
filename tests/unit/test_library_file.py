"""Opening a library: what is refused, what is offered, and what a crash leaves."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.errors import PlannerError
from planner.domain.outline import ChapterStatus
from planner.domain.place import Place
from planner.library.file import Damaged, Library, Locked, NewerVersion, NotALibrary, problems, restore
from tests.unit.library_rooms import Clock, rows, story_with_chapters, write


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "shelf" / "library.longfic"


def test_a_new_library_is_one_sound_file(path: Path) -> None:
    with Library.open(path) as library:
        story_with_chapters(library)
    assert problems(path) == []
    assert [child.name for child in path.parent.iterdir() if not child.name.startswith(".")] == ["library.longfic"]
    assert rows(path, "PRAGMA journal_mode") == [("delete",)]


def test_a_second_program_is_told_and_may_look(path: Path) -> None:
    with Library.open(path) as library:
        story_id, _ = story_with_chapters(library)
        with pytest.raises(Locked, match="another window"):
            Library.open(path)
        with Library.open(path, read_only=True) as looking:
            assert looking.stories.get(story_id).title == "The Lamp Keeper"
            with pytest.raises(PlannerError, match="looking only"), looking.change("Rename"):
                looking.stories.edit(story_id, title="Mine")
        assert library.stories.get(story_id).title == "The Lamp Keeper"
    Library.open(path).close()


def test_looking_at_nothing_makes_nothing(path: Path) -> None:
    with pytest.raises(PlannerError, match="no library here"):
        Library.open(path, read_only=True)
    assert not path.exists()


def test_a_library_of_a_newer_version_is_left_alone(path: Path) -> None:
    Library.open(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as newer:
        newer.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('longfic', '9999_later', '')"
        )
    before = path.read_bytes()
    with pytest.raises(NewerVersion, match="newer version"):
        Library.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"A story, not a library.\n" * 40, b"SQLite format 3\x00" + bytes(50), b"\x00" * 9000]
)
def test_other_files_are_refused_and_unharmed(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(NotALibrary):
        Library.open(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused_and_unharmed(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE song (title TEXT)")
    before = path.read_bytes()
    with pytest.raises(NotALibrary):
        Library.open(path)
    assert path.read_bytes() == before


def test_a_folder_is_no_library(tmp_path: Path) -> None:
    with pytest.raises(NotALibrary):
        Library.open(tmp_path)


def test_a_cut_off_library_offers_the_newest_good_backup(path: Path) -> None:
    clock = Clock()
    with Library.open(path, clock=clock) as library:
        story_id, chapters = story_with_chapters(library)
        write(library, chapters[0].id, "Rain on the slates all night.\n" * 200)
        good = library.backups.make()
        clock.advance(days=1)
        library.backups.make().path.write_bytes(b"a backup that rotted")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Damaged) as caught:
        Library.open(path)
    assert caught.value.newest_good is not None
    assert caught.value.newest_good.path == good.path
    aside = restore(path, good.path, clock())
    assert aside is not None
    assert aside.read_bytes() == whole[: len(whole) // 2]
    with Library.open(path) as library:
        assert library.outline.get(story_id).words == 6 * 200


@given(data=st.data())
def test_a_mutilated_library_is_never_opened_as_if_nothing_were(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("mutilated") / "library.longfic"
    with Library.open(path) as library:
        _, chapters = story_with_chapters(library)
        write(library, chapters[0].id, "Eleven lamps, and one of them lit.\n" * 50)
    content = bytearray(path.read_bytes())
    start = data.draw(st.integers(0, len(content) - 1))
    hole = data.draw(st.binary(min_size=1, max_size=600))
    content[start : start + len(hole)] = hole
    path.write_bytes(content)
    before = path.read_bytes()
    try:
        library = Library.open(path)
    except PlannerError:
        assert path.read_bytes() == before
        return
    # What SQLite's check cannot tell from the author's words opens; bytes that are no text are not made up for.
    with library, contextlib.suppress(PlannerError, ValueError):
        for story in library.stories.all():
            library.drafts.story(story.id)


def test_a_full_disk_is_said_and_nothing_changes(path: Path) -> None:
    with Library.open(path) as library:
        story_id, chapters = story_with_chapters(library)
        write(library, chapters[0].id, "Kept.")
        pages = rows(path, "PRAGMA page_count")[0][0]
        # A file that may not grow is what SQLite sees of a full disk.
        library._store.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(PlannerError, match="disk is full"):
            write(library, chapters[0].id, "Too much. " * 50_000)
        assert library.texts.scene(chapters[0].scenes[0].id).plain == "Kept."
        assert library.outline.get(story_id).words == 1
        library._store.connection.execute("PRAGMA max_page_count = 1000000")
        write(library, chapters[0].id, "There is room again.")
    assert rows(path, "SELECT plain FROM text") == [("There is room again.",)]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    obstacle = tmp_path / "obstacle"
    obstacle.write_text("a file where a folder should be")
    with pytest.raises(PlannerError, match="folder cannot be written"):
        Library.open(obstacle / "library.longfic")


_TYPIST = """
import os, sys
from pathlib import Path
from planner.library.file import Library
from planner.domain.place import Place
from tests.unit.library_rooms import story_with_chapters, write
library = Library.open(Path(sys.argv[1]), session=True)
story_id, chapters = story_with_chapters(library)
write(library, chapters[1].id, "She counted the lamps again.")
library.place.set(Place(story_id, chapters[1].id, chapters[1].scenes[0].id, 12, 40))
print("ready", flush=True)
with library.change("Half done"):
    library.outline.edit_chapter(chapters[1].id, title="Never finished")
    os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a POSIX signal")
def test_after_a_kill_the_last_save_is_there_and_said(path: Path) -> None:
    root = Path(__file__).parents[2]
    killed = subprocess.run(
        [sys.executable, "-c", _TYPIST, path],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
        check=False,
    )
    assert killed.stdout == "ready\n", killed.stderr
    assert killed.returncode == -9
    with Library.open(path, session=True) as library:
        recovered = library.recovered
        assert recovered is not None
        assert (recovered.chapter_heading, recovered.words) == ("Chapter 2", 5)
        assert isinstance(recovered.place, Place)
        assert recovered.place.offset == 12
    with Library.open(path, session=True) as library:
        assert library.recovered is None


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a POSIX signal")
def test_a_command_that_comes_by_does_not_hide_a_crash(path: Path) -> None:
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    subprocess.run([sys.executable, "-c", _TYPIST, path], capture_output=True, env=environment, check=False)
    with Library.open(path) as library, library.change("Rename"):
        library.stories.edit(library.stories.all()[0].id, title="By the command line")
    with Library.open(path, session=True) as library:
        assert library.recovered is not None


def test_a_change_that_fails_changes_and_says_nothing(path: Path) -> None:
    with Library.open(path) as library:
        story_id, chapters = story_with_chapters(library)
        heard: list[object] = []
        library.subscribe(heard.append)

        def fail_halfway() -> None:
            with library.change("Half"):
                library.outline.edit_chapter(chapters[0].id, status=ChapterStatus.READY)
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail_halfway()
        assert heard == []
        assert library.undo_label == "New story"
        assert library.outline.get(story_id).chapters[0].status is ChapterStatus.PLANNED


def test_a_verb_outside_a_change_is_a_bug(path: Path) -> None:
    with Library.open(path) as library, pytest.raises(RuntimeError):
        library.stories.add("Loose")
