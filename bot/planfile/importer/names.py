"""Names of units: in full, one unit a name, and what kind of body each is."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.plan import UnitKind
from bot.planfile.importer.unit_shapes import (
    GOVERNMENT,
    LEVELS,
    OWN_GOVERNMENT,
    has_level,
    is_a_place,
    is_an_office,
    is_collective,
)

PARTY = re.compile("^(?:宣传|组织|统战|政法委|网信|编办|机构编制|巡察|党校|党史|老干部)")

# Agencies run from above: their escalation is a letter, never a talk.
FROM_ABOVE = (
    *("气象局", "邮政管理局", "烟草专卖局", "烟草局", "供销社", "供销合作社", "税务局", "海关", "海事局"),
    *("通信管理局", "金融监管分局", "金融监管局", "银保监分局", "银保监局", "银监分局", "调查队", "地震局"),
    *("国家安全局", "消防救援支队", "消防救援大队", "消防救援总队", "消防支队", "外汇管理局", "证监局"),
    *("专员办", "铁路监管局", "调查总队", "公积金管理中心", "公积金中心", "通管办", "军分区", "警备区"),
    *("人武部", "人民武装部", "武警支队"),
)
COMPANIES = (
    *("公司", "集团", "车务段", "机务段", "工务段", "铁路局", "银行", "分行", "支行", "联社", "协会", "学会"),
    *("商会", "联合会", "大学", "学院", "实验室", "研究院", "医院", "电厂", "铁塔", "电信", "移动", "联通"),
    *("电网", "邮政", "中石化", "中石油"),
)
# They carry their level or place inside, or have none: the city is not put before them.
_ON_THEIR_OWN = re.compile(
    "^(?:中国|国家|国网|全国|中央|中共|人民银行|中石|中国移动|武警|驻|省|各|有关|相关|国务院|自治[区州县]|南方电网)"
    "|^[\u4e00-\u9fff]{2,4}?(?:省|市|县|自治[区州县]|地区)(?!场)"
    "|^共青团|.{2}[市省县区州旗]委$|.{2}铁路局$|团[市省县区州旗]委|军分区|警备区|[^公]分(?:公司|局|行)|支行|支公司"
    "|(?:大学|学院|实验室|研究院|医院|学校|[中小]学|协会|学会|商会|银行|有限公司|集团|车务段|部队|海关|村|社区)$"
)
_LONGEST_COMPANY = 5  # 供电公司 is the city's, 云溪城投公司 says itself whose it is
_AREAS = re.compile("县|区|市（|镇|乡|街道|地方|省级人民政府|各省|各市|各地|政府|管委会|属地|园区|村|社区")
_NO_AREAS = re.compile("部门|单位|委员会成员|企业|行业|区级|县级(?!市)|市级(?!人民)|市直|区直|县直")
_STREET = re.compile("街道(?:办|办事处)?$")
_OF_ANOTHER_PLACE = re.compile("[一-鿿]{2,3}(?:省|市|县|区|州|旗)[一-鿿]{2,}(?:局|委|办|厅|室)$")
_LEVEL = re.compile("自治[区州县]|[省市县区州盟旗镇乡]")


@dataclass(frozen=True, slots=True)
class Named:
    """A name as it is written in full; `collective`: it stands for units the document does not list."""

    name: str
    kind: UnitKind
    collective: bool = False


def level_of(name: str, places: Iterable[str] = ()) -> str | None:
    """The level that the names after it inherit: 市 of 市财政局, 南阳市 of 南阳市财政局 in a plan of 南阳市, "" of
    any other place; None where the name says nothing of it."""
    if has_level(name) or name.startswith("自治"):
        return found[0] if (found := _LEVEL.match(name)) else None
    if known := next((place for place in places if name.startswith(place) and is_an_office(name)), None):
        return known
    return (
        "" if _OF_ANOTHER_PLACE.match(name) and is_an_office(name) and not GOVERNMENT.search(name) else None
    )


def inherits(name: str, places: Iterable[str]) -> bool:
    """财政局 after 市发展改革委 does; 团市委, 河池海关, 电信云溪分公司 and 杭州市政府 stand as they are written."""
    if has_level(name) or GOVERNMENT.search(name) or _ON_THEIR_OWN.search(name) or not is_an_office(name):
        return False
    if any(place.rstrip(LEVELS) in name for place in places):
        return False
    if name.endswith("公司") and len(name) > _LONGEST_COMPANY:
        return False
    above = next((office for office in FROM_ABOVE if name.endswith(office)), None)
    return above is None or name == above


def prefixed(level: str, name: str) -> str:
    """After 市委宣传部 comes 组织部 of the party, 财政局 of the city."""
    return f"{level}委{name}" if PARTY.match(name) and not name.startswith(level) else level + name


def named(name: str, twin: str, central: bool) -> Named | None:
    """Classifies a name; None for one that names nobody in particular (有关部门)."""
    if is_collective(twin):
        if _AREAS.search(twin) and not _NO_AREAS.search(twin):
            return Named(name, UnitKind.COUNTY, collective=True)
        return None
    if _is_area(twin) or (GOVERNMENT.search(twin) and not OWN_GOVERNMENT.match(twin)):
        return Named(GOVERNMENT.sub("", name) or name, UnitKind.COUNTY)
    return Named(name, _kind(twin, central))


def _is_area(twin: str) -> bool:
    return bool(_STREET.search(twin)) or (is_a_place(twin) and not is_an_office(twin))


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
