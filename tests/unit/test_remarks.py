"""To-dos in remarks: counted, ticked, and carried on to the next line."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from planner.domain.remarks import box, continued, todos, toggled

LINES = st.lists(st.sampled_from(["[ ] Ask Ada", "[x] Name the boat", "", "No box", "- [ ] Listed", "[]", "[a] no"]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (0, 0)),
        ("Only a jotting", (0, 0)),
        ("[ ] Ask Ada\n[x] Name the boat\n[X] Find the map", (1, 2)),
        ("  [ ] Set in\n- [ ] In a list\n[] Typed in haste", (3, 0)),
        ("See [ ] in the middle\n[a] not a box\n[ ]glued", (0, 0)),
        ("[ ]", (1, 0)),
    ],
)
def test_to_dos_are_lines_that_begin_with_a_box(text: str, expected: tuple[int, int]) -> None:
    assert todos(text) == expected


@pytest.mark.parametrize(
    ("before", "line", "after"),
    [
        ("[ ] Ask Ada", 0, "[x] Ask Ada"),
        ("One\n[x] Two", 1, "One\n[ ] Two"),
        ("- [] Three", 0, "- [x] Three"),
        ("No box", 0, "No box"),
    ],
)
def test_ticking_changes_the_box_and_nothing_else(before: str, line: int, after: str) -> None:
    assert toggled(before, line) == after


@given(LINES, st.data())
def test_ticking_twice_changes_no_count(lines: list[str], data: st.DataObject) -> None:
    text = "\n".join(lines or [""])
    line = data.draw(st.integers(0, text.count("\n")))
    once = toggled(text, line)
    moved = 0 if box(text.split("\n")[line]) is None else 1
    assert abs(todos(once).open - todos(text).open) == moved
    assert todos(once).open + todos(once).done == todos(text).open + todos(text).done
    assert todos(toggled(once, line)) == todos(text)


@pytest.mark.parametrize(
    ("line", "expected"),
    [("[x] Done", "[ ] "), ("  - [ ] Set in", "  - [ ] "), ("[ ] ", None), ("No box", None)],
)
def test_a_list_of_to_dos_goes_on(line: str, expected: str | None) -> None:
    assert continued(line) == expected
