"""Starting ``longfic`` from the checkout's environment."""

from __future__ import annotations

import os
import subprocess
import sys

import qt_libraries
from environment import Problem, prepare, say, script


def longfic() -> int:
    """Prepare the environment and run ``longfic`` with our arguments in it; the exit status is its own.

    Whether there is a display to open a window on is for ``longfic`` to say: only it knows whether it needs one.
    """
    try:
        prepare(development=False)
    except Problem as problem:
        say(str(problem))
        return 1
    qt_libraries.provide()
    command = [str(script("longfic")), *sys.argv[1:]]
    if os.name != "nt":  # there, exec would return to the shell at once
        os.execv(command[0], command)
    return subprocess.call(command)
