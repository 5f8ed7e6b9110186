"""What its author sees once a report is recorded: the echo, a question, and the next item of a return or a walk."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.actions.access import allowed
from bot.actions.outcome import Outcome
from bot.cards import confirmation
from bot.cards.callback_data import Verb
from bot.cards.card import Button, ButtonStyle
from bot.cards.confirmation import ReportReading
from bot.chat import wizard
from bot.chat.turn import Answer, Expects, Turn
from bot.domain.assignment import State
from bot.domain.language.papers import Sent
from bot.domain.permissions import Action
from bot.domain.review import reviewers
from bot.domain.risk import Risk
from bot.queries.reported import missing_papers


async def recorded(
    turn: Turn, outcome: Outcome, told: ReportReading, done: bool, asked: Risk | None = None
) -> Answer:
    """The echo; in a return or a walk, with the next item, unless a risk is asked about first."""
    a = outcome.one
    data = turn.dialog.data if turn.dialog and turn.dialog.item() == a.id else {}
    if asked is not None:
        return _asking(turn, outcome, told, asked, data)
    if fill := data.get("fill"):
        return await _and_fill(turn, outcome, told, list(fill))  # type: ignore[call-overload]
    may_submit = allowed(turn.context, turn.person, Action.SUBMIT, a)
    then: list[Button] = []
    items = [int(str(one)) for one in data.get("items", ())]  # type: ignore[attr-defined]
    if items and (place := int(str(data["walk"])) + 1) < len(items):
        then.append(turn.fmt.button("button.walk_on", Verb.WALK, place, style=ButtonStyle.PRIMARY))
    card = confirmation.recorded(
        turn.fmt, turn.item(a), told, submit=may_submit, late=a.filed_late, then=then
    )
    if done and may_submit:
        card = replace(card, lines=(*card.lines, turn.say("echo.offer_submit")))
    if not items:
        return Answer(card, outcome.changes)
    return Answer(
        replace(card, assignments=tuple(items)), outcome.changes, expects=Expects.REPORT, expected=dict(data)
    )


def _asking(
    turn: Turn, outcome: Outcome, told: ReportReading, asked: Risk, data: Mapping[str, object]
) -> Answer:
    """The echo with the question; the next words answer it, and then the return or the walk goes on."""
    a = outcome.one
    then: list[Button] = []
    if asked is Risk.MISSED and allowed(turn.context, turn.person, Action.ASK_EXTENSION, a):
        then.append(turn.fmt.button("button.extend", Verb.EXTEND, a.id))
    items = tuple(int(str(one)) for one in data.get("items", ()))  # type: ignore[attr-defined]
    if fill := data.get("fill"):
        code, due, place = list(fill)  # type: ignore[call-overload]
        then.append(
            turn.fmt.button("button.walk_on", Verb.FILL, code, date.fromisoformat(due), int(place) + 1)
        )
    elif items and (place := int(str(data["walk"])) + 1) < len(items):
        then.append(turn.fmt.button("button.walk_on", Verb.WALK, place))
    submit_too = allowed(turn.context, turn.person, Action.SUBMIT, a)
    card = confirmation.recorded(
        turn.fmt, turn.item(a), told, submit=submit_too, late=a.filed_late, then=then
    )
    expected = {**data, "id": a.id, "risk": asked}
    card = replace(card, assignments=items or card.assignments)
    return Answer(card, outcome.changes, expects=Expects.RISK, expected=expected)


async def _and_fill(turn: Turn, outcome: Outcome, told: ReportReading, fill: list[object]) -> Answer:
    """Filed; on with the next one of the return."""
    code, due, place = str(fill[0]), date.fromisoformat(str(fill[1])), int(str(fill[2]))
    unit = wizard.unit_named(turn, code)
    after = {a.id: a for a in outcome.after}
    items = [after.get(a.id, a) for a in await wizard.return_items(turn, unit, due)]
    filed = confirmation.recorded(
        turn.fmt, turn.item(outcome.one), told, submit=False, late=outcome.one.filed_late
    )
    above = (filed.title, *filed.lines)
    answer = await wizard.fill_from(turn, code, due, items, place + 1, above, undo=True)
    return replace(answer, changes=outcome.changes)


async def submitted(turn: Turn, outcome: Outcome, told: ReportReading) -> Answer:
    if outcome.one.state is State.CLOSED:
        card = confirmation.recorded(turn.fmt, turn.item(outcome.one), told, submit=False, late=False)
        return Answer(card, outcome.changes)
    people = reviewers(outcome.one, turn.context.plan, turn.context.roster).people
    names = turn.fmt.who(people)
    above = confirmation.reading_lines(turn.fmt, told)
    sent = Sent(told.words, tuple(one.name for one in turn.inbound.attachments))
    if missing := await missing_papers(turn.store, turn.context, outcome.one, [sent]):
        above.append(turn.say("echo.missing_papers", names=list(missing)))
    return Answer(confirmation.submitted(turn.fmt, turn.item(outcome.one), names, above), outcome.changes)
