"""What paragraphs outside all tasks ask for: days, rhythms of reporting and numbers to be reached. They become no
task, and whoever reviews the draft is asked about each."""

import re
from collections.abc import Iterator

from bot.planfile.importer.brackets import sentences
from bot.planfile.importer.dates import Term, terms
from bot.planfile.importer.fields import around
from bot.planfile.importer.milestones import duties_in
from bot.planfile.importer.normalize import folded
from bot.planfile.importer.numbers import amounts

_LIMITS = ("前", "底", "末", "止", "内")
_WITHIN = ("内", "之内", "以内")  # behind 印发后30日
_DAY = "[0-9一二三四五六七八九十第个最后月日号季度的末底]"
_EACH = re.compile(
    f"每(?:个)?(?:年|半年|季度?|月|周)度?(?:{_DAY}{{1,10}}前|{_DAY}{{0,10}}[底末])"
)  # 每月28日前
_REPORTS = re.compile("报|调度|督[查导促]|检查|抽查|评估|会商|召开|汇总|排名|考核|反馈|公[布示开]|总结|巡查")


def orders_in(text: str, only_year: int | None) -> Iterator[str]:
    """Quotes of what the paragraph asks for, one a term or rhythm."""
    asked = [term for term in terms(text, only_year) if _limits(text, term) or _is_to_reach(text, term)]
    for term in asked:
        yield around(text, term.start, _end_of_order(text, term))
    for words in duties_in(text):
        twin = folded(words)
        if _EACH.search(twin) or _REPORTS.search(twin):
            yield words


def _end_of_order(text: str, term: Term) -> int:
    """到2027年，… is quoted with what is to be done, and with the numbers that go on behind it: 到2027年消除率达到95%，
    满意度92分左右."""
    twin = folded(text)
    begins = term.end + twin.startswith("，", term.end)
    end = _pause(twin, begins)
    while twin.startswith("，", end) and amounts(text[end + 1 : _pause(twin, end + 1)]):
        end = _pause(twin, end + 1)
    return end


def _pause(twin: str, start: int) -> int:
    return next((at for at in range(start, len(twin)) if twin[at] in "，。；"), len(twin))


def _limits(text: str, term: Term) -> bool:
    return text[term.start : term.end].endswith(_LIMITS) or text.startswith(_WITHIN, term.end)


def _is_to_reach(text: str, term: Term) -> bool:
    """到2027年，…率达到90%: a number of the term's own sentence."""
    twin = folded(text)
    end = next(stop for start, stop in sentences(twin) if start <= term.start < stop)
    return term.due is not None and any(one.kind is not None for one in amounts(text[term.end : end]))
