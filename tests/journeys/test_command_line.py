"""A day without a window: a story goes in, is looked at and counted, comes out, and its library is looked after."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from planner.domain.prose.counting import count_text

PROSE = "“Who goes there?” asked the ferryman — twice.\n\n***\n\nNobody, said the fog; and it's true."
NOTE = "Author's Note: The end, or nearly."
ROOT = Path(__file__).parents[2]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "a library.longfic"


def longfic(library: Path, *arguments: object, status: int = 0) -> subprocess.CompletedProcess[str]:
    """Run the program as a shell does."""
    ran = subprocess.run(
        [sys.executable, "-X", "utf8", "-W", "error", "-m", "planner", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "LONGFIC_LIBRARY": str(library)},
        check=False,
    )
    assert ran.returncode == status, ran.stderr
    return ran


def told(library: Path, *arguments: object) -> Any:
    ran = longfic(library, *arguments, "--json")
    assert ran.stderr == ""
    return json.loads(ran.stdout)


def test_a_story_goes_in_and_comes_out(library: Path, tmp_path: Path) -> None:
    file = tmp_path / "the fog.txt"
    chapters = f"Chapter 1: The Ferry\n\n{PROSE}\n\nChapter 2: The Fog\n\n{PROSE}\n\n{NOTE}\n"
    # As Windows saves it: another encoding, another line end.
    file.write_bytes(chapters.replace("\n", "\r\n").encode("cp1252"))
    words = count_text(PROSE.replace("***", ""))

    counted = told(library, "words", file)
    assert counted["words"] == 2 * words
    assert not library.exists()

    imported = told(library, "import", file)
    assert [(c["number"], c["title"], c["words"]) for c in imported["chapters"]] == [
        (1, "The Ferry", words),
        (2, "The Fog", words),
    ]
    assert imported["chapters"][1]["notes_after_words"] == counted["notes_words"] == count_text(NOTE)

    outline = told(library, "outline", imported["story"])
    assert [len(chapter["scenes"]) for chapter in outline["chapters"]] == [2, 2]
    assert outline["words"] == 2 * words

    folder = tmp_path / "for ao3"
    longfic(library, "export", imported["story_id"], "--format", "ao3", "--output", folder)
    pages = sorted(folder.iterdir())
    assert len(pages) == 3
    assert sum("The end, or nearly." in page.read_text(encoding="utf-8") for page in pages) == 1
    for fmt in ("html", "md", "txt"):
        copy = tmp_path / f"copy.{fmt}"
        longfic(library, "export", imported["story_id"], "--format", fmt, "--output", copy)
        again = told(tmp_path / f"{fmt}.longfic", "import", copy)
        assert [(c["title"], c["words"]) for c in again["chapters"]] == [("The Ferry", words), ("The Fog", words)], fmt
        assert [c["notes_after_words"] for c in again["chapters"]] == [0, count_text(NOTE)], fmt


def test_a_library_is_looked_after(library: Path, tmp_path: Path) -> None:
    file = tmp_path / "story.md"
    file.write_text(f"# Salt\n\n{PROSE}\n", encoding="utf-8")
    assert "no library" in longfic(library, "doctor", status=1).stderr
    longfic(library, "import", file)
    health = told(library, "doctor")
    assert (health["sound"], health["backups"]) == (True, [])

    make_backup = "import sys; from pathlib import Path; from planner.library.file import Library; "
    make_backup += "library = Library.open(Path(sys.argv[1])); library.backups.make(); library.close()"
    subprocess.run([sys.executable, "-c", make_backup, library], cwd=ROOT, check=True)
    whole = library.read_bytes()
    library.write_bytes(whole[: len(whole) // 2])

    refused = longfic(library, "outline", status=1)
    assert "damaged" in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert "doctor --restore newest" in longfic(library, "doctor", status=1).stderr
    assert longfic(library, "doctor", "--restore", "newest").stdout
    assert [story["title"] for story in told(library, "outline")] == ["Salt"]
    assert len(list(tmp_path.glob("a library replaced *.longfic"))) == 1


def test_a_library_of_an_older_version_is_sound(library: Path, tmp_path: Path) -> None:
    file = tmp_path / "story.txt"
    file.write_text(PROSE, encoding="utf-8")
    longfic(library, "import", file)
    with closing(sqlite3.connect(library, isolation_level=None)) as older:
        older.execute("DELETE FROM _sqlite_migrations WHERE name <> '0001_first'")
    assert told(library, "doctor")["sound"]
    assert "Open it once" in longfic(library, "outline", status=1).stderr


def test_a_crash_in_the_window_is_left_for_the_window_to_tell(library: Path, tmp_path: Path) -> None:
    """What a command does in between neither hides the crash nor is taken for one."""
    crash = "import os, sys; from pathlib import Path; from planner.library.file import Library; "
    crash += "library = Library.open(Path(sys.argv[1]), session=True); os._exit(9)"
    subprocess.run([sys.executable, "-c", crash, library], cwd=ROOT, check=False)
    file = tmp_path / "story.txt"
    file.write_text(PROSE, encoding="utf-8")
    longfic(library, "import", file)
    assert told(library, "doctor")["sound"]
    look = "import sys; from pathlib import Path; from planner.library.file import Library; "
    look += "library = Library.open(Path(sys.argv[1]), session=True); print(library.recovered); library.close()"
    seen = subprocess.run(
        [sys.executable, "-c", look, library], cwd=ROOT, check=True, capture_output=True, encoding="utf-8"
    )
    assert seen.stdout.startswith("Recovered(")
