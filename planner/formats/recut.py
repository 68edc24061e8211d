"""Corrects a cut before anything is imported: what the import's preview does to the chapters of a draft.

Every function takes the cuts and returns new ones; no text is ever lost but by :func:`drop`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from planner.domain.draft import ChapterDraft, SceneDraft, StoryDraft
from planner.domain.outline import ChapterStatus
from planner.domain.prose.counting import count_words
from planner.domain.prose.model import Block, Paragraph, Prose, Run
from planner.domain.prose.scenes import is_blank, is_scene_break, split_scenes
from planner.formats.chapter_lines import chapter_line
from planner.formats.manuscript import HEADINGS

_RULE = Paragraph(kind=Block.RULE)
_UNREAD = ChapterDraft()


@dataclass(frozen=True)
class Cut:
    """A chapter with all its text in reading order, and how much at both ends is the author's notes.

    ``before`` and ``after`` count paragraphs. A scene break is a paragraph that is a rule. ``draft`` is the chapter as
    it was read, for what the preview does not touch.
    """

    paragraphs: tuple[Paragraph, ...] = ()
    title: str = ""
    before: int = 0
    after: int = 0
    draft: ChapterDraft = _UNREAD

    @staticmethod
    def of(chapter: ChapterDraft) -> Cut:
        """The cut that gives this chapter."""
        story: list[Paragraph] = []
        for scene in chapter.scenes:
            if story and scene.prose.paragraphs:
                story.append(_RULE)
            story += scene.prose.paragraphs
        before, after = chapter.notes_before.paragraphs, chapter.notes_after.paragraphs
        return Cut((*before, *story, *after), chapter.title, len(before), len(after), chapter)

    @property
    def notes_before(self) -> Prose:
        return _notes(self.paragraphs[: self.before])

    @property
    def story(self) -> Prose:
        return Prose(self.paragraphs[self.before : len(self.paragraphs) - self.after])

    @property
    def notes_after(self) -> Prose:
        return _notes(self.paragraphs[len(self.paragraphs) - self.after :])

    @property
    def words(self) -> int:
        """The words of the story, notes apart."""
        return count_words(self.story)

    def chapter(self) -> ChapterDraft:
        """The chapter as it stands now."""
        if replace(self, title=self.draft.title) == Cut.of(self.draft):
            return replace(self.draft, title=self.title)
        scenes = tuple(SceneDraft(scene) for scene in split_scenes(self.story))
        is_written = any(not scene.prose.is_blank for scene in scenes)
        status = self.draft.status if self.draft.status.is_written else ChapterStatus.DRAFTED
        return replace(
            self.draft,
            title=self.title,
            scenes=scenes,
            notes_before=self.notes_before,
            notes_after=self.notes_after,
            status=status if is_written else ChapterStatus.PLANNED,
        )


Cuts = tuple[Cut, ...]


def cuts_of(story: StoryDraft) -> Cuts:
    """The chapters of a draft, ready to be corrected."""
    return tuple(Cut.of(chapter) for chapter in story.chapters)


def recut(story: StoryDraft, cuts: Cuts) -> StoryDraft:
    """The draft with its chapters as corrected."""
    return replace(story, chapters=tuple(cut.chapter() for cut in cuts))


def rename(cuts: Cuts, index: int, title: str) -> Cuts:
    """Give a chapter another title."""
    return _with(cuts, index, replace(cuts[index], title=title))


def drop(cuts: Cuts, index: int) -> Cuts:
    """Leave a chapter out of the import."""
    return cuts[:index] + cuts[index + 1 :]


def set_notes(cuts: Cuts, index: int, *, before: int | None = None, after: int | None = None) -> Cuts:
    """Say how many paragraphs at a chapter's start and end are notes; of the two, the one that is set wins."""
    cut = cuts[index]
    count = len(cut.paragraphs)
    new_before = min(max(cut.before if before is None else before, 0), count)
    new_after = min(max(cut.after if after is None else after, 0), count)
    if after is not None:
        new_before = min(new_before, count - new_after)
    else:
        new_after = min(new_after, count - new_before)
    return _with(cuts, index, replace(cut, before=new_before, after=new_after))


def merge_with_previous(cuts: Cuts, index: int) -> Cuts:
    """Undo the cut before a chapter (from the second on): its heading goes back into the text where it stood.

    Notes that come to stand in the middle become text, for notes are only at a chapter's two ends.
    """
    if index < 1:
        raise IndexError("The first chapter has none before it.")
    above, below = cuts[index - 1], cuts[index]
    paragraphs = (*above.paragraphs, *_seam(above, below), *below.paragraphs)
    merged = replace(
        above,
        paragraphs=paragraphs,
        before=above.before if above.paragraphs else below.before,
        after=below.after if below.paragraphs or below.draft.heading else above.after,
        draft=replace(above.draft, summary="\n".join(filter(None, (above.draft.summary, below.draft.summary)))),
    )
    return (*cuts[: index - 1], merged, *cuts[index + 1 :])


def split_at(cuts: Cuts, index: int, paragraph: int) -> Cuts:
    """Cut a chapter before one of its paragraphs, which becomes the new chapter's heading if it reads like one."""
    cut = cuts[index]
    if not 0 < paragraph < len(cut.paragraphs):
        raise IndexError(f"There is no paragraph {paragraph} to cut before.")
    above, below = cut.paragraphs[:paragraph], cut.paragraphs[paragraph:]
    heading = below[0].plain.strip()
    line = chapter_line(heading)
    is_heading = line is not None or below[0].kind in HEADINGS
    first = replace(cut, paragraphs=above, before=min(cut.before, len(above)), after=max(cut.after - len(below), 0))
    if is_heading or below[0].kind is Block.RULE:
        below = below[1:]
    second = Cut(
        paragraphs=below,
        title=line.title if line else heading if is_heading else "",
        before=max(cut.before - (len(cut.paragraphs) - len(below)), 0),
        after=min(cut.after, len(below)),
        draft=ChapterDraft(arc=cut.draft.arc, heading=heading if is_heading else "", status=cut.draft.status),
    )
    return (*cuts[:index], first, second, *cuts[index + 1 :])


def _seam(above: Cut, below: Cut) -> tuple[Paragraph, ...]:
    """What stands between two chapters made one: the heading if there was one, else a scene break."""
    heading = below.draft.heading or (below.title if below.paragraphs else "")
    if heading:
        return (Paragraph((Run(heading),)),)
    return (_RULE,) if above.paragraphs and below.paragraphs else ()


def _notes(paragraphs: tuple[Paragraph, ...]) -> Prose:
    """Notes without the breaks and gaps that part them from the story."""
    telling = [at for at, p in enumerate(paragraphs) if not is_blank(p) and not is_scene_break(p)]
    return Prose(paragraphs[telling[0] : telling[-1] + 1]) if telling else Prose()


def _with(cuts: Cuts, index: int, cut: Cut) -> Cuts:
    return (*cuts[:index], cut, *cuts[index + 1 :])
