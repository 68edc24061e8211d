"""``longfic`` and ``longfic open`` hand over to the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from planner.cli import cli


class _Window:
    """Stands where the application starts; a second one cannot run inside a test."""

    def __init__(self, status: int) -> None:
        self.status = status
        self.opened: list[tuple[Path | None, str]] = []

    def main(self, library_path: Path | None, story: str) -> int:
        self.opened.append((library_path, story))
        return self.status


@pytest.mark.parametrize(
    ("arguments", "library", "story"),
    [
        ([], "usual.longfic", ""),
        (["open"], "usual.longfic", ""),
        (["open", "The Long Road"], "usual.longfic", "The Long Road"),
        (["--library", "a.longfic"], "a.longfic", ""),
        (["--library", "a.longfic", "open", "2"], "a.longfic", "2"),
        (["open", "--library", "b.longfic"], "b.longfic", ""),
    ],
)
def test_the_window_is_told_what_to_open(
    arguments: list[str], library: str, story: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = _Window(status=0)
    monkeypatch.setattr("planner.desktop.app.main", window.main)
    result = CliRunner().invoke(cli, arguments, env={"LONGFIC_LIBRARY": "usual.longfic"})
    assert (result.exit_code, result.output) == (0, "")
    assert window.opened == [(Path(library), story)]


def test_the_usual_library_is_left_to_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    window = _Window(status=0)
    monkeypatch.setattr("planner.desktop.app.main", window.main)
    assert CliRunner().invoke(cli, [], env={"LONGFIC_LIBRARY": None}).exit_code == 0
    assert window.opened == [(None, "")]


def test_the_windows_status_is_the_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.desktop.app.main", _Window(status=1).main)
    assert CliRunner().invoke(cli, ["open"]).exit_code == 1
