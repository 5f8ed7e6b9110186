"""An organization's directory as a platform shows it: departments in a tree, and who is in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Department:
    id: int
    name: str
    parent: int = 0  # 0: none that is shown
    leaders: tuple[str, ...] = ()  # accounts


@dataclass(frozen=True, slots=True)
class Member:
    account: str  # as people.yaml has it
    name: str
    departments: tuple[int, ...]
    phone: str = ""  # "" where the platform shows none


@dataclass(frozen=True)
class Directory:
    channel: str
    departments: tuple[Department, ...]
    members: tuple[Member, ...]

    @cached_property
    def _by_id(self) -> Mapping[int, Department]:
        return {one.id: one for one in self.departments}

    def upwards(self, department: int) -> Iterator[Department]:
        """The department itself, the one it belongs to, and so on. One that is not shown ends it."""
        seen: set[int] = set()
        while (one := self._by_id.get(department)) and one.id not in seen:
            seen.add(one.id)
            yield one
            department = one.parent
