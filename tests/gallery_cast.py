"""Pictures of Cast, and the library of a crowd: two hundred people with six hundred ties, made the same at any time."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from planner.domain.board import Spot
    from planner.domain.cast_draft import PersonDraft, SecretDraft, TieDraft
    from planner.domain.draft import ChapterDraft, StoryDraft
    from planner.domain.outline import PersonId
    from tests.gallery import Stage

Show = Callable[["Stage"], "QWidget | None"]

CROWD = "crowd"
"""A story with everybody in it."""
PEOPLE, TIES, SECRETS, CHAPTERS = 200, 600, 12, 40
_SEED = 4
_HOUSE, _SEAT = 1100, 120
_FIRST = ("Ada", "Bram", "Cleo", "Dov", "Esme", "Fenn", "Gil", "Hana", "Ivo", "Juno", "Kit", "Lev", "Mina", "Nils")
_LAST = ("Abara", "Brandt", "Costa", "Dietz", "Ek", "Farrow", "Gomes", "Hale", "Ito", "Jansen", "Kovac", "Lund", "Moss")
_LABELS = ("owe each other", "grew up together", "share a roof", "keep score", "write letters", "do not speak")


def crowd() -> StoryDraft:
    """The story of the crowd."""
    from planner.domain.cast_draft import GroupDraft
    from planner.domain.draft import StoryDraft

    chance = Random(_SEED)
    people = tuple(_people(chance))
    groups = tuple(
        GroupDraft(f"House of {name}", tuple(range(place * len(_FIRST), (place + 1) * len(_FIRST))), colour)
        for place, (name, colour) in enumerate(zip(_LAST, ("teal", "orange", "purple", "green", "red"), strict=False))
    )
    return StoryDraft(
        "The Whole Town",
        expected=CHAPTERS,
        chapters=tuple(_chapters(chance)),
        people=people,
        groups=groups,
        ties=tuple(_ties(chance)),
        secrets=tuple(_secrets(chance)),
    )


def _people(chance: Random) -> Iterator[PersonDraft]:
    from planner.domain.cast import PersonRole
    from planner.domain.cast_draft import PersonDraft

    roles = [role.value for role in PersonRole if role is not PersonRole.UNSET]
    for place in range(PEOPLE):
        name = f"{_FIRST[place % len(_FIRST)]} {_LAST[place // len(_FIRST) % len(_LAST)]}"
        if place >= len(_FIRST) * len(_LAST):
            name = f"{name} the younger"
        role = roles[min(place // 8, len(roles) - 1)]
        pronouns = chance.choice(("she/her", "he/him", "they/them"))
        yield PersonDraft(name, pronouns, role, tagged=place < 6, spot=_spot(place))


def _spot(place: int) -> Spot:
    """Every house in a round of its own, the rounds in rows of five."""
    from planner.domain.board import Spot

    house, seat = divmod(place, len(_FIRST))
    # Seats as in a sunflower, each as far from the next.
    turn, reach = seat * math.pi * (3 - math.sqrt(5)), _SEAT * math.sqrt(seat)
    middle = (house % 5 * _HOUSE, house // 5 * _HOUSE)
    return Spot(round(middle[0] + reach * math.cos(turn)), round(middle[1] + reach * math.sin(turn)))


def _ties(chance: Random) -> Iterator[TieDraft]:
    from planner.domain.cast_draft import DevelopmentDraft, TieDraft
    from planner.domain.ties import KINDS, Direction

    kinds = [kind.name for kind in KINDS]
    for place in range(TIES):
        # Those who came first know most people, as in any story.
        one, other = int(PEOPLE * chance.random() ** 2), chance.randrange(PEOPLE - 1)
        other += other >= one
        begins = chance.randrange(CHAPTERS // 2)
        turns = sorted(chance.sample(range(begins + 1, CHAPTERS + 1), chance.randrange(4)))
        closeness = chance.randrange(-5, 6)
        yield TieDraft(
            one,
            other,
            chance.choice(kinds),
            chance.choice(_LABELS),
            chance.choice(list(Direction)),
            closeness,
            hidden=chance.random() < 0.1,
            begins=begins,
            tagged=place < 4,
            developments=tuple(DevelopmentDraft(turn, closeness=chance.randrange(-5, 6)) for turn in turns),
        )


def _chapters(chance: Random) -> Iterator[ChapterDraft]:
    from planner.domain.draft import ChapterDraft, SceneDraft
    from planner.domain.outline import ChapterStatus

    for number in range(1, CHAPTERS + 1):
        scenes = []
        for _ in range(3):
            present = tuple(sorted({int(PEOPLE * chance.random() ** 3) for _ in range(6)}))
            scenes.append(SceneDraft(title="In town", pov=present[0], present=present))
        yield ChapterDraft(f"Day {number}", tuple(scenes), status=ChapterStatus.OUTLINED)


def _secrets(chance: Random) -> Iterator[SecretDraft]:
    from planner.domain.cast_draft import RevealDraft, SecretDraft

    for number in range(1, SECRETS + 1):
        knowers = sorted(chance.sample(range(30), 9))
        reveals = [RevealDraft(who, chance.randrange(CHAPTERS + 1)) for who in knowers]
        if number % 3:
            reveals.append(RevealDraft(None, chance.randrange(CHAPTERS // 2, CHAPTERS + 1)))
        yield SecretDraft(f"What happened on day {number * 3}", reveals=tuple(reveals))


# --- what is brought up ----------------------------------------------------------------------------------


def _cast(tab: str, as_of: int | None = None, keys: str = "") -> Show:
    """A tab of Cast, as of a chapter; without any story, one that has nobody in it."""

    def show(stage: Stage) -> None:
        from planner.desktop.page_tabs import CAST, CastTab

        desk = stage.desk
        stories = desk.library.stories.all()
        if stories:
            desk.place.open_story(stories[0].id)
        else:
            with desk.library.change("New story"):
                desk.place.open_story(desk.library.stories.add("Nothing yet", chapters=3))
        desk.commands.run("go.cast")
        desk.commands.run(CAST.command(CastTab(tab)))
        desk.place.set_as_of(as_of)
        if keys:
            desk.commands.run(keys)

    return show


def _somebody(stage: Stage, place: int = 1) -> PersonId:
    library = stage.desk.library
    return library.cast.people(library.stories.all()[0].id)[place].id


def _selected(kind: str, tab: str = "board", as_of: int | None = None) -> Show:
    """The sheet of the first tie, group or secret, or of the second person, beside the page."""

    def show(stage: Stage) -> None:
        from planner.desktop.going import go_to_cast

        _cast(tab, as_of)(stage)
        library = stage.desk.library
        story_id = library.stories.all()[0].id
        match kind:
            case "person":
                go_to_cast(stage.desk, "person", _somebody(stage))
            case "tie":
                go_to_cast(stage.desk, "tie", library.ties.all(story_id)[0].id)
            case "group":
                go_to_cast(stage.desk, "group", library.cast.groups(story_id)[0].id)
            case "secret":
                go_to_cast(stage.desk, "secret", library.secrets.all(story_id)[0].id)

    return show


def _who(stage: Stage) -> QWidget:
    """The card of whom the text names, asked for by the keyboard."""
    from PySide6.QtGui import QTextCursor
    from PySide6.QtWidgets import QApplication

    from planner.desktop.write.editor import ProseEditor
    from planner.desktop.write.who_card import WhoCard

    stage.open_chapter(4)
    QApplication.processEvents()
    editor = stage.window.findChild(ProseEditor, "write.text")
    assert editor is not None
    editor.setFocus()
    found = editor.document().find("Nell", 1200)
    found.setPosition(found.selectionEnd())
    editor.setTextCursor(QTextCursor(found))
    stage.desk.commands.run("write.who")
    card = stage.window.findChild(WhoCard)
    assert card is not None
    return card


def _take_along(stage: Stage) -> QWidget | None:
    from planner.desktop.flows.take_along import TakeAlongDialog

    library = stage.desk.library
    with library.change("New story"):
        sequel = library.stories.add("Held for Another Ninety", chapters=3)
        library.cast.add(sequel, "Pia")
    stage.desk.place.open_story(library.stories.all()[0].id)
    stage.desk.commands.run("cast.take_along")
    return stage.window.findChild(TakeAlongDialog)


_ALL = ("empty", "sample", CROWD)

CAST_VIEWS: dict[str, tuple[Show, tuple[str, ...]]] = {
    "cast-board": (_cast("board"), _ALL),
    "cast-board-first": (_cast("board", 1), ("sample",)),
    "cast-board-middle": (_cast("board", 5), ("sample",)),
    "cast-board-last": (_cast("board", 10), ("sample",)),
    "cast-board-arranged": (_cast("board", keys="cast.arrange_group"), ("sample", CROWD)),
    "cast-board-near": (_cast("board", keys="cast.zoom_normal"), (CROWD,)),
    "cast-course": (_cast("course"), _ALL),
    "cast-matrix": (_cast("matrix"), _ALL),
    "cast-secrets": (_cast("secrets", 5), _ALL),
    "cast-presence": (_cast("presence"), _ALL),
    "cast-person": (_selected("person"), ("sample",)),
    "cast-tie": (_selected("tie", as_of=5), ("sample",)),
    "cast-group": (_selected("group"), ("sample",)),
    "cast-secret": (_selected("secret", "secrets"), ("sample",)),
    "who": (_who, ("sample",)),
    "take-along": (_take_along, ("sample",)),
}
"""What is brought up, and of which libraries, by the name of the view."""

LARGE_CAST = ("cast-board", "cast-course", "cast-matrix", "cast-secrets", "cast-presence", "cast-person", "take-along")
"""Those that are taken with text of twice its size, too, of the sample."""
