"""Finding room on the board: whose names are written, how long, and where ties and groups say what they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from math import inf, log

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from planner.desktop.cast.board.crowd import Crowd
from planner.desktop.cast.board.items import DISC_EDGE, Hull, Link, Node
from planner.desktop.theme import Theme
from planner.desktop.widgets.people import group_name, person_name
from planner.desktop.widgets.ties import kind_text
from planner.domain.board import APART
from planner.domain.cast import PersonRole

_LEAST_TEXT, _MOST_TEXT = 0.92, 2.0
_STEP = 1.15
"""Room is found anew for every such step of zoom, lest words flicker in between."""
_LONGEST_NAME, _LEAST_NAME = 190.0, 48.0
_LONGEST_WORDS, _SHORT_WORDS = 150.0, 84.0
_HIDDEN_ROOM, _SIGN_ROOM = 62.0, 14.0
_SLACK = 1.06
"""Letters in whole pixels are not all as wide as they are at the usual size."""
_COVERED, _HARDLY_COVERED = 0.1, 0.03
"""A name, or the words of a tie, that would be covered by more than this share are not written there."""
_MANY, _MANY_NAMED_FROM, _FEW_NAMED_FROM = 30, 0.4, 0.3
"""On a board smaller than this only those have names who have room for them, by how many people are many."""
_LEAST_DISC = 9.0
"""How far words keep from the middle of somebody at least, in pixels."""
_ALONG = (0.5, 0.4, 0.6, 0.32, 0.68, 0.25, 0.75)
"""Where on its line the words of a tie may stand, the best place first."""
_ACROSS = (None, 0.5, 0.3, 0.7, 0.15, 0.85)
"""Where along the upper edge of a group its name may stand; None: above the uppermost of its members."""
NAME_GAP = 3.0
"""Pixels between the ring around a disc and the name."""


def text_factor(scale: float) -> float:
    """How large text is, 1 being the usual size, where the board is so large: it does not shrink as far."""
    return min(max(scale, _LEAST_TEXT), _MOST_TEXT)


class Room:
    """Gives names and words their places, in the board's units, for the size at which the board is shown."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._crowd = Crowd()
        self._step = 0
        self._names_all = True
        self.measure()

    def measure(self) -> None:
        """Text may be of another size now."""
        self._name_metrics = QFontMetricsF(self._theme.font(1.0, QFont.Weight.DemiBold))
        self._word_metrics = QFontMetricsF(self._theme.font(0.86))
        self._group_metrics = QFontMetricsF(self._theme.font(0.92, QFont.Weight.DemiBold))
        self._widths: dict[str, float] = {}
        self._known: object = None

    def _px(self, pixels: float) -> float:
        """So many pixels at the usual size of the interface's text, as large as it is now."""
        return pixels * self._theme.text_scale

    def name_half(self, node: Node) -> float:
        """Half as wide as somebody's name is at the usual size, in the board's units."""
        return min(self._name_metrics.horizontalAdvance(person_name(node.person)), APART - 8) / 2

    def set_scale(self, scale: float) -> bool:
        """The board is shown so large; whether room has to be found anew."""
        step = round(log(scale, _STEP))
        if step == self._step:
            return False
        self._step = step
        return True

    @property
    def _scale(self) -> float:
        return _STEP**self._step

    @property
    def _size(self) -> float:
        """How large text is against the board."""
        return text_factor(self._scale) / self._scale

    # People

    def place_names(self, nodes: Collection[Node], hulls: Iterable[Hull]) -> None:
        """Give everybody room for a name, those first who have more of the story; then the groups."""
        hulls = list(hulls)
        known = (
            self._step,
            [(node, node.person, node.x.goal, node.y.goal) for node in nodes],
            [(shape, shape.group, shape.bounds) for shape in hulls],
        )
        if known == self._known:
            # From chapter to chapter nobody moves.
            return
        self._known = known
        self._crowd.clear()
        self._names_all = self._scale >= (_MANY_NAMED_FROM if len(nodes) > _MANY else _FEW_NAMED_FROM)
        ranked = sorted(nodes, key=lambda each: -each.radius)
        first = sum(node.person.role is PersonRole.MAIN for node in ranked) if not self._names_all else 0
        # Where not all are named the main people are, whoever stands below them.
        for node in ranked[:first]:
            self._place_name(node)
        for node in nodes:
            reach = max(node.radius + 4, _LEAST_DISC / self._scale)
            self._crowd.put(("disc", node.person.id), _around(node.goal, reach))
        for node in ranked[first:]:
            self._place_name(node)
        for shape in hulls:
            self._place_group(shape)

    def _place_name(self, node: Node) -> None:
        words = person_name(node.person)
        natural = min(self._name_metrics.horizontalAdvance(words), self._px(_LONGEST_NAME)) * _SLACK + 4
        # As far as the places people are given by themselves are apart, names may always be.
        usual = max((APART * self._scale - 8) / text_factor(self._scale), self._px(_LEAST_NAME))
        key = ("name", node.person.id)
        most = _COVERED if self._names_all else _HARDLY_COVERED
        for room in dict.fromkeys((natural, min(natural, usual), min(natural, self._px(_LEAST_NAME)))):
            rect = self._name_rect(node, room)
            if self._crowd.covered(rect, ("disc", node.person.id)) <= most * rect.width() * rect.height():
                node.name_room = room
                break
        else:
            node.name_room = min(natural, usual) if self._names_all else 0.0
        if node.name_room:
            self._crowd.put(key, self._name_rect(node, node.name_room))

    def _name_rect(self, node: Node, room: float) -> QRectF:
        width, height = room * self._size, self._name_metrics.height() * self._size
        top = node.goal.y() + node.radius + DISC_EDGE + NAME_GAP / self._scale
        return QRectF(node.goal.x() - width / 2, top, width, height)

    # Groups

    def _place_group(self, shape: Hull) -> None:
        width = (self._group_metrics.horizontalAdvance(group_name(shape.group)) + 8) * self._size
        height = self._group_metrics.height() * self._size
        least, best = inf, (shape.name_across, QRectF())
        for across in dict.fromkeys((*_ACROSS[:1], shape.name_across, *_ACROSS)):
            top = shape.upper_edge(across)
            rect = QRectF(top.x() - width / 2, top.y() - height - 3 / self._scale, width, height)
            covered = self._crowd.covered(rect, None)
            if covered < least:
                least, best = covered, (across, rect)
            if not covered:
                break
        shape.name_across = best[0]
        self._crowd.put(("group", shape.group.id), best[1])

    # Ties

    def place_words(self, links: Iterable[Link]) -> Iterator[None]:
        """Give ties room for their words, one at each step: where they cover nothing, or shortened, or not at all."""
        links = list(links)
        for link in links:
            self.forget(link)
        for link in links:
            if not link.going:
                self._place_link(link)
                yield

    def forget(self, link: Link) -> None:
        """The words of a tie need no room any more."""
        self._crowd.remove(("tie", link.tie.id))

    def _place_link(self, link: Link) -> None:
        key = ("tie", link.tie.id)
        height = self._word_metrics.height() * self._size
        least = inf
        spots = [(at, link.curve.at(at)) for at in dict.fromkeys((link.label_at, *_ALONG))]
        for number, (words, room, brief) in enumerate(self._forms(link)):
            width = (min(self._width(words), room) + 14) * self._size
            if link.standing.hidden:
                width += (self._px(_SIGN_ROOM) if brief else self._px(_HIDDEN_ROOM)) * self._size
            for at, middle in spots:
                rect = QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)
                covered = self._crowd.covered(rect, key)
                if covered <= _HARDLY_COVERED * width * height:
                    link.words, link.words_room, link.brief, link.label_at = words, room, brief, at
                    self._crowd.put(key, rect)
                    return
                if number == 0 and covered < least:
                    least, link.label_at = covered, at
        link.words, link.words_room, link.brief = "", self._px(_LONGEST_WORDS), False

    def _forms(self, link: Link) -> Iterator[tuple[str, float, bool]]:
        """What a tie may say of itself, the fullest first: words, the width they may have, and whether briefly."""
        width = self._width(link.text)
        yield link.text, self._px(_LONGEST_WORDS), False
        if width > self._px(_SHORT_WORDS) or link.standing.hidden:
            yield link.text, self._px(_SHORT_WORDS), True
        kind = kind_text(link.standing.kind)
        if self._width(kind) < min(width, self._px(_SHORT_WORDS)):
            yield kind, self._px(_SHORT_WORDS), True

    def _width(self, words: str) -> float:
        if words not in self._widths:
            self._widths[words] = self._word_metrics.horizontalAdvance(words) * _SLACK
        return self._widths[words]


def _around(point: QPointF, reach: float) -> QRectF:
    return QRectF(point.x() - reach, point.y() - reach, 2 * reach, 2 * reach)
