"""Bodies that a sentence makes act, whatever its verb: 市水务集团要在6月底前完成改造, 责成云溪燃气公司整改. A company
is known without a level before its name."""

import re
from collections.abc import Collection, Iterator

from bot.planfile.importer.brackets import sentences, split
from bot.planfile.importer.unit_shapes import EACH, OWN_GOVERNMENT, has_level, is_an_office, is_generic

_LONGEST_NAME = 24
_LEAST_DUTY = 2  # characters behind the name
_BIDDEN = re.compile("(?:[一二三四五六七八九十]是|同时|并|由|请|责成|责令|委托|要求|安排|指定|授权|通知)*")
_COMPANY = re.compile(
    "(?:公司|集团|银行|[分支商工农建中]行|联社|供电局|[供发热]电厂|水厂|报社|通讯社|电视台|电台|[车机工电]务段|铁塔|大学|学院|医院|协会|商会|研究院|设计院)$"
)
# What is done to a company: 培育企业集团5家.
_DONE_TO = re.compile(
    "(?!建设银行|发展银行)(?:培育|支持|推动|引导|引进|组建|成立|鼓励|发展|壮大|建立|设立|整合|重组|扶持|打造|做[强大优]|加[快大强]|推进|深化|完善|开展|新[增建设]|改[造建扩]"
    "|招引|督促|帮助|服务|协调|组织|依托|联合|对接|走访|指导|检查|排查|规范|整治|关停|淘汰|取缔|搬迁|建[设成]|完成|实施|实现|落实|推行|聘请|争取|申报|创建"
    "|提升|强化|优化|健全|向|与|和|对|以|在|从|把|将|为|全[市省县区]|重点|一批|相关|有关|各)"
    "|.*(?:[归了被并使让把将等]|[挥做抓办用]好|对(?!外)|向|给(?!排)|各级|相关|其他)"
)
_NO_ACT = re.compile("[的、：（）《》]|$|等(?:的|[0-9]|$)|(?:牵头|负责|配合)?[，。]")
_EACH_MUST = re.compile(f"由?(?:{EACH.pattern})(?:应当?|要|须|必须|负责|牵头|于(?=[0-9]))")  # 各县（区）要
_IS_NAMED = re.compile("(?:业主|单位|部门|主体|方)(?:为|是)(?P<name>[^，。；：]{3,24})$")


def acting(
    twin: str, taken: Collection[tuple[int, int]], known: Collection[str]
) -> Iterator[tuple[int, int]]:
    """Start and end of the sentences of a task in which somebody acts who is none of `known`. `taken`: where clauses
    have been read."""
    for start, end in sentences(twin):
        pieces = [(start + a, start + b) for a, b, _ in split(twin[start:end], "，；")]
        free = [(a, b) for a, b in pieces if not any(s < b and a < e for s, e in taken)]
        if any(_names_another(twin[a:b].strip(), known) for a, b in free):
            yield start, end


def _names_another(piece: str, known: Collection[str]) -> bool:
    if _EACH_MUST.match(piece) and not any(name.startswith("各") for name in known):
        return True
    name = actor(piece)
    return bool(name) and not any(name in one or one in name for one in known)


def actor(piece: str) -> str:
    """The name at its beginning, or behind 业主单位为; "" where nobody acts."""
    if (named := _IS_NAMED.search(piece)) and is_an_office(named["name"]):
        return named["name"]
    bidden = _BIDDEN.match(piece)
    bare = piece[bidden.end() if bidden else 0 :]
    ends = (end for end in range(3, min(len(bare) - _LEAST_DUTY, _LONGEST_NAME) + 1) if _is_body(bare[:end]))
    return next((bare[:end] for end in ends if not _NO_ACT.match(bare, end) and not _goes_on(bare, end)), "")


def _is_body(head: str) -> bool:
    if "（" in head or not is_an_office(head) or is_generic(head) or OWN_GOVERNMENT.match(head):
        return False
    return has_level(head) or bool(_COMPANY.search(head) and not _DONE_TO.match(head))


def _goes_on(bare: str, end: int) -> bool:
    """云溪市水务集团 of 云溪市水务集团有限公司: a longer name begins the same."""
    return any(_is_body(bare[:longer]) for longer in range(end + 1, min(end + 9, len(bare)) + 1))
