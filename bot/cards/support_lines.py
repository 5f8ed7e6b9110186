"""Supporting units (配合): the tasks that a unit supports, and what supporting units said about a task."""

from collections.abc import Sequence

from bot.cards.callback_data import Verb
from bot.cards.card import Button, ButtonStyle, Card
from bot.cards.fit_screen import ScreenBlock
from bot.cards.formatter import Formatter, clipped
from bot.domain.message import NoticeView
from bot.domain.plan import Task
from bot.domain.summary import SupportedTask

LISTED_AT_MOST = 8
QUOTED_AT_MOST = 60  # characters of a note


def line(fmt: Formatter, one: SupportedTask) -> str:
    """🟡第1项 锅炉治理（牵头：市城市管理局，12月31日）"""
    due = fmt.day(one.due) if one.due else fmt.say("support.undated")
    leads = one.leads[:1] if len(one.leads) > 2 else one.leads
    return fmt.say(
        "support.line" if len(leads) == len(one.leads) else "support.line_more",
        light=fmt.light(one.light), number=one.number, title=clipped(one.title, 20), leads=list(leads), due=due,
        n=len(one.leads),
    )  # fmt: skip


def block(fmt: Formatter, found: Sequence[SupportedTask]) -> ScreenBlock:
    """配合任务2项：第1、3项, with a line each where there is room."""
    head = fmt.say("summary.supports", n=len(found), numbers=[one.number for one in found])
    lines = [fmt.say("support.beneath", line=line(fmt, one)) for one in found]
    if len(lines) > LISTED_AT_MOST:
        return ScreenBlock(((head, *lines[:LISTED_AT_MOST]), (head,)))
    return ScreenBlock(((head, *lines), (head,)))


def task_card(
    fmt: Formatter, task: Task, one: SupportedTask, notes: Sequence[str], *, asked: bool, above: Sequence[str] = ()
) -> Card:  # fmt: skip
    """What a supporting unit reads of a task: what it asks, who leads it, what the unit has said."""
    lines = [*above, line(fmt, one)]
    if task.text:
        lines.append(fmt.say("item.asks", text=task.text))
    if asked:
        lines.append(fmt.say("support.is_asked", leads=list(one.leads)))
    lines += [fmt.say("support.own_notes"), *notes] if notes else [fmt.say("support.no_notes")]
    return Card(
        fmt.say("support.title", number=one.number, title=one.title), tuple(lines), (answer_buttons(fmt, task.id),)
    )  # fmt: skip


def answer_buttons(fmt: Formatter, task: str) -> tuple[Button, ...]:
    return (
        fmt.button("button.support", Verb.SUPPORT, task, style=ButtonStyle.PRIMARY),
        fmt.button("button.support_same", Verb.SUPPORT_SAME, task),
    )


def asked(fmt: Formatter, views: Sequence[NoticeView]) -> ScreenBlock:
    """市城市管理局请贵单位反馈第1项“锅炉治理”的配合情况，请直接回复。"""
    lines, buttons = [], []
    for task, view in _by_task(fmt, views):
        by = str(view.data["by_unit"])
        lines.append(
            fmt.say(
                "support.asked",
                by=by,
                unit=str(view.data["unit"]),
                number=task.mark,
                title=clipped(task.title, 30),
            )
        )
        buttons.append(answer_buttons(fmt, task.id))
    return ScreenBlock((tuple(lines), tuple(lines[:1])), tuple(buttons))


def told(fmt: Formatter, views: Sequence[NoticeView]) -> ScreenBlock:
    """配合情况：· 市生态环境局（第1项）：“已完成监测”"""
    lines = [
        fmt.say(
            "support.told", unit=str(view.data["unit"]), number=task.mark,
            words=clipped(view.reason.replace("\n", " "), QUOTED_AT_MOST),
        )
        for task, view in _by_task(fmt, views)
    ]  # fmt: skip
    head = fmt.say("item.support")
    return ScreenBlock(((head, *lines), (head, *lines[:3])))


def _by_task(fmt: Formatter, views: Sequence[NoticeView]) -> list[tuple[Task, NoticeView]]:
    found = ((fmt.plan.task.get(str(view.data["task"])), view) for view in views)
    return [(task, view) for task, view in found if task is not None]
