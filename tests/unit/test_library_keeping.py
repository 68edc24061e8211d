"""What keeps: the trash, the rolling backups, whole stories in and out, ideas, settings and search."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.cast_draft import PersonDraft
from planner.domain.draft import (
    BeatDraft,
    ChapterDraft,
    EndingDraft,
    SceneDraft,
    StoryDraft,
    ThreadDraft,
)
from planner.domain.endings import EndingKind
from planner.domain.errors import Cancelled, PlannerError
from planner.domain.outline import Arc, Chapter, ChapterStatus, StoryId, StoryState
from planner.domain.place import Place
from planner.domain.prose.model import Mark, Paragraph, Prose, Run, prose_from_text
from planner.domain.threads import BeatRole, ThreadKind
from planner.library import backup
from planner.library.backup import Backup, outdated
from planner.library.file import Library
from planner.library.search import match_expression
from tests.unit.library_rooms import Clock, rows, story_with_chapters, write

DRAFT = StoryDraft(
    title="Salt and Signal",
    fandom="Original Work",
    summary="Two keepers, one light.",
    spark="What if the light answered?",
    expected=5,
    people=(PersonDraft("Ines", "she/her", "main", "keeps the light"),),
    tags=(("rating", "General Audiences"), ("relationship", "Ines & Tomas")),
    threads=(
        ThreadDraft(
            "Who lit it?",
            ThreadKind.MYSTERY,
            beats=(BeatDraft(1, BeatRole.OPENS, "a flash", scene=2), BeatDraft(3, BeatRole.RESOLVES)),
        ),
        ThreadDraft("The soup", ThreadKind.GAG, promise=False),
    ),
    endings=(EndingDraft(3, EndingKind.INTENDED, "dawn"),),
    chapters=(
        ChapterDraft(
            title="Dusk",
            scenes=(
                SceneDraft(
                    Prose((Paragraph((Run("She "), Run("ran", frozenset({Mark.EM})), Run(" home."))),)),
                    pov="Ines",
                    moment="day 1, evening",
                    present=("Ines", "Tomas"),
                ),
                SceneDraft(prose_from_text("The bell rang twice."), title="The bell", pov="Tomas", place="The pier"),
            ),
            notes_before=prose_from_text("Hello."),
            notes_after=prose_from_text("Thanks for reading."),
            status=ChapterStatus.READY,
            arc="The light",
            target_words=2000,
        ),
        ChapterDraft(title="Night", arc="The light", status=ChapterStatus.DRAFTED),
        ChapterDraft(title="Dawn", scenes=(), status=ChapterStatus.PLANNED, hook="Who lit it?"),
    ),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.longfic"


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    with Library.open(path, clock=Clock()) as opened:
        yield opened


# Whole stories


def test_a_story_comes_out_as_it_went_in(library: Library) -> None:
    with library.change("Import"):
        story_id = library.drafts.add(DRAFT)
    out = library.drafts.story(story_id)
    assert out.people == (*DRAFT.people, PersonDraft("Tomas"))
    assert (out.title, out.fandom, out.summary, out.spark, out.expected, out.tags) == (
        DRAFT.title,
        DRAFT.fandom,
        DRAFT.summary,
        DRAFT.spark,
        DRAFT.expected,
        DRAFT.tags,
    )
    assert out.chapters[:2] == DRAFT.chapters[:2]
    assert (out.threads, out.endings) == (DRAFT.threads, DRAFT.endings)
    assert out.chapters[2].hook == "Who lit it?"
    assert out.chapters[2].scenes == (SceneDraft(),)
    assert library.tallies.today() == 0


def test_a_draft_can_be_added_to_a_story(library: Library) -> None:
    story_id, _ = story_with_chapters(library, 2)
    with library.change("Import"):
        added = library.drafts.append(story_id, DRAFT)
    outline = library.outline.get(story_id)
    assert [chapter.title for chapter in outline.chapters] == ["", "", "Dusk", "Night", "Dawn"]
    assert [chapter.id for chapter in outline.chapters[2:]] == added
    assert [isinstance(item, Arc) for item in outline.items] == [False, False, True, False]
    with library.change("Import"):
        library.drafts.append(story_id, StoryDraft(chapters=(ChapterDraft("More", arc="New"),)))
    last = library.outline.get(story_id).items[-1]
    assert isinstance(last, Arc)
    assert last.title == "New"


def test_an_import_that_is_stopped_leaves_nothing(library: Library, path: Path) -> None:
    steps = library.drafts.steps(DRAFT, None)
    assert next(steps) == pytest.approx(1 / 3)
    steps.close()
    assert rows(path, "SELECT count(*) FROM story") == [(0,)]
    assert library.undo_label is None
    with library.change("New story"):
        library.stories.add("Still works")
    assert rows(path, "SELECT title FROM story") == [("Still works",)]


# Trash


def test_the_trash_outlives_the_session(path: Path) -> None:
    with Library.open(path) as library:
        with library.change("Import"):
            story_id = library.drafts.add(DRAFT)
        before = library.drafts.story(story_id)
        arc = library.outline.get(story_id).items[0]
        assert isinstance(arc, Arc)
        with library.change("Delete arc"):
            library.outline.remove_arc(arc.id)
    with Library.open(path) as library:
        (trashed,) = library.trash.list()
        assert (trashed.kind, trashed.title, trashed.story_title) == ("arc", "The light", "Salt and Signal")
        with library.change("Restore"):
            library.trash.restore(trashed.id)
        assert library.drafts.story(story_id) == before
        assert library.trash.list() == []
        assert [hit.match for hit in library.search.prose("bell")] == ["bell"]


def test_a_dissolved_arc_gets_its_chapters_back(library: Library) -> None:
    story_id, chapters = story_with_chapters(library, 4)
    with library.change("Group"):
        arc_id = library.outline.group_chapters([chapter.id for chapter in chapters[1:3]], "Part")
    before = library.outline.get(story_id)
    with library.change("Dissolve"):
        library.outline.dissolve_arc(arc_id)
    with library.change("Restore"):
        library.trash.restore(library.trash.list()[0].id)
    assert library.outline.get(story_id).items == before.items


def test_a_whole_story_comes_back(library: Library) -> None:
    with library.change("Import"):
        story_id = library.drafts.add(DRAFT)
    before = library.drafts.story(story_id)
    with library.change("Delete story"):
        library.stories.remove(story_id)
    (trashed,) = library.trash.list()
    with library.change("Restore"):
        library.trash.restore(trashed.id)
    assert library.drafts.story(story_id) == before


def test_a_person_comes_back_as_whose_scenes_they_told(library: Library) -> None:
    with library.change("Import"):
        story_id = library.drafts.add(DRAFT)
    ines = library.cast.people(story_id)[0]
    with library.change("Delete person"):
        library.cast.remove(ines.id)
    assert library.drafts.story(story_id).chapters[0].scenes[0].pov == ""
    with library.change("Restore"):
        library.trash.restore(library.trash.list()[0].id)
    assert library.drafts.story(story_id).chapters[0].scenes[0].pov == "Ines"
    assert [person.name for person in library.cast.people(story_id)] == ["Ines", "Tomas"]


def test_a_scene_cannot_come_back_before_its_chapter(library: Library) -> None:
    _, chapters = story_with_chapters(library)
    write(library, chapters[0].id, "A.", "B.")
    second = library.outline.chapter(chapters[0].id).scenes[1]
    with library.change("Delete scene"):
        library.outline.remove_scene(second.id)
    with library.change("Delete chapter"):
        library.outline.remove_chapter(chapters[0].id)
    chapter, scene = library.trash.list()

    def restore(trashed_id: int) -> None:
        with library.change("Restore"):
            library.trash.restore(trashed_id)

    with pytest.raises(PlannerError, match="Restore the chapter first"):
        restore(scene.id)
    restore(chapter.id)
    restore(scene.id)
    assert [s.words for s in library.outline.chapter(chapters[0].id).scenes] == [1, 1]


def test_search_passes_over_what_was_deleted_and_finds_it_again(library: Library) -> None:
    story, chapters = story_with_chapters(library)
    write(library, chapters[0].id, "The lamp was lit.\n\nNobody came.")
    with library.change("Delete chapter"):
        library.outline.remove_chapter(chapters[0].id)
    assert library.search.prose("lamp ") == []
    with library.change("Restore"):
        library.trash.restore(library.trash.list()[0].id)
    assert [hit.paragraph for hit in library.search.prose("lamp ")] == [0]
    write(library, chapters[0].id, "The lamp was lit.\n\nNobody else came with a lamp.")
    assert [hit.paragraph for hit in library.search.prose("lamp ")] == [0, 2]
    with library.change("Delete story"):
        library.stories.remove(story)
    assert library.search.prose("lamp ") == []
    library.undo()
    assert [hit.paragraph for hit in library.search.prose("lamp ")] == [0, 2]


def test_nothing_of_an_emptied_trash_stays_in_the_search_index(library: Library) -> None:
    _, chapters = story_with_chapters(library)
    write(library, chapters[0].id, "The lamp was lit.")
    write(library, chapters[1].id, "It went out.")
    with library.change("Delete chapter"):
        library.outline.remove_chapter(chapters[0].id)
    library.trash.empty()
    assert rows(library.path, "SELECT body FROM prose_fts") == [("It went out.",)]
    library.undo()
    assert [hit.match for hit in library.search.prose("lamp ")] == ["lamp"]


def test_what_undo_brings_back_is_not_in_the_trash(library: Library) -> None:
    _, chapters = story_with_chapters(library)
    with library.change("Delete chapter"):
        library.outline.remove_chapter(chapters[1].id)
    assert len(library.trash.list()) == 1
    library.undo()
    assert library.trash.list() == []
    library.redo()
    assert len(library.trash.list()) == 1
    library.trash.empty()
    assert library.trash.list() == []


# Ideas, settings, place


def test_ideas_become_what_they_were_waiting_for(library: Library) -> None:
    story_id, chapters = story_with_chapters(library)
    with library.change("Capture"):
        first = library.ideas.add("A lamp that answers\nwith three flashes")
        second = library.ideas.add("They swap coats", story_id)
        third = library.ideas.add("The fog lifts", story_id)
    assert [idea.id for idea in library.ideas.all()] == [third, second, first]
    with library.change("Make a story"):
        made = library.ideas.to_story(first)
        scene = library.ideas.to_scene(second, chapters[0].id)
        chapter = library.ideas.to_chapter(third, story_id)
    story = library.stories.get(made)
    assert (story.title, story.state) == ("A lamp that answers", StoryState.IDEA)
    assert story.spark == "A lamp that answers\nwith three flashes"
    assert library.outline.scene(scene).synopsis == "They swap coats"
    assert library.outline.chapter(chapter).synopsis == "The fog lifts"
    assert library.ideas.all() == []


def test_settings_and_place_last(path: Path) -> None:
    place = Place(StoryId(3), offset=120, scroll=44)
    with Library.open(path) as library:
        library.settings.set("theme", "dark")
        library.settings.set("gone", "x")
        library.settings.set("gone", None)
        library.place.set(place)
    with Library.open(path) as library:
        assert library.settings.get("theme") == "dark"
        assert library.settings.get("gone") is None
        assert library.place.get() == place
        library.settings.set("place", '{"from": "another version"}')
        assert library.place.get() is None


# Search


def test_search_finds_words_in_their_paragraph(library: Library) -> None:
    story_id, chapters = story_with_chapters(library)
    write(library, chapters[0].id, "Nothing here.\nThe café at the pier was closed, and so was the PIER.")
    ids = write(library, chapters[1].id, "Elsewhere.", "A pierhead.")
    hits = library.search.prose("pier ")
    assert [(hit.chapter_id, hit.paragraph, hit.start, hit.match) for hit in hits] == [
        (chapters[0].id, 1, len("The café at the "), "pier")
    ]
    assert hits[0].before == "The café at the "
    assert hits[0].after == " was closed, and so was the PIER."
    assert {hit.scene_id for hit in library.search.prose("pier")} == {hits[0].scene_id, ids[1]}
    assert len(library.search.prose("cafe pier")) == 1
    assert library.search.prose('"pier was closed"')[0].match == "pier was closed"
    assert library.search.prose('"closed pier"') == []
    assert library.search.prose("pier", StoryId(story_id + 1)) == []


def test_search_forgets_what_was_deleted_and_recalls_what_is_undone(library: Library) -> None:
    _, chapters = story_with_chapters(library)
    write(library, chapters[0].id, "A lantern.\nAnother lantern.")
    write(library, chapters[0].id, "A torch.")
    assert library.search.prose("lantern") == []
    with library.change("Delete chapter"):
        library.outline.remove_chapter(chapters[0].id)
    assert library.search.prose("torch") == []
    library.undo()
    assert len(library.search.prose("torch")) == 1


def test_search_covers_the_plan(library: Library) -> None:
    with library.change("Import"):
        story_id = library.drafts.add(DRAFT)
        library.ideas.add("an answering light")
    other, _ = story_with_chapters(library)
    found = {(hit.kind, hit.field, hit.match) for hit in library.search.plan("light")}
    assert found == {
        ("story", "spark", "light"),
        ("story", "summary", "light"),
        ("arc", "title", "light"),
        ("person", "about", "light"),
        ("idea", "text", "light"),
    }
    assert [(hit.kind, hit.field) for hit in library.search.plan("reading")] == [("chapter", "after")]
    assert library.search.plan("light", other) == []
    assert len(library.search.plan("light", story_id)) == 4
    assert len(library.search.plan("light", limit=2)) == 2


@given(st.text(max_size=30))
def test_nothing_typed_into_search_is_an_error(tmp_path_factory: pytest.TempPathFactory, query: str) -> None:
    path = tmp_path_factory.getbasetemp() / "search.longfic"
    with Library.open(path) as library:
        library.search.prose(query)
        library.search.plan(query)


def test_only_the_last_word_is_a_beginning() -> None:
    assert match_expression("two words") == '"two" "words"*'
    assert match_expression("two words ") == '"two" "words"'
    assert match_expression("“as one” more") == '"as one" "more"*'
    assert match_expression(" — ") is None


# Backups


def test_a_backup_is_a_whole_library(library: Library, path: Path) -> None:
    story_id, chapters = story_with_chapters(library)
    write(library, chapters[0].id, "Safe.")
    assert library.backups.is_due()
    made = library.backups.make()
    assert not library.backups.is_due()
    assert backup.is_good(made.path)
    with Library.open(made.path, read_only=True) as copy:
        assert copy.outline.get(story_id).words == 1
    assert [b.path for b in library.backups.list()] == [made.path]
    assert path.exists()


def test_a_backup_that_is_stopped_leaves_nothing(library: Library) -> None:
    story_with_chapters(library)
    with pytest.raises(Cancelled):
        library.backups.make(cancelled=lambda: True)
    assert list(backup.folder(library.path).iterdir()) == []


def test_a_backup_that_cannot_be_made_says_so(library: Library) -> None:
    backup.folder(library.path).write_text("in the way")
    with pytest.raises(PlannerError, match="could not be made"):
        library.backups.make()


def test_a_rotten_backup_is_not_restored(library: Library, path: Path, tmp_path: Path) -> None:
    rotten = tmp_path / "rotten.longfic"
    rotten.write_bytes(b"SQLite format 3\x00" + bytes(5000))
    before = path.read_bytes()
    with pytest.raises(PlannerError, match="damaged too"):
        backup.restore(path, rotten, datetime(2026, 11, 22))
    assert path.read_bytes() == before


@given(st.sets(st.integers(0, 400), max_size=60))
def test_backups_kept_are_a_fortnight_and_one_a_month(days: set[int]) -> None:
    made = [Backup(Path(f"{day}"), datetime(2026, 1, 1, 9) + timedelta(days=day)) for day in days]
    gone = set(outdated(made))
    kept = sorted((b for b in made if b not in gone), key=lambda b: b.made_at, reverse=True)
    assert [b.made_at for b in kept[:14]] == sorted((b.made_at for b in made), reverse=True)[:14]
    months = {(b.made_at.year, b.made_at.month) for b in made}
    assert {(b.made_at.year, b.made_at.month) for b in kept} == months
    assert len(kept) <= 14 + len(months)


def test_a_chapter_without_scenes_in_a_draft_still_has_a_place_to_write(library: Library) -> None:
    with library.change("Import"):
        story_id = library.drafts.add(StoryDraft(title="Bare", chapters=(ChapterDraft(scenes=()),)))
    (chapter,) = library.outline.get(story_id).chapters
    assert isinstance(chapter, Chapter)
    assert len(chapter.scenes) == 1
