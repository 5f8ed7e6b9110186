"""Free words: an answer to a question, to a message, or to nothing in particular."""

from collections.abc import Iterable

from bot.actions.access import is_asked
from bot.cards.callback_data import Verb, unit_code
from bot.cards.card import Card
from bot.chat import commands, decisions, reports, requests, views
from bot.chat.reports import Words
from bot.chat.turn import Answer, Dialog, Expects, SentMessage, Turn
from bot.domain.assignment import Assignment, State
from bot.domain.errors import Refused
from bot.domain.language import commands as command
from bot.domain.language.reading import Reply, read
from bot.domain.person import Role

OPEN = (State.PAST, State.OPEN, State.REWORK)
MEANT_AT_MOST = 400  # items of one message that words may be about


async def text_answer(turn: Turn) -> Answer:
    text = turn.inbound.text.strip()
    if wanted := command.parse(text):
        return await commands.run(turn, wanted)
    if not turn.files and _courtesy(turn, text):
        return Answer(Card(turn.say("chat.thanks")), keeps_dialog=True)
    if turn.dialog and not (turn.inbound.message_id and turn.on):
        return await _expected(turn, turn.dialog, Words(text, turn.files))
    return await _unasked(turn, Words(text, turn.files))


def _courtesy(turn: Turn, text: str) -> bool:
    """谢谢 and 收到 are no report: recorded as one, they would silence the next reminder."""
    plain = "".join(filter(str.isalnum, text)).lower()
    return not plain or plain in turn.say("chat.courtesies").split()


async def _expected(turn: Turn, dialog: Dialog, words: Words) -> Answer:
    """What was asked for."""
    match dialog.expects:
        case Expects.REPORT:
            return await reports.on(turn, dialog.item(), words)
        case Expects.EXTENSION:
            due = dialog.data.get("due")
            return await requests.extend_by(turn, dialog.item(), words.text, requests.day_kept(due))
        case Expects.DECLINE:
            return await requests.decline_for(turn, dialog.item(), words.text)
        case Expects.REWORK:
            rounds = int(str(dialog.data.get("rounds", 0)))
            return await decisions.rework_for(turn, dialog.item(), rounds, words.text)
        case Expects.CHOICE:
            return await _unasked(turn, _more(dialog, words))


def _more(dialog: Dialog, words: Words) -> Words:
    """Words sent one after another, before their item is chosen, belong together."""
    files = dialog.data.get("files", ())
    kept = tuple(map(str, files if isinstance(files, list | tuple) else ()))
    text = "\n".join(filter(None, (str(dialog.data.get("text", "")), words.text)))
    return Words(text, (*kept, *words.files))


async def _unasked(turn: Turn, words: Words) -> Answer:
    """About the message replied to, else the last one, else whatever I owe."""
    candidates = await _meant(turn)
    reply = read(words.text, today=turn.today)
    unchanged = (reply.no_change or reply.rest_no_change) and not words.files
    if unchanged and (answer := await _whole_return(turn, candidates, reply)):
        return answer
    if not candidates:
        return _nothing_owed(turn)
    if len(candidates) == 1:
        return await reports.on(turn, candidates[0].id, words)
    return await reports.choose(turn, words, candidates)


async def _meant(turn: Turn) -> list[Assignment]:
    """/help is about nothing: then what was asked before it is meant."""
    asked = (
        [turn.on] if turn.on else [await _row(turn, "last_message_to"), await _row(turn, "last_pushed_to")]
    )
    for row in asked:
        if row and (found := await _mine(turn, row.read().assignments[:MEANT_AT_MOST])):
            return found
    return [a for a in await views.owned(turn) if a.state in OPEN]


async def _row(turn: Turn, query: str) -> SentMessage | None:
    return await turn.store.one(SentMessage, query, person=turn.person.id)


async def _mine(turn: Turn, ids: Iterable[int]) -> list[Assignment]:
    """Those of a message that this person answers for; what is still owed before what is not."""
    found = []
    for id_ in ids:
        a = await turn.store.one(Assignment, "assignment_by_id", id=id_)
        if a and is_asked(turn.context, turn.person, a) and a.state is not State.EXCUSED:
            found.append(a)
    return [a for a in found if a.state in OPEN] or found


async def _whole_return(turn: Turn, candidates: list[Assignment], reply: Reply) -> Answer | None:
    """无变化, answered to one return and nothing else, is an answer for all of it."""
    returns = {(a.unit, a.due) for a in candidates if a.recurring and a.running}
    only = all(a.recurring for a in candidates)
    if len(candidates) < 2 or len(returns) != 1 or not (only or reply.rest_no_change):
        return None
    if reply.understood and reply != Reply(no_change=reply.no_change, rest_no_change=reply.rest_no_change):
        return None
    unit, due = returns.pop()
    return await reports.rest_same(turn, unit_code(unit), due)


def _nothing_owed(turn: Turn) -> Answer:
    if not turn.person.units(Role.LIAISON, Role.HEAD):
        raise Refused("refused.not_understood")
    buttons = ((turn.fmt.button("button.tasks", Verb.TASKS, 0), turn.fmt.button("button.help", Verb.HELP)),)
    return Answer(Card(turn.say("chat.nothing_owed"), (), buttons))
