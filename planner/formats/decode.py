"""Turns the bytes of a text file into text, whatever they were encoded in."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from planner.domain.errors import PlannerError
from planner.formats.losses import Loss, Losses

_MARKS = (  # a UTF-32 mark begins like a UTF-16 one
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 64 * 1024
"""So many bytes are enough to guess by; guessing takes a second for each megabyte."""

NEAR = 1024
"""How much of a long line is looked at on each side of such a byte (bytes)."""

MOST_CONTROLS = 0.01
"""A text has no larger share of control characters than this."""

WESTERN = "cp1252"
"""What English text is in when it is in nothing newer; it holds all that Latin-1 can show."""

WESTERN_ACCENTS = 0.07
"""Western languages have a smaller share of letters beyond ASCII; too few for a guess to tell code pages apart."""

# The encodings a browser takes from a page's own word, among those Python has.
_DECLARABLE = re.compile(
    r"utf-(8|16|32)|cp125\d|cp9(32|36|49|50)|iso8859-\d+|koi8-[rtu]|mac-.*|shift_jis.*|euc_.*|gb.*|big5.*"
)
_OTHER = re.compile(rb"[\x80-\xff]")
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE
)
_HEAD = 4096
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def text_of(data: bytes, losses: Losses, declared: str = "") -> str:
    """Decode a text file; what cannot be read is counted in ``losses``.

    Args:
        declared: the encoding the file itself names, as HTML may.

    Raises:
        PlannerError: this is not text.
    """
    text = data.decode(_marked(data) or _unmarked(data, declared), "replace").removeprefix("\ufeff")
    if len(_CONTROLS.findall(text[:SAMPLE])) > MOST_CONTROLS * len(text[:SAMPLE]):
        raise PlannerError(
            "This is not a text file, whatever its name says.",
            "Open it in the program that made it, and save it as text.",
        )
    losses[Loss.UNREADABLE] += text.count("\ufffd")
    return text


def declared_encoding(page: bytes) -> str:
    """The encoding that a page of HTML or XML names at its top; empty if it names none."""
    match = _CHARSET.search(page[:_HEAD])
    return match[1].decode("ascii") if match else ""


def _marked(data: bytes) -> str:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")


def _unmarked(data: bytes, declared: str) -> str:
    if wide := _wide(data[:SAMPLE]):
        return wide
    if _is_nearly_utf8(data):
        return "utf-8"
    return _known(declared) or _guessed(data)


def _wide(sample: bytes) -> str:
    """UTF-16 without a mark, if every other byte of what is mostly Latin text is empty."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def _is_nearly_utf8(data: bytes) -> bool:
    """Whether this is UTF-8, perhaps with some damage; another encoding breaks at nearly every byte beyond ASCII."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        sound = data.decode("utf-8", "ignore")
        beyond = len(sound) - len(sound.encode("ascii", "ignore"))
        return len(data) - len(sound.encode("utf-8")) < beyond
    return True


def _known(declared: str) -> str:
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return ""
    return name if _DECLARABLE.fullmatch(name) else ""


def _guessed(data: bytes) -> str:
    """Guess by the text around what is not plain ASCII, which says the most."""
    sample = _around_others(data)
    try:
        letters = [character for character in sample.decode(WESTERN) if character.isalpha()]
    except UnicodeDecodeError:
        pass
    else:
        if sum(not letter.isascii() for letter in letters) <= WESTERN_ACCENTS * len(letters):
            return WESTERN
    best = from_bytes(sample).best()
    return best.encoding if best is not None else WESTERN


def _around_others(data: bytes) -> bytes:
    """Lines with bytes beyond ASCII, or what of a long line is near one."""
    sample = bytearray()
    position = 0
    while len(sample) < SAMPLE and (other := _OTHER.search(data, position)):
        start = max(data.rfind(b"\n", position, other.start()) + 1, position, other.start() - NEAR)
        end = data.find(b"\n", other.start(), other.start() + NEAR)
        position = other.start() + NEAR if end < 0 else end + 1
        sample += data[start:position]
    return bytes(sample)
