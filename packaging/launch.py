"""Starting ``longfic`` from the checkout's environment, or saying why it cannot be started."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence

import qt_libraries
from environment import Problem, prepare, say, script

NO_DISPLAY = (
    "There is no display here to open a window on; without one these still work: "
    "longfic import, outline, words, export and doctor (try packaging/run.py --help)."
)
WINDOWLESS = frozenset({"import", "outline", "words", "export", "doctor", "--help", "--version"})


def longfic() -> int:
    """Prepare the environment and run ``longfic`` with our arguments in it; the exit status is its own."""
    arguments = sys.argv[1:]
    try:
        prepare(development=False)
    except Problem as problem:
        say(str(problem))
        return 1
    if wants_window(arguments):
        if not has_display(sys.platform, os.environ):
            say(NO_DISPLAY)
            return 1
        qt_libraries.provide()
    command = [str(script("longfic")), *arguments]
    if os.name != "nt":  # there, exec would return to the shell at once
        os.execv(command[0], command)
    return subprocess.call(command)


def wants_window(arguments: Sequence[str]) -> bool:
    """Whether ``longfic`` would open a window for these arguments."""
    return WINDOWLESS.isdisjoint(arguments)


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Whether a window can be shown: elsewhere than on Linux and its kin there always is a screen."""
    if platform in ("win32", "darwin"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
