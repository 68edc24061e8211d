"""The board in words: what a tool tip says, and a screen reader."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from planner.desktop.cast.board.items import Link, Node, Ref
from planner.desktop.cast.board.scene import BoardScene
from planner.desktop.widgets.people import group_name, person_name, role_text
from planner.desktop.widgets.ties import direction_text, standing_text
from planner.domain.cast import GroupId
from planner.domain.outline import PersonId
from planner.domain.ties import Direction, TieId

_MOST_TIES = 8


def _tr(words: str) -> str:
    return QCoreApplication.translate("Board", words)


def describe(scene: BoardScene, ref: Ref) -> str:
    """Somebody, a tie or a group in a few lines: who or what it is, and how it stands."""
    kind, row_id = ref
    if kind == "person":
        return _person(scene, scene.nodes[PersonId(row_id)])
    if kind == "tie":
        return _tie(scene.links[TieId(row_id)])
    shape = scene.hulls[GroupId(row_id)]
    names = ", ".join(person_name(node.person) for node in shape.members)
    return f"{group_name(shape.group)}\n{names}"


def _person(scene: BoardScene, node: Node) -> str:
    signs = [role_text(node.person.role)]
    if node.pinned:
        signs.append(_tr("pinned"))
    if node.absent:
        signs.append(_tr("has not appeared yet"))
    said = ", ".join(sign for sign in signs if sign)
    lines = [f"{person_name(node.person)}, {said}" if said else person_name(node.person)]
    links = [link for link in scene.links.values() if node in (link.one, link.other) and not link.going]
    for link in links[:_MOST_TIES]:
        other = link.other if link.one is node else link.one
        lines.append(f"{person_name(other.person)}: {standing_text(link.standing)}")
    if len(links) > _MOST_TIES:
        lines.append(_tr("and {count} more").format(count=len(links) - _MOST_TIES))
    return "\n".join(lines)


def _tie(link: Link) -> str:
    joined = {
        Direction.BOTH: _tr("{one} and {other}"),
        Direction.ONE_WAY: _tr("{one} to {other}"),
        Direction.UNEQUAL: _tr("{one} to {other}, more than back"),
    }[link.tie.direction]
    pair = joined.format(one=person_name(link.one.person), other=person_name(link.other.person))
    lines = [pair, standing_text(link.standing)]
    if link.tie.direction is not Direction.BOTH:
        lines.append(direction_text(link.tie.direction))
    if link.tie.note:
        lines.append(link.tie.note)
    return "\n".join(lines)
