"""The ``longfic`` command, on real files and libraries."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from planner.cli import cli
from planner.domain.prose.counting import count_text
from planner.formats.sample import sample_story
from planner.formats.write import FORMATS, PLAN_FORMATS
from planner.library import backup
from planner.library.file import Library

README = Path(__file__).resolve().parents[2] / "README.md"

STORY = "“The ferry is gone,” said Maud.\n\nInes sat down on the wet planks, and laughed."
NOTE = "Author's Note: Thanks for reading! The next chapter is half written."
STORY_WORDS, NOTE_WORDS = count_text(STORY), count_text(NOTE)
NO_DISPLAY = dict.fromkeys(("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _run(*arguments: object, **environment: str | None) -> Result:
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments], env=environment)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def _json(*arguments: object) -> Any:
    result = _run(*arguments, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def _refused(*arguments: object, **environment: str | None) -> str:
    """Run what cannot be done; returns the one line that says why."""
    result = _run(*arguments, **environment)
    assert result.exit_code == 1
    assert result.stderr.endswith("\n")
    assert result.stderr.count("\n") == 1
    return result.stderr.strip()


@pytest.fixture
def ferry(tmp_path: Path) -> Path:
    path = tmp_path / "the-last-ferry.txt"
    path.write_text(f"{STORY}\n\n{NOTE}\n", encoding="utf-8")
    return path


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library that holds the sample story."""
    path = tmp_path / "library.longfic"
    with Library.open(path) as opened, opened.change("Import"):
        opened.drafts.add(sample_story())
    return path


# import


def test_an_import_says_what_it_brought(ferry: Path) -> None:
    assert _json("import", ferry) == {
        "story": "The last ferry",
        "story_id": 1,
        "chapters": [
            {
                "number": 1,
                "title": "",
                "words": STORY_WORDS,
                "notes_before_words": 0,
                "notes_after_words": NOTE_WORDS,
                "status": "drafted",
            }
        ],
        "dropped": [],
    }


def test_an_import_tells_a_person_too(ferry: Path) -> None:
    assert _run("import", ferry).stdout == (
        f"The last ferry: 1 chapter, {STORY_WORDS} words\n"
        f"    1  Chapter 1: {STORY_WORDS} words, {NOTE_WORDS} in notes\n"
    )


def test_each_of_several_files_is_a_story(ferry: Path, tmp_path: Path) -> None:
    other = tmp_path / "bells.txt"
    other.write_text("The bells rang all night.", encoding="utf-8")
    assert [report["story"] for report in _json("import", ferry, other)] == ["The last ferry", "Bells"]
    assert [report["title"] for report in _json("outline")] == ["The last ferry", "Bells"]


@pytest.mark.parametrize("meant", ["the LAST ferry", "ferry", "1"])
def test_chapters_go_behind_those_of_a_story(ferry: Path, meant: str) -> None:
    _run("import", ferry)
    report = _json("import", ferry, ferry, "--into", meant)
    assert [chapter["number"] for part in report for chapter in part["chapters"]] == [2, 3]
    assert len(_json("outline", "1")["chapters"]) == 3


def test_the_words_of_an_import_are_not_counted_as_written_today(ferry: Path, tmp_path: Path) -> None:
    _run("import", ferry)
    with Library.open(tmp_path / "library.longfic", read_only=True) as library:
        assert library.tallies.today() == 0


def test_nothing_is_imported_if_one_file_cannot_be_read(ferry: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    assert "empty.txt" in _refused("import", ferry, empty)
    assert not (tmp_path / "library.longfic").exists()


def test_a_file_that_is_not_there_is_the_authors_to_mend(tmp_path: Path) -> None:
    assert "nothing.txt" in _refused("import", tmp_path / "nothing.txt")
    assert "nothing.txt" in _refused("words", tmp_path / "nothing.txt")


def test_an_import_into_an_open_library_is_refused(ferry: Path, library: Path) -> None:
    with Library.open(library):
        assert "open in another window" in _refused("import", ferry)
    assert [report["title"] for report in _json("outline")] == [sample_story().title]


# outline


def test_the_outline_of_one_story(library: Path) -> None:
    sample = sample_story()
    report = _json("outline", sample.title)
    assert list(report) == ["title", "state", "words", "chapters", "threads", "endings"]
    assert (report["title"], report["state"]) == (sample.title, "writing")
    assert report["words"] == sum(chapter["words"] for chapter in report["chapters"]) > 2_400
    assert [chapter["number"] for chapter in report["chapters"]] == list(range(1, len(sample.chapters) + 1))
    for chapter, draft in zip(report["chapters"], sample.chapters, strict=True):
        assert list(chapter) == ["number", "title", "status", "words", "target_words", "arc", "scenes"]
        assert (chapter["title"], chapter["status"]) == (draft.title, draft.status.value)
        assert (chapter["target_words"], chapter["arc"]) == (draft.target_words, draft.arc or None)
        assert [scene["title"] for scene in chapter["scenes"]] == [scene.title for scene in draft.scenes]
        assert chapter["words"] == sum(scene["words"] for scene in chapter["scenes"])


def test_the_outline_for_a_person(library: Path) -> None:
    sample = sample_story()
    shown = _run("outline").stdout
    assert shown.startswith(f"1  {sample.title} (writing): ")
    for chapter in sample.chapters:
        assert f"{chapter.title} [{chapter.status.value}]" in shown
        assert chapter.arc in shown


def test_the_outline_can_be_read_while_the_window_is_open(library: Path) -> None:
    with Library.open(library):
        assert len(_json("outline")) == 1


def test_a_library_without_stories(tmp_path: Path) -> None:
    Library.open(tmp_path / "library.longfic").close()
    assert _json("outline") == []
    assert _run("outline").stdout == "There are no stories in this library yet.\n"


def test_no_library_at_all() -> None:
    assert "There is no library here yet" in _refused("outline")


def test_a_story_that_is_not_there(library: Path) -> None:
    assert "There is no story “Nowhere”" in _refused("outline", "Nowhere")


def test_a_title_of_two_stories_is_not_enough(library: Path) -> None:
    with Library.open(library) as opened, opened.change("Add"):
        opened.stories.add("The Long Road")
        opened.stories.add("The Long Way")
    message = _refused("outline", "the long")
    assert "2 (The Long Road), 3 (The Long Way)" in message


# which library


def test_an_option_names_the_library(library: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.longfic"
    Library.open(other).close()
    assert len(_json("outline")) == 1
    assert _json("--library", other, "outline") == []
    assert _json("outline", "--library", other) == []
    assert len(_json("--library", other, "outline", "--library", library)) == 1


def test_without_option_or_variable_the_library_is_in_its_usual_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = tmp_path / "usual" / "library.longfic"
    monkeypatch.setattr("planner.library.file.default_library_path", lambda: usual)
    result = _run("doctor", "--json", LONGFIC_LIBRARY=None)
    assert json.loads(result.stdout)["library"] == str(usual)


def test_something_else_than_a_library_is_refused(ferry: Path) -> None:
    assert "not a Longfic library" in _refused("outline", "--library", ferry)
    assert STORY in ferry.read_text(encoding="utf-8")


# words


def test_words_of_a_file(ferry: Path) -> None:
    assert _run("words", ferry).stdout == f"{STORY_WORDS} words, and {NOTE_WORDS} in notes\n"
    report = _json("words", ferry)
    assert (report["words"], report["notes_words"]) == (STORY_WORDS, NOTE_WORDS)
    assert report["chapters"] == [
        {"number": 1, "title": "", "words": STORY_WORDS, "notes_before_words": 0, "notes_after_words": NOTE_WORDS}
    ]


def test_words_of_a_file_with_chapters(tmp_path: Path) -> None:
    path = tmp_path / "road.md"
    path.write_text("# The Road\n\n## One\n\nThey walked.\n\n## Two\n\nIt rained all day.\n", encoding="utf-8")
    shown = _run("words", path).stdout.splitlines()
    assert shown[0] == "6 words"
    assert [re.sub(" +", " ", line).strip() for line in shown[1:]] == ["1 One: 2 words", "2 Two: 4 words"]


# export


@pytest.mark.parametrize(("fmt", "suffix"), [("html", ".html"), ("md", ".md"), ("txt", ".txt")])
def test_an_export_to_one_file(library: Path, tmp_path: Path, fmt: str, suffix: str) -> None:
    output = tmp_path / f"story{suffix}"
    report = _json("export", "1", "--format", fmt, "--output", output)
    assert (report["story"], report["story_id"], report["format"]) == (sample_story().title, 1, fmt)
    assert report["files"] == [str(output)]
    assert any("left out" in remark for remark in report["remarks"])
    text = output.read_text(encoding="utf-8")
    first_words = sample_story().chapters[0].scenes[0].prose.paragraphs[0].plain.split()[:3]
    assert " ".join(first_words) in text


def test_an_export_for_ao3_is_a_folder(library: Path, tmp_path: Path) -> None:
    output = tmp_path / "for ao3"
    result = _run("export", sample_story().title, "--format", "ao3", "--output", output)
    written = sorted(output.iterdir())
    assert len(written) >= 4
    assert {str(path) for path in written} < set(result.stdout.splitlines())
    assert "left out" in result.stdout


def test_an_export_that_cannot_be_written_is_the_authors_to_mend(library: Path, ferry: Path) -> None:
    assert "A file stands where" in _refused("export", "1", "--format", "txt", "--output", ferry / "story.txt")


def test_every_format_can_be_asked_for() -> None:
    option = next(parameter for parameter in cli.commands["export"].params if parameter.name == "fmt")
    assert isinstance(option.type, click.Choice)
    assert list(option.type.choices) == [fmt.id for fmt in (*FORMATS, *PLAN_FORMATS)]


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "1"],
        ["export", "1", "--format", "pdf", "--output", "x"],
        ["export", "1", "--format", "md"],
        ["import"],
        ["words"],
        ["outline", "1", "2"],
        ["nonsense"],
        ["--nonsense"],
    ],
)
def test_wrong_usage_is_status_2(arguments: list[str]) -> None:
    result = _run(*arguments)
    assert result.exit_code == 2
    assert "Usage: " in result.stderr


# doctor


@pytest.fixture
def backed_up(library: Path) -> Path:
    """A library with a backup of the sample story, and a second story since then."""
    backup.make(library, datetime(2026, 8, 30, 9, 15))
    with Library.open(library) as opened, opened.change("Add"):
        opened.stories.add("Lost")
    return library


def test_a_sound_library_and_its_backups(backed_up: Path) -> None:
    report = _json("doctor")
    assert (report["library"], report["sound"], report["problems"]) == (str(backed_up), True, [])
    assert [(each["made_at"], each["good"]) for each in report["backups"]] == [("2026-08-30T09:15:00", True)]
    shown = _run("doctor").stdout
    assert "The library is sound." in shown
    assert "Backup of 2026-08-30 09:15:00: good" in shown


@pytest.mark.parametrize("wanted", ["newest", "2026-08-30"])
def test_a_backup_is_restored_and_nothing_thrown_away(backed_up: Path, wanted: str) -> None:
    report = _json("doctor", "--restore", wanted)
    assert report["sound"]
    assert [each["title"] for each in _json("outline")] == [sample_story().title]
    assert [each["title"] for each in _json("outline", "--library", report["kept"])] == [sample_story().title, "Lost"]


def test_a_backup_can_be_named_by_its_path(backed_up: Path) -> None:
    path = _json("doctor")["backups"][0]["path"]
    assert f"is now {backed_up.parent}" in _run("doctor", "--restore", path).stdout
    assert len(_json("outline")) == 1


def test_a_damaged_library_is_told_and_cured(backed_up: Path) -> None:
    backed_up.write_bytes(backed_up.read_bytes()[:5_000])
    result = _run("doctor", "--json")
    assert result.exit_code == 1
    assert not json.loads(result.stdout)["sound"]
    assert "longfic doctor --restore newest" in result.stderr
    assert "newest good backup" in _refused("outline")
    assert _run("doctor", "--restore", "newest").exit_code == 0
    assert len(_json("outline")) == 1


def test_a_backup_that_is_not_there(library: Path) -> None:
    assert "no backup “2001”" in _refused("doctor", "--restore", "2001")
    assert "no good backup" in _refused("doctor", "--restore", "newest")


def test_a_library_in_use_is_not_replaced(backed_up: Path) -> None:
    with Library.open(backed_up):
        assert "open in another window" in _refused("doctor", "--restore", "newest")


def test_a_missing_library_is_a_problem() -> None:
    assert "There is no library here" in _refused("doctor")


# the window


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there always is a display")
@pytest.mark.parametrize("arguments", [[], ["open"], ["open", "Some story"]])
def test_without_a_display_it_says_what_still_works(arguments: list[str]) -> None:
    message = _refused(*arguments, **NO_DISPLAY)
    assert message.startswith("There is no display here")
    for command in ("import", "outline", "endings", "drift", "words", "export", "doctor"):
        assert command in message


# as a program


def _program(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-W", "error", "-m", "planner", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, env=os.environ | environment, check=False)


def test_a_console_that_cannot_show_a_character_gets_a_substitute(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.longfic") as library, library.change("Add"):
        library.stories.add("Die Fähre — 渡し船")
    assert "Die Fähre — ???".encode("cp1252") in _program("outline", PYTHONIOENCODING="cp1252").stdout
    assert (
        json.loads(_program("outline", "--json", PYTHONIOENCODING="cp1252").stdout)[0]["title"] == "Die Fähre — 渡し船"
    )
    refusal = _program("outline", "渡し船。", PYTHONIOENCODING="cp1252")
    assert (refusal.returncode, refusal.stderr.count(b"\n")) == (1, 1)


def _imported(*arguments: str) -> set[str]:
    """The modules a command has loaded by its end."""
    program = "import atexit, sys; from planner.cli import main; atexit.register(lambda: print(*sys.modules)); main()"
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_commands_load_only_what_they_need(library: Path, ferry: Path) -> None:
    heavy = {"PySide6", "lxml", "docx", "markdown_it", "sqlite_utils", "platformdirs"}
    assert _imported("--help") & heavy == set()
    assert _imported("words", str(ferry)) & heavy <= {"lxml"}
    assert _imported("outline") & heavy == {"platformdirs"}


# as documented


def _commands() -> Iterator[tuple[str, click.Command]]:
    yield from cli.commands.items()


def test_every_command_and_option_is_in_the_readme() -> None:
    section = re.search(r"^## From the command line$(.+?)^## ", README.read_text(encoding="utf-8"), re.M | re.S)
    assert section is not None
    documented = section[1]
    for name, command in _commands():
        assert f"`longfic {name}" in documented
        assert command.help
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert all(option in documented for option in parameter.opts)
            else:
                assert parameter.make_metavar(click.Context(command)).strip("[]. ").upper() in documented
    for parameter in cli.params:
        assert parameter.opts[0] in documented


def test_help_of_every_command() -> None:
    assert "LONGFIC_LIBRARY" in _run("--help").stdout
    for name, _ in _commands():
        assert name in _run("--help").stdout
        assert f"longfic {name}" in CliRunner().invoke(cli, [name, "--help"], prog_name="longfic").stdout


def test_the_version() -> None:
    assert re.fullmatch(r"longfic, version \d+\.\d+\.\d+\S*\n", _run("--version").stdout)
