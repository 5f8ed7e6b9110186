"""Words on one item or on several: recorded together, shown in one card; or the choice between items."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.actions.access import find_own
from bot.actions.outcome import NO_OUTCOME, Outcome
from bot.actions.report import ReportContent, report, report_many
from bot.actions.support import support
from bot.cards import confirmation
from bot.cards.callback_data import Verb, unit_code
from bot.cards.card import Button, Card
from bot.chat import answers, placing, reports, risk_marks, supporting, wizard
from bot.chat.reports import Words
from bot.chat.turn import Answer, Dialog, Expects, Turn
from bot.context.ports import Change
from bot.domain.assignment import Assignment
from bot.domain.errors import Refused
from bot.domain.language.choosing import by_period, of_number
from bot.domain.language.consent import is_consent
from bot.domain.language.placement import Choice, Part, Records, Unchanged
from bot.domain.language.plain import letters, plain
from bot.domain.language.references import head
from bot.domain.period import last_ended
from bot.domain.person import Role
from bot.domain.return_askings import DATED_EVERY


async def record(turn: Turn, records: Records, words: Words) -> Answer:
    if records.rest and not records.parts and not records.open:
        return await rest_alone(turn)
    if len(records.parts) == 1 and not records.open and not records.rest:
        part = records.parts[0]
        text = part.text if records.corrects else words.text
        if part.item is not None:
            return await reports.on(turn, part.item.id, Words(text, words.files), reading=part)
        task = turn.context.plan.task[part.task]
        unit = next(one for one in turn.person.units(Role.LIAISON, Role.HEAD) if one in task.roles.support)
        return await supporting.noted_on(turn, task, unit, Words(part.text, words.files))
    return await _together(turn, records, words)


async def rest_alone(turn: Turn) -> Answer:
    """其余无变化 as a message of its own: what the person still owes in their returns, whatever was shown last."""
    returns = await returns_asked(turn)
    if not returns:
        raise Refused("refused.return_filed")
    if len(returns) == 1:
        unit, due = returns[0]
        return await reports.rest_same(turn, unit_code(unit), due)
    return await _together(turn, Records((), (), rest=True), Words(""))


async def returns_asked(turn: Turn) -> list[tuple[str, date]]:
    """Unit and due day of the returns that the person still owes, of each work the last one asked: an older missed
    period is filed only by a word or tap of its own."""
    who = await placing.speaker(turn)
    owed = [one for one in who.items if one.recurring and one.running and one.until < turn.today]
    found = dict.fromkeys((one.unit, one.due) for one in by_period(owed, "", turn.today))
    last = last_ended(turn.today, DATED_EVERY).due(turn.context.calendar)
    for unit in turn.person.units(Role.LIAISON, Role.HEAD):  # whose return may have dated items alone
        left = wizard.owed(turn, await wizard.return_items(turn, unit, last), last)
        if left and not any(a.recurring for a in left):
            found[unit, last] = None
    return list(found)


async def _together(turn: Turn, records: Records, words: Words) -> Answer:
    lines: list[str] = []
    outcome, extra = NO_OUTCOME, list[Change]()
    for at, part in enumerate(records.parts):
        own = Words(part.text, words.files if at == 0 else ())
        if part.item is None:
            changes, said = await _note(turn, part, own)
            extra += changes
        else:
            one, said = await _one(turn, part, own)
            outcome += one
        lines += said
    if records.rest:
        rest = await _rest(turn, records)
        outcome += rest
        lines.append(turn.say("several.rest", n=len(rest.after)))
    lines += [answers.left_open(turn, one) for one in records.open]
    done = bool(outcome.after or extra)
    title = turn.say("several.recorded") if done else turn.say("several.not_recorded")
    buttons = ((turn.fmt.button("button.undo", Verb.UNDO),),) if done else ()
    ids = tuple(dict.fromkeys(a.id for a in outcome.after))
    return Answer(Card(title, tuple(lines), buttons, assignments=ids), (*outcome.changes, *extra))


async def _one(turn: Turn, part: Part, words: Words) -> tuple[Outcome, list[str]]:
    assert part.item
    a = await find_own(turn.store, turn.context, turn.person, part.item.id)
    content, told = reports.understood(turn, a, words, part)
    content = await risk_marks.weigh(turn, a, content, part.reply)
    outcome = report(turn.context, turn.person, a, content, turn.now)
    told_lines = confirmation.reading_lines(turn.fmt, replace(told, files=0))
    if asked := risk_marks.question(turn, content):
        told_lines.append(turn.say("echo.question", question=asked))
    return outcome, [turn.say("several.one", name=turn.fmt.name(turn.item(outcome.one)), lines=told_lines)]


async def _note(turn: Turn, part: Part, words: Words) -> tuple[Sequence[Change], list[str]]:
    """配合情况 on a task of which a unit of the person's is a supporting one."""
    task = turn.context.plan.task[part.task]
    unit = next(one for one in turn.person.units(Role.LIAISON, Role.HEAD) if one in task.roles.support)
    content, told = reports.content_of(words, part)
    outcome = await support(turn.store, turn.context, turn.person, task.id, unit, content, turn.now)
    lines = confirmation.reading_lines(turn.fmt, told)
    return outcome.changes, [turn.say("several.note", number=task.mark, title=task.title, lines=lines)]


async def _rest(turn: Turn, records: Records) -> Outcome:
    """其余无变化: what of the same return has no answer yet."""
    done = {part.item.id for part in records.parts if part.item}
    returns = [(part.item.unit, part.item.due) for part in records.parts if part.item and part.item.recurring]
    if not returns:
        returns = await returns_asked(turn)
    outcome = NO_OUTCOME
    for unit, due in dict.fromkeys(returns):
        mine = wizard.owed(turn, await wizard.return_items(turn, unit, due), due)
        rows = [a for a in mine if a.id not in done]
        marks = await risk_marks.carried(turn, rows)
        outcome += report_many(
            turn.context, turn.person, rows, ReportContent(no_change=True), turn.now, marks
        )
        done |= {a.id for a in rows}
    return outcome


async def unchanged(turn: Turn, placement: Unchanged, words: Words) -> Answer:
    items = placement.items
    if len(items) == 1:
        return await reports.on(turn, items[0].id, words)
    returns = {(one.unit, one.due) for one in items if one.recurring}
    if len(returns) == 1 and all(one.recurring for one in items):
        unit, due = returns.pop()
        return await reports.rest_same(turn, unit_code(unit), due)
    return await reports.choose(turn, words, [await turn.find(one.id) for one in items])


async def choice(turn: Turn, asked: Choice, words: Words) -> Answer:
    rows = [await turn.find(one.id) for one in asked.items]
    if asked.number:
        return _number_or_item(turn, asked, rows, words)
    return await reports.choose(turn, words, rows)


def _number_or_item(turn: Turn, asked: Choice, rows: Sequence[Assignment], words: Words) -> Answer:
    """5: 第5项，还是进度5%？"""
    named = [a for a in rows if a.task in asked.tasks] or list(rows[:1])
    others = [a for a in rows if a not in named] or named
    buttons: list[tuple[Button, ...]] = [
        (turn.fmt.button("button.choose_item", Verb.REPORT, a.id, name=reports.label(turn, a, named)),)
        for a in named
    ]
    buttons += [
        (
            turn.fmt.button(
                "button.choose_percent",
                Verb.CHOOSE,
                a.id,
                n=asked.number,
                name=reports.label(turn, a, others),
            ),
        )
        for a in others[: reports.OFFERED]
    ]
    buttons.append((turn.fmt.button("button.cancel", Verb.FORGET),))
    title = turn.say("choose.number_or_item", n=asked.number)
    card = Card(title, (), tuple(buttons), assignments=tuple(a.id for a in rows))
    kept = {
        "text": f"{asked.number}%",
        "files": list(words.files),
        "done": False,
        "ids": [a.id for a in rows],
    }
    return Answer(card, expects=Expects.CHOICE, expected=kept)


async def choosing(turn: Turn, dialog: Dialog, words: Words) -> Answer | None:
    """Words while a choice is open: a number chooses; words with a number of their own stand for themselves; others
    are added to those that wait."""
    text = plain(words.text)
    ids = [int(str(one)) for one in dialog.data.get("ids", ())]  # type: ignore[attr-defined]
    if dialog.data.get("meant") and is_consent(words.text):
        return await reports.as_meant(turn, ids[0])
    reference = head(text)
    if reference is not None:
        who = await placing.speaker(turn)
        subject = placing.subject_of(turn.context.plan)
        found = {item.id for number in reference.numbers for item in of_number(number, who, subject)}
        rest = letters(text[reference.end :])
        chosen = [id_ for id_ in ids if id_ in found]
        if rest or not chosen:
            return None
        if len(chosen) == 1:
            return await reports.chosen(turn, chosen[0])
        return await reports.choose(
            turn, reports.kept_words(dialog), [await turn.find(id_) for id_ in chosen]
        )
    kept = reports.kept_words(dialog)
    more = Words("\n".join(filter(None, (kept.text, words.text))), (*kept.files, *words.files))
    free = replace(turn, dialog=None, files=more.files)
    from bot.chat.text import answer_to

    return await answer_to(free, await placing.placed(free, more.text), more)
