"""Facts for the messages about an absence: its days, what came in during it, what is open."""

from dataclasses import replace
from datetime import date

from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.calendar import Instant
from bot.domain.person import Person, Role
from bot.queries.held_items import answers_meanwhile, items_asked_of

LISTED_AT_MOST = 5


def facts_of(person: Person, starts: date, ends: date, number: int, event: str) -> dict[str, object]:
    return {
        "event": event,
        "absent": person.id,
        "name": person.name,
        "starts": starts.isoformat(),
        "ends": ends.isoformat(),
        "number": number,
    }


def uncovered_units(context: PlanContext, person: Person, substitute: str) -> tuple[str, ...]:
    """Units of the person in which nobody would be asked while they are away."""
    roster = context.roster
    then = replace(roster, away={**roster.away, person.id: substitute})
    posts = [post for post in person.posts if post.role is Role.LIAISON]
    return tuple(
        dict.fromkeys(
            post.unit
            for post in posts
            if not all(then.liaisons(post.unit, task) for task in post.tasks or ("",))
        )
    )


async def receipt(
    store: Store, context: PlanContext, person: Person, now: Instant, since: Instant | None = None
) -> dict[str, object]:
    """`open`: number of the person's open items, `listed`: the next due of them, each (task, milestone, percent);
    `came`: how many others have answered since, `by`: their names."""
    items = await items_asked_of(store, context, person)
    came = {} if since is None else await answers_meanwhile(store, context, person, since)
    people = context.roster.by_id
    return {
        "open": len(items),
        "listed": [[a.task, a.milestone, a.percent] for a in items[:LISTED_AT_MOST]],
        "came": len(came),
        "by": list(dict.fromkeys(people[id_].name for id_ in came.values() if id_ in people)),
    }
