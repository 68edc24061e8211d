"""Templates: choosing, laying over the open story, keeping a plan as one, and beginning a story with one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListView, QPlainTextEdit, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from planner.desktop.desk import Desk
from planner.desktop.plot.template_steps import ARC_ROLE, WHERE_ROLE
from planner.desktop.plot.templates import KeepTemplateDialog, TemplatesDialog
from planner.desktop.shelf.new_story import NewStoryDialog
from planner.desktop.window import Window
from planner.domain.outline import Arc, StoryKind
from planner.formats.template_files import shipped
from planner.library.file import Library
from tests.desktop.chapters_stage import add_tale, find, second_look
from tests.desktop.shelf_stage import add_story, said

THREE_ACTS = shipped()[0]


def opened(desk: Desk, qtbot: QtBot) -> TemplatesDialog:
    dialog = TemplatesDialog(desk)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def click(dialog: QWidget, name: str) -> None:
    QTest.mouseClick(find(dialog, QPushButton, name), Qt.MouseButton.LeftButton)


def wheres(dialog: TemplatesDialog) -> list[str]:
    """The chapter of each step, as shown."""
    return [str(dialog.steps.index(row).data(WHERE_ROLE)) for row in range(dialog.steps.rowCount())]


def test_it_shows_where_each_step_falls_in_this_story(desk: Desk, library: Library, qtbot: QtBot) -> None:
    desk.place.open_story(add_tale(library).story)
    dialog = opened(desk, qtbot)
    assert dialog.model.rowCount() == len(shipped())
    assert dialog.template == THREE_ACTS
    count = find(dialog, QSpinBox, "templates.chapters")
    assert (count.value(), count.minimum()) == (5, 5)
    assert wheres(dialog)[0] == "Chapter 1"
    assert wheres(dialog)[-1] == "Chapter 5"
    arcs = [dialog.steps.index(row).data(ARC_ROLE) for row in range(dialog.steps.rowCount())]
    assert [arc for arc in arcs if arc] == ["Act one", "Act two", "Act three"]
    assert "overwritten" in find(dialog, QLabel, "templates.promise").text()
    count.setFocus()
    count.selectAll()
    QTest.keyClicks(count, "20")
    assert wheres(dialog)[-1] == "Chapter 20"
    assert find(dialog, QLabel, "templates.promise").text().endswith("15 chapters are added at the end.")


def test_using_one_is_one_step_that_overwrites_nothing(desk: Desk, library: Library, qtbot: QtBot) -> None:
    tale = add_tale(library)
    desk.place.open_story(tale.story)
    heard = said(desk)
    dialog = opened(desk, qtbot)
    click(dialog, "templates.use")
    assert not dialog.isVisible()
    assert heard == [("The story follows “Three acts” now.", True)]
    assert library.undo_label == "Use template"
    with second_look(library) as other:
        outline = other.outline.get(tale.story)
        assert [chapter.title for chapter in outline.chapters] == ["The lamp", "Ice", "The letter", "Thaw", "Harbour"]
        assert all(chapter.purpose for chapter in outline.chapters)
        assert [item.title for item in outline.items if isinstance(item, Arc)] == ["Act one", "Act two", "Act three"]
    library.undo()
    with second_look(library) as other:
        assert not any(chapter.purpose for chapter in other.outline.get(tale.story).chapters)


def test_a_story_just_begun_gets_the_templates_own_length(desk: Desk, library: Library, qtbot: QtBot) -> None:
    story = add_story(library, "New", chapters=1)
    desk.place.open_story(story)
    dialog = opened(desk, qtbot)
    view = find(dialog, QListView, "templates.list")
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert dialog.template == shipped()[1]
    assert find(dialog, QSpinBox, "templates.chapters").value() == shipped()[1].chapters
    QTest.keyClick(view, Qt.Key.Key_Return)
    with second_look(library) as other:
        assert len(other.outline.get(story).chapters) == shipped()[1].chapters


def test_a_plan_is_kept_and_laid_over_another_story(desk: Desk, library: Library, qtbot: QtBot) -> None:
    desk.place.open_story(add_tale(library).story)
    keep = KeepTemplateDialog(desk)
    qtbot.addWidget(keep)
    keep.show()
    name = find(keep, QLineEdit, "keep_template.title")
    name.selectAll()
    QTest.keyClicks(name, "  Five  winters ")
    QTest.keyClicks(find(keep, QPlainTextEdit, "keep_template.about"), "For slow thaws.")
    click(keep, "keep_template.keep")
    assert not keep.isVisible()
    assert library.undo_label == "Save template"
    other_story = add_story(library, "Another", chapters=5)
    desk.place.open_story(other_story)
    dialog = opened(desk, qtbot)
    assert (dialog.template.title, dialog.template.about) == ("Five winters", "For slow thaws.")
    assert dialog.model.data(dialog.model.index(0), Qt.ItemDataRole.AccessibleTextRole) == (
        "Five winters. Your own, 5 steps"
    )
    click(dialog, "templates.use")
    with second_look(library) as other:
        titles = [chapter.title for chapter in other.outline.get(other_story).chapters]
    assert titles == ["The lamp", "Ice", "The letter", "Thaw", "Harbour"]


def test_a_plan_without_titles_cannot_be_kept(desk: Desk, library: Library, qtbot: QtBot) -> None:
    desk.place.open_story(add_story(library, "Bare", chapters=3))
    keep = KeepTemplateDialog(desk)
    qtbot.addWidget(keep)
    keep.show()
    assert not find(keep, QPushButton, "keep_template.keep").isEnabled()


def test_an_own_template_is_removed_and_comes_back(desk: Desk, library: Library, qtbot: QtBot) -> None:
    tale = add_tale(library)
    with library.change("Keep"):
        library.templates.keep(tale.story, "Mine")
    desk.place.open_story(tale.story)
    dialog = opened(desk, qtbot)
    tester = QAbstractItemModelTester(dialog.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    steps_tester = QAbstractItemModelTester(dialog.steps, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert find(dialog, QPushButton, "templates.remove").isVisible()
    click(dialog, "templates.remove")
    assert dialog.model.rowCount() == len(shipped())
    assert dialog.template == THREE_ACTS
    assert not find(dialog, QPushButton, "templates.remove").isVisible()
    with second_look(library) as other:
        assert other.templates.own() == []
    library.undo()
    assert dialog.model.rowCount() == len(shipped()) + 1
    tester.deleteLater()
    steps_tester.deleteLater()


def test_the_commands_open_the_dialogs(window: Window, desk: Desk, library: Library) -> None:
    assert not desk.commands.actions["story.use_template"].isEnabled()
    desk.place.open_story(add_tale(library).story)
    desk.commands.run("story.use_template")
    dialog = window.findChild(TemplatesDialog)
    assert dialog is not None
    click(dialog, "templates.cancel")
    desk.commands.run("story.keep_template")
    keep = window.findChild(KeepTemplateDialog)
    assert keep is not None
    click(keep, "keep_template.cancel")
    assert library.undo_label != "Use template"


# A new story


def new_story(desk: Desk, qtbot: QtBot) -> NewStoryDialog:
    form = NewStoryDialog(desk)
    qtbot.addWidget(form)
    form.show()
    return form


def choose(form: NewStoryDialog, title: str) -> None:
    box = find(form, QComboBox, "new_story.template")
    box.setCurrentIndex(box.findText(title))


def test_a_story_begins_with_a_template(desk: Desk, library: Library, qtbot: QtBot) -> None:
    form = new_story(desk, qtbot)
    assert find(form, QComboBox, "new_story.template").currentText() == "None"
    choose(form, "Three acts")
    assert find(form, QLineEdit, "new_story.chapters").text() == "12"
    click(form, "new_story.create")
    assert library.undo_label == "New story"
    with second_look(library) as other:
        (story,) = other.stories.all()
        outline = other.outline.get(story.id)
    assert story.expected == 12
    assert len(outline.chapters) == 12
    assert outline.chapters[0].title == THREE_ACTS.steps[0].title


def test_the_offered_length_gives_way_to_the_authors(desk: Desk, library: Library, qtbot: QtBot) -> None:
    form = new_story(desk, qtbot)
    length = find(form, QLineEdit, "new_story.chapters")
    choose(form, "Three acts")
    choose(form, "None")
    assert length.text() == ""
    QTest.keyClicks(length, "30")
    choose(form, "Three acts")
    assert length.text() == "30"
    one_shot = next(template for template in shipped() if template.chapters == 1)
    choose(form, one_shot.title)
    click(form, "new_story.create")
    with second_look(library) as other:
        (story,) = other.stories.all()
        (chapter,) = other.outline.get(story.id).chapters
    assert story.kind is StoryKind.ONE_SHOT
    assert one_shot.steps[0].title in chapter.title
