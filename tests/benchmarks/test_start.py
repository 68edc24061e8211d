"""How long until the window is there, and how much memory it takes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture

ROUNDS = 7


class Start:
    """One start after another of a program that says when it was painted."""

    def __init__(self, *arguments: str) -> None:
        self._command = [sys.executable, "-m", "tests.benchmarks.first_paint", *arguments]
        # Whatever holds where the benchmarks run, an author's Python keeps what it has compiled.
        self._environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        self._process: subprocess.Popen[str] | None = None
        self.megabytes = 0.0

    def until_painted(self) -> None:
        """Start it and wait for the first paint."""
        self._process = subprocess.Popen(
            self._command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2], env=self._environment
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "painted\n"

    def end(self) -> None:
        """Read how much memory it took and wait for its end."""
        assert self._process is not None
        output, _ = self._process.communicate(timeout=30)
        assert self._process.returncode == 0
        self.megabytes = int(output) / 1024


def measure(benchmark: BenchmarkFixture, *arguments: str) -> None:
    """Time several starts, and note the memory of the last."""
    start = Start(*arguments)
    benchmark.pedantic(start.until_painted, teardown=start.end, rounds=ROUNDS, warmup_rounds=1)
    benchmark.extra_info["megabytes"] = start.megabytes


def test_start_bare(benchmark: BenchmarkFixture) -> None:
    measure(benchmark, "bare")


def test_start_empty(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    measure(benchmark, "longfic", "--library", str(tmp_path / "empty.longfic"))


def test_start_big(benchmark: BenchmarkFixture, big_library_copy: Path) -> None:
    measure(benchmark, "longfic", "--library", str(big_library_copy))
