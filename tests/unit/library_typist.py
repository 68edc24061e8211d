"""A program that works on a library until it is killed, for the tests that kill it.

Run as ``python -m tests.unit.library_typist``. For each line ``PATH SEED MILLISECONDS`` on its standard input it
forks an author, who says what she has saved, and kills her so long after her first word; then it says ``killed``.
Forking spares each author the start of Python, so that many can be killed in a short time.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from planner.domain.draft import ChapterText, SceneText
from planner.domain.outline import ChapterId, SceneId
from planner.domain.place import Place
from planner.domain.prose.model import prose_from_text
from planner.library.file import Library
from tests.unit.library_rooms import story_with_chapters

LINE = "Rain on the slates, and the lamp going round above it. "


def say(*words: object) -> None:
    os.write(1, " ".join(map(str, words)).encode() + b"\n")


class Author:
    """Types into the first chapter, and upsets everything else in between."""

    def __init__(self, path: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.library = Library.open(path, session=True)
        stories = self.library.stories.all()
        self.story = stories[0].id if stories else story_with_chapters(self.library)[0]
        self.chapters = sorted(self.library.outline.reading_order(self.story))

    def work(self) -> None:
        """Go on until the end, which is a kill."""
        first = self.library.outline.chapter(self.chapters[0]).scenes[0].id
        saved = int(self.library.texts.scene(first).plain.partition(":")[0] or 0)
        say("opened", saved)
        upsets = (self.cut_and_join, self.plan, self.undo_and_redo, self.copy_and_delete, self.back_up)
        while True:
            saved += 1
            self.type(self.chapters[0], first, saved)
            say("saved", saved)
            self.random.choice(upsets)()

    def type(self, chapter: ChapterId, scene: SceneId, number: int) -> None:
        text = f"{number}: {LINE}\n" + f"{LINE * self.random.randrange(9)}\n" * self.random.randrange(40)
        self.library.texts.save_chapter(chapter, ChapterText((SceneText(scene, prose_from_text(text)),)))
        self.library.place.set(Place(self.story, chapter, scene, number, number))

    def cut_and_join(self) -> None:
        chapter = self.chapters[1]
        scenes = [SceneText(scene.id, scene.prose) for scene in self.library.texts.chapter(chapter).scenes]
        if len(scenes) > 3:
            del scenes[1:]
        scenes.append(SceneText(None, prose_from_text(LINE * self.random.randrange(200))))
        self.library.texts.save_chapter(chapter, ChapterText(tuple(scenes)))

    def plan(self) -> None:
        with self.library.change("Plan"):
            self.library.outline.edit_chapter(self.chapters[2], synopsis=LINE * self.random.randrange(50))
            self.library.outline.move_chapter(self.chapters[2], None, self.random.randrange(3))

    def copy_and_delete(self) -> None:
        with self.library.change("Duplicate"):
            copy = self.library.outline.duplicate_chapter(self.chapters[0])
        with self.library.change("Delete"):
            self.library.outline.remove_chapter(copy)

    def undo_and_redo(self) -> None:
        for _ in range(2):
            if self.library.undo_label != "New story":
                self.library.undo()
        self.library.redo()

    def back_up(self) -> None:
        threading.Thread(target=self.library.backups.make, daemon=True).start()


def kill_one(path: Path, seed: int, milliseconds: float) -> None:
    """Fork an author and kill her ``milliseconds`` after her first word, or before it if that is negative."""
    hears, speaks = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(hears)
        os.write(speaks, b".")
        author = Author(path, seed)
        os.write(speaks, b".")
        author.work()
    os.close(speaks)
    os.read(hears, 1)
    if milliseconds >= 0:
        os.read(hears, 1)
    time.sleep(abs(milliseconds) / 1000)
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    status = os.waitpid(pid, 0)[1]
    os.close(hears)
    say("killed" if os.WIFSIGNALED(status) else "ended by itself")


if __name__ == "__main__":
    for order in sys.stdin:
        place, seed, milliseconds = order.rsplit(maxsplit=2)
        kill_one(Path(place), int(seed), float(milliseconds))
