"""The two commands of the README: what they decide before they start anything."""

from __future__ import annotations

from dataclasses import replace

import pytest
from environment import Installed
from qt_libraries import advice, debian_packages, not_found
from size_rule import LONGEST_FILE, LONGEST_FUNCTION, breaches

INSTALLED = Installed(root="/home/ada/longfic", pyproject="0123", development=False)


def test_a_longer_file_and_a_longer_function_are_found() -> None:
    function = "def long() -> None:\n" + "    pass\n" * LONGEST_FUNCTION
    assert list(breaches(function, "a.py")) == ["a.py:1: long has 61 lines; a function has at most 60"]
    assert list(breaches("\n" * (LONGEST_FILE + 1), "a.py")) == ["a.py: 601 lines; a file has at most 600"]


def test_the_longest_allowed_are_left_alone() -> None:
    function = "def long() -> None:\n" + "    pass\n" * (LONGEST_FUNCTION - 1)
    assert not list(breaches(function + "\n" * (LONGEST_FILE - LONGEST_FUNCTION), "a.py"))


def test_nothing_is_installed_twice() -> None:
    assert INSTALLED.serves(INSTALLED)
    assert replace(INSTALLED, development=True).serves(INSTALLED)


@pytest.mark.parametrize("wanted", [{"root": "/elsewhere"}, {"pyproject": "4567"}, {"development": True}])
def test_what_changed_is_installed_again(wanted: dict[str, object]) -> None:
    assert not INSTALLED.serves(replace(INSTALLED, **wanted))  # type: ignore[arg-type]


REPORT = """/venv/libqxcb.so:
\tlinux-vdso.so.1 (0x00007ffc)
\tlibxcb-cursor.so.0 => not found
\tlibEGL.so.1 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f51)
/venv/libqoffscreen.so:
\tlibEGL.so.1 => not found
"""


def test_missing_libraries_are_named_once_with_their_packages() -> None:
    missing = not_found(REPORT)
    assert missing == ["libEGL.so.1", "libxcb-cursor.so.0"]
    assert debian_packages([*missing, "libunheard-of.so.7"]) == ["libegl1", "libxcb-cursor0"]


def test_whoever_may_not_install_is_told_what_is_missing() -> None:
    assert advice(["libunheard-of.so.7"]).startswith("Qt may not start: this system has no libunheard-of.so.7. Install")
