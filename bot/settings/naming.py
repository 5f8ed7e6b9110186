"""The names of settings: database, telegram.base_url, and wecom.2.secret of the second entry of a list."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import Field, fields
from typing import Any

from bot.settings.shape import PREFIX, Settings

Groups = Mapping[str, type]
"""By the channel's name: a frozen dataclass with its settings, see channels/registry.py. A field's metadata says
`secret` where a file or variable must hold the value, `address` where it is a URL (`schemes`, where not of the web),
`path` where it names a file. A group that is a list has one field, whose metadata names the dataclass of its
`entries`."""

Where = tuple[str, int, int]  # file (or variable), line, column
Given = dict[str, tuple[object, Where]]  # by dotted name


def entry_of(shape: type) -> type | None:
    """The dataclass of an entry, where the group is a list."""
    return next((one.metadata["entries"] for one in fields(shape) if "entries" in one.metadata), None)


def leaves(shape: type) -> tuple[Field[Any], ...]:
    """What can be set in the group, or in each of its entries."""
    return fields(entry_of(shape) or shape)


def names(groups: Groups) -> Iterator[str]:
    """Every setting; of a list, those of its first entry."""
    for one in fields(Settings):
        if one.name != "channels":
            yield one.name
    for group, shape in groups.items():
        yield from (f"{group}.{one.name}" for one in leaves(shape))


def secrets(groups: Groups) -> tuple[str, ...]:
    """Those that no settings file may hold."""
    return tuple(marked("secret", groups))


def marked(mark: str, groups: Groups) -> dict[str, Field[Any]]:
    """The fields with this metadata, by name."""
    return {
        f"{group}.{one.name}": one
        for group, shape in groups.items()
        for one in leaves(shape)
        if one.metadata.get(mark)
    }


def variable(name: str) -> str:
    """telegram.base_url → DUBAN_TELEGRAM_BASE_URL; wecom.2.secret → DUBAN_WECOM_2_SECRET"""
    return PREFIX + name.replace(".", "_").upper()


def entry_name(group: str, number: int, leaf: str) -> str:
    """Of an entry's setting; the first needs no number: wecom.secret, wecom.2.secret."""
    return f"{group}.{leaf}" if number == 1 else f"{group}.{number}.{leaf}"


def parted(name: str, groups: Groups) -> tuple[str, int, str]:
    """(group, number of the entry, setting). Only in a list is there a second entry."""
    group, _, leaf = name.rpartition(".")
    above, _, number = group.rpartition(".")
    if above in groups and entry_of(groups[above]) and re.fullmatch("[1-9][0-9]?", number):
        return above, int(number), leaf
    return group, 1, leaf


def unnumbered(name: str, groups: Groups) -> str:
    """As `names` has it."""
    group, _, leaf = parted(name, groups)
    return f"{group}.{leaf}" if group else leaf


def by_variable(shown: str, groups: Groups) -> str | None:
    """The setting that an environment variable sets; None where there is none."""
    known = {variable(name): name for name in names(groups)}
    if shown in known:
        return known[shown]
    for group in (group for group, shape in groups.items() if entry_of(shape)):
        numbered = re.fullmatch(rf"({variable(group)})_([1-9][0-9]?)(_\w+)", shown)
        if numbered and (name := known.get(numbered[1] + numbered[3])):
            return entry_name(group, int(numbered[2]), name.rpartition(".")[2])
    return None
