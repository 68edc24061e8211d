"""Undo and redo as a law over every verb: the library equals its earlier self, and stays sound."""

from __future__ import annotations

import json

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import precondition, rule

from planner.domain.board import Spot
from planner.domain.cast import PersonRole
from planner.domain.cast_draft import (
    BoardDraft,
    DevelopmentDraft,
    GroupDraft,
    PersonDraft,
    RevealDraft,
    SecretDraft,
    TieDraft,
)
from planner.domain.draft import ChapterDraft, ChapterText, SceneDraft, SceneText, StoryDraft
from planner.domain.endings import EndingKind, wrap_up
from planner.domain.outline import Arc, ArcId, ChapterId, ChapterStatus, StoryState
from planner.domain.prose.model import prose_from_text
from planner.domain.threads import BeatRole, ThreadId, ThreadKind
from planner.library.custom import Owner
from tests.unit.library_cast_rules import CastRules
from tests.unit.library_machine import picked, picks, places, texts
from tests.unit.library_progress_rules import ProgressRules


class LibraryMachine(CastRules, ProgressRules):
    """Every verb of the library, in any order, with undo and redo between."""

    def siblings_of(self, chapter_id: ChapterId) -> list[ArcId | None]:
        outline = self.library.outline.get(self.library.outline.story_of(chapter_id))
        return [None, *(item.id for item in outline.items if isinstance(item, Arc))]

    # Stories

    @rule(text=texts, chapters=st.integers(0, 3))
    def add_story(self, text: str, chapters: int) -> None:
        self.do(self.library.stories.add, text, chapters=chapters, spark=text)

    @precondition(lambda self: self.stories)
    @rule(pick=picks, text=texts, state=st.sampled_from(StoryState), expected=st.none() | st.integers(1, 9))
    def edit_story(self, pick: int, text: str, state: StoryState, expected: int | None) -> None:
        story = picked(self.stories, pick)
        self.do(self.library.stories.edit, story, title=text, state=state, expected=expected, sleep_after=len(text) + 1)

    @precondition(lambda self: self.stories)
    @rule(pick=picks, tags=st.lists(st.tuples(st.sampled_from(["rating", "fandom"]), texts), max_size=3))
    def tag_story(self, pick: int, tags: list[tuple[str, str]]) -> None:
        self.do(self.library.stories.set_tags, picked(self.stories, pick), tags)

    @precondition(lambda self: self.stories)
    @rule(pick=picks, place=st.integers(0, 4))
    def move_story(self, pick: int, place: int) -> None:
        self.do(self.library.stories.move, picked(self.stories, pick), place)

    @precondition(lambda self: len(self.stories) > 1)
    @rule(pick=picks)
    def remove_story(self, pick: int) -> None:
        self.do(self.library.stories.remove, picked(self.stories, pick))

    @precondition(lambda self: self.stories)
    @rule(pick=picks, text=texts, arc=texts, pov=texts, new=st.booleans())
    def import_draft(self, pick: int, text: str, arc: str, pov: str, new: bool) -> None:
        scene = SceneDraft(prose_from_text(text), pov=pov)
        note = prose_from_text(text)
        chapters = (ChapterDraft(text, (scene, scene), notes_after=note, arc=arc), ChapterDraft("x", arc=arc))
        draft = StoryDraft(
            title=text,
            chapters=chapters,
            tags=(("fandom", text),),
            people=(
                PersonDraft(pov, portrait=text.encode(), spot=Spot(1, 2), fields=((arc, text),)),
                PersonDraft(text),
            ),
            groups=(GroupDraft(arc, (0, 1)),),
            ties=(TieDraft(0, 1, begins=1, developments=(DevelopmentDraft(2, label=text),)),),
            secrets=(SecretDraft(text, reveals=(RevealDraft(None, 1, 2, teller=0), RevealDraft(1))),),
            boards=(BoardDraft(arc, ((1, Spot(3, 4, True)),)),),
        )
        if new:
            self.do(self.library.drafts.add, draft)
        else:
            self.do(self.library.drafts.append, picked(self.stories, pick), draft)

    # Arcs and chapters

    @precondition(lambda self: self.stories)
    @rule(pick=picks, text=texts, place=places)
    def add_arc(self, pick: int, text: str, place: int | None) -> None:
        self.do(self.library.outline.add_arc, picked(self.stories, pick), text, place)

    @precondition(lambda self: self.arcs)
    @rule(pick=picks, text=texts, place=places, action=st.sampled_from(["edit", "move", "copy", "dissolve", "remove"]))
    def change_arc(self, pick: int, text: str, place: int | None, action: str) -> None:
        arc, outline = picked(self.arcs, pick), self.library.outline
        match action:
            case "edit":
                self.do(outline.edit_arc, arc, title=text, synopsis=text)
            case "move":
                self.do(outline.move_arc, arc, place)
            case "copy":
                self.do(outline.duplicate_arc, arc)
            case "dissolve":
                self.do(outline.dissolve_arc, arc)
            case _:
                self.do(outline.remove_arc, arc)

    @precondition(lambda self: self.stories)
    @rule(pick=picks, text=texts, place=places)
    def add_chapter(self, pick: int, text: str, place: int | None) -> None:
        self.do(self.library.outline.add_chapter, picked(self.stories, pick), title=text, position=place)

    @precondition(lambda self: self.chapters)
    @rule(pick=picks, text=texts, status=st.sampled_from(ChapterStatus), aim=st.none() | st.integers(1, 9000))
    def edit_chapter(self, pick: int, text: str, status: ChapterStatus, aim: int | None) -> None:
        chapter = picked(self.chapters, pick)
        self.do(self.library.outline.edit_chapter, chapter, synopsis=text, status=status, target_words=aim)

    @precondition(lambda self: self.chapters)
    @rule(pick=picks, arc=picks, place=places)
    def move_chapter(self, pick: int, arc: int, place: int | None) -> None:
        chapter = picked(self.chapters, pick)
        self.do(self.library.outline.move_chapter, chapter, picked(self.siblings_of(chapter), arc), place)

    @precondition(lambda self: self.chapters)
    @rule(pick=picks, count=st.integers(1, 3), text=texts)
    def group_chapters(self, pick: int, count: int, text: str) -> None:
        story = self.library.outline.story_of(picked(self.chapters, pick))
        order = self.library.outline.reading_order(story, shelved=True)
        self.do(self.library.outline.group_chapters, order[pick % len(order) :][:count], text)

    @precondition(lambda self: self.chapters)
    @rule(pick=picks, copy=st.booleans())
    def copy_or_remove_chapter(self, pick: int, copy: bool) -> None:
        outline = self.library.outline
        self.do(outline.duplicate_chapter if copy else outline.remove_chapter, picked(self.chapters, pick))

    # Scenes

    @precondition(lambda self: self.chapters)
    @rule(pick=picks, text=texts, place=places)
    def add_scene(self, pick: int, text: str, place: int | None) -> None:
        self.do(self.library.outline.add_scene, picked(self.chapters, pick), place, goal=text)

    @precondition(lambda self: self.scenes)
    @rule(
        pick=picks, chapter=picks, text=texts, place=places, action=st.sampled_from(["edit", "move", "copy", "remove"])
    )
    def change_scene(self, pick: int, chapter: int, text: str, place: int | None, action: str) -> None:
        scene, outline = picked(self.scenes, pick), self.library.outline
        match action:
            case "edit":
                story = outline.story_of(outline.chapter_of(scene))
                pov = picked([None, *(person.id for person in self.library.cast.people(story))], chapter)
                self.do(outline.edit_scene, scene, outcome=text, pov=pov)
            case "move":
                self.do(outline.move_scene, scene, picked(self.chapters, chapter), place)
            case "copy":
                self.do(outline.duplicate_scene, scene)
            case _:
                self.do(outline.remove_scene, scene)

    @precondition(lambda self: self.scenes)
    @rule(pick=picks, paragraph=st.integers(0, 3), action=st.sampled_from(["split", "chapter", "join"]))
    def cut_scene(self, pick: int, paragraph: int, action: str) -> None:
        scene, outline = picked(self.scenes, pick), self.library.outline
        if action == "split":
            self.do(outline.split_scene, scene, paragraph)
        elif action == "chapter":
            self.do(outline.split_chapter, scene)
        elif outline.scene(scene).position > 0:
            self.do(outline.merge_scene, scene)

    # Threads, beats, endings, baselines, shelves

    @precondition(lambda self: self.stories)
    @rule(pick=picks, text=texts, place=places)
    def add_thread(self, pick: int, text: str, place: int | None) -> None:
        self.do(self.library.plot.add_thread, picked(self.stories, pick), text, place)

    @precondition(lambda self: self.threads)
    @rule(pick=picks, text=texts, action=st.sampled_from(["edit", "move", "copy", "remove"]))
    def change_thread(self, pick: int, text: str, action: str) -> None:
        thread, plot = picked(self.threads, pick), self.library.plot
        match action:
            case "edit":
                self.do(plot.edit_thread, thread, title=text, promise=bool(pick % 2), kind=ThreadKind.MYSTERY)
            case "move":
                self.do(plot.move_thread, thread, pick % 4)
            case "copy":
                self.do(plot.duplicate_thread, thread)
            case _:
                self.do(plot.remove_thread, thread)

    @precondition(lambda self: self.threads)
    @rule(pick=picks, chapter=picks, text=texts, role=st.sampled_from(BeatRole), place=places, in_scene=st.booleans())
    def add_beat(self, pick: int, chapter: int, text: str, role: BeatRole, place: int | None, in_scene: bool) -> None:
        thread = picked(self.threads, pick)
        if target := self.chapter_beside(thread, chapter):
            scene = self.library.outline.chapter(target).scenes[0].id if in_scene else None
            self.do(self.library.plot.add_beat, thread, target, place, role=role, text=text, scene_id=scene)

    @precondition(lambda self: self.beats)
    @rule(
        pick=picks, chapter=picks, text=texts, place=places, action=st.sampled_from(["edit", "move", "copy", "remove"])
    )
    def change_beat(self, pick: int, chapter: int, text: str, place: int | None, action: str) -> None:
        beat, plot = picked(self.beats, pick), self.library.plot
        match action:
            case "edit":
                self.do(plot.edit_beat, beat, text=text, role=BeatRole.RESOLVES)
            case "move":
                thread = plot.beat(beat).thread_id
                target = self.chapter_beside(thread, chapter)
                assert target is not None
                self.do(plot.move_beat, beat, thread, target, place)
            case "copy":
                self.do(plot.duplicate_beat, beat)
            case _:
                self.do(plot.remove_beat, beat)

    def chapter_beside(self, thread: ThreadId, pick: int) -> ChapterId | None:
        story = self.other.execute("SELECT story_id FROM thread WHERE id = ?", (thread,)).fetchone()[0]
        chapters = self.library.outline.reading_order(story, shelved=True)
        return picked(chapters, pick) if chapters else None

    @precondition(lambda self: self.chapters)
    @rule(
        pick=picks,
        text=texts,
        action=st.sampled_from(["possible", "intended", "unmark", "end", "wrap", "lock", "shelve", "unshelve"]),
    )
    def change_ending(self, pick: int, text: str, action: str) -> None:
        chapter, plot = picked(self.chapters, pick), self.library.plot
        story = self.library.outline.story_of(chapter)
        match action:
            case "possible" | "intended":
                self.do(plot.mark_ending, chapter, EndingKind(action), text)
            case "unmark":
                self.do(plot.unmark_ending, chapter)
            case "end":
                if not self.library.outline.chapter(chapter).shelved:
                    self.do(plot.end_here, chapter)
            case "wrap":
                secrets = self.library.secrets.knowledge(story)
                gone, back = self.threads[: len(text) % 3], [each.id for each in secrets.secrets[: len(text) % 2]]
                self.do(plot.wrap_up, story, wrap_up(*plot.story(story), gone, secrets, back))
            case "lock":
                self.do(plot.lock, story, text)
            case _:
                self.do(self.library.outline.shelve, [chapter], action == "shelve")

    @precondition(lambda self: self.scenes)
    @rule(pick=picks, text=texts)
    def fill_scene(self, pick: int, text: str) -> None:
        scene = picked(self.scenes, pick)
        story = self.library.outline.story_of(self.library.outline.chapter_of(scene))
        people = [person.id for person in self.library.cast.people(story)]
        self.do(self.library.outline.set_present, scene, people[: pick % 3])
        self.do(self.library.outline.edit_scene, scene, place=text, moment=text)

    @precondition(lambda self: self.stories)
    @rule(pick=picks, text=texts, owner=st.sampled_from(["chapter", "scene", "person"]))
    def add_field(self, pick: int, text: str, owner: Owner) -> None:
        self.do(self.library.custom.add, picked(self.stories, pick), owner, text)

    @precondition(lambda self: self.custom_fields)
    @rule(pick=picks, row=picks, text=texts, action=st.sampled_from(["set", "rename", "move", "remove"]))
    def change_field(self, pick: int, row: int, text: str, action: str) -> None:
        field, custom = picked(self.custom_fields, pick), self.library.custom
        match action:
            case "set":
                rows = self.ids(
                    self.other.execute("SELECT owner FROM custom_field WHERE id = ?", (field,)).fetchone()[0]
                )
                if rows:
                    self.do(custom.set_value, field, picked(rows, row), text)
            case "rename":
                self.do(custom.rename, field, text)
            case "move":
                self.do(custom.move, field, row % 4)
            case _:
                self.do(custom.remove, field)

    @precondition(lambda self: self.story_places)
    @rule(pick=picks, text=texts, remove=st.booleans())
    def change_place(self, pick: int, text: str, remove: bool) -> None:
        place = picked(self.story_places, pick)
        if remove:
            self.do(self.library.places.remove, place)
        else:
            self.do(self.library.places.edit, place, name=text or "Here", about=text)

    @precondition(lambda self: self.stories)
    @rule(pick=picks, chapters=st.none() | st.integers(1, 4), action=st.sampled_from(["lay", "keep", "remove"]))
    def change_template(self, pick: int, chapters: int | None, action: str) -> None:
        story, templates = picked(self.stories, pick), self.library.templates
        own = templates.own()
        if action == "keep" or not own:
            self.do(templates.keep, story, "Mine")
        elif action == "lay":
            self.do(templates.lay_over, story, picked(own, pick).template, chapters)
        else:
            self.do(templates.remove, picked(own, pick).id)

    # People and ideas

    @precondition(lambda self: self.stories)
    @rule(pick=picks, text=texts)
    def add_person(self, pick: int, text: str) -> None:
        self.do(self.library.cast.add, picked(self.stories, pick), text, role=picked(list(PersonRole), pick))

    @rule(pick=picks, text=texts)
    def add_idea(self, pick: int, text: str) -> None:
        self.do(self.library.ideas.add, text, picked([None, *self.stories], pick))

    @precondition(lambda self: self.ideas and self.chapters)
    @rule(
        pick=picks,
        text=texts,
        action=st.sampled_from(["edit", "assign", "move", "remove", "story", "chapter", "scene"]),
    )
    def change_idea(self, pick: int, text: str, action: str) -> None:
        idea, ideas = picked(self.ideas, pick), self.library.ideas
        match action:
            case "edit":
                self.do(ideas.edit, idea, text)
            case "assign":
                self.do(ideas.assign, idea, picked([None, *self.stories], pick))
            case "move":
                self.do(ideas.move, idea, pick % 5)
            case "remove":
                self.do(ideas.remove, idea)
            case "story":
                self.do(ideas.to_story, idea)
            case "chapter":
                self.do(ideas.to_chapter, idea, picked(self.stories, pick))
            case _:
                self.do(ideas.to_scene, idea, picked(self.chapters, pick))

    # Trash, snapshots, typing

    @rule(pick=picks)
    def restore_from_trash(self, pick: int) -> None:
        chapters, stories = set(self.chapters), set(self.stories)
        found = self.other.execute("SELECT id, kind, images, story_id FROM trash").fetchall()
        listed = {trashed.id for trashed in self.library.trash.list()}
        whole = [row[0] for row in found if row[0] in listed and (row[1] == "story" or row[3] in stories)]
        scenes = {row[0]: row[2] for row in found if row[1] == "scene"}
        ready = [i for i in whole if self.has_its_people(i)]
        ready = [i for i in ready if i not in scenes or any(f'"chapter_id": {c},' in scenes[i] for c in chapters)]
        if ready:
            self.do(self.library.trash.restore, picked(ready, pick))

    def has_its_people(self, trashed: int) -> bool:
        kind, images = self.other.execute("SELECT kind, images FROM trash WHERE id = ?", (trashed,)).fetchone()
        tie = json.loads(images)["images"][0][1]
        return kind != "tie" or {tie["one"], tie["other"]} <= set(self.people)

    @precondition(lambda self: self.chapters)
    @rule(pick=picks)
    def keep_snapshot(self, pick: int) -> None:
        self.library.snapshots.keep(picked(self.chapters, pick), "kept")

    @precondition(lambda self: self.chapters)
    @rule(pick=picks)
    def restore_snapshot(self, pick: int) -> None:
        kept = [shot for chapter in self.chapters for shot in self.library.snapshots.list(chapter)]
        if kept:
            self.do(self.library.snapshots.restore, picked(kept, pick).id)

    @precondition(lambda self: self.scenes)
    @rule(pick=picks, paragraph=st.integers(0, 3), action=st.sampled_from(["break", "join"]), text=texts)
    def type_with_scene_breaks(self, pick: int, paragraph: int, action: str, text: str) -> None:
        """Scene breaks made and deleted in the text are steps, with the text they cut or join."""
        chapter = self.library.outline.chapter_of(picked(self.scenes, pick))
        scenes = list(self.library.texts.chapter(chapter).scenes)
        at = pick % len(scenes)
        if action == "break":
            scenes.insert(at + 1, SceneText(None, prose_from_text(text)))
        elif at:
            scenes[at - 1 : at + 1] = [SceneText(scenes[at - 1].id, prose_from_text(text))]
        else:
            return
        before = self.dump()
        self.library.texts.save_chapter(chapter, ChapterText(tuple(scenes)))
        self.done.append(before)
        self.undone = []

    # Undo and redo

    @rule()
    def undo(self) -> None:
        present = self.dump()
        changes = self.library.undo()
        assert (changes is not None) == bool(self.done)
        if changes is not None:
            assert self.dump() == self.done.pop()
            self.undone.append(present)

    @rule()
    def redo(self) -> None:
        present = self.dump()
        changes = self.library.redo()
        assert (changes is not None) == bool(self.undone)
        if changes is not None:
            assert self.dump() == self.undone.pop()
            self.done.append(present)


LibraryMachine.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestLibraryMachine = LibraryMachine.TestCase
