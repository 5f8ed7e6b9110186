"""The verbs and labels of a responsibility clause, and the role that each gives."""

import re
from enum import StrEnum


class ClausePart(StrEnum):
    LEAD = "lead"
    SUPPORT = "support"
    SHARE = "share"  # 按职责分工负责
    ANSWER = "answer"  # 负责, 落实 alone: what it means depends on who else is named
    TIME = "time"  # 完成时限: no unit
    PERSON = "person"  # 责任领导: no unit


VERBS: tuple[tuple[re.Pattern[str], ClausePart], ...] = (
    (re.compile("(?:共同|联合)?(?:牵头|主责|主办)(?:督导|负责|组织|落实|实施|抓总|推进)*$"), ClausePart.LEAD),
    (
        re.compile(
            "(?:依|按照?)(?:照)?(?:各自)?职[责能](?:分工)?(?:分别)?(?:抓好|做好)?(?:负责|落实|实施|组织)*$"
        ),
        ClausePart.SHARE,
    ),
    (re.compile("(?:按照?)?(?:分工|分别)(?:负责|落实)+$"), ClausePart.SHARE),
    (
        re.compile("(?:积极|共同|协同)?(?:配合|参与|参加|协助|协办|协同|指导|督导|监督)(?:落实|实施|指导)?$"),
        ClausePart.SUPPORT,
    ),
    (
        re.compile("(?:共同|分级|具体|组织|抓好|负责|落实|实施|承担|推进)*(?:负责|落实|实施|承担)$"),
        ClausePart.ANSWER,
    ),
)
LABELS: tuple[tuple[re.Pattern[str], ClausePart], ...] = (
    (re.compile("^(?:牵头|主责|主办|第一责任)(?:单位|部门|处室|科室|主体)?(?:：|为)"), ClausePart.LEAD),
    (
        re.compile("^(?:配合|协办|协同|协助|参与|参加|支持|指导|督导|监督)(?:单位|部门|处室|科室)(?:：|为)"),
        ClausePart.SUPPORT,
    ),
    (re.compile("^(?:责任|落实|实施|承办|主体责任)(?:单位|部门|处室|科室|主体)(?:：|为)"), ClausePart.ANSWER),
    (re.compile("^(?:完成|办结)?(?:时限|时间|期限|时间节点|完成时限)(?:要求)?："), ClausePart.TIME),
    (re.compile("^(?:责任领导|分管领导|牵头领导|责任人|负责人|联系人|联系电话|电话)："), ClausePart.PERSON),
)
