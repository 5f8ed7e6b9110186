"""Labels of buttons and their everyday synonyms, typed as the whole text: they do what the button does."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.language.plain import letters
from bot.domain.language.references import head


class Typed(StrEnum):
    """What was typed. Each is a button of some card."""

    CANCEL = "cancel"
    ACKNOWLEDGE = "acknowledge"
    CARD = "card"
    HAND = "hand"
    SUBMIT = "submit"
    EXTEND = "extend"
    DECLINE = "decline"
    WAIT = "wait"
    RESUME = "resume"
    SUSPEND = "suspend"
    RESTART = "restart"
    HELPED = "helped"
    SIGN = "sign"
    REOPEN = "reopen"
    RECHECK = "recheck"
    CONFIRM_CLOSED = "confirm_closed"
    UNDO = "undo"
    REPORT = "report"
    FILL = "fill"
    WALK = "walk"
    LIST = "list"
    RETURN = "return"
    SKIP = "skip"
    NEXT = "next"
    PREVIOUS = "previous"
    HELP = "help"
    TASKS = "tasks"
    SUMMARY = "summary"
    INBOX = "inbox"
    LATE = "late"
    MISSING = "missing"
    AHEAD = "ahead"
    UNITS = "units"
    RISKS = "risks"
    SUSPENDED = "suspended"
    HISTORY = "history"
    WHY = "why"
    PASS = "pass"
    REWORK = "rework"
    GRANT = "grant"
    REFUSE = "refuse"
    ENDORSE = "endorse"
    CHASE = "chase"
    EXCUSE = "excuse"
    UNACKNOWLEDGED = "unacknowledged"
    URGE = "urge"


SAID: dict[Typed, str] = {
    Typed.CANCEL: "取消 算了 不用了 不要了 不弄了 放弃 返回 退出 不报了 先不报 取消操作 当我没说 没事 没事了 cancel nevermind",
    Typed.ACKNOWLEDGE: "签收 确认签收 我已签收 已签收 签收了 确认收到 acknowledge",
    Typed.CARD: "详情 查看详情 看详情 看下详情 看一下详情 看看详情 任务详情 详细 详细信息 查看 details detail",
    Typed.HAND: "转交 转交同事 转交给同事 转办 移交 换人 换人办 转给同事 handover",
    Typed.SUBMIT: "提交 提交复核 提交审核 申请复核 申请销号 申请办结 报送复核 报复核 送审 销号 可以销号了 办结 提请复核 提交验收 submit",
    Typed.EXTEND: "申请延期 延期申请 我要延期",
    Typed.DECLINE: "不涉及 本县不涉及 我县不涉及 本区不涉及 我区不涉及 不属本单位 不属于本单位 不归我们 不是我们的 退回任务",
    Typed.WAIT: "需他单位配合 需要配合 待配合 需要其他单位配合 要别的单位配合",
    Typed.RESUME: "收回办理 收回",
    Typed.SUSPEND: "挂账 申请挂账 挂起 申请暂停办理",
    Typed.RESTART: "恢复办理 结束挂账 解除挂账 取消挂账 终止挂账 提前恢复 恢复推进",
    Typed.HELPED: "已配合完成 配合完成 已完成配合 已配合 我方已完成 我单位已配合完成 我局已配合完成",
    Typed.SIGN: "签收该项 签收此项 签收这项 接收该项",
    Typed.REOPEN: "重新打开 重新办理 重开 重新立案 reopen",
    Typed.RECHECK: "回头看 再看一次 recheck",
    Typed.CONFIRM_CLOSED: "维持销号 维持办结 无反弹 维持",
    Typed.UNDO: "撤销 撤回 撤销上一条 undo",
    Typed.REPORT: "反馈进展 反馈 我要反馈 我要报 填报 报进展 上报进展 我要填报 report",
    Typed.FILL: "逐项填报 逐项填 一项一项填 逐项报 一项一项报",
    Typed.WALK: "逐项处理 逐项办理 一项一项来",
    Typed.LIST: "查看清单 清单 看清单 列表 查看列表",
    Typed.RETURN: "本期清单 本季度清单 本月清单 报送清单",
    Typed.SKIP: "跳过 先跳过 略过 skip",
    Typed.NEXT: "下一项 下一页 下一个 继续 next",
    Typed.PREVIOUS: "上一项 上一页 上一个 previous",
    Typed.HELP: "帮助 怎么用 使用说明 说明 菜单 功能 有什么功能 help menu",
    Typed.TASKS: "我的任务 配合任务 我的配合任务 配合任务有哪些 有哪些配合任务 我们配合哪些任务 我配合哪些任务 任务 任务清单 我的事项 我的项目 看任务 查看任务 tasks",
    Typed.SUMMARY: "督办摘要 摘要 汇总 全市摘要 总体情况 summary",
    Typed.INBOX: "待办 待办事项 我的待办 收件箱 inbox",
    Typed.LATE: "逾期事项 逾期 逾期任务 逾期清单 过期任务 有什么逾期的 有什么逾期 有哪些逾期 哪些逾期 哪些逾期了 哪些任务逾期 哪些任务逾期了 有没有逾期 有没有逾期的",
    Typed.MISSING: "未报单位 未报名单 缺报单位 未报 没报的",
    Typed.AHEAD: "今后两周 近期到期 两周内到期",
    Typed.SUSPENDED: "挂账事项 挂账清单 挂账有哪些 有哪些挂账 挂账的有哪些 挂账任务",
    Typed.UNITS: "按单位 分单位 各单位情况",
    Typed.RISKS: "风险 风险事项 风险清单 风险提示 有什么风险 有啥风险 有哪些风险 哪些有风险 哪些任务有风险 哪些单位有风险 有没有风险 有什么困难 有哪些困难 有什么问题 有哪些问题 存在哪些问题 卡在哪 卡在哪里 risks",
    Typed.HISTORY: "办理记录 办理经过 经过 来龙去脉 办理历史 历史记录 历史 记录 办理过程 history",
    Typed.WHY: "为何提醒 为什么提醒我 为什么提醒 why",
    Typed.PASS: "通过 同意销号 复核通过 审核通过 同意通过 准予销号 合格 pass approve",
    Typed.REWORK: "退回整改 退回 打回 不通过 复核不通过 退回去 打回去 重新整改 不合格 return reject",
    Typed.GRANT: "同意延期 准予延期 批准延期 可以延期 同意",
    Typed.REFUSE: "不同意延期 不同意 不准延期 不批 不批准 不同意退回",
    Typed.ENDORSE: "呈报领导 报领导 上报领导 呈领导",
    Typed.CHASE: "催办 催一下 催",
    Typed.EXCUSE: "同意退回",
    Typed.UNACKNOWLEDGED: "未签收 未签收名单 未签收单位 没签收的 谁没签收 谁还没签收 还有谁没签收 哪些单位没签收 哪些单位还没签收 哪些单位未签收",
    Typed.URGE: "催签 全部催签 催签收 催一下签收",
}  # fmt: skip
WORDS = {letters(word): typed for typed, words in SAID.items() for word in words.split()}
_AROUND = re.compile(
    r"^(?:请|麻烦|我想|我要|帮我|给我|点|按)?(?P<word>.+?)(?:吧|一下|啊|呀|了|谢谢)?$", re.DOTALL
)
LONGEST = 24


@dataclass(frozen=True, slots=True)
class TypedButton:
    typed: Typed
    numbers: tuple[str, ...] = ()  # 8 详情


def typed_button(text: str) -> TypedButton | None:
    """None where the text is not a button's label, alone or behind an item's number."""
    if len(text) > LONGEST:
        return None
    if word := _word(text):
        return TypedButton(word)
    reference = head(text)
    if reference and (word := _word(text[reference.end :].lstrip("的 "))):
        return TypedButton(word, reference.numbers)
    return None


def _word(text: str) -> Typed | None:
    said = letters(text)
    if said in WORDS:
        return WORDS[said]
    around = _AROUND.match(said)
    return WORDS.get(around["word"]) if around else None
