"""Settings and the author's place, kept in the library so that it stays one file."""

from __future__ import annotations

import json
from dataclasses import asdict

from planner.domain.outline import StoryId
from planner.domain.place import Place
from planner.library.store import Store

SESSION = "session"
"""The key that is set while a program has the library open for writing: when it was opened."""

_PLACE = "place"


class SettingsTable:
    """Texts by key. No part of the plan: no undo, and nobody is told."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, key: str) -> str | None:
        """The value of a key, or None."""
        row = self._store.one("SELECT value FROM setting WHERE key = ?", key)
        return None if row is None else str(row[0])

    def all(self) -> dict[str, str]:
        """Every key with its value."""
        return dict(self._store.rows("SELECT key, value FROM setting"))

    def set(self, key: str, value: str | None) -> None:
        """Set a key, or forget it (None)."""
        with self._store.transaction():
            if value is None:
                self._store.execute("DELETE FROM setting WHERE key = ?", key)
            else:
                self._store.execute(
                    "INSERT INTO setting VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                    key,
                    value,
                )


class PlaceKeeper:
    """Where the author was last, in the library and in each of its stories."""

    def __init__(self, settings: SettingsTable) -> None:
        self._settings = settings

    def get(self) -> Place | None:
        """The place kept last; None if there is none, or it cannot be read."""
        return _place(self._settings.get(_PLACE))

    def of(self, story_id: StoryId) -> Place | None:
        """The place kept last in a story; what it names may be gone since. None if there is none."""
        last = self.get()
        if last is None or last.story_id != story_id:
            last = _place(self._settings.get(_place_in(story_id)))
        # What another program wrote there may be about any story.
        return last if last is not None and last.story_id == story_id else None

    def set(self, place: Place) -> None:
        """Keep a place."""
        text = json.dumps(asdict(place))
        before = self._settings.get(_PLACE)
        if before == text:
            return
        left = _place(before)
        if left is not None and left.story_id != place.story_id:
            # Written only when another story is turned to, so that a pause in the typing costs one row.
            self._settings.set(_place_in(left.story_id), before)
        self._settings.set(_PLACE, text)


def _place_in(story_id: StoryId) -> str:
    return f"{_PLACE}.{story_id}"


def _place(text: str | None) -> Place | None:
    try:
        return Place(**json.loads(text or "null"))
    except (TypeError, ValueError):
        return None
