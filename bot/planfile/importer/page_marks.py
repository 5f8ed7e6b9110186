"""Page numbers and running heads among the lines of a text copied from pages."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.planfile.importer.document import Paragraph
from bot.planfile.importer.front import ends_a_title
from bot.planfile.importer.marks import mark_of
from bot.planfile.importer.normalize import folded

NEW_PAGE = "\f"
FEWEST_BETWEEN = 8  # lines of a page, at least
NEAR = 2  # lines from the edge of a page in which a running head stands
PAGES_SHARE = 0.4  # of the pages carry a head; those of even and odd pages may differ
LEAST_TITLE = 8  # characters of a title that a head repeats
REPEATED = 3  # times a line must stand inside sentences to be a running head where no page is numbered
FULL_SHARE = 0.2  # of the lines are as long as it: it is a full line of the text

_NUMBER = "[0-9]{1,4}"
_DASHES = "[-—–―─·•~]"
_PAGE_NUMBER = re.compile(
    rf"{_DASHES}+\s*{_NUMBER}\s*{_DASHES}+"
    rf"|第\s*{_NUMBER}\s*页(?:\s*[,，/]?\s*(?:\(|（)?共\s*{_NUMBER}\s*页(?:\)|）)?)?"
    rf"|{_NUMBER}\s*/\s*{_NUMBER}"
    rf"|Page\s+{_NUMBER}(?:\s+of\s+{_NUMBER})?",
    re.IGNORECASE,
)
_BARE = re.compile(_NUMBER)
_NUMBER_AT_AN_END = re.compile(
    rf"^\W*(?:第\s*)?{_NUMBER}(?![0-9])|(?<![0-9]){_NUMBER}(?:\s*页)?(?:\D{{0,4}}{_NUMBER}\s*页?)?\W*$"
)
_ENDED = re.compile("[。；：！？”）]$")


def is_page_number(text: str) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(folded(text.strip())))


def without_page_marks(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """Without page numbers, running heads and feet, and the blank lines beside them."""
    texts = [line.text.strip() for line in lines]
    numbers = {at for at, text in enumerate(texts) if is_page_number(text)} | {*_bare_numbers(lines)}
    numbers |= {*_counting_heads(texts)}
    edges = numbers | {at for at, line in enumerate(lines) if line.text.startswith(NEW_PAGE)}
    heads = {*(_heads_at(texts, edges) if edges else _heads_within(texts))}
    gone = numbers | heads
    gone |= {*_blanks_beside(texts, gone | edges, gone)}
    return [line for at, line in enumerate(lines) if at not in gone]


def _bare_numbers(lines: Sequence[Paragraph]) -> Iterator[int]:
    """3 alone: before a new page, or counting on from page to page."""
    found: list[int] = []
    for at, line in enumerate(lines):
        if not _BARE.fullmatch(line.text.strip()):
            continue
        if any(one.text.startswith(NEW_PAGE) for one in lines[at : at + 3]):
            yield at
        elif not found or (
            int(line.text) == int(lines[found[-1]].text) + 1 and at - found[-1] > FEWEST_BETWEEN
        ):
            found.append(at)
    if len(found) > 1:
        yield from found


def _counting_heads(texts: Sequence[str]) -> Iterator[int]:
    """云溪市人民政府公报 12: the same words with a number that counts on from page to page."""
    alike: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        if (words := without_page_number(text)) != text and words.strip("0") and not mark_of(text):
            alike.setdefault(words, []).append(at)
    for places in alike.values():
        numbers = [_number_at_an_end(texts[at]) for at in places]
        counts = all(after == before + 1 for before, after in pairwise(numbers))
        apart = all(
            after - before > FEWEST_BETWEEN for before, after in pairwise(places[:-1])
        )  # the last is short
        if len(places) >= REPEATED and counts and apart:
            yield from places


def _number_at_an_end(text: str) -> int:
    found = _NUMBER_AT_AN_END.search(text)
    return int(re.findall("[0-9]+", found[0])[0]) if found else 0


def _heads_at(texts: Sequence[str], edges: set[int]) -> Iterator[int]:
    """The same line, but for a page number at its end, at the edges of several pages."""
    near = {_first(texts): without_page_number(texts[_first(texts)])}
    for edge in edges:
        near |= {at: without_page_number(texts[at]) for at in _beside(texts, edge, edges)}
    fewest = max(2, PAGES_SHARE * len(edges))
    everywhere = Counter(map(without_page_number, texts))
    repeated = {
        text
        for text, times in Counter(near.values()).items()
        if text and times >= fewest and is_of_edges(times, everywhere[text] - times)
    }
    first = _first(texts)
    for at, text in near.items():
        if at > first and len(texts[at]) >= LEAST_TITLE and texts[first].startswith(texts[at]):
            yield at  # the title, if only once more
        elif text in repeated and not mark_of(texts[at]) and (at > first or not _is_title(texts, at)):
            yield at


def is_of_edges(at_edges: int, elsewhere: int) -> bool:
    """局配合） ends many paragraphs, at the edges of pages too: a running head stands nowhere else."""
    return 2 * elsewhere < at_edges


def _beside(texts: Sequence[str], edge: int, edges: set[int]) -> Iterator[int]:
    if texts[edge] and not is_page_number(texts[edge]):
        yield edge  # the first line of a page
    for step in (-1, 1):
        at, seen = edge + step, 0
        while 0 <= at < len(texts) and seen < NEAR and abs(at - edge) <= 2 * NEAR:
            if texts[at] and at not in edges:
                seen += 1
                yield at
            at += step


def _heads_within(texts: Sequence[str]) -> Iterator[int]:
    """Where no page is numbered: the same line each so many lines, mostly in the middle of a sentence."""
    filled = [at for at, text in enumerate(texts) if text]
    lengths = Counter(len(texts[at]) for at in filled)
    places: dict[str, list[tuple[int, bool]]] = {}
    for before, at in pairwise(filled):
        if (
            len(texts[at]) > 3
            and lengths[len(texts[at])] < FULL_SHARE * len(filled)
            and not mark_of(texts[at])
            and not _is_ended(texts[at])
        ):
            places.setdefault(texts[at], []).append((at, not _is_ended(texts[before])))
    for found in places.values():
        gaps = [after - at for (at, _), (after, _) in pairwise(found)]
        regular = len(found) >= REPEATED and min(gaps) > FEWEST_BETWEEN and max(gaps) < 2 * min(gaps)
        if regular and 2 * sum(inside for _, inside in found) > len(found):
            yield from (at for at, _ in found)


def _is_ended(text: str) -> bool:
    return bool(_ENDED.search(folded(text[-2:])))


def _blanks_beside(texts: Sequence[str], edges: set[int], gone: set[int]) -> Iterator[int]:
    for edge in edges:
        for step in (-1, 1):
            at = edge + step
            while 0 <= at < len(texts) and (not texts[at] or at in gone):
                if not texts[at]:
                    yield at
                at += step


def _first(texts: Sequence[str]) -> int:
    return next((at for at, text in enumerate(texts) if text), 0)


def _is_title(texts: Sequence[str], at: int) -> bool:
    """The document's own title, which its later pages repeat; unless it stands below once more."""
    return ends_a_title(texts[at]) and texts[at] not in [*filter(None, texts[at + 1 :])][:NEAR]


def without_page_number(text: str) -> str:
    """Digits inside a line are its own: a line of the text that differs in them is no running head."""
    return _NUMBER_AT_AN_END.sub("0", text)
