"""An item with everything known of it, for its card, its history, its draft, and the answer to /why."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.actions.access import allowed, find, find_for, find_seen
from bot.actions.papers import Drafted
from bot.cards import draft as draft_cards
from bot.cards import event_lines, history_page, item_files
from bot.cards import item as item_cards
from bot.cards import why as why_cards
from bot.cards.card import Card
from bot.cards.term_lines import term_lines
from bot.chat import papers, plan_lines, ruling_lines, supporter_lines
from bot.chat.item_buttons import buttons_for
from bot.chat.risk_marks import standing_reports
from bot.chat.turn import Answer, Turn
from bot.domain.assignment import Assignment, Event, Kind, State
from bot.domain.calendar import Instant
from bot.domain.decided import decision
from bot.domain.errors import Refused
from bot.domain.evidence import evidence
from bot.domain.holding_time import days_by_holder
from bot.domain.ladder import Draft, Rung
from bot.domain.language.setbacks import in_the_way
from bot.domain.papers import PaperKind
from bot.domain.permissions import Action
from bot.domain.plan import UnitRole
from bot.domain.proposal import draft_of
from bot.domain.review import reviewers
from bot.domain.risk import Risk
from bot.domain.rounds import rounds
from bot.domain.support import stream_of
from bot.domain.suspension import reason_of
from bot.queries import items
from bot.queries.given_reasons import reasons_among
from bot.queries.history import NoticeOutcome, VersionedEvent, events_of, why
from bot.queries.item_figures import item_figures
from bot.queries.papers import delivered
from bot.queries.reported import reported
from bot.queries.support_notes import support_notes
from bot.queries.task_history import plan_moments

WHY_AT_MOST = 6  # items offered by /why
REMINDERS_AT_MOST = 10  # lines in the answer to /why
UNSENT_AT_MOST = 3


async def show(turn: Turn, id_: int) -> Answer:
    a = await find_seen(turn.store, turn.context, turn.person, id_)
    return Answer(await card(turn, a))


async def card(turn: Turn, a: Assignment, above: Sequence[str] = ()) -> Card:
    above = (*above, *term_lines(turn.fmt, turn.context.golive))
    events = await events_of(turn.store, str(a.id), turn.context.calendar)
    item = items.item(turn.context, a, turn.today, reasons_among(events))
    return item_cards.card(
        turn.fmt, item, await facts(turn, a), buttons_for(turn.context, turn.person, a), above
    )


async def facts(turn: Turn, a: Assignment) -> item_cards.ItemFacts:
    colleague = turn.context.roster.by_id.get(a.assignee)
    events = [h.event for h in await events_of(turn.store, str(a.id), turn.context.calendar)]
    notes = await support_notes(turn.store, a.task, turn.context.calendar)
    return item_cards.ItemFacts(
        history=tuple(await history_lines(turn, a)),
        handed_to=colleague.name if colleague else "",
        before=await last_words(turn, a) if a.recurring and a.running else "",
        taken_over=await taken_over(turn, events),
        supporters=tuple(supporter_lines.supporters(turn, a, notes)),
        ask_support=supporter_lines.may_ask(turn, a),
        support=tuple(supporter_lines.notes_of(turn, notes)),
        held=_held(events, turn.today),
        suspended_for=reason_of(events) if a.suspended_until else "",
        rounds=rounds(events) if a.rounds else (),
        files=len(evidence(events)),
        reported=await reported(turn.store, turn.context, a, turn.today),
        blocker=_in_the_way(events) if Risk.BLOCKED.value in a.risks else "",
        figures=(await item_figures(turn.context, turn.fmt, [a]))(a),
    )


def _in_the_way(events: Sequence[Event]) -> str:
    """As the last report that names something says it."""
    said = (in_the_way(report.words) for report in reversed(standing_reports(events)))
    return next(filter(None, said), "")


async def taken_over(turn: Turn, events: Sequence[Event]) -> str:
    """From the lead of an earlier version of the plan, with the last it had said: the new one need not ask."""
    if "from" not in events[0].data:
        return ""
    earlier = await find(turn.store, int(str(events[0].data["from"])))
    words = await last_words(turn, earlier)
    if words:
        return turn.say("item.taken_over_with", unit=earlier.unit, words=words)
    return turn.say("item.taken_over", unit=earlier.unit)


def _held(events: Sequence[Event], today: date) -> tuple[tuple[str, int], ...]:
    """Days by holder, those of less than a day left out; nothing where only its own unit has held it."""
    days = days_by_holder(events, today)
    return tuple((unit, n) for unit, n in days.items() if n) if len(days) > 1 else ()


async def last_words(turn: Turn, a: Assignment) -> str:
    """The unit's last words on the same work, from this period or an earlier one."""
    found = await turn.store.one(str, "last_words_of_work", task=a.task, milestone=a.milestone, unit=a.unit)
    return found or ""


async def history(turn: Turn, id_: int, page: int) -> Answer:
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.SEE_WORDS)
    lines = await history_lines(turn, a, whole=True)
    return Answer(history_page.of_item(turn.fmt, turn.item(a), lines, page), in_place=True)


async def files(turn: Turn, id_: int) -> Answer:
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.SEE_EVIDENCE)
    found = (await reported(turn.store, turn.context, a, turn.today)).files
    if not found:  # taken back since
        raise Refused("refused.no_files")
    told = [item_files.FileLine(one, turn.name(one.by), turn.at(one.at)) for one in found]
    return Answer(item_files.files(turn.fmt, turn.item(a), told))


async def history_lines(turn: Turn, a: Assignment, *, whole: bool = False) -> list[str]:
    """Events and reminders, in the order in which they happened. `whole`: with what the plan and its supporting units
    did; the card shows their words apart."""
    events = await events_of(turn.store, str(a.id), turn.context.calendar)
    told = await turn.store.read(NoticeOutcome, "notices_about", assignment=a.id)
    lines = [(h.event.at, 0, line) for h in events if (line := _event_line(turn, h))]
    lines += [(at_of(t), 1, told_line(turn, t)) for t in told if t.rung]
    if whole:
        lines += await _of_plan_and_supporters(turn, a, events[0].event.at)
    lines += [(at, 2, line) for at, line in ruling_lines.history_of(turn, a)]
    return [line for _, _, line in sorted(lines, key=lambda one: one[:2])]


async def _of_plan_and_supporters(
    turn: Turn, a: Assignment, since: Instant
) -> list[tuple[Instant, int, str]]:
    """What the supporting units of its task were asked and said since, and the versions of the plan."""
    moments = await plan_moments(turn.store)
    told = plan_lines.lines(turn, moments)
    found = [(moment.at, 2, line) for moment, line in zip(moments, told, strict=True) if moment.at > since]
    if a.role is UnitRole.LOCAL:
        return found
    events = [h.event for h in await events_of(turn.store, stream_of(a.task), turn.context.calendar)]
    return found + [(event.at, 3, event_line(turn, event)) for event in events if event.at > since]


def event_line(turn: Turn, event: Event) -> str:
    by = turn.name(event.by) if event.by else turn.say("person.duban")
    names = {person.id: person.name for person in turn.context.roster.people}
    return event_lines.history_line(turn.fmt, event, turn.context.calendar.local(event.at), by, names)


def _event_line(turn: Turn, h: VersionedEvent) -> str:
    if h.event.kind is Kind.CLIMBED or (h.event.kind is Kind.ASKED and h.event.data["rung"] != Rung.REMIND):
        return event_lines.unsent_line(turn.fmt, h.event, turn.context.calendar.local(h.event.at))
    return event_line(turn, h.event)


def told_line(turn: Turn, t: NoticeOutcome) -> str:
    at = turn.context.calendar.local(at_of(t))
    return event_lines.reminder_line(turn.fmt, t.rung, at, turn.name(t.person), t)


def at_of(t: NoticeOutcome) -> Instant:
    """When it reached them; until then, when it was written down."""
    return t.accepted_at or t.created_at


async def why_of(turn: Turn, id_: int) -> Answer:
    """The rung that the message carried; for an item no message was about, the last that was told."""
    a = await find_seen(turn.store, turn.context, turn.person, id_)
    carried = [
        (rung, occurrence) for item, rung, occurrence in (turn.on.why if turn.on else ()) if item == a.id
    ]
    rung, occurrence = carried[0] if carried else await _last_rung(turn, a)
    found = await why(turn.store, turn.context, a, rung, occurrence)
    told = [
        told_line(turn, one) for one in found.notices if one.occurrence == occurrence and one.rung == rung
    ]
    told += await _unsent_lines(turn, a)
    return Answer(
        why_cards.card(
            turn.fmt, turn.item(a), rung=rung, step=found.step, ladder=found.ladder,
            base=date.fromisoformat(found.base), quote=found.quote, line=found.line, reminders=told[:REMINDERS_AT_MOST],
            review=reviewers(a, turn.context.plan, turn.context.roster).why if a.state is State.SUBMITTED else "",
            last=(*decided_lines(turn, a), *term_lines(turn.fmt, turn.context.golive)),
        )
    )  # fmt: skip


def decided_lines(turn: Turn, a: Assignment) -> list[str]:
    """What people decided that bears on the item: rulings, and the leader's word about a talk."""
    task = turn.context.plan.task.get(a.task)
    lines = ruling_lines.lines_of(turn, task, a) if task else []
    item = replace(turn.item(a), decision=decision(a))  # today's too
    if item.decision:
        lines.append(turn.say("item.decided", decision=turn.fmt.decision(item)))
    return lines


async def _unsent_lines(turn: Turn, a: Assignment) -> list[str]:
    """The last steps that addressed nobody, with the reason."""
    events = await events_of(turn.store, str(a.id), turn.context.calendar)
    lines = [_event_line(turn, h) for h in events if h.event.kind is Kind.CLIMBED]
    return [line for line in lines if line][-UNSENT_AT_MOST:]


async def _last_rung(turn: Turn, a: Assignment) -> tuple[str, str]:
    told = [one for one in await turn.store.read(NoticeOutcome, "notices_about", assignment=a.id) if one.rung]
    return (told[-1].rung, told[-1].occurrence) if told else ("", "")


async def draft(turn: Turn, id_: int) -> Answer:
    """Read by the coordinator who decides about it, and by the leader before whom it was put."""
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.SEE_DRAFT)
    kind = draft_of(a, turn.context.plan)
    told = await turn.store.read(NoticeOutcome, "notices_about", assignment=a.id)
    endorse, decide = (
        allowed(turn.context, turn.person, action, a) for action in (Action.ENDORSE, Action.DECIDE_TALK)
    )
    reached = delivered(told, await last_words(turn, a))
    card = draft_cards.card(turn.fmt, kind, turn.item(a), reached, endorse=endorse, decide=decide)
    if not papers.may_draft(turn, a):
        return Answer(card)
    paper = PaperKind.LETTER if kind is Draft.LETTER else PaperKind.TALK
    text = await papers.form_text(turn, a, paper)
    return await papers.drafted(turn, text, Drafted(paper, text.title, a.unit, a.task, a.id), card)


async def why_message(turn: Turn) -> Answer:
    """/why: about the message replied to, else the last one pushed."""
    ids = turn.message_items
    if len(ids) == 1:
        return await why_of(turn, ids[0])
    where = term_lines(turn.fmt, turn.context.golive)
    if not ids and where:  # no message can have gone out, or none does any more
        return Answer(Card(turn.say("why.nothing"), where))
    if not ids:
        raise Refused("refused.nothing_to_explain")
    shown = [
        turn.item(await find_seen(turn.store, turn.context, turn.person, id_)) for id_ in ids[:WHY_AT_MOST]
    ]
    return Answer(why_cards.choose(turn.fmt, shown, len(ids) - len(shown)))
