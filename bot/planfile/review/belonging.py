"""Whether a draft is one of this document: the phrases that it quotes stand there."""

from collections.abc import Iterable, Mapping

from bot.domain.errors import Refused
from bot.planfile.importer.normalize import folded
from bot.planfile.yaml_tree import Tree

LEAST_SHARE = 0.5  # of the quotes; a later version of the same document keeps more
QUOTES = (
    ("sections", "*", "tasks", "*", "milestones", "*", "quote"),
    ("sections", "*", "tasks", "*", "indicators", "*", "quote"),
    ("goals", "*", "quote"),
    ("sections", "*", "tasks", "*", "title"),
)


class DocumentText:
    """The words of a document, by line, without blanks: a phrase is found whether or not a line ends in it."""

    def __init__(self, shown: Iterable[Mapping[str, object]]) -> None:
        self._lines: dict[str, list[str]] = {}
        for one in shown:
            cells = one.get("cells")
            texts = [str(cell) for cell in cells] if isinstance(cells, list) else [str(one.get("text", ""))]
            self._lines.setdefault(str(one["line"]), []).extend(map(_plain, texts))
        self._whole = "\n".join(text for texts in self._lines.values() for text in texts)

    def phrase(self, phrase: str, line: str) -> str:
        """The phrase, where that line of the document has it; else nothing."""
        wanted = _plain(phrase)  # blanks and the ends of lines count for nothing
        return phrase if wanted and any(wanted in text for text in self._lines.get(line, [])) else ""

    def require_draft_of(self, tree: Tree, draft: str, source: str) -> None:
        """Raises Refused where the document does not say what the draft quotes."""
        quotes = {_plain(str(quote)) for place in QUOTES for _, quote in tree.each(*place) if quote}
        found = sum(quote in self._whole for quote in quotes)
        if quotes and found < LEAST_SHARE * len(quotes):
            about = {"draft": draft, "source": source, "found": found, "quotes": len(quotes)}
            raise Refused("plan_review.other_document", **about)


def _plain(text: str) -> str:
    return "".join(folded(text).split())
