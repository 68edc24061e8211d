"""Recognises the lines that begin a chapter or a part: "Chapter 3: The Bridge", "CHAPTER THREE", "Epilogue"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto


class LineKind(Enum):
    """What such a line begins."""

    CHAPTER = auto()
    PART = auto()


@dataclass(frozen=True)
class ChapterLine:
    """What a line says: ``number`` as a numeral or word gives it, None for a prologue and the like."""

    kind: LineKind
    number: int | None
    title: str


LONGEST = 120
"""A longer line is prose (characters)."""

LONGEST_BARE = 60
"""The same for a title that no colon or dash announces."""

_CHAPTER_WORDS = (
    "chapter|chap|ch|kapitel|chapitre|cap[íi]tulo|capitolo|hoofdstuk|rozdział|kapitola|kapittel|luku|fejezet|bölüm"
    "|глава"
)
_PART_WORDS = "part|book|arc|act|volume|vol|season|teil|partie|parte|deel|część|часть"
_NAMED = (
    "prologue|prolog|prologo|prólogo|epilogue|épilogue|epilog|epilogo|epílogo|interlude|intermission|intermezzo"
    "|prelude|overture|coda|foreword|preface|afterword|postscript|omake|side story|пролог|эпилог"
    r"|(?:bonus|extra|final|last|first) chapter"
)
_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_WORD_NUMBERS = (
    {word: number for number, word in enumerate(_UNITS.split(), start=1)}
    | {word: 10 * number for number, word in enumerate(_TENS.split(), start=2)}
    | {word: number for number, word in enumerate(_ORDINALS.split(), start=1)}
)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

_NUMERAL = (
    r"\d{1,4}(?:\.\d{1,2})?"
    r"|(?=[ivxlc])c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
    rf"|(?:{_TENS.replace(' ', '|')})(?:[\s-](?:{_UNITS.replace(' ', '|')}))?"
    rf"|{_UNITS.replace(' ', '|')}|the\s(?:{_ORDINALS.replace(' ', '|')})"
)
_SEPARATOR = r"\s*[:.|~)\]–—-]+\s*"
_CHAPTER = re.compile(
    rf"(?P<word>{_CHAPTER_WORDS}|{_PART_WORDS})\b\.?\s*(?:[#№]\s*|no\.\s*)?(?P<number>{_NUMERAL})(?!\w)"
    rf"(?:(?P<of>\s*(?:of|/)\s*\d+))?(?:(?P<separator>{_SEPARATOR})(?P<title>.*)|(?P<bare>\s.*))?",
    re.IGNORECASE,
)
_NAMED_LINE = re.compile(
    rf"(?P<name>(?:{_NAMED})(?:\s(?:{_NUMERAL}))?)(?P<rest>{_SEPARATOR}.*|\s*\(.*\))?", re.IGNORECASE
)
_CHINESE = re.compile(r"第\s*(?P<number>\d{1,4}|[一二三四五六七八九十百]{1,5})\s*[章话話回]\s*[::、.]?\s*(?P<title>.*)")
_IS_PART = re.compile(_PART_WORDS, re.IGNORECASE)
_ORNAMENTS = " \t\u00a0*=~#_|•·-–—"
_BRACKETED = re.compile(r"[\[({<](.*)[\])}>]")
_NOTES_LABEL = re.compile(
    r"\W*(?:(?:the )?author['’]?s?['’]?|end|beginning|opening|closing|chapter|chapter end)?\s*notes?\W*|\W*a/n\W*",
    re.IGNORECASE,
)
_ENDS_SENTENCE = re.compile(r"[.,;!?…:\"”’]\Z")


def chapter_line(text: str) -> ChapterLine | None:
    """Read a line that begins a chapter or a part; None for any other line."""
    line = text.strip()
    if not line or len(line) > LONGEST or "\n" in line:
        return None
    line = line.strip(_ORNAMENTS)
    if match := _BRACKETED.fullmatch(line):
        line = match[1].strip(_ORNAMENTS)
    if match := _CHAPTER.fullmatch(line):
        return _numbered(match)
    if match := _NAMED_LINE.fullmatch(line):
        return ChapterLine(LineKind.CHAPTER, None, _tidy(line.rstrip(".:")))
    if match := _CHINESE.fullmatch(line):
        number = match["number"]
        return ChapterLine(LineKind.CHAPTER, int(number) if number.isdecimal() else None, _tidy(match["title"]))
    return None


def _numbered(match: re.Match[str]) -> ChapterLine | None:
    bare = (match["bare"] or "").strip()
    # "Chapter 3 The Bridge" is a heading; "Chapter three was the longest." is not.
    if bare and (len(bare) > LONGEST_BARE or not _begins_title(bare) or _ENDS_SENTENCE.search(bare)):
        return None
    kind = LineKind.PART if _IS_PART.fullmatch(match["word"]) else LineKind.CHAPTER
    return ChapterLine(kind, number_of(match["number"]), _tidy(match["title"] or bare))


def _begins_title(text: str) -> bool:
    return text[0].isupper() or text[0].isdecimal() or text[0] in "\"'“‘(["


def _tidy(title: str) -> str:
    return " ".join(title.split())


def is_notes_label(text: str) -> bool:
    """Whether this says "Author's note", "Notes" or "End notes", and nothing else."""
    return len(text) <= LONGEST and _NOTES_LABEL.fullmatch(text) is not None


def number_of(numeral: str) -> int | None:
    """The value of "12", "xii", "twelve" or "twenty-one"; None for what is no whole number."""
    words = numeral.lower().replace("-", " ").removeprefix("the ").split()
    if all(word in _WORD_NUMBERS for word in words):
        return sum(_WORD_NUMBERS[word] for word in words)
    text = words[0]
    if text.isdecimal():
        return int(text)
    if not set(text) <= set(_ROMAN_VALUES):
        return None
    values = [_ROMAN_VALUES[letter] for letter in text]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
