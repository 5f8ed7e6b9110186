"""/ledger: the ledger of the whole plan, a section, a task, a unit or some days, as a file in one's own chat."""

from collections.abc import Sequence

from bot.cards.callback_data import Verb, payload_for, unit_code
from bot.cards.card import Card
from bot.cards.lists import ListEntry, page
from bot.chat.summary_lists import part_named, section_scope, seen, task_scope
from bot.chat.turn import Answer, LedgerAsked, Turn
from bot.domain.date_range import read_range
from bot.domain.errors import Refused
from bot.domain.language.ledger_wish import as_of, ledger_wish
from bot.domain.language.named_units import units_in
from bot.queries.scope import SummaryScope

WHOLE = "all"  # the part that a button names where there is none
MATCHES = 8  # parts offered where a word fits several


async def ledger_of(turn: Turn, argument: str) -> Answer:
    """/ledger, /ledger 8, /ledger 市农业农村局, /ledger 2023年四季度, /ledger 截至12月31日"""
    found = _asked(turn, argument)
    if found is None:
        raise Refused("refused.no_such_part")
    return found


async def wished(turn: Turn, text: str) -> Answer | None:
    """导出台账, 发一份台账 市农业农村局. None where the words want no ledger, or none that the plan has."""
    wish = ledger_wish(text)
    if wish is None or not (wish.asks or _is_named(turn, wish.of)):
        return None
    return _asked(turn, wish.of)


def _is_named(turn: Turn, word: str) -> bool:
    """Nothing but a task's number or a unit's name, whole or as people shorten it."""
    units = units_in(word, turn.context.plan.unit)
    return turn.context.plan.task_by_number(word) is not None or (
        len(units) == 1 and len(word) <= len(units[0])
    )


async def pressed(turn: Turn, part: str) -> Answer:
    scope, dates = await part_named(turn, part) if part != WHOLE else (SummaryScope(), None)
    return _made(turn, LedgerAsked(seen(turn, scope), dates))


def _asked(turn: Turn, argument: str) -> Answer | None:
    """None where the words name no part of the plan and no days."""
    if not argument:
        return _made(turn, LedgerAsked(seen(turn, SummaryScope())))
    if day := as_of(argument, turn.today):
        return _made(turn, LedgerAsked(seen(turn, SummaryScope()), as_of=day))
    parts = _parts(turn, argument)
    if len(parts) > 1:
        return _which(turn, parts)
    if parts:
        return _made(turn, LedgerAsked(seen(turn, parts[0][1])))
    if span := read_range(argument, turn.today):
        return _made(turn, LedgerAsked(seen(turn, SummaryScope()), span))
    return None


def _parts(turn: Turn, word: str) -> Sequence[tuple[str, SummaryScope]]:
    """(a button's name of it, the part): the task of that number; else what is called so, exactly if anything is."""
    plan = turn.context.plan
    if task := plan.task_by_number(word):
        return [(f"t{task.id}", task_scope(turn, task.id))]
    units = [unit for unit in plan.unit if word in unit]
    units = [word] if word in units else units or list(units_in(word, plan.unit))
    found = [(f"u{unit_code(unit)}", SummaryScope(unit, units=frozenset({unit}))) for unit in units]
    for section in plan.sections:
        if word in section.title:
            found.append((f"s{section.number}", section_scope(turn, section.number)))
    found += [(f"t{task.id}", task_scope(turn, task.id)) for task in plan.works if word in task.title]
    return found


def _which(turn: Turn, parts: Sequence[tuple[str, SummaryScope]]) -> Answer:
    shown = parts[:MATCHES]
    entries = [ListEntry(scope.name, payload_for(Verb.LEDGER, name)) for name, scope in shown]
    card = page(turn.fmt, turn.say("ledger.which"), entries, 0, lambda n: payload_for(Verb.LEDGER, WHOLE))
    more = len(parts) - len(shown)
    lines = (*card.lines, turn.say("which.more", n=more)) if more else card.lines
    return Answer(Card(card.title, lines, card.buttons))


def _made(turn: Turn, asked: LedgerAsked) -> Answer:
    part = asked.scope.name or turn.say("ledger.whole")
    return Answer(Card(turn.say("ledger.making", part=part)), ledger=asked)
