"""The words around a number that say what it is: comparators, directions, and signs that it is no target."""

import re
from dataclasses import dataclass

_NOUNS = (
    "比例",
    "占比",
    "比重",
    "率",
    "覆盖面",
    "浓度",
    "规模",
    "容量",
    "总量",
    "面积",
    "数量",
    "产值",
    "系数",
    "指数",
    "收入",
)
_MEASURED = "|".join(f"(?<={noun})" for noun in _NOUNS)  # they are the name, and no part of the cue
# Words right before a number: comparator, whether they make it a target by themselves, direction of a change.
_BEFORE: tuple[tuple[str, str, bool, str | None], ...] = (
    (
        "不(?:得|应|能|宜)?(?:低于|少于|小于|高于0)|至少(?:达到|完成|建成|新增)?|最低(?:达到)?|最少|保底|≥|≧|⩾|>=",
        ">=",
        True,
        None,
    ),
    (
        "不(?:得|应|能|宜)?(?:高于|超过?|大于|多于|超出|突破)|控制(?:在|到)|压缩?[至到]|压减[至到]|缩短[至到]|最高|最多|至多|上限为?|≤|≦|⩽|<=",
        "<=",
        True,
        None,
    ),
    ("(?:下)?降低?[至到为]|减少?[至到为]|降[至到为]", "<=", True, None),
    ("低于|小于|少于|<", "<", True, None),
    ("不足|不到|未满|未达到?", "<", False, None),
    ("超过|高于|大于|多于|突破|逾|(?<![赶不])超|>", ">", True, None),
    (
        "(?:分别)?(?:达到|达|提高?[至到]|升[至到]|提升[至到]|增加[至到]|增长[至到]|增[至到]|上升[至到]|扩大[至到]|稳定在|保持在|维持在|稳定保持在|保持)",
        "=",
        True,
        None,
    ),
    (
        "(?:分别|累计|平均|同比|再|年均|各)*(?:下降|降低|减少|削减|压减|压降|压缩|缩短|精简|减排|减|降)(?:约|了)?",
        "=",
        True,
        "decrease",
    ),
    (
        "(?:分别|累计|平均|同比|再|年均|各|净)*(?:增长|提高|(?<![造治建固化级])提升|增加|上升|扩大|新增|递增|增|\\+)(?:约|了)?",
        "=",
        True,
        "increase",
    ),
    (f"(?:{_MEASURED})(?:分别)?(?:为|约)?", "=", True, None),
    ("(?:力争|争取|力求|确保)(?:再)?", "=", True, None),
    (
        "(?:完成|建成|改造|淘汰|建设|整治|培育|打造|推出|创建|治理|实施|关停|推广|修复|拆除|投放|新建|扩建|开工|疏浚|清淤|举办|引进|培训|评选|认定|布局"
        "|栽植|种植|建立|组建|招引|投用|更新|维修|检测|巡查|开展|再建|复核|新开|安装|配备|划定|退出|补栽)(?:各|不少于|约)?",
        "=",
        False,
        None,
    ),
)
BEFORE = tuple(
    (re.compile(f"(?P<cue>{words})$"), op, is_target, way) for words, op, is_target, way in _BEFORE
)
# A comparator apart from its number: 不低于采购额的30%.
_APART: tuple[tuple[str, str], ...] = (
    ("不(?:得|应|能|宜)?(?:低于|少于|小于)|至少(?:完成|达到)?", ">="),
    ("不(?:得|应|能|宜)?(?:高于|超过|大于|多于|超出|突破)|控制在", "<="),
)
APART = tuple(
    (re.compile(f"(?P<cue>{words})(?P<of>[^，。；：、（）0-9]{{1,14}}?)的?$"), op) for words, op in _APART
)
AFTER = {
    "及以上": ">=",
    "以上": ">=",
    "及以下": "<=",
    "以下": "<=",
    "以内": "<=",
    "之内": "<=",
    "左右": "=",
    "上下": "=",
}
SUFFIX = re.compile(
    "^(?:（?含[^（）]{0,6}）?)?(?P<word>及以上|以上|及以下|以下|以内|之内|左右|上下)(?:（(?P<without>不含)[^（）]*）)?"
)
ABOUT = re.compile("(?:大?约|大概|接近|将近|近|数)$")
_LEAST = re.compile("(?:至少|最少|不少于)$")
_OTHER_LEVEL = re.compile(
    "(?:高于|低于|超过|优于|快于|高出|低)[^，。；0-9]{2,20}$"
)  # 高于全省平均水平2个百分点
LOOK_BACK = 22  # characters before a number in which its cue stands


@dataclass(frozen=True, slots=True)
class Cue:
    """The words before a number and what they say. `of`: what an apart comparator measures (采购额)."""

    start: int
    op: str = "="
    is_target: bool = False
    direction: str | None = None
    found: bool = False
    of: tuple[int, int] | None = None


def cue_before(twin: str, start: int) -> Cue:
    begin = max(0, start - LOOK_BACK)
    before = twin[begin:start]
    for pattern, op, is_target, direction in BEFORE:
        if found := pattern.search(before):
            least = None if is_target else _LEAST.search(before[: found.start("cue")])
            if least:  # 至少培育5家
                return Cue(begin + least.start(), ">=", False, None, True)
            return Cue(begin + found.start("cue"), op, is_target, direction, True)
    for apart, op in APART:
        if found := apart.search(before):
            of = begin + found.start("of"), begin + found.end("of")
            return Cue(begin + found.start("cue"), op, True, None, True, of)
    return Cue(start)


# ---- no target

_BENEFIT = re.compile(
    "补助|补贴|奖补|奖励|奖金|返还|返给|贴息|资助|给予|减免|减按|免征|免收|抵扣|退税|享受|贷款额|最高贷|授信|担保费|费率|税率|缴费|保费|利率|租金"
    "|补偿|报销|津贴|工资|扣减|扣罚|扣发|扣除|核减|罚款|处以|罚金|滞纳金|处$|并处|违约金|保证金|收费|定价|单价|价格|售价|每吨|支持额|支持资金|补差|定额|限额"
)
_REACHES = re.compile(
    "(?:发放|兑现|兑付|到位|覆盖|执行|使用|清算|知晓|落实|惠及|缴费|参保|参与)(?:面|率|比例)(?:[^，。；0-9]{0,6})$"
)
_MONEY = re.compile("元(?:/.*)?$")
_NOW = re.compile(
    "已(?:建成|完成|有|累计|达|培育|整治|形成|投)|现有|目前|现状|截[至止]|(?<!实)现为|[仅只](?:为|有|占|达)?(?=[0-9])|[仅只](?:为|有|占|达)?$|上年|去年|20[0-9]{2}年以来"
)
_FROM = re.compile("(?:由|从)[^，。；]{0,20}$")
_TO = re.compile(
    "(?:[^，。；]{0,12}?)(?:提|升|变|缩|压|调|高|加|长|降|低|少|减|大|短|优化|整|增|转)[到至为]|[^，。；0-9]{1,12}[到至为](?=约?[0-9])"
)
_OF_A_YEAR = re.compile("20[0-9]{2}年(?:底|末)?的$")
_OVER_YEARS = re.compile("分[一二两三四五2-5]个?(?:年|年度|批|期)(?!级)")
_OF_EACH = re.compile(
    "每(?!年|月|季|天|日|周)(?:[0-9][0-9.—~至-]*[\u4e00-\u9fff]{1,5}|[\u4e00-\u9fff]{1,2})$"
)
_UNIT_PRICE = re.compile("/|每[吨亩户人台套]")


def is_benefit(twin: str, start: int, end: int, unit: str) -> bool:
    """A rate, ceiling or price of a policy: 返还上年实缴保费的50%，最高不超过15万元; 处5万元以下罚款; 300元/吨."""
    money = bool(_MONEY.search(unit))
    if money and _UNIT_PRICE.match(twin[end : end + 2]):
        return True
    if not money and unit not in ("%", "个百分点", "天", "次", "个月", ""):
        return False
    piece = _piece(twin, start, end)
    if _REACHES.search(twin[piece[0] : start]):
        return False
    sentence = max(twin.rfind(mark, 0, start) for mark in "。；") + 1
    place = sentence if money else piece[0]
    stop = min((at for mark in "。；" if (at := twin.find(mark, end)) >= 0), default=len(twin))
    return bool(
        _BENEFIT.search(twin[place:start]) or _BENEFIT.search(twin[end : stop if money else piece[1]])
    )


def is_relative(twin: str, start: int) -> bool:
    """高于全省平均水平2个百分点, 每期50人: measured against something else, or of each one."""
    before = twin[max(twin.rfind(mark, 0, start) for mark in "，。；：□") + 1 : start]
    return bool(_OTHER_LEVEL.search(before) or _OF_EACH.search(before))


def is_of_several_years(twin: str, start: int) -> bool:
    """分三年达到60%、80%、100%: each number has a year, and it is not said which."""
    return bool(_OVER_YEARS.search(twin[max(twin.rfind(mark, 0, start) for mark in "，。；：") + 1 : start]))


def is_alternative(twin: str, start: int) -> bool:
    """达到80%，或较2025年提高10个百分点: either will do."""
    return twin.startswith("或", max(twin.rfind(mark, 0, start) for mark in "，。；：") + 1)


def is_of_a_year(twin: str, start: int) -> bool:
    """提高到2027年的90%: reached then, or compared with it."""
    return bool(_OF_A_YEAR.search(twin[max(0, start - 9) : start]))


def is_base(twin: str, start: int, end: int) -> bool:
    """由10%提高到30%, of which 10% is the base."""
    piece = _piece(twin, start, end)
    if twin.startswith(("→", "➔", "⇒"), end):
        return True
    return bool(_FROM.search(twin[piece[0] : start]) and _TO.match(twin[end : end + 16]))


def is_history(twin: str, start: int, end: int) -> bool:
    """How things are: 已建成10座."""
    return bool(_NOW.search(twin[_piece(twin, start, end)[0] : start]))


def _piece(twin: str, start: int, end: int) -> tuple[int, int]:
    begin = max(twin.rfind(mark, 0, start) for mark in "，。；：□") + 1
    return begin, min((at for mark in "，。；" if (at := twin.find(mark, end)) >= 0), default=len(twin))
