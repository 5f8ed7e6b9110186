"""Buttons: what each verb does."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.cards.press import ARGUMENTS, ITEM, Verb
from bot.chat import asks, commands, decisions, inboxes, looks, own, reports, show, walks
from bot.chat.payload import Press, parse
from bot.chat.turn import Answer, Turn
from bot.domain.errors import Refused

HANDLERS: Mapping[Verb, Callable[..., Awaitable[Answer]]] = {
    Verb.CARD: show.show,
    Verb.HISTORY: show.history,
    Verb.FILES: show.files,
    Verb.LIST: walks.list_,
    Verb.WALK: walks.walk,
    Verb.TASKS: looks.tasks,
    Verb.LATE: looks.late,
    Verb.MISSING: looks.missing,
    Verb.UNITS: looks.units,
    Verb.AHEAD: looks.ahead,
    Verb.SUMMARY: looks.whole,
    Verb.SECTION: looks.section,
    Verb.TASK: looks.task,
    Verb.UNIT: looks.unit,
    Verb.INBOX: inboxes.overview,
    Verb.WAITING: inboxes.waiting,
    Verb.RETURN: walks.return_page,
    Verb.WHY: show.why_of,
    Verb.WHY_THIS: show.why_message,
    Verb.HELP: lambda turn: commands.help_(turn, ""),
    Verb.DRAFT: show.draft,
    Verb.ACKNOWLEDGE: own.acknowledge,
    Verb.REPORT: reports.prompt,
    Verb.CHOOSE: reports.chosen,
    Verb.SAME: reports.same,
    Verb.REST_SAME: reports.rest_same,
    Verb.FILL: walks.fill,
    Verb.SUBMIT: reports.hand_in,
    Verb.EXTEND: asks.extend,
    Verb.DECLINE: asks.decline,
    Verb.WAIT: asks.wait,
    Verb.WAIT_ON: asks.wait_for,
    Verb.RESUME: asks.take_back,
    Verb.HAND: asks.hand,
    Verb.HAND_TO: asks.hand_to,
    Verb.UNDO: asks.take_back_last,
    Verb.FORGET: asks.forget,
    Verb.PASS: decisions.pass_,
    Verb.REWORK: decisions.rework,
    Verb.PASS_ALL: decisions.pass_all,
    Verb.GRANT: decisions.grant,
    Verb.REFUSE_GRANT: decisions.refuse,
    Verb.EXCUSE: decisions.excuse,
    Verb.REFUSE_EXCUSE: decisions.refuse_excuse,
    Verb.ENDORSE: decisions.endorse,
    Verb.START: decisions.start,
    Verb.CHASE: decisions.chase,
    Verb.GO_LIVE: decisions.go_live,
    Verb.LANGUAGE: own.language,
}


async def pressed(turn: Turn) -> Answer:
    """Refused for what is no button of ours."""
    press = parse(turn.inbound.button)
    if press is None:
        raise Refused("refused.payload")
    arguments: tuple[Any, ...] = press.arguments
    return await HANDLERS[press.verb](turn, *arguments)


def item_of(press: Press | None) -> int | None:
    """The item that a button is about."""
    if press is None or ARGUMENTS[press.verb][:1] != (ITEM,):
        return None
    return int(str(press.arguments[0]))
