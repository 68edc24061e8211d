"""What a machine over the verbs of a library needs: to do, to see from outside, and to know what there is."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant

from planner.domain.outline import ArcId, ChapterId, IdeaId, PersonId, SceneId, StoryId
from planner.domain.threads import BeatId, ThreadId
from planner.library.custom import FieldId
from planner.library.file import Library
from planner.library.places import PlaceId
from planner.library.schema import JOURNALED, KEYS
from tests.unit.library_laws import check_laws

texts = st.text(alphabet="ab 'é—\n", max_size=12)
ACTIONS = st.sampled_from(["edit", "move", "copy", "remove"])
picks = st.integers(0, 1000)
places = st.none() | st.integers(0, 5)

Dump = dict[str, list[tuple[Any, ...]]]


def picked(items: Sequence[Any], pick: int) -> Any:
    return items[pick % len(items)]


class Machine(RuleBasedStateMachine):
    """A library, what was done to it, and how another program sees it."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.path = Path(self._folder.name, "library.longfic")
        self.library = Library.open(self.path, clock=lambda: datetime(2026, 11, 22, 12))
        self.other = sqlite3.connect(f"{self.path.as_uri()}?mode=ro", uri=True)
        self.done: list[Dump] = []
        self.undone: list[Dump] = []
        self.do(self.library.stories.add, "First", chapters=2)

    def teardown(self) -> None:
        self.other.close()
        self.library.close()
        self._folder.cleanup()

    def dump(self) -> Dump:
        """Every row of the plan and its prose, as another program finds it in the file."""
        return {
            table: self.other.execute(f"SELECT * FROM {table} ORDER BY {KEYS.get(table, 'id')}").fetchall()
            for table in JOURNALED
        }

    def do(self, verb: Any, *values: Any, **fields: Any) -> Any:
        before = self.dump()
        with self.library.change("Do"):
            result = verb(*values, **fields)
        if self.dump() != before:
            self.done.append(before)
            self.undone = []
        return result

    @invariant()
    def laws_hold(self) -> None:
        check_laws(self.other)

    # What there is

    def ids(self, table: str) -> list[Any]:
        return [row[0] for row in self.other.execute(f"SELECT id FROM {table} ORDER BY id")]

    @property
    def stories(self) -> list[StoryId]:
        return self.ids("story")

    @property
    def arcs(self) -> list[ArcId]:
        return self.ids("arc")

    @property
    def chapters(self) -> list[ChapterId]:
        return self.ids("chapter")

    @property
    def scenes(self) -> list[SceneId]:
        return self.ids("scene")

    @property
    def people(self) -> list[PersonId]:
        return self.ids("person")

    @property
    def ideas(self) -> list[IdeaId]:
        return self.ids("idea")

    @property
    def threads(self) -> list[ThreadId]:
        return self.ids("thread")

    @property
    def beats(self) -> list[BeatId]:
        return self.ids("beat")

    @property
    def story_places(self) -> list[PlaceId]:
        return self.ids("place")

    @property
    def custom_fields(self) -> list[FieldId]:
        return self.ids("custom_field")
