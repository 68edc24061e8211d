"""Going to something of the cast from any page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from planner.desktop.page_tabs import CAST, CastTab

if TYPE_CHECKING:
    from planner.desktop.desk import Desk
    from planner.desktop.place import Kind
    from planner.domain.outline import ChapterId

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
