"""The two kinds of error: what the author can act on, and (everything else) our bugs."""

from __future__ import annotations


class PlannerError(Exception):
    """Something the author can mend: ``what`` is wrong, and what to do about it.

    Both are whole sentences in the author's words, shown as they are in the window and printed by
    the command line (exit status 1). ``where`` names the place in a file, if there is one.
    """

    def __init__(self, what: str, advice: str = "", where: str = "") -> None:
        super().__init__(what, advice, where)
        self.what = what
        self.advice = advice
        self.where = where

    def __str__(self) -> str:
        what = self.what
        if self.where:
            # Within the sentence, before its full stop.
            stop = what[len(what.rstrip(".")) :]
            what = f"{what.removesuffix(stop)} ({self.where}){stop}"
        return " ".join(part for part in (what, self.advice) if part)


class Cancelled(PlannerError):
    """The author stopped the work; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("Stopped. Nothing was changed.")
