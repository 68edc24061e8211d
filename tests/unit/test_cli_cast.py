"""The cast on the command line: people, how their ties stand at a chapter, and who knows what."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from planner.cli import cli
from planner.domain.outline import PersonId
from planner.library.file import Library
from tests.unit.library_tale import Tale, add_tale


def run(*arguments: object) -> str:
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def run_json(*arguments: object) -> Any:
    return json.loads(run(*arguments, "--json"))


@pytest.fixture
def tale() -> Tale:
    with Library.open(Path(os.environ["LONGFIC_LIBRARY"])) as library:
        made = add_tale(library)
        with library.change("Cast"):
            ines = library.cast.add(made.story, "Ines", role="main", pronouns="she/her", aliases="the keeper")
            tomas = library.cast.add(made.story, "Tomas")
            library.cast.add(made.story, "Ruy")
            library.cast.add_group(made.story, "The lighthouse", [ines, tomas])
            _scenes(library, made, ines, tomas)
            tie = library.ties.add(ines, tomas, kind="rivals", label="wary", closeness=-2)
            library.ties.develop(tie, made.chapters[3], kind="romantic", label="at last", closeness=4, hidden=True)
            _secrets(library, made, ines, tomas)
    return made


def _scenes(library: Library, made: Tale, ines: PersonId, tomas: PersonId) -> None:
    for at, (pov, present) in {0: (ines, []), 2: (ines, [tomas])}.items():
        scene = library.outline.chapter(made.chapters[at]).scenes[0]
        library.outline.edit_scene(scene.id, pov=pov)
        library.outline.set_present(scene.id, present)


def _secrets(library: Library, made: Tale, ines: PersonId, tomas: PersonId) -> None:
    lamp = library.secrets.add(made.story, "She put the lamp out")
    library.secrets.learn(lamp, ines)
    library.secrets.learn(lamp, tomas, made.chapters[4], teller=ines)
    library.secrets.learn(lamp, None, made.chapters[1], teller=tomas, how="in a letter")


def test_the_cast_at_the_end_for_a_person(tale: Tale) -> None:
    assert run("cast", "Lighthouse").splitlines() == [
        "Lighthouse, at its end",
        "  People",
        "    Ines (main, she/her, the keeper): chapters 1-3, 2 scenes, tells 2 (1,000 words)",
        "    Tomas: chapter 3, 1 scene",
        "    Ruy: in no scene yet",
        "  Groups",
        "    The lighthouse: Ines, Tomas",
        "  Ties",
        "    Ines - Tomas: romantic, “at last”, closeness +4, hidden, since chapter 4",
        "  Secrets",
        "    She put the lamp out: known to the reader, Ines, Tomas",
        "  What cannot be so",
        "    Tomas tells “She put the lamp out” in chapter 2, but learns it in chapter 5.",
    ]


def test_the_cast_as_of_a_chapter_for_a_person(tale: Tale) -> None:
    told = run("cast", "Lighthouse", "--at", 1)
    assert told.splitlines()[0] == "Lighthouse, as of chapter 1"
    assert "Tomas: chapter 3, 1 scene; not seen by then" in told
    assert "Ines - Tomas: rivals, “wary”, closeness -2\n" in told
    assert "She put the lamp out: known to Ines\n" in told
    assert "the reader learns it in chapter 2 from Tomas\n" in told
    assert run("cast", "Lighthouse", "--at", 0).startswith("Lighthouse, before its first chapter\n")


def test_the_cast_for_a_program(tale: Tale) -> None:
    report = run_json("cast", "Lighthouse", "--at", 4)
    assert (report["story"], report["at"], report["chapters"]) == ("Lighthouse", 4, 5)
    assert report["people"][0] == {
        "name": "Ines",
        "aliases": ["the keeper"],
        "pronouns": "she/her",
        "role": "main",
        "first": 1,
        "last": 3,
        "scenes": 2,
        "pov_scenes": 2,
        "pov_words": 1000,
        "appeared": True,
    }
    assert report["ties"] == [
        {
            "one": "Ines",
            "other": "Tomas",
            "direction": "both",
            "kind": "romantic",
            "label": "at last",
            "closeness": 4,
            "hidden": True,
            "since": 4,
        }
    ]
    (secret,) = report["secrets"]
    assert (secret["known_by"], secret["reader_knows"]) == (["Ines"], True)
    assert secret["learnt"][1] == {"who": "the reader", "chapter": 2, "told_by": "Tomas", "how": "in a letter"}


def test_a_story_without_anybody() -> None:
    with Library.open(Path(os.environ["LONGFIC_LIBRARY"])) as library:
        add_tale(library)
    assert run("cast", "Lighthouse").splitlines()[1:] == ["  There is nobody in this story yet."]


def test_a_chapter_that_is_not_there_is_said(tale: Tale) -> None:
    result = CliRunner().invoke(cli, ["cast", "Lighthouse", "--at", "6"])
    assert result.exit_code == 1
    assert result.stderr == ("There is no chapter 6: “Lighthouse” has 5 chapters. Give a number from 0 to 5.\n")


def test_endings_tell_the_secrets_that_would_stay(tale: Tale) -> None:
    with Library.open(Path(os.environ["LONGFIC_LIBRARY"])) as library, library.change("Secret"):
        library.secrets.add(tale.story, "Who sent the letter")
    report = run_json("endings", "Lighthouse")
    assert report["endings"][0]["secrets"] == ["Who sent the letter"]
    assert report["wrap_up"]["secrets"] == [
        {"title": "She put the lamp out", "fate": "told", "chapter": 2},
        {"title": "Who sent the letter", "fate": "untold", "chapter": None},
    ]
    told = run("endings", "Lighthouse")
    assert "    Secrets the reader would not know: Who sent the letter\n" in told
    assert "shelve chapters 3-5, add a closing chapter, reveal 1 secret at the end; 1,000 words to write\n" in told
