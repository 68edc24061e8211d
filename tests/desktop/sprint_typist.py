"""An author who sprints until her program is killed. Run as ``python -m tests.desktop.sprint_typist LIBRARY``."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from planner.desktop.app import application, build_desk, parts
from planner.desktop.flows.bind import Flows
from planner.desktop.window import Window
from planner.library.file import Library
from tests.desktop.sprint_stage import Clock, Stage, add_story


def main(path: Path) -> None:
    """Begin a sprint, write for fourteen minutes, and die."""
    clock = Clock()
    library = Library.open(path, session=True, clock=clock)
    add_story(library)
    desk = build_desk(library, application())
    window = Window(desk, parts(desk))
    Flows(desk, window)
    window.show()
    stage = Stage(window, desk, clock)
    desk.sprints.begin()
    for _ in range(14):
        stage.wait(60)
        stage.write("so many words ")
    stage.save()
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
