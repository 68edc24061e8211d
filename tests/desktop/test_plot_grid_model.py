"""The table behind the plot grid follows any change of the library, moving only what moved."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy
from PySide6.QtWidgets import QApplication

from planner.desktop.bus import Bus
from planner.desktop.plot.grid.model import GridModel
from planner.desktop.plot.grid.sheet import GridFilter, read_sheet, shown
from planner.domain.outline import ChapterId, StoryId
from planner.domain.threads import BeatRole, ThreadId, ThreadKind
from planner.library.file import Library
from tests.desktop.plot_stage import add_plot


def rows_of(model: GridModel) -> list[list[tuple[str, ...]]]:
    """The texts in each cell, row by row."""
    return [
        [tuple(beat.text for beat in model.beats(model.index(row, column))) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


class Following(RuleBasedStateMachine):
    """Does to the library whatever can be done, and compares the model with one that is read afresh."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory(prefix="longfic-plot-")
        self.library = Library.open(Path(self._folder.name, "library.longfic"))
        self.keeper = QObject()
        self.bus = Bus(self.library, self.keeper)

    def teardown(self) -> None:
        self.bus.close()
        self.library.close()
        self._folder.cleanup()

    @initialize(swapped=st.booleans())
    def begin(self, swapped: bool) -> None:
        self.story_id: StoryId = add_plot(self.library)
        self.model = GridModel(self.library, self.bus, swapped, self.keeper)
        self.model.open(self.story_id)
        self.tester = QAbstractItemModelTester(self.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        self.resets = QSignalSpy(self.model.modelReset)
        self.number = 0

    def threads(self) -> list[ThreadId]:
        return [thread.id for thread in self.library.plot.threads(self.story_id)]

    def chapters(self) -> list[ChapterId]:
        return self.library.outline.reading_order(self.story_id)

    @rule(position=st.integers(0, 4))
    def add_thread(self, position: int) -> None:
        with self.library.change("Add"):
            self.library.plot.add_thread(self.story_id, "New", min(position, len(self.threads())))

    @rule(which=st.integers(0, 9), position=st.integers(0, 9))
    def move_thread(self, which: int, position: int) -> None:
        ids = self.threads()
        if ids:
            with self.library.change("Move"):
                self.library.plot.move_thread(ids[which % len(ids)], position % len(ids))

    @rule(which=st.integers(0, 9), kind=st.sampled_from(ThreadKind))
    def edit_thread(self, which: int, kind: ThreadKind) -> None:
        ids = self.threads()
        if ids:
            with self.library.change("Edit"):
                self.library.plot.edit_thread(ids[which % len(ids)], kind=kind)

    @rule(which=st.integers(0, 9))
    def remove_thread(self, which: int) -> None:
        ids = self.threads()
        if ids:
            with self.library.change("Remove"):
                self.library.plot.remove_thread(ids[which % len(ids)])

    @rule(position=st.integers(0, 9))
    def add_chapter(self, position: int) -> None:
        with self.library.change("Add"):
            self.library.outline.add_chapter(self.story_id, position=min(position, len(self.chapters())))

    @rule(which=st.integers(0, 9), position=st.integers(0, 9))
    def move_chapter(self, which: int, position: int) -> None:
        ids = self.chapters()
        if ids:
            with self.library.change("Move"):
                self.library.outline.move_chapter(ids[which % len(ids)], None, position % len(ids))

    @rule(which=st.integers(0, 9), shelves=st.booleans())
    def lose_chapter(self, which: int, shelves: bool) -> None:
        ids = self.chapters()
        if ids:
            with self.library.change("Lose"):
                if shelves:
                    self.library.outline.shelve([ids[which % len(ids)]])
                else:
                    self.library.outline.remove_chapter(ids[which % len(ids)])

    @rule(thread=st.integers(0, 9), chapter=st.integers(0, 9), role=st.sampled_from(BeatRole))
    def add_beat(self, thread: int, chapter: int, role: BeatRole) -> None:
        threads, chapters = self.threads(), self.chapters()
        if threads and chapters:
            self.number += 1
            cell = threads[thread % len(threads)], chapters[chapter % len(chapters)]
            with self.library.change("Add"):
                self.library.plot.add_beat(*cell, text=f"beat {self.number}", role=role)

    @rule(which=st.integers(0, 30), thread=st.integers(0, 9), chapter=st.integers(0, 9))
    def move_beat(self, which: int, thread: int, chapter: int) -> None:
        beats, threads, chapters = self.library.plot.beats(self.story_id), self.threads(), self.chapters()
        if beats and chapters:
            cell = threads[thread % len(threads)], chapters[chapter % len(chapters)]
            with self.library.change("Move"):
                self.library.plot.move_beat(beats[which % len(beats)].id, *cell, 0)

    @rule(which=st.integers(0, 30))
    def remove_beat(self, which: int) -> None:
        beats = self.library.plot.beats(self.story_id)
        if beats:
            with self.library.change("Remove"):
                self.library.plot.remove_beat(beats[which % len(beats)].id)

    @rule()
    def undo(self) -> None:
        if self.library.undo_label != "Add story":
            self.library.undo()

    @rule()
    def redo(self) -> None:
        self.library.redo()

    @rule(
        text=st.sampled_from(["", "lamp", "beat 1", "new", "nothing at all"]),
        kinds=st.sets(st.sampled_from(ThreadKind)),
    )
    def look_for(self, text: str, kinds: set[ThreadKind]) -> None:
        self.model.set_filter(GridFilter(text, frozenset(kinds)))

    @invariant()
    def shows_what_the_library_holds(self) -> None:
        fresh = GridModel(self.library, self.bus, self.model.swapped)
        fresh.filter = self.model.filter
        fresh.open(self.story_id)
        assert rows_of(self.model) == rows_of(fresh)
        for orientation in Qt.Orientation:
            count = self.model.columnCount() if orientation == Qt.Orientation.Horizontal else self.model.rowCount()
            for section in range(count):
                spoken = Qt.ItemDataRole.AccessibleTextRole
                assert self.model.headerData(section, orientation, spoken) == fresh.headerData(
                    section, orientation, spoken
                )
        assert self.resets.count() == 0
        fresh.deleteLater()


TestFollowing = Following.TestCase
TestFollowing.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)


@contextmanager
def open_model(library: Library) -> Iterator[GridModel]:
    keeper = QObject()
    bus = Bus(library, keeper)
    model = GridModel(library, bus, parent=keeper)
    yield model
    bus.close()


def test_an_index_stays_with_its_cell_when_others_move(library: Library, qapp: QApplication) -> None:
    story_id = add_plot(library)
    with open_model(library) as model:
        model.open(story_id)
        found = QPersistentModelIndex(model.index(2, 0))
        assert found.data() == "is found"
        with library.change("Move"):
            library.plot.move_thread(library.plot.threads(story_id)[0].id, 2)
            library.outline.move_chapter(library.outline.reading_order(story_id)[0], None, 3)
        assert found.data() == "is found"
        assert (found.row(), found.column()) == (1, 2)


def test_only_the_cell_that_changed_is_told(library: Library, qapp: QApplication) -> None:
    story_id = add_plot(library)
    with open_model(library) as model:
        model.open(story_id)
        changes = QSignalSpy(model.dataChanged)
        with library.change("Edit"):
            library.plot.edit_beat(library.plot.beats(story_id)[0].id, text="gutters")
        assert changes.count() == 1
        index = changes.at(0)[0]
        assert isinstance(index, QModelIndex)
        assert model.beats(index)[0].text == "gutters"


def test_a_filter_leaves_what_it_is_asked_for_in_any_order_of_words(library: Library, qapp: QApplication) -> None:
    sheet = read_sheet(library, add_plot(library))
    for text in ("is found fog lamp", "LAMP fog", "Fög found"):
        threads, chapters = shown(sheet, GridFilter(text))
        assert [sheet.threads[each].title for each in threads] == ["Lamp"]
        assert [sheet.chapters[each].title for each in chapters] == ["Fog"]
