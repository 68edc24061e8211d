"""Rules for a machine over the library: people, ties, groups, boards and secrets."""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis.stateful import precondition, rule

from planner.domain.cast import PersonOrigin, PersonRole
from planner.domain.outline import ChapterId, PersonId, StoryId
from planner.domain.ties import Direction, Line
from tests.unit.library_machine import Machine, picked, picks, places, texts

closeness = st.none() | st.integers(-5, 5)


class CastRules(Machine):
    """Every verb of the cast."""

    def story_of(self, person: PersonId) -> StoryId:
        return self.library.cast.person(person).story_id

    def chapters_of(self, story: StoryId) -> list[ChapterId]:
        return list(self.library.outline.reading_order(story, shelved=True))

    def others(self, person: PersonId) -> list[PersonId]:
        return [other.id for other in self.library.cast.people(self.story_of(person)) if other.id != person]

    @precondition(lambda self: self.people)
    @rule(
        pick=picks,
        other=picks,
        text=texts,
        action=st.sampled_from(["edit", "move", "copy", "remove", "merge", "merge", "portrait", "bare"]),
    )
    def change_person(self, pick: int, other: int, text: str, action: str) -> None:
        person, cast = picked(self.people, pick), self.library.cast
        match action:
            case "edit":
                fields = {"role": picked(list(PersonRole), other), "origin": picked(list(PersonOrigin), other)}
                self.do(cast.edit, person, about=text, aliases=text, want=text, tagged=other % 2 == 0, **fields)
            case "move":
                self.do(cast.move, person, other % 5)
            case "copy":
                self.do(cast.duplicate, person)
            case "remove":
                self.do(cast.remove, person)
            case "merge":
                if others := self.others(person):
                    self.do(cast.merge, person, picked(others, other))
            case _:
                self.do(cast.set_portrait, person, text.encode() if action == "portrait" else None)

    @precondition(lambda self: self.people)
    @rule(pick=picks, other=picks, text=texts, close=closeness, hidden=st.booleans())
    def tie_people(self, pick: int, other: int, text: str, close: int | None, hidden: bool) -> None:
        person = picked(self.people, pick)
        if others := self.others(person):
            begins = picked([None, *self.chapters_of(self.story_of(person))], other)
            fields = {"label": text, "closeness": close, "hidden": hidden, "begins": begins}
            self.do(self.library.ties.add, person, picked(others, other), **fields)

    @precondition(lambda self: self.ids("tie"))
    @rule(
        pick=picks,
        chapter=picks,
        text=texts,
        close=closeness,
        action=st.sampled_from(["edit", "reverse", "move", "copy", "remove", "develop", "develop", "stand"]),
    )
    def change_tie(self, pick: int, chapter: int, text: str, close: int | None, action: str) -> None:
        ties = self.library.ties
        tie = ties.tie(picked(self.ids("tie"), pick))
        kind = picked(ties.kinds(tie.story_id), chapter).name
        chapters = self.chapters_of(tie.story_id)
        match action:
            case "edit":
                self.do(ties.edit, tie.id, kind=kind, direction=picked(list(Direction), chapter), note=text)
            case "reverse":
                self.do(ties.reverse, tie.id)
            case "move":
                self.do(ties.move, tie.id, chapter % 5)
            case "copy":
                self.do(ties.duplicate, tie.id)
            case "remove":
                self.do(ties.remove, tie.id)
            case "stand":
                self.do(ties.stand, tie.id, picked([None, *chapters], chapter), kind=kind, closeness=close)
            case _ if chapters:
                self.do(ties.develop, tie.id, picked(chapters, chapter), label=text, closeness=close, hidden=True)

    @precondition(lambda self: self.ids("development"))
    @rule(pick=picks, chapter=picks, text=texts, action=st.sampled_from(["edit", "move", "remove"]))
    def change_development(self, pick: int, chapter: int, text: str, action: str) -> None:
        ties = self.library.ties
        development = ties.development(picked(self.ids("development"), pick))
        match action:
            case "edit":
                self.do(ties.edit_development, development.id, note=text, closeness=None)
            case "move":
                chapters = self.chapters_of(ties.tie(development.tie_id).story_id)
                self.do(ties.move_development, development.id, picked(chapters, chapter))
            case _:
                self.do(ties.remove_development, development.id)

    @precondition(lambda self: self.stories)
    @rule(
        pick=picks, name=st.sampled_from(["soulmates", "pack", "crew"]), action=st.sampled_from(["add", "edit", "go"])
    )
    def change_kinds(self, pick: int, name: str, action: str) -> None:
        ties, story = self.library.ties, picked(self.stories, pick)
        own = [kind for kind in ties.kinds(story) if kind.id is not None]
        taken = any(kind.name == name for kind in own)
        if action == "add" and not taken:
            self.do(ties.add_kind, story, name, line=picked(list(Line), pick), romantic=True)
        elif own and action != "add":
            kind_id = picked(own, pick).id
            if action == "go":
                self.do(ties.remove_kind, kind_id)
            elif not taken:
                self.do(ties.edit_kind, kind_id, name=name)

    @precondition(lambda self: self.people)
    @rule(pick=picks, count=st.integers(0, 3), text=texts, action=st.sampled_from(["add", "edit", "move", "go", "who"]))
    def change_groups(self, pick: int, count: int, text: str, action: str) -> None:
        cast, story = self.library.cast, self.story_of(picked(self.people, pick))
        people = [person.id for person in cast.people(story)][:count]
        groups = cast.groups(story)
        if action == "add" or not groups:
            self.do(cast.add_group, story, text, people)
            return
        group = picked(groups, pick)
        match action:
            case "edit":
                self.do(cast.edit_group, group.id, name=text, note=text)
            case "move":
                self.do(cast.move_group, group.id, count)
            case "go":
                self.do(cast.remove_group, group.id)
            case _:
                self.do(cast.set_members, group.id, people)

    @precondition(lambda self: self.people)
    @rule(pick=picks, count=st.integers(1, 3), text=texts, place=places, main=st.booleans())
    def put_on_board(self, pick: int, count: int, text: str, place: int | None, main: bool) -> None:
        boards, story = self.library.boards, self.story_of(picked(self.people, pick))
        people = [person.id for person in self.library.cast.people(story)][:count]
        known = [None, *(board.id for board in boards.all(story))]
        if place is None:
            self.do(boards.add, story, text, people)
            return
        board = None if main else picked(known, pick)
        self.do(boards.put, board, dict.fromkeys(people, (place, -place)))
        self.do(boards.pin, board, people, place % 2 == 0)

    @precondition(lambda self: self.ids("board"))
    @rule(pick=picks, text=texts, action=st.sampled_from(["rename", "move", "join", "leave", "remove"]))
    def change_board(self, pick: int, text: str, action: str) -> None:
        boards, board = self.library.boards, picked(self.ids("board"), pick)
        story = self.other.execute("SELECT story_id FROM board WHERE id = ?", (board,)).fetchone()[0]
        people = [person.id for person in self.library.cast.people(story)]
        match action:
            case "rename":
                self.do(boards.rename, board, text)
            case "move":
                self.do(boards.move, board, pick % 4)
            case "join":
                self.do(boards.join, board, people)
            case "leave":
                self.do(boards.leave, board, people[:1])
            case _:
                self.do(boards.remove, board)

    @precondition(lambda self: self.stories)
    @rule(pick=picks, text=texts, action=st.sampled_from(["add", "edit", "move", "remove"]))
    def change_secrets(self, pick: int, text: str, action: str) -> None:
        secrets, known = self.library.secrets, self.ids("secret")
        if action == "add" or not known:
            self.do(secrets.add, picked(self.stories, pick), text, note=text)
        elif action == "edit":
            self.do(secrets.edit, picked(known, pick), title=text, promise=pick % 2 == 0)
        elif action == "move":
            self.do(secrets.move, picked(known, pick), pick % 4)
        else:
            self.do(secrets.remove, picked(known, pick))

    @precondition(lambda self: self.ids("secret"))
    @rule(pick=picks, who=picks, chapter=picks, text=texts, with_scene=st.booleans())
    def reveal_secret(self, pick: int, who: int, chapter: int, text: str, with_scene: bool) -> None:
        secret = self.library.secrets.secret(picked(self.ids("secret"), pick))
        people = [None, *(person.id for person in self.library.cast.people(secret.story_id))]
        learner, teller = picked(people, who), picked(people, chapter)
        where = picked([None, *self.chapters_of(secret.story_id)], chapter)
        scene = None
        if with_scene and where is not None:
            scene = picked(self.library.outline.chapter(where).scenes, who).id
        teller = None if teller == learner else teller
        self.do(self.library.secrets.learn, secret.id, learner, where, scene_id=scene, teller=teller, how=text)

    @precondition(lambda self: self.ids("reveal"))
    @rule(pick=picks, chapter=picks, text=texts, forget=st.booleans())
    def change_reveal(self, pick: int, chapter: int, text: str, forget: bool) -> None:
        secrets = self.library.secrets
        reveal = secrets.reveal(picked(self.ids("reveal"), pick))
        if forget:
            self.do(secrets.unlearn, reveal.id)
        else:
            chapters = self.chapters_of(secrets.secret(reveal.secret_id).story_id)
            self.do(secrets.edit_reveal, reveal.id, chapter_id=picked([None, *chapters], chapter), how=text)

    @precondition(lambda self: len(self.stories) > 1 and self.people)
    @rule(pick=picks, into=picks, at=st.none() | st.integers(0, 3))
    def take_cast_along(self, pick: int, into: int, at: int | None) -> None:
        source = self.story_of(picked(self.people, pick))
        target = picked([story for story in self.stories if story != source], into)
        people = [person.id for person in self.library.cast.people(source)]
        self.do(self.library.series.take_along, people, source, target, at)
