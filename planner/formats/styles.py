"""As much of CSS as tells italics, weight, lines and alignment: inline styles, and rules for a class."""

from __future__ import annotations

import re
from collections.abc import Mapping

Declarations = Mapping[str, str]
Stylesheet = Mapping[str, Declarations]
"""Declarations by class name."""

UNDERSTOOD = frozenset(
    {
        "display",
        "font-style",
        "font-weight",
        "mso-hide",
        "mso-list",
        "text-align",
        "text-decoration",
        "text-decoration-line",
        "vertical-align",
        "white-space",
    }
)

# A rule whose selector ends in one class: ".c1", "span.c1", "p.c1, li.c1".
_CLASS_SELECTOR = re.compile(r"[\w-]*\.([\w-]+)\Z")


def declarations(style: str) -> dict[str, str]:
    """The understood declarations of a style attribute or of the body of a rule, in lower case."""
    found = {}
    for declaration in style.split(";"):
        name, colon, value = declaration.partition(":")
        name = name.strip().lower()
        if colon and name in UNDERSTOOD:
            found[name] = value.replace("!important", "").strip().lower()
    return found


def stylesheet(css: str) -> dict[str, dict[str, str]]:
    """The rules of a style sheet that speak of one class and of something understood."""
    rules: dict[str, dict[str, str]] = {}
    for rule in _without_comments(css).split("}"):
        selectors, brace, body = rule.rpartition("{")
        found = declarations(body) if brace else {}
        if not found:
            continue
        for selector in selectors.rpartition("{")[2].split(","):  # what is before is an @media rule's own
            if match := _CLASS_SELECTOR.fullmatch(selector.strip()):
                rules.setdefault(match[1], {}).update(found)
    return rules


def _without_comments(css: str) -> str:
    before, *commented = css.split("/*")
    return before + "".join(comment.partition("*/")[2] for comment in commented)
