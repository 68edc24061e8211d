"""People, ties, boards and secrets in the library, seen by a second connection where it matters."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from planner.domain.board import Spot
from planner.domain.cast import Person, PersonRole
from planner.domain.errors import PlannerError
from planner.domain.outline import ChapterId, PersonId, StoryId
from planner.domain.ties import KINDS, Direction, Line
from planner.library.file import Library


@dataclass
class Town:
    """A story of five chapters with three people."""

    library: Library
    story: StoryId
    chapters: tuple[ChapterId, ...]
    ines: PersonId
    tomas: PersonId
    mara: PersonId

    def person(self, person_id: PersonId) -> Person:
        return self.library.cast.person(person_id)


def town(path: Path) -> Town:
    library = Library.open(path, clock=lambda: datetime(2026, 11, 22, 12))
    with library.change("Begin"):
        story = library.stories.add("The ferry", chapters=5)
        people = [library.cast.add(story, name) for name in ("Ines", "Tomas", "Mara")]
    chapters = library.outline.reading_order(story)
    return Town(library, story, tuple(chapters), *people)


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Town]:
    made = town(tmp_path / "library.longfic")
    yield made
    made.library.close()


def test_a_tie_develops_over_the_chapters(there: Town) -> None:
    ties = there.library.ties
    with there.library.change("Tie"):
        tie = ties.add(
            there.ines, there.tomas, kind="rivals", label="strangers", closeness=-2, begins=there.chapters[1]
        )
        ties.develop(tie, there.chapters[3], kind="romantic", closeness=4)
    course = ties.course(there.story)
    assert course.standing(tie, 1) is None
    standings = [course.standing(tie, number) for number in (2, 3, 4)]
    assert [standing and standing.kind for standing in standings] == ["rivals", "rivals", "romantic"]
    assert course.curve(tie) == [None, None, -2, -2, 4, 4]
    assert course.turning_points(tie) == [2, 4]
    with there.library.change("Move"):
        there.library.outline.move_chapter(there.chapters[3], None, 0)
    assert ties.course(there.story).curve(tie) == [None, 4, 4, 4, 4, 4]


def test_an_edit_as_of_a_chapter_changes_the_tie_from_there_on(there: Town) -> None:
    ties = there.library.ties
    with there.library.change("Tie"):
        tie = ties.add(there.ines, there.tomas, closeness=0, begins=there.chapters[1])
        ties.stand(tie, None, label="colleagues")
        ties.stand(tie, there.chapters[1], closeness=1)
        ties.stand(tie, there.chapters[2], closeness=3)
        ties.stand(tie, there.chapters[2], label="friends")
    assert (ties.tie(tie).label, ties.tie(tie).closeness) == ("colleagues", 1)
    (only,) = ties.developments(there.story)
    assert (only.chapter_id, only.label, only.closeness) == (there.chapters[2], "friends", 3)


def test_a_development_that_moves_onto_another_takes_up_what_it_does_not_say_itself(there: Town) -> None:
    ties = there.library.ties
    with there.library.change("Tie"):
        tie = ties.add(there.ines, there.tomas)
        ties.develop(tie, there.chapters[1], label="friends", closeness=2)
        moved = ties.develop(tie, there.chapters[2], closeness=4)
        ties.move_development(moved, there.chapters[1])
    (only,) = ties.developments(there.story)
    assert (only.id, only.chapter_id, only.label, only.closeness) == (moved, there.chapters[1], "friends", 4)


def test_kinds_of_the_authors_own_reach_their_ties(there: Town) -> None:
    ties = there.library.ties
    with there.library.change("Tie"):
        kind = ties.add_kind(there.story, "soulmates", line=Line.DASHED, romantic=True)
        tie = ties.add(there.ines, there.tomas, kind="soulmates", direction=Direction.ONE_WAY)
        ties.develop(tie, there.chapters[0], kind="soulmates")
        ties.edit_kind(kind, name="bonded")
    assert [known.name for known in ties.kinds(there.story)] == [*(known.name for known in KINDS), "bonded"]
    assert ties.tie(tie).kind == ties.developments(there.story)[0].kind == "bonded"
    with there.library.change("Remove"):
        ties.remove_kind(kind)
    assert ties.tie(tie).kind == ties.developments(there.story)[0].kind == "other"
    with pytest.raises(ValueError, match="a name of its own"), there.library.change("Add"):
        ties.add_kind(there.story, "romantic")


def test_ties_and_secrets_stay_in_their_story(there: Town) -> None:
    library = there.library
    with library.change("Another"):
        other = library.stories.add("Another", chapters=1)
        stranger = library.cast.add(other, "Stranger")
        secret = library.secrets.add(there.story, "The map is forged")
        board = library.boards.add(there.story, "The crew")
    elsewhere = library.outline.reading_order(other)[0]
    for wrong in (
        lambda: library.ties.add(there.ines, stranger),
        lambda: library.ties.add(there.ines, there.ines),
        lambda: library.secrets.learn(secret, stranger),
        lambda: library.secrets.learn(secret, there.ines, elsewhere),
        lambda: library.secrets.learn(secret, there.ines, teller=there.ines),
        lambda: library.boards.join(board, [stranger]),
        lambda: library.cast.merge(there.ines, stranger),
        lambda: library.cast.merge(there.ines, there.ines),
        lambda: library.cast.edit(there.ines, role="hero"),
    ):
        with pytest.raises(ValueError, match=r"belongs|between|merged|themselves|valid"), library.change("Wrong"):
            wrong()


def test_who_learns_a_secret_learns_it_once(there: Town) -> None:
    secrets = there.library.secrets
    with there.library.change("Secret"):
        secret = secrets.add(there.story, "The map is forged")
        secrets.learn(secret, there.ines)
        first = secrets.learn(secret, None, there.chapters[4])
        assert secrets.learn(secret, None, there.chapters[2], teller=there.ines, how="a letter") == first
    knowledge = secrets.knowledge(there.story)
    assert knowledge.since(secret, None) == 3
    assert knowledge.unrevealed(2) == [secrets.secret(secret)]
    assert knowledge.unrevealed(3) == []


def test_a_reveal_follows_its_scene_to_another_chapter(there: Town) -> None:
    library = there.library
    scene = library.outline.chapter(there.chapters[0]).scenes[0].id
    with library.change("Secret"):
        library.outline.add_scene(there.chapters[0])
        secret = library.secrets.add(there.story, "The map is forged")
        reveal = library.secrets.learn(secret, None, there.chapters[0], scene_id=scene)
        library.outline.move_scene(scene, there.chapters[2], 0)
    assert library.secrets.reveal(reveal).chapter_id == there.chapters[2]


def test_deleting_somebody_can_be_taken_back_with_all_their_ties_in_a_later_session(tmp_path: Path) -> None:
    there = town(tmp_path / "library.longfic")
    library = there.library
    with library.change("Fill"):
        tie = library.ties.add(there.ines, there.tomas, label="rivals")
        library.ties.develop(tie, there.chapters[2], closeness=5)
        group = library.cast.add_group(there.story, "The crew", [there.ines, there.mara])
        board = library.boards.add(there.story, "Harbour", [there.ines])
        secret = library.secrets.add(there.story, "The map is forged")
        library.secrets.learn(secret, there.ines, there.chapters[1])
        library.cast.set_portrait(there.ines, b"an image")
    with library.change("Delete"):
        library.cast.remove(there.ines)
    assert library.ties.all(there.story) == []
    library.close()
    with Library.open(tmp_path / "library.longfic", session=True) as library:
        (trashed,) = [entry for entry in library.trash.list() if entry.kind == "person"]
        with library.change("Bring back"):
            library.trash.restore(trashed.id)
        assert library.ties.course(there.story).curve(tie)[-1] == 5
        assert library.cast.groups(there.story)[0].members == (there.ines, there.mara)
        assert library.cast.groups(there.story)[0].id == group
        assert there.ines in library.boards.spots(there.story, board)
        assert library.secrets.knowledge(there.story).since(secret, there.ines) == 2
        assert library.cast.portrait(library.cast.person(there.ines).portrait) == b"an image"


def test_a_tie_in_the_trash_is_named_by_its_people_and_needs_them(there: Town) -> None:
    library = there.library
    with library.change("Tie"):
        tie = library.ties.add(there.ines, there.tomas)
    with library.change("Untie"):
        library.ties.remove(tie)
    (trashed,) = library.trash.list()
    assert (trashed.kind, trashed.title) == ("tie", "Ines – Tomas")
    with library.change("Delete"):
        library.cast.remove(there.tomas)
    with pytest.raises(PlannerError, match="person it belonged to"), library.change("Bring back"):
        library.trash.restore(trashed.id)


def test_a_portrait_is_kept_while_anything_may_need_it(tmp_path: Path) -> None:
    path = tmp_path / "library.longfic"
    there = town(path)
    with there.library.change("Portrait"):
        there.library.cast.set_portrait(there.ines, b"first")
    with there.library.change("Portrait"):
        there.library.cast.set_portrait(there.ines, b"second")
    there.library.undo()
    assert there.library.cast.portrait(there.person(there.ines).portrait) == b"first"
    there.library.close()
    with Library.open(path, session=True) as library:
        second = sqlite3.connect(path)
        assert second.execute("SELECT CAST(image AS TEXT) FROM portrait").fetchall() == [("first",)]
        second.close()
        assert library.cast.portrait("unknown") is None


def test_merging_joins_what_two_records_say(there: Town) -> None:
    library = there.library
    scene = library.outline.chapter(there.chapters[0]).scenes[0].id
    with library.change("Fill"):
        library.cast.edit(there.ines, about="Keeps the light.", role=PersonRole.MAIN)
        library.cast.edit(
            there.mara, about="Has a scar.", aliases="the keeper", role=PersonRole.MINOR, pronouns="she/her"
        )
        field = library.custom.add(there.story, "person", "Drink")
        library.custom.set_value(field, there.ines, "tea")
        library.custom.set_value(field, there.mara, "rum")
        library.outline.edit_scene(scene, pov=there.mara)
        library.outline.set_present(scene, [there.ines, there.mara])
        between = library.ties.add(there.ines, there.mara)
        kept = library.ties.add(there.mara, there.tomas, label="owes him")
        secret = library.secrets.add(there.story, "The map is forged")
        library.secrets.learn(secret, there.ines, there.chapters[3])
        library.secrets.learn(secret, there.mara, there.chapters[1])
        told = library.secrets.learn(secret, there.tomas, there.chapters[4], teller=there.mara)
    with library.change("Merge"):
        library.cast.merge(there.ines, there.mara)
    person = there.person(there.ines)
    assert (person.about, person.aliases) == ("Keeps the light.\n\nHas a scar.", "Mara\nthe keeper")
    assert (person.role, person.pronouns) == (PersonRole.MAIN, "she/her")
    assert library.custom.values("person", there.ines) == {field: "tea\n\nrum"}
    assert library.outline.scene(scene).pov == there.ines
    assert library.outline.scene(scene).present == (there.ines,)
    assert [tie.id for tie in library.ties.all(there.story)] == [kept]
    assert library.ties.tie(kept).one == there.ines
    knowledge = library.secrets.knowledge(there.story)
    assert knowledge.since(secret, there.ines) == 2
    assert library.secrets.reveal(told).teller == there.ines
    assert [entry.kind for entry in library.trash.list()] == ["person"]
    library.undo()
    assert there.person(there.mara).name == "Mara"
    assert library.ties.tie(between).other == there.mara


REFERENCES = (
    "SELECT id FROM scene WHERE pov = ?",
    "SELECT DISTINCT scene_id FROM presence WHERE person_id = ?",
    "SELECT DISTINCT group_id FROM membership WHERE person_id = ?",
    "SELECT DISTINCT secret_id FROM reveal WHERE person_id = ?",
    "SELECT id FROM reveal WHERE teller = ?",
    "SELECT DISTINCT board_id FROM board_place WHERE person_id = ?",
    "SELECT DISTINCT field_id FROM custom_value WHERE person_id = ?",
    "SELECT id FROM tie WHERE one = ?",
)
"""What there may be of somebody elsewhere in a library."""


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_merging_loses_no_reference(data: st.DataObject) -> None:
    """Every scene, group, secret, board and field one of the two had, the one that is left has; and every other tie."""
    # Hypothesis leaves an example wherever it draws; what was opened is closed then, too.
    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened:
        there = town(Path(folder, "library.longfic"))
        library, two = opened.enter_context(there.library), (there.ines, there.mara)
        some = st.lists(st.sampled_from(two), unique=True)
        with library.change("Fill"):
            for chapter_id in there.chapters[:3]:
                scene = library.outline.chapter(chapter_id).scenes[0].id
                library.outline.edit_scene(scene, pov=data.draw(st.sampled_from([None, *two])))
                library.outline.set_present(scene, data.draw(some))
                library.cast.add_group(there.story, "Group", data.draw(some))
                library.boards.add(there.story, "Board", data.draw(some))
                secret = library.secrets.add(there.story, "Secret")
                field = library.custom.add(there.story, "person", "Field")
                for person in data.draw(some):
                    library.secrets.learn(secret, person, data.draw(st.sampled_from([None, *there.chapters])))
                    library.custom.set_value(field, person, data.draw(st.sampled_from(["tea", "rum"])))
                teller = data.draw(st.sampled_from([None, *two]))
                library.secrets.learn(secret, there.tomas, chapter_id, teller=teller)
                for person in data.draw(some):
                    library.ties.add(person, there.tomas)
        second = opened.enter_context(closing(sqlite3.connect(library.path)))

        def found(query: str) -> set[tuple[object, ...]]:
            return set(second.execute(query.replace("= ?", f"IN {two}")).fetchall())

        before = {query: found(query) for query in REFERENCES}
        with library.change("Merge"):
            library.cast.merge(there.ines, there.mara)
        for query, result in before.items():
            assert {tuple(row) for row in second.execute(query, (there.ines,))} == result


def test_a_cast_is_taken_along_as_it_stands_after_a_chapter(there: Town) -> None:
    library = there.library
    with library.change("Fill"):
        library.cast.edit(there.ines, want="to go home", tagged=True)
        library.cast.add_group(there.story, "The crew", [there.ines, there.tomas])
        kind = library.ties.add_kind(there.story, "soulmates")
        tie = library.ties.add(there.ines, there.tomas, kind="rivals", label="rivals", closeness=-2)
        library.ties.develop(tie, there.chapters[2], kind="soulmates", label="in love", closeness=5)
        library.ties.add(there.ines, there.mara, begins=there.chapters[4])
        field = library.custom.add(there.story, "person", "Drink")
        library.custom.set_value(field, there.ines, "tea")
        sequel = library.stories.add("The ferry returns", chapters=2)
        known = library.cast.add(sequel, "tomas", want="to be left alone")
    assert kind
    with library.change("Take along"):
        same = library.series.take_along([there.ines, there.tomas, there.mara], there.story, sequel, at=3)
    assert same[there.tomas] == known
    assert there.person(known).want == "to be left alone"
    assert there.person(same[there.ines]).want == "to go home"
    (only,) = library.ties.all(sequel)
    assert (only.kind, only.label, only.closeness, only.begins) == ("soulmates", "in love", 5, None)
    assert library.cast.groups(sequel)[0].members == (known, same[there.ines])
    assert list(library.custom.values("person", same[there.ines]).values()) == ["tea"]
    assert "soulmates" in [each.name for each in library.ties.kinds(sequel)]
    with library.change("Take along"):
        assert library.series.take_along([there.ines, there.tomas, there.mara], there.story, sequel) == same
    assert len(library.ties.all(sequel)) == 2
    assert len(library.cast.people(sequel)) == 3
    assert library.ties.tie(tie).kind == "rivals"


def test_everybody_is_on_the_first_board_and_others_hold_whom_they_are_given(there: Town) -> None:
    boards = there.library.boards
    with there.library.change("Put"):
        boards.put(None, {there.ines: (10, -20)})
        board = boards.add(there.story, "Harbour", [there.ines])
        boards.put(board, {there.tomas: (5, 5)})
        boards.pin(board, [there.tomas])
    assert boards.spots(there.story, None) == {there.ines: Spot(10, -20), there.tomas: Spot(), there.mara: Spot()}
    assert boards.spots(there.story, board) == {there.ines: Spot(), there.tomas: Spot(5, 5, True)}
    with there.library.change("Take off"):
        boards.leave(board, [there.ines])
    assert list(boards.spots(there.story, board)) == [there.tomas]


def test_the_ties_of_somebody_who_goes_leave_no_gap_and_come_back_among_the_others(there: Town) -> None:
    library = there.library

    def order() -> list[tuple[int, int]]:
        return [(tie.id, tie.position) for tie in library.ties.all(there.story)]

    with library.change("Tie"):
        first = library.ties.add(there.ines, there.tomas)
        second = library.ties.add(there.tomas, there.mara)
    with library.change("Delete"):
        library.cast.remove(there.ines)
    assert order() == [(second, 0)]
    (trashed,) = library.trash.list()
    with library.change("Bring back"):
        library.trash.restore(trashed.id)
    assert sorted(position for _, position in order()) == [0, 1]
    assert {tie_id for tie_id, _ in order()} == {first, second}
