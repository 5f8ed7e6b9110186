"""The ending of a document: what stands behind its last task and is none of the task's words."""

import re
from collections.abc import Sequence

from bot.planfile.importer.document import Paragraph
from bot.planfile.importer.found_item import DAY_ALONE, FoundItem
from bot.planfile.importer.normalize import folded

_LONGEST_ISSUER = 24  # characters
_LABEL = re.compile("[\u4e00-\u9fff]{2,8}：")
_PLEASE_REPORT = re.compile(
    "(?:各[^，。]{1,20})?请(?:各[^，。]{1,20})?(?:于|在|将)[^。]*(?:报送?|反馈|上报)[^。]*"
)
_LEAST = 4  # characters behind a clause that are words of the task


def behind_all(found: Sequence[FoundItem]) -> list[Paragraph]:
    """Taken away from the last item: the paragraphs after its last clause, without those of a kind that other items
    have too (整改目标：…, words behind the bracket); without clauses the day, the issuer and what is to be reported."""
    if not found:
        return []
    last, others = found[-1], found[:-1]
    at = _last_clause(last)
    if at is None:
        return _signature(last)
    paragraph, own = last.clauses[at]
    end = own[-1].end
    keep = at + 1
    labels = {label for one in others for label in _labels_behind(one)}
    while keep < len(last.clauses) and _label_of(last.clauses[keep][0]) in labels:
        keep += 1
    behind = [p for p, _ in last.clauses[keep:]]
    del last.clauses[keep:]
    goes_on = paragraph.text[:end].endswith(("，", "；", ","))  # 市甲局负责，11月底前完成
    goes_on |= keep > at + 1 or any(map(_goes_on_behind, others))
    if not (own[-1].heads or goes_on) and (tail := paragraph.text[end:].strip("。 ")):
        behind.insert(0, Paragraph(paragraph.line, tail))
        last.clauses[at] = (Paragraph(paragraph.line, paragraph.text[:end]), own)
    return behind


def _last_clause(one: FoundItem) -> int | None:
    return max((n for n, (_, found) in enumerate(one.clauses) if found), default=None)


def _label_of(paragraph: Paragraph) -> str:
    found = _LABEL.match(folded(paragraph.text))
    return found[0] if found else ""


def _labels_behind(one: FoundItem) -> list[str]:
    at = _last_clause(one)
    lines = one.clauses[at + 1 :] if at is not None else []
    return [label for paragraph, _ in lines if (label := _label_of(paragraph))]


def _goes_on_behind(one: FoundItem) -> bool:
    at = _last_clause(one)
    if at is None:
        return False
    paragraph, own = one.clauses[at]
    return not own[-1].heads and len(paragraph.text[own[-1].end :].strip("。. ")) >= _LEAST


def _signature(last: FoundItem) -> list[Paragraph]:
    """The day under a document without clauses, the short line of its issuer above, and what is to be reported."""
    count = 0
    if len(last.clauses) > 1 and DAY_ALONE.fullmatch(folded(last.clauses[-1][0].text)):
        issuer = last.clauses[-2][0].text if len(last.clauses) > 2 else ""
        is_signed = 0 < len(issuer) <= _LONGEST_ISSUER and not issuer.endswith(("。", "；"))
        count = 2 if is_signed else 1
    while len(last.clauses) > count + 1 and _PLEASE_REPORT.match(folded(last.clauses[-count - 1][0].text)):
        count += 1
    behind = [paragraph for paragraph, _ in last.clauses[len(last.clauses) - count :]]
    del last.clauses[len(last.clauses) - count :]
    return behind
