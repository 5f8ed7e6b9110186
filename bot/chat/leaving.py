"""请假、出差: from when to when, who stands in, and the end; by command, by words and by taps."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.actions import absence as absences
from bot.actions import absence_news as news
from bot.actions.absence_news import AbsenceSet
from bot.actions.access import require_in_plan
from bot.cards import sections_absence as cards
from bot.cards.card import Card
from bot.chat.extending import day_kept
from bot.chat.turn import Answer, Expects, Turn
from bot.context.plan_context import PlanContext
from bot.domain.errors import Refused
from bot.domain.language.leaves import LeaveWords, is_back, leave_words, may_be_called
from bot.domain.notice import CLOSING
from bot.domain.permissions import Action, absence_refusal
from bot.domain.person import Person, Role
from bot.queries.absence_receipts import facts_of, uncovered_units

CHOOSE = "choose"  # in a payload: ask who stands in


async def leave(turn: Turn, text: str) -> Answer:
    """/leave 3天 由李强代, or the same in words. Of somebody else where a head or the coordinator names them."""
    person = _named_person(turn, text)
    own = person == turn.person
    absences.require_may_set(turn.person, person)
    words = leave_words(text if own else text.strip().removeprefix(person.name), turn.today)
    if words.over:
        return await _ended(turn, person)
    if own and not text.strip() and turn.context.absence(person.id):
        return _standing(turn, person)
    return await _with(turn, person, words, {}, text)


def _named_person(turn: Turn, text: str) -> Person:
    """Whose absence it is: the person named at the beginning; of several of that name one for whom the speaker may say
    it."""
    word = text.strip()
    named = [p for p in turn.context.roster.people if p != turn.person and word.startswith(p.name)]
    mine = [p for p in named if absence_refusal(turn.person, p) is None]
    return max(mine or named, key=lambda p: len(p.name), default=turn.person)


async def ask_days(turn: Turn) -> Answer:
    require_in_plan(turn.person, Action.SET_ABSENCE)
    return Answer(cards.days_asked(turn.fmt), expects=Expects.LEAVE, expected={"person": turn.person.id})


async def days_pressed(turn: Turn, n: int) -> Answer:
    kept = _kept(turn)
    return await _with(turn, _person_kept(turn, kept), LeaveWords(workdays=max(n, 1)), kept, "")


async def answered(turn: Turn, kept: Mapping[str, object], text: str) -> Answer:
    """The words that answer: days, or a name."""
    person = _person_kept(turn, kept)
    if is_back(text):
        return await _ended(turn, person)
    return await _with(turn, person, leave_words(text, turn.today), kept, text)


async def stand_in_pressed(turn: Turn, number: int, chosen: str) -> Answer:
    """A colleague's name, nobody, or 换人代办."""
    if number:
        return await _another(turn, number, chosen)
    kept = _kept(turn)
    starts, ends = day_kept(kept.get("starts")), day_kept(kept.get("ends"))
    if starts is None or ends is None:
        raise Refused("refused.absence_over")
    substitute = "" if chosen == cards.NOBODY else chosen
    return await _set(turn, _person_kept(turn, kept), starts, ends, substitute)


async def end(turn: Turn) -> Answer:
    """我回来了."""
    require_in_plan(turn.person, Action.SET_ABSENCE)
    return await _ended(turn, turn.person)


async def stand_down(turn: Turn, absent: str, number: int) -> Answer:
    """不便代办: it goes back, and whoever asked reads so at once."""
    absence, changes = absences.stand_down(turn.context, turn.person, absent, number, turn.now)
    person = turn.context.roster.by_id[absent]
    told = news.tell_of_refusal(turn.context, person, absence, turn.person, (), turn.clock)
    if absence.on(turn.today):
        now_alone = AbsenceSet(person, absence.starts, absence.ends, "", absence.number, absence.version + 1)
        told += news.tell_nobody_stands_in(turn.context, now_alone, turn.person, turn.clock)
    return Answer(Card(turn.say("absence.stood_down", name=person.name)), (*changes, *told))


# ---- steps


async def _with(
    turn: Turn, person: Person, words: LeaveWords, kept: Mapping[str, object], text: str
) -> Answer:
    """Sets the absence where days and substitute are known; asks for what is missing."""
    span = _span(turn, words) or _kept_span(kept)
    who = words.who or str(kept.get("who", ""))
    if span is None:
        expected = {"person": person.id, "who": _written_name(turn.context, person, text, who)}
        return Answer(cards.days_asked(turn.fmt), expects=Expects.LEAVE, expected=expected)
    candidates = absences.stand_ins(turn.context, person)
    if _kept_span(kept) and not who and span == _kept_span(kept):
        who = text.strip()
    fitting = _fitting(candidates, f"{text} {who}", who)
    if words.nobody or not (candidates or who):
        return await _set(turn, person, *span, "")
    if len(fitting) == 1:
        return await _set(turn, person, *span, fitting[0].id)
    expected = {"person": person.id, "starts": span[0].isoformat(), "ends": span[1].isoformat()}
    offered = [(one.id, one.name) for one in fitting or candidates]
    card = cards.stand_in_asked(turn.fmt, cards.span(turn.fmt, *span), offered, 0, who)
    return Answer(card, expects=Expects.LEAVE, expected=expected)


def _written_name(context: PlanContext, person: Person, text: str, who: str) -> str:
    named = _fitting(absences.stand_ins(context, person), text, who)
    return named[0].name if len(named) == 1 else who


def _fitting(candidates: Sequence[Person], text: str, who: str) -> list[Person]:
    """Those named in full, else those whom the written name may shorten: 小王, 王科长, 敏姐."""
    named = [one for one in candidates if one.name in text or one.id == who]
    return named or [one for one in candidates if may_be_called(one.name, who)]


def _span(turn: Turn, words: LeaveWords) -> tuple[date, date] | None:
    """First and last day. Days without a date are workdays, from today on while people are at work."""
    calendar = turn.context.calendar
    closed = calendar.local(turn.now).time() >= CLOSING
    first = words.starts or calendar.not_before(turn.today)
    if words.workdays:
        if words.starts is None and closed and first == turn.today:
            first = calendar.after(turn.today, 1)
        first = calendar.not_before(first)
        return first, calendar.after(first, words.workdays - 1) if words.workdays > 1 else first
    if words.ends is None:
        return None
    return words.starts or turn.today, words.ends


def _kept_span(kept: Mapping[str, object]) -> tuple[date, date] | None:
    starts, ends = day_kept(kept.get("starts")), day_kept(kept.get("ends"))
    return (starts, ends) if starts and ends else None


def _kept(turn: Turn) -> Mapping[str, object]:
    if turn.dialog is None or turn.dialog.expects is not Expects.LEAVE:
        raise Refused("refused.absence_over")
    return turn.dialog.data


def _person_kept(turn: Turn, kept: Mapping[str, object]) -> Person:
    return turn.context.roster.by_id.get(str(kept.get("person", "")), turn.person)


async def _set(turn: Turn, person: Person, starts: date, ends: date, substitute: str) -> Answer:
    context, by = turn.context, turn.person
    before = context.absence(person.id)
    changes = absences.go_away(context, by, person, starts, ends, substitute, turn.now)
    number = _next_version(context, person)
    found = AbsenceSet(person, max(starts, turn.today), ends, substitute, number, number)
    told = await news.tell_substitute(turn.store, context, found, turn.clock)
    told += news.tell_nobody_stands_in(context, found, by, turn.clock)
    if before and before.substitute not in ("", substitute):
        told += news.tell_replaced(context, found, before.substitute, by, turn.clock)
    if by != person:
        told += news.tell_absent(context, found, by, turn.clock)
    return Answer(_registered(turn, found), (*changes, *told))


async def _another(turn: Turn, number: int, chosen: str) -> Answer:
    """Another colleague for an absence that stands."""
    context, person = turn.context, turn.person
    standing = absences.standing(context, person.id, number)
    if chosen == CHOOSE:
        others = [one for one in absences.stand_ins(context, person) if one.id != standing.substitute]
        days = cards.span(turn.fmt, standing.starts, standing.ends)
        return Answer(cards.stand_in_asked(turn.fmt, days, [(one.id, one.name) for one in others], number))
    substitute = "" if chosen == cards.NOBODY else chosen
    absence, changes = absences.name_stand_in(context, person, person, number, substitute, turn.now)
    found = AbsenceSet(
        person, absence.starts, absence.ends, substitute, number, _next_version(context, person)
    )
    told = await news.tell_substitute(turn.store, context, found, turn.clock)
    told += news.tell_nobody_stands_in(context, found, person, turn.clock)
    if absence.substitute not in ("", substitute):
        told += news.tell_replaced(context, found, absence.substitute, person, turn.clock)
    return Answer(_registered(turn, found), (*changes, *told))


async def _ended(turn: Turn, person: Person) -> Answer:
    absence, changes = absences.come_back(turn.context, turn.person, person, turn.now)
    receipt, told = await news.tell_it_is_over(turn.store, turn.context, person, absence, turn.clock)
    return Answer(cards.over(turn.fmt, receipt), (*changes, *told))


def _next_version(context: PlanContext, person: Person) -> int:
    return context.absence_versions.get(person.id, 0) + 1


def _standing(turn: Turn, person: Person) -> Answer:
    absence = turn.context.absence(person.id)
    assert absence is not None
    found = AbsenceSet(person, absence.starts, absence.ends, absence.substitute, absence.number, 0)
    return Answer(_registered(turn, found))


def _registered(turn: Turn, found: AbsenceSet) -> Card:
    context = turn.context
    substitute = context.roster.by_id.get(found.substitute)
    facts = facts_of(found.person, found.starts, found.ends, found.number, "") | {
        "substitute": substitute.name if substitute else ""
    }
    lines = [turn.say("leave.stands_in", substitute=substitute.name)] if substitute else []
    if units := uncovered_units(context, found.person, found.substitute):
        heads = [head.name for unit in units for head in context.roster.heads(unit)]
        heads += [one.name for one in context.roster.holding(Role.COORDINATOR)]
        lines.append(turn.say("leave.nobody_told", units=list(units), names=heads))
    own = found.person == turn.person
    others = bool(absences.stand_ins(context, found.person))
    return cards.registered(turn.fmt, facts, [*lines, turn.say("leave.until_then")], own=own, others=others)
