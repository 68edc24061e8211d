"""What can be said about somebody, in the order it is offered and shown; and the notes with their headings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from planner.desktop.theme import Theme
from planner.desktop.translation import mark

Sort = Literal["line", "text", "notes", "role", "origin", "colour"]
Part = Literal["facts", "outside", "inside", "notes"]


@dataclass(frozen=True)
class FieldSpec:
    """A field of `Person`: what it is called, what it asks, how it is filled, and in which part it stands."""

    name: str
    title: str
    prompt: str
    sort: Sort = "text"
    part: Part = "outside"

    def title_text(self) -> str:
        """Its name in the author's language."""
        return QCoreApplication.translate("PersonFields", self.title)

    def prompt_text(self) -> str:
        """Its question in the author's language."""
        return QCoreApplication.translate("PersonFields", self.prompt)


FIELDS: tuple[FieldSpec, ...] = (
    FieldSpec("pronouns", mark("PersonFields", "Pronouns"), mark("PersonFields", "she/her"), "line", "facts"),
    FieldSpec("role", mark("PersonFields", "Role"), "", "role", "facts"),
    FieldSpec("origin", mark("PersonFields", "Origin"), "", "origin", "facts"),
    FieldSpec("age", mark("PersonFields", "Age or birth date"), mark("PersonFields", "34"), "line", "facts"),
    FieldSpec("species", mark("PersonFields", "Species or kind"), mark("PersonFields", "human"), "line", "facts"),
    FieldSpec("fandom", mark("PersonFields", "Fandom"), mark("PersonFields", "Whose world?"), "line", "facts"),
    FieldSpec("colour", mark("PersonFields", "Colour"), "", "colour", "facts"),
    FieldSpec("aliases", mark("PersonFields", "Also called"), mark("PersonFields", "Other names, one a line")),
    FieldSpec("looks", mark("PersonFields", "Looks"), mark("PersonFields", "What does one see first?")),
    FieldSpec("voice", mark("PersonFields", "Voice"), mark("PersonFields", "How do they talk?")),
    FieldSpec("uses", mark("PersonFields", "Words they use"), mark("PersonFields", "What do they keep saying?")),
    FieldSpec("avoids", mark("PersonFields", "Words they avoid"), mark("PersonFields", "What would they never say?")),
    FieldSpec("want", mark("PersonFields", "Want"), mark("PersonFields", "What are they after?"), "text", "inside"),
    FieldSpec("need", mark("PersonFields", "Need"), mark("PersonFields", "What do they lack?"), "text", "inside"),
    FieldSpec("fear", mark("PersonFields", "Fear"), mark("PersonFields", "What do they run from?"), "text", "inside"),
    FieldSpec(
        "lie", mark("PersonFields", "Lie"), mark("PersonFields", "What do they wrongly believe?"), "text", "inside"
    ),
    FieldSpec("arc", mark("PersonFields", "Arc"), mark("PersonFields", "From what to what?"), "text", "inside"),
    FieldSpec(
        "about",
        mark("PersonFields", "Notes"),
        mark("PersonFields", "Anything. A line that begins with # is a heading"),
        "notes",
        "notes",
    ),
)
"""In the order they stand on the sheet."""

SUGGESTED = (
    "pronouns",
    "role",
    "want",
    "voice",
    "looks",
    "fear",
    "about",
    "aliases",
    "need",
    "lie",
    "arc",
    "age",
    "origin",
    "species",
    "fandom",
    "uses",
    "avoids",
    "colour",
)
"""In the order the empty ones are offered."""


class Headings(QSyntaxHighlighter):
    """Shows lines that begin with "# " as headings."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme
        theme.changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        if not text.startswith("# "):
            return
        faint, bold = QTextCharFormat(), QTextCharFormat()
        faint.setForeground(self._theme.colours.faded)
        bold.setFontWeight(QFont.Weight.DemiBold)
        bold.setForeground(QColor(self._theme.colours.text))
        self.setFormat(0, 2, faint)
        self.setFormat(2, len(text) - 2, bold)
