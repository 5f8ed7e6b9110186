"""Digest blocks about people: who has not acknowledged their part of the plan, whose unit nobody answers for."""

from collections.abc import Sequence
from datetime import date
from typing import cast

from bot.cards.acts import LISTED_AT_MOST, more
from bot.cards.callback_data import Verb
from bot.cards.card import ButtonStyle
from bot.cards.fit_screen import ScreenBlock
from bot.cards.formatter import Formatter
from bot.cards.sections_absence import listed
from bot.cards.sections_news import acknowledge, more_units
from bot.domain.message import NoticeView
from bot.domain.person import Role


def unacknowledged(fmt: Formatter, views: Sequence[NoticeView]) -> list[ScreenBlock]:
    """The liaison is asked again; head and coordinator read whose acknowledgement is missing."""
    own = any(view.role is Role.LIAISON for view in views)
    lines = [_missing(fmt, view) for view in views if view.role is not Role.LIAISON]
    blocks = []
    if own:
        line = fmt.say("ack.asked_again", plan=fmt.plan.title)
        blocks.append(ScreenBlock(((line,),), ((acknowledge(fmt),),)))
    if lines:
        coordinates = any(view.role is Role.COORDINATOR for view in views)
        key = "ack.missing_coordinator" if coordinates else "ack.missing_head"
        units = {str(view.data["units"]) for view in views if view.role is not Role.LIAISON}
        title = fmt.say(key, n=len(units) if coordinates else len(lines), plan=fmt.plan.title)
        shapes = [(title, *lines[:most], *more(fmt, len(lines) - most)) for most in (LISTED_AT_MOST, 3)]
        row = fmt.button("button.unacknowledged", Verb.WAITING, "unacknowledged", 0)
        blocks.append(ScreenBlock((*shapes, (title,)), ((row,),) if coordinates else ()))
    return blocks


def _missing(fmt: Formatter, view: NoticeView) -> str:
    data = view.data
    asked_on = fmt.day(date.fromisoformat(str(data["asked_on"])))
    return fmt.say("ack.missing_line", units=data["units"], name=data["name"], day=asked_on)


INSTEAD_KEYS = {
    "nobody": "instead.nobody",
    "absent": "instead.absent",
    "unreachable": "instead.unreachable",
}
UNATTENDED_KEYS = {
    "nobody": "unattended.nobody",
    "absent": "unattended.absent",
    "unreachable": "unattended.unreachable",
}


def instead(fmt: Formatter, views: Sequence[NoticeView]) -> ScreenBlock:
    """Why a head reads what is asked of the liaison."""
    whys = dict.fromkeys(str(view.data["instead"]) for view in views)
    lines = tuple(fmt.say(INSTEAD_KEYS[why]) for why in whys)
    return ScreenBlock((lines, lines[:1]))


def unattended(fmt: Formatter, views: Sequence[NoticeView]) -> ScreenBlock:
    """Units whose liaison cannot be asked, and to whom their reminders go."""
    lines = [_unattended(fmt, view) for view in views]
    title = fmt.say("unattended.title", n=len(lines))
    shapes = [(title, *lines[:most], *more_units(fmt, len(lines) - most)) for most in (LISTED_AT_MOST, 3)]
    return ScreenBlock((*shapes, (title,)))


def _unattended(fmt: Formatter, view: NoticeView) -> str:
    data = view.data
    why = fmt.say(UNATTENDED_KEYS[str(data["why"])], names=data["names"])
    key = "unattended.heads" if data["heads"] else "unattended.no_heads"
    return fmt.say(key, unit=str(data["unit"]), why=why, heads=data["heads"])


def post_taken(fmt: Formatter, view: NoticeView) -> ScreenBlock:
    """What a new holder of a post takes over, to be confirmed; or the former holder's receipt."""
    data = view.data
    about = {"units": data["units"], "n": data["open"], "names": data["names"]}
    if data["event"] == "left":
        line = fmt.say("post.left", **about)
        return ScreenBlock(((line, *listed(fmt, data)), (line,)))
    line = fmt.say("post.taken_from" if data["names"] else "post.taken", **about)
    confirm = fmt.button(
        "button.confirm_post", Verb.CONFIRM_POST, cast(int, data["number"]), style=ButtonStyle.PRIMARY
    )
    tasks = fmt.button("button.tasks", Verb.TASKS, 0)
    return ScreenBlock(((line, *listed(fmt, data)), (line,)), ((confirm, tasks),))
