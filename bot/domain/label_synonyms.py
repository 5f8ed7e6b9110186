"""Other words for what a button does, by the verb of its payload.

`duban rehearse` presses a button by them.
"""

from collections.abc import Mapping

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "ack": ("签收", "收到签收", "确认签收", "acknowledge"),
    "say": ("反馈", "反馈进展", "填报", "report"),
    "same": ("无变化", "没变化", "没有变化", "no change"),
    "rest": ("其余无变化", "其他无变化", "全部无变化", "都无变化", "the rest unchanged"),
    "fill": ("逐项填报", "逐项报", "一项一项报"),
    "walk": ("逐项处理", "下一项", "继续"),
    "sub": ("提交", "提交复核", "报复核", "申请复核", "申请销号", "submit"),
    "ext": ("延期", "申请延期", "申请调整时限", "另定时限", "extend"),
    "dec": ("退回", "不属本单位", "不归我们", "不是我们的", "decline"),
    "wait": ("需配合", "需他单位配合", "待配合", "请求配合"),
    "back": ("收回", "收回办理"),
    "hand": ("转交", "转交同事", "转给同事", "hand over"),
    "undo": ("撤销", "撤回", "undo"),
    "drop": ("取消", "算了", "不用了", "cancel"),
    "card": ("详情", "查看详情", "details"),
    "hist": ("办理记录", "记录", "history"),
    "files": ("附件",),
    "list": ("查看清单", "清单", "list"),
    "tasks": ("我的任务", "任务", "my tasks"),
    "late": ("逾期事项", "逾期"),
    "miss": ("未报单位", "未报"),
    "units": ("按单位",),
    "ahead": ("今后两周",),
    "sum": ("督办摘要", "全市摘要", "摘要", "汇总", "summary"),
    "inbox": ("待办事项", "待办", "inbox"),
    "why": ("为何提醒", "为什么提醒", "why"),
    "whym": ("为何提醒", "为什么提醒", "why"),
    "help": ("帮助", "help"),
    "pass": ("通过", "复核通过", "同意销号", "pass"),
    "all": ("全部通过", "本页全部通过"),
    "rework": ("退回整改", "退回", "不通过", "return for rework"),
    "extok": ("同意延期", "同意", "批准延期"),
    "extno": ("不同意延期", "不同意"),
    "decok": ("同意退回", "同意"),
    "decno": ("不同意退回", "不同意"),
    "up": ("呈报领导", "呈报", "上报领导"),
    "start": ("启动督办", "启动"),
    "chase": ("催办", "催一下", "chase"),
    "go": ("确认上线", "上线"),
    "draft": ("查看代拟稿", "查看函稿", "代拟稿", "函稿"),
}
