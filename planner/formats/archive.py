"""Opens zipped formats so that a bomb, a password or damage ends in a sentence."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

from planner.domain.errors import PlannerError

LARGEST_MEMBER = 100 * 1024 * 1024
LARGEST_CONTENT = 400 * 1024 * 1024
"""Bytes unpacked: of one part, and of all of them. Pictures hardly pack, so a true file of 100 MB stays below."""

MOST_MEMBERS = 20_000

_IS_ENCRYPTED = 0x1
_DAMAGE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,  # a compression Python does not know
    RuntimeError,  # an encrypted part whose flag says otherwise
    IndexError,
)


class Archive:
    """The parts of a zip file, by name."""

    def __init__(self, data: bytes) -> None:
        """Open a zip file.

        Raises:
            PlannerError: it is damaged, locked with a password, or unpacks to more than any story needs.
        """
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _DAMAGE as error:
            raise _damaged(str(error)) from error
        members = self._zip.infolist()
        if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST_CONTENT:
            raise _bomb()
        if any(member.flag_bits & _IS_ENCRYPTED for member in members):
            raise PlannerError("This file is locked with a password.", "Remove the password, and import it again.")
        self._members = {member.filename: member for member in members}

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self._members)

    def read(self, name: str) -> bytes:
        """The content of a part.

        Raises:
            PlannerError: there is no such part, or it is damaged or far too large.
        """
        member = self._members.get(name)
        if member is None:
            raise _damaged(f"{name} is missing")
        # What is declared may be a lie, so what comes is measured too.
        if member.file_size > LARGEST_MEMBER:
            raise _bomb()
        try:
            with self._zip.open(member) as part:
                content = part.read(LARGEST_MEMBER + 1)
        except _DAMAGE as error:
            raise _damaged(f"{name}: {error}") from error
        if len(content) > LARGEST_MEMBER:
            raise _bomb()
        return content


def _damaged(where: str) -> PlannerError:
    return PlannerError("This file is damaged.", "Save or download it again.", where)


def _bomb() -> PlannerError:
    return PlannerError(
        "This file unpacks to far more than a story can need.",
        "If it is your own, save it again without pictures.",
    )
