"""What the units say in an emergency: 签收 by tap or words, 应急… in a window, lines of the checklist done."""

from collections.abc import Sequence
from dataclasses import replace

from bot.actions.emergency_order import date_follow_up
from bot.actions.emergency_response import Filed, Signed, mark_done, may_sign, report, sign, units_signing
from bot.cards import emergency_cards as cards
from bot.cards.callback_data import Verb
from bot.cards.card import ButtonStyle, Card
from bot.cards.emergency_notices import at_text
from bot.chat.confirming import confirmed_by_words
from bot.chat.emergency_copies import settled_copies
from bot.chat.turn import Answer, Expects, Turn
from bot.context.emergencies import emergency_life
from bot.context.ports import Change
from bot.domain.emergency.checklists import ChecklistLine
from bot.domain.emergency.emergency_course import Emergency
from bot.domain.emergency.responses import EmergencyLife
from bot.domain.emergency.windows import open_windows
from bot.domain.errors import Refused
from bot.domain.language import commands as command
from bot.domain.language.dates import mentions
from bot.domain.language.emergency_replies import (
    besides_deeds,
    besides_received,
    is_received,
    report_in,
    says_done,
    says_standstill,
)
from bot.domain.language.plain import letters, plain
from bot.domain.message import MessageKind
from bot.domain.permissions import Action, refusal_in_plan
from bot.queries.checklists_now import checklists_now


async def _life(turn: Turn, one: Emergency) -> EmergencyLife:
    return await emergency_life(turn.store, one, turn.context.calendar)


# ---- signing


async def sign_pressed(turn: Turn, n: int, round_: int) -> Answer:
    one = next((each for each in turn.context.emergencies if each.id == f"E{n}"), None)
    if one is None:
        raise Refused("refused.no_such_emergency")
    life = await _life(turn, one)
    return await _signed(turn, life, sign(turn.context, life, turn.person, turn.now, round_))


async def _signed(turn: Turn, life: EmergencyLife, done: Signed) -> Answer:
    units = done.units or done.before
    if not done.units:
        signature = life.response(units[0]).signed(life.emergency.round)
        assert signature is not None
        line = turn.say(
            "emergency.signed.before", name=turn.name(signature.by), at=at_text(turn.fmt, signature.at)
        )
        return Answer(Card(turn.say("emergency.signed.already", units=list(units)), (line,)))
    clocks = life.emergency.clocks
    lines = (turn.say("emergency.told.report", at=[f"{one:%H:%M}" for one in clocks.windows]),)
    row = (turn.fmt.button("button.undo", Verb.UNDO),)
    card = Card(turn.say("emergency.signed.done", units=list(units)), lines, (row,))
    settled = await settled_copies(turn, life, done.units)
    return Answer(card, (*done.outcome.changes, *settled))


# ---- words


async def said(turn: Turn, text: str) -> Answer | None:
    """签收, 应急 …, an answer to the emergency's message; None for any other words and for whom it does not concern."""
    one = turn.context.emergencies[-1] if turn.context.emergencies else None
    if one is None or turn.inbound.group or not may_sign(turn.person, one):
        return None
    words = plain(text)
    if command.parse(words):  # 应急情况 asks how it stands
        return None
    to_it = turn.on is not None and turn.on.kind == MessageKind.EMERGENCY and bool(turn.inbound.message_id)
    if is_received(words) and one.running:
        life = await _life(turn, one)
        mine = units_signing(one, turn.person)
        if to_it or any(unit in life.unsigned for unit in mine):
            done = sign(turn.context, life, turn.person, turn.now)
            return _told_besides(turn, await _signed(turn, life, done), besides_received(words))
        return None
    reported = report_in(words)
    if reported is not None:
        return await _report(turn, one, _own_words(text, reported))
    if to_it and one.running and (words or turn.files):
        return await _report(turn, one, text.strip())
    return _is_it_a_report(turn, one, text.strip())


def _told_besides(turn: Turn, answer: Answer, besides: str) -> Answer:
    """收到，已停产10家 signs; that ten stand still is no report before it is said to be one."""
    assert answer.card
    if not besides:
        return answer
    line = turn.say("emergency.signed.besides", words=besides)
    return replace(answer, card=replace(answer.card, lines=(*answer.card.lines, line)))


def _is_it_a_report(turn: Turn, one: Emergency, words: str) -> Answer | None:
    """今天已停产10家 without 应急: it may be about an ordinary item, so it is asked; None for any other words."""
    busy = turn.dialog is not None and turn.dialog.expects is not Expects.CONFIRM
    if not one.running or busy or turn.on or not says_standstill(plain(words)):
        return None
    ahead = open_windows(one, turn.now, turn.context.calendar)
    if not ahead:
        return None
    title = turn.say("emergency.is_it", at=[at_text(turn.fmt, window.at) for window in ahead])
    yes = turn.fmt.button("button.emergency_is", Verb.EMERGENCY_REPORT, style=ButtonStyle.PRIMARY)
    row = (yes, turn.fmt.button("button.cancel", Verb.FORGET))
    card = Card(title, (words, turn.say("emergency.is_it.else")), (row,))
    return confirmed_by_words(turn, card, yes.payload, words=words, files=list(turn.files))


async def meant(turn: Turn) -> Answer:
    """The button below the question whether the words are a report."""
    asked = turn.dialog.data if turn.dialog and turn.dialog.expects is Expects.CONFIRM else {}
    one = turn.context.emergency
    if one is None or "words" not in asked or (turn.on and turn.on.message_id != str(asked["message"])):
        raise Refused("refused.words_gone")
    files = asked["files"]
    kept = tuple(map(str, files)) if isinstance(files, list | tuple) else ()
    return await _report(replace(turn, files=kept), one, str(asked["words"]))


def _own_words(text: str, reported: str) -> str:
    """As they were typed, without the word that they begin with."""
    at = text.find(reported[:1]) if reported else -1
    return text[at:].strip() if at >= 0 else reported


async def _report(turn: Turn, one: Emergency, words: str) -> Answer:
    life = await _life(turn, one)
    if done := await _lines_done(turn, life, words):
        return done
    filed = report(turn.context, life, turn.person, words, turn.files, turn.now)
    return _filed_card(turn, life, filed, words)


def _filed_card(turn: Turn, life: EmergencyLife, filed: Sequence[Filed], words: str) -> Answer:
    first = filed[0]
    key = "emergency.filed.again" if first.again else "emergency.filed.done"
    title = turn.say(key, units=[one.unit for one in filed], at=at_text(turn.fmt, first.window.at))
    lines = [words] if words else []
    unsigned = [one.unit for one in filed if one.unit in life.unsigned]
    if unsigned and life.emergency.running:
        lines.append(turn.say("emergency.filed.still_unsigned", units=unsigned))
    rows = (
        (turn.fmt.button("button.undo", Verb.UNDO),),
        *cards.unit_buttons(turn.fmt, life, unsigned, listed=False),
    )
    changes = tuple(change for one in filed for change in one.outcome.changes)
    return Answer(Card(title, tuple(lines), rows), changes)


async def edited(turn: Turn, stream_window: int) -> Answer:
    """The words of a report were edited: the new ones stand for the same window."""
    one = turn.context.emergencies[-1]
    text = turn.inbound.text.strip()
    reported = report_in(plain(text))
    words = _own_words(text, reported) if reported is not None else text
    life = await _life(turn, one)
    filed = report(turn.context, life, turn.person, words, turn.files, turn.now, stream_window)
    return _filed_card(turn, life, filed, words)


# ---- the checklist


async def _lines_done(turn: Turn, life: EmergencyLife, words: str) -> Answer | None:
    """应急 宛西水泥2号窑已停产: the words name a line of the unit's checklist, and say no more than that."""
    one = life.emergency
    lists = await checklists_now(turn.store)
    if lists is None or one.level is None or not says_done(words) or turn.files:
        return None
    for unit in units_signing(one, turn.person):
        named = _named(lists.of(unit, one.level), words)
        if not named:
            continue
        outcome = mark_done(turn.context, life, turn.person, unit, named, words, turn.now)
        asked = [line for line in lists.of(unit, one.level) if not line.exempt]
        done = life.response(unit).done | {line.key for line in named}
        left = [line.name for line in asked if line.key not in done]
        title = turn.say("emergency.line.done", names=[line.name for line in named])
        line = turn.say("emergency.line.left", done=len(asked) - len(left), n=len(asked), names=left[:6])
        row = (turn.fmt.button("button.undo", Verb.UNDO),)
        return Answer(Card(title, (line,), (row,)), outcome.changes)
    return None


def _named(lines: Sequence[ChecklistLine], words: str) -> list[ChecklistLine]:
    """Lines whose enterprise, and part where it has one, the words name and say little beside."""
    said = letters(words)
    found = [
        line
        for line in lines
        if letters(line.enterprise) in said and (not line.part or letters(line.part) in said)
    ]
    left = said
    for line in found:
        left = left.replace(letters(line.enterprise), "").replace(letters(line.part), "")
    return found if found and len(besides_deeds(left)) <= 6 else []


# ---- what follows the lifting


async def follow_up_said(turn: Turn, text: str) -> Answer | None:
    """效果评估 1月20日完成: the date of what follows, from the coordinator."""
    one = turn.context.emergencies[-1] if turn.context.emergencies else None
    if one is None or one.running or refusal_in_plan(Action.DATE_FOLLOW_UP, turn.person):
        return None
    words = plain(text)
    named = [up.name for up in one.follow_up if up.name in words and up.due is None]
    days = [each.day for each in mentions(words, turn.today) if each.day]
    if not named or len(days) not in (1, len(named)):
        return None
    dates = days * len(named) if len(days) == 1 else days
    changes: list[Change] = []
    emergency = one
    for name, day in zip(named, dates, strict=True):
        outcome = date_follow_up(turn.context, turn.person, emergency, name, day, turn.now)
        changes += [change for change in outcome.changes if change.statement != "revise_plan" or not changes]
        emergency = replace(emergency, version=emergency.version + 1)
    lines = [
        turn.say("emergency.follow_up.dated", name=name, due=turn.fmt.day(day))
        for name, day in zip(named, dates, strict=True)
    ]
    task = turn.context.plan.task.get(one.task)
    title = turn.say("emergency.follow_up.done", task=task.mark if task else one.task)
    return Answer(Card(title, tuple(lines)), tuple(changes))
