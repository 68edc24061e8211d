"""Smart punctuation: what a typed key becomes, given the text before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPENS = {'"': "“", "'": "‘"}
_CLOSES = {'"': "”", "'": "’"}
_AFTER_OPENER = "([{<¿¡/“‘„«"
# Behind these a mark opens or closes, by whether one is open: “Wait—” but He said—“Wait.”
_UNDECIDED = "-–—…"


@dataclass(frozen=True, slots=True)
class Replacement:
    """Instead of the typed key: delete so many characters before the cursor, then insert the text."""

    delete: int
    insert: str


def smart_replacement(before: str, typed: str) -> Replacement | None:
    """What to do instead of inserting a typed character, or None to insert it as it is.

    ``before`` is the paragraph's text before the cursor. Makes curly quotes and apostrophes, an em dash of ``--``
    or ``---`` and an ellipsis of ``...``; a line of hyphens alone stays, because it will be a scene break.
    """
    if len(typed) != 1:
        return None
    # A dash that grew out of ``--`` takes in further hyphens: some authors type three.
    if typed == "-" and before.endswith(("-", "—")) and before.strip(" \u00a0-"):
        return Replacement(1, "—")
    if typed == "." and before.endswith("..") and not before.endswith("..."):
        return Replacement(2, "…")
    mark = _quote(before, typed) if typed in _OPENS else typed
    elided = _elided_word(before, typed)
    if elided is not None:
        return Replacement(len(elided) + 1, f"’{elided}{mark}")
    return Replacement(0, mark) if mark != typed else None


def _quote(before: str, typed: str) -> str:
    opening, closing = _OPENS[typed], _CLOSES[typed]
    last = before[-1:]
    if not last or last.isspace():
        return opening
    if last in _UNDECIDED:
        return closing if _is_open(before, typed) else opening
    return opening if last in _AFTER_OPENER and last != opening else closing


# An apostrophe looks like a closing mark; only one that no letter follows may be taken for it.
_CLOSING = {'"': re.compile("”"), "'": re.compile(r"’(?!\w)")}


def _is_open(before: str, typed: str) -> bool:
    closed = max((mark.start() for mark in _CLOSING[typed].finditer(before)), default=-1)
    return before.rfind(_OPENS[typed]) > closed


# Words that begin with an apostrophe. Only at a word's end is it known to be one of them: "‘tis" may become
# "‘tisane". Capitals stay where a speech in single marks may begin so: ‘Cause …’, ‘Em, …’.
_ELIDED = re.compile(
    r"(?:^|(?<=[\s(\[—–“-]))‘(?P<word>\d\ds?|[Tt](?:is|was|were|will|would|wixt)(?:n’t)?"
    r"|em|til|cause|cos|coz|cuz|bout|neath|nuff|kay|n)\Z"
)


def _elided_word(before: str, typed: str) -> str | None:
    """The word just ended by the typed character that the opening mark before it should be an apostrophe of."""
    if typed.isalnum() or "‘" not in before[-10:]:
        return None
    elided = _ELIDED.search(before)
    # A mark that follows makes it a quoted word: the word ‘cause’. But rock ’n’ roll.
    if elided is None or (typed == "'" and elided["word"] != "n"):
        return None
    return elided["word"]
