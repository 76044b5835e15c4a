"""Word's footnotes, which python-docx cannot write: their part, their styles and their marks.

As ECMA-376 (5th edition, part 1) has them, sections 17.11 (footnotes) and 17.16.5.43 (NOTEREF).
"""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

TEXT, REFERENCE = "FootnoteText", "FootnoteReference"
# The two ruled lines above footnotes are footnotes too, with ids that no other may have.
_RULES = (("separator", -1), ("continuationSeparator", 0))


class Footnotes:
    """The footnotes of a Word document; call `finish` once after the last mark.

    Word numbers footnotes by the order of their marks, and a footnote has one mark: further marks
    of a note are cross-references to the first, as Word itself makes them.

    Args:
        document: python-docx's, about to be filled.
    """

    def __init__(self, document: Any) -> None:
        self._document = document
        self._root = parse_xml(f"<w:footnotes {nsdecls('w')}/>")
        self._numbers: dict[object, int] = {}
        for name, at in _RULES:
            self._root.append(_rule(name, at))
        _add_styles(document.styles)

    def mark(self, paragraph: Any, note: object, text: str) -> None:
        """Append a mark to a paragraph's element; the note is written when first marked.

        Args:
            note: What tells notes apart.
            text: What the note says, fit for XML.
        """
        number = self._numbers.get(note)
        if number is not None:
            paragraph.extend(_cross_reference(number))
            return
        number = self._numbers[note] = len(self._numbers) + 1
        self._root.append(_footnote(number, text))
        paragraph.append(_element("w:bookmarkStart", id=number, name=_bookmark(number)))
        reference = _run(REFERENCE)
        reference.append(_element("w:footnoteReference", id=number))
        paragraph.append(reference)
        paragraph.append(_element("w:bookmarkEnd", id=number))

    def marked(self, note: object) -> bool:
        """Has the note a mark already, so that another costs no room?"""
        return note in self._numbers

    def finish(self) -> None:
        """Put the footnotes into the document's package; nothing if there are none."""
        if not self._numbers:
            return
        part = Part(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            serialize_part_xml(self._root),
            self._document.part.package,
        )
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        rules = OxmlElement("w:footnotePr")
        for _, at in _RULES:
            rules.append(_element("w:footnote", id=at))
        settings = self._document.settings.element
        settings.find(qn("w:compat")).addprevious(rules)  # the schema orders settings


def _rule(name: str, at: int) -> Any:
    footnote = _element("w:footnote", type=name, id=at)
    paragraph, run = OxmlElement("w:p"), OxmlElement("w:r")
    properties = OxmlElement("w:pPr")
    properties.append(_element("w:spacing", after=0, line=240, lineRule="auto"))
    run.append(OxmlElement(f"w:{name}"))
    paragraph.extend([properties, run])
    footnote.append(paragraph)
    return footnote


def _footnote(number: int, text: str) -> Any:
    footnote, paragraph = _element("w:footnote", id=number), OxmlElement("w:p")
    properties = OxmlElement("w:pPr")
    properties.append(_element("w:pStyle", val=TEXT))
    mark = _run(REFERENCE)
    mark.append(OxmlElement("w:footnoteRef"))
    paragraph.extend([properties, mark, words(f" {text}")])
    footnote.append(paragraph)
    return footnote


def _cross_reference(number: int) -> list[Any]:
    """A field that looks like a mark (\\f) and links (\\h), with the number as it is now."""
    code = _run(REFERENCE)
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" NOTEREF {_bookmark(number)} \\f \\h "
    code.append(instruction)
    return [_field("begin"), code, _field("separate"), raised(str(number)), _field("end")]


def _field(kind: str) -> Any:
    run = _run(REFERENCE)
    run.append(_element("w:fldChar", fldCharType=kind))
    return run


def raised(text: str) -> Any:
    """A run that looks like a mark."""
    run = words(text)
    properties = run.get_or_add_rPr()
    properties.append(_element("w:rStyle", val=REFERENCE))
    properties.append(_element("w:vertAlign", val="superscript"))  # for readers of text alone
    return run


def words(text: str) -> Any:
    """A run of plain text."""
    run, element = OxmlElement("w:r"), OxmlElement("w:t")
    element.set(qn("xml:space"), "preserve")
    element.text = text
    run.append(element)
    return run


def _run(style: str) -> Any:
    run = OxmlElement("w:r")
    run.get_or_add_rPr().append(_element("w:rStyle", val=style))
    return run


def _bookmark(number: int) -> str:
    return f"_RefNote{number}"  # with the underscore Word hides it among a person's bookmarks


def _element(tag: str, /, **attributes: object) -> Any:
    element = OxmlElement(tag)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    return element


def _add_styles(styles: Any) -> None:
    """By the names of Word's own, which it then shows in the reader's language."""
    text = styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    text.base_style = styles["Normal"]
    text.font.size = Pt(9)
    text.paragraph_format.space_after = Pt(2)
    text.paragraph_format.line_spacing = 1.0
    reference = styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER, builtin=True)
    reference.font.superscript = True
    for style, key in ((text, TEXT), (reference, REFERENCE)):
        style.element.set(qn("w:styleId"), key)
