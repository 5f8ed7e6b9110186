"""Buttons: the table of verbs, put together from its subjects, and a press looked up in it."""

from collections.abc import Mapping
from typing import Any

from bot.cards.callback_data import Shape, Verb
from bot.chat.callback_data import Press, parse
from bot.chat.turn import Answer, Turn
from bot.chat.verb_row import VerbRow
from bot.chat.verbs_of_decisions import DECISIONS
from bot.chat.verbs_of_emergencies import EMERGENCIES
from bot.chat.verbs_of_papers import PAPERS
from bot.chat.verbs_of_tickets import TICKETS
from bot.chat.verbs_of_units import UNITS
from bot.chat.verbs_of_views import VIEWS
from bot.domain.errors import Refused

SUBJECTS = (VIEWS, UNITS, EMERGENCIES, DECISIONS, TICKETS, PAPERS)
VERBS: Mapping[Verb, VerbRow] = {verb: row for subject in SUBJECTS for verb, row in subject.items()}


async def button_answer(turn: Turn) -> Answer:
    """Refused for what is no button of ours."""
    press = parse(turn.inbound.button)
    if press is None:
        raise Refused("refused.payload")
    arguments: tuple[Any, ...] = press.arguments
    return await VERBS[press.verb].handler(turn, *arguments)


def item_of(press: Press | None) -> int | None:
    """The item that a button is about."""
    if press is None or not press.verb.about(Shape.ITEM):
        return None
    return int(str(press.arguments[0]))
