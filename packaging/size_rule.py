"""The size rule: no file over 600 lines, no function over 60; what is longer is split by what it does."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

LONGEST_FILE = 600
LONGEST_FUNCTION = 60
FOLDERS = ("planner", "tests", "packaging")
ROOT = Path(__file__).resolve().parent.parent


def breaches(source: str, name: str) -> Iterator[str]:
    """Say of one file's source what is too long in it. A function is counted from ``def`` to its last line."""
    lines = len(source.splitlines())
    if lines > LONGEST_FILE:
        yield f"{name}: {lines} lines; a file has at most {LONGEST_FILE}"
    for node in ast.walk(ast.parse(source, name)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{name}:{node.lineno}: {node.name} has {length} lines; a function has at most {LONGEST_FUNCTION}"


def main() -> int:
    """Print every breach in the checkout; 1 if there is one."""
    files = sorted(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py"))
    found = [
        breach
        for file in files
        for breach in breaches(file.read_text(encoding="utf-8"), file.relative_to(ROOT).as_posix())
    ]
    print("\n".join(found) or f"{len(files)} files, none too long.")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
