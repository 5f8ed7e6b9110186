"""Asking for an extension: a date and a reason, in one message or two."""

from datetime import date

from bot.actions import extend as extensions
from bot.actions.access import find_for
from bot.cards import confirmation
from bot.chat.requests import ask
from bot.chat.turn import Answer, Expects, Turn
from bot.domain.language.dates import mentions
from bot.domain.language.reading import read
from bot.domain.language.wishes import gives_reason
from bot.domain.permissions import Action
from bot.domain.review import extension_deciders


async def extend(turn: Turn, id_: int) -> Answer:
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.ASK_EXTENSION)
    return ask(turn, "extend.how", id_, Expects.EXTENSION, {"id": id_}, turn.fmt.name(turn.item(a), clip=60))


async def extend_by(turn: Turn, id_: int, words: str, due: date | None = None, said: str = "") -> Answer:
    """`due` or `said` was given before, and only the other was missing: neither is asked twice."""
    words = joined(said, words)
    a = await find_for(turn.store, turn.context, turn.person, id_, Action.ASK_EXTENSION)
    wanted = day_in(turn, words) or due
    name = turn.fmt.name(turn.item(a), clip=60)
    if wanted is None:
        return ask(turn, "extend.no_date", id_, Expects.EXTENSION, {"id": id_, "said": words}, name)
    if not gives_reason(words, turn.today):
        expected = {"id": id_, "due": wanted.isoformat(), "said": words}
        return ask(turn, "extend.no_reason", id_, Expects.EXTENSION, expected, name)
    outcome = extensions.ask_extension(turn.context, turn.person, a, wanted, words.strip(), turn.now)
    people = extension_deciders(a, turn.context.plan, turn.context.roster, wanted).people
    names = turn.fmt.who(people)
    title = turn.say("extend.asked", name=name, until=turn.fmt.legal_date(wanted))
    item = turn.item(outcome.one)
    lines = [turn.say("extend.until_then", due=turn.fmt.day(a.due), names=names)]
    if turn.today > a.due:
        lines.append(turn.say("extend.late"))
    return Answer(confirmation.done(turn.fmt, title, item, *lines, undo=True), outcome.changes)


def joined(said: str, words: str) -> str:
    """An answer in two messages as one text."""
    return " ".join(filter(None, (said.strip(), words.strip())))


def day_in(turn: Turn, words: str) -> date | None:
    """The day that the words promise. One that is only mentioned will do where a day was asked for."""
    if promised := read(words, today=turn.today).next_date:
        return promised
    days = {one.day for one in mentions(words, turn.today) if one.day and one.day >= turn.today}
    return days.pop() if len(days) == 1 else None


def day_kept(written: object) -> date | None:
    return date.fromisoformat(written) if isinstance(written, str) else None
