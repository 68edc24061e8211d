"""The edit script between two trees: it reaches the target, and touches as few rows as can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from planner.desktop.reconcile import ROOT, Edit, Insert, Move, Remove, edit_script
from planner.domain.reordering import longest_kept

Tree = dict[int, list[int]]


def play(edits: Sequence[Edit], tree: Mapping[int, Sequence[int]]) -> Tree:
    result = {key: list(children) for key, children in tree.items()}
    for edit in edits:
        match edit:
            case Insert(parent, row, keys):
                result.setdefault(parent, [])[row:row] = keys
            case Remove(parent, row, count):
                del result[parent][row : row + count]
            case Move(parent, row, destination, to):
                key = result[parent].pop(row)
                result.setdefault(destination, []).insert(to, key)
    return result


def reachable(tree: Mapping[int, Sequence[int]], key: int = ROOT) -> Tree:
    result = {key: list(tree.get(key, ()))}
    for child in result[key]:
        result.update(reachable(tree, child))
    return result


def script(current: Mapping[int, Sequence[int]], target: Mapping[int, Sequence[int]]) -> list[Edit]:
    """The edit script between trees whose leaves may be left out."""
    return edit_script(reachable(current), reachable(target))


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Arcs 1–4 and chapters 11–18 at the top or in arcs, scenes 21–29 in chapters."""
    tree: Tree = {ROOT: []}
    arcs = draw(st.lists(st.integers(1, 4), unique=True))
    chapters = draw(st.lists(st.integers(11, 18), unique=True))
    scenes = draw(st.lists(st.integers(21, 29), unique=True)) if chapters else []
    tree[ROOT].extend(arcs)
    for chapter in chapters:
        parent = draw(st.sampled_from([ROOT, *arcs]))
        siblings = tree.setdefault(parent, [])
        siblings.insert(draw(st.integers(0, len(siblings))), chapter)
    for scene in scenes:
        tree.setdefault(draw(st.sampled_from(chapters)), []).append(scene)
    return tree


@given(trees(), trees())
def test_the_script_reaches_the_target(current: Tree, target: Tree) -> None:
    assert reachable(play(script(current, target), current)) == reachable(target)


@given(trees())
def test_nothing_is_done_between_equal_trees(tree: Tree) -> None:
    assert script(tree, tree) == []


@given(st.permutations(range(1, 9)), st.permutations(range(1, 9)))
def test_siblings_move_as_seldom_as_possible(current: list[int], target: list[int]) -> None:
    edits = script({ROOT: current}, {ROOT: target})
    kept = longest_kept(current, target)
    assert len(edits) <= len(target) - len(kept)
    assert all(isinstance(edit, Move) for edit in edits)


@given(st.permutations(range(7)), st.permutations(range(7)))
def test_kept_keys_stand_in_order_and_no_larger_set_does(current: list[int], target: list[int]) -> None:
    kept = longest_kept(current, target)
    assert [key for key in current if key in kept] == [key for key in target if key in kept]
    lengths = [[0] * 8 for _ in range(8)]
    for i, a in enumerate(current):
        for j, b in enumerate(target):
            lengths[i + 1][j + 1] = lengths[i][j] + 1 if a == b else max(lengths[i][j + 1], lengths[i + 1][j])
    assert len(kept) == lengths[7][7]


def test_one_chapter_moved_far_is_one_move() -> None:
    before = list(range(1, 401))
    after = [*before[:10], 400, *before[10:-1]]
    assert script({ROOT: before}, {ROOT: after}) == [Move(ROOT, 399, ROOT, 10)]
    assert script({ROOT: after}, {ROOT: before}) == [Move(ROOT, 10, ROOT, 399)]


def test_neighbours_come_and_go_in_one_edit() -> None:
    assert script({ROOT: [1, 2]}, {ROOT: [1, 7, 8, 9, 2]}) == [Insert(ROOT, 1, (7, 8, 9))]
    assert script({ROOT: [1, 7, 8, 9, 2]}, {ROOT: [1, 2]}) == [Remove(ROOT, 1, 3)]


def test_chapters_leave_an_arc_before_it_goes() -> None:
    before = {ROOT: [1, 11], 1: [12, 13], 12: [21]}
    after = {ROOT: [12, 13, 11], 12: [21]}
    assert script(before, after) == [Move(1, 0, ROOT, 0), Move(1, 0, ROOT, 1), Remove(ROOT, 2, 1)]


def test_an_arc_arrives_before_the_chapters_it_takes() -> None:
    before = {ROOT: [11, 12]}
    after = {ROOT: [1, 12], 1: [11]}
    assert script(before, after) == [Insert(ROOT, 0, (1,)), Move(ROOT, 1, 1, 0)]
