"""Names of people in a cell, told apart from names of units. A person is no unit and is never made one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.planfile.importer.normalize import folded
from bot.planfile.importer.unit_shapes import is_a_name, is_an_office

SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱"
    "夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚汤陶黎温莫易樊乔文安殷颜庄章鲁倪庞邢俞翟蓝聂齐向申葛柴伍覃"
    "骆关焦柳欧祝纪尚毕耿芦左季管符辛苗詹曲欒栾靳祁路涂兰甘裴梅童翁霍游阮尤岳柯牟滕谷舒卜成饶宁凌盛查单冉鲍华包屈房喻解蒲卫简时连车"
    "项闵邬吉党阳司费蒙席晏隋古强穆姬占米麦代谈缪艾沙农佟商"
)
_COMPOUND = "欧阳|上官|司马|诸葛|皇甫|尉迟|公孙|慕容|司徒|端木"
_NAME = f"(?:[{SURNAMES}][\u4e00-\u9fff]{{1,2}}|(?:{_COMPOUND})[\u4e00-\u9fff]{{1,2}})"
_POST = (
    "(?:常务)?副?(?:市委|市政府|县委|县政府)?(?:常务)?副?(?:市长|县长|区长|州长|旗长|镇长|乡长|书记|局长|主任|部长|主席|科长|处长|厅长|院长|校长|会长|秘书长"
    "|常委|委员|队长|支队长|所长|站长|总经理|经理|董事长|组长|专员|调研员|参谋长|司令员|政委)"
)
_PERSON = re.compile(
    f"{_NAME}(?:同志)?|[{SURNAMES}]{_POST}|(?:党组|党委|党工委|分管)?{_POST}{_NAME}?|{_NAME}{_POST}"
)
# 商务部, 司法部, 武装部, 文化馆 and 党校 begin with a surname; 会, 联, 社 and 科 end names of people too.
_UNLIKE_A_PERSON = re.compile(
    "[局委办厅署县区市部院所站馆校场厂]$|[\u4e00-\u9fff]{2}队$|委会$|街道$|公司$|中心$|政府$"
)
_PHONE = re.compile(
    r"(?:(?:联系|办公)?(?:电话|手机|方式)号?码?[：:]? ?)?"
    r"(?<![0-9])(?P<number>1[3-9][0-9]{9}|(?:0[0-9]{2,3}[-—])?[0-9]{7,8})(?![0-9])"
)
_LEFT_IN_BRACKET = re.compile(r"[，,、：:\s]+(?=[）)])|(?<=[（(])[，,、：:\s]+")
_SPACED = re.compile(
    "(?<![\u4e00-\u9fff])(?P<a>[\u4e00-\u9fff])[ \u3000\u00a0]+(?P<b>[\u4e00-\u9fff])(?![\u4e00-\u9fff])"
)
_POST_BEHIND = re.compile(f"(?<=[局委办厅院会府心队]){_POST}(?:、{_POST})*(?:{_NAME})?$")
_BRACKET = re.compile("（(?P<inner>[^（）]*)）$")
_TOKEN = re.compile(
    "(?P<token>(?:（[^（）]*）|[^\\s，、；：/（])+)(?P<mark>[\\s，、；：/]*)|[\\s，、；：/（]"
)


PERSON_HEADER = re.compile("领导|责任人|负责人|联系人|联络员|姓名|分管|包保|包联|责任同志|负责同志")
_LABELLED = re.compile(
    "(?P<label>[\u4e00-\u9fff]{0,8}(?:领导|责任人|负责人|责任同志|负责同志))(?:：|）：?) ?[^，。；：（）]{2,20}"
)
_BEHIND_OFFICE = re.compile(
    f"[\u4e00-\u9fff]{{2,12}}[局委办厅院会府心队](?:（(?P<inner>{_NAME})）|{_POST}{_NAME})(?![\u4e00-\u9fff])"
)


@dataclass(frozen=True, slots=True)
class WithoutPersons:
    """A cell without the people it names: `text`, and who they are."""

    text: str
    persons: tuple[str, ...]


def is_person(text: str) -> bool:
    """张三, 张市长, 副市长李四; nothing that is an office or a county."""
    twin = folded(text).strip()
    return bool(_PERSON.fullmatch(twin)) and not _UNLIKE_A_PERSON.search(twin)


def without_persons(text: str) -> WithoutPersons:
    """市水利局 张三, 市水利局（张三）, 张三（市水利局）, 市水利局局长张三: the unit stays. 王社 is a person only
    beside a unit."""
    persons: list[str] = []
    spaced = _SPACED.sub(lambda two: two["a"] + two["b"], text)
    phones = [found["number"] for found in _PHONE.finditer(spaced)]
    plain = _LEFT_IN_BRACKET.sub("", _PHONE.sub("", spaced)) if phones else spaced
    made = before = ""
    beside_units = any(
        _is_surely_a_unit(one["token"]) for one in _TOKEN.finditer(folded(plain)) if one["token"]
    )
    for found in _TOKEN.finditer(folded(plain)):
        end = found.end("token") if found["token"] else found.start()
        token, mark = plain[found.start() : end], plain[end : found.end()]
        left = _without(token, persons, beside_units and "、" not in before and "，" not in folded(before))
        if token and not left:
            made = made.rstrip("：: ") + ("、" if made.endswith(("：", ":")) else "")
        made += left + (mark if left or not token or "\n" in mark else "、" if mark and made else "")
        before = mark
    if not (persons or phones):
        return WithoutPersons(text, ())
    return WithoutPersons(made.strip(" \n　，、；：/"), (*persons, *phones))


def _is_surely_a_unit(token: str) -> bool:
    return is_a_name(token) and not is_person(token)


def _without(token: str, persons: list[str], beside_units: bool) -> str:
    """A token without the person it names, who is added to `persons`."""
    twin = folded(token)
    if is_person(twin) and (beside_units or not is_a_name(twin)):
        persons.append(token)
        return ""
    if bracket := _BRACKET.search(twin):
        inner, before = token[bracket.start("inner") : bracket.end("inner")], token[: bracket.start()]
        if all(is_person(one) for one in re.split("[、，\\s]+", inner)):
            persons.append(inner)
            return before
        if is_person(before) and is_a_name(folded(inner)):
            persons.append(before)
            return inner
    if len(office := without_post(twin)) < len(twin):
        persons.append(token[len(office) :])
    return token[: len(office)]


def labelled_persons(twin: str) -> Iterator[tuple[str, int, int]]:
    """责任领导：张三, 【包保责任人】李四, 市工信局（王五）: the label, "" without one, and where the words begin and
    end. Whom to call is no matter of a plan."""
    for found in _LABELLED.finditer(twin):
        yield found["label"], found.start("label"), found.end()
    for found in _BEHIND_OFFICE.finditer(twin):
        if not (found["inner"] and _UNLIKE_A_PERSON.search(found["inner"])):  # 各区政府（管委会）
            yield "", found.start(), found.end()


def without_post(twin: str) -> str:
    """市工信局 of 市工信局局长王志强."""
    post = _POST_BEHIND.search(twin)
    return twin[: post.start()] if post and is_an_office(twin[: post.start()]) else twin


def names_a_person(cell: str) -> bool:
    return bool(without_persons(cell).persons)
