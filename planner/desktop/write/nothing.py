"""What the write page shows while there is no chapter on it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton, QWidget

from planner.desktop.desk import Desk
from planner.desktop.widgets.buttons import action_button, button
from planner.desktop.widgets.empty import EmptyState
from planner.domain.outline import next_step


def nothing_to_write(desk: Desk) -> QWidget:
    """Says what the page is for, with the first step or the next."""
    story_id = desk.place.story_id
    if story_id is None:
        return EmptyState(
            desk.theme,
            "books",
            _tr("No story is open"),
            _tr("Open one from the shelf, and its chapters are written here."),
            (action_button(desk.commands.actions["go.shelf"], "primary"),),
        )
    outline = desk.library.outline.get(story_id)
    if not outline.chapters:
        return EmptyState(
            desk.theme,
            "pen-nib",
            _tr("No chapters yet"),
            _tr("Plan a few in the outline at the left. They can be empty: a line on what happens is a plan."),
            (action_button(desk.commands.actions["outline.add_chapter"], "primary"),),
        )
    step = next_step(outline.chapters, outline.story.expected)
    buttons: tuple[QPushButton, ...] = ()
    if step.chapter is not None:
        go = partial(desk.place.select, "chapter", step.chapter.id)
        buttons = (button(step.text, "write.next_step", go, "primary"),)
    return EmptyState(
        desk.theme,
        "pen-nib",
        outline.story.title or _tr("Untitled story"),
        _tr("Choose a chapter in the outline to write it here, with its plan beside it."),
        buttons,
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("WritePage", text)
