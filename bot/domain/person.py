"""People, their posts, and look-ups by role, unit and task."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Role(StrEnum):
    LIAISON = "liaison"
    HEAD = "head"
    COORDINATOR = "coordinator"
    REVIEWER = "reviewer"
    LEADER = "leader"


@dataclass(frozen=True, slots=True)
class Post:
    """One role in one unit. `tasks` limits a liaison to these tasks; empty means the unit's default liaison."""

    role: Role
    unit: str = ""  # a coordinator's is the coordinator's own bureau; a reviewer's or leader's may be empty
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    name: str
    posts: tuple[Post, ...]
    language: str = "zh_CN"
    issues: bool = False  # may issue papers (签发)
    phone: str = field(default="", repr=False)  # for the coordinator and the unit's own head only; in no log

    def holds(self, role: Role) -> bool:
        return any(post.role is role for post in self.posts)

    def units(self, *roles: Role) -> tuple[str, ...]:
        """Units in which the person holds one of the roles; of any role when none is given."""
        return tuple(
            dict.fromkeys(post.unit for post in self.posts if post.unit and (not roles or post.role in roles))
        )


@dataclass(frozen=True)
class Roster:
    """All people with indexes by role and unit.

    `away`: who is absent on the day that is looked at → who stands in, "" for nobody (bot.domain.absence). Look-ups of
    who is asked give the substitute, of the same unit and post, or leave the absent person out.
    """

    people: tuple[Person, ...]
    away: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[str, Person]:
        return {person.id: person for person in self.people}

    @cached_property
    def _by_post(self) -> dict[tuple[Role, str], list[tuple[Person, Post]]]:
        found: dict[tuple[Role, str], list[tuple[Person, Post]]] = {}
        for person in self.people:
            for post in person.posts:
                found.setdefault((post.role, post.unit), []).append((person, post))
        return found

    def _posts(self, role: Role, unit: str) -> Iterable[tuple[Person, Post]]:
        return self._by_post.get((role, unit), ())

    def liaisons(self, unit: str, task_id: str) -> tuple[Person, ...]:
        """Liaisons who list the task, else the unit's default liaisons."""
        posts = self._posts(Role.LIAISON, unit)
        named = tuple(person for person, post in posts if task_id in post.tasks)
        return self._present(
            named or tuple(person for person, post in posts if not post.tasks), self.colleagues(unit)
        )

    def _present(self, people: tuple[Person, ...], holders: tuple[Person, ...]) -> tuple[Person, ...]:
        if not self.away:
            return people
        return unique(found for person in people if (found := self.present(person, holders)))

    def present(self, person: Person, holders: tuple[Person, ...]) -> Person | None:
        """The person, else who stands in for them today among the holders of the same post. A substitute may be away
        too, and have one."""
        passed: set[str] = set()
        found: Person | None = person
        while found and found.id in self.away:
            passed.add(found.id)
            found = self.by_id.get(self.away[found.id])
            if found is None or found.id in passed or found not in holders:
                return None
        return found

    def colleagues(self, unit: str) -> tuple[Person, ...]:
        """All liaisons of the unit, those away included."""
        return tuple(dict.fromkeys(person for person, _ in self._posts(Role.LIAISON, unit)))

    def heads(self, unit: str) -> tuple[Person, ...]:
        holders = self.all_heads(unit)
        return self._present(holders, holders)

    def all_heads(self, unit: str) -> tuple[Person, ...]:
        """Those away included."""
        return tuple(dict.fromkeys(person for person, _ in self._posts(Role.HEAD, unit)))

    @cached_property
    def _by_role(self) -> dict[Role, tuple[Person, ...]]:
        return {role: tuple(person for person in self.people if person.holds(role)) for role in Role}

    def holding(self, role: Role) -> tuple[Person, ...]:
        return self._by_role[role]

    @cached_property
    def coordinator_units(self) -> frozenset[str]:
        """Units of the coordinators. A reviewer, not the coordinator, reviews their results."""
        return frozenset(unit for p in self.holding(Role.COORDINATOR) for unit in p.units(Role.COORDINATOR))


def unique(people: Iterable[Person]) -> tuple[Person, ...]:
    """Each person once, in order of first mention."""
    return tuple(dict.fromkeys(people))
