"""Going from any page to a story where it was left, and to something of its cast."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from planner.desktop.page_tabs import CAST, CastTab
from planner.domain.outline import next_step

if TYPE_CHECKING:
    from planner.desktop.desk import Desk
    from planner.desktop.place import Kind
    from planner.domain.outline import ChapterId, StoryId

CastKind = Literal["person", "tie", "group", "secret", "development", "reveal"]
"""What of the cast one can go to. A development leads to its tie and a reveal to its secret, as of their chapter."""


def go_to_cast(desk: Desk, kind: CastKind, row_id: int) -> None:
    """Select something of the cast and show it: a secret among the secrets, anything else on the board.

    Raises:
        KeyError: there is none with that id.
    """
    from planner.domain.secrets import RevealId
    from planner.domain.ties import DevelopmentId

    library = desk.library
    selected: Kind
    chapter_id: ChapterId | None = None
    if kind == "development":
        development = library.ties.development(DevelopmentId(row_id))
        selected, row_id, chapter_id = "tie", development.tie_id, development.chapter_id
    elif kind == "reveal":
        reveal = library.secrets.reveal(RevealId(row_id))
        selected, row_id, chapter_id = "secret", reveal.secret_id, reveal.chapter_id
    else:
        selected = cast("Kind", kind)
    desk.place.select(selected, row_id)
    if chapter_id is not None and (number := library.outline.chapter(chapter_id).number):
        desk.place.set_as_of(number)
    desk.commands.run("go.cast")
    desk.commands.run(CAST.command(CastTab.SECRETS if selected == "secret" else CastTab.BOARD))


def select_where_left(desk: Desk, story_id: StoryId) -> None:
    """Select the place where a story was left: the scene or chapter in which it was written or read last.

    In a story in which nobody was yet that is its next step. In the story that is open nothing else is selected.
    """
    place = desk.place
    if place.story_id == story_id:
        return
    outline = desk.library.outline.get(story_id)
    chapters = outline.chapters
    left = desk.library.place.of(story_id)
    at = next((chapter for chapter in chapters if left is not None and chapter.id == left.chapter_id), None)
    if at is not None and left is not None and left.scene_id in {scene.id for scene in at.scenes}:
        place.select("scene", int(left.scene_id or 0))
    elif at is not None:
        place.select("chapter", at.id)
    elif chapters:
        # Where the next step is to plan another chapter, that follows the last.
        step = next_step(chapters, outline.story.expected)
        place.select("chapter", (step.chapter or chapters[-1]).id)
    else:
        place.open_story(story_id)


def resume_story(desk: Desk, story_id: StoryId) -> None:
    """Show a story where it was left."""
    select_where_left(desk, story_id)
    desk.commands.run("go.write")
