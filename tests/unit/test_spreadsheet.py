"""Rows for spreadsheets: what a CSV file holds, that no cell becomes a formula, and what is copied."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.errors import PlannerError
from planner.formats.spreadsheet import BYTE_ORDER_MARK, csv_text, html_table, tabbed
from planner.formats.write import write_file

CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=12)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=3), max_size=4))
def test_every_cell_is_read_back_and_none_is_a_formula(rows: list[list[str]]) -> None:
    text = csv_text(rows)
    assert text.startswith(BYTE_ORDER_MARK)
    read = list(csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))
    assert [[cell.removeprefix("'") for cell in row] for row in read] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in read for cell in row)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=3), min_size=1, max_size=4))
def test_copied_rows_are_read_back(rows: list[list[str]]) -> None:
    assert list(csv.reader(io.StringIO(tabbed(rows), newline=""), dialect="excel-tab")) == rows


def test_numbers_stay_numbers() -> None:
    assert csv_text([("-5", -5, None)]) == "\ufeff'-5,-5,\r\n"
    assert tabbed([("a", 1), ("b\nc", None)]) == 'a\t1\n"b\nc"\t'


def test_an_html_table_holds_text_not_markup() -> None:
    assert html_table([("a < b", 3, None)]) == "<table><tr><td>a &lt; b</td><td>3</td><td></td></tr></table>"


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    write_file(tmp_path / "plan.csv", csv_text([("Fähre", 1)]))
    assert (tmp_path / "plan.csv").read_bytes() == "\ufeffFähre,1\r\n".encode()
    with pytest.raises(PlannerError):
        write_file(tmp_path / "missing" / "plan.csv", "")
    assert [path.name for path in tmp_path.iterdir()] == ["plan.csv"]
