"""What a reading could not keep, counted and then said in sentences."""

from __future__ import annotations

from collections import Counter
from enum import Enum


class Loss(Enum):
    """A kind of thing prose cannot hold; the value is the sentence for one and for several."""

    TABLE = ("1 table became plain paragraphs.", "{count} tables became plain paragraphs.")
    PICTURE = (
        "1 picture without a web address was left out.",
        "{count} pictures without a web address were left out.",
    )
    EMBED = (
        "1 embedded video, sound or page was left out.",
        "{count} embedded videos, sounds or pages were left out.",
    )
    FOOTNOTE = ("1 footnote was left out.", "{count} footnotes were left out.")
    COMMENT = ("1 comment in the margin was left out.", "{count} comments in the margin were left out.")
    TEXT_BOX = ("1 text box was left out.", "{count} text boxes were left out.")
    SYMBOL = (
        "1 character of a symbol font was left out.",
        "{count} characters of a symbol font were left out.",
    )
    UNREADABLE = (
        "1 character could not be read and became �.",
        "{count} characters could not be read and became �.",
    )
    SUMMARY_MARKS = (
        "A summary lost its italics, bold, links or other marks.",
        "{count} summaries lost their italics, bold, links or other marks.",
    )
    CONTENTS = ("The table of contents was left out.", "The table of contents was left out.")
    RELATED = ("1 list of related works was left out.", "{count} lists of related works were left out.")


Losses = Counter[Loss]


def sentences(losses: Losses) -> tuple[str, ...]:
    """Say what was lost, in the order of the kinds above."""
    return tuple(loss.value[losses[loss] > 1].format(count=f"{losses[loss]:,}") for loss in Loss if losses[loss] > 0)
