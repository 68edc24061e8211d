"""The day by which a chapter should be drafted: asked on its sheet, told in the outline and with the next step."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDateEdit
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.outline.header import OutlineHeader
from planner.desktop.outline.model import OutlineModel
from planner.desktop.outline.verbs import OutlineVerbs
from planner.desktop.widgets.dates import DateField
from planner.domain.outline import ChapterStatus
from tests.desktop.outline_stage import ref_titled
from tests.desktop.plan_stage import Stage


@pytest.fixture(autouse=True)
def _english(_same_locale: None) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


@pytest.fixture
def stage(desk: Desk, qtbot: QtBot) -> Stage:
    return Stage(desk, qtbot)


def set_due(stage: Stage, title: str, due: date | None) -> None:
    with stage.desk.library.change("Set a date"):
        stage.desk.library.outline.edit_chapter(stage.chapter(title).id, due=due)


def test_a_chapter_takes_its_turn_until_it_has_a_date(stage: Stage) -> None:
    stage.go("Thaw")
    field = stage.find(DateField, "plan.chapter.due")
    assert field.text() == "when its turn comes"
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Up)
    today = stage.desk.day.today
    assert stage.chapter("Thaw").due == today
    assert stage.desk.library.undo_label == "Set a chapter's date"
    stage.desk.library.undo()
    assert stage.chapter("Thaw").due is None
    assert field.text() == "when its turn comes"


def test_a_date_is_typed_and_taken_away(stage: Stage) -> None:
    set_due(stage, "Thaw", date(2026, 12, 5))
    stage.go("Thaw")
    field = stage.find(DateField, "plan.chapter.due")
    assert field.text() == "5 December 2026"
    field.setFocus()
    field.setSelectedSection(QDateEdit.Section.DaySection)
    QTest.keyClicks(field, "24")
    stage.leave()
    assert stage.chapter("Thaw").due == date(2026, 12, 24)
    field.setFocus()
    field.lineEdit().selectAll()
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert stage.chapter("Thaw").due is None


def test_each_chapter_keeps_its_own_date(stage: Stage) -> None:
    set_due(stage, "Thaw", date(2026, 12, 5))
    stage.go("Snow")
    assert stage.find(DateField, "plan.chapter.due").day is None
    stage.go("Thaw")
    assert stage.find(DateField, "plan.chapter.due").day == date(2026, 12, 5)
    stage.go("Snow")
    assert (stage.chapter("Snow").due, stage.chapter("Thaw").due) == (None, date(2026, 12, 5))


def test_a_drafted_chapter_is_not_asked_for_a_date(stage: Stage) -> None:
    stage.go("Thaw")
    assert stage.find(DateField, "plan.chapter.due").isVisible()
    with stage.desk.library.change("Draft"):
        stage.desk.library.outline.edit_chapter(stage.chapter("Thaw").id, status=ChapterStatus.DRAFTED)
    assert not stage.find(DateField, "plan.chapter.due").isVisible()


def test_the_outline_tells_the_date_and_so_does_the_next_step(stage: Stage) -> None:
    header = OutlineHeader(stage.desk)
    stage.qtbot.addWidget(header)
    model = OutlineModel(stage.desk.library, stage.desk.bus, OutlineVerbs(stage.desk.library, stage.desk.notices))
    set_due(stage, "Snow", date(2026, 12, 5))
    outline = stage.desk.library.outline.get(stage.story_id)
    model.open(stage.story_id)
    index = model.index_of(ref_titled(outline, "Snow"))
    assert "to be drafted by 5 December 2026" in str(model.data(index, Qt.ItemDataRole.ToolTipRole))
    assert "to be drafted by 5 December 2026" in str(model.data(index, Qt.ItemDataRole.AccessibleTextRole))
    header.show_outline(outline)
    assert header.next_step.toolTip().endswith("You planned its draft for 5 December 2026.")
