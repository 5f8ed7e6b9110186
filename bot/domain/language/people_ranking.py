"""Words that ask to rank people by speed of reply or use, which 国办函〔2026〕12号 forbids: bot/domain/formalism.py."""

import re

_DOES = r"(?:回复|答复|回应|响应|反馈|应答|签收|接收|查看|阅读|已读|读|使用|用|上线|在线|登录|登陆|活跃|发言|点击)"
_HOW = r"(?:速度|快慢|时间|时长|用时|耗时|时效|次数|频率|频次|率|度|及时性|及时率|多少|情况)"
_MEASURE = (
    rf"(?:{_DOES}(?:消息|机器人|系统|平台|群消息)?的?(?:平均)?{_HOW}|{_DOES}得?(?:最)?(?:快|慢|多|少)|活跃度)"
)
_RANKING = r"(?:排名次?|排序|排行榜?|排个?队|排一?个名|名次|榜单?|通报|评比|打分|评分|积分)"
_ASKS = r"(?:排一下|排个?名|排个?序|统计|公布|晒|看看|列出?|出|做|发|来|要|拟|起草)"
_WHO = r"(?:谁|哪一?个(?:单位|县区?|县市区|部门|人)?|哪些(?:单位|县区|县市区|部门|人)|哪家)"
_BEFORE = r"(?:/\w+\s+|[^0-9，。；,;]{0,12})"
_AFTER = r"(?:的|给我|看看|一下|情况|表|单|通报|排名|吧|吗|呢|是谁)*\s*[。.！!？?]?"
_SPOKEN = re.compile(
    rf"{_BEFORE}(?:按|按照|以|用|根据|依|凭|把)?{_MEASURE}的?(?:来|做|进行|给[^0-9，。；,;]{{0,8}})?{_RANKING}{_AFTER}"
    rf"|{_BEFORE}{_ASKS}[^0-9，。；,;]{{0,8}}(?:{_RANKING}[，,]?(?:按照?|以|用|根据){_MEASURE}){_AFTER}"
    rf"|{_BEFORE}(?:排名|rank)\s*{_MEASURE}{_AFTER}"
    rf"|(?:/\w+\s+)?{_WHO}(?:平时)?(?:的)?{_DOES}(?:消息|机器人|系统|平台|次数|速度|时间)*得?的?"
    rf"最(?:快|慢|多|少|勤|高|低|长|短|积极|活跃|及时){_AFTER}"
    rf"|(?:/\w+\s+)?{_WHO}最(?:活跃|不活跃|少用|常用)(?:机器人|系统|平台)?{_AFTER}",
    re.IGNORECASE,
)
_SPOKEN_ENGLISH = re.compile(
    r"(?:/\w+ )?(?:.{0,30}\b)?rank\w*\b.{0,30}\bby (?:the )?(?:\w+ )?"
    r"(?:speed|repl\w+|respon\w+|answer\w*|use|usage|activity|reading|reads|log-?ins?|time online)\b.{0,30}"
    r"|(?:/\w+ )?rank (?:speed|repl\w+|respon\w+|usage|use|activity)\b.{0,20}"
    r"|(?:/\w+ )?who (?:repl\w+|answers?|responds?|reads?|uses?)\b.{0,30}\b"
    r"(?:fastest|slowest|quickest|most|least|first|soonest)\b.{0,20}"
    r"|(?:/\w+ )?who is (?:the )?(?:most|least) active\b.{0,20}",
    re.IGNORECASE,
)


def asks_to_rank_people(words: str) -> bool:
    """按回复速度排名, 谁用得最多, rank the units by speed of reply: people compared by how they use a program. Words
    that begin with an item's number, or go on after the wish, are a report."""
    said = words.strip()
    return bool(_SPOKEN.fullmatch(said) or _SPOKEN_ENGLISH.fullmatch(said))
