"""Makes a story of a manuscript: chapters with their notes and scenes, and what stood above the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planner.domain.draft import ChapterDraft, SceneDraft, StoryDraft
from planner.domain.outline import ChapterStatus
from planner.domain.prose.counting import count_words
from planner.domain.prose.model import EMPTY, Block, Paragraph, Prose
from planner.domain.prose.notes import SplitNotes, split_notes
from planner.domain.prose.scenes import split_scenes, trimmed
from planner.formats.chapter_lines import is_notes_label
from planner.formats.cutting import LONGEST_OPENING, Cutting, Section, cut
from planner.formats.front_matter import FrontMatter, read_front_matter
from planner.formats.losses import sentences
from planner.formats.manuscript import HEADINGS, Manuscript
from planner.formats.watch import UNWATCHED, Watch

FRONT_PARAGRAPHS = 15
"""How far down a story without chapters its front matter is looked for."""


def story(manuscript: Manuscript, watch: Watch = UNWATCHED) -> StoryDraft:
    """Make a story of a manuscript: cut it into chapters, and read its front matter."""
    cutting = cut(manuscript, watch)
    watch.at(0.2)
    return story_of_cutting(replace(cutting, losses=manuscript.losses + cutting.losses), watch.part(0.2, 1.0))


def story_of_cutting(cutting: Cutting, watch: Watch = UNWATCHED) -> StoryDraft:
    """Make a story of what is cut already. Without sections, all of it is one chapter."""
    sections = cutting.sections
    opening = EMPTY
    if sections:
        matter = read_front_matter(cutting.front)
        opening = trimmed(Prose(tuple(matter.rest)))
        if count_words(opening) > LONGEST_OPENING:
            sections = (Section(opening.paragraphs), *sections)
            opening = EMPTY
    else:
        matter = _front_of_uncut(cutting.front)
        sections = (Section(tuple(matter.rest)),)
    chapters = []
    for number, section in enumerate(sections):
        watch.at(number / len(sections))
        chapters.append(chapter(section))
    chapters[0] = replace(chapters[0], notes_before=together(opening, chapters[0].notes_before))
    return StoryDraft(
        title=matter.title,
        summary=matter.summary,
        fandom=", ".join(text for kind, text in matter.tags if kind == "fandom"),
        tags=tuple(matter.tags),
        chapters=tuple(chapters),
        dropped=sentences(cutting.losses),
    )


def _front_of_uncut(paragraphs: Sequence[Paragraph]) -> FrontMatter:
    """The front matter of a story without chapters, if it plainly has some: a heading, or several facts."""
    front = read_front_matter(paragraphs[:FRONT_PARAGRAPHS])
    has_heading = bool(paragraphs) and paragraphs[0].kind in HEADINGS
    if front.facts < 2 and not (has_heading and front.title):
        front = FrontMatter(rest=list(paragraphs[:FRONT_PARAGRAPHS]))
    front.rest += paragraphs[FRONT_PARAGRAPHS:]
    return front


# --- one chapter -----------------------------------------------------------------------------------------


def chapter(section: Section) -> ChapterDraft:
    """Make a chapter of what stands between two headings: its notes at both ends, and its scenes."""
    prose = Prose(section.paragraphs)
    notes = _labelled_notes(prose) or split_notes(prose)
    scenes = tuple(SceneDraft(scene) for scene in split_scenes(notes.story))
    is_written = any(not scene.prose.is_blank for scene in scenes)
    return ChapterDraft(
        title=section.title,
        heading=section.heading,
        arc=section.arc,
        scenes=scenes,
        notes_before=_without_label(notes.before),
        notes_after=_without_label(notes.after),
        status=ChapterStatus.DRAFTED if is_written else ChapterStatus.PLANNED,
    )


def together(first: Prose, second: Prose) -> Prose:
    """One prose of two."""
    return Prose(first.paragraphs + second.paragraphs)


def _labelled_notes(prose: Prose) -> SplitNotes | None:
    """The notes that stand under headings of their own: at the start up to a rule, and at the end."""
    paragraphs = trimmed(prose).paragraphs
    labels = [at for at, p in enumerate(paragraphs) if p.kind in HEADINGS and is_notes_label(p.plain)]
    start = 0
    if labels and labels[0] == 0:
        start = next((at for at, p in enumerate(paragraphs) if p.kind is Block.RULE), 0)
    end = labels[-1] if labels and labels[-1] > start else len(paragraphs)
    if not start and end == len(paragraphs):
        return None
    return SplitNotes(Prose(paragraphs[:start]), Prose(paragraphs[start:end]), Prose(paragraphs[end:]))


def _without_label(notes: Prose) -> Prose:
    """The notes without a first line that only says that they are notes."""
    paragraphs = notes.paragraphs
    if paragraphs and is_notes_label(paragraphs[0].plain):
        return trimmed(Prose(paragraphs[1:]))
    return notes
