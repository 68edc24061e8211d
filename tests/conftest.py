"""What every test gets: a home and a library of its own, an invisible screen, and Hypothesis' profiles."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

_home = tempfile.TemporaryDirectory(prefix="longfic-tests-")

HOMES = ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
"""Where programs look for a person's files. No test may touch the real ones."""

# Neither a slow machine nor luck may fail the gate; whoever hunts for rare cases asks for
# --hypothesis-profile=thorough.
settings.register_profile(
    "gate", max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("gate")


def pytest_configure() -> None:
    """Move away from the person's own files, screen and language, before anything asks for them."""
    for name in HOMES:
        os.environ[name] = str(Path(_home.name, name.lower()))
        Path(os.environ[name]).mkdir(exist_ok=True)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # Qt warns of any other encoding, and dates and numbers on screen depend on it.
    os.environ["LC_ALL"] = "C.UTF-8"


def pytest_unconfigure() -> None:
    """Remove the private home."""
    _home.cleanup()


@pytest.fixture(autouse=True)
def _own_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for the default library gets one that belongs to this test alone."""
    monkeypatch.setenv("LONGFIC_LIBRARY", str(tmp_path / "library.longfic"))
