"""/slip: 督办单 8, 督办单 8 市农业农村局, 督办单 8 请于1月31日前办结; without a number a choice of what is late."""

from bot.actions.access import allowed, require_in_plan
from bot.cards.callback_data import Verb, payload_for
from bot.cards.lists import ListEntry, page
from bot.chat import papers, views
from bot.chat.chasing_all import rows_of_task
from bot.chat.placing import subject_of
from bot.chat.summary_lists import late_rows
from bot.chat.turn import Answer, Turn
from bot.domain.assignment import Assignment
from bot.domain.errors import Refused
from bot.domain.language.orders import chase_of
from bot.domain.language.placement import Decided
from bot.domain.language.plan_names import AROUND
from bot.domain.language.slip_wish import slip_wish
from bot.domain.permissions import Action, refusal_in_plan

SHORTEST = 3  # characters of a unit's name: 财政局


async def slip(turn: Turn, argument: str) -> Answer:
    """Of the one item that is meant; of several a choice. Words behind the number are the demand."""
    order = chase_of(argument, subject_of(turn.context.plan)) if argument else None
    if argument and (order is None or not (order.task or order.unit)):
        raise Refused("refused.no_such_task", task=argument.split(maxsplit=1)[0][:20])
    rows = await _meant(turn, order)
    if not rows:
        require_in_plan(turn.person, Action.DRAFT_BULLETIN)
        raise Refused("refused.nothing_to_draft")
    if len(rows) == 1:
        return await papers.slip(turn, rows[0].id, _demand(order) if order else "")
    entries = [
        ListEntry(turn.fmt.line(turn.item(a), unit=True), payload_for(Verb.SLIP, a.id), a.id) for a in rows
    ]
    return Answer(
        page(turn.fmt, turn.say("paper.which_item"), entries, 0, lambda n: payload_for(Verb.LIST, n))
    )


async def wished(turn: Turn, text: str) -> Answer | None:
    """8的督办单. None where the words want no slip, name nothing of the plan, or this person drafts none."""
    wish = slip_wish(text)
    if wish is None or refusal_in_plan(Action.DRAFT_BULLETIN, turn.person):
        return None
    order = chase_of(wish.of, subject_of(turn.context.plan)) if wish.of else None
    if wish.of and (order is None or not (order.task or order.unit) or order.reason):
        return None
    return await slip(turn, " ".join(part for part in (wish.of, wish.demand) if part))


def _demand(order: Decided) -> str:
    """The words behind the number and the unit's name, also where the name is shortened to its end."""
    words = order.reason.strip()
    ends = (order.unit[start:] for start in range(max(len(order.unit) - SHORTEST + 1, 0)))
    named = next((end for end in ends if words.startswith(end)), "")
    return words.removeprefix(named).lstrip(AROUND)


async def _meant(turn: Turn, order: Decided | None) -> list[Assignment]:
    """The worst first; results before returns, of which a slip is seldom made."""
    rows = await (rows_of_task(turn, order) if order and order.task else late_rows(turn))
    unit = order.unit if order else ""
    rows = [a for a in rows if unit in ("", a.unit) and not a.told_only]
    rows = [a for a in rows if allowed(turn.context, turn.person, Action.DRAFT_PAPER, a)]
    return sorted([a for a in rows if not a.recurring] or rows, key=views.worst_first)
