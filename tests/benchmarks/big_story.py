"""A big library for the benchmarks: one story of 400 chapters and two million words, the same every time.

The words are made up, but are distributed as in English prose: a few make most of the text (Zipf's law), so that
search has a commonest and a rarest word to find.
"""

from __future__ import annotations

import hashlib
import os
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from planner.domain.cast_draft import PersonDraft
from planner.domain.draft import ChapterDraft, SceneDraft, StoryDraft
from planner.domain.outline import ChapterStatus
from planner.domain.place import Place
from planner.domain.prose.model import Mark, Paragraph, Prose, Run, merged
from planner.library.file import Library

TITLE = "The Long Way Round"
CHAPTERS = 400
PLANNED = 10
"""The last chapters have a plan and no text."""

ORDINARY_WORDS = 5_000
HUGE_WORDS = 50_000
ORDINARY_CHAPTER = 101
"""The number of a chapter whose 5,000 words are one scene."""
HUGE_CHAPTER = 200
"""The number of the one chapter that is ten times as long as the others."""

COMMON_WORD = "the"
NAME = "Maro"
RARE_WORD = "quillfetter"
"""Stands once in the whole story, in its last written chapter."""

_SEED = 20_261_122
_FUNCTION_WORDS = (
    f"{COMMON_WORD} and of to a in he she it was that his her with as for had at on not but you be is him they "
    "said from by all were so would out up what them could when if no there into then one back been down over "
    "who now like my this just me more know before your again their only where how time an have we did do"
).split()
_SYLLABLES = [consonant + vowel for consonant in "bdfghklmnprstvw" for vowel in ("a", "en", "i", "or", "el")]
_INVENTED_WORDS = 12_000


def big_library() -> Path:
    """The path of the big library, made at the first call and kept among the temporary files.

    Its author was last at the ordinary chapter. It is made anew when the code that makes it changes. Copy it
    before opening it.
    """
    folder = Path(tempfile.gettempdir(), "longfic-benchmarks")
    path = folder / f"big-{_code_stamp()}.longfic"
    if not path.exists():
        folder.mkdir(exist_ok=True)
        for outdated in folder.glob("big-*.longfic"):
            outdated.unlink(missing_ok=True)
        # Another run may be making it as well.
        unfinished = folder / f"unfinished-{os.getpid()}.longfic"
        library = Library.open(unfinished)
        with library.change("Add the big story"):
            story_id = library.drafts.add(big_story())
        chapter = library.outline.get(story_id).chapters[ORDINARY_CHAPTER - 1]
        library.place.set(Place(story_id, chapter.id, chapter.scenes[0].id))
        library.close()
        unfinished.rename(path)
    return path


def _code_stamp() -> str:
    root = Path(__file__).parents[2]
    folders = (root / "planner/domain", root / "planner/library")
    sources = [Path(__file__), *(source for folder in folders for source in sorted(folder.rglob("*.py")))]
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:12]


def big_story() -> StoryDraft:
    """The story: arcs of twenty chapters, three scenes in most, people, and a plan for every chapter."""
    writer = Writer(random.Random(_SEED))
    return StoryDraft(
        title=TITLE,
        fandom="None",
        summary=writer.sentence(),
        spark=writer.sentence(),
        expected=CHAPTERS,
        chapters=tuple(_chapters(writer)),
        people=tuple(PersonDraft(name, role=writer.sentence()) for name in writer.names),
    )


def _chapters(writer: Writer) -> Iterator[ChapterDraft]:
    last_written = CHAPTERS - PLANNED
    for number in range(1, CHAPTERS + 1):
        is_planned = number > last_written
        ending = RARE_WORD if number == last_written else ""
        yield ChapterDraft(
            title=writer.title(),
            scenes=(SceneDraft(),) if is_planned else tuple(_scenes(writer, number, ending)),
            synopsis=writer.sentence(),
            purpose=writer.sentence(),
            hook=writer.sentence(),
            target_words=ORDINARY_WORDS,
            status=ChapterStatus.PLANNED if is_planned else ChapterStatus.DRAFTED,
            arc=f"Part {(number - 1) // 20 + 1}",
        )


def _scenes(writer: Writer, number: int, ending: str) -> Iterator[SceneDraft]:
    """Three scenes; every tenth chapter is a single scene, and the huge one has ten."""
    if number == HUGE_CHAPTER:
        lengths = [HUGE_WORDS // 10] * 10
    elif number % 10 == 1:
        lengths = [ORDINARY_WORDS]
    else:
        lengths = [ORDINARY_WORDS // 2, ORDINARY_WORDS // 4, ORDINARY_WORDS // 4]
    for index, words in enumerate(lengths):
        last = ending if index == len(lengths) - 1 else ""
        yield SceneDraft(writer.prose(words, last), title=writer.title(), synopsis=writer.sentence())


@dataclass
class Writer:
    """Writes prose of made-up words from a random source."""

    random: random.Random
    names: tuple[str, ...] = field(init=False)
    _vocabulary: list[str] = field(init=False)
    _weights: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self.names = (NAME, *(self._invented(2).capitalize() for _ in range(29)))
        content = {self._invented(self.random.choice((1, 2, 2, 3, 3, 4))) for _ in range(_INVENTED_WORDS)}
        self._vocabulary = [*_FUNCTION_WORDS, *self.names, *sorted(content - {*_FUNCTION_WORDS, RARE_WORD})]
        self._weights = list(accumulate(1 / (rank + 2) for rank in range(len(self._vocabulary))))

    def title(self) -> str:
        """Two or three words."""
        return " ".join(self._words(self.random.randint(2, 3))).capitalize()

    def sentence(self) -> str:
        """A line of a plan."""
        return self._sentence(self._words(self.random.randint(6, 18)))

    def prose(self, count: int, last_word: str = "") -> Prose:
        """Exactly ``count`` words in paragraphs of narration and dialogue, some of them emphasised."""
        words = self._words(count)
        if last_word:
            words[-1] = last_word
        paragraphs = []
        while words:
            length = min(len(words), self.random.randint(6, 80))
            taken, words = words[:length], words[length:]
            paragraphs.append(self._paragraph(taken))
        return Prose(tuple(paragraphs))

    def _paragraph(self, words: list[str]) -> Paragraph:
        spoken = self.random.random() < 0.4
        sentences = []
        while words:
            length = self.random.randint(4, 18)
            sentences.append(self._sentence(words[:length]))
            words = words[length:]
        text = " ".join(sentences)
        if spoken:
            return Paragraph((Run(f"“{text}”"),))
        if self.random.random() < 0.2:
            before, _, after = text.partition(" ")
            emphasised, _, rest = after.partition(" ")
            emphasis = Run(emphasised, frozenset({Mark.EM}))
            return Paragraph(merged((Run(f"{before} "), emphasis, Run(f" {rest}"))))
        return Paragraph((Run(text),))

    def _sentence(self, words: Sequence[str]) -> str:
        text = " ".join(words)
        return f"{text[:1].upper()}{text[1:]}."

    def _words(self, count: int) -> list[str]:
        return self.random.choices(self._vocabulary, cum_weights=self._weights, k=count)

    def _invented(self, syllables: int) -> str:
        return "".join(self.random.choices(_SYLLABLES, k=syllables))
