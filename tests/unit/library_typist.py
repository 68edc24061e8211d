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
from planner.domain.goals import Goal, GoalId, GoalKind
from planner.domain.log import NewEntry, Source
from planner.domain.outline import ChapterId, SceneId
from planner.domain.place import Place
from planner.domain.prose.model import prose_from_text
from planner.domain.sprint_log import NewSprint
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
        upsets = (
            self.cut_and_join,
            self.plan,
            self.meet,
            self.part,
            self.count,
            self.keep_up,
            self.undo_and_redo,
            self.copy_and_delete,
            self.back_up,
        )
        while True:
            saved += 1
            self.type(self.chapters[0], first, saved)
            say("saved", saved)
            for upset in self.random.choices(upsets, k=3):
                upset()

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

    def meet(self) -> None:
        """Somebody new comes, tied to somebody there, with a secret of the same name."""
        cast, ties, name = self.library.cast, self.library.ties, f"{self.random.getrandbits(64):x}"
        with self.library.change("Meet"):
            there = [person.id for person in cast.people(self.story)]
            new = cast.add(self.story, name, about=LINE * self.random.randrange(50))
            cast.set_portrait(new, self.random.randbytes(self.random.randrange(20_000)))
            secret = self.library.secrets.add(self.story, name, note=LINE)
            self.library.secrets.learn(secret, new, self.random.choice(self.chapters), how=LINE)
            self.library.boards.put(None, {new: (self.random.randrange(900), self.random.randrange(900))})
            if there:
                tie = ties.add(self.random.choice(there), new, label=LINE, closeness=self.random.randrange(-5, 6))
                ties.develop(tie, self.random.choice(self.chapters), closeness=self.random.randrange(-5, 6))
                cast.add_group(self.story, name, [self.random.choice(there), new])

    def part(self) -> None:
        """Two turn out to be one, or somebody goes; the secret of the same name goes, too."""
        cast, secrets = self.library.cast, self.library.secrets
        people = cast.people(self.story)
        if len(people) < 4:
            return
        kept, gone = self.random.sample(people, 2)
        with self.library.change("Part"):
            if self.random.random() < 0.5:
                cast.merge(kept.id, gone.id)
            else:
                cast.remove(gone.id)
            (secret,) = [each for each in secrets.all(self.story) if each.title == gone.name]
            secrets.remove(secret.id)

    def count(self) -> None:
        """A sprint on paper, which is logged; the target is always the words of all sprints."""
        goals, sprints, now = self.library.goals, self.library.sprints, self.library.sprints.now()
        words = 1 + self.random.randrange(900)
        with self.library.change("Count"):
            done = NewSprint(now, 900, 700, words, story_id=self.story, chapter_id=self.random.choice(self.chapters))
            sprints.add(done, entered=True)
            if len(before := sprints.all()) > 9:
                sprints.remove(self.random.choice(before).id)
            amount = sum(each.words for each in sprints.all())
            for goal in goals.all():
                if goal.kind is GoalKind.TARGET:
                    goals.edit(goal.id, amount=amount, note=LINE)
                    break
            else:
                goals.add(Goal(GoalId(0), LINE, amount=amount, start=now.date(), stories=(self.story,)))

    def keep_up(self) -> None:
        """A habit comes and is put away or thrown away, and words from elsewhere are logged."""
        goals, log, today = self.library.goals, self.library.log, self.library.progress.today()
        habits = [goal.id for goal in goals.all() if goal.kind is GoalKind.HABIT]
        with self.library.change("Keep up"):
            log.add_many([NewEntry(today, self.random.randrange(9000), story_id=self.story, note=LINE)] * 9)
            log.set_total(self.story, self.random.randrange(90_000), today)
            if not habits:
                goals.move(goals.add(Goal(GoalId(0), LINE, GoalKind.HABIT, amount=100, start=today)), 0)
            elif self.random.random() < 0.5:
                goals.archive(habits[0])
            else:
                goals.remove(habits[0])
            if len(entries := log.entries()) > 200:
                log.remove([entry.id for entry in entries if entry.source is not Source.SPRINT][100:])

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
