"""Pictures of sprints: before one, while it runs, in its last sentence, and afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from tests.gallery_progress import AHEAD, DAY_ONE, progress_tab

if TYPE_CHECKING:
    from tests.gallery import Stage

Show = Callable[["Stage"], None]


def _log(stage: Stage) -> None:
    """Two weeks of sprints, with the ups and downs of an author."""
    from planner.domain.sprint_log import NewSprint, Samples

    library, source = stage.desk.library, Random(3)
    story = library.outline.get(library.stories.all()[0].id)
    now = library.sprints.now()
    with library.change("Log sprints"):
        for number in range(9):
            minutes = source.choice((15, 15, 20, 25))
            samples: Samples = ()
            words = 0
            for at in range(20, minutes * 60, 20):
                words += source.choice((0, 6, 9, 12, 15))
                samples = (*samples, (at, words))
            library.sprints.add(
                NewSprint(
                    now - timedelta(days=14 - number, minutes=40),
                    minutes * 60,
                    minutes * 60 - (90 if number == 4 else 0),
                    words,
                    story_id=story.story.id,
                    chapter_id=story.chapters[number % len(story.chapters)].id,
                    note=("", "", "with Mara and Jo", "", "the phone rang")[number % 5],
                    samples=samples,
                )
            )


def _begin(stage: Stage, seconds: float, words: int) -> None:
    """A sprint of fifteen minutes that began so many seconds ago."""
    keeper = stage.desk.sprints
    keeper.begin(story_id=stage.desk.library.stories.all()[0].id)
    begun = keeper.under_way
    assert begun is not None
    assert begun.base is not None
    samples = tuple((at, round(words * (at / seconds) ** 1.2)) for at in range(10, int(min(seconds, 890)), 20))
    timed = replace(begun.sprint, begins=begun.sprint.begins - timedelta(seconds=seconds))
    keeper.under_way = replace(begun, sprint=timed, base=begun.base - words, samples=samples)
    keeper.look()


def _before(stage: Stage) -> None:
    if len(stage.desk.library.stories.all()) and stage.desk.library.progress.days():
        _log(stage)
    progress_tab("sprints")(stage)


def _running(stage: Stage) -> None:
    _log(stage)
    progress_tab("sprints")(stage)
    _begin(stage, 521, 341)


def _grace(stage: Stage) -> None:
    _log(stage)
    progress_tab("sprints")(stage)
    _begin(stage, 917, 588)


def _over(stage: Stage) -> None:
    from planner.desktop.progress.sprints.tab import SprintsTab

    _grace(stage)
    stage.desk.commands.run("sprint.stop")
    tab = stage.window.findChild(SprintsTab)
    assert tab is not None
    tab.result.others.setPlainText("Mara: 812\n2. Jo - 540 words")


def _by_hand(stage: Stage) -> None:
    from planner.desktop.progress.sprints.tab import SprintsTab

    _before(stage)
    tab = stage.window.findChild(SprintsTab)
    assert tab is not None
    tab.by_hand.show()


def _writing(stage: Stage) -> None:
    _log(stage)
    stage.open_chapter(2)
    _begin(stage, 521, 341)


def _bare(stage: Stage) -> None:
    from PySide6.QtCore import Qt

    _writing(stage)
    stage.window.set_distraction_free(True)
    # The screen nobody sees is smaller than a picture.
    stage.window.setWindowState(Qt.WindowState.WindowNoState)
    stage.window.resize(1440, 900)


SPRINT_VIEWS: dict[str, tuple[Show, tuple[str, ...]]] = {
    "progress-sprints": (_before, (DAY_ONE, AHEAD)),
    "progress-sprints-running": (_running, (AHEAD,)),
    "progress-sprints-grace": (_grace, (AHEAD,)),
    "progress-sprints-over": (_over, (AHEAD,)),
    "progress-sprints-by-hand": (_by_hand, (AHEAD,)),
    "write-sprint": (_writing, (AHEAD,)),
    "write-bare-sprint": (_bare, (AHEAD,)),
}
"""What is brought up, and of which libraries, by the name of the view."""

LARGE_SPRINTS = {name: SPRINT_VIEWS[name][1] for name in ("progress-sprints", "progress-sprints-over", "write-sprint")}
"""Those that are taken with text of twice its size, too."""
