"""Reads duban.yaml and the environment; collects every mistake."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from bot.domain.errors import Invalid, Mistake
from bot.domain.formalism import forbidden
from bot.i18n import Language
from bot.settings.naming import (
    Given,
    Groups,
    Where,
    by_variable,
    entry_name,
    entry_of,
    names,
    secrets,
    unnumbered,
    variable,
)
from bot.settings.shape import LISTS, NOT_SETTINGS, PREFIX, Settings
from bot.settings.validation import SettingsValidator, placed_database


def load(
    text: str,
    file: Path,
    environment: Mapping[str, str],
    language: Language,
    groups: Groups,
    above: Given | None = None,
) -> Settings:
    """`text` is duban.yaml's, empty where there is none. `above` stands over file and environment, as a rehearsal's
    own settings do. Raises Invalid with every mistake at once, those of the environment under the variable's name."""
    reader = _SettingsReader(groups, language)
    given = reader.from_file(text, file) | reader.from_environment(environment)
    given |= reader.known(above or {})
    settings = SettingsValidator(groups, reader.wrong).settings(given, file.parent)
    if reader.mistakes:
        raise Invalid(reader.mistakes)
    home = file.parent
    database = settings.database if "database" in given else placed_database(settings.database, home)
    return replace(settings, database=database, plan=home / settings.plan, people=home / settings.people)


@dataclass
class _SettingsReader:
    """Reads one file and environment."""

    groups: Groups
    language: Language
    mistakes: list[Mistake] = field(default_factory=list)

    def wrong(self, where: Where, key: str, /, **args: object) -> None:
        say = self.language.say
        self.mistakes.append(Mistake(*where, say(key, **args), say(f"{key}.instead", **args)))

    def from_file(self, text: str, file: Path) -> Given:
        try:
            root = yaml.compose(text, Loader=yaml.SafeLoader)
            values = yaml.safe_load(text)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            self.wrong(
                (str(file), mark.line + 1 if mark else 1, mark.column + 1 if mark else 1), "settings.not_yaml"
            )
            return {}
        except yaml.YAMLError:
            self.wrong((str(file), 1, 1), "settings.not_yaml")
            return {}
        if root is None:
            return {}
        if not isinstance(root, yaml.MappingNode) or not isinstance(values, dict):
            self.wrong((str(file), 1, 1), "settings.not_a_mapping")
            return {}
        return self.known(self._secrets_by_file(dict(self._leaves(root, values, str(file))), file.parent))

    def _leaves(
        self, node: yaml.MappingNode, values: Mapping[Any, Any], file: str
    ) -> Iterator[tuple[str, Any]]:
        """(dotted name, (value, where)); only channels have settings of their own, and some of them several times."""
        for key, below in node.value:
            name, value = str(key.value), values.get(key.value)
            listed = name in self.groups and entry_of(self.groups[name]) is not None
            if name in self.groups and isinstance(below, yaml.MappingNode) and isinstance(value, dict):
                yield from _entry(name, 1, below, value, file)
            elif listed and isinstance(below, yaml.SequenceNode) and isinstance(value, list):
                yield from self._entries(name, below, value, file)
            elif name not in self.groups or value is not None:
                yield name, (value, _place(key, file))  # "telegram:" with all lines commented out is nothing

    def _entries(
        self, name: str, node: yaml.SequenceNode, values: list[Any], file: str
    ) -> Iterator[tuple[str, Any]]:
        for number, (below, value) in enumerate(zip(node.value, values, strict=True), start=1):
            if isinstance(below, yaml.MappingNode) and isinstance(value, dict):
                yield from _entry(name, number, below, value, file)
            else:
                self.wrong(_place(below, file), "settings.bad_value", name=name, value=value)

    def _secrets_by_file(self, given: Given, home: Path) -> Given:
        """A settings file is read by many and kept in many places: it names the file that holds a secret."""
        found: Given = {}
        hidden = secrets(self.groups)
        for name, (value, where) in given.items():
            secret = name.removesuffix("_file")
            if unnumbered(name, self.groups) in hidden:
                self.wrong(where, "settings.secret_in_file", name=name, variable=variable(name))
            elif unnumbered(secret, self.groups) in hidden and isinstance(value, str):
                if (read := self._secret(home / value, where)) is not None:
                    found[secret] = (read, where)
            else:
                found[name] = (value, where)
        return found

    def _secret(self, path: Path, where: Where) -> str | None:
        try:
            return path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            self.wrong(where, "settings.no_secret_file", path=path)
            return None

    def from_environment(self, environment: Mapping[str, str]) -> Given:
        """DUBAN_DATABASE, or DUBAN_DATABASE_FILE: the file holds the value, so that a password need not be shown."""
        given: Given = {}
        for shown, text in environment.items():
            if not shown.startswith(PREFIX) or shown in NOT_SETTINGS:
                continue
            where, name = (shown, 1, 1), by_variable(shown, self.groups)
            in_file = name is None and shown.endswith("_FILE")
            value = self._secret(Path(text), where) if in_file else text
            if in_file:
                name = by_variable(shown.removesuffix("_FILE"), self.groups)
            if value is not None:
                name = name or shown.removeprefix(PREFIX).lower()
                given[name] = (tuple(value.split(",")) if name in LISTS else value, where)
        return self.known(given)

    def known(self, given: Given) -> Given:
        """Unknown names are refused with a suggestion, and those that the law forbids with the reason."""
        known = list(names(self.groups))
        for name, (_, where) in given.items():
            if unnumbered(name, self.groups) in known:
                continue
            if why := forbidden(name):
                self.wrong(where, why, name=name)
            else:
                near = get_close_matches(name, known, n=1)
                key = "settings.unknown_near" if near else "settings.unknown"
                self.wrong(where, key, name=name, near=near[0] if near else "", names=known)
        return {name: value for name, value in given.items() if unnumbered(name, self.groups) in known}


def _entry(
    group: str, number: int, node: yaml.MappingNode, values: Mapping[Any, Any], file: str
) -> Iterator[tuple[str, Any]]:
    for key, _ in node.value:
        yield (
            entry_name(group, number, str(key.value)),
            (values.get(key.value), _place(key, file)),
        )


def _place(node: yaml.Node, file: str) -> Where:
    return file, node.start_mark.line + 1, node.start_mark.column + 1
