"""A new list that concerns the reader's unit, in a line of the day's message; of many lists one line for all."""

from collections.abc import Sequence

from bot.cards.callback_data import Verb
from bot.cards.fit_screen import ScreenBlock
from bot.cards.formatter import Formatter
from bot.domain.lists.work_list import WorkList
from bot.domain.message import NoticeView

EACH_AT_MOST = 3


def line_of(fmt: Formatter, part: WorkList) -> str:
    """新清单“砖厂治理”（1.1）：有2项涉及贵单位，发送 /list 查看。"""
    n = len(part.open_items)
    return fmt.say("worklist.told", title=part.title, milestone=part.milestone, n=n)


def told(fmt: Formatter, views: Sequence[NoticeView]) -> ScreenBlock:
    """A list of which two files came is told once."""
    lines = list(dict.fromkeys(line for view in views for line in view.figures))
    together = fmt.say("worklist.told_many", n=len(lines))
    shapes = ((tuple(lines),) if len(lines) <= EACH_AT_MOST else ()) + ((together,),)
    return ScreenBlock(shapes, ((fmt.button("button.lists", Verb.LISTS),),))
