"""Commands as people type them: /summary 13, ／汇总, or the plain word when it is the whole text."""

import re
from dataclasses import dataclass

# A plain word is a command only alone or before a space: 逾期未完成的2家正在整改 is a report.
PLAIN = {
    "督办摘要": "summary",
    "摘要": "summary",
    "汇总": "summary",
    "我的任务": "tasks",
    "待办": "inbox",
    "逾期": "late",
    "督办台账": "ledger",
    "台账": "ledger",
    "导出台账": "ledger",
    "清单": "list",
    "企业清单": "list",
    "走势图": "chart",
    "指标图": "chart",
    "目标": "goals",
    "目标进度": "goals",
    "县区图": "map",
    "地图": "map",
    "达标地图": "map",
    "达标图": "map",
    "项目清单": "list",
    "帮助": "help",
    "催办": "remind",
    "延期": "extend",
    "上线": "golive",
    "应急响应情况": "emergency",
    "重污染应急": "emergency",
    "应急情况": "emergency",
    "应急看板": "emergency",
    "签收看板": "emergency",
    "看板": "emergency",
    "语言": "lang",
    "文字版": "plain",
    "请假": "leave",
    "投诉建议": "complain",
    "投诉": "complain",
    "为什么": "why",
    "撤销": "undo",
    "通报": "bulletin",
    "文书": "papers",
    "交办": "ticket",
    "交办单": "tickets",
    "我的交办单": "tickets",
    "交办单列表": "tickets",
    "交办台账": "tickets",
    "督办单": "slip",
    "发到群": "post",
    "发到群里": "post",
    "摘要发到群": "post",
    "摘要发到群里": "post",
    "开始": "start",
}

BY_GRADE = frozenset({"达标", "grade"})  # behind the name of the map
BY_LIGHT = frozenset({"任务", "任务灯", "灯", "tasks", "lights"})
OFF = frozenset({"关", "关闭", "取消", "off", "no"})  # behind the name of what is to end

_SLASH = re.compile(r"[/／]\s?(?P<name>\w{1,32})(?:@\w+)?(?:\s+(?P<argument>.*))?", re.DOTALL)
_WORD = re.compile(
    rf"(?P<name>{'|'.join(sorted(PLAIN, key=len, reverse=True))})(?:\s+(?P<argument>.*)|[。.！!？?]?)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Command:
    """`name` may be unknown: the router answers with the list of commands."""

    name: str
    argument: str = ""


def parse(text: str) -> Command | None:
    """None when the text is not a command."""
    match = _SLASH.fullmatch(text.strip()) or _WORD.fullmatch(text.strip())
    if match is None:
        return None
    name = match["name"].lower()
    return Command(PLAIN.get(name, name), (match["argument"] or "").strip())
