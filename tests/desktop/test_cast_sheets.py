"""The sheets of a tie, a group and a secret, and all of them for looking only; judged by the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from planner.desktop.app import build_desk
from planner.desktop.desk import Desk
from planner.desktop.outline.people.tie_kind import TieKindDialog
from planner.desktop.outline.plan_fields import QuietBox
from planner.desktop.outline.plan_panel import PlanPanel
from planner.desktop.widgets.fields import GrowingText, LineField
from planner.domain.cast import Group
from planner.domain.secrets import Reveal, Secret, SecretId
from planner.domain.ties import Direction, TieId
from planner.library.file import Library
from tests.desktop.outline_stage import add_story, second_look
from tests.desktop.people_stage import PeopleStage


@pytest.fixture
def stage(desk: Desk, qtbot: QtBot) -> PeopleStage:
    return PeopleStage(desk, qtbot)


@pytest.fixture
def tie(stage: PeopleStage) -> TieId:
    with stage.desk.library.change("Tie"):
        made = stage.desk.library.ties.add(stage.ada, stage.ben, kind="rivals", closeness=-2)
    stage.select("tie", made)
    return made


@pytest.fixture
def secret(stage: PeopleStage) -> SecretId:
    with stage.desk.library.change("Secret"):
        made = stage.desk.library.secrets.add(stage.story_id, "Who cut the rope")
    stage.select("secret", made)
    return made


def said(stage: PeopleStage, name: str) -> str:
    return stage.find(QLabel, name).text()


def groups(stage: PeopleStage) -> list[Group]:
    with second_look(stage.desk.library.path) as library:
        return library.cast.groups(stage.story_id)


def reveals(stage: PeopleStage) -> list[Reveal]:
    with second_look(stage.desk.library.path) as library:
        return library.secrets.reveals(stage.story_id)


def secrets(stage: PeopleStage) -> list[Secret]:
    with second_look(stage.desk.library.path) as library:
        return library.secrets.all(stage.story_id)


# Ties


def test_a_tie_is_described_at_its_beginning(stage: PeopleStage, tie: TieId) -> None:
    stage.choose("plan.tie.kind", "Family")
    stage.choose("plan.tie.closeness", "+4, very close")
    stage.choose("plan.tie.direction", "Ada Holm's only")
    stage.choose("plan.tie.begins", "Chapter 2: Ice")
    stage.type("plan.tie.label", "sisters")
    stage.leave()
    stage.type("plan.tie.note", "By half")
    stage.click("plan.tie.hidden")
    kept = stage.tie(tie)
    assert (kept.kind, kept.label, kept.closeness, kept.note) == ("family", "sisters", 4, "By half")
    assert (kept.direction, kept.hidden, kept.begins) == (Direction.ONE_WAY, True, stage.chapter("Ice").id)
    stage.choose("plan.tie.closeness", "Not said")
    stage.choose("plan.tie.begins", "Before the story")
    kept = stage.tie(tie)
    assert (kept.closeness, kept.begins) == (None, None)


def test_closeness_nought_is_not_the_same_as_none(stage: PeopleStage, tie: TieId) -> None:
    stage.choose("plan.tie.closeness", "0, neither near nor far")
    assert stage.tie(tie).closeness == 0
    stage.desk.library.undo()
    assert stage.tie(tie).closeness == -2
    assert stage.find(QuietBox, "plan.tie.closeness").currentText() == "\N{MINUS SIGN}2, strained"


def test_every_closeness_is_read_in_full_on_a_narrow_sheet(stage: PeopleStage, tie: TieId) -> None:
    box = stage.find(QuietBox, "plan.tie.closeness")
    metrics = box.fontMetrics()
    widest = max(metrics.horizontalAdvance(box.itemText(index)) for index in range(box.count()))
    assert widest + 2 * metrics.height() < box.width() < 400


def test_the_wheel_scrolls_the_sheet_and_never_the_lines_within_a_field(stage: PeopleStage, tie: TieId) -> None:
    stage.type("plan.tie.note", "By half, and only for as long as the ice holds. " * 8)
    note = stage.find(GrowingText, "plan.tie.note")
    middle, down = QPointF(note.viewport().rect().center()), QPoint(0, -240)
    phase = Qt.ScrollPhase.NoScrollPhase
    for _ in range(3):
        at = note.viewport().mapToGlobal(middle)
        QApplication.sendEvent(
            note.viewport(),
            QWheelEvent(
                middle, at, QPoint(), down, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, phase, False
            ),
        )
    QTest.keyClick(note, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert note.verticalScrollBar().value() == 0


def test_the_two_are_swapped_and_lead_to_their_sheets(stage: PeopleStage, tie: TieId) -> None:
    stage.click("plan.tie.swap")
    assert (stage.tie(tie).one, stage.tie(tie).other) == (stage.ben, stage.ada)
    stage.click("plan.tie.one")
    assert stage.desk.place.person_id == stage.ben


def test_a_tie_develops_from_a_chapter_on(stage: PeopleStage, tie: TieId, qtbot: QtBot) -> None:
    stage.desk.place.set_as_of(2)
    stage.click("plan.tie.develop")
    (made,) = stage.developments()
    assert made.chapter_id == stage.chapter("Ice").id
    name = f"plan.development.{made.id}"
    label = stage.find(LineField, f"{name}.label")
    qtbot.waitUntil(label.hasFocus)
    QTest.keyClicks(label, "truce")
    QTest.keyClick(label, Qt.Key.Key_Return)
    stage.choose(f"{name}.closeness", "+1, friendly")
    stage.choose(f"{name}.kind", "Platonic")
    stage.choose(f"{name}.hidden", "Hidden")
    stage.type(f"{name}.note", "The lamp")
    stage.leave()
    (kept,) = stage.developments()
    assert (kept.label, kept.closeness, kept.kind, kept.hidden) == ("truce", 1, "platonic", True)
    assert kept.note == "The lamp"
    assert said(stage, "plan.tie.now") == "As of chapter 2: Platonic, truce, +1, hidden. So since chapter 2."
    stage.desk.place.set_as_of(1)
    assert said(stage, "plan.tie.now") == "As of chapter 1: Rivals, \N{MINUS SIGN}2."
    stage.choose(f"{name}.closeness", "As before")
    stage.choose(f"{name}.hidden", "Known to others")
    (kept,) = stage.developments()
    assert (kept.closeness, kept.hidden) == (None, False)


def test_a_development_is_moved_and_deleted(stage: PeopleStage, tie: TieId) -> None:
    with stage.desk.library.change("Develop"):
        made = stage.desk.library.ties.develop(tie, stage.chapter("Snow").id, label="truce")
    head = stage.find(QAbstractButton, f"plan.development.{made}.fold")
    assert head.accessibleName() == "Chapter 1: truce"
    stage.click(f"plan.development.{made}.fold")
    stage.choose(f"plan.development.{made}.chapter_id", "Chapter 3: Thaw")
    assert stage.developments()[0].chapter_id == stage.chapter("Thaw").id
    assert head.accessibleName() == "Chapter 3: truce"
    stage.click(f"plan.development.{made}.delete")
    assert stage.developments() == []
    stage.desk.library.undo()
    assert [each.label for each in stage.developments()] == ["truce"]


def test_a_development_in_a_shelved_chapter_is_kept_as_it_is(stage: PeopleStage, tie: TieId) -> None:
    chapter = stage.chapter("Thaw").id
    with stage.desk.library.change("Develop"):
        made = stage.desk.library.ties.develop(tie, chapter, label="truce")
        stage.desk.library.ties.edit(tie, begins=chapter)
        stage.desk.library.outline.shelve([chapter])
    stage.click(f"plan.development.{made}.fold")
    stage.type("plan.tie.note", "x")
    stage.leave()
    stage.select("person", stage.ada)
    assert stage.developments()[0].chapter_id == chapter
    assert stage.tie(tie).begins == chapter


def test_a_kind_of_ones_own_is_made_changed_and_deleted(stage: PeopleStage, tie: TieId) -> None:
    stage.click("plan.tie.kind.more")
    stage.pick("New kind…")
    fill_kind(stage, "Family", expect_refusal=True)
    fill_kind(stage, "Debtors")
    assert stage.tie(tie).kind == "Debtors"
    with second_look(stage.desk.library.path) as library:
        own = library.ties.kinds(stage.story_id)[-1]
    assert (own.name, own.romantic) == ("Debtors", True)
    stage.desk.library.undo()
    assert stage.tie(tie).kind == "rivals"
    stage.desk.library.redo()
    stage.click("plan.tie.kind.more")
    stage.pick("Delete this kind")
    assert stage.tie(tie).kind == "other"


def fill_kind(stage: PeopleStage, name: str, *, expect_refusal: bool = False) -> None:
    dialog = stage.window.findChildren(TieKindDialog)[-1]
    field = dialog.findChild(LineField, "tie_kind.name")
    romantic = dialog.findChild(QCheckBox, "tie_kind.romantic")
    keep = dialog.findChild(QAbstractButton, "tie_kind.keep")
    error = dialog.findChild(QLabel, "tie_kind.error")
    assert field is not None
    assert romantic is not None
    assert keep is not None
    assert error is not None
    field.clear()
    QTest.keyClicks(field, name)
    romantic.setChecked(True)
    QTest.mouseClick(keep, Qt.MouseButton.LeftButton)
    assert error.isVisible() == expect_refusal


def test_a_tie_is_tagged_in_the_form_of_ao3_or_in_other_words(stage: PeopleStage, tie: TieId) -> None:
    stage.click("plan.tie.tagged")
    line = stage.find(LineField, "plan.tie.tag")
    assert line.placeholderText() == "Ada Holm & Ben"
    stage.choose("plan.tie.kind", "Romantic")
    assert line.placeholderText() == "Ada Holm/Ben"
    stage.click("plan.tie.tag.swap")
    kept = stage.tie(tie)
    assert (kept.tagged, kept.tag) == (True, "Ben/Ada Holm")
    assert line.text() == "Ben/Ada Holm"


def test_a_tie_is_deleted_and_can_be_undone(stage: PeopleStage, tie: TieId) -> None:
    stage.click("plan.tie.delete")
    assert stage.ties() == []
    assert stage.desk.place.tie_id is None
    stage.desk.library.undo()
    assert [each.id for each in stage.ties()] == [tie]


# Groups


def test_a_group_is_named_coloured_and_filled(stage: PeopleStage) -> None:
    with stage.desk.library.change("Group"):
        group = stage.desk.library.cast.add_group(stage.story_id, "")
    stage.select("group", group)
    stage.type("plan.group.name", "The pilots")
    stage.leave()
    stage.choose("plan.group.colour", "Green")
    stage.type("plan.group.note", "They meet at the lock")
    stage.leave()
    stage.click(f"plan.group.members.{stage.ben}")
    stage.click(f"plan.group.members.{stage.ada}")
    stage.click(f"plan.group.members.{stage.ben}")
    (kept,) = groups(stage)
    assert (kept.name, kept.colour, kept.note) == ("The pilots", "green", "They meet at the lock")
    assert kept.members == (stage.ada,)
    assert said(stage, "plan.group.count") == "Who is in it: 1"
    stage.desk.library.undo()
    assert stage.find(QCheckBox, f"plan.group.members.{stage.ben}").isChecked()
    stage.click("plan.group.delete")
    assert groups(stage) == []
    assert stage.people() == ["Ada Holm", "Ben"]


def test_a_long_list_of_members_is_narrowed_by_typing(stage: PeopleStage) -> None:
    library = stage.desk.library
    with library.change("Many"):
        group = library.cast.add_group(stage.story_id, "Crew")
        many = [library.cast.add(stage.story_id, f"Sailor {number}", aliases=f"S{number}") for number in range(20)]
    stage.select("group", group)
    stage.type("plan.group.filter", "s17")
    shown = [each for each in many if stage.find(QWidget, f"plan.group.members.{each}").isVisible()]
    assert shown == [many[17]]


# Secrets


def test_a_secret_is_written_down(stage: PeopleStage, secret: SecretId) -> None:
    stage.type("plan.secret.note", "Cilla did")
    stage.leave()
    stage.click("plan.secret.promise")
    (kept,) = secrets(stage)
    assert (kept.note, kept.promise) == ("Cilla did", False)
    assert said(stage, "plan.secret.now") == "The reader may never learn it."


def test_somebody_holds_it_and_somebody_learns_it(stage: PeopleStage, secret: SecretId) -> None:
    stage.click("plan.secret.add_holder")
    stage.pick("Ben")
    stage.desk.place.set_as_of(2)
    stage.click("plan.secret.add_reveal")
    stage.pick("Ada Holm")
    first, second = reveals(stage)
    assert (first.person_id, first.chapter_id) == (stage.ben, None)
    assert (second.person_id, second.chapter_id) == (stage.ada, stage.chapter("Ice").id)
    name = f"plan.reveal.{second.id}"
    stage.choose(f"{name}.scene_id", "The crack")
    stage.choose(f"{name}.teller", "Ben")
    stage.type(f"{name}.how", "In his sleep")
    stage.leave()
    kept = reveals(stage)[1]
    assert (kept.scene_id, kept.teller, kept.how) == (stage.scene("The crack").id, stage.ben, "In his sleep")
    assert stage.find(QAbstractButton, f"{name}.fold").accessibleName() == "Ada Holm: chapter 2, from Ben"
    stage.choose(f"{name}.chapter_id", "Chapter 3: Thaw")
    kept = reveals(stage)[1]
    assert (kept.chapter_id, kept.scene_id) == (stage.chapter("Thaw").id, None)
    stage.click(f"{name}.delete")
    assert [each.person_id for each in reveals(stage)] == [stage.ben]


def test_the_reader_learns_it_too(stage: PeopleStage, secret: SecretId) -> None:
    assert said(stage, "plan.secret.now") == "The reader never learns it."
    stage.desk.place.set_as_of(3)
    stage.click("plan.secret.add_reveal")
    stage.pick("The reader")
    assert said(stage, "plan.secret.now") == "The reader learns it in chapter 3."


def test_a_slip_is_said_where_it_is(stage: PeopleStage, secret: SecretId) -> None:
    library = stage.desk.library
    with library.change("Reveal"):
        library.secrets.learn(secret, stage.ben, stage.chapter("Thaw").id)
        slip = library.secrets.learn(secret, stage.ada, stage.chapter("Snow").id, teller=stage.ben)
    row = stage.find(QWidget, f"plan.reveal.{slip}")
    assert "Ben tells it before learning it in chapter 3." in [
        each.text() for each in row.findChildren(QLabel) if each.isVisible()
    ]
    with library.change("Mend"):
        library.secrets.learn(secret, stage.ben)
    assert not [each.text() for each in row.findChildren(QLabel) if each.isVisible()]


def test_a_secret_is_deleted_and_can_be_undone(stage: PeopleStage, secret: SecretId) -> None:
    stage.click("plan.secret.delete")
    assert secrets(stage) == []
    stage.desk.library.undo()
    assert [each.id for each in secrets(stage)] == [secret]


# Another's changes, and looking only


def test_what_changes_elsewhere_is_followed_while_nothing_is_typed(stage: PeopleStage, tie: TieId) -> None:
    with stage.desk.library.change("Elsewhere"):
        stage.desk.library.ties.edit(tie, label="debtors", kind="work")
        stage.desk.library.cast.edit(stage.ben, name="Benedikt")
    assert stage.find(LineField, "plan.tie.label").text() == "debtors"
    assert stage.find(QuietBox, "plan.tie.kind").currentText() == "Work"
    assert stage.find(QAbstractButton, "plan.tie.other").accessibleName() == "Benedikt"


def test_for_looking_only_nothing_offers_a_change(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> None:
    path = tmp_path / "kept.longfic"
    with Library.open(path) as library:
        story_id = add_story(library, ["Snow"])
        with library.change("Cast"):
            ada = library.cast.add(story_id, "Ada", want="Peace", tagged=True)
            ben = library.cast.add(story_id, "Ben")
            tie = library.ties.add(ada, ben, tagged=True)
            group = library.cast.add_group(story_id, "Crew", [ada])
            secret = library.secrets.add(story_id, "The rope")
            library.secrets.learn(secret, ada)
    with Library.open(path, read_only=True) as library:
        keeper = QObject()
        desk = build_desk(library, qapp, keeper)
        panel = PlanPanel(desk)
        qtbot.addWidget(panel)
        panel.resize(320, 800)
        panel.show()
        for kind, row_id in (("person", ada), ("tie", tie), ("group", group), ("secret", secret)):
            desk.place.select(kind, row_id)  # type: ignore[arg-type]
            sheet = panel.findChild(QWidget, f"plan.{kind}")
            assert sheet is not None
            offers = [
                each.objectName()
                for each in sheet.findChildren(QAbstractButton)
                if each.isVisible() and each.isEnabled() and not leads_on(each.objectName())
            ]
            assert offers == []
            texts = [each for each in sheet.findChildren(GrowingText) if each.isVisible()]
            assert all(each.isReadOnly() for each in texts)
        desk.tasks.close()
        desk.bus.close()
        keeper.deleteLater()


def leads_on(name: str) -> bool:
    """Whether a button only shows something else."""
    return name.endswith((".fold", ".one", ".other")) or ".ties." in name or ".knows." in name or ".groups." in name
