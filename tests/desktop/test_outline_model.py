"""The outline's model follows the library row by row, and writes to it and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy
from PySide6.QtWidgets import QTreeView
from pytestqt.qtbot import QtBot

from planner.desktop.bus import Bus
from planner.desktop.notices import Notices
from planner.desktop.outline.model import OutlineModel
from planner.desktop.outline.shape import shape_of
from planner.desktop.outline.verbs import OutlineVerbs
from planner.domain.arranging import Ref
from planner.domain.draft import ChapterText, SceneText
from planner.domain.outline import ArcId, ChapterId, ChapterStatus, SceneId, StoryId
from planner.domain.prose.model import prose_from_text
from planner.library.file import Library
from tests.desktop.outline_stage import Plan, add_story, plan_of, ref_titled, saved_plan, shown

PLAN: Plan = ["Prologue", ("Winter", ["Snow", "Ice: The lake, The crack"]), "Thaw", "Epilogue"]


class Stage:
    """A library, a story in it, and the model under test with its tester and a view upon it."""

    def __init__(self, path: Path, plan: Plan = PLAN) -> None:
        self.path = path
        self.library = Library.open(path)
        self.bus = Bus(self.library)
        self.notices = Notices()
        self.model = OutlineModel(self.library, self.bus, OutlineVerbs(self.library, self.notices))
        self.tester = QAbstractItemModelTester(self.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        self.view = QTreeView()
        self.view.setModel(self.model)
        self.story_id = add_story(self.library, plan)
        self.model.open(self.story_id)
        self.view.expandAll()

    def close(self) -> None:
        self.view.deleteLater()
        self.bus.close()
        self.library.close()

    def index(self, title: str) -> QModelIndex:
        return self.model.index_of(ref_titled(self.model.outline, title))

    def saved(self) -> list[str | tuple[str, list[str]]]:
        return saved_plan(self.path, self.story_id)

    def drop(self, titles: list[str], parent: str | None, row: int = -1) -> bool:
        """Drop parts as a view does: from their mime data, before a row of a parent (-1: on it)."""
        data = self.model.mimeData([self.index(title) for title in titles])
        index = self.index(parent) if parent else QModelIndex()
        move = Qt.DropAction.MoveAction
        if not self.model.canDropMimeData(data, move, row, 0, index):
            return False
        assert not self.model.dropMimeData(data, move, row, 0, index), "a view would remove the rows it dragged"
        return True


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path / "a.longfic")
    yield made
    made.close()


def test_it_shows_arcs_chapters_and_scenes(stage: Stage) -> None:
    assert shown(stage.model) == [
        "Prologue",
        "Winter",
        ["Snow", "Ice", ["The lake", "The crack"]],
        "Thaw",
        "Epilogue",
    ]


def test_an_only_scene_without_a_title_is_not_worth_a_row(stage: Stage) -> None:
    outline = stage.library.outline.get(stage.story_id)
    thaw = next(chapter for chapter in outline.chapters if chapter.title == "Thaw")
    with stage.library.change("Rename scene"):
        stage.library.outline.edit_scene(thaw.scenes[0].id, title="The river")
    assert shown(stage.model, stage.index("Thaw")) == ["The river"]
    stage.library.undo()
    assert shown(stage.model, stage.index("Thaw")) == []


def test_renaming_in_place_reaches_the_file_as_one_step(stage: Stage) -> None:
    assert stage.model.setData(stage.index("Thaw"), "  The  thaw ")
    assert stage.saved()[2] == "The thaw"
    assert stage.library.undo_label == "Rename chapter"
    stage.library.undo()
    assert stage.index("Thaw").isValid()


def test_a_title_that_stays_is_no_step(stage: Stage) -> None:
    before = stage.library.undo_label
    assert stage.model.setData(stage.index("Thaw"), "Thaw")
    assert stage.library.undo_label == before


def test_another_order_moves_one_row_and_keeps_indexes(stage: Stage) -> None:
    moved, reset = QSignalSpy(stage.model.rowsMoved), QSignalSpy(stage.model.modelReset)
    inserted, removed = QSignalSpy(stage.model.rowsInserted), QSignalSpy(stage.model.rowsRemoved)
    crack = QPersistentModelIndex(stage.index("The crack"))
    assert stage.drop(["Ice"], None, 0)
    assert plan_of(stage.library.outline.get(stage.story_id))[0] == "Ice: The lake, The crack"
    assert crack.data() == "The crack"
    assert crack.parent().row() == 0
    assert (moved.count(), inserted.count(), removed.count(), reset.count()) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("titles", "parent", "row", "expected"),
    [
        (["Thaw"], None, 0, ["Thaw", "Prologue", ("Winter", ["Snow", "Ice: The lake, The crack"]), "Epilogue"]),
        (["Thaw"], "Winter", -1, ["Prologue", ("Winter", ["Snow", "Ice: The lake, The crack", "Thaw"]), "Epilogue"]),
        (
            ["Epilogue", "Prologue"],
            "Winter",
            1,
            [("Winter", ["Snow", "Prologue", "Epilogue", "Ice: The lake, The crack"]), "Thaw"],
        ),
        (["Snow"], None, -1, ["Prologue", ("Winter", ["Ice: The lake, The crack"]), "Thaw", "Epilogue", "Snow"]),
        (["Winter"], None, -1, ["Prologue", "Thaw", "Epilogue", ("Winter", ["Snow", "Ice: The lake, The crack"])]),
        (
            ["The lake"],
            "Snow",
            -1,
            ["Prologue", ("Winter", ["Snow: ?, The lake", "Ice: The crack"]), "Thaw", "Epilogue"],
        ),
        (
            ["The crack"],
            "Ice",
            0,
            ["Prologue", ("Winter", ["Snow", "Ice: The crack, The lake"]), "Thaw", "Epilogue"],
        ),
        (
            ["Winter", "Snow"],
            None,
            0,
            [("Winter", ["Snow", "Ice: The lake, The crack"]), "Prologue", "Thaw", "Epilogue"],
        ),
    ],
)
def test_dropping_moves_through_the_library(
    stage: Stage, titles: list[str], parent: str | None, row: int, expected: list[object]
) -> None:
    before = stage.saved()
    assert stage.drop(titles, parent, row)
    assert stage.saved() == expected
    assert stage.library.undo() is not None
    assert stage.saved() == before
    assert stage.model.shape == shape_of(stage.library.outline.get(stage.story_id))


@pytest.mark.parametrize(
    ("titles", "parent"),
    [
        (["Winter"], "Winter"),
        (["Prologue"], "Thaw"),
        (["Prologue"], "The lake"),
        (["The lake"], None),
        (["The lake"], "Winter"),
        (["The lake", "Prologue"], None),
    ],
)
def test_what_cannot_stand_there_is_refused(stage: Stage, titles: list[str], parent: str | None) -> None:
    assert not stage.drop(titles, parent)


def test_parts_of_another_story_are_refused(stage: Stage) -> None:
    data = stage.model.mimeData([stage.index("Thaw")])
    stage.model.open(add_story(stage.library, ["Elsewhere"], "Another"))
    assert not stage.model.canDropMimeData(data, Qt.DropAction.MoveAction, 0, 0, QModelIndex())


def test_saved_prose_changes_the_words_of_its_rows_only(stage: Stage) -> None:
    ice = ref_titled(stage.model.outline, "Ice")
    chapter = stage.library.outline.chapter(ChapterId(ice.id))
    changed = QSignalSpy(stage.model.dataChanged)
    lake, crack = chapter.scenes
    stage.library.texts.save_chapter(
        chapter.id, ChapterText((SceneText(lake.id, prose_from_text("One two three.")), SceneText(crack.id)))
    )
    assert stage.model.row(stage.index("Ice")) == stage.library.outline.chapter(chapter.id)
    assert {changed.at(i)[0].row() for i in range(changed.count())} <= {0, 1}
    assert stage.model.shape == shape_of(stage.library.outline.get(stage.story_id))


def test_a_story_that_is_deleted_leaves_nothing_to_show(stage: Stage) -> None:
    with stage.library.change("Delete story"):
        stage.library.stories.remove(stage.story_id)
    assert shown(stage.model) == []
    stage.model.open(None)
    assert stage.model.outline is None


def test_a_row_is_told_in_words(stage: Stage) -> None:
    with stage.library.change("Plan"):
        stage.library.outline.edit_chapter(
            ChapterId(ref_titled(stage.model.outline, "Thaw").id),
            target_words=3000,
            status=ChapterStatus.OUTLINED,
            synopsis="Ice <breaks>",
        )
    spoken = stage.model.data(stage.index("Thaw"), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Chapter 4: Thaw, outlined, 0 words of 3,000"
    assert "Ice &lt;breaks&gt;" in str(stage.model.data(stage.index("Thaw"), Qt.ItemDataRole.ToolTipRole))
    assert stage.model.data(stage.index("Winter"), Qt.ItemDataRole.AccessibleTextRole) == "Winter, 2 chapters"


def act(library: Library, story_id: StoryId, verb: str, first: int, second: int, place: int) -> None:
    """Do something to a story; numbers choose among what there is, and what does not apply is left."""
    outline = library.outline.get(story_id)
    chapters = [chapter.id for chapter in outline.chapters]
    scenes = [scene.id for chapter in outline.chapters for scene in chapter.scenes]
    arcs = [ArcId(item.id) for item in outline.items if hasattr(item, "chapters")]
    chapter = chapters[first % len(chapters)] if chapters else None
    scene: SceneId | None = scenes[first % len(scenes)] if scenes else None
    arc = [None, *arcs][second % (len(arcs) + 1)]
    with library.change(verb):
        match verb:
            case "add chapter":
                library.outline.add_chapter(story_id, arc_id=arc, position=place, title=f"new {place}")
            case "add arc":
                library.outline.add_arc(story_id, "new arc", place)
            case "add scene" if chapter:
                library.outline.add_scene(chapter, place, title="new scene")
            case "move chapter" if chapter:
                library.outline.move_chapter(chapter, arc, place)
            case "move arc" if arc:
                library.outline.move_arc(arc, place)
            case "move scene" if scene:
                library.outline.move_scene(scene, chapters[second % len(chapters)], place)
            case "remove chapter" if chapter:
                library.outline.remove_chapter(chapter)
            case "dissolve" if arc:
                library.outline.dissolve_arc(arc)
            case "remove arc" if arc:
                library.outline.remove_arc(arc)
            case "group" if chapters:
                library.outline.group_chapters(chapters[first % len(chapters) :][: place + 1], "group")
            case "duplicate" if chapter:
                library.outline.duplicate_chapter(chapter)
            case "split" if scene:
                library.outline.split_chapter(scene)
            case "retitle" if chapter:
                library.outline.edit_chapter(chapter, title=f"title {place}", status=ChapterStatus.DRAFTED)


VERBS = ["add chapter", "add arc", "add scene", "move chapter", "move arc", "move scene", "remove chapter"]
VERBS += ["dissolve", "remove arc", "group", "duplicate", "split", "retitle", "undo", "redo"]
numbers = st.integers(0, 9)


@given(st.lists(st.tuples(st.sampled_from(VERBS), numbers, numbers, numbers), max_size=12))
def test_whatever_is_done_the_rows_are_those_of_the_library(
    qapp: object, actions: list[tuple[str, int, int, int]]
) -> None:
    with TemporaryDirectory() as folder:
        stage = Stage(Path(folder, "a.longfic"))
        reset = QSignalSpy(stage.model.modelReset)
        for verb, first, second, place in actions:
            if verb == "undo" and stage.library.undo_label != "Add story":
                stage.library.undo()
            elif verb == "redo":
                stage.library.redo()
            else:
                act(stage.library, stage.story_id, verb, first, second, place)
            target = stage.library.outline.get(stage.story_id)
            assert stage.model.outline == target
            assert stage.model.shape == shape_of(target)
        assert reset.count() == 0
        stage.close()


def test_a_ref_without_a_row_has_no_index(stage: Stage) -> None:
    assert not stage.model.index_of(Ref("chapter", 999)).isValid()
    assert stage.model.ref(QModelIndex()) is None
