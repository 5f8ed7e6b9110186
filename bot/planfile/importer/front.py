"""The text before the first number: title, status, the documents it carries out, and documents that are no plan."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.plan import PlanStatus
from bot.planfile.importer.brackets import brackets, split
from bot.planfile.importer.document import Paragraph
from bot.planfile.importer.normalize import folded, tidied
from bot.planfile.importer.unit_shapes import is_an_office

_KINDS = (
    "方案|计划|意见|规划|措施|办法|要点|清单|行动|分工|通知|决定|细则|部署|纲要|任务书|责任书|举措|指南|预案|制度"
    "|台账|一览表|任务分解|(?:任务|分工|分解|计划|工作|责任|项目|进度|安排|明细|汇总|事项)表"
)
_ENDS_A_TITLE = re.compile(f"(?:{_KINDS})(?:（[^）]*）)*$")
_DRAFT = re.compile("征求意见稿|讨论稿|送审稿|草案|审议稿|初稿")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,8}（20[0-9]{2}）[0-9]+号")
_NUMBERED_TITLE = re.compile(f"(?P<title>.*(?:{_KINDS})){_NUMBER.pattern}$")
_LEADS_ON = re.compile(
    "关于|印发|转发|《|的$|和$|^(?:中共|中国共产党)|(?:委员会|政府|办公室|局|厅|委)$"
)  # 首页政务公开 does not
_NO_TITLE = re.compile(
    "^附件|^索引号|^发布机构|^发文|^成文|^主题|^信息来源|^来源|^http|^#|公开发布|：$|^20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日$|[。；]$"
)
_BASIS = re.compile(
    r"《(?P<name>[^《》]*(?:《[^》]*》[^《》]*)?)》（(?P<number>[^（）]{1,12}（20[0-9]{2}）[0-9]+号)）"
)
_PERIOD = re.compile(r"(?P<from>20[0-9]{2})年?[-—~至到]+(?P<to>20[0-9]{2})年?")
_PERIOD_IN_WORDS = re.compile(r"(?P<from>20[0-9]{2})(?:年度?)")
_ISSUED = re.compile(r"^(?P<y>20[0-9]{2})年(?P<m>[0-9]{1,2})月(?P<d>[0-9]{1,2})日(?:印发)?$")
_PLACE = re.compile(
    "^[\u4e00-\u9fff]{2,4}?(?:省|市|县|区|州|盟|旗|(?<!城)(?<!村)(?<!乡)镇|(?<!城)乡(?![村镇土]))(?=[\u4e00-\u9fff0-9（])"
)
SCOPES = {
    "省": "全省",
    "市": "全市",
    "县": "全县",
    "区": "全区",
    "州": "全州",
    "盟": "全盟",
    "旗": "全旗",
    "镇": "全镇",
    "乡": "全乡",
}
WHOLE_COUNTRY = "全国"
WHOLE = "全域"  # where neither the title nor the names of units say whose plan it is
_SAYS_WHO = re.compile("(?:牵头|责任|主责|主办|配合)(?:单位|部门)")
CENTRE = re.compile("^(?:国务院|中共中央|全国|国家)")
LONGEST_TITLE_LINE = 80
_LEAST_TITLE = 6
ANNEX = re.compile("^附件(?:[0-9一二三四五六七八九十]{0,2}[：:]?)?$")
HEAD = 60  # paragraphs in which a title, a date of issue and a number are looked for


@dataclass(frozen=True, slots=True)
class Front:
    title: str
    line: int
    status: PlanStatus
    period: tuple[int, int] | None  # years
    issued: date | None
    basis: tuple[str, ...]
    place: str  # 南阳市, "" where the title names none

    @property
    def scope(self) -> str:
        """ "" where the title names no place."""
        return SCOPES[self.place[-1]] if self.place else ""

    @property
    def central(self) -> bool:
        return bool(CENTRE.search(self.title))


def read_front(front: Sequence[Paragraph], everything: Sequence[Paragraph], name: str) -> Front:
    """`name`: the file's, the title of a document that has none."""
    title, line = _title(front) or (tidied(name.rsplit(".", 1)[0]) or name, 1)
    head = [p.text for p in everything[:HEAD]]
    title = _without_rule(title) or title
    words = "\n".join(head)
    place = _PLACE.match(title)
    issued = next(filter(None, map(_issued, everything)), None)
    numbered = any(_NUMBER.search(folded(text)) and len(text) < LONGEST_TITLE_LINE for text in head)
    is_draft = bool(_DRAFT.search(words)) or not (issued or numbered)
    return Front(
        title=title,
        line=line,
        status=PlanStatus.DRAFT if is_draft else PlanStatus.IN_FORCE,
        period=_period(title),
        issued=issued,
        basis=tuple(dict.fromkeys(_basis(front))),
        place=place[0] if place else "",
    )


def _without_rule(title: str) -> str:
    """（2026年度；责任单位列首位的为牵头单位）: the rule is no part of the title."""
    kept = title
    for bracket in reversed(brackets(folded(title))):
        inner = title[bracket.start + 1 : bracket.end - 1]
        parts = [inner[a:b] for a, b, _ in split(folded(inner), "，；")]
        said = [part.strip() for part in parts if not _SAYS_WHO.search(part)]
        if len(said) < len(parts):
            left = title[bracket.start] + "，".join(said) + title[bracket.end - 1] if said else ""
            kept = kept[: bracket.start] + left + kept[bracket.end :]
    return kept.strip()


def ends_a_title(text: str) -> bool:
    """A sentence may end so too: 制定本方案."""
    twin = folded(text)
    return bool(_ENDS_A_TITLE.search(twin)) and not re.search("[。，；：]", twin)


def _title(front: Sequence[Paragraph]) -> tuple[str, int] | None:
    """The last run of short lines that ends like a title; 关于印发…的通知 before the plan itself is not the last."""
    found: tuple[str, int] | None = None
    run, first = "", 0
    for paragraph in front:
        text = _without_number(paragraph.text)
        if not text or len(text) > LONGEST_TITLE_LINE or _NO_TITLE.search(folded(text)):
            run = ""
            continue
        if _DRAFT.search(text) and text.startswith(("（", "(")):
            continue
        whole = (
            _ENDS_A_TITLE.search(folded(run)) and _ENDS_A_TITLE.search(folded(text)) and _PLACE.match(text)
        )
        is_new = _PLACE.match(text) and ends_a_title(text) and not _LEADS_ON.search(folded(run))
        fits = run and not (whole or is_new) and len(run) + len(text) <= 2 * LONGEST_TITLE_LINE
        run, first = (run + text, first) if fits else (text, paragraph.line)
        if _ENDS_A_TITLE.search(folded(run)):
            found = (run, first)
    return found or _heading_line(front)


def _heading_line(front: Sequence[Paragraph]) -> tuple[str, int] | None:
    """Where nothing ends like a title: the first short line that says whose plan it is or of which year, and is no
    sentence, number or letterhead."""
    for paragraph in front:
        text, twin = _without_number(paragraph.text), folded(paragraph.text)
        is_short = _LEAST_TITLE <= len(text) <= LONGEST_TITLE_LINE // 2
        if not is_short or _NO_TITLE.search(twin) or re.search("[。，；：、]", twin) or is_an_office(twin):
            continue
        if _PLACE.match(twin) or re.match("20[0-9]{2}年", twin):
            return text, paragraph.line
    return None


def _without_number(text: str) -> str:
    """…的实施意见国办发〔2020〕24号 has lost a break; a number alone is no part of a title."""
    twin = folded(text)
    if glued := _NUMBERED_TITLE.match(twin):
        return text[: glued.end("title")]
    return "" if _NUMBER.fullmatch(twin) else text


def _issued(paragraph: Paragraph) -> date | None:
    if not (found := _ISSUED.match(folded(paragraph.text))):
        return None
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None


def _basis(front: Iterable[Paragraph]) -> Iterable[str]:
    for paragraph in front:
        for found in _BASIS.finditer(folded(paragraph.text)):
            name = paragraph.text[found.start("name") : found.end("name")]
            yield f"{name}（{paragraph.text[found.start('number') : found.end('number')]}）"


def _period(title: str) -> tuple[int, int] | None:
    twin = folded(title)
    if found := _PERIOD.search(twin):
        return min(int(found["from"]), int(found["to"])), max(int(found["from"]), int(found["to"]))
    if found := _PERIOD_IN_WORDS.search(twin):
        return int(found["from"]), int(found["from"])
    return None


def without_notice(paragraphs: Sequence[Paragraph], first: int) -> int:
    """The paragraph at which the plan begins: the last 附件 line before the first clause; else 0."""
    return next(
        (at for at in range(min(first, len(paragraphs) - 1), -1, -1) if ANNEX.match(paragraphs[at].text)), 0
    )
