"""Breaking short texts into lines, fast enough to do it for every card of a long story at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF

_ELLIPSIS = "…"


class Wrapper:
    """Breaks texts set in one font. Widths of words and broken texts are kept: words come again and again.

    Qt's own layout takes some fifty times as long, which for a story of two thousand beats would be seen.
    """

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._metrics = QFontMetricsF(font)
        self.line_height = self._metrics.lineSpacing()
        self.ascent = self._metrics.ascent()
        self._space = self._metrics.horizontalAdvance(" ")
        self._widths: dict[str, float] = {}
        self._broken: dict[tuple[str, int, int], tuple[str, ...]] = {}

    def lines(self, text: str, width: int, most: int) -> tuple[str, ...]:
        """The text in at most ``most`` lines of ``width`` pixels; what does not fit ends in an ellipsis."""
        key = (text, width, most)
        found = self._broken.get(key)
        if found is None:
            found = self._broken[key] = tuple(self._break(text, width, most))
        return found

    def _break(self, text: str, width: int, most: int) -> list[str]:
        lines: list[str] = []
        line, used = "", 0.0
        words = text.split()
        for place, word in enumerate(words):
            advance = self._width(word)
            if line and used + self._space + advance <= width:
                line, used = f"{line} {word}", used + self._space + advance
                continue
            if line:
                lines.append(line)
            if len(lines) == most:
                lines[-1] = self._elided(" ".join([lines[-1], *words[place:]]), width)
                return lines
            while advance > width and len(lines) < most - 1:
                # A word too long for a line, or a script without spaces, breaks where it must.
                head = self._head(word, width)
                lines.append(head)
                word = word[len(head) :]
                advance = self._width(word)
            if advance > width:
                lines.append(self._elided(" ".join([word, *words[place + 1 :]]), width))
                return lines
            line, used = word, advance
        if line:
            lines.append(line)
        return lines

    def _width(self, word: str) -> float:
        width = self._widths.get(word)
        if width is None:
            width = self._widths[word] = self._metrics.horizontalAdvance(word)
        return width

    def _head(self, word: str, width: int) -> str:
        """As much of a word as fits, and at least one character."""
        low, high = 1, len(word)
        while low < high:
            middle = (low + high + 1) // 2
            if self._metrics.horizontalAdvance(word[:middle]) <= width:
                low = middle
            else:
                high = middle - 1
        return word[:low]

    def _elided(self, text: str, width: int) -> str:
        return self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, width) or _ELLIPSIS
