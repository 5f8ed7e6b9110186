"""Labels of buttons and decisions, typed as words: they do what the button does, or ask about which item."""

from collections.abc import Awaitable, Callable, Sequence

from bot.cards.callback_data import Verb, payload_for, unit_code
from bot.cards.card import Button, Card
from bot.chat import (
    commands,
    declining,
    extending,
    handing_over,
    histories,
    inboxes,
    item_views,
    reports,
    requests,
    risk_lists,
    several,
    summary_lists,
    suspended_list,
    suspending,
    taking_over,
    typed_decisions,
    undoing,
    urging,
    views,
    waiting,
    wizard,
)
from bot.chat.placing import subject_of
from bot.chat.turn import Answer, Turn
from bot.domain.errors import Refused
from bot.domain.language.buttons import Typed
from bot.domain.language.conversation import OwnItem
from bot.domain.language.placement import Decided, DecisionKind, Pressed

SHOWN_AT_MOST = 6

Plain = Callable[[Turn], Awaitable[Answer]]
OnItem = Callable[[Turn, int], Awaitable[Answer]]

PLAIN: dict[Typed, Plain] = {
    Typed.CANCEL: requests.forget,
    Typed.ACKNOWLEDGE: taking_over.sign_or_acknowledge,
    Typed.UNDO: undoing.take_back_last,
    Typed.HELP: lambda turn: commands.help_(turn, ""),
    Typed.TASKS: lambda turn: views.tasks(turn, 0),
    Typed.LIST: lambda turn: views.tasks(turn, 0),
    Typed.SUMMARY: lambda turn: commands.summary(turn, ""),
    Typed.INBOX: inboxes.overview,
    Typed.LATE: lambda turn: summary_lists.late(turn, 0),
    Typed.MISSING: lambda turn: summary_lists.missing(turn, 0),
    Typed.AHEAD: lambda turn: summary_lists.ahead(turn, 0),
    Typed.UNITS: lambda turn: summary_lists.units(turn, 0),
    Typed.UNACKNOWLEDGED: lambda turn: inboxes.waiting(turn, "unacknowledged", 0),
    Typed.URGE: lambda turn: urging.urge_all(turn, 0),
    Typed.RISKS: lambda turn: risk_lists.risks(turn, 0),
    Typed.SUSPENDED: lambda turn: suspended_list.suspended(turn, 0),
    Typed.WHY: lambda turn: commands.why(turn, ""),
}
ON_ITEM: dict[Typed, tuple[Verb, OnItem]] = {
    Typed.CARD: (Verb.CARD, item_views.show),
    Typed.REPORT: (Verb.REPORT, reports.prompt),
    Typed.SUBMIT: (Verb.SUBMIT, reports.hand_in),
    Typed.EXTEND: (Verb.EXTEND, extending.extend),
    Typed.DECLINE: (Verb.DECLINE, declining.decline),
    Typed.RESUME: (Verb.RESUME, waiting.take_back),
    Typed.WAIT: (Verb.WAIT, lambda turn, id_: waiting.wait(turn, id_, 0)),
    Typed.SUSPEND: (Verb.SUSPEND, suspending.ask_for),
    Typed.RESTART: (Verb.RESTART, suspending.restart),
    Typed.HELPED: (Verb.HELPED, waiting.helped),
    Typed.SIGN: (Verb.SIGN, taking_over.sign),
    Typed.HAND: (Verb.HAND, lambda turn, id_: handing_over.hand(turn, id_, 0)),
    Typed.HISTORY: (Verb.HISTORY, lambda turn, id_: item_views.history(turn, id_, 0)),
}
DECISIONS: dict[Typed, DecisionKind] = {
    Typed.PASS: DecisionKind.PASS,
    Typed.REWORK: DecisionKind.RETURN,
    Typed.GRANT: DecisionKind.AGREE,
    Typed.REFUSE: DecisionKind.REFUSE,
    Typed.EXCUSE: DecisionKind.EXCUSE,
    Typed.SUSPEND: DecisionKind.SUSPEND,
    Typed.RESTART: DecisionKind.RESTART,
    Typed.REOPEN: DecisionKind.REOPEN,
    Typed.RECHECK: DecisionKind.RECHECK,
    Typed.CONFIRM_CLOSED: DecisionKind.CONFIRM_CLOSED,
}


async def pressed(turn: Turn, placement: Pressed) -> Answer:
    typed = placement.button.typed
    number = placement.button.numbers[0] if placement.button.numbers else ""
    if plain := PLAIN.get(typed):
        return await plain(turn)
    if (
        typed is Typed.CARD
        and not placement.items
        and number
        and (task := subject_of(turn.context.plan).task_of(number))
    ):
        return await views.task(turn, task.id)
    if typed is Typed.CHASE:
        return await commands.remind(turn, number)
    if typed in (Typed.FILL, Typed.RETURN):
        return await _fill(turn, placement.items, typed)
    if typed is Typed.HISTORY and number and len(placement.items) != 1:
        return await histories.of_number(turn, number)
    if typed in ON_ITEM and not (typed in DECISIONS and not placement.items):
        return await _on_item(turn, typed, placement.items)
    if kind := DECISIONS.get(typed):
        task = subject_of(turn.context.plan).task_of(number) if number else None
        milestone = "" if task and number in (task.mark, task.id) else number if "." in number else ""
        return await typed_decisions.decided(
            turn, Decided(kind, task.id if task else number.partition(".")[0], milestone, "", "")
        )
    if typed in (Typed.WALK, Typed.NEXT, Typed.PREVIOUS, Typed.SKIP) and placement.items:
        return await wizard.step(turn, [one.id for one in placement.items], 0)
    return await commands.help_(turn, "")


async def _on_item(turn: Turn, typed: Typed, items: Sequence[OwnItem]) -> Answer:
    verb, act = ON_ITEM[typed]
    told = [one for one in items if one.told]
    if typed is Typed.DECLINE and len(told) == 1:  # 不涉及 is said of a date, not of the county's local work
        items = told
    if not items:
        raise Refused("refused.nothing_to_report")
    if len(items) == 1:
        return await act(turn, items[0].id)
    rows = [await turn.find(one.id) for one in items[:SHOWN_AT_MOST]]
    arguments: tuple[int, ...] = (0,) if verb in (Verb.WAIT, Verb.HAND, Verb.HISTORY) else ()
    buttons = tuple(
        (Button(reports.label(turn, a, rows), payload_for(verb, a.id, *arguments)),) for a in rows
    )
    return Answer(Card(turn.say("choose.title"), (), buttons, assignments=tuple(a.id for a in rows)))


async def _fill(turn: Turn, items: Sequence[OwnItem], typed: Typed) -> Answer:
    asked = [one for one in items if one.recurring and one.running] or [one for one in items if one.recurring]
    returns = [(one.unit, one.due) for one in asked] or await several.returns_asked(turn)
    if not returns:
        raise Refused("refused.nothing_to_report")
    unit, due = returns[0]
    if typed is Typed.RETURN:
        return await wizard.return_page(turn, unit_code(unit), due, 0)
    return await wizard.fill(turn, unit_code(unit), due, 0)
