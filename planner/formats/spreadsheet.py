"""Rows for spreadsheets: a CSV file, and what the clipboard carries to them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from html import escape
from io import StringIO

Cell = str | int | None
Rows = Iterable[Sequence[Cell]]

BYTE_ORDER_MARK = "\ufeff"
"""By this at its beginning a spreadsheet knows that a CSV file is UTF-8."""

_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def harmless(cell: Cell) -> Cell:
    """A cell no spreadsheet takes for a formula: text that would be one gets an apostrophe in front.

    Source: OWASP, "CSV Injection".
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULAS) else cell


def csv_text(rows: Rows) -> str:
    """Rows as a CSV file (RFC 4180)."""
    text = StringIO()
    csv.writer(text).writerows([harmless(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + text.getvalue()


def tabbed(rows: Rows) -> str:
    """Rows as plain text for the clipboard: cells between tabs, those of several lines in quotes."""
    text = StringIO()
    csv.writer(text, dialect="excel-tab", lineterminator="\n").writerows(rows)
    return text.getvalue().removesuffix("\n")


def html_table(rows: Rows) -> str:
    """Rows as an HTML table for the clipboard."""
    lines = ["".join(f"<td>{_in_html(cell)}</td>" for cell in row) for row in rows]
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def _in_html(cell: Cell) -> str:
    return "" if cell is None else escape(str(cell)).replace("\n", "<br>")
