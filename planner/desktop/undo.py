"""Undo and redo where the focus is, of typing or else of the plan; and the clipboard likewise."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from planner.desktop.desk import Desk
from planner.domain.changes import ChangeSet
from planner.domain.errors import PlannerError

TextWidget = QLineEdit | QPlainTextEdit | QTextEdit


class WorksOnText(QFrame):
    """A bar whose buttons change a text beside it: with the focus in it, undo means that text."""

    def __init__(self, text: QTextEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = text


class Undo(QObject):
    """Binds undo, redo and the clipboard commands, and keeps their words true."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        desk.commands.bind_all(
            {
                "edit.undo": self._undo,
                "edit.redo": self._redo,
                "edit.cut": lambda: self._pass_on("cut"),
                "edit.copy": lambda: self._pass_on("copy"),
                "edit.paste": lambda: self._pass_on("paste"),
                "edit.select_all": lambda: self._pass_on("selectAll"),
            }
        )
        desk.bus.changed.connect(self.refresh)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self.refresh)
        self.refresh()

    def undo_plan(self) -> None:
        """Undo the last change of the plan, wherever the focus is."""
        self._turn(self._desk.library.undo_label, undo=True)

    def refresh(self, *_what: object) -> None:
        """Say what undo and redo would do now."""
        library, actions = self._desk.library, self._desk.commands.actions
        if _text_to_turn(undo=True) is not None:
            undo: str | None = self.tr("Undo typing")
        else:
            undo = self.tr("Undo {what}").format(what=library.undo_label) if library.undo_label else None
        if _text_to_turn(undo=False) is not None:
            redo: str | None = self.tr("Redo typing")
        else:
            redo = self.tr("Redo {what}").format(what=library.redo_label) if library.redo_label else None
        actions["edit.undo"].setText(undo or self.tr("Undo"))
        actions["edit.redo"].setText(redo or self.tr("Redo"))
        self._desk.commands.enable("edit.undo", undo is not None)
        self._desk.commands.enable("edit.redo", redo is not None)

    def _undo(self) -> None:
        typed = _text_to_turn(undo=True)
        if typed is not None:
            typed.undo()
            self.refresh()
        else:
            self.undo_plan()

    def _redo(self) -> None:
        typed = _text_to_turn(undo=False)
        if typed is not None:
            typed.redo()
            self.refresh()
        else:
            self._turn(self._desk.library.redo_label, undo=False)

    def _turn(self, label: str | None, undo: bool) -> None:
        if label is None:
            return
        library, notices = self._desk.library, self._desk.notices
        try:
            changes: ChangeSet | None = library.undo() if undo else library.redo()
        except PlannerError as error:
            notices.error(error)
            return
        if changes is not None and not changes.kept:
            done = self.tr("Undone: {what}") if undo else self.tr("Done again: {what}")
            notices.say(done.format(what=label))

    def _pass_on(self, verb: str) -> None:
        """Let the widget with the focus do it, if it can."""
        method = getattr(QApplication.focusWidget(), verb, None)
        if method is not None:
            method()


def _text_to_turn(undo: bool) -> TextWidget | None:
    """The text with the focus, or the one that the bar with the focus works on, if it has something to undo."""
    widget: QWidget | None = QApplication.focusWidget()
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit) and _can(widget, undo):
        return widget
    while widget is not None:
        if isinstance(widget, WorksOnText):
            return widget.text if _can(widget.text, undo) else None
        widget = widget.parentWidget()
    return None


def _can(typed: TextWidget, undo: bool) -> bool:
    if isinstance(typed, QLineEdit):
        return typed.isUndoAvailable() if undo else typed.isRedoAvailable()
    return typed.document().isUndoAvailable() if undo else typed.document().isRedoAvailable()
