"""The people of a demonstration: every unit has a liaison and a head, called by what they are."""

from collections import Counter
from collections.abc import Iterator

from bot.domain.person import Person, Post, Role, Roster
from bot.domain.plan import Plan, Unit, UnitKind
from bot.i18n import Language

DEMO_KEYS = {
    Role.LIAISON: "demo.liaison",
    Role.HEAD: "demo.head",
    Role.COORDINATOR: "demo.coordinator",
    Role.REVIEWER: "demo.reviewer",
    Role.LEADER: "demo.leader",
}


def demo_people(plan: Plan, language: Language) -> Roster:
    """Ids are stable, units and counties counted in the plan's order: u01-liaison, c05-head, coordinator."""
    posts = [
        ("coordinator", Post(Role.COORDINATOR, leading_bureau(plan))),
        ("reviewer", Post(Role.REVIEWER)),
        ("leader", Post(Role.LEADER)),
        *_of_units("u", [unit for unit in plan.units if unit.kind is not UnitKind.COUNTY]),
        *_of_units("c", [unit for unit in plan.units if unit.kind is UnitKind.COUNTY]),
    ]
    return Roster(tuple(_person(id_, post, language) for id_, post in posts))


def leading_bureau(plan: Plan) -> str:
    """Where the coordinator sits: the unit that leads most tasks, the first of several; "" where there is none."""
    leads = Counter(unit for task in plan.tasks for unit in task.roles.lead)
    return max((unit.name for unit in plan.units), key=lambda name: leads[name], default="")


def _of_units(letter: str, units: list[Unit]) -> Iterator[tuple[str, Post]]:
    for number, unit in enumerate(units, 1):
        for role in (Role.LIAISON, Role.HEAD):
            yield f"{letter}{number:02d}-{role}", Post(role, unit.name)


def _person(id_: str, post: Post, language: Language) -> Person:
    name = language.say(DEMO_KEYS[post.role], unit=post.unit)
    return Person(id_, name, (post,), language.code, issues=post.role in (Role.COORDINATOR, Role.LEADER))
