"""Text of a Word file that a person may have saved with any program: found and replaced across runs."""

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

PARAGRAPH, TEXT, RUN, BREAK = qn("w:p"), qn("w:t"), qn("w:r"), qn("w:br")


def paragraphs(document: Any) -> Iterator[Any]:
    """Every paragraph of the body, in tables and text boxes too, in reading order."""
    return document.element.body.iter(PARAGRAPH)  # type: ignore[no-any-return]


def texts(paragraph: Any) -> list[Any]:
    """The w:t elements; deleted text of tracked changes is in elements of another name."""
    return [one for one in paragraph.iter(TEXT) if _paragraph_of(one) is paragraph]


def _paragraph_of(element: Any) -> Any:
    while element is not None and element.tag != PARAGRAPH:
        element = element.getparent()
    return element


def text_of(paragraph: Any) -> str:
    return "".join(one.text or "" for one in texts(paragraph))


def replace(paragraph: Any, found: re.Match[str], words: str) -> None:
    """Puts `words` where `found` stands in the paragraph's text, in the first of its runs, and takes the mark of a gap
    (its colour) from all of them."""
    start, place, first = found.start(), 0, True
    for one in texts(paragraph):
        length = len(one.text or "")
        begins, ends = max(start - place, 0), min(found.end() - place, length)
        if begins < ends:
            kept = one.text or ""
            one.text = kept[:begins] + (words if first else "") + kept[ends:]
            one.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            first = False
            _unmark(one.getparent())
        place += length
    _broken_lines(paragraph)


def _unmark(run: Any) -> None:
    look = run.find(qn("w:rPr"))
    if look is not None:
        for mark in look.findall(qn("w:highlight")):
            look.remove(mark)


def _broken_lines(paragraph: Any) -> None:
    """A line end in a text becomes a line break."""
    for one in texts(paragraph):
        if "\n" not in (one.text or ""):
            continue
        first, *rest = (one.text or "").split("\n")
        one.text, after = first, one
        for line in rest:
            brk = one.makeelement(BREAK, {})
            more = one.makeelement(TEXT, {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
            more.text = line
            after.addnext(brk)
            brk.addnext(more)
            after = more
