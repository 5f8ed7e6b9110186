"""/inbox: what waits for this person's decision, by kind and by unit."""

from collections import Counter
from collections.abc import Sequence

from bot.cards import inbox as cards
from bot.cards import proposal_lines as proposal_cards
from bot.cards import review_page
from bot.cards.callback_data import unit_code
from bot.cards.card import Card
from bot.cards.inbox import InboxKind, UnreachablePerson
from bot.cards.lists import page
from bot.chat import rulings, ticket_views
from bot.chat.turn import Answer, Turn
from bot.chat.wizard import unit_named
from bot.domain.assignment import Assignment
from bot.domain.errors import Refused
from bot.domain.language.desk import Desk
from bot.queries.inbox import Inbox, inbox
from bot.queries.reported import reported


async def overview(turn: Turn) -> Answer:
    waiting = await inbox(turn.store, turn.context, turn.person, turn.now)
    counts = {kind: len(getattr(waiting, kind.value)) for kind in InboxKind}
    unbound = sum(one.code == cards.UNBOUND for one in waiting.unreachable)
    return Answer(cards.overview(turn.fmt, counts, unbound))


async def overview_of(turn: Turn, code: str) -> Answer:
    """待办 西峡县: what waits there, by kind; a single kind is opened at once."""
    unit = unit_named(turn, code)
    found = await inbox(turn.store, turn.context, turn.person, turn.now)
    counts = {kind: len(_of_unit(_rows(found, kind), unit)) for kind in cards.OF_UNITS}
    kinds = [kind for kind, n in counts.items() if n]
    if len(kinds) == 1:
        return await waiting_of(turn, kinds[0].value, code, 0)
    return Answer(cards.overview_of(turn.fmt, unit, counts))


async def asked_for(turn: Turn, desk: Desk) -> Answer:
    """待办 西峡县, 复核 市农业农村局, 待复核."""
    code = unit_code(desk.unit) if desk.unit else ""
    if desk.kind is None:
        return await (overview_of(turn, code) if code else overview(turn))
    return await (waiting_of(turn, desk.kind, code, 0) if code else waiting(turn, desk.kind, 0))


async def waiting(turn: Turn, word: str, number: int) -> Answer:
    kind = _kind(word)
    found = await inbox(turn.store, turn.context, turn.person, turn.now)
    match kind:
        case InboxKind.NO_LEAD:
            card = cards.tasks(turn.fmt, found.no_lead, number)
        case InboxKind.WHICH_COUNTY:
            placed = [(work, rulings.place_of(turn, work)) for work in found.which_county]
            card = cards.works(turn.fmt, placed, number)
        case InboxKind.COMPLAINTS:
            named = [(one, turn.name(one.by)) for one in found.complaints]
            card = cards.complaints(turn.fmt, named, number)
        case InboxKind.PAPERS:
            title = cards.title_of(turn.fmt, kind, len(found.papers))
            card = proposal_cards.listed(turn.fmt, title, found.papers, number, cards.pages(kind))
        case InboxKind.TICKETS:
            title = cards.title_of(turn.fmt, kind, len(found.tickets))
            entries = [ticket_views.entry(turn, one) for one in found.tickets]
            card = page(turn.fmt, title, entries, number, cards.pages(kind))
        case InboxKind.UNREACHABLE:
            people = [UnreachablePerson(one.name, one.code) for one in found.unreachable]
            card = cards.people(turn.fmt, people, number)
        case InboxKind.OUTAGES:
            card = cards.outages(turn.fmt, found.outages, number)
        case InboxKind.UNACKNOWLEDGED:
            parts = [(one.units, [p.name for p in one.people], one.asked_on) for one in found.unacknowledged]
            card = cards.unacknowledged(turn.fmt, parts, number)
        case _:
            card = await _page(turn, kind, _rows(found, kind), number)
    return Answer(card, in_place=True)


async def waiting_of(turn: Turn, word: str, code: str, number: int) -> Answer:
    """The same list of one unit."""
    kind, unit = _kind(word, of_units=True), unit_named(turn, code)
    found = await inbox(turn.store, turn.context, turn.person, turn.now)
    return Answer(await _page(turn, kind, _rows(found, kind), number, unit), in_place=True)


async def units(turn: Turn, word: str, number: int) -> Answer:
    """Whose entries there are, where they are more than the chips below a list."""
    kind = _kind(word, of_units=True)
    found = await inbox(turn.store, turn.context, turn.person, turn.now)
    return Answer(cards.units(turn.fmt, kind, _counts(turn, _rows(found, kind)), number), in_place=True)


def _kind(word: str, *, of_units: bool = False) -> InboxKind:
    among = cards.OF_UNITS if of_units else tuple(InboxKind)
    kind = next((kind for kind in among if kind.value == word), None)
    if kind is None:
        raise Refused("refused.payload")
    return kind


def _rows(found: Inbox, kind: InboxKind) -> Sequence[Assignment]:
    rows: Sequence[Assignment] = getattr(found, kind.value)
    return rows


def _of_unit(rows: Sequence[Assignment], unit: str) -> list[Assignment]:
    return [a for a in rows if a.unit == unit]


def _counts(turn: Turn, rows: Sequence[Assignment]) -> dict[str, int]:
    """Units with most rows first, of equals in the roster's order."""
    counts = Counter(a.unit for a in rows)
    order = turn.context.plan.in_order(counts)
    return {unit: counts[unit] for unit in sorted(order, key=lambda unit: -counts[unit])}


async def _page(
    turn: Turn, kind: InboxKind, every: Sequence[Assignment], number: int, unit: str = ""
) -> Card:
    rows = _of_unit(every, unit) if unit else list(every)
    items = [turn.item(a) for a in rows]
    title = cards.title_of(turn.fmt, kind, len(rows), unit)
    last = cards.doors(turn.fmt, kind, _counts(turn, every), unit)
    pages = cards.pages(kind, unit)
    if kind not in cards.PASSED_TOGETHER:
        return cards.items(turn.fmt, kind, title, items, number, pages, last)
    read = [await review_row(turn, a) for a in rows[review_page.shown(rows, number)]]
    return review_page.card(turn.fmt, title, items, read, number, pages, last)


async def review_row(turn: Turn, a: Assignment) -> review_page.ReviewRow:
    told = await reported(turn.store, turn.context, a, turn.today)
    return review_page.ReviewRow(turn.item(a), a.version, told)
