"""Templates in the library: the author's own, and laying any template over a story."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import NewType

from planner.domain.outline import Arc, Chapter, StoryId
from planner.domain.templates import Step, Template, laid, template_of
from planner.library.fields import checked
from planner.library.order import children, placed, renumber
from planner.library.outline import OutlineTable
from planner.library.store import Store

TemplateId = NewType("TemplateId", int)


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """A template the author made."""

    id: TemplateId
    template: Template


class Templates:
    """The author's own templates, and what templates do. Verbs are called inside ``library.change``."""

    def __init__(self, store: Store, outline: OutlineTable) -> None:
        self._store = store
        self._outline = outline

    def own(self) -> list[OwnTemplate]:
        """The author's own templates, in order."""
        rows = self._store.rows("SELECT id, body FROM own_template ORDER BY position")
        return [OwnTemplate(TemplateId(row_id), _template(body)) for row_id, body in rows]

    def keep(self, story_id: StoryId, title: str, about: str = "") -> TemplateId:
        """Keep the plan of a story as a template."""
        outline = self._outline.get(story_id)
        chapters: list[tuple[Chapter, str]] = []
        for item in outline.items:
            members = item.chapters if isinstance(item, Arc) else (item,)
            arc = item.title if isinstance(item, Arc) else ""
            chapters += [(chapter, arc) for chapter in members if not chapter.shelved]
        return self.add(template_of(title, about, chapters))

    def add(self, template: Template) -> TemplateId:
        """Add a template to the author's own."""
        columns = checked({"title": template.title, "body": json.dumps(asdict(template))}, ("title", "body"))
        template_id = self._store.insert("own_template", position=-1, **columns)
        renumber(self._store, placed(children(self._store, "own_template"), ("own_template", template_id), None))
        return TemplateId(template_id)

    def remove(self, template_id: TemplateId) -> None:
        """Forget one of the author's own templates."""
        self._store.remove("own_template", template_id)
        renumber(self._store, children(self._store, "own_template"))

    def lay_over(self, story_id: StoryId, template: Template, chapters: int | None = None) -> None:
        """Lay a template over a story, which gets chapters at its end if it has fewer than wanted.

        Nothing the author planned is overwritten: a title goes to chapters without one, a purpose below what
        stands there. Arcs are made of chapters that are in none, where the story has no arcs yet.

        Args:
            story_id: the story.
            template: what to lay over it.
            chapters: over how many chapters (None: as many as there are, or the template's own number if none).
        """
        existing = len(self._outline.get(story_id).chapters)
        wanted = max(existing, chapters or (0 if existing else template.chapters), 1)
        for _ in range(wanted - existing):
            self._outline.add_chapter(story_id)
        outline = self._outline.get(story_id)
        arcs: dict[str, list[Chapter]] = {}
        for chapter, said in zip(outline.chapters, laid(template, wanted), strict=True):
            fields: dict[str, object] = {}
            if said.title and not chapter.title:
                fields["title"] = said.title
            if said.purpose and said.purpose not in chapter.purpose:
                fields["purpose"] = "\n".join(filter(None, (chapter.purpose, said.purpose)))
            if fields:
                self._outline.edit_chapter(chapter.id, **fields)
            arcs.setdefault(said.arc, []).append(chapter)
        if not any(isinstance(item, Arc) for item in outline.items):
            for title, members in arcs.items():
                if title:
                    self._outline.group_chapters([chapter.id for chapter in members], title)


def _template(body: str) -> Template:
    kept = json.loads(body)
    return Template(kept["title"], kept["about"], kept["chapters"], tuple(Step(**step) for step in kept["steps"]))
