"""Reports: what a liaison says about an item, read, recorded, and shown back before anybody acts on it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.actions.access import find_for, find_own
from bot.actions.report import ReportContent, report, report_many
from bot.actions.submit import submit
from bot.cards import confirmation
from bot.cards.callback_data import Verb
from bot.cards.card import Card
from bot.cards.confirmation import ReportReading
from bot.cards.formatter import clipped
from bot.cards.item import indicator
from bot.chat import item_views, questions, report_echo, risk_marks, wizard
from bot.chat.placing import measured_subject, own_item
from bot.chat.turn import Answer, Dialog, Expects, Turn
from bot.domain.assignment import Assignment
from bot.domain.errors import Refused
from bot.domain.language.measured import Value
from bot.domain.language.on_item import on_item
from bot.domain.language.placement import Part
from bot.domain.language.plain import plain
from bot.domain.language.references import head
from bot.domain.measurements import Measurement, Verdict
from bot.domain.permissions import Action
from bot.domain.risk import Risk
from bot.queries.returns import unanswered


@dataclass(frozen=True, slots=True)
class Words:
    """Words and files of a message, before its item is known."""

    text: str
    files: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        return bool(self.text.strip() or self.files)


# What the screen shows next is decided by where the answer was given: on a card, in a walk, in a return.


async def prompt(turn: Turn, id_: int) -> Answer:
    """反馈: the next words are about this item."""
    a = await find_own(turn.store, turn.context, turn.person, id_)
    lines = [turn.say("report.how")]
    if target := questions.target(turn, a):
        lines.append(turn.say("report.number", target=indicator(turn.fmt, target)))
    if before := await item_views.last_words(turn, a):
        lines.append(turn.say("item.before", words=before))
    card = Card(
        turn.say("report.title", name=turn.fmt.name(turn.item(a), clip=60)),
        tuple(lines),
        (
            (
                turn.fmt.button("button.same", Verb.SAME, a.id),
                turn.fmt.button("button.cancel", Verb.FORGET),
            ),
        ),
        assignments=(a.id,),
    )
    return Answer(card, expects=Expects.REPORT, expected={"id": a.id})


async def on(
    turn: Turn,
    id_: int,
    words: Words,
    *,
    done: bool = False,
    before: tuple[str, int] = ("", 0),
    reading: Part | None = None,
    answers: Risk | None = None,
) -> Answer:
    """Records what was said about the item. `done`: it is submitted too, for the person said so by a command.
    `answers`: the risk that its author was asked about.

    `before`: the words that came with the first picture of an album, and how many pictures there are by now.
    `reading`: what the words were read to say, where that is known.
    """
    a = await find_own(turn.store, turn.context, turn.person, id_)
    part = reading or _read(turn, a, words.text)
    content, told = understood(turn, a, words, part)
    if before[1]:
        earlier = _read(turn, a, before[0])
        told = replace(understood(turn, a, Words(before[0]), earlier)[1], files=before[1])
    content = risk_marks.as_answer(content, answers)
    told = replace(told, next_date=content.next_date, solved_by=content.solved_by)
    if not content.values:
        told = replace(told, readings=(), values=(), percent=content.percent)
    content = await risk_marks.weigh(
        turn, a, content, part.reply, answers=answers, asks=not (part.reply.questions or (done and not a.recurring))
    )  # fmt: skip
    if done and not a.recurring:
        return await report_echo.submitted(
            turn, submit(turn.context, turn.person, a, content, turn.now), told
        )
    told = replace(told, question=questions.first(turn, a, part.reply, content))
    outcome = report(turn.context, turn.person, a, content, turn.now)
    return await report_echo.recorded(turn, outcome, told, part.reply.done, content.asked)


def _read(turn: Turn, a: Assignment, text: str) -> Part:
    """The words on this item, without its own number before them."""
    text = plain(text)
    reference = head(text)
    task = turn.context.plan.task.get(a.task)
    if reference and task and {task.mark, a.milestone} & set(reference.numbers) and reference.end < len(text):
        text = text[reference.end :]
    return on_item(own_item(a), text, measured_subject(turn), turn.today)


async def how(turn: Turn, id_: int) -> Answer:
    """怎么填: an example of what is understood, then the item waits for words."""
    answer = await prompt(turn, id_)
    assert answer.card
    return replace(answer, card=replace(answer.card, lines=(*answer.card.lines, turn.say("report.example"))))


async def same(turn: Turn, id_: int) -> Answer:
    """无变化, in one tap. A return's item that has been answered is not answered twice."""
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.NO_CHANGE)
    content = ReportContent(no_change=True, risks=(await risk_marks.carried(turn, [a])).get(a.id))
    outcome = report(turn.context, turn.person, a, content, turn.now)
    return await report_echo.recorded(turn, outcome, ReportReading(no_change=True), False)


def understood(turn: Turn, a: Assignment, words: Words, part: Part) -> tuple[ReportContent, ReportReading]:
    """The reading that is recorded, and the reading that is shown back."""
    return content_of(words, part)


def content_of(words: Words, part: Part) -> tuple[ReportContent, ReportReading]:
    reply, measured = part.reply, part.measured
    content = ReportContent(
        words=words.text.strip(),
        percent=measured.percent,
        no_change=reply.no_change and not reply.rest_no_change,
        values=tuple(_measurement(value) for value in measured.values),
        done=reply.done,
        next_date=reply.next_date,
        blocker=reply.blocker,
        next_step=reply.next_step,
        files=words.files,
    )
    told = ReportReading(
        percent=content.percent,
        values=content.values,
        readings=measured.values,
        left=(reply.left.value, reply.left.unit) if reply.left else None,
        next_date=content.next_date,
        blocker=reply.blocker,
        next_step=reply.next_step,
        no_change=content.no_change,
        words=content.words,
        files=len(words.files),
    )
    return content, told


def _measurement(value: Value) -> Measurement:
    verdict = Verdict(value.verdict) if value.verdict else None
    return Measurement(value.value, value.unit, value.name, value.of, verdict, value.aim)


async def rest_same(turn: Turn, code: str, due: date) -> Answer:
    """其余无变化: one answer for every item of the return that has none yet."""
    unit = wizard.unit_named(turn, code)
    items = await wizard.return_items(turn, unit, due)
    mine = wizard.owed(turn, items, due)
    if not mine:
        raise Refused("refused.return_filed")
    marks = await risk_marks.carried(turn, mine)
    outcome = report_many(turn.context, turn.person, mine, ReportContent(no_change=True), turn.now, marks)
    left = len(unanswered(turn.context, items, due)) - len(mine)
    filed = tuple(a.id for a in outcome.after)
    late = turn.today > due
    return Answer(confirmation.filed_together(turn.fmt, unit, left, filed, late=late), outcome.changes)


async def hand_in(turn: Turn, id_: int) -> Answer:
    """提交复核."""
    a = await find_own(turn.store, turn.context, turn.person, id_)
    if a.recurring:
        return await same(turn, id_)
    return await report_echo.submitted(
        turn, submit(turn.context, turn.person, a, ReportContent(), turn.now), ReportReading()
    )


# Words that may be about several items are kept until one is chosen.


async def choose(turn: Turn, words: Words, candidates: Sequence[Assignment], *, done: bool = False) -> Answer:
    shown = candidates[:OFFERED]
    buttons = [
        (turn.fmt.button("button.choose_item", Verb.CHOOSE, a.id, name=label(turn, a, shown)),) for a in shown
    ]
    if len(candidates) > len(shown):
        buttons.append((turn.fmt.button("button.list", Verb.LIST, 0),))
    buttons.append((turn.fmt.button("button.cancel", Verb.FORGET),))
    quoted = clipped(words.text, confirmation.QUOTED_AT_MOST)
    lines = [turn.say("choose.kept", words=quoted)] if words.text.strip() else []
    if words.files:
        lines.append(turn.say("echo.files", n=len(words.files)))
    if len(candidates) > len(shown):
        number = turn.fmt.number(candidates[-1].task)
        lines.append(turn.say("choose.number", n=len(candidates), number=number))
    ids = tuple(a.id for a in candidates)
    card = Card(turn.say("choose.title"), tuple(lines), tuple(buttons), assignments=ids)
    kept = {"text": words.text, "files": list(words.files), "done": done, "ids": list(ids)}
    return Answer(card, expects=Expects.CHOICE, expected=kept)


OFFERED = 8  # items as buttons; the list has all of them


def label(turn: Turn, a: Assignment, among: Sequence[Assignment]) -> str:
    """An item beside others: its milestone where the task has several, its period and unit where they differ."""
    same_task = [one for one in among if one.task == a.task]
    milestone = turn.context.plan.milestone(a.task, a.milestone) if a.task in turn.context.plan.task else None
    if len({one.milestone for one in same_task}) > 1 and milestone and not milestone.inferred:
        name = f"{milestone.id} {clipped(milestone.text, 22)}"
    else:
        name = turn.fmt.name(turn.item(a), clip=20)
    more = []
    if a.period and len({one.period for one in same_task if one.milestone == a.milestone}) > 1:
        more.append(turn.fmt.period(a.period))
    if len({one.unit for one in among}) > 1:
        more.append(a.unit)
    return turn.say("choose.label", name=name, more=more) if more else name


def kept_words(dialog: Dialog) -> Words:
    files = dialog.data.get("files", ())
    return Words(
        str(dialog.data.get("text", "")), tuple(map(str, files if isinstance(files, list | tuple) else ()))
    )


async def as_meant(turn: Turn, id_: int) -> Answer:
    """是: the value in the unit that was asked about. The words stay as they were written."""
    meant = (
        str(turn.dialog.data.get("meant", ""))
        if turn.dialog and turn.dialog.expects is Expects.CHOICE
        else ""
    )
    if turn.dialog is None or not meant:
        raise Refused("refused.nothing_kept")
    a = await find_own(turn.store, turn.context, turn.person, id_)
    return await on(turn, id_, kept_words(turn.dialog), reading=_read(turn, a, meant))


async def chosen(turn: Turn, id_: int) -> Answer:
    if turn.dialog is None or turn.dialog.expects is not Expects.CHOICE:
        raise Refused("refused.nothing_kept")
    return await on(turn, id_, kept_words(turn.dialog), done=bool(turn.dialog.data.get("done")))
