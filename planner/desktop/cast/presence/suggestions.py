"""A dialog of who might be in which scene, since the text names them: the author ticks who is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from planner.desktop.cast.presence.finding import USUAL, Suggestion
from planner.desktop.theme import XL, L, M, S, Theme
from planner.desktop.widgets.amounts import number_text
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.labels import label
from planner.desktop.widgets.lines import FOOT_ROLE, LinesDelegate, LinesView
from planner.desktop.widgets.rows import Index

_SIZE = (560, 620)


class SuggestionsModel(QAbstractListModel):
    """The suggestions, each ticked or not."""

    ticked = Signal()

    def __init__(self, suggestions: Sequence[Suggestion], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._suggestions = tuple(suggestions)
        self._ticks = [suggestion.count >= USUAL for suggestion in suggestions]

    def chosen(self) -> list[Suggestion]:
        """What is ticked."""
        return [suggestion for suggestion, tick in zip(self._suggestions, self._ticks, strict=True) if tick]

    def tick_all(self, tick: bool) -> None:
        """Tick everything, or nothing."""
        self._ticks = [tick] * len(self._ticks)
        self.dataChanged.emit(self.index(0), self.index(len(self._ticks) - 1))
        self.ticked.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._suggestions)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        suggestion = self._suggestions[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.tr("{name} ({count})").format(name=suggestion.name, count=number_text(suggestion.count))
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if self._ticks[index.row()] else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{suggestion.name}, {self._foot(suggestion)}"
            case _ if role == FOOT_ROLE:
                return self._foot(suggestion)
        return None

    def _foot(self, suggestion: Suggestion) -> str:
        if not suggestion.scene:
            return suggestion.chapter
        words = self.tr("{chapter}, scene {number}")
        return words.format(chapter=suggestion.chapter, number=suggestion.scene)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self._ticks[index.row()] = value == Qt.CheckState.Checked
        self.dataChanged.emit(index, index)
        self.ticked.emit()
        return True


class SuggestionsDialog(QDialog):
    """Nothing is set before the author says so."""

    confirmed = Signal(object)
    """Emitted with the list of each `Suggestion` that is ticked."""

    def __init__(self, suggestions: Sequence[Suggestion], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("presence.suggestions")
        self.setWindowTitle(self.tr("Who is there?"))
        self.setModal(True)
        self.model = SuggestionsModel(suggestions, self)
        self._list = LinesView()
        self._list.setObjectName("presence.suggestions.list")
        self._list.setAccessibleName(self.tr("Who might be in which scene"))
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._list.setUniformItemSizes(True)
        self._list.setItemDelegate(LinesDelegate(theme, self._list))
        self._list.setModel(self.model)
        self._set = button("", "presence.suggestions.set", self._confirm, "primary")
        self._set.setDefault(True)
        self.model.ticked.connect(self._refresh)
        self._lay_out(len(suggestions))
        self._refresh()
        self.resize(round(_SIZE[0] * theme.text_scale), _SIZE[1])

    def _lay_out(self, count: int) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, XL)
        column.setSpacing(M)
        words = self.tr("The text names 1 person in a scene they are not said to be in")
        many = self.tr("The text names people in scenes they are not said to be in, {count} times")
        lead = words if count == 1 else many.format(count=number_text(count))
        column.addWidget(label(lead, "lead", wrap=True))
        said = self.tr("Tick who is there. The number says how often a name or another name of theirs was found.")
        column.addWidget(label(said, "muted", wrap=True))
        column.addWidget(self._list, 1)
        row = QHBoxLayout()
        row.setContentsMargins(0, L, 0, 0)
        row.setSpacing(S)
        for name, words, tick in (("all", self.tr("Tick all"), True), ("none", self.tr("Tick none"), False)):
            row.addWidget(button(words, f"presence.suggestions.{name}", partial(self.model.tick_all, tick), "link"))
        row.addStretch()
        row.addWidget(button(self.tr("Cancel"), "presence.suggestions.cancel", self.reject))
        row.addWidget(self._set)
        column.addLayout(row)
        self._list.setFocus()

    def _refresh(self) -> None:
        count = len(self.model.chosen())
        self._set.setEnabled(count > 0)
        self._set.setText(self.tr("Put them there ({count})").format(count=number_text(count)))
        self._set.setAccessibleName(self._set.text())

    def _confirm(self) -> None:
        self.accept()
        self.confirmed.emit(self.model.chosen())
