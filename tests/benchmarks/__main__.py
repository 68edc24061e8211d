"""``python -m tests.benchmarks [PYTEST OPTION…]`` runs the benchmarks and prints which budgets were held."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import pytest

from tests.benchmarks.budgets import table, verdicts


def main(options: list[str]) -> int:
    """Run, print, and return 1 if a benchmark broke or a budget was missed."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        # In the order written, so that each bare benchmark runs right before ours.
        fixed = ["-p", "no:randomly", "--quiet", "--no-header", "--benchmark-quiet", f"--benchmark-json={report}"]
        status = pytest.main([str(Path(__file__).parent), *fixed, *options])
        if not report.exists():
            return int(status) or 1
        judged = list(verdicts(json.loads(report.read_text(encoding="utf-8"))))
    print(table(judged))
    return int(status != 0 or not all(verdict.is_held for verdict in judged))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
