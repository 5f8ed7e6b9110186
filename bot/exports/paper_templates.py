"""Templates of papers: Word files with {{ 名称 }} in them, which an office edits. They speak a small language.

A template prints names, walks the lists that the kind of paper has, and asks whether a text is so. No calls, no
arithmetic, no attributes of Python: with them a template could run programs or run for ever (see ADR 0059).
"""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import TemplateError
from jinja2.sandbox import SandboxedEnvironment

from bot.domain.errors import DubanError
from bot.domain.paper_fields import NAMES, FieldShape
from bot.domain.papers import PaperKind, PaperText, Value

ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.For, nodes.If, nodes.Compare, nodes.Operand,
    nodes.Const, nodes.Not, nodes.And, nodes.Or, nodes.Getattr,
)  # fmt: skip
TITLE_LENGTH = 200  # of a file's properties, which hold 255
LOOP_ONLY = "loop"  # jinja's own: {{ loop.index }}
FULL_WIDTH = re.compile(r"｛｛.*?｝｝|｛%.*?%｝|[{｛]\s+\{|\}\s+\}")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class BadTemplate(DubanError):
    """A template that cannot be used: `key` names the sentence, `at` quotes the place."""

    def __init__(self, key: str, at: str) -> None:
        super().__init__(key, at)
        self.key, self.at = key, at


def environment() -> SandboxedEnvironment:
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def opened(body: bytes) -> DocxTemplate:
    """Raises BadTemplate for what is no Word file."""
    template = DocxTemplate(io.BytesIO(body))
    try:
        template.init_docx()
    except Exception as error:  # zipfile, lxml and python-docx each have errors of their own
        raise BadTemplate("template.not_a_document", type(error).__name__) from error
    return template


def check(body: bytes, kind: PaperKind) -> None:
    """Raises BadTemplate at the first place that a template may not have."""
    template = opened(body)
    for text in _properties(template):
        if "{{" in text or "{%" in text:
            raise BadTemplate("template.in_properties", _short(text))
    for part in _parts(template):
        for shown in re.sub(r"<[^>]+>", "", part), part:
            if found := FULL_WIDTH.search(shown):
                raise BadTemplate("template.full_width", _short(found[0]))
        _check_tags(template.patch_xml(part), kind)


def _properties(template: Any) -> Iterator[str]:
    core = template.docx.core_properties
    for name in ("author", "comments", "identifier", "language", "subject", "title", "category", "keywords"):
        yield getattr(core, name) or ""


def _parts(template: Any) -> Iterator[str]:
    """The body, headers and footers, and footnotes as XML."""
    yield template.get_xml()
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _, part in template.get_headers_footers(uri):
            yield template.get_part_xml(part)
    for part in template.docx.part.package.iter_parts():
        if part.content_type.endswith("footnotes+xml"):
            yield part.blob.decode()


def _check_tags(xml: str, kind: PaperKind) -> None:
    try:
        tree = environment().parse(xml)
    except TemplateError as error:
        raise BadTemplate("template.syntax", _short(str(error))) from error
    _check(tree, NAMES[kind], {}, 0)


def _check(
    node: nodes.Node, names: Mapping[str, FieldShape], loops: Mapping[str, FieldShape], depth: int
) -> None:
    if not isinstance(node, ALLOWED):
        raise BadTemplate("template.not_allowed", type(node).__name__)
    if isinstance(node, nodes.Name) and node.name not in {*names, *loops, LOOP_ONLY}:
        raise BadTemplate("template.unknown_name", node.name)
    if isinstance(node, nodes.Getattr):
        _check_field(node, loops)
    if isinstance(node, nodes.For):
        _check_loop(node, names, loops, depth)
        return
    for child in node.iter_child_nodes():
        _check(child, names, loops, depth)


def _check_field(node: nodes.Getattr, loops: Mapping[str, FieldShape]) -> None:
    owner = node.node
    row = isinstance(owner, nodes.Name) and (
        loops.get(owner.name) is FieldShape.ROWS or owner.name == LOOP_ONLY
    )
    if not row or node.attr.startswith("_"):
        raise BadTemplate("template.not_allowed", f".{node.attr}")


def _check_loop(
    node: nodes.For, names: Mapping[str, FieldShape], loops: Mapping[str, FieldShape], depth: int
) -> None:
    """Over a list of the paper, not inside another loop: so no template runs long."""
    listed = names.get(node.iter.name) if isinstance(node.iter, nodes.Name) else None
    if listed not in (FieldShape.TEXTS, FieldShape.ROWS) or depth or node.recursive or node.test:
        raise BadTemplate("template.loop", str(getattr(node.iter, "name", type(node.iter).__name__)))
    if not isinstance(node.target, nodes.Name):
        raise BadTemplate("template.loop", type(node.target).__name__)
    inner = {**loops, node.target.name: listed}
    for child in (*node.body, *node.else_):
        _check(child, names, inner, depth + 1)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def fill(body: bytes, paper: PaperText) -> bytes:
    """The paper as a Word file. Raises BadTemplate."""
    check(body, paper.kind)
    template = opened(body)
    values = {name: _clean(paper.values.get(name, "")) for name in NAMES[paper.kind]}
    try:
        template.render(values, environment(), autoescape=True)
    except TemplateError as error:
        raise BadTemplate("template.syntax", _short(str(error))) from error
    template.docx.core_properties.title = str(_clean(paper.title))[:TITLE_LENGTH]
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def _clean(value: Value) -> Value:
    """Without signs that Word refuses or that turn the text round; \\a would begin a paragraph."""
    if isinstance(value, str):
        return CONTROL.sub("", value.replace("\r\n", "\n"))
    return tuple(  # type: ignore[return-value]
        {key: str(_clean(text)) for key, text in one.items()} if isinstance(one, Mapping) else _clean(one)
        for one in value
    )
