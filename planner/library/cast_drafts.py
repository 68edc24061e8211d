"""The cast of whole stories in and out of the library: people, groups, ties, secrets, boards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from planner.domain.board import Spot
from planner.domain.cast import Person, PersonRole, role_named
from planner.domain.cast_draft import (
    BoardDraft,
    DevelopmentDraft,
    GroupDraft,
    PersonDraft,
    RevealDraft,
    SecretDraft,
    TieDraft,
)
from planner.domain.draft import StoryDraft, Who
from planner.domain.outline import ChapterId, PersonId, SceneId, StoryId
from planner.domain.ties import BUILT_IN, TieId, TieKind
from planner.library.boards import Boards
from planner.library.cast import FIELDS, Cast
from planner.library.custom import CustomFields
from planner.library.outline import OutlineTable
from planner.library.secrets import Secrets
from planner.library.store import Store
from planner.library.ties import DEVELOPMENT_FIELDS, TIE_FIELDS, Ties

Called = Mapping[PersonId, Who]
"""How a draft calls people."""

_SAME_IN_BOTH = tuple(name for name in TIE_FIELDS if name != "begins")


class Newcomers:
    """Who is who while a draft is added: the draft's people by place, and everybody in the story by name."""

    def __init__(self, cast: Cast, story_id: StoryId, there: Iterable[Person]) -> None:
        self._cast = cast
        self._story_id = story_id
        self._by_place: list[PersonId] = []
        self._by_name: dict[str, PersonId] = {}
        for person in there:
            self._by_name.setdefault(person.name, person.id)

    def add(self, person_id: PersonId, name: str) -> None:
        """The draft's next one is this person."""
        self._by_place.append(person_id)
        self._by_name.setdefault(name, person_id)

    def person(self, who: Who) -> PersonId | None:
        """Somebody of the draft; a name nobody has yet becomes a person. None for nobody."""
        if isinstance(who, int):
            return self._by_place[who] if 0 <= who < len(self._by_place) else None
        if not who.strip():
            return None
        if who not in self._by_name:
            self._by_name[who] = self._cast.add(self._story_id, who)
        return self._by_name[who]

    def people(self, who: Iterable[Who]) -> list[PersonId]:
        """Some of them, those who are nobody left out."""
        found = (self.person(each) for each in who)
        return [person_id for person_id in found if person_id is not None]


class Here:
    """The chapters and scenes a draft's numbers mean once it is added."""

    def __init__(self, outline: OutlineTable, chapters: Sequence[ChapterId]) -> None:
        self._outline = outline
        self._chapters = chapters

    def chapter(self, number: int) -> ChapterId | None:
        """The chapter of this number; None if the draft has none such."""
        return self._chapters[number - 1] if 1 <= number <= len(self._chapters) else None

    def scene(self, chapter_id: ChapterId | None, number: int) -> SceneId | None:
        """The scene of this number in a chapter; None if there is none such."""
        scenes = self._outline.chapter(chapter_id).scenes if chapter_id is not None and number else ()
        return scenes[number - 1].id if 1 <= number <= len(scenes) else None


class CastDrafts:
    """Casts as drafts (``planner.domain.cast_draft``). Adding happens inside ``library.change``."""

    def __init__(self, store: Store, outline: OutlineTable, cast: Cast) -> None:
        self._outline = outline
        self._cast = cast
        self._custom = CustomFields(store)
        self._ties = Ties(store, outline)
        self._secrets = Secrets(store, outline)
        self._boards = Boards(store)

    # In

    def add_people(self, story_id: StoryId, people: Sequence[PersonDraft]) -> Newcomers:
        """Add people; somebody of the same name who was there before stays as they are and is taken to be the same."""
        there = self._cast.people(story_id)
        newcomers = Newcomers(self._cast, story_id, there)
        for draft in people:
            known = next((person for person in there if person.name == draft.name), None)
            if known is not None:
                there.remove(known)
                newcomers.add(known.id, draft.name)
            else:
                newcomers.add(self._add_person(story_id, draft), draft.name)
        return newcomers

    def add_rest(
        self, story_id: StoryId, draft: StoryDraft, chapters: Sequence[ChapterId], newcomers: Newcomers
    ) -> None:
        """Add groups, ties, secrets and boards; what happens in chapters the draft does not have is left out.

        A group, a tie of a kind, a secret or a board that the story has already stays as it is.
        """
        here = Here(self._outline, chapters)
        known_groups = {group.name for group in self._cast.groups(story_id)}
        for group in draft.groups:
            if group.name not in known_groups:
                members = newcomers.people(group.members)
                self._cast.add_group(story_id, group.name, members, colour=group.colour, note=group.note)
        known_kinds = {*BUILT_IN, *(kind.name for kind in self._ties.kinds(story_id))}
        for kind in draft.kinds:
            if kind.name.strip() and kind.name not in known_kinds:
                known_kinds.add(kind.name)
                self._ties.add_kind(story_id, kind.name, colour=kind.colour, line=kind.line, romantic=kind.romantic)
        self._add_ties(story_id, draft.ties, here, newcomers)
        known_secrets = {secret.title for secret in self._secrets.all(story_id)}
        for secret in draft.secrets:
            if secret.title not in known_secrets:
                self._add_secret(story_id, secret, here, newcomers)
        known_boards = {board.name for board in self._boards.all(story_id)}
        for board in draft.boards:
            if board.name not in known_boards:
                self._add_board(story_id, board, newcomers)

    def _add_person(self, story_id: StoryId, draft: PersonDraft) -> PersonId:
        role = role_named(draft.role)
        about = draft.about if role is not None else "\n".join(filter(None, (draft.role, draft.about)))
        fields = {name: getattr(draft, name) for name in FIELDS if name != "name"}
        person_id = self._cast.add(
            story_id, draft.name, **(fields | {"role": role or PersonRole.UNSET, "about": about})
        )
        if draft.portrait:
            self._cast.set_portrait(person_id, draft.portrait)
        if draft.spot.point is not None:
            self._boards.put(None, {person_id: draft.spot.point})
        if draft.spot.pinned:
            self._boards.pin(None, [person_id])
        self._add_values(story_id, person_id, draft.fields)
        return person_id

    def _add_values(self, story_id: StoryId, person_id: PersonId, values: Iterable[tuple[str, str]]) -> None:
        """Fill the author's own fields by name; of two of one name the first comes first."""
        fields = [(field.name, field.id) for field in self._custom.fields(story_id, "person")] if values else []
        for name, text in values:
            at = next((place for place, (known, _) in enumerate(fields) if known == name), None)
            field_id = self._custom.add(story_id, "person", name) if at is None else fields.pop(at)[1]
            self._custom.set_value(field_id, person_id, text)

    def _add_ties(self, story_id: StoryId, ties: Iterable[TieDraft], here: Here, newcomers: Newcomers) -> None:
        known = {(frozenset((tie.one, tie.other)), tie.kind) for tie in self._ties.all(story_id)}
        for draft in ties:
            one, other = newcomers.person(draft.one), newcomers.person(draft.other)
            if one is None or other is None or one == other or (frozenset((one, other)), draft.kind) in known:
                continue
            fields = {name: getattr(draft, name) for name in _SAME_IN_BOTH}
            tie_id = self._ties.add(one, other, begins=here.chapter(draft.begins), **fields)
            for development in draft.developments:
                chapter_id = here.chapter(development.chapter)
                if chapter_id is not None:
                    values = {name: getattr(development, name) for name in DEVELOPMENT_FIELDS}
                    said = {name: value for name, value in values.items() if value not in ("", None)}
                    self._ties.develop(tie_id, chapter_id, **said)

    def _add_secret(self, story_id: StoryId, draft: SecretDraft, here: Here, newcomers: Newcomers) -> None:
        secret_id = self._secrets.add(story_id, draft.title, note=draft.note, promise=draft.promise)
        for reveal in draft.reveals:
            who = None if reveal.who is None else newcomers.person(reveal.who)
            chapter_id = here.chapter(reveal.chapter)
            if (who is None) is not (reveal.who is None) or (chapter_id is None) is not (reveal.chapter == 0):
                continue
            teller = None if reveal.teller is None else newcomers.person(reveal.teller)
            self._secrets.learn(
                secret_id,
                who,
                chapter_id,
                scene_id=here.scene(chapter_id, reveal.scene),
                teller=None if teller == who else teller,
                how=reveal.how,
            )

    def _add_board(self, story_id: StoryId, draft: BoardDraft, newcomers: Newcomers) -> None:
        board_id = self._boards.add(story_id, draft.name)
        for who, spot in draft.spots:
            person_id = newcomers.person(who)
            if person_id is None:
                continue
            self._boards.join(board_id, [person_id])
            if spot.point is not None:
                self._boards.put(board_id, {person_id: spot.point})
            if spot.pinned:
                self._boards.pin(board_id, [person_id])

    # Out

    def called(self, story_id: StoryId) -> dict[PersonId, Who]:
        """How a draft calls a story's people: by name, or by their place where a name does not tell."""
        people = self._cast.people(story_id)
        counts = Counter(person.name for person in people)
        return {
            person.id: person.name if person.name.strip() and counts[person.name] == 1 else place
            for place, person in enumerate(people)
        }

    def people(self, story_id: StoryId) -> tuple[PersonDraft, ...]:
        """Everybody in a story, in order."""
        fields = self._custom.fields(story_id, "person")
        return tuple(
            PersonDraft(
                portrait=(self._cast.portrait(person.portrait) or b"") if person.portrait else b"",
                spot=Spot(person.x, person.y, person.pinned),
                fields=tuple(
                    (field.name, values[field.id])
                    for values in [self._custom.values("person", person.id) if fields else {}]
                    for field in fields
                    if field.id in values
                ),
                **{name: getattr(person, name) for name in FIELDS if name not in ("role", "origin")},
                role=person.role.value,
                origin=person.origin.value,
            )
            for person in self._cast.people(story_id)
        )

    def groups(self, story_id: StoryId, who: Called) -> tuple[GroupDraft, ...]:
        """A story's groups, in order."""
        return tuple(
            GroupDraft(group.name, tuple(who[member] for member in group.members), group.colour, group.note)
            for group in self._cast.groups(story_id)
        )

    def kinds(self, story_id: StoryId) -> tuple[TieKind, ...]:
        """The author's own kinds of tie, in order, without ids."""
        own = (kind for kind in self._ties.kinds(story_id) if kind.id is not None)
        return tuple(TieKind(kind.name, kind.colour, kind.line, kind.romantic) for kind in own)

    def ties(self, story_id: StoryId, who: Called) -> tuple[TieDraft, ...]:
        """A story's ties with their course, in order; what happens in shelved chapters is left out."""
        course = self._ties.course(story_id)
        numbers = {chapter: number for number, chapter in enumerate(self._outline.reading_order(story_id), 1)}

        def developments(tie_id: TieId) -> Iterator[DevelopmentDraft]:
            for number, development in course.developments(tie_id):
                yield DevelopmentDraft(number, **{name: getattr(development, name) for name in DEVELOPMENT_FIELDS})

        return tuple(
            TieDraft(
                who[tie.one],
                who[tie.other],
                begins=numbers.get(tie.begins, course.begins(tie.id)) if tie.begins is not None else 0,
                developments=tuple(developments(tie.id)),
                **{name: getattr(tie, name) for name in _SAME_IN_BOTH},
            )
            for tie in course.ties
        )

    def secrets(self, story_id: StoryId, who: Called) -> tuple[SecretDraft, ...]:
        """A story's secrets with who learns them, in order; what comes out in shelved chapters is left out."""
        knowledge = self._secrets.knowledge(story_id)
        chapters = self._outline.get(story_id).chapters
        scenes = {scene.id: place for chapter in chapters for place, scene in enumerate(chapter.scenes, 1)}
        return tuple(
            SecretDraft(
                secret.title,
                secret.note,
                secret.promise,
                tuple(
                    RevealDraft(
                        None if reveal.person_id is None else who[reveal.person_id],
                        number,
                        0 if reveal.scene_id is None else scenes.get(reveal.scene_id, 0),
                        None if reveal.teller is None else who[reveal.teller],
                        reveal.how,
                    )
                    for number, reveal in knowledge.reveals(secret.id)
                ),
            )
            for secret in knowledge.secrets
        )

    def boards(self, story_id: StoryId, who: Called) -> tuple[BoardDraft, ...]:
        """A story's boards beside the one of everybody, in order."""
        return tuple(
            BoardDraft(
                board.name,
                tuple((who[person], spot) for person, spot in self._boards.spots(story_id, board.id).items()),
            )
            for board in self._boards.all(story_id)
        )
