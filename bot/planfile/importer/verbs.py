"""The words of a responsibility clause that decide a role. That it is a clause, units decide; an unknown label or verb
beside units is read as responsibility and asked about."""

import re
from enum import StrEnum

from bot.planfile.importer.unit_shapes import is_a_name, is_an_office, is_collective, names_nobody


class ClausePart(StrEnum):
    LEAD = "lead"
    SUPPORT = "support"
    SHARE = "share"  # 按职责分工负责
    ANSWER = "answer"  # 负责, 落实 alone: what it means depends on who else is named
    TIME = "time"  # 完成时限: no unit
    PERSON = "person"  # 责任领导: no unit
    ASIDE = "aside"  # 适用范围, 抄送: whoever is named there has no part in the work


ROLES = (ClausePart.LEAD, ClausePart.SUPPORT, ClausePart.SHARE, ClausePart.ANSWER)
LONGEST_LABEL = 10
_DOING = "(?:负责|落实|实施|组织|承担|推进|执行|完成|办理|指导|督导|抓好|做好|推动|保障|协调|统筹|抓总)"
VERBS: tuple[tuple[re.Pattern[str], ClausePart], ...] = (
    (
        re.compile(
            "(?:共同|联合|总|具体)?(?:为|作为)?(?:牵头|主责|主办|主抓|抓总|统筹|领办|包抓|主导)(?:单位|部门|"
            + _DOING
            + ")*$"
        ),
        ClausePart.LEAD,
    ),
    (
        re.compile(
            "(?:依|按照?)(?:照)?(?:各自)?(?:的)?职[责能](?:分工)?(?:分别|共同)?(?:抓好|做好)?(?:负责|落实|实施|组织|推进|配合)*$"
        ),
        ClausePart.SHARE,
    ),
    (re.compile("(?:按照?)?(?:各自)?(?:职责)?(?:分工|分别)(?:负责|落实)+$"), ClausePart.SHARE),
    (
        re.compile(
            "(?:积极|共同|协同|密切|做好)?(?:配合|参与|参加|协助|协办|协同|指导|督导|监督|支持|会办|督办|联办)"
            "(?:单位|部门|落实|实施|指导|工作)*$"
        ),
        ClausePart.SUPPORT,
    ),
    (
        re.compile(
            "(?:共同|分级|具体|组织|联合|各自)*"
            + _DOING
            + "*(?:负责|落实|实施|承担|承办|经办|办理|执行|主管|负责人?)(?:单位|部门)?$"
        ),
        ClausePart.ANSWER,
    ),
)

# What a label is about, by a word in it. The first that fits: 牵头领导 is a person, 责任分工 is about units.
_MEANINGS: tuple[tuple[re.Pattern[str], ClausePart], ...] = (
    (
        re.compile("(?:发布|发文|成文|印发|上传|更新|填报|填表|打印|生成|公开|签发|会议|召开)(?:时间|日期)"),
        ClausePart.ASIDE,
    ),
    (re.compile("时限|时间|期限|时序|进度|日期|周期|频次"), ClausePart.TIME),
    (
        re.compile("领导$|责任人$|负责人$|负责同志$|联系人|联系方式|电话|联络员|邮箱|地址|邮编|传真|网址"),
        ClausePart.PERSON,
    ),
    (
        re.compile(
            "参会|与会|出席|列席|主持|记录|填报|填表|制表|编制|范围|对象|抄送|报送|主送|分送|印发|发送|简称|全称|依据|来源|例如|^如$|^例$|^注$|备注|说明|附件|注释|解释|咨询|举报|发布|定义"
            "|名单|地点|标准|目标|内容|措施|条件|金额|资金|事项"
        ),
        ClausePart.ASIDE,
    ),
    (re.compile("牵头|主责|主办|主抓|第一责任|首要|总协调"), ClausePart.LEAD),
    (
        re.compile("配合|协办|协同|协助|参与|参加|支持|支撑|辅助|指导|督导|监督|协作|会办|联办"),
        ClausePart.SUPPORT,
    ),
    (
        re.compile(
            "责任|负责|主管|落实|实施|承办|承担|执行|主体|经办|归口|分工|业主|建设单位|完成单位|所属单位|^(?:单位|部门|科室|处室)$"
        ),
        ClausePart.ANSWER,
    ),
)
_LABEL = re.compile("(?P<label>[\u4e00-\u9fffA-Za-z]{1,20}(?:（[^（）]{1,8}）)?)：")
_BRACKETED_LABEL = re.compile("（(?P<label>[\u4e00-\u9fff]{2,8})：?）：?(?=[^，。；、）])")
_OWN_ROLE = re.compile("^(?P<name>.+)（(?P<role>[^（）]{2,8})）$")
_NOUN = "(?:单位|部门|处室|科室|站所|主体|机构|科|处)"
_BARE_LABEL = re.compile(
    f"(?P<label>(?:第一责任|主体责任|责任|牵头|配合|主责|主办|协办|承办|参与|主管|负责){_NOUN})(?:为|是|有|包括|——?)?(?=[\u4e00-\u9fff])"
)


def meaning_of(label: str) -> ClausePart | None:
    """None for a label that is not known to say anything of roles."""
    return next((part for words, part in _MEANINGS if words.search(label)), None)


def label_at(twin: str) -> tuple[str, int] | None:
    """The label that a piece begins with, and where it ends: 责任单位：, 【责任单位】, 牵头单位为."""
    for shape in (_LABEL, _BRACKETED_LABEL, _BARE_LABEL):
        if found := shape.match(twin):
            label = found["label"]
            is_short = len(label) <= LONGEST_LABEL or is_an_office(label)
            if is_short and (shape is _LABEL or meaning_of(label)):
                return label, found.end()
    return None


def role_of_bracket(twin: str) -> tuple[int, ClausePart] | None:
    """市水利局（牵头）: where the name ends, and the role that stands in the bracket behind it."""
    found = _OWN_ROLE.match(twin)
    if not found:
        return None
    words = found["role"]
    part = next((part for verb, part in VERBS if verb.fullmatch(words)), None)
    part = part or (meaning_of(words) if words.endswith(("单位", "部门")) else None)
    return (found.end("name"), part) if part in ROLES else None


def verb_of(twin: str) -> tuple[str, ClausePart | None]:
    """The piece without its verb, and what the verb says. 市政协办 is an office, and no 市政 that assists."""
    for verb, part in VERBS:
        found = verb.search(twin)
        if found and not (is_an_office(twin) and not _ends_in_units(twin[: found.start()])):
            return twin[: found.start()], part
    return twin, None


def _ends_in_units(head: str) -> bool:
    bare = head.removesuffix("等")
    return not bare or is_a_name(bare) or names_nobody(bare) or is_collective(bare)
