"""The values that were given, as typed settings; every mistake with its place."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast, runtime_checkable
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import TypeAdapter, ValidationError

from bot.settings.naming import (
    Given,
    Groups,
    Where,
    entry_name,
    entry_of,
    marked,
    parted,
    unnumbered,
)
from bot.settings.shape import PATHS, SQLITE, Settings

WEB = ("http", "https")

T = TypeVar("T")


class Complain(Protocol):
    def __call__(self, where: Where, key: str, /, **args: object) -> None: ...


@runtime_checkable
class Checked(Protocol):
    """Settings of a channel that belong together."""

    def problems(self) -> Iterable[tuple[int, str, str]]:
        """(index of the entry, setting, key of the sentence)"""
        ...


@dataclass(frozen=True)
class SettingsValidator:
    groups: Groups
    wrong: Complain

    def settings(self, given: Given, home: Path) -> Settings:
        values: dict[tuple[str, int], dict[str, Any]] = {}
        for name, (value, _) in given.items():
            group, number, leaf = parted(name, self.groups)
            values.setdefault((group, number), {})[leaf] = self._placed(name, value, home)
        found: dict[str, object] = {
            group: self._group(group, shape, values, given) for group, shape in self.groups.items()
        }
        settings = self._shaped(Settings, values.get(("", 1), {}), "", 1, given) or Settings()
        self._check(settings, given)
        return replace(settings, channels={name: one for name, one in found.items() if one is not None})

    def _group(
        self, group: str, shape: type[T], values: Mapping[tuple[str, int], Mapping[str, Any]], given: Given
    ) -> T | None:
        entry = entry_of(shape)
        if entry is None:
            return self._shaped(shape, values.get((group, 1), {}), group, 1, given)
        numbers = sorted(number for name, number in values if name == group)
        found = [self._shaped(entry, values[group, n], group, n, given) for n in numbers]
        if None in found:
            return None
        settings = cast(Callable[[tuple[Any, ...]], T], shape)(tuple(found))
        if isinstance(settings, Checked):
            for index, leaf, key in settings.problems():
                name = entry_name(group, numbers[index], leaf)
                self.wrong(_place(name, given), key, name=name)
        return settings

    def _shaped(
        self, shape: type[T], values: Mapping[str, Any], group: str, number: int, given: Given
    ) -> T | None:
        try:
            return TypeAdapter(shape).validate_python(values)
        except ValidationError as error:
            for one in error.errors():
                leaf = str(one["loc"][0])
                name = entry_name(group, number, leaf) if group else leaf
                self.wrong(given[name][1], "settings.bad_value", name=name, value=one["input"])
            return None

    def _check(self, settings: Settings, given: Given) -> None:
        try:
            ZoneInfo(settings.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self.wrong(given["timezone"][1], "settings.bad_value", name="timezone", value=settings.timezone)
        addresses = marked("address", self.groups)
        for name, (value, where) in given.items():
            one = addresses.get(unnumbered(name, self.groups))
            if one is None or not isinstance(value, str):  # else it has been refused already
                continue
            schemes = one.metadata.get("schemes", WEB)
            if (value or one.default) and not _is_address(value, schemes):  # the default may be none
                self.wrong(where, "settings.bad_address", name=name, value=value)

    def _placed(self, name: str, value: Any, home: Path) -> Any:
        """Relative paths are meant from the file that names them, also inside sqlite:///."""
        paths = marked("path", self.groups)
        if (name in PATHS or unnumbered(name, self.groups) in paths) and isinstance(value, str):
            return home / value
        if name == "database" and isinstance(value, str):
            return placed_database(value, home)
        if name == "slot" and isinstance(value, int):  # YAML reads an unquoted 8:40 as base 60
            return f"{value // 60:02d}:{value % 60:02d}"
        if name == "slot" and isinstance(value, str) and value[1:2] == ":":
            return f"0{value}"
        return value


def placed_database(value: str, home: Path) -> str:
    return f"{SQLITE}{home / value.removeprefix(SQLITE)}" if value.startswith(SQLITE) else value


def _place(name: str, given: Given) -> Where:
    """Of the setting; where it is missing, of what was given beside it."""
    if name in given:
        return given[name][1]
    entry = name.rpartition(".")[0]
    return next(where for other, (_, where) in given.items() if other.rpartition(".")[0] == entry)


def _is_address(value: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
