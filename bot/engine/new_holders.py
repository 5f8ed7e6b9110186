"""A post that changed hands: the new holder reads what is open and confirms it, the former one has a receipt."""

from dataclasses import replace

from bot.cards import digest
from bot.context.events import append
from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.domain.assignment import Event, Kind
from bot.domain.calendar import Instant
from bot.domain.message import MessageKind, NoticeView
from bot.domain.notice import NoticeKind
from bot.domain.person import Person
from bot.domain.post_taken import PostTaken, post_stream
from bot.engine.notices import queue_notices
from bot.engine.outbox import post
from bot.i18n import DEFAULT, Language
from bot.queries.absence_receipts import receipt


async def tell_new_holders(store: Store, context: PlanContext, now: Instant) -> bool:
    """Once, as soon as the new holder can be written to. True: somebody was told."""
    changes: list[Change] = []
    for taken in context.posts_taken:
        person = context.roster.by_id.get(taken.person)
        if person and not taken.told and context.account(person.id):
            changes += await _told(store, context, person, taken, now)
    if changes:
        await store.commit([*changes, Change("revise_plan")])
    return bool(changes)


async def _told(
    store: Store, context: PlanContext, person: Person, taken: PostTaken, now: Instant
) -> list[Change]:
    names = [context.roster.by_id[id_].name for id_ in taken.former if id_ in context.roster.by_id]
    facts = await receipt(store, context, person, now) | {"units": taken.units, "number": taken.number}
    event = Event(Kind.POST_TOLD, now, context.calendar.day(now))
    changes = list(append(post_stream(person.id), taken.version + 1, event))
    if not facts["open"]:
        return changes
    occurrence = f"post {person.id} {taken.number}"
    own = facts | {"event": "taken", "names": names}
    changes += queue_notices(context, [person], NoticeKind.POST, occurrence, now, data=own)
    left = facts | {"event": "left", "names": [person.name]}
    for id_ in taken.former:
        if former := context.roster.by_id.get(id_):
            changes += queue_notices(context, [former], NoticeKind.POST, occurrence, now, data=left)
        else:
            changes += _farewell(context, id_, left, occurrence, now)
    return changes


def _farewell(
    context: PlanContext, id_: str, facts: dict[str, object], occurrence: str, now: Instant
) -> list[Change]:
    """To somebody who is in the people file no longer, while their account is known: the last message they get."""
    accounts = [one for one in context.accounts if one.person_id == id_ and one.failed_code is None]
    account = max((a for a in accounts if context.serves(a.channel)), key=lambda a: a.bound_at, default=None)
    if account is None:
        return []
    view, language = NoticeView(NoticeKind.POST, occurrence, data=facts), Language.of(DEFAULT)
    nobody = Person(id_, "", ())
    card = digest.message(language, context.plan, nobody, [view], context.calendar.day(now), context.calendar)
    message_id = f"{occurrence}.{id_}"
    return [post(account, replace(card, buttons=()), MessageKind.NOTICE, message_id, now)]
