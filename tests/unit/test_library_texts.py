"""Prose in the library: saving what the editor has, the tally, versions, and undo that destroys none of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.domain.changes import ChangeSet, Origin
from planner.domain.draft import ChapterDraft, ChapterText, SceneText, StoryDraft
from planner.domain.errors import PlannerError
from planner.domain.outline import Chapter, StoryId
from planner.domain.prose.model import Prose, prose_from_text
from planner.library.file import Library
from planner.library.snapshots import Reason
from tests.unit.library_rooms import Clock, rows, story_with_chapters, write


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(tmp_path: Path, clock: Clock) -> Iterator[Library]:
    with Library.open(tmp_path / "library.longfic", clock=clock) as opened:
        yield opened


@pytest.fixture
def story(library: Library) -> tuple[StoryId, list[Chapter]]:
    return story_with_chapters(library)


@pytest.fixture
def chapter(story: tuple[StoryId, list[Chapter]]) -> Chapter:
    return story[1][0]


def plain(library: Library, chapter: Chapter) -> list[str]:
    """The texts of a chapter's scenes, as another program reads them."""
    query = "SELECT plain FROM text JOIN scene ON scene.id = scene_id WHERE chapter_id = ? ORDER BY position"
    return [row[0] for row in rows(library.path, query, chapter.id)]


def test_saving_is_no_undo_step_and_names_its_writer(library: Library, chapter: Chapter) -> None:
    heard: list[ChangeSet] = []
    library.subscribe(heard.append)
    token = object()
    scene = SceneText(chapter.scenes[0].id, prose_from_text("One lamp lit."))
    library.texts.save_chapter(chapter.id, ChapterText((scene,)), source=token)
    assert plain(library, chapter) == ["One lamp lit."]
    assert library.undo_label == "New story"
    assert [(c.origin, c.source, c.table("text").changed) for c in heard] == [
        (Origin.TYPING, token, frozenset([chapter.scenes[0].id]))
    ]


def test_saving_the_same_again_says_nothing(library: Library, chapter: Chapter) -> None:
    write(library, chapter.id, "One lamp lit.")
    heard: list[ChangeSet] = []
    library.subscribe(heard.append)
    write(library, chapter.id, "One lamp lit.")
    assert heard == []


def test_prose_handed_back_untouched_is_not_looked_at(
    library: Library, chapter: Chapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(library, chapter.id, "One lamp.", "Two lamps.")
    first, second = library.texts.chapter(chapter.id).scenes
    counted: list[Prose] = []

    def count(prose: Prose) -> int:
        counted.append(prose)
        return 1

    monkeypatch.setattr("planner.library.prose.count_words", count)
    changed = prose_from_text("Two lamps, still.")
    library.texts.save_chapter(chapter.id, ChapterText((first, SceneText(second.id, changed))))
    assert [prose for prose in counted if prose] == [changed]


def test_notes_are_kept_apart_and_never_counted(library: Library, chapter: Chapter) -> None:
    scene = SceneText(chapter.scenes[0].id, prose_from_text("Three words here."))
    notes = prose_from_text("Thank you all for reading this far.")
    library.texts.save_chapter(chapter.id, ChapterText((scene,), before=notes, after=notes))
    assert library.texts.note(chapter.id, "before") == notes
    assert library.texts.chapter(chapter.id).after == notes
    assert library.outline.chapter(chapter.id).words == 3
    assert library.tallies.today() == 3


def test_the_tally_counts_what_is_written_and_nothing_else(library: Library, chapter: Chapter, clock: Clock) -> None:
    write(library, chapter.id, "one two three four five")
    write(library, chapter.id, "one two three four five pasted in by hand", not_written=4)
    assert library.tallies.today() == 5
    clock.advance(days=1)
    write(library, chapter.id, "one two")
    assert library.tallies.today() == -7
    assert [words for _, words in library.tallies.days()] == [5, -7]
    assert rows(library.path, "SELECT added, deleted FROM tally ORDER BY day") == [(5, 0), (0, 7)]


def test_cutting_a_scene_in_two_writes_no_words(library: Library, chapter: Chapter) -> None:
    write(library, chapter.id, "one two three four")
    write(library, chapter.id, "one two", "three four")
    write(library, chapter.id, "one two three four")
    assert library.tallies.today() == 4


def test_a_scene_break_in_the_text_makes_a_scene(library: Library, chapter: Chapter) -> None:
    ids = write(library, chapter.id, "Before.", "After.")
    assert plain(library, chapter) == ["Before.", "After."]
    assert [scene.id for scene in library.outline.chapter(chapter.id).scenes] == ids
    assert library.undo_label == "Split scene"


def test_deleting_a_break_keeps_the_second_scenes_plan(library: Library, chapter: Chapter) -> None:
    first, second = write(library, chapter.id, "Before.", "After.")
    with library.change("Plan"):
        library.outline.edit_scene(first, goal="Light the lamp", title="Dusk")
        library.outline.edit_scene(second, goal="Put it out", conflict="No matches", title="Dawn")
    write(library, chapter.id, "Before. After.")
    joined = library.outline.scene(first)
    assert (joined.title, joined.goal, joined.conflict) == (
        "Dusk / Dawn",
        "Light the lamp\n\nPut it out",
        "No matches",
    )
    assert [trashed.title for trashed in library.trash.list()] == ["Dawn"]

    # Undo in the text brings the break back, with the id it had.
    texts = (SceneText(first, prose_from_text("Before.")), SceneText(second, prose_from_text("After.")))
    assert library.texts.save_chapter(chapter.id, ChapterText(texts)) == [first, second]
    assert library.outline.scene(first).goal == "Light the lamp"
    assert library.outline.scene(second).goal == "Put it out"
    assert library.trash.list() == []


def test_what_was_replanned_since_the_join_stays(library: Library, chapter: Chapter) -> None:
    first, second = write(library, chapter.id, "Before.", "After.")
    with library.change("Plan"):
        library.outline.edit_scene(second, goal="Put it out")
    write(library, chapter.id, "Before. After.")
    with library.change("Plan"):
        library.outline.edit_scene(first, goal="Something better")
    texts = (SceneText(first, prose_from_text("Before.")), SceneText(second, prose_from_text("After.")))
    library.texts.save_chapter(chapter.id, ChapterText(texts))
    assert library.outline.scene(first).goal == "Something better"


def test_a_break_pasted_twice_makes_a_scene_of_its_own(library: Library, chapter: Chapter) -> None:
    first, second = write(library, chapter.id, "A.", "B.")
    texts = tuple(SceneText(i, prose_from_text("x")) for i in (first, second, second))
    ids = library.texts.save_chapter(chapter.id, ChapterText(texts))
    assert ids[:2] == [first, second]
    assert len(set(ids)) == 3


def test_undoing_a_break_joins_what_was_written_on_both_sides_of_it(library: Library, chapter: Chapter) -> None:
    write(library, chapter.id, "Before.", "After.")
    write(library, chapter.id, "Before, and much more since.", "After, and then some.")
    changes = library.undo()
    assert changes is not None
    assert changes.kept == ()
    assert plain(library, chapter) == ["Before, and much more since.\nAfter, and then some."]
    assert library.trash.list() == []
    assert [hit.paragraph for hit in library.search.prose("then some")] == [1]
    library.redo()
    assert plain(library, chapter) == ["Before, and much more since.", "After, and then some."]
    library.undo()
    assert plain(library, chapter) == ["Before, and much more since.\nAfter, and then some."]


def test_undo_keeps_prose_that_was_written_since(library: Library, chapter: Chapter) -> None:
    write(library, chapter.id, "Before.", "After.")
    second = library.outline.chapter(chapter.id).scenes[1]
    with library.change("Join"):
        library.outline.merge_scene(second.id)
    write(library, chapter.id, "Before and after, and much more since.")
    changes = library.undo()
    assert changes is not None
    assert changes.kept == ("The newer text of Chapter 1 was kept as a version.",)
    assert plain(library, chapter) == ["Before.", "After."]
    kept = next(shot for shot in library.snapshots.list(chapter.id) if shot.reason is Reason.UNDO)
    assert [scene.prose.plain for scene in library.snapshots.text(kept.id).scenes] == [
        "Before and after, and much more since."
    ]
    library.redo()
    assert plain(library, chapter) == ["Before and after, and much more since."]


def test_undoing_an_added_chapter_leaves_what_was_written_in_the_trash(
    library: Library, story: tuple[StoryId, list[Chapter]]
) -> None:
    with library.change("Add chapter"):
        added = library.outline.add_chapter(story[0], title="Fourth")
    write(library, added, "Nine hundred words of it.")
    library.undo()
    (trashed,) = library.trash.list()
    assert (trashed.kind, trashed.title) == ("chapter", "Fourth")
    with library.change("Restore"):
        library.trash.restore(trashed.id)
    assert library.outline.chapter(added).words == 5


def test_undoing_what_held_no_prose_leaves_no_rubbish(library: Library, story: tuple[StoryId, list[Chapter]]) -> None:
    with library.change("Add chapter"):
        library.outline.add_chapter(story[0])
    library.undo()
    assert library.trash.list() == []


def test_a_days_first_save_keeps_yesterdays_text(library: Library, chapter: Chapter, clock: Clock) -> None:
    write(library, chapter.id, "Yesterday.")
    assert library.snapshots.list(chapter.id) == []
    clock.advance(days=1)
    write(library, chapter.id, "Today.")
    write(library, chapter.id, "Today, later.")
    (kept,) = library.snapshots.list(chapter.id)
    assert kept.reason is Reason.DAY
    assert library.snapshots.text(kept.id).scenes[0].prose.plain == "Yesterday."


def test_a_version_is_restored_and_the_present_one_kept(library: Library, chapter: Chapter) -> None:
    first, second = write(library, chapter.id, "A.", "B.")
    shot = library.snapshots.keep(chapter.id, "good one")
    write(library, chapter.id, "A and B, joined.")
    with library.change("Restore version"):
        library.snapshots.restore(shot)
    assert plain(library, chapter) == ["A.", "B."]
    newest = library.snapshots.list(chapter.id)[0]
    assert newest.reason is Reason.REWRITE
    assert library.snapshots.text(newest.id).scenes[0].prose.plain == "A and B, joined."
    library.undo()
    assert plain(library, chapter) == ["A and B, joined."]
    assert second not in [scene.id for scene in library.outline.chapter(chapter.id).scenes]
    assert first in [scene.id for scene in library.outline.chapter(chapter.id).scenes]


def test_restoring_empties_planned_scenes_made_since(library: Library, chapter: Chapter) -> None:
    write(library, chapter.id, "A and B.")
    shot = library.snapshots.keep(chapter.id)
    _, second, _ = write(library, chapter.id, "A.", "B.", "C.")
    with library.change("Plan"):
        library.outline.edit_scene(second, synopsis="They meet")
    with library.change("Restore version"):
        library.snapshots.restore(shot)
    scenes = library.outline.chapter(chapter.id).scenes
    assert [(scene.synopsis, scene.words) for scene in scenes] == [("", 3), ("They meet", 0)]


def test_one_scene_can_have_versions_of_its_own(library: Library, chapter: Chapter) -> None:
    first, second = write(library, chapter.id, "A.", "B.")
    shot = library.snapshots.keep(chapter.id, scene_id=second)
    write(library, chapter.id, "A changed.", "B changed.")
    with library.change("Restore version"):
        library.snapshots.restore(shot)
    assert plain(library, chapter) == ["A changed.", "B."]
    assert library.texts.scene(first).plain == "A changed."
    library.snapshots.remove(shot)
    assert all(kept.id != shot for kept in library.snapshots.list(chapter.id))


def test_writing_moves_a_story_to_the_top_of_what_was_touched(
    library: Library, story: tuple[StoryId, list[Chapter]], clock: Clock
) -> None:
    clock.advance(hours=3)
    write(library, story[1][1].id, "Now.")
    assert library.stories.get(story[0]).touched == clock.now
    other, _ = story_with_chapters(library)
    clock.advance(hours=1)
    with library.change("Reorder the shelf"):
        library.stories.move(other, 0)
    assert library.stories.get(story[0]).touched < clock.now


def test_what_is_no_text_is_left_out_of_all_that_is_stored(library: Library, chapter: Chapter) -> None:
    write(library, chapter.id, "a\ud800b\x00c\x0bd")
    query = "SELECT html, plain, words FROM text"
    assert rows(library.path, query) == [("<p>abc<br>d</p>", "abc\u2028d", 2)]
    assert [hit.match for hit in library.search.prose("abc ")] == ["abc"]


def test_a_text_longer_than_search_can_number_is_saved(
    library: Library, chapter: Chapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.library.prose.PARAGRAPH_BITS", 3)
    write(library, chapter.id, "\n".join("abcdefghijkl"), "next")
    assert plain(library, chapter) == ["\n".join("abcdefghijkl"), "next"]
    assert [row[0] for row in rows(library.path, "SELECT body FROM prose_fts ORDER BY rowid")] == [*"abcdefgh", "next"]
    write(library, chapter.id, "a", "next")
    assert [row[0] for row in rows(library.path, "SELECT body FROM prose_fts ORDER BY rowid")] == ["a", "next"]


def test_saving_into_a_chapter_that_is_gone_brings_nothing_back(library: Library, chapter: Chapter) -> None:
    text = library.texts.chapter(chapter.id)
    with library.change("Delete chapter"):
        library.outline.remove_chapter(chapter.id)
    with pytest.raises(KeyError):
        library.texts.save_chapter(chapter.id, text)
    assert chapter.id not in [each.id for each in library.outline.get(chapter.story_id).chapters]


def test_text_is_not_saved_into_a_change_that_may_be_rolled_back(library: Library, chapter: Chapter) -> None:
    steps = library.drafts.steps(StoryDraft("Imported", chapters=(ChapterDraft(), ChapterDraft())), None)
    next(steps)
    with pytest.raises(PlannerError, match="longer change"):
        write(library, chapter.id, "Typed meanwhile.")
    steps.close()
    write(library, chapter.id, "Typed meanwhile.")
    assert plain(library, chapter) == ["Typed meanwhile."]
