"""A pytest plugin for the unit tests: Qt cannot be imported, so a floor that reaches for it is found out.

The gate loads it with ``-p tests.without_qt``, in every xdist worker too, and leaves pytest-qt out, which
would itself import Qt.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

QT = frozenset({"PySide6", "shiboken6"})


class QtBlocker(MetaPathFinder):
    """Refuses to find Qt and what stands on it."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name.partition(".")[0] in QT:
            raise ModuleNotFoundError(
                f"{name} must not be imported below floor 4 (unit tests run without Qt)", name=name
            )
        return None


def pytest_configure() -> None:
    """Refuse Qt from here on; whatever imported it before has already broken the rule."""
    early = QT.intersection(sys.modules)
    if early:
        raise RuntimeError(f"{', '.join(sorted(early))} was imported before the first unit test.")
    sys.meta_path.insert(0, QtBlocker())
