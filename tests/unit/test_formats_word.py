"""Word documents: headings become chapters, marks stay, and what cannot stay is said."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Inches

from planner.domain.draft import StoryDraft
from planner.formats.registry import read
from tests.unit.format_files import RAIN, stored, story_html, unzipped, word_file, zipped

# The smallest picture there is.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def _story_html(tmp_path: Path, *runs: str) -> list[str]:
    """The stored form of a document of one paragraph with these children, in Word's XML."""

    def build(document: Document) -> None:
        xml = f"<w:p {nsdecls('w', 'r')}>{''.join(runs)}</w:p>"
        document.element.body.insert(0, parse_xml(xml))

    (chapter,) = read(word_file(tmp_path / "a.docx", build)).chapters
    return story_html(chapter)


def _run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_headings_become_chapters(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        document.add_heading("The Long Quay", 0)
        document.add_paragraph("by saltmarsh")
        document.add_heading("Chapter 1: Rain", 1)
        document.add_paragraph(RAIN)
        document.add_paragraph("***")
        document.add_paragraph(RAIN)
        document.add_heading("Snow", 1)
        document.add_paragraph(RAIN)
        document.add_heading("Later", 2)
        document.add_paragraph(RAIN)

    story = read(word_file(tmp_path / "a.docx", build))
    assert (story.title, story.tags) == ("The Long Quay", (("author", "saltmarsh"),))
    assert [chapter.title for chapter in story.chapters] == ["Rain", "Snow"]
    assert story_html(story.chapters[0]) == [f"<p>{RAIN}</p>"] * 2
    assert story_html(story.chapters[1]) == [f"<p>{RAIN}</p><h2>Later</h2><p>{RAIN}</p>"]


def test_chapters_in_the_style_of_titles(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        for title in ("Rain", "Snow"):
            document.add_paragraph(title, style="Title")
            document.add_paragraph(RAIN)

    assert [chapter.title for chapter in read(word_file(tmp_path / "a.docx", build)).chapters] == ["Rain", "Snow"]


def test_marks(tmp_path: Path) -> None:
    runs = [
        _run("a", "<w:b/>"),
        _run("b", "<w:i/>"),
        _run("c", '<w:u w:val="single"/>'),
        _run("d", "<w:strike/>"),
        _run("e", '<w:vertAlign w:val="superscript"/>'),
        _run("f", '<w:vertAlign w:val="subscript"/>'),
        _run("g", '<w:b w:val="0"/><w:i w:val="false"/><w:u w:val="none"/>'),
        _run("h", '<w:rStyle w:val="Emphasis"/>'),
        _run("i", '<w:rStyle w:val="Strong"/><w:b w:val="0"/>'),
        _run("hidden", "<w:vanish/>"),
    ]
    assert _story_html(tmp_path, *runs) == [
        "<p><strong>a</strong><em>b</em><u>c</u><s>d</s><sup>e</sup><sub>f</sub>g<em>h</em>i</p>"
    ]


def test_breaks_and_peculiar_characters(tmp_path: Path) -> None:
    tab = "<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r>"
    hyphens = "<w:r><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:cr/></w:r>"
    two = "<w:r><w:br/><w:br/><w:t>e</w:t></w:r>"
    page = '<w:r><w:br w:type="page"/><w:t>f</w:t></w:r>'
    assert _story_html(tmp_path, tab, hyphens, two, page) == ["<p>a<br>b c\u2011d</p><p>ef</p>"]


def test_changes_under_revision(tmp_path: Path) -> None:
    inserted = f'<w:ins w:id="1">{_run("kept")}</w:ins>'
    deleted = '<w:del w:id="2"><w:r><w:delText>gone</w:delText></w:r></w:del>'
    assert _story_html(tmp_path, _run("a "), inserted, deleted) == ["<p>a kept</p>"]


def test_paragraphs(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        document.add_paragraph("middle").alignment = WD_ALIGN_PARAGRAPH.CENTER
        document.add_paragraph("right").alignment = WD_ALIGN_PARAGRAPH.RIGHT
        document.add_paragraph("both").alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        document.add_paragraph("quoted", style="Quote")
        document.add_paragraph("dot", style="List Bullet")
        document.add_paragraph("one", style="List Number")
        document.add_heading("small", 5)

    (chapter,) = read(word_file(tmp_path / "a.docx", build)).chapters
    assert story_html(chapter) == [
        '<p align="center">middle</p><p align="right">right</p><p>both</p><blockquote><p>quoted</p></blockquote>'
        "<ul><li>dot</li></ul><ol><li>one</li></ol><h4>small</h4>"
    ]


def test_links(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        paragraph = document.add_paragraph("See ")
        address = document.part.relate_to(
            "https://a.example/x",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
            is_external=True,
        )
        run = _run("there", '<w:u w:val="single"/>')
        paragraph._p.append(parse_xml(f'<w:hyperlink r:id="{address}" {nsdecls("w", "r")}>{run}</w:hyperlink>'))
        anchor = f'<w:hyperlink w:anchor="x" {nsdecls("w")}>{_run(" below")}</w:hyperlink>'
        paragraph._p.append(parse_xml(anchor))

    (chapter,) = read(word_file(tmp_path / "a.docx", build)).chapters
    assert story_html(chapter) == ['<p>See <a href="https://a.example/x">there</a> below</p>']


def test_a_line_drawn_by_word_is_a_scene_break(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        document.add_paragraph(RAIN)
        border = f'<w:p {nsdecls("w")}><w:pPr><w:pBdr><w:bottom w:val="single"/></w:pBdr></w:pPr></w:p>'
        document.element.body.insert(1, parse_xml(border))
        document.add_paragraph(RAIN)

    (chapter,) = read(word_file(tmp_path / "a.docx", build)).chapters
    assert story_html(chapter) == [f"<p>{RAIN}</p>"] * 2


def test_what_cannot_be_kept_is_said(tmp_path: Path) -> None:
    (tmp_path / "p.png").write_bytes(PIXEL)

    def build(document: Document) -> None:
        table = document.add_table(rows=1, cols=2)
        table.cell(0, 0).text, table.cell(0, 1).text = "left", "right"
        document.add_paragraph(RAIN).add_run().add_picture(str(tmp_path / "p.png"), width=Inches(1))
        notes = '<w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:commentReference w:id="1"/></w:r>'
        document.element.body.insert(2, parse_xml(f"<w:p {nsdecls('w')}>{_run('x')}{notes}</w:p>"))

    story = read(word_file(tmp_path / "a.docx", build))
    assert stored(story.chapters[0].scenes[0].prose).split("\n")[:2] == ["<p>left</p>", "<p>right</p>"]
    assert story.dropped == (
        "1 table became plain paragraphs.",
        "1 picture without a web address was left out.",
        "1 footnote was left out.",
        "1 comment in the margin was left out.",
    )


def test_empty_paragraphs_are_spacing_unless_they_are_rare(tmp_path: Path) -> None:
    def spaced(document: Document) -> None:
        for _ in range(4):
            document.add_paragraph(RAIN)
            document.add_paragraph()

    def gap(document: Document) -> None:
        for number in range(8):
            document.add_paragraph(RAIN)
            if number == 3:
                document.add_paragraph().add_run().add_break(WD_BREAK.LINE)

    def lengths(story: StoryDraft) -> list[int]:
        return [len(paragraph.plain) for paragraph in story.chapters[0].scenes[0].prose]

    assert lengths(read(word_file(tmp_path / "a.docx", spaced))) == [len(RAIN)] * 4
    assert lengths(read(word_file(tmp_path / "b.docx", gap))) == [len(RAIN)] * 4 + [0] + [len(RAIN)] * 4


def test_a_document_without_lists_or_with_styles_in_a_circle(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        document.add_paragraph(RAIN)

    path = word_file(tmp_path / "a.docx", build)
    members = unzipped(path.read_bytes())
    del members["word/numbering.xml"]
    members["word/_rels/document.xml.rels"] = (
        b"".join(
            part + b"/>"
            for part in members["word/_rels/document.xml.rels"].split(b"/>")[:-1]
            if b"numbering" not in part
        )
        + b"</Relationships>"
    )
    members["word/styles.xml"] = members["word/styles.xml"].replace(
        b'<w:name w:val="Normal"/>', b'<w:name w:val="Normal"/><w:basedOn w:val="Normal"/>'
    )
    path.write_bytes(zipped(members))
    assert story_html(read(path).chapters[0]) == [f"<p>{RAIN}</p>"]
