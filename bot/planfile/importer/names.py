"""Names of units: in full, one unit a name, and what kind of body each is."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.plan import UnitKind

LEVELS = "市省县区州盟旗"

# Offices whose own name begins with the character of a level: 市场监管局 is no bureau of the 市 called 场监管局.
LIKE_A_LEVEL = re.compile(
    "市场(?:监|发|建|服)|市政(?!府|协|务|法|治|研)|市容|市民(?:服|中)|市域|省际|区域|区块|县域|州际"
)
PARTY = re.compile("^(?:宣传|组织|统战|政法委|网信|编办|机构编制|巡察|党校|党史|老干部)")
ENDS_LIKE_AN_OFFICE = re.compile(
    "(?:局|委|办|室|厅|署|中心|公司|社|会|联|协|处|站|队|院|所|部|集团|行|馆|台|校|团|段|机关|海关|电厂|大学|中学|组|军)$"
)

# Agencies run from above: their escalation is a letter, never a talk.
FROM_ABOVE = (
    *(
        "气象局",
        "邮政管理局",
        "烟草专卖局",
        "烟草局",
        "供销社",
        "供销合作社",
        "税务局",
        "海关",
        "海事局",
        "通信管理局",
    ),
    *("金融监管分局", "金融监管局", "银保监分局", "银保监局", "银监分局", "调查队", "地震局", "国家安全局"),
    *(
        "消防救援支队",
        "消防救援大队",
        "消防救援总队",
        "消防支队",
        "外汇管理局",
        "证监局",
        "专员办",
        "铁路监管局",
        "调查总队",
        "公积金管理中心",
        "公积金中心",
        "通管办",
    ),
)
COMPANIES = (
    *(
        "公司",
        "集团",
        "车务段",
        "机务段",
        "工务段",
        "铁路局",
        "银行",
        "分行",
        "支行",
        "联社",
        "协会",
        "学会",
        "商会",
        "联合会",
    ),
    *(
        "大学",
        "学院",
        "实验室",
        "研究院",
        "医院",
        "电厂",
        "铁塔",
        "电信",
        "移动",
        "联通",
        "电网",
        "邮政",
        "中石化",
        "中石油",
    ),
)
ON_THEIR_OWN = re.compile(
    "^(?:中国|国家|国网|全国|中央|中共|人民银行|中石|中国移动|武警|军分区|省|各|有关|相关|国务院)"
    "|^[\u4e00-\u9fff]{2,4}?(?:省|市|县|自治[区州县]|地区)(?!场)"
    "|(?:大学|学院|实验室|研究院|医院|协会|学会|分行|支行|银行|有限公司|集团|车务段)$"
)
GOVERNMENT = re.compile("(?:人民政府|政府|管委会|管理委员会|党工委)$")
OWN_GOVERNMENT = re.compile("^[市省县区州]?(?:人民)?政府(?:办公室|办公厅|办)?$")
AREA = re.compile("(?:县|区|市|旗|州|盟|乡|镇|街道|街道办|街道办事处|开发区|园区|新区|示范区|工区)$")

LONGEST = 40  # characters; the longest known has 26
NEVER = re.compile("[0-9“”《》：。%]|^(?:谁|其|并|对|将|在|按|依法)")
SECOND_NAME = re.compile("（[^）]*）$")  # 市交通委（市道运局）

COLLECTIVE = re.compile(
    "^(?:其他)?(?:各|地方|有关|相关|所有|全市|全省|全县|全区|区级|县级|市级|省级|市直|省直|区直|县直|属地|辖区|沿线|所在地?)"
    "|(?:有关|相关|直属|责任|成员)(?:部门|单位|地区|市|县|省|企业)(?:和单位)?$|^(?:部门|单位|和单位|地区|地方)$"
    "|^(?:县|市|区|乡镇?|镇|地方)?(?:级)?(?:（[^）]*）)?(?:县|市|区)?(?:人民)?政府(?:（管委会）)?$"
)
OF_AREAS = re.compile("县|区|市（|镇|乡|街道|地方|省级人民政府|各省|各市|各地|政府|管委会|属地|园区")
NOT_OF_AREAS = re.compile("部门|单位|委员会成员|企业|行业|区级|县级|市级(?!人民)|市直|区直|县直")


@dataclass(frozen=True, slots=True)
class Named:
    """A name as it is written in full; `collective`: it stands for units the document does not list."""

    name: str
    kind: UnitKind
    collective: bool = False


def is_a_name(twin: str) -> bool:
    """Whether it looks like a body at all; what does not is asked about."""
    if not 2 <= len(twin) <= LONGEST or NEVER.search(twin):
        return False
    bare = SECOND_NAME.sub("", twin)
    return any(shape.search(bare) for shape in (ENDS_LIKE_AN_OFFICE, AREA, GOVERNMENT, COLLECTIVE))


def has_level(name: str) -> bool:
    return name[:1] in LEVELS and not LIKE_A_LEVEL.match(name)


def level_of(name: str, places: Iterable[str] = ()) -> str:
    """The level that the names after it inherit: 市 of 市财政局, 南阳市 of 南阳市财政局; "" where there is nothing."""
    if has_level(name):
        return name[0]
    for place in places:
        if name.startswith(place) and ENDS_LIKE_AN_OFFICE.search(name):
            return place
    return ""


def inherits(name: str, places: Iterable[str]) -> bool:
    """财政局 after 市发展改革委 does; 中国铁路…车务段, 河池海关 and 杭州市政府 stand as they are written."""
    if (
        has_level(name)
        or GOVERNMENT.search(name)
        or ON_THEIR_OWN.search(name)
        or not ENDS_LIKE_AN_OFFICE.search(name)
    ):
        return False
    if any(name.startswith(place.rstrip(LEVELS)) for place in places):
        return False
    above = next((office for office in FROM_ABOVE if name.endswith(office)), None)
    return above is None or name == above


def prefixed(level: str, name: str) -> str:
    """After 市委宣传部 comes 组织部 of the party, 财政局 of the city."""
    return f"{level}委{name}" if PARTY.match(name) and not name.startswith(level) else level + name


def named(name: str, twin: str, central: bool) -> Named | None:
    """Classifies a name; None for one that names nobody in particular (有关部门)."""
    if COLLECTIVE.search(twin):
        if OF_AREAS.search(twin) and not NOT_OF_AREAS.search(twin):
            return Named(name, UnitKind.COUNTY, collective=True)
        return None
    if (GOVERNMENT.search(twin) and not OWN_GOVERNMENT.match(twin)) or AREA.search(twin):
        return Named(GOVERNMENT.sub("", name) or name, UnitKind.COUNTY)
    return Named(name, _kind(twin, central))


def _kind(twin: str, central: bool) -> UnitKind:
    if central or "地方金融" in twin:
        return UnitKind.DEPARTMENT
    outside = twin.endswith(FROM_ABOVE) or twin.endswith(COMPANIES) or "公司" in twin
    return UnitKind.EXTERNAL if outside else UnitKind.DEPARTMENT


def spelled_out(name: str, aliases: Mapping[str, str]) -> str:
    """市发改委 → 市发展改革委; a name that is no abbreviation stays."""
    if name in aliases:
        return aliases[name]
    if has_level(name) and name[1:] in aliases:
        return name[0] + aliases[name[1:]]
    return name
