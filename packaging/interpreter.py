"""Makes sure of a Python that can run Longfic. Any Python 3 can read this module, so that an old one can say so."""

import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
OTHERS = (["python3.13"], ["python3.12"], ["python3.11"], ["python3.14"], ["py", "-3"])
"""Where a newer Python is looked for, the best tried first; the last is Windows' own launcher."""

_WHERE = "import sys; sys.version_info >= (3, 11) or sys.exit(1); print(sys.executable)"


def use_supported_python() -> None:
    """Return if this Python is new enough; else go on with one that is, or end with a sentence."""
    if sys.version_info >= OLDEST:
        return
    this = f"Python {sys.version_info[0]}.{sys.version_info[1]}"
    other = _newer_python()
    if other is None:
        sys.exit(f"{this} is too old: Longfic needs Python 3.11 or later. Install one from python.org or your system.")
    print(f"{this} is too old for Longfic; going on with {other}.", file=sys.stderr)
    sys.stderr.flush()
    if os.name == "nt":  # exec on Windows returns to the shell at once
        sys.exit(subprocess.call([other, *sys.argv]))
    os.execv(other, [other, *sys.argv])


def _newer_python() -> "str | None":
    for command in OTHERS:
        if shutil.which(command[0]) is None:
            continue
        # pyenv puts a command on the path for every version it knows, also for those that are switched off.
        process = subprocess.Popen([*command, "-c", _WHERE], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        path = process.communicate()[0].decode().strip()
        if process.returncode == 0 and path:
            return path
    return None
