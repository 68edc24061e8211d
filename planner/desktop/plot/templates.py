"""Templates: choosing one, seeing where its steps fall, laying it over the story; and keeping a plan as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from planner.desktop.plot.template_steps import StepsDelegate, StepsModel
from planner.desktop.theme import XL, XS, L, M, S
from planner.desktop.widgets.amounts import number_text
from planner.desktop.widgets.buttons import button
from planner.desktop.widgets.fields import GrowingText, LineField, NumberField, labelled
from planner.desktop.widgets.labels import label
from planner.desktop.widgets.lines import FOOT_ROLE, LinesDelegate, LinesView
from planner.desktop.widgets.rows import Index, RowsById
from planner.domain.errors import PlannerError
from planner.domain.outline import StoryId
from planner.domain.templates import Template
from planner.formats.template_files import shipped
from planner.library.templates import TemplateId

if TYPE_CHECKING:
    from planner.desktop.bus import Bus
    from planner.desktop.desk import Desk
    from planner.library.file import Library

_SIZE = (880, 640)
_LIST_WIDTH = 260
_KEEP_WIDTH = 460
_MOST_CHAPTERS = 999


class TemplatesModel(RowsById):
    """The author's own templates, then the shipped ones, which have negative ids."""

    def __init__(self, library: Library, bus: Bus, parent: QObject | None = None) -> None:
        self._library = library
        self._shipped = {-place: template for place, template in enumerate(shipped(), 1)}
        self._templates = self._read()
        super().__init__(self._templates, parent)
        bus.changed.connect(lambda changes: self._refresh() if changes.touches("own_template") else None)

    def _read(self) -> dict[int, Template]:
        own = {int(each.id): each.template for each in self._library.templates.own()}
        return own | self._shipped

    def _refresh(self) -> None:
        present = self._read()
        # What went stays known until its row is gone.
        self._templates.update(present)
        self.follow_order(list(present))
        self._templates = present

    def template(self, row: int) -> Template:
        """The template in a row."""
        return self._templates[self._ids[row]]

    def own_id(self, row: int) -> TemplateId | None:
        """The id of the template in a row if it is the author's own."""
        return TemplateId(self._ids[row]) if self._ids[row] > 0 else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        template = self.template(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return template.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{template.title}. {self._foot(index.row())}"
            case _ if role == FOOT_ROLE:
                return self._foot(index.row())
        return None

    def _foot(self, row: int) -> str:
        count = len(self.template(row).steps)
        steps = self.tr("1 step") if count == 1 else self.tr("{count} steps").format(count=number_text(count))
        return steps if self.own_id(row) is None else self.tr("Your own, {steps}").format(steps=steps)


class _StepsView(QListView):
    """The steps are read, not chosen; their heights follow the width."""

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class TemplatesDialog(QDialog):
    """Shows the templates, and lays the chosen one over the open story in one step."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert desk.place.story_id is not None
        self._desk = desk
        self._story_id: StoryId = desk.place.story_id
        self.setObjectName("templates")
        self.setWindowTitle(self.tr("Use a template"))
        room = (self.screen().availableSize() if parent is None else parent.window().size()) - QSize(2 * XL, 2 * XL)
        self.resize((QSize(*_SIZE) * desk.theme.text_scale).boundedTo(room))
        self._existing = desk.library.outline.get(self._story_id).chapters
        self.model = TemplatesModel(desk.library, desk.bus, self)
        self.steps = StepsModel(self)
        self._list = LinesView()
        self._list.setObjectName("templates.list")
        self._list.setAccessibleName(self.tr("Templates"))
        self._list.setItemDelegate(LinesDelegate(desk.theme, self._list))
        self._list.setModel(self.model)
        self._steps_view = _StepsView()
        self._steps_view.setObjectName("templates.steps")
        self._steps_view.setAccessibleName(self.tr("Steps"))
        self._steps_view.setItemDelegate(StepsDelegate(desk.theme, self._steps_view))
        self._steps_view.setModel(self.steps)
        self._title = label("", "title", wrap=True)
        self._about = label("", wrap=True)
        least = max(len(self._existing), 1)
        self._chapters = NumberField("templates.chapters", least, max(least, _MOST_CHAPTERS))
        self._chapters.setAccessibleName(self.tr("Number of chapters"))
        # The steps follow while she types.
        self._chapters.setKeyboardTracking(True)
        self._chapters_chosen = False
        self._promise = label("", "small", wrap=True)
        self._promise.setObjectName("templates.promise")
        self._error = label("", "error", wrap=True)
        self._error.hide()
        self._remove = button(self.tr("Remove"), "templates.remove", self._forget, "quiet")
        self._use = button(self.tr("Use this template"), "templates.use", self._lay_over, "primary")
        self._use.setDefault(True)
        self._lay_out()
        self._chapters.valueChanged.connect(self._take_chapters)
        self._list.activated.connect(self._lay_over)
        self._list.selectionModel().currentChanged.connect(self._show_current)
        self._list.setCurrentIndex(self.model.index(0))
        self._list.setFocus()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(M)
        left.addWidget(label(self.tr("Templates"), "title"))
        left.addWidget(self._list, 1)
        holder = QWidget()
        holder.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        titles = QFontMetrics(self._desk.theme.font())
        widest = max(titles.horizontalAdvance(self.model.template(row).title) for row in range(self.model.rowCount()))
        # What one of the author's own is called may be long, and wraps.
        holder.setFixedWidth(min(widest + 3 * XL, round(_LIST_WIDTH * self._desk.theme.text_scale)))
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(self._title, 1)
        head.addWidget(self._remove)
        count = QHBoxLayout()
        count.setSpacing(S)
        count.addWidget(label(self.tr("Laid over"), "muted"))
        count.addWidget(self._chapters)
        count.addWidget(label(self.tr("chapters"), "muted"))
        count.addStretch()
        right = QVBoxLayout()
        right.setSpacing(M)
        right.addLayout(head)
        right.addWidget(self._about)
        right.addSpacing(XS)
        right.addWidget(self._steps_view, 1)
        right.addLayout(count)
        right.addWidget(self._promise)
        right.addWidget(self._error)
        both = QHBoxLayout()
        both.setSpacing(XL)
        both.addWidget(holder)
        both.addLayout(right, 1)
        row = QHBoxLayout()
        row.setContentsMargins(0, S, 0, 0)
        row.setSpacing(S)
        row.addStretch()
        row.addWidget(button(self.tr("Cancel"), "templates.cancel", self.reject))
        row.addWidget(self._use)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, XL)
        column.setSpacing(L)
        column.addLayout(both, 1)
        column.addLayout(row)

    @property
    def template(self) -> Template:
        """The template that is chosen."""
        return self.model.template(max(self._list.currentIndex().row(), 0))

    def choose(self, row: int) -> None:
        """Choose the template in a row of the list."""
        self._list.setCurrentIndex(self.model.index(row))

    def _show_current(self) -> None:
        template = self.template
        self._title.setText(template.title)
        self._about.setText(template.about)
        self._about.setVisible(bool(template.about))
        self.steps.show_template(template)
        self._steps_view.scrollToTop()
        self._remove.setVisible(self.model.own_id(self._list.currentIndex().row()) is not None)
        self._remove.setEnabled(not self._desk.library.read_only)
        if not self._chapters_chosen:
            self._chapters.blockSignals(True)
            # A story of one chapter was only just begun: it has no length of its own yet.
            self._chapters.setValue(template.chapters if len(self._existing) <= 1 else len(self._existing))
            self._chapters.blockSignals(False)
        self._show_chapters()

    def _take_chapters(self) -> None:
        self._chapters_chosen = True
        self._show_chapters()

    def _show_chapters(self) -> None:
        wanted = self._chapters.value()
        self.steps.show_chapters(wanted)
        self._steps_view.scheduleDelayedItemsLayout()
        new = wanted - len(self._existing)
        kept = self.tr(
            "Nothing you have planned is overwritten: steps name the chapters that have no title yet, and what they "
            "are for goes below your own words."
        )
        one = self.tr("1 chapter is added at the end.")
        many = self.tr("{count} chapters are added at the end.").format(count=number_text(new))
        self._promise.setText(f"{kept} {one if new == 1 else many}" if new > 0 else kept)
        self._use.setEnabled(not self._desk.library.read_only and bool(self.template.steps))

    def _lay_over(self) -> None:
        if not self._use.isEnabled():
            return
        template, library = self.template, self._desk.library
        try:
            with library.change(self.tr("Use template")):
                library.templates.lay_over(self._story_id, template, self._chapters.value())
        except PlannerError as error:
            self._error.setText(str(error))
            self._error.show()
            return
        self.accept()
        done = self.tr("The story follows “{template}” now.")
        self._desk.notices.say(done.format(template=template.title), undo=True)

    def _forget(self) -> None:
        row = self._list.currentIndex().row()
        own_id, title = self.model.own_id(row), self.template.title
        if own_id is None:
            return
        try:
            with self._desk.library.change(self.tr("Remove template")):
                self._desk.library.templates.remove(own_id)
        except PlannerError as error:
            self._error.setText(str(error))
            self._error.show()
            return
        self._desk.notices.say(self.tr("Removed the template “{template}”.").format(template=title), undo=True)


class KeepTemplateDialog(QDialog):
    """Asks what the plan of the open story should be called as a template, and keeps it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert desk.place.story_id is not None
        self._desk = desk
        self._story_id: StoryId = desk.place.story_id
        self.setObjectName("keep_template")
        self.setWindowTitle(self.tr("Save as a template"))
        self.setMinimumWidth(_KEEP_WIDTH)
        self._title = LineField("keep_template.title")
        self._title.setText(desk.library.stories.get(self._story_id).title)
        self._title.selectAll()
        self._about = GrowingText("keep_template.about")
        self._about.set_least_lines(3)
        self._error = label("", "error", wrap=True)
        self._error.hide()
        self._keep = button(self.tr("Save template"), "keep_template.keep", self._save, "primary")
        self._keep.setDefault(True)
        self._lay_out()
        self._title.textChanged.connect(self._refresh)
        self._refresh()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, XL)
        column.setSpacing(L)
        column.addWidget(label(self.tr("Save this plan as a template"), "title"))
        column.addWidget(label(self._steps_text(), wrap=True))
        column.addWidget(labelled(self.tr("Name"), self._title))
        column.addWidget(labelled(self.tr("What it is good for"), self._about))
        column.addWidget(self._error)
        column.addStretch()
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addStretch()
        row.addWidget(button(self.tr("Cancel"), "keep_template.cancel", self.reject))
        row.addWidget(self._keep)
        column.addLayout(row)

    def _titled(self) -> int:
        outline = self._desk.library.outline.get(self._story_id)
        return sum(bool(chapter.title) for chapter in outline.chapters)

    def _steps_text(self) -> str:
        count = self._titled()
        if not count:
            return self.tr("The titles of chapters become its steps. None of this story's chapters has one yet.")
        how = self.tr("The titles of chapters become its steps, and their purposes say what each is for.")
        steps = self.tr("There is 1.") if count == 1 else self.tr("There are {count}.").format(count=number_text(count))
        return f"{how} {steps}"

    def _refresh(self) -> None:
        named = bool(self._title.text().strip())
        self._keep.setEnabled(named and bool(self._titled()) and not self._desk.library.read_only)

    def _save(self) -> None:
        title = " ".join(self._title.text().split())
        library = self._desk.library
        try:
            with library.change(self.tr("Save template")):
                library.templates.keep(self._story_id, title, self._about.toPlainText().strip())
        except PlannerError as error:
            self._error.setText(str(error))
            self._error.show()
            return
        self.accept()
        self._desk.notices.say(self.tr("Saved the template “{template}”.").format(template=title), undo=True)
