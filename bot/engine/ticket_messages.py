"""News of tickets: each is a message of its own, so that 签收 is not looked for among the lines of a digest."""

from collections.abc import Sequence

from bot.cards.card import Card
from bot.cards.formatter import Formatter
from bot.cards.ticket_news_cards import issue_taken_back, told
from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.domain.calendar import Instant
from bot.domain.message import MessageKind
from bot.domain.notice import Notice, NoticeKind
from bot.domain.person import Person
from bot.domain.telephone import phones_for
from bot.domain.tickets.ticket_news import TicketNews, news_superseded
from bot.engine.delivery_policy import POLICIES
from bot.engine.drop_notices import dropped, notice_key
from bot.engine.outbox import enqueue
from bot.engine.ticket_people import liaisons_of
from bot.i18n import Language
from bot.queries.all_tickets import AllTickets, TicketLife, all_tickets
from bot.queries.ticket_facts import ticket_facts

QUOTES_ITS_EVENT = (
    TicketNews.RETURNED,
    TicketNews.REOPENED,
    TicketNews.WITHDRAWN,
)


async def ticket_messages(
    store: Store, context: PlanContext, person: Person, notices: Sequence[Notice], now: Instant
) -> list[Change]:
    """The messages of the notices that still hold, and the reasons why the others do not."""
    mine = [one for one in notices if one.kind is NoticeKind.TICKET]
    if not mine:
        return []
    found = await all_tickets(store, context.calendar)
    return [change for one in mine for change in _message(context, person, one, found, now)]


def _message(
    context: PlanContext, person: Person, notice: Notice, found: AllTickets, now: Instant
) -> Sequence[Change]:
    news = TicketNews(str(notice.data["news"]))
    life = found.lives.get(int(str(notice.data["ticket"])))
    if reason := news_superseded(news, life.ticket if life else None):
        return [dropped(notice, reason)]
    today = context.calendar.day(now)
    fmt = Formatter(Language.of(person.language), context.plan, today, context.calendar)
    if life is None:
        return _settled(context, person, notice, issue_taken_back(fmt, notice.data), now)
    facts = ticket_facts(context, person, life, found, now)
    silent = liaisons_of(context.roster, life.ticket.subject.unit)
    phones = phones_for(person, silent, life.ticket.subject.unit)
    card = told(fmt, news, facts, _words(life, notice, news), notice.data, silent, phones)
    return _settled(context, person, notice, card, now)


def _settled(
    context: PlanContext, person: Person, notice: Notice, card: Card, now: Instant
) -> Sequence[Change]:
    message_id = f"{person.id}.{notice.occurrence.replace(' ', '.')}"
    why = ((0, "", notice.occurrence),)
    urgency = POLICIES[notice.kind].priority
    return [
        *enqueue(context, person, card, MessageKind.TICKET, message_id, now, why=why, urgency=urgency),
        Change("settle_notice", notice_key(notice) | {"outcome": message_id}),
    ]


def _words(life: TicketLife, notice: Notice, news: TicketNews) -> str:
    """Why it was returned, reopened or withdrawn."""
    if news not in QUOTES_ITS_EVENT:
        return ""
    version = int(str(notice.data["version"]))
    return next((one.event.words for one in life.events if one.version == version), "")
