"""Round steps for the figures beside a chart."""

from __future__ import annotations

import math


def nice_step(most: int, lines: int = 3) -> int:
    """The distance of a chart's lines up to ``most``: 1, 2 or 5 times a power of ten, for about so many lines."""
    rough = max(most / lines, 1)
    power = 10 ** math.floor(math.log10(rough))
    return next(int(factor * power) for factor in (1, 2, 5, 10) if factor * power >= rough)
