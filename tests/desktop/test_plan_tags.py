"""The story's sheet shows the tags its cast gives it, and copies them as AO3 takes them."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from planner.desktop.desk import Desk
from planner.desktop.outline.plan_panel import PlanPanel
from planner.domain.cast_draft import PersonDraft, TieDraft
from planner.domain.draft import ChapterDraft, StoryDraft

TALE = StoryDraft(
    "Tale",
    chapters=(ChapterDraft(),),
    people=(PersonDraft("Ines", tagged=True), PersonDraft("Tomas", tagged=True)),
    ties=(TieDraft("Tomas", "Ines", "romantic", tagged=True),),
    tags=(("fandom", "Night Ferry"),),
)


def panel_of(desk: Desk, story: StoryDraft) -> PlanPanel:
    with desk.library.change("Add"):
        story_id = desk.library.drafts.add(story)
    panel = PlanPanel(desk)
    panel.show()
    desk.place.open_story(story_id)
    return panel


def text(panel: PlanPanel, name: str) -> str:
    """What a label on the sheet says; empty where it is not to be seen."""
    found = panel.findChild(QLabel, f"plan.story.tags.{name}")
    assert found is not None
    return found.text() if found.isVisible() else ""


def test_tags_follow_the_cast_and_are_copied(desk: Desk, qapp: QApplication) -> None:
    panel = panel_of(desk, TALE)
    assert (text(panel, "relationship"), text(panel, "character")) == ("Ines/Tomas", "Ines\nTomas")
    assert text(panel, "count").startswith("4 of the 75 tags")
    assert text(panel, "problems") == ""
    copy = panel.findChild(QPushButton, "plan.story.tags.copy_character")
    assert copy is not None
    copy.click()
    assert qapp.clipboard().text() == "Ines, Tomas"
    ines = desk.library.cast.people(desk.library.stories.all()[0].id)[0]
    with desk.library.change("Rename"):
        desk.library.cast.edit(ines.id, name="Ines*")
    assert text(panel, "relationship") == "Ines*/Tomas"
    assert text(panel, "problems").splitlines()[-1] == "“Ines*”: A tag may not have * in it."


def test_a_story_without_a_cast_shows_none_and_one_without_tags_says_how(desk: Desk, qapp: QApplication) -> None:
    panel = panel_of(desk, StoryDraft("Alone", chapters=(ChapterDraft(),)))
    assert text(panel, "count") == ""
    with desk.library.change("Add"):
        desk.library.cast.add(desk.library.stories.all()[0].id, "Rui")
    assert text(panel, "count").startswith("Tick a person or a tie")
    assert (text(panel, "relationship"), text(panel, "character")) == ("", "")
