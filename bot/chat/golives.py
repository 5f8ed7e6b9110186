"""Go-live in the chat: its rehearsal, and the confirmation."""

from datetime import date

from bot.actions.access import require_in_plan
from bot.actions.golive import BEGINS_AFTER, confirm_golive, require_golive_possible
from bot.cards import welcome
from bot.cards.callback_data import Verb
from bot.cards.card import Card
from bot.chat.turn import Answer, Turn
from bot.domain.permissions import Action


async def rehearse(turn: Turn, day: date) -> Answer:
    """The rehearsal of going live on that day, with a button to confirm it."""
    require_in_plan(turn.person, Action.REHEARSE_GOLIVE)
    require_golive_possible(turn.context, day, turn.today)
    if turn.rehearse is None:
        return Answer(welcome.golive(turn.fmt, day))
    r = await turn.rehearse(day)
    people = [(turn.name(person), n) for person, n in r.people]
    return Answer(welcome.rehearsal(turn.fmt, r.start, r.end, r.messages, people, r.busiest))


async def go_live(turn: Turn, day: date) -> Answer:
    changes = await confirm_golive(turn.store, turn.context, turn.person, day, turn.now)
    title = turn.say("golive.done", day=turn.fmt.language.weekday_date(day))
    lines = (turn.say("golive.then"), turn.say("golive.undo", at=turn.at(turn.now + BEGINS_AFTER)))
    return Answer(Card(title, lines, ((turn.fmt.button("button.undo", Verb.UNDO),),)), changes)
