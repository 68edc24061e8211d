"""The floors below the window do without Qt, and so does the command line until a window is asked for."""

from __future__ import annotations

import subprocess
import sys

IMPORT_ALL = """
import importlib, pkgutil, sys
import planner.cli, planner.domain, planner.formats, planner.library
for floor in (planner.domain, planner.formats, planner.library):
    for module in pkgutil.walk_packages(floor.__path__, floor.__name__ + "."):
        importlib.import_module(module.name)
print(*sorted({name.partition(".")[0] for name in sys.modules} & {"PySide6", "shiboken6"}))
"""


def test_nothing_below_the_window_imports_qt() -> None:
    done = subprocess.run([sys.executable, "-c", IMPORT_ALL], capture_output=True, text=True, check=False)
    assert (done.stdout.split(), done.stderr) == ([], "")
