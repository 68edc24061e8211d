"""What changed between two versions of a text, word by word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise


class PieceKind(StrEnum):
    """Which version a piece belongs to."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that both versions share, or that only one of them has."""

    kind: PieceKind
    text: str


_PARAGRAPH = re.compile(r"[^\n]*\n|[^\n]+")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*(?P<gap>\s+)")
_WORD = re.compile(r"\w+(?:['’]\w+)*|\s+|[^\w\s]")


def _sentences(text: str) -> list[str]:
    """Sentences, and by themselves the spaces between them, so that rejoined paragraphs still match."""
    cuts = [0, *(cut for end in _SENTENCE_END.finditer(text) for cut in end.span("gap")), len(text)]
    return [text[start:end] for start, end in pairwise(cuts) if start < end]


# Coarse to fine. Matching is quadratic at worst, so each grain is compared only where the one before it differs.
_GRAINS: tuple[Callable[[str], list[str]], ...] = (_PARAGRAPH.findall, _sentences, _WORD.findall)

_MOST_WORDS = 1_500
"""Tokens of a longer changed stretch are not matched: it was rewritten, and reads best as removed and added."""

_LEAST_ALIKE = 0.3
"""Two stretches that share less than this part of their words are shown as removed and added too."""


def compare(old: str, new: str) -> list[Piece]:
    """The pieces of both versions in reading order; what was removed comes before what was added in its place.

    Joining the same and removed pieces gives ``old`` exactly, joining the same and added ones ``new``.
    """
    return _joined(_without_crumbs(_joined(_compare(old, new, 0))))


def _compare(old: str, new: str, grain: int) -> Iterator[Piece]:
    if old == new or not (old and new) or grain == len(_GRAINS):
        yield from _whole(old, new)
        return
    before, after = _GRAINS[grain](old), _GRAINS[grain](new)
    is_finest = grain == len(_GRAINS) - 1
    if is_finest and max(len(before), len(after)) > _MOST_WORDS:
        yield from _whole(old, new)
        return
    matcher = SequenceMatcher(None, before, after)
    if is_finest and not _are_alike(before, after, matcher):
        yield from _whole(old, new)
        return
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        removed, added = before[i1:i2], after[j1:j2]
        if tag != "replace":
            yield from _whole("".join(removed), "".join(added))
        elif len(removed) == len(added):
            # As after a change of name throughout: each paragraph has its counterpart.
            for one, other in zip(removed, added, strict=True):
                yield from _compare(one, other, grain + 1)
        else:
            yield from _compare("".join(removed), "".join(added), grain + 1)


def _whole(old: str, new: str) -> Iterator[Piece]:
    if old == new:
        yield Piece(PieceKind.SAME, old)
    else:
        yield Piece(PieceKind.REMOVED, old)
        yield Piece(PieceKind.ADDED, new)


def _are_alike(before: Sequence[str], after: Sequence[str], matcher: SequenceMatcher[str]) -> bool:
    shared = sum(_count_solid(before[block.a : block.a + block.size]) for block in matcher.get_matching_blocks())
    return shared >= _LEAST_ALIKE * max(_count_solid(before), _count_solid(after))


def _count_solid(tokens: Sequence[str]) -> int:
    return sum(not token.isspace() for token in tokens)


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Leave empty pieces out; join neighbours; in every gap between same pieces put removed before added."""
    result: list[Piece] = []
    gap: dict[PieceKind, list[str]] = {PieceKind.REMOVED: [], PieceKind.ADDED: []}
    same: list[str] = []

    def close_gap() -> None:
        for kind, texts in gap.items():
            if text := "".join(texts):
                result.append(Piece(kind, text))
            texts.clear()

    def close_same() -> None:
        if text := "".join(same):
            result.append(Piece(PieceKind.SAME, text))
        same.clear()

    for piece in pieces:
        if not piece.text:
            continue
        if piece.kind is PieceKind.SAME:
            close_gap()
            same.append(piece.text)
        else:
            close_same()
            gap[piece.kind].append(piece.text)
    close_gap()
    close_same()
    return result


def _without_crumbs(pieces: list[Piece]) -> Iterator[Piece]:
    """Count a space that alone stayed between two changes as changed with them, so that a phrase reads as one."""
    for index, piece in enumerate(pieces):
        is_inside = 0 < index < len(pieces) - 1
        if is_inside and piece.kind is PieceKind.SAME and piece.text.isspace() and "\n" not in piece.text:
            yield Piece(PieceKind.REMOVED, piece.text)
            yield Piece(PieceKind.ADDED, piece.text)
        else:
            yield piece
