"""Remembers which rows of the outline are open, story by story, from one session to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QTimer

from planner.desktop.outline.shape import handle, ref_of
from planner.desktop.settings import Setting, fold_setting
from planner.domain.arranging import Part, Ref

if TYPE_CHECKING:
    from planner.desktop.outline.model import OutlineModel
    from planner.desktop.outline.tree import OutlineTree
    from planner.desktop.settings import Settings

_PAUSE_MS = 800
_PARTS: tuple[Part, ...] = ("arc", "chapter")


class OpenRows(QObject):
    """Keeps what is not as it would be by itself: chapters that are open, and arcs that are closed."""

    def __init__(self, tree: OutlineTree, model: OutlineModel, settings: Settings) -> None:
        super().__init__(tree)
        self._tree = tree
        self._model = model
        self._settings = settings
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._keep)
        tree.expanded.connect(self._note)
        tree.collapsed.connect(self._note)

    def restore(self) -> None:
        """Open and close the rows of the story shown as they were left."""
        setting = self._setting()
        if setting is None:
            return
        for word in self._settings.get(setting).split():
            kind, _, row_id = word.partition(":")
            index = self._index(kind, row_id)
            if index.isValid():
                self._tree.setExpanded(index, kind == "chapter")
        self._pause.stop()

    def flush(self) -> None:
        """Keep what waits to be kept: the story or the window is about to go."""
        if self._pause.isActive():
            self._pause.stop()
            self._keep()

    def _note(self, _index: QModelIndex) -> None:
        if not self._tree.filtered:
            self._pause.start()

    def _keep(self) -> None:
        setting = self._setting()
        if setting is None or self._tree.filtered:
            return
        words = []
        for key in self._model.shape.rows:
            ref = ref_of(key)
            is_open = self._tree.isExpanded(self._model.at(key))
            if (ref.kind == "chapter" and is_open) or (ref.kind == "arc" and not is_open):
                words.append(f"{ref.kind}:{ref.id}")
        self._settings.set(setting, " ".join(words))

    def _setting(self) -> Setting[str] | None:
        outline = self._model.outline
        return None if outline is None else fold_setting(f"outline.{outline.story.id}")

    def _index(self, kind: str, row_id: str) -> QModelIndex:
        for part in _PARTS:
            if part == kind and row_id.isdecimal():
                return self._model.at(handle(Ref(part, int(row_id))))
        return QModelIndex()
