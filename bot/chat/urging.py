"""催签: asks people again to acknowledge their part of the plan, beside the day's message."""

from collections.abc import Sequence

from bot.actions.access import require_in_plan
from bot.cards.callback_data import unit_code
from bot.cards.card import Card
from bot.chat.turn import Answer, Turn
from bot.context.ports import Change
from bot.domain.errors import Refused
from bot.domain.notice import NoticeKind
from bot.domain.permissions import Action
from bot.domain.person import Person
from bot.engine.notices import queue_notices
from bot.queries.unacknowledged import UnacknowledgedPart, unacknowledged_parts


async def urge(turn: Turn, code: str) -> Answer:
    """One unit's liaisons."""
    require_in_plan(turn.person, Action.CHASE_ACKNOWLEDGEMENT)
    return await _urged(turn, [one for one in await _parts(turn) if code in map(unit_code, one.units)])


async def urge_all(turn: Turn, _: int) -> Answer:
    """All that stand in the coordinator's list now."""
    require_in_plan(turn.person, Action.CHASE_ACKNOWLEDGEMENT)
    return await _urged(turn, await _parts(turn))


async def _parts(turn: Turn) -> list[UnacknowledgedPart]:
    return await unacknowledged_parts(turn.store, turn.context, turn.today)


async def _urged(turn: Turn, parts: Sequence[UnacknowledgedPart]) -> Answer:
    if not parts:
        raise Refused("refused.nobody_to_urge")
    sent, unreached, already, changes = list[str](), list[str](), list[str](), list[Change]()
    for part in parts:
        reached = [person for person in part.people if turn.context.account(person.id)]
        fresh = [person for person in reached if not await _urged_today(turn, person)]
        for person in fresh:
            changes += _asked_again(turn, person)
        found = sent if fresh else already if reached else unreached
        found += part.units
    done = turn.say("urge.done", n=len(sent)) if sent else turn.say("urge.none")
    lines = [turn.say("urge.names", names=sent)] if sent else []
    lines += [turn.say("urge.already", n=len(already), names=already)] if already else []
    lines += [turn.say("urge.unreached", n=len(unreached), names=unreached)] if unreached else []
    return Answer(Card(done, tuple(lines)), tuple(changes))


def _occurrence(turn: Turn) -> str:
    return f"urged {turn.today}"


async def _urged_today(turn: Turn, person: Person) -> bool:
    known = await turn.store.one(int, "notice_exists", occurrence=_occurrence(turn), person=person.id)
    return bool(known)


def _asked_again(turn: Turn, person: Person) -> list[Change]:
    """At once in working hours, else with the next workday's message."""
    data = {"person": person.id}
    return queue_notices(turn.context, [person], NoticeKind.URGED, _occurrence(turn), turn.clock, data=data)
