"""/emergency and the words that mean it: an order with its number and signer is shown, then given by a button."""

from collections.abc import Mapping
from dataclasses import replace

from bot.actions.access import require_in_plan
from bot.actions.emergency_order import DecidedOrder, WantedOrder, order, reached, require_order
from bot.cards import emergency_cards as cards
from bot.chat import emergency_views
from bot.chat.inbox_rows import answer_id
from bot.chat.turn import Answer, Expects, Turn
from bot.domain.calendar import DAY
from bot.domain.emergency.alert_levels import AlertLevel
from bot.domain.emergency.emergency_course import OrderKind
from bot.domain.emergency.windows import windows_from
from bot.domain.errors import Refused
from bot.domain.language.consent import is_consent
from bot.domain.language.emergency_replies import is_cancelled, is_slash, without_marks
from bot.domain.language.emergency_said import (
    OrderSaid,
    Wanted,
    number_answered,
    number_in,
    order_in_command,
    order_said,
    signer_answered,
    signer_in,
)
from bot.domain.language.plain import letters, plain
from bot.domain.permissions import Action, refusal_in_plan
from bot.domain.plan import UnitKind
from bot.domain.relation import OF_UNITS
from bot.queries.checklists_now import checklists_now

WINDOWS_SHOWN = 3


async def command(turn: Turn, argument: str) -> Answer:
    said = order_in_command(plain(argument))
    if said.wanted is Wanted.LOOK and not argument.strip():
        return await emergency_views.status(turn)
    require_in_plan(turn.person, Action.ORDER_EMERGENCY)
    if said.wanted is Wanted.LOOK:
        raise Refused("refused.emergency_words")
    return await _ordered(turn, said)


async def said(turn: Turn, text: str) -> Answer | None:
    """The answer to a question of this conversation, or an order in words; None for any other words."""
    words = plain(text)
    asked = turn.dialog is not None and turn.dialog.expects is Expects.EMERGENCY_ORDER
    if asked and (answer := await _answered(turn, words)) is not None:
        return answer
    found = _order_in(turn, words)
    if found is None or turn.files:
        return None
    if not found.whole and not (found.number and found.signer):
        if turn.person.units(*OF_UNITS):
            return None
        raise Refused("refused.emergency_more")
    if not found.whole and refusal_in_plan(Action.ORDER_EMERGENCY, turn.person):
        return None  # a unit's report of what it did
    require_in_plan(turn.person, Action.ORDER_EMERGENCY)
    return await _ordered(turn, found)


def _order_in(turn: Turn, words: str) -> OrderSaid | None:
    office = refusal_in_plan(Action.ORDER_EMERGENCY, turn.person) is None
    return order_said(words, office=office, running=turn.context.emergency is not None)


async def lift(turn: Turn) -> Answer:
    """The button on the board: asks for the document's number and its signer."""
    require_in_plan(turn.person, Action.ORDER_EMERGENCY)
    return await _ordered(turn, OrderSaid(Wanted.LIFT))


async def _ordered(turn: Turn, said: OrderSaid) -> Answer:
    if said.unknown:
        raise Refused("refused.emergency_level", level=said.unknown)
    if said.wanted is Wanted.LEVEL and said.level is None:
        raise Refused("refused.emergency_words")
    wanted = WantedOrder(said.level, said.number, said.signer, said.wanted is Wanted.SUSPEND)
    return await _shown(turn, wanted, said.when)


async def _shown(turn: Turn, wanted: WantedOrder, when: str) -> Answer:
    """The draft, or the question for what is missing: number first, then signer."""
    decided = require_order(turn.context, turn.person, wanted, turn.now)
    kept = {
        "level": wanted.level or "",
        "number": wanted.number,
        "signer": wanted.signer,
        "suspend": wanted.suspend,
        "kind": decided.kind,
        "when": when,
        "message": answer_id(turn.inbound.channel, turn.inbound.update_id),
    }
    missing = [key for key in ("number", "signer") if not kept[key]]
    if missing:
        key = "emergency.ask.both" if len(missing) == 2 else ASK_KEYS[missing[0]]
        card = cards.asked_for(turn.fmt, decided.kind, wanted.level, key)
    else:
        card = cards.draft(turn.fmt, replace(await draft_of(turn, wanted, decided), when=when))
    return Answer(card, expects=Expects.EMERGENCY_ORDER, expected=kept)


ASK_KEYS = {"number": "emergency.ask.number", "signer": "emergency.ask.signer"}


async def draft_of(turn: Turn, wanted: WantedOrder, decided: DecidedOrder) -> cards.OrderDraft:
    context, units = turn.context, decided.units
    lists = await checklists_now(turn.store)
    counties = [unit for unit in units if context.plan.unit[unit].kind is UnitKind.COUNTY]
    clocks = decided.emergency.clocks if decided.emergency else context.emergency_office.clocks
    started = decided.emergency.started if decided.emergency else turn.now
    ahead = windows_from(started, clocks, turn.now, turn.now + 3 * DAY, context.calendar)
    return cards.OrderDraft(
        kind=decided.kind,
        level=wanted.level,
        number=wanted.number,
        signer=wanted.signer,
        units=[*(unit for unit in units if unit not in counties), *counties],
        departments=len(units) - len(counties),
        unreached=[unit for unit in units if not reached(context.roster, context, unit, decided.task.id)],
        exempt=lists.exempt(wanted.level, units) if lists and wanted.level else (),
        checklists=lists,
        windows=[one.at for one in ahead][:WINDOWS_SHOWN],
        minutes=clocks.sign_minutes or 0,
        follows=decided.follows,
        suspend=wanted.suspend,
    )


async def _answered(turn: Turn, words: str) -> Answer | None:
    """What was asked for; 启动 or 是 instead of the button; None for words about something else."""
    assert turn.dialog is not None
    data = turn.dialog.data
    wanted = _kept(data)
    if wanted.number and wanted.signer:
        return await given(turn) if is_consent(words) or letters(words) in _go_words(turn, data) else None
    if _order_in(turn, words) or is_slash(words) or is_cancelled(words):
        return None
    number, rest = number_in(words, True) if not wanted.number else ("", words)
    signer = signer_in(rest)[0] if not wanted.signer else ""
    if not wanted.number and not number and not signer:
        number = number_answered(words)
    elif wanted.number and not wanted.signer and not signer:
        signer = signer_answered(words)
    elif number and not signer and not wanted.signer:
        signer = signer_answered(without_marks(rest))
    if not number and not signer:
        raise Refused("refused.emergency_number" if not wanted.number else "refused.emergency_name")
    wanted = replace(wanted, number=wanted.number or number, signer=wanted.signer or signer)
    return await _shown(turn, wanted, str(data.get("when", "")))


def _go_words(turn: Turn, data: Mapping[str, object]) -> set[str]:
    return {letters(turn.say(cards.GO_KEYS[OrderKind(str(data["kind"]))]))}


def _kept(data: Mapping[str, object]) -> WantedOrder:
    level = str(data.get("level", ""))
    return WantedOrder(
        AlertLevel(level) if level else None,
        str(data["number"]),
        str(data["signer"]),
        bool(data.get("suspend")),
    )


async def go(turn: Turn) -> Answer:
    """The button of the draft; not of one that was shown before another."""
    require_in_plan(turn.person, Action.ORDER_EMERGENCY)
    dialog = turn.dialog
    if dialog is None or dialog.expects is not Expects.EMERGENCY_ORDER:
        raise Refused("refused.emergency_draft_gone")
    if turn.on and turn.on.message_id != str(dialog.data["message"]):
        raise Refused("refused.emergency_draft_gone")
    return await given(turn)


async def given(turn: Turn) -> Answer:
    """Somebody else may have ordered meanwhile: what was shown must still be what it does."""
    assert turn.dialog is not None
    wanted = _kept(turn.dialog.data)
    decided = require_order(turn.context, turn.person, wanted, turn.now)
    if decided.kind is not OrderKind(str(turn.dialog.data["kind"])):
        raise Refused("refused.emergency_draft_gone")
    lists = await checklists_now(turn.store)
    outcome = order(turn.context, turn.person, wanted, lists, turn.now)
    card = cards.ordered(turn.fmt, await draft_of(turn, wanted, decided))
    return Answer(card, outcome.changes)
