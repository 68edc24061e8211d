"""What the world does to a library while it is open: full disks, lost files, strange paths, other programs."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from sqlite_utils import Database, Migrations

from planner.domain.errors import PlannerError
from planner.library import backup, migrations, schema
from planner.library.address import address
from planner.library.file import CarriedOver, Library, Locked, OlderVersion, problems, restore
from planner.library.snapshots import Reason
from tests.unit.library_rooms import Clock, rows, story_with_chapters, write

LINE = "Rain on the slates, and the lamp going round above it.\n"
PAGE = 4096

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let go of a file that is open")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.longfic"


def plain(path: Path) -> list[str]:
    return [row[0] for row in rows(path, "SELECT plain FROM text ORDER BY scene_id")]


def content(path: Path) -> list[list[tuple[object, ...]]]:
    """Every row of every table, the search index among them, as another program finds them."""
    with closing(sqlite3.connect(path)) as other:
        tables = other.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        return [other.execute(f"SELECT * FROM {table}").fetchall() for (table,) in tables]


# A disk without room


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a small disk")
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "longfic", place], capture_output=True)
    if mounted.returncode:
        pytest.skip(f"a disk cannot be mounted here: {mounted.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


Shortage = Callable[[Path, int], AbstractContextManager[None]]


@contextmanager
def little_room(disk: Path, size: int) -> Iterator[None]:
    """Fill a disk but for ``size`` bytes."""
    ballast = disk / "ballast"
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while file.write(bytes(PAGE)) == PAGE:
            pass
    os.truncate(ballast, max(0, ballast.stat().st_size - size))
    try:
        yield
    finally:
        ballast.unlink()


@contextmanager
def short_files(_disk: Path, size: int) -> Iterator[None]:
    """Let no file of this process grow beyond ``size`` bytes, which SQLite meets as a write that fails."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def meet(shortage: Shortage, disk: Path, sizes: range) -> int:
    """Write everything that can be written with ever more room; returns how often that was refused."""
    path = disk / "library.longfic"
    refused = 0
    with Library.open(path, session=True) as library:
        _, (first, second, third) = story_with_chapters(library)
        for size in sizes:
            number = f"{size}: "

            def plan(number: str = number) -> None:
                with library.change("Plan"):
                    library.outline.edit_chapter(second.id, synopsis=number + LINE * 200)
                    library.outline.move_chapter(second.id, None, 0)

            def copy_and_delete() -> None:
                with library.change("Duplicate and delete"):
                    library.outline.duplicate_chapter(first.id)
                    library.outline.remove_chapter(library.outline.duplicate_chapter(third.id))

            write(library, first.id, number, "Kept.\n" * 300)
            verbs: list[Callable[[], object]] = [
                partial(write, library, first.id, number + LINE * 500, LINE),
                partial(write, library, first.id, number + LINE * 90, LINE, LINE * 90),
                plan,
                library.undo,
                library.redo,
                copy_and_delete,
                partial(library.snapshots.keep, first.id),
                partial(library.settings.set, "key", number + LINE * 200),
                library.backups.make,
                library.trash.empty,
            ]
            for verb in verbs:
                before = content(path)
                label = library.undo_label
                with shortage(disk, size):
                    try:
                        verb()
                        continue
                    except PlannerError:
                        refused += 1
                assert content(path) == before
                assert library.undo_label == label
            # There is room again.
            write(library, first.id, "Once more.")
            assert problems(path) == []
    with Library.open(path, session=True) as library:
        assert library.texts.scene(first.scenes[0].id).plain == "Once more."
    assert [file.suffix for file in backup.folder(path).iterdir() if file.suffix != ".longfic"] == []
    return refused


def test_a_disk_that_fills_up_at_any_point_harms_nothing(small_disk: Path) -> None:
    assert meet(little_room, small_disk, range(0, 40 * PAGE, 2 * PAGE)) > 60


@posix
def test_a_write_that_fails_at_any_point_harms_nothing(tmp_path: Path) -> None:
    # From less than the journal's first page to more than the library is long.
    assert meet(short_files, tmp_path, range(0, 80 * PAGE, 8 * PAGE)) > 20


def test_a_new_library_on_a_full_disk_can_be_made_later(small_disk: Path) -> None:
    made = 0
    sizes = range(0, 300 * PAGE, 10 * PAGE)
    for size in sizes:
        path = small_disk / f"{size}.longfic"
        with little_room(small_disk, size), suppress(PlannerError):
            Library.open(path, session=True).close()
            made += 1
        Library.open(path, session=True).close()
        path.unlink()
    assert 0 < made < len(sizes)


def test_a_library_on_a_full_disk_can_be_looked_at(small_disk: Path) -> None:
    path = small_disk / "library.longfic"
    with Library.open(path, session=True) as library:
        story_id, _ = story_with_chapters(library)
    with little_room(small_disk, 0):
        with pytest.raises(PlannerError, match="disk is full"):
            Library.open(path, session=True)
        with Library.open(path, read_only=True) as library:
            assert library.stories.get(story_id).title == "The Lamp Keeper"


def test_a_save_that_failed_forgets_no_version(path: Path) -> None:
    clock = Clock()
    with Library.open(path, clock=clock) as library:
        _, chapters = story_with_chapters(library)
        write(library, chapters[0].id, "Yesterday.")
        clock.advance(days=1)
        with short_files(path, PAGE), suppress(PlannerError):
            write(library, chapters[0].id, LINE * 500)
        write(library, chapters[0].id, "Today.")
        (kept,) = library.snapshots.list(chapters[0].id)
        assert kept.reason is Reason.DAY
        assert library.snapshots.text(kept.id).scenes[0].prose.plain == "Yesterday."


# Others at the file


def test_saving_goes_on_while_others_read(path: Path) -> None:
    """A backup runs and a second program looks, again and again, while the author types."""
    stop = threading.Event()
    failures: list[BaseException] = []

    def again_and_again(work: Callable[[], object]) -> threading.Thread:
        def run() -> None:
            try:
                while not stop.is_set():
                    work()
            except BaseException as error:
                failures.append(error)

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    def look() -> None:
        with Library.open(path, read_only=True) as other:
            other.drafts.story(other.stories.all()[0].id)

    waits: list[float] = []
    with Library.open(path, session=True) as library:
        _, chapters = story_with_chapters(library, 12)
        for chapter in chapters[1:]:
            write(library, chapter.id, LINE * 2000)
        threads = [again_and_again(library.backups.make), again_and_again(look)]
        for number in range(60):
            began = time.perf_counter()
            write(library, chapters[0].id, f"{number}: {LINE}")
            waits.append(time.perf_counter() - began)
        stop.set()
        for thread in threads:
            thread.join()
    assert failures == []
    assert plain(path)[0] == f"59: {LINE}"
    # Half of the patience with which a save waits; on an idle machine the longest is a tenth of a second.
    assert max(waits) < 2.5
    assert all(backup.is_good(made.path) for made in backup.backups(path))


def test_a_program_that_keeps_the_file_to_itself_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.library.file._PATIENCE_SECONDS", 0.01)
    with Library.open(path, session=True) as library:
        story_id, chapters = story_with_chapters(library)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(PlannerError, match="Another program is using"):
                write(library, chapters[0].id, "Now.")
            with pytest.raises(PlannerError, match="Another program is using"):
                library.outline.get(story_id)
        write(library, chapters[0].id, "Now.")
    assert plain(path) == ["Now."]


_RACER = """
import sys
from pathlib import Path
from planner.library.file import Library, Locked
print("ready", flush=True)
path = Path(sys.stdin.readline().strip())
try:
    library = Library.open(path, session=True)
except Locked:
    print("locked", flush=True)
else:
    print("open", flush=True)
    sys.stdin.readline()
    library.close()
"""


def test_of_programs_that_race_to_open_one_wins(path: Path) -> None:
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", _RACER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        for _ in range(4)
    ]
    with ExitStack() as ends:
        for racer in racers:
            ends.enter_context(racer)
        assert [said(racer) for racer in racers] == ["ready"] * 4
        for racer in racers:
            tell(racer, str(path))
        assert sorted(said(racer) for racer in racers) == ["locked", "locked", "locked", "open"]
        for racer in racers:
            racer.stdin.close()  # type: ignore[union-attr]
    with Library.open(path, session=True) as library:
        assert library.recovered is None


def said(program: subprocess.Popen[str]) -> str:
    assert program.stdout is not None
    return program.stdout.readline().strip()


def tell(program: subprocess.Popen[str], line: str) -> None:
    assert program.stdin is not None
    program.stdin.write(f"{line}\n")
    program.stdin.flush()


@posix
def test_two_names_of_one_library_are_one_library(path: Path) -> None:
    with Library.open(path, session=True):
        link = path.with_name("link.longfic")
        link.symlink_to(path)
        with pytest.raises(Locked):
            Library.open(link)


# A file that goes away


@posix
def test_a_library_that_was_deleted_is_written_again(path: Path) -> None:
    with Library.open(path, session=True) as library:
        _, chapters = story_with_chapters(library)
        write(library, chapters[0].id, "Saved before.")
        path.unlink()
        with pytest.raises(CarriedOver, match="written again where it was") as told:
            write(library, chapters[0].id, "Typed since.")
        assert told.value.where == str(path)
        assert plain(path) == ["Saved before."]
        write(library, chapters[0].id, "Typed since.")
        assert plain(path) == ["Typed since."]
        with pytest.raises(Locked):
            Library.open(path, session=True)
        with library.change("Plan"):
            library.outline.edit_chapter(chapters[0].id, title="Undone")
        library.undo()
        assert library.outline.chapter(chapters[0].id).title == ""
        assert library.undo_label is None
    with Library.open(path, session=True) as library:
        assert library.recovered is None


@posix
def test_a_library_that_was_replaced_goes_on_beside_what_replaced_it(path: Path) -> None:
    """As a folder kept in step between two computers does it, with the other computer's version."""
    with Library.open(path, session=True) as library:
        _, chapters = story_with_chapters(library)
        write(library, chapters[0].id, "From both.")
    theirs = path.with_name("theirs")
    theirs.write_bytes(path.read_bytes())
    library = Library.open(path, session=True, clock=Clock())
    told: list[CarriedOver] = []
    library.tell = told.append
    write(library, chapters[0].id, "From here.")
    theirs.replace(path)
    with pytest.raises(CarriedOver, match="nothing was overwritten"):
        write(library, chapters[0].id, "From here, later.")
    assert plain(path) == ["From both."]
    assert library.path == path.with_name("library kept 2026-11-22 21.30.00.longfic")
    assert [error.where for error in told] == [str(library.path)]
    write(library, chapters[0].id, "From here, later.")
    assert plain(library.path) == ["From here, later."]
    with Library.open(path, session=True) as other:
        assert other.texts.scene(chapters[0].scenes[0].id).plain == "From both."
    # Said again at the end, since the author has to choose between two files now.
    with pytest.raises(CarriedOver, match="keep one"):
        library.close()
    assert problems(library.path) == []
    Library.open(library.path).close()


@posix
def test_a_deleted_library_in_which_nothing_is_done_any_more_is_found_at_the_end(path: Path) -> None:
    library = Library.open(path, session=True)
    story_with_chapters(library)
    path.unlink()
    library.close()
    with Library.open(path, session=True) as library:
        assert library.recovered is None
        assert [story.title for story in library.stories.all()] == ["The Lamp Keeper"]


@posix
def test_a_folder_that_comes_back_is_all_that_is_needed(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    path = folder / "library.longfic"
    with Library.open(path, session=True) as library:
        _, chapters = story_with_chapters(library)
        folder.rename(tmp_path / "unplugged")
        with pytest.raises(PlannerError, match="folder is not there"):
            write(library, chapters[0].id, "Now.")
        assert not folder.exists()
        (tmp_path / "unplugged").rename(folder)
        write(library, chapters[0].id, "Now.")
    assert plain(path) == ["Now."]


# Places and rights


@pytest.mark.skipif(sys.platform == "win32", reason="Windows allows few of these signs in a name")
@pytest.mark.parametrize(
    "name",
    ["what? #1 100%", "50%20off", "naïve 文庫 🕯", " spaces  both sides ", 'quote\'d "name"', "l" * 120, "a&b;c=d"],
)
def test_a_library_may_have_any_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name / f"{name}.longfic"
    with Library.open(path, session=True) as library:
        _, chapters = story_with_chapters(library)
        write(library, chapters[0].id, "Here.")
        made = library.backups.make()
    assert problems(path) == []
    assert [file.name for file in path.parent.iterdir() if file.suffix == ".longfic"] == [path.name]
    assert restore(path, made.path, datetime.now()) is not None
    with Library.open(path, read_only=True) as library:
        assert library.texts.scene(chapters[0].scenes[0].id).plain == "Here."


def test_a_path_too_long_for_sqlite_is_said(tmp_path: Path) -> None:
    path = tmp_path.joinpath(*["folder " * 10] * 10, "library.longfic")
    with suppress(PlannerError), Library.open(path, session=True) as library:
        story_with_chapters(library)


def test_sqlite_is_told_where_a_file_is() -> None:
    assert address(PurePosixPath("/a b/#1?.longfic"), "ro") == "file:///a%20b/%231%3F.longfic?mode=ro"
    assert address(PureWindowsPath("C:/Users/Ines/x.longfic"), "rw") == "file:///C:/Users/Ines/x.longfic?mode=rw"
    assert address(PureWindowsPath("//nas/home/x.longfic"), "rwc") == "file:////nas/home/x.longfic?mode=rwc"


@pytest.fixture
def as_anybody() -> Iterator[Path]:
    """A folder, and the rights of a person who is not root, whom rights do not stop."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        is_root = hasattr(os, "setresuid") and os.geteuid() == 0
        if is_root:
            os.chown(place, 65534, 65534)
            # The real user, too: by it SQLite asks which folder for temporary files it may write to.
            os.setresuid(65534, 65534, 0)
        yield place
        place.chmod(0o700)
        if is_root:
            os.setresuid(0, 0, 0)


@posix
def test_a_file_that_may_not_be_changed_can_be_looked_at(as_anybody: Path) -> None:
    path = as_anybody / "library.longfic"
    with Library.open(path, session=True) as library:
        story_id, _ = story_with_chapters(library)
    for file_mode, folder_mode in ((0o400, 0o700), (0o600, 0o500)):
        path.chmod(file_mode)
        as_anybody.chmod(folder_mode)
        with pytest.raises(PlannerError, match="cannot be written"):
            Library.open(path, session=True)
        with Library.open(path, read_only=True) as library:
            assert library.stories.get(story_id).title == "The Lamp Keeper"
    as_anybody.chmod(0o700)
    with Library.open(path, session=True) as library:
        assert library.recovered is None


# Time


def test_a_clock_that_goes_back_loses_nothing(path: Path) -> None:
    clock = Clock()
    with Library.open(path, clock=clock) as library:
        _, chapters = story_with_chapters(library)
        for _ in range(20):
            write(library, chapters[0].id, f"{clock.now:%d}")
            library.backups.make()
            clock.advance(days=1)
        clock.advance(days=-4000)
        write(library, chapters[0].id, "Long ago.")
        library.backups.make()
        clock.advance(days=1)
        made = library.backups.make()
        assert made.path.exists()
        assert not library.backups.is_due()
        assert library.tallies.today() == 0
    assert plain(path) == ["Long ago."]


# Crashes of others, and updates


_HALF_WAY = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN")
connection.executemany("INSERT INTO setting VALUES (?, ?)", ((str(i), "x" * 3000) for i in range(500)))
os.kill(os.getpid(), 9)
"""


@posix
def test_what_a_crash_left_half_done_is_no_damage(path: Path) -> None:
    def crash() -> None:
        subprocess.run([sys.executable, "-c", _HALF_WAY, path], check=False)
        assert path.with_name("library.longfic-journal").exists()

    Library.open(path, session=True).close()
    crash()
    with Library.open(path, read_only=True) as library:
        assert library.settings.all() == {}
    crash()
    assert problems(path) == []
    crash()
    with Library.open(path, session=True) as library:
        made = library.backups.make()
    crash()
    aside = restore(path, made.path, datetime.now())
    assert aside is not None
    assert problems(path) == problems(aside) == []


def test_a_restored_library_does_not_claim_a_crash(path: Path) -> None:
    with Library.open(path, session=True) as library:
        story_with_chapters(library)
        made = library.backups.make()
    restore(path, made.path, datetime.now())
    with Library.open(path, session=True) as library:
        assert library.recovered is None


def test_a_backup_takes_away_what_a_crash_left_of_another(path: Path) -> None:
    with Library.open(path, session=True) as library:
        library.backups.make()
        half = backup.folder(path) / "2026-01-01 00.00.00.part"
        half.write_bytes(b"half a backup")
        library.backups.make()
        assert not half.exists()


NextVersion = Callable[[Callable[[Database], None]], None]


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> NextVersion:
    """Makes this a Longfic with more migrations, which the test adds."""
    names = [*schema.MIGRATIONS]
    later = Migrations(migrations.SET.name)
    later._migrations = [*migrations.SET._migrations]
    monkeypatch.setattr("planner.library.file.MIGRATIONS", names)
    monkeypatch.setattr("planner.library.migrations.SET", later)

    def add(migration: Callable[[Database], None]) -> None:
        names.append(migration.__name__)
        later()(migration)

    return add


def test_the_names_of_the_migrations_are_those_there_are() -> None:
    assert [migration.name for migration in migrations.SET._migrations] == [*schema.MIGRATIONS]


def test_an_older_library_is_backed_up_and_brought_up_to_date(path: Path, next_version: NextVersion) -> None:
    with Library.open(path, session=True) as library:
        story_id, chapters = story_with_chapters(library)
        write(library, chapters[0].id, "Written before.")

    @next_version
    def _colour(db: Database) -> None:
        db.execute("ALTER TABLE story ADD COLUMN cover TEXT NOT NULL DEFAULT ''")

    with pytest.raises(OlderVersion, match="Open it once"):
        Library.open(path, read_only=True)
    with Library.open(path, session=True) as library:
        assert library.outline.get(story_id).words == 2
        (made,) = library.backups.list()
        assert made.before_update
        assert library.backups.is_due()
    assert [row[1] for row in rows(path, "PRAGMA table_info(story)")][-1] == "cover"
    assert "cover" not in [row[1] for row in rows(made.path, "PRAGMA table_info(story)")]
    Library.open(path, session=True).close()
    assert len(backup.backups(path)) == 1


def test_an_update_that_fails_leaves_the_library_as_it_was(path: Path, next_version: NextVersion) -> None:
    with Library.open(path, session=True) as library:
        story_with_chapters(library)

    @next_version
    def _fine(db: Database) -> None:
        db.execute("ALTER TABLE story ADD COLUMN cover TEXT NOT NULL DEFAULT ''")

    @next_version
    def _wrong(db: Database) -> None:
        db.execute("DELETE FROM story")
        db.execute("ALTER TABLE nowhere ADD COLUMN cover TEXT")

    before = path.read_bytes()
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        Library.open(path, session=True)
    assert path.read_bytes() == before
    assert len(backup.backups(path)) == 1
