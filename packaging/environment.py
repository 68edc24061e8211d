"""The virtual environment both commands use: ``.venv`` beside pyproject.toml, made and mended as needed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "longfic.json"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYPROJECT = ROOT / "pyproject.toml"


class Problem(Exception):
    """Why the environment cannot be made, and what to do, in sentences."""


@dataclass(frozen=True)
class Installed:
    """What was last installed: it is written when an installation is complete, and compared before the next."""

    root: str
    """Scripts name their Python by its full path, so a moved checkout needs a new environment."""
    pyproject: str
    development: bool

    def serves(self, wanted: Installed) -> bool:
        """Whether nothing has to be installed for ``wanted``; the development tools do no harm to who needs none."""
        same = (self.root, self.pyproject) == (wanted.root, wanted.pyproject)
        return same and self.development >= wanted.development


def say(sentence: str) -> None:
    """Tell how it goes, apart from what a command prints on standard output."""
    print(sentence, file=sys.stderr, flush=True)


def script(name: str) -> Path:
    """The path of a command that the environment holds."""
    return SCRIPTS / (f"{name}.exe" if os.name == "nt" else name)


def is_debian_root() -> bool:
    """Whether packages of the system can be installed here and now."""
    return shutil.which("apt-get") is not None and os.name == "posix" and os.geteuid() == 0


def apt_install(packages: Sequence[str]) -> bool:
    """Install Debian packages, reading the package lists only if they are missing or stale; False if it fails."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *packages]
    for command in (install, ["apt-get", "update", "--quiet"], install):
        done = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)
        if command is install and done.returncode == 0:
            return True
    say(done.stdout + done.stderr)
    return False


def prepare(*, development: bool) -> None:
    """Make the environment hold Longfic as this checkout has it, and the development tools if asked for.

    Does nothing if it does already.

    Raises:
        Problem: something is missing that cannot be installed from here.
    """
    wanted = Installed(str(ROOT), hashlib.sha256(PYPROJECT.read_bytes()).hexdigest(), development)
    present = _installed()
    fresh = False
    if not _works() or (present is not None and present.root != wanted.root):
        _make()
        present, fresh = None, True
    if present is not None and present.serves(wanted):
        return
    STAMP.unlink(missing_ok=True)
    if not _install(development):
        if fresh:
            raise Problem(_NOT_INSTALLED)
        say("That did not work. Trying once more with a new environment.")
        _make()
        if not _install(development):
            raise Problem(_NOT_INSTALLED)
    STAMP.write_text(json.dumps(asdict(wanted)), encoding="utf-8")


_NOT_INSTALLED = (
    "What Longfic needs could not be installed; the reason is above. "
    "Look whether the network is there, then give the same command again."
)


def _installed() -> Installed | None:
    """What the stamp says, or None if there is none that can be read: an installation may have been cut short."""
    try:
        return Installed(**json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _works() -> bool:
    """Whether the environment has a Python that is new enough, and a pip."""
    probe = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([script("python"), "-c", probe], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _make() -> None:
    """Make a new, empty environment in place of whatever is there."""
    say(f"Making an environment in {VENV}.")
    trouble = _venv()
    if not trouble:
        return
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"  # Debian splits venv off
    if is_debian_root():
        say(f"Installing {package} from the system.")
        if apt_install([package]):
            trouble = _venv()
    if trouble:
        say(trouble)
        mend = f" Try: sudo apt-get install {package}" if shutil.which("apt-get") else ""
        raise Problem(f"Python could not make a virtual environment; the reason is above.{mend}")


def _venv() -> str:
    """Make the environment; what Python says if it cannot, else nothing."""
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0 and _works():
        return ""
    return (done.stdout + done.stderr).strip() or "The new environment does not work."


def _install(development: bool) -> bool:
    """Install this checkout in place, so that a change to the code needs no installing; say whether it worked."""
    say("Installing Longfic and what it needs. The first time this takes a few minutes.")
    pip = [str(script("python")), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    extra = _development_tools() if development else []
    # pip's own words go where ours go: standard output belongs to the command that is started afterwards.
    done = subprocess.run([*pip, "--editable", str(ROOT), *extra], stdout=sys.stderr, check=False)
    return done.returncode == 0


def _development_tools() -> list[str]:
    """The ``dev`` group of pyproject.toml, read here because pip reads groups only since 25.1."""
    groups = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["dependency-groups"]
    return [str(requirement) for requirement in groups["dev"]]
