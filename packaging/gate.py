"""What is checked, always: the steps of the gate, and running them."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from dataclasses import dataclass

import qt_libraries
from environment import ROOT, Problem, prepare, say, script


@dataclass(frozen=True)
class Step:
    """One check: a command of the environment, run at the root of the checkout."""

    name: str
    command: tuple[str, ...]
    is_shown: bool = False
    """Whether its output is shown as it comes; that of others is shown only if they fail."""


_PYTEST = ("python", "-m", "pytest", "-p", "no:benchmark", "--numprocesses", "auto", "--dist", "worksteal")
_WITHOUT_QT = ("-p", "no:pytest-qt", "-W", "ignore:Unknown config option", "-p", "tests.without_qt")

STEPS = (
    Step("lint", ("ruff", "check")),
    Step("format", ("ruff", "format", "--check")),
    Step("types", ("mypy",)),
    Step("floors", ("lint-imports",)),
    Step("size", ("python", "packaging/size_rule.py")),
    Step("unit", (*_PYTEST, *_WITHOUT_QT, "tests/unit"), is_shown=True),
    Step("desktop", (*_PYTEST, "tests/desktop", "tests/journeys"), is_shown=True),
)


def main() -> int:
    """Run all steps, or those asked for; 0 if every one is content."""
    parser = argparse.ArgumentParser(prog="packaging/test.py", description="Check everything that must always hold.")
    names = [step.name for step in STEPS]
    parser.add_argument("--only", action="append", choices=names, help="run this step alone; may be repeated")
    chosen = parser.parse_args().only or names
    try:
        prepare(development=True)
    except Problem as problem:
        say(str(problem))
        return 1
    qt_libraries.provide()
    failed = [step.name for step in STEPS if step.name in chosen and not _run(step)]
    if failed:
        print(f"Failed: {', '.join(failed)}.")
        return 1
    print("All is well.")
    return 0


def _run(step: Step) -> bool:
    program, *arguments = step.command
    began = time.monotonic()
    if step.is_shown:
        print(f"{step.name}:", flush=True)
    output = None if step.is_shown else subprocess.PIPE
    done = subprocess.run(
        [script(program), *arguments],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"},
        stdout=output,
        stderr=None if output is None else subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    passed = done.returncode == 0
    if not passed and done.stdout:
        sys.stdout.write(done.stdout)
    print(f"{step.name}: {'passed' if passed else 'FAILED'} in {time.monotonic() - began:.1f} s", flush=True)
    return passed
