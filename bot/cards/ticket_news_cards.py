"""What somebody is told about a ticket: a message of its own, with the buttons of the ticket as it stands."""

from collections.abc import Mapping, Sequence

from bot.cards import ticket_lines as lines
from bot.cards.card import Card
from bot.cards.formatter import Formatter, clipped
from bot.cards.ticket_cards import WORDS_AT_MOST, TicketFacts, buttons, how_lines, said_line
from bot.domain.person import Person
from bot.domain.tickets.ticket_news import TicketNews
from bot.domain.tickets.ticket_times import ClockName, TicketClock, ticket_clocks, township_clocks

NEWS_KEYS: Mapping[TicketNews, str] = {news: f"ticket.news.{news}" for news in TicketNews}
WITH_CLOCKS = (TicketNews.ISSUED, TicketNews.RETURNED, TicketNews.REOPENED)
WITH_WORDS = (TicketNews.SUBMITTED, TicketNews.FEEDBACK, TicketNews.RECHECK)


def told(
    fmt: Formatter, news: TicketNews, facts: TicketFacts, words: str, data: Mapping[str, object],
    silent: Sequence[Person], phones: Mapping[str, str],
) -> Card:  # fmt: skip
    """`words`: of the event that it tells. `silent`: the people of the unit, where a clock ran out; `phones` of those
    whose number the reader may see."""
    ticket = facts.ticket
    unit = ticket.subject.unit
    title = fmt.say(NEWS_KEYS[news], name=ticket.name, unit=unit)
    body = [lines.about(fmt, ticket.subject, facts.rules)]
    if news is TicketNews.ISSUED and ticket.subject.where:
        body.append(ticket.subject.where)
    if words:
        body.append(fmt.say("ticket.reason", words=clipped(words.replace("\n", " "), WORDS_AT_MOST)))
    if news is TicketNews.OVERDUE:
        body += [overdue_line(fmt, facts, one) for one in _ended(facts, data)]
        body += [person_line(fmt, one, phones.get(one.id, "")) for one in silent]
    if news in (TicketNews.TAKEN_BACK, TicketNews.PASSED):
        body.append(lines.state_line(fmt, ticket))
    body += lines.repeat_lines(fmt, ticket, facts.repeat, oversees=facts.oversees)
    if news in WITH_CLOCKS:
        open_ = [one for one in ticket_clocks(ticket) if one.done is None]
        body += [lines.clock_line(fmt, one, facts.now) for one in open_]
    if news in WITH_WORDS:
        body += [said_line(fmt, one) for one in facts.said]
    if news in WITH_CLOCKS:
        body += how_lines(fmt, facts)
    shown = _files_shown(news, facts)
    return Card(title, tuple(body), buttons(fmt, facts), files=shown)


def _files_shown(news: TicketNews, facts: TicketFacts) -> tuple[str, ...]:
    return facts.ticket.files if news in (TicketNews.ISSUED, *WITH_WORDS) else ()


def _ended(facts: TicketFacts, data: Mapping[str, object]) -> list[TicketClock]:
    keys = data.get("clocks", ())
    assert isinstance(keys, list | tuple)
    ticket = facts.ticket
    return [one for one in (*ticket_clocks(ticket), *township_clocks(ticket)) if one.key in keys]


def overdue_line(fmt: Formatter, facts: TicketFacts, clock: TicketClock) -> str:
    """方城县未签收：应于1月13日 23:20前签收，已超1分钟"""
    if clock.name is ClockName.TOWNSHIP:
        return lines.township_line(fmt, facts.ticket.passed_to[clock.round - 1], clock, facts.now)
    name = fmt.say(lines.CLOCK_KEYS[clock.name])
    due = lines.moment(fmt, clock.due)
    unit, late = facts.ticket.subject.unit, clock.late_minutes(facts.now)
    key = "ticket.clock_ran_out" if clock.done is None else "ticket.clock_done_since"
    return fmt.say(key, unit=unit, name=name, due=due, late=fmt.span(late))


def person_line(fmt: Formatter, person: Person, phone: str) -> str:
    key = "ticket.person_phone" if phone else "ticket.person"
    return fmt.say(key, name=person.name, phone=phone)


def issue_taken_back(fmt: Formatter, data: Mapping[str, object]) -> Card:
    """The ticket is no more: nothing is left to do."""
    title = fmt.say("ticket.issue_taken_back", name=data["name"], unit=data["unit"])
    return Card(title, (fmt.say("ticket.place", place=data["place"]),))
