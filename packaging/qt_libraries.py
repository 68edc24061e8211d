"""The shared libraries Qt takes from a Linux system: which are missing, and how they are installed."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from environment import VENV, apt_install, is_debian_root, say

USED = (
    "PySide6/QtWidgets.abi3.so",
    "PySide6/QtSvg.abi3.so",
    "PySide6/Qt/plugins/platforms/libqoffscreen.so",
    "PySide6/Qt/plugins/platforms/libqxcb.so",
    "PySide6/Qt/plugins/platforms/libqwayland*.so",
    "PySide6/Qt/plugins/xcbglintegrations/*.so",
)
"""What a window loads, directly or as a plugin; each names the libraries it needs."""

DEBIAN_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdrm.so.2": "libdrm2",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libzstd.so.1": "libzstd1",
}


def provide() -> None:
    """Install what Qt misses on Debian and its kin if that is allowed here, else say how to."""
    missing = missing_libraries()
    if not missing:
        return
    packages = debian_packages(missing)
    if packages and is_debian_root():
        say(f"Installing what Qt needs from the system: {', '.join(packages)}.")
        if apt_install(packages):
            missing = missing_libraries()
            if not missing:
                return
    say(advice(missing))


def advice(missing: Sequence[str]) -> str:
    """Sentences that say which libraries are missing and how to get them."""
    sentence = f"Qt may not start: this system has no {', '.join(missing)}."
    packages = debian_packages(missing)
    if packages and shutil.which("apt-get"):
        return f"{sentence} Install them: sudo apt-get install {' '.join(packages)}"
    return f"{sentence} Install them with your system's package manager."


def debian_packages(libraries: Sequence[str]) -> list[str]:
    """The Debian packages that hold these libraries; those nobody has told us about are left out."""
    return sorted({DEBIAN_PACKAGES[name] for name in libraries if name in DEBIAN_PACKAGES})


def missing_libraries() -> list[str]:
    """The libraries Qt would look for in vain, by the loader's own account; none on other systems than Linux."""
    if not sys.platform.startswith("linux") or shutil.which("ldd") is None:
        return []
    files = _used_files()
    if not files:
        return []
    report = subprocess.run(["ldd", *files], capture_output=True, text=True, check=False).stdout
    return not_found(report)


def not_found(report: str) -> list[str]:
    """The names ``ldd`` reports as not found, each once."""
    return sorted(set(re.findall(r"^\s*(\S+) => not found", report, flags=re.MULTILINE)))


def _used_files() -> list[Path]:
    return [file for pattern in USED for file in VENV.glob(f"lib/python3.*/site-packages/{pattern}")]
