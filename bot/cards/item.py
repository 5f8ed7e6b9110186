"""The card of one item: requirement, source sentence, due date, state and history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.cards import reported_lines, risk_lines, work_lists
from bot.cards.callback_data import TALK_VERBS, Verb, payload_for, unit_code
from bot.cards.card import Button, ButtonStyle, Card, Thumbnail
from bot.cards.formatter import REASON_KEYS, ROLE_KEYS, Formatter, clipped, rows
from bot.cards.reasons import given_reasons
from bot.domain.holding_time import SUSPENDED
from bot.domain.light import Light, Reason
from bot.domain.plan import Indicator, IndicatorKind, Strength
from bot.domain.reported import Reported
from bot.domain.rounds import Round
from bot.domain.summary import Item
from bot.domain.talk import TalkDecision

HISTORY_LINES = 5  # on the item's card; the history card shows all
QUOTED_AT_MOST = 60  # characters of what is in the way, and of a round's reason
NOTHING_REPORTED = Reported()

ACTION_KEYS = {
    Verb.REPORT: "button.report",
    Verb.SAME: "button.same",
    Verb.SUBMIT: "button.submit",
    Verb.EXTEND: "button.extend",
    Verb.WAIT: "button.wait",
    Verb.RESUME: "button.resume",
    Verb.HAND: "button.hand",
    Verb.DECLINE: "button.decline",
    Verb.NOT_CONCERNED: "button.not_concerned",
    Verb.PASS: "button.pass",
    Verb.REWORK: "button.rework",
    Verb.GRANT: "button.grant",
    Verb.REFUSE_GRANT: "button.refuse_extension",
    Verb.EXCUSE: "button.excuse",
    Verb.REFUSE_EXCUSE: "button.refuse_decline",
    Verb.DRAFT: "button.draft",
    Verb.SIGN: "button.sign",
    Verb.SUSPEND: "button.suspend",
    Verb.RESTART: "button.restart",
    Verb.HELPED: "button.helped",
    Verb.TAKE: "button.take",
    Verb.TAKERS: "button.takers",
    Verb.HOLD: "button.hold",
    Verb.GRANT_SUSPENSION: "button.grant_suspension",
    Verb.REFUSE_SUSPENSION: "button.refuse_suspension",
    Verb.REOPEN: "button.reopen",
    Verb.RECHECK: "button.recheck",
    Verb.CONFIRM_CLOSED: "button.confirm_closed",
    Verb.ENDORSE: "button.endorse",
    Verb.AGREE_TALK: "button.talk_agree",
    Verb.REFUSE_TALK: "button.talk_refuse",
    Verb.DEFER_TALK: "button.talk_defer",
    Verb.START: "button.start",
    Verb.CHASE: "button.chase",
    Verb.SLIP: "button.slip",
    Verb.WARN: "button.warn",
    Verb.HISTORY: "button.history",
}
PRIMARY_VERBS = (
    Verb.REPORT, Verb.PASS, Verb.GRANT, Verb.ENDORSE, Verb.SIGN, Verb.TAKE, Verb.GRANT_SUSPENSION, Verb.CONFIRM_CLOSED,
)  # fmt: skip
STRENGTH_KEYS = {Strength.STRIVE: "strength.strive", Strength.ENCOURAGE: "strength.encourage"}
OP_KEYS = {">=": "op.at_least", "<=": "op.at_most", "=": "op.exactly", "<": "op.below", ">": "op.above"}


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """Facts that the item's card shows beyond its list line."""

    history: tuple[str, ...]  # oldest first
    handed_to: str = ""
    before: str = ""  # the last report of the same work, from the period before
    supporters: tuple[str, ...] = ()  # the supporting units, for the lead; those that have answered say so
    ask_support: bool = False  # whether the reader may ask them
    support: tuple[str, ...] = ()  # what supporting units said, the latest last
    taken_over: str = ""  # the unit that had the item before, with its last report
    held: tuple[tuple[str, int], ...] = ()  # (holder, days), only when there was more than one holder
    suspended_for: str = ""  # the reason of the suspension that runs
    rounds: tuple[Round, ...] = ()  # only after the first return
    files: int = 0  # number of files in its reports
    reported: Reported = NOTHING_REPORTED
    blocker: str = ""  # what its last report says is in the way
    figures: tuple[str, ...] = ()  # what the numbers that measure it come to


def card(
    fmt: Formatter, item: Item, facts: ItemFacts, actions: Sequence[Verb], above: Sequence[str] = ()
) -> Card:
    """`above` are lines shown first: the outcome of the action just taken."""
    title = fmt.say("owed.head", light=fmt.light(item.light), name=fmt.name(item, clip=200))
    told = [*above, *_status(fmt, item, facts), *_source(fmt, item), *facts.figures]
    told += reported_lines.lines(fmt, facts.reported, words=False)
    thumbnails = tuple(Thumbnail(one, len(told) - 1) for one in reported_lines.pictures(facts.reported))
    lines = [*told, *_history(fmt, facts)]
    return Card(
        title, tuple(lines), _buttons(fmt, item, actions, facts), assignments=(item.id,),
        deadlines=fmt.deadlines("\n".join(lines), [item.due]), thumbnails=thumbnails,
    )  # fmt: skip


def _status(fmt: Formatter, item: Item, facts: ItemFacts) -> list[str]:
    lines = [fmt.say("owed.role", unit=item.unit, role=fmt.say(ROLE_KEYS[item.role]), due=fmt.due(item))]
    if item.period:
        lines.append(fmt.say("item.period", period=fmt.period(item.period)))
    lines.append(fmt.say("item.state", reason=_state(fmt, item)))
    if item.strength in STRENGTH_KEYS:
        lines.append(fmt.say(STRENGTH_KEYS[item.strength]))
    if item.holder and item.holder != item.unit and item.light is not Light.BLUE:
        lines.append(fmt.say("item.holder", unit=item.holder))
    if held := [_days_held(fmt, unit, days) for unit, days in facts.held if days]:
        lines.append(fmt.say("item.held", held=held))
    if item.risks:
        why = risk_lines.reasons(fmt.language, item.risks, fmt.today)
        key = "item.risk_words" if facts.blocker else "item.risk"
        lines.append(fmt.say(key, why=why, words=clipped(facts.blocker, QUOTED_AT_MOST)))
    lines += [_round(fmt, one) for one in facts.rounds]
    if facts.handed_to:
        lines.append(fmt.say("item.handed", name=facts.handed_to))
    lines += work_lists.lines_of(fmt, item)
    lines += given_reasons(fmt, item)
    if item.endorsed_on and item.talk in (None, TalkDecision.DEFERRED):
        lines.append(fmt.say("item.before_leader", day=fmt.day(item.endorsed_on)))
    elif item.decision:
        lines.append(fmt.say("item.decided", decision=fmt.decision(item)))
    if item.extension:
        lines.append(fmt.say("item.extension", until=fmt.day(item.extension)))
    if item.declined:
        key = "item.declined_to" if item.declined_to else "item.declined"
        lines.append(fmt.say(key, unit=item.declined_to))
    return lines + _life(fmt, item, facts)


def _life(fmt: Formatter, item: Item, facts: ItemFacts) -> list[str]:
    """Taken over, suspended, looked at again."""
    lines = []
    if item.unsigned:
        lines.append(fmt.say("item.unsigned", unit=item.unit))
    if item.suspension and item.suspension_due:
        lines.append(
            fmt.say("item.suspension", until=fmt.day(item.suspension), due=fmt.day(item.suspension_due))
        )
    if item.suspended_until:
        lines.append(fmt.say("item.suspended", until=fmt.day(item.suspended_until)))
        if facts.suspended_for:
            lines.append(fmt.say("item.suspended_for", words=clipped(facts.suspended_for, QUOTED_AT_MOST)))
    if item.rechecking:
        lines.append(fmt.say("item.rechecking"))
    return lines


def _round(fmt: Formatter, one: Round) -> str:
    """第2轮（12月26日起，已3天）：缺验收表"""
    start, end = fmt.day(one.since), fmt.day(one.until) if one.until else ""
    days = one.days(fmt.today)
    key = "item.round" if one.until else "item.round_now" if days else "item.round_today"
    line = fmt.say(key, n=one.number, start=start, end=end, days=days)
    return (
        fmt.say("item.round_reason", round=line, words=clipped(one.reason, QUOTED_AT_MOST))
        if one.reason
        else line
    )


def _days_held(fmt: Formatter, unit: str, days: int) -> str:
    name = fmt.say("item.held_suspended") if unit == SUSPENDED else unit or fmt.say("post.reviewer")
    return fmt.say("item.held_by", unit=name, n=days)


def _state(fmt: Formatter, item: Item) -> str:
    if item.days_late:
        return fmt.status_text(item)
    reason = fmt.say(REASON_KEYS[item.reason])
    if item.reason in (Reason.NEAR, Reason.ON_PACE, Reason.BEHIND):
        return fmt.say("item.reason", reason=reason, standing=fmt.status_text(item))
    return reason


def _source(fmt: Formatter, item: Item) -> list[str]:
    task = fmt.plan.task.get(item.task)
    if task is None:
        return [fmt.say("item.dropped")]
    milestone = fmt.plan.milestone(item.task, item.milestone)
    line = (milestone.line if milestone else None) or task.line
    lines = [fmt.say("item.asks", text=task.text)] if task.text else []
    targets = [one for one in task.indicators if one.kind is not IndicatorKind.THRESHOLD]
    if targets:
        lines.append(fmt.say("item.targets", targets=[indicator(fmt, one) for one in targets]))
    if milestone and milestone.quote and line:
        lines.append(fmt.say("item.quote", line=str(line), quote=milestone.quote))
    elif line:
        lines.append(fmt.say("item.line_only", line=str(line)))
    return lines


def indicator(fmt: Formatter, one: Indicator) -> str:
    """风电装机不低于260万千瓦"""
    value = fmt.language.quantity(one.value, one.unit)
    if one.direction == "decrease":
        return fmt.say("op.falls", name=one.name, value=value, base=one.base or "")
    return fmt.say(OP_KEYS[one.op], name=one.name, value=value)


def _history(fmt: Formatter, facts: ItemFacts) -> list[str]:
    before = [facts.taken_over] if facts.taken_over else []
    before += [fmt.say("item.before", words=facts.before)] if facts.before else []
    before += [fmt.say("item.supporters", units=list(facts.supporters))] if facts.supporters else []
    before += [fmt.say("item.support"), *facts.support[-HISTORY_LINES:]] if facts.support else []
    if not facts.history:
        return before
    return [*before, fmt.say("item.history"), *facts.history[-HISTORY_LINES:]]


def _buttons(
    fmt: Formatter, item: Item, actions: Iterable[Verb], facts: ItemFacts
) -> tuple[tuple[Button, ...], ...]:
    found = [_action_button(fmt, item, verb) for verb in actions]
    if facts.ask_support:
        found.append(fmt.button("button.ask_support", Verb.ASK_SUPPORT, item.task))
    if facts.files:
        found.append(fmt.button("button.files", Verb.FILES, item.id, n=facts.files))
    return rows(found, 3)


def _action_button(fmt: Formatter, item: Item, verb: Verb) -> Button:
    until = fmt.day(asked) if (asked := item.extension or item.suspension) else ""
    style = ButtonStyle.PRIMARY if verb in PRIMARY_VERBS else ButtonStyle.PLAIN
    return Button(fmt.say(ACTION_KEYS[verb], until=until, unit=item.declined_to), _payload(item, verb), style)


def _payload(item: Item, verb: Verb) -> str:
    if verb in (Verb.PASS, Verb.REWORK, Verb.REOPEN):
        return payload_for(verb, item.id, item.rounds)
    if verb in (Verb.GRANT, Verb.REFUSE_GRANT) and item.extension:
        return payload_for(verb, item.id, item.extension)
    if verb in TALK_VERBS.values() and item.endorsed_on:
        return payload_for(verb, item.id, item.endorsed_on)
    if verb in (Verb.GRANT_SUSPENSION, Verb.REFUSE_SUSPENSION) and item.suspension:
        return payload_for(verb, item.id, item.suspension)
    if verb is Verb.TAKE:
        return payload_for(verb, item.id, unit_code(item.declined_to))
    if verb in (Verb.HAND, Verb.WAIT, Verb.HISTORY, Verb.TAKERS):
        return payload_for(verb, item.id, 0)
    return payload_for(verb, item.id)
