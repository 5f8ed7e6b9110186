"""What changes in a text, by the paths of its values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.planfile.importer.fields import Value
from bot.planfile.yaml_tree import Path


@dataclass(frozen=True, slots=True)
class Edit:
    """What changes in a text. All paths are those from before it."""

    changes: Mapping[Path, Value] = field(default_factory=dict)
    gone: tuple[Path, ...] = ()
    added: tuple[
        tuple[Path, Value], ...
    ] = ()  # a list, or in a list the item before which it goes; the new item

    def __or__(self, other: "Edit") -> "Edit":
        gone = tuple(dict.fromkeys((*self.gone, *other.gone)))
        return Edit({**self.changes, **other.changes}, gone, (*self.added, *other.added))

    @property
    def paths(self) -> list[Path]:
        return [*self.changes, *self.gone, *(path for path, _ in self.added)]

    def within(self, place: Path) -> "Edit":
        return self.moved(place, place)

    def moved(self, place: Path, to: Path) -> "Edit":
        """What changes within `place`, as it is where that stands at `to`."""
        start = len(place)
        return Edit(
            {(*to, *path[start:]): value for path, value in self.changes.items() if path[:start] == place},
            tuple((*to, *path[start:]) for path in self.gone if path[:start] == place),
            tuple(((*to, *path[start:]), row) for path, row in self.added if path[:start] == place),
        )
