"""What must hold of a database at any moment, whatever has happened to it. Each law tells what it found broken."""

from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import replace

from bot.channels.wecom.boards import Transport
from bot.context.events import with_derived
from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.assignment import Assignment, State
from bot.domain.calendar import MINUTE, Instant
from bot.domain.fold import fold
from bot.domain.light import Light, Reason
from bot.domain.message import MessageKind
from bot.engine.outbox import card_from_json
from bot.engine.seal import broken_seal
from bot.i18n import Language
from bot.queries.history import events_of
from bot.queries.summary import summarize
from bot.simulate.rehearse import SimulatedMessage
from tests.wecom.laid_out import misfits


async def broken(store: Store, context: PlanContext, since: Instant, now: Instant) -> list[str]:
    """Everything that does not hold; of histories and messages those since an instant."""
    rows = {a.id: a for a in await store.read(Assignment, "all_assignments")}
    found = [text async for text in _histories(store, context, rows, since, now)]
    found += _lights(context, rows.values(), now)
    found += await _parts(store, context, rows.values(), now)
    found += await _mailbox(store, context, since, now)
    found += await _on_wecom(store, since, now)
    return found


async def _on_wecom(store: Store, since: Instant, now: Instant) -> list[str]:
    """Each card can be shown there whole, though no cards are narrower, and each of its buttons be reached."""
    return [
        f"message {row.message_id} on WeCom ({by.value}): {told}"
        for row in await store.read(SimulatedMessage, "messages_between", first=since, before=now + 1)
        for by in Transport
        for told in misfits(card_from_json(row.card), by, Language.of(""))
    ]


async def _histories(
    store: Store, context: PlanContext, rows: dict[int, Assignment], since: Instant, now: Instant
) -> AsyncIterator[str]:
    """Replaying the events gives the row."""
    for stream in sorted(map(int, filter(str.isdigit, await store.read(str, "streams_since", since=since)))):
        lived = fold([one.event for one in await events_of(store, str(stream), context.calendar)])
        if _told(lived) != _told(rows[stream]):
            yield f"assignment {stream} is not what its events say"


def _told(a: Assignment) -> Assignment:
    """Without what follows from the rules and the day."""
    return replace(a, current=True, next_at=None, light=Light.WHITE, reason=Reason.UNASKED, light_until=None)


def _lights(context: PlanContext, rows: Iterable[Assignment], now: Instant) -> list[str]:
    """The copies for counting are what the rules say; green needs a word, grey an act."""
    today = context.calendar.day(now)
    wrong = [a for a in rows if a != with_derived(a, context, today) or unfounded(a)]
    return [f"assignment {a.id} shines {a.light}" for a in wrong]


def unfounded(a: Assignment) -> bool:
    """Whether it shines better than anybody has said or decided."""
    if a.light is Light.GREY:
        return a.state is not State.EXCUSED
    return a.light in (Light.GREEN, Light.BLUE) and a.reported_at is None


async def _parts(store: Store, context: PlanContext, rows: Iterable[Assignment], now: Instant) -> list[str]:
    """The parts of a summary add up to the whole, and to the table."""
    summary = await summarize(store, context, now)
    counting = [a for a in rows if a.current]
    light = Counter(a.light.value for a in counting)
    pairs = {
        "tasks by light": (summary.lights.total, len(context.plan.tasks)),
        "tasks by section": (sum(s.tasks.total for s in summary.sections), len(context.plan.tasks)),
        "red by section": (sum(s.tasks.red for s in summary.sections), summary.lights.red),
        "late": (summary.late, sum(a.light is Light.RED and not a.recurring for a in counting)),
        "in review": (summary.waiting_review, light["blue"]),
        "held": (sum(summary.held.values()), sum(a.running and a.holder != a.unit for a in counting)),
    }
    return [f"{what}: {part} of {whole}" for what, (part, whole) in pairs.items() if part != whole]


async def _mailbox(store: Store, context: PlanContext, since: Instant, now: Instant) -> list[str]:
    """One message of a slot a person and day; what goes at once stands beside it, one message a minute, on workdays."""
    sent = await store.read(SimulatedMessage, "messages_between", first=since, before=now + 1)
    at_once = [one for one in sent if one.kind == MessageKind.OUTCOME]
    slots = Counter(
        (one.person, context.calendar.day(one.created_at)) for one in sent if one.kind != MessageKind.OUTCOME
    )
    minutes = Counter((one.person, one.created_at // MINUTE) for one in at_once)
    days = sorted({context.calendar.day(one.created_at) for one in at_once})
    return [
        *(f"{person} was written to {n} times on {day}" for (person, day), n in slots.items() if n > 1),
        *(f"{person} was told {n} outcomes in one minute" for (person, _), n in minutes.items() if n > 1),
        *(f"outcomes were told on {day}, a day off" for day in days if not context.calendar.is_workday(day)),
    ]


async def unsealed(store: Store) -> Sequence[str]:
    """The chain of seals over every event there ever was."""
    number = await broken_seal(store)
    return [] if number is None else [f"seal {number} is broken"]
