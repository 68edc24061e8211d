"""Lines that begin a chapter, and lines that only look as if they did."""

from __future__ import annotations

import pytest

from planner.formats.chapter_lines import ChapterLine, LineKind, chapter_line, is_notes_label, number_of


@pytest.mark.parametrize(
    ("line", "number", "title"),
    [
        ("Chapter 3: The Bridge", 3, "The Bridge"),
        ("Chapter 3 - The Bridge", 3, "The Bridge"),
        ("Chapter 3. The Bridge", 3, "The Bridge"),
        ("Chapter 3 The Bridge", 3, "The Bridge"),
        ("Chapter 3: “Home”", 3, "“Home”"),
        ("CHAPTER THREE", 3, ""),
        ("Chapter IV – Title", 4, "Title"),
        ("chapter twenty-one", 21, ""),
        ("Chapter the First", 1, ""),
        ("Ch. 12", 12, ""),
        ("Chapter #7", 7, ""),
        ("Chapter 3 of 12", 3, ""),
        ("*** Chapter 5 ***", 5, ""),
        ("[Chapter 5]", 5, ""),
        ("Prologue", None, "Prologue"),
        ("EPILOGUE", None, "EPILOGUE"),
        ("Epilogue: Home", None, "Epilogue: Home"),
        ("Interlude 2", None, "Interlude 2"),
        ("Kapitel 2: Die Brücke", 2, "Die Brücke"),
        ("Глава 3. Мост", 3, "Мост"),
        ("第12章 橋", 12, "橋"),
    ],
)
def test_chapters(line: str, number: int | None, title: str) -> None:
    assert chapter_line(line) == ChapterLine(LineKind.CHAPTER, number, title)


@pytest.mark.parametrize(("line", "number", "title"), [("Part One", 1, ""), ("BOOK II: The Sea", 2, "The Sea")])
def test_parts(line: str, number: int, title: str) -> None:
    assert chapter_line(line) == ChapterLine(LineKind.PART, number, title)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Chapter three was the longest.",
        "Chapter and verse",
        "Chapter none",
        "Chapters 3 and 4 were lost at sea.",
        "Prologue was over",
        "Part of me wanted to stay",
        "Book me a room, said Odile.",
        "Act natural",
        "I",
        "12",
        "“Chapter 3,” she read aloud.",
        "Chapter 3: " + "very " * 40 + "long",
    ],
)
def test_other_lines(line: str) -> None:
    assert chapter_line(line) is None


@pytest.mark.parametrize(
    ("numeral", "number"),
    [("7", 7), ("xiv", 14), ("XL", 40), ("ninety-nine", 99), ("the twelfth", 12), ("eleven", 11), ("3.5", None)],
)
def test_numerals(numeral: str, number: int | None) -> None:
    assert number_of(numeral) == number


def test_labels_of_notes() -> None:
    assert all(
        map(is_notes_label, ("Author’s Note", "AUTHORS NOTES:", "Notes", "End notes", "A/N", "**Author's note:**"))
    )
    assert not any(map(is_notes_label, ("", "Author’s note: hello", "A note from the baker", "Keynotes")))
