"""How much it takes of people to close what is asked, over a year of simulated people (issue 11, "What must be shown").

- **Taps to answer an item.** An act is a press or a message. The acts of a person between two messages that the bot
  begins are one conversation. An item takes as many acts as its conversation needed for it: those that recorded its
  answer (a report, a return filed, a submission, a request), and those before them that recorded nothing, as choosing
  an item does. One act that answers many items counts once for each.
- **Facts asked for again.** A message asks a liaison about an item that owed nothing when it went out; or repeats a
  reminder that a report should have silenced (a report silences the next one; the one after asks how far it is by
  then); or asks for a return's answer that was given since the period's end; or asks for a 签收 of a version that was
  acknowledged; or an item is asked twice about the same risk. A reminder to somebody silent is no second asking.
- **Dead ends.** An act after which nothing is recorded, no button but 帮助 is offered, and no sentence says what to do
  (请…, 可…); an act without an answer; and one that failed.
"""

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from bot.cards.callback_data import Verb
from bot.domain.assignment import Kind, State
from bot.domain.calendar import Instant
from bot.domain.delivery import UnsentReason
from bot.domain.ladder import Rung
from bot.domain.notice import NoticeKind
from bot.domain.person import Role
from tests.bench.played_year import YEAR, Act, Asking, Transcript, played
from tests.bench.table import Line

ANSWERS = frozenset(
    {Kind.REPORTED, Kind.FILED, Kind.SUBMITTED, Kind.NOT_CONCERNED, Kind.DECLINED, Kind.EXTENSION_ASKED, Kind.WAITED}
)  # fmt: skip
OWING = (State.PAST, State.OPEN, State.REWORK)
SAYS_WHAT_TO_DO = ("请", "可")
SHOWN = 5  # examples of what went wrong


async def closing(until: date = YEAR) -> list[Line]:
    return lines_of(await played(until))


def lines_of(year: Transcript) -> list[Line]:
    taken = taps(year)
    again, dead = list(asked_again(year)), list(dead_ends(year))
    for what in (*again[:SHOWN], *dead[:SHOWN]):
        print(what)
    return [
        Line(
            "a year, replies mixed: acts to answer an item, median",
            "",
            most=2,
            ours=[statistics.median(taken)],
        ),
        Line("… the most that any item took", "", ours=[max(taken)]),
        Line("… items answered", "", ours=[len(taken)]),
        Line("… facts asked for again after they were given", "", most=0, ours=[len(again)]),
        Line("… dead ends", "", most=0, ours=[len(dead)]),
        Line("… acts of people", "", ours=[len(year.acts)]),
    ]


# ---- taps


def taps(year: Transcript) -> list[int]:
    """One figure for each item answered in a conversation."""
    found: list[int] = []
    for person, acts in _by_person(year.acts).items():
        for conversation in _conversations(acts, year.pushed.get(person, ())):
            found += _taken(conversation).values()
    return found


def _by_person(acts: Iterable[Act]) -> dict[str, list[Act]]:
    found: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        found[act.person].append(act)
    return found


def _conversations(acts: Iterable[Act], pushed: Iterable[Instant]) -> list[list[Act]]:
    """Cut wherever the bot began a message."""
    cuts, found, current = sorted(pushed), list[list[Act]](), 0
    for act in sorted(acts, key=lambda one: one.at):
        place = sum(at <= act.at for at in cuts)
        if not found or place != current:
            found.append([])
        current = place
        found[-1].append(act)
    return found


def _taken(conversation: Iterable[Act]) -> Counter[str]:
    taken: Counter[str] = Counter()
    waiting = 0  # acts that have recorded nothing yet
    for act in conversation:
        waiting += 1
        items = {stream for stream, kind in act.events if kind in ANSWERS and stream.isdecimal()}
        for item in items:
            taken[item] += waiting
        if act.events or act.acknowledged:
            waiting = 0
    return taken


# ---- facts asked for again


def asked_again(year: Transcript) -> Iterator[str]:
    last: dict[tuple[int, str], Instant] = {}
    for asking in year.askings:
        if why := _given_before(year, asking, last.get((asking.item, asking.person))):
            yield f"asked again: item {asking.item}, {asking.rung or asking.kind} to {asking.person}: {why}"
        if asking.rung:
            last[asking.item, asking.person] = asking.at
    for item, events in year.events.items():
        asked = Counter(str(event.data["asked_about"]) for event in events if event.data.get("asked_about"))
        yield from (f"asked again: item {item} about {risk}" for risk, n in asked.items() if n > 1)


def _given_before(year: Transcript, asking: Asking, before: Instant | None) -> str:
    """Why the asking is a second one; "" where it is none. `before`: when the person was last asked about the item."""
    if asking.kind == NoticeKind.ASSIGN and "changes" not in asking.data:
        acknowledged = year.acknowledged.get(asking.person, ())
        return (
            "acknowledged" if any(v == asking.occurrence and at < asking.at for v, at in acknowledged) else ""
        )
    if asking.kind != NoticeKind.RUNG or asking.data.get("role") != Role.LIAISON or not asking.item:
        return ""
    a = year.item_at(asking.item, asking.at)
    if a.state not in OWING:
        return f"it is {a.state}"
    if a.reported_at is None:
        return ""
    if a.reported_at >= int(str(asking.data.get("answered_from", 2**62))):
        return "its return's answer was given"
    if asking.rung != Rung.REMIND or not asking.data.get("quietable") or not before or before > a.reported_at:
        return ""
    return "" if _has_silenced(year, asking, a.reported_at) else "a report had silenced it"


def _has_silenced(year: Transcript, asking: Asking, reported_at: Instant) -> bool:
    """Whether a step between the report and the asking was not sent for the report's sake."""
    between = (event for event in year.events[asking.item] if reported_at < event.at < asking.at)
    return any(event.data.get("unsent") == UnsentReason.REPORTED for event in between)


# ---- dead ends


def dead_ends(year: Transcript) -> Iterator[str]:
    for act in year.acts:
        if act.failed:
            yield f"failed: {act.person}: {act.said}"
        elif not (act.events or act.acknowledged) and not any(map(_leads_on, act.answers)):
            shown = [card.get("title") for card in act.answers]
            yield f"dead end: {act.person}: {act.said} → {shown}"


def _leads_on(card: object) -> bool:
    assert isinstance(card, dict)
    payloads = [button["payload"] for row in card.get("buttons", ()) for button in row]
    if any(payload.partition(":")[0] != Verb.HELP for payload in payloads):
        return True
    text = "\n".join((str(card.get("title", "")), *map(str, card.get("lines", ()))))
    return any(word in text for word in SAYS_WHAT_TO_DO)
