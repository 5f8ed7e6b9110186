"""Which words of a sentence a term governs: X于A前完成；Y于B前完成, X、Y分别于A和B前完成, A前完成X，B前完成Y.

No stretch of one term holds the object of another. What cannot be told apart is unclear, and asked about.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.planfile.importer.brackets import split
from bot.planfile.importer.dates import Term, terms
from bot.planfile.importer.normalize import folded, masked
from bot.planfile.importer.remarks import remark_around

Slice = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Span:
    """`slices`: what the term governs, in the order in which it is said; `clause`: from where to where. `leads`: the
    words before the term begin with the object (东片管网2026年5月底前完工). `unclear`: how far it reaches, or what its
    object is."""

    term: Term
    slices: tuple[Slice, ...]
    clause: Slice
    unclear: bool = False
    leads: bool = False
    in_bracket: bool = False  # a remark inside a clause, which asks for more than the remark

    @property
    def start(self) -> int:
        return min(start for start, _ in self.slices)

    @property
    def end(self) -> int:
        return max(end for _, end in self.slices)

    def is_whole(self) -> bool:
        return len(self.slices) == 1

    def dates(self, at: int) -> bool:
        """Whether a number there is to be reached at the term; one before it only where the object stands there too."""
        held = any(start <= at < end for start, end in self.slices)
        return held and (at >= self.term.start or self.leads or not self.is_whole())


_LISTED = re.compile("(?:、|和|及|与|以及|或)?$")
_APART = re.compile("分别|依次")
# Words before a date that are no object.
_LEAD_IN = re.compile(
    "(?:□|■|于|在|到|至|力争|争取|确保|努力|并|且|须|应当?|需|要|将|拟|计划|预计|最迟|最晚|原则上|其中|同时|务必|必须|鼓励|截至|截止|基本|全面|全部|分别|统一|均|都|再|先|后|不迟于|不晚于|前|各|，)*"
)
_OTHER_TIMES = re.compile("截[至止][^。；]*已|每(?:年|月|季|周|半年)")
_IN_STAGES = re.compile("分[一二两三四五2-5]个?(?:期|批|步|阶段)[^，。；：]{0,6}[：，]")
_TOPIC = re.compile("(?:其中)?(?:对于?|针对|关于|除)")
_GOES_ON = re.compile(
    "研究制定|制定|编制|建设|推进|推动|推广|实施|开展|加快|加强|强化|大力|持续|稳步|稳妥|积极|深入|全面|严格|建立|完善|取消|并|同时|确保|力争|实现|完成|启动|开工|同步|落实|组织|做好|形成|达到|提升|提高"
)
_DEED = (
    "完工|完成|建成|竣工|开工|投用|投产|投运|启用|启动|通车|达标|到位|验收|改造|建设|整治|治理|任务|工作|招标|销号|清零|全覆盖"
    "|开通|交付|上线|运行|见效|关停|退出|拆除|办结|结束|整改|实现|实施|动工|主体|投入|使用"
)
_ENDS_IT = re.compile("完|成|竣工|投|到位|达标|验收|清零|结束|办结|销号|交付")  # and no beginning: 5月开工
_BARE = re.compile(
    f"(?:前|止)?(?:全面|全部|基本|力争|须|应|要|均|都|正式|完全|统一|各)*(?:{_DEED}|并|全部|全面)+$"
)
_VERB = re.compile(
    "(?:前|止)?(?:要|应|须|力争|确保|各|全部|全面|基本|均)*(?:完成|建成|达到|实现|建设|新建|改造|整治|启动|开展|出台|制定|编制|培育|打造|创建|提高到|提高至|提升到|提升至|降至|降到|下降到|控制在|增长到|增至|报送|投用|新增|关停|淘汰|治理|修复|为|达)*(?:对)?"
)
_NUMERAL = re.compile("[0-9一二三四五六七八九十]")
_LIST_MARKS = re.compile("、|以及|和|及|与")


def spans(text: str, only_year: int | None) -> list[Span]:
    """Of the terms with a day, left to right. Those without one end the stretch of the term before them."""
    twin = masked(folded(text))
    result: list[Span] = []
    every = terms(text, only_year)
    remarks = [(term, own) for term in every if (own := remark_around(twin, term))]
    inside = [Span(term, (own,), own, in_bracket=True) for term, own in remarks]
    free = [term for term in every if not any(span.term is term for span in inside)]
    for begin, end, found in _by_sentence(twin, free):
        groups = _groups(twin, found)
        starts = [
            _first_start(twin, begin, groups[0][0]),
            *(_object_start(twin, a[-1].end, b[0], end) for a, b in pairwise(groups)),
        ]
        for group, start, stop in zip(groups, starts, [*starts[1:], end], strict=True):
            is_last = stop == end
            result += (
                _of_group(twin, group, start, stop)
                if len(group) > 1
                else [_of_one(twin, group[0], start, stop, is_last)]
            )
    return sorted((span for span in (*result, *inside) if span.term.due), key=lambda span: span.term.start)


def _by_sentence(twin: str, found: Sequence[Term]) -> Iterator[tuple[int, int, list[Term]]]:
    at = 0
    while at < len(found):
        end = twin.find("。", found[at].end)
        end = len(twin) if end < 0 else end
        here = [term for term in found[at:] if term.start < end]
        yield twin.rfind("。", 0, found[at].start) + 1, end, here
        at += len(here)


def _groups(twin: str, found: Sequence[Term]) -> list[list[Term]]:
    """Terms that only a 、 or 和 parts: 2026年5月底、10月底前."""
    groups: list[list[Term]] = []
    for term in found:
        if groups and _LISTED.fullmatch(twin[groups[-1][-1].end : term.start]):
            groups[-1].append(term)
        else:
            groups.append([term])
    return groups


def _first_start(twin: str, begin: int, term: Term) -> int:
    """Behind what the sentence tells of other times: 截至2025年底，已建成10座，… and 每年新增3座，到2028年…"""
    begin = max(begin, twin.rfind("；", begin, term.start) + 1)
    pause = twin.rfind("，", begin, term.start)
    if staged := _IN_STAGES.search(twin, begin, term.start):
        return staged.end()  # 清退1.86万亩，分三期实施：一期2026年6月完成
    if twin.startswith("其中", pause + 1) and _own(twin[pause + 1 : term.start]):
        return pause + 1  # 治理隐患120处，其中国省道40处6月底前完成
    told = [found.end() for found in _OTHER_TIMES.finditer(twin, begin, term.start)]
    return twin.find("，", told[-1]) + 1 if told and told[-1] < pause else begin


def _object_start(twin: str, before: int, term: Term, end: int) -> int:
    """Where the object of a term begins, behind the end of the term before it."""
    if (stop := twin.rfind("；", before, term.start)) >= 0:
        return stop + 1
    pause = twin.rfind("，", before, term.start)
    if pause < 0:
        listed = twin.rfind("、", before, term.start)
        return listed + 1 if listed >= 0 and _own(twin[listed + 1 : term.start]) else term.start
    if _own(twin[pause + 1 : term.start]):
        return pause + 1
    topic = twin.rfind("，", before, pause) + 1
    words = twin[topic:pause]
    if topic and (_TOPIC.match(words) or (_is_bare(twin, term, end) and not _GOES_ON.match(words))):
        return topic
    return pause + 1


def _own(words: str) -> bool:
    """Words right before a date that name an object."""
    lead = _LEAD_IN.match(words)
    return len(words) - (lead.end() if lead else 0) >= 2


def _is_bare(twin: str, term: Term, end: int) -> bool:
    """Behind the date stands only that it is done: the object was said before."""
    stop = min((at for mark in "，；" if (at := twin.find(mark, term.end, end)) >= 0), default=end)
    return bool(_BARE.match(twin[term.end : stop]))


def _of_one(twin: str, term: Term, start: int, stop: int, is_last: bool) -> Span:
    piece = max(start, twin.rfind("，", start, term.start) + 1)
    before = twin[start:piece] if _ENDS_IT.search(twin, term.end, stop) else ""
    leads = bool(_own(twin[piece : term.start] or before)) and _is_bare(twin, term, stop)
    mark = twin.find("；", term.end, stop)
    if leads and mark >= 0:
        return Span(term, ((start, mark),), (start, mark), leads=True)
    unclear = 0 <= mark < stop - 1 or _is_part(twin, term, start, stop)
    if leads and _own(twin[piece : term.start]):
        behind = twin.find("，", term.end, stop)
        beside = twin[start:piece] + (twin[behind:stop] if behind >= 0 else "")
        unclear |= any(map(str.isdigit, beside))  # 占比达到52%，泵站9月底前投用: the share may have no term
    return Span(term, ((start, stop),), (start, stop), unclear, leads)


def _is_part(twin: str, term: Term, start: int, stop: int) -> bool:
    """2026年底前完成排查，其中上半年完成60%，编制率达到100%: what follows may be of the term before."""
    piece = max(start, twin.rfind("，", start, term.start) + 1)
    return twin.startswith("其中", piece) and 0 <= twin.find("，", term.end, stop) < stop - 1


def _of_group(twin: str, group: Sequence[Term], start: int, stop: int) -> Iterator[Span]:
    """分别 pairs in order; without it all terms share the object, unless as many objects are listed."""
    apart = _APART.search(twin, start, stop)
    dates = [_with_limit(twin, term, group[-1]) for term in group]
    if apart and apart.end() <= group[0].start:
        parts = _paired_before(twin, group, _last_piece(twin, start, apart.start()), stop)
    elif apart:
        parts = _paired_behind(twin, group, apart, start, stop)
    else:
        parts = _shared(twin, group, start, stop)
    for at, (term, date_) in enumerate(zip(group, dates, strict=True)):
        head, tail = parts[at] if parts else ((), ())
        yield Span(term, (*head, *date_, *tail), (start, stop), unclear=not parts)


Parts = list[tuple[tuple[Slice, ...], tuple[Slice, ...]]]


def _with_limit(twin: str, term: Term, last: Term) -> tuple[Slice, ...]:
    """2026年5月底 with the 前 of 2026年5月底和10月底前."""
    own = (term.start, term.end)
    is_limited = twin[last.end - 1] == "前" and twin[term.end - 1] in "底末日号"
    return (own, (last.end - 1, last.end)) if is_limited else (own,)


def _last_piece(twin: str, start: int, end: int) -> Slice:
    """The subject before 分别: the piece next to it that says something."""
    pieces = [(start + a, start + b) for a, b, _ in split(twin[start:end], "，；") if b - a > 1]
    return pieces[-1] if pieces else (end, end)


def _tail(twin: str, group: Sequence[Term], stop: int) -> Slice:
    """Up to the next pause behind the dates."""
    start = group[-1].end
    return start, min((at for mark in "，；" if (at := twin.find(mark, start, stop)) >= 0), default=stop)


def _paired_before(twin: str, group: Sequence[Term], subject: Slice, stop: int) -> Parts:
    tail = _tail(twin, group, stop)
    subjects = _listed(twin, subject)
    if len(subjects) == len(group):
        noun = _common_noun(twin, subjects)
        return [((one, *(noun if one != subjects[-1] else ())), (tail,)) for one in subjects]
    verb, objects = _verb_and_objects(twin, tail)
    if len(objects) == len(group):
        head = (subject,) if subject[0] < subject[1] else ()
        return [(head, (verb, *_with_noun(twin, objects[0], one))) for one in objects]
    return []


def _common_noun(twin: str, subjects: Sequence[Slice]) -> tuple[Slice, ...]:
    """第一、第二污水厂, 东片、西片管网: the noun that stands only behind the last."""
    start, stop = subjects[-1]
    least = min(end - begin for begin, end in subjects)
    words = [_NUMERAL.sub("□", twin[begin : begin + least]) for begin, _ in subjects]
    alike = len({word[-1:] for word in words}) == 1 and all(
        end - begin == least for begin, end in subjects[:-1]
    )
    return ((start + least, stop),) if alike and least > 1 and stop - start > least + 1 else ()


def _paired_behind(twin: str, group: Sequence[Term], apart: re.Match[str], start: int, stop: int) -> Parts:
    between = (group[-1].end, apart.start())
    end = min((at for mark in "，；" if (at := twin.find(mark, apart.end(), stop)) >= 0), default=stop)
    verb, objects = _verb_and_objects(twin, (apart.end(), end))
    if len(objects) == len(group):
        begin = max(start, twin.rfind("，", start, group[0].start) + 1)
        head = ((begin, group[0].start),) if _own(twin[begin : group[0].start]) else ()
        return [(head, (between, verb, *_with_noun(twin, objects[0], one))) for one in objects]
    return [((), ((group[-1].end, stop),)) for _ in group] if len(objects) == 1 else []


def _with_noun(twin: str, first: Slice, one: Slice) -> tuple[Slice, ...]:
    """清淤40公里、60公里: the first says of what."""
    noun = re.match("[^0-9]{2,}(?=[0-9])", twin[slice(*first)])
    return ((first[0], first[0] + noun.end()), one) if noun and twin[one[0]].isdigit() else (one,)


def _shared(twin: str, group: Sequence[Term], start: int, stop: int) -> Parts:
    tail = _tail(twin, group, stop)
    if len(_verb_and_objects(twin, tail)[1]) == len(group):
        return []
    head = (start, group[0].start)
    if len(_listed(twin, head)) == len(group):
        return []
    return [((head,) if head[0] < head[1] else (), ((tail[0], stop),)) for _ in group]


def _verb_and_objects(twin: str, piece: Slice) -> tuple[Slice, list[Slice]]:
    found = _VERB.match(twin, *piece)
    at = found.end() if found else piece[0]
    return (piece[0], at), _listed(twin, (at, piece[1]))


def _listed(twin: str, piece: Slice) -> list[Slice]:
    """The members of a list, without the words that lead into it."""
    lead = _LEAD_IN.match(twin, *piece)
    at = lead.end() if lead else piece[0]
    members = []
    for mark in _LIST_MARKS.finditer(twin, at, piece[1]):
        members.append((at, mark.start()))
        at = mark.end()
    members.append((at, piece[1]))
    return [(start, end) for start, end in members if end > start]
