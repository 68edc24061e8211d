"""Whether the story's tags on AO3 name a person or a tie, and in which words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from planner.desktop.outline.inset import TEXT_INSET
from planner.desktop.outline.people.cast_sheet import in_line
from planner.desktop.outline.plan_sheets import under_label
from planner.desktop.widgets.fields import LineField
from planner.desktop.widgets.labels import label
from planner.domain.tags import tag_problems


class TagBox(QWidget):
    """A tick, and below it the tag's words: empty, they are the ones shown faintly."""

    def __init__(
        self, kind: str, words: str, swap: Callable[[QWidget], QWidget] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"plan.{kind}.ao3")
        self._formed = ""
        self.tick = QCheckBox(words)
        self.tick.setObjectName(f"plan.{kind}.tagged")
        self.tick.setAccessibleName(words)
        self.line = LineField(f"plan.{kind}.tag", "", quiet=True)
        self._problems = label("", "error", wrap=True)
        self._problems.setObjectName(f"plan.{kind}.tag.problems")
        self._problems.setContentsMargins(TEXT_INSET, 0, TEXT_INSET, 0)
        self._wording = under_label(self.tr("The tag, if in other words"), self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(in_line(self.tick, TEXT_INSET - 3))
        column.addWidget(self._wording)
        column.addWidget(self._problems)
        self._foot = None if swap is None else swap(self)
        if self._foot is not None:
            column.addWidget(self._foot)
        self.tick.toggled.connect(self._follow)
        self.line.textChanged.connect(self._follow)
        self._follow()

    def show_formed(self, formed: str) -> None:
        """Say what the tag is where the author wrote none."""
        self._formed = formed
        self.line.setPlaceholderText(formed)
        self._follow()

    def _follow(self, *_what: object) -> None:
        on = self.tick.isChecked()
        problems = tag_problems(self.line.text().strip() or self._formed) if on else []
        self._problems.setText(" ".join(problems))
        self._problems.setVisible(bool(problems))
        self._wording.setVisible(on)
        if self._foot is not None:
            self._foot.setVisible(on and not self.line.isReadOnly())
