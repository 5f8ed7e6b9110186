"""One door for settings: duban.yaml, then DUBAN_* of the environment on top, DUBAN_*_FILE for secrets."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import time
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import Field, IPvAnyNetwork, TypeAdapter, ValidationError

from bot.domain.errors import Invalid, Mistake
from bot.domain.formalism import forbidden
from bot.domain.recheck import RecheckRules
from bot.i18n import Language

PREFIX = "DUBAN_"
NOT_SETTINGS = ("DUBAN_HOME", "DUBAN_CI")
SQLITE = "sqlite:///"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. Paths are relative to the file that names them."""

    database: str = "sqlite:///duban.db"  # or postgresql://user:password@host/name
    plan: Path = Path("plan.yaml")
    people: Path = Path("people.yaml")
    ladder: Path | None = None  # the shipped ladder where none is named
    calendar: Path | None = None  # the shipped calendar where none is named
    timezone: str = "Asia/Shanghai"
    language: str = "zh_CN"
    slot: time = time(8, 40)  # when the day's message goes out; each person a few minutes apart
    recheck_days: Annotated[int, Field(ge=0, le=730)] = 30  # 回头看, after closing; 0: only by hand
    recheck_percent: Annotated[int, Field(ge=0, le=100)] = 10  # of the closed results
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8765  # 0: any that is free
    trusted_proxies: tuple[IPvAnyNetwork, ...] = ()  # whose X-Forwarded-* headers count
    allowed_hosts: tuple[str, ...] = ()  # names under which the browser chat is reached behind a proxy
    log_format: str = "text"  # or json
    channels: Mapping[str, Any] = field(default_factory=dict)  # each channel's own settings, by its name

    def channel(self, name: str, shape: type[T]) -> T:
        """The settings of a channel, its defaults where nothing is set."""
        found = self.channels.get(name)
        return found if isinstance(found, shape) else shape()

    @property
    def recheck(self) -> RecheckRules:
        return RecheckRules(self.recheck_days, self.recheck_percent)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


LISTS = ("allowed_hosts", "trusted_proxies")  # separated by commas in a variable

Groups = Mapping[str, type]
"""By the channel's name: a frozen dataclass with its settings, see channels/registry.py. A field's metadata says
`secret` where a file or variable must hold the value, `address` where it is a URL."""

Where = tuple[str, int, int]  # file (or variable), line, column
Given = dict[str, tuple[object, Where]]  # by dotted name


def names(groups: Groups) -> Iterator[str]:
    """Every setting: database, telegram.base_url."""
    for one in fields(Settings):
        if one.name != "channels":
            yield one.name
    for group, shape in groups.items():
        yield from (f"{group}.{one.name}" for one in fields(shape))


def secrets(groups: Groups) -> tuple[str, ...]:
    """Those that no settings file may hold."""
    return _marked("secret", groups)


def _marked(mark: str, groups: Groups) -> tuple[str, ...]:
    return tuple(
        f"{group}.{one.name}"
        for group, shape in groups.items()
        for one in fields(shape)
        if one.metadata.get(mark)
    )


def variable(name: str) -> str:
    """telegram.base_url → DUBAN_TELEGRAM_BASE_URL"""
    return PREFIX + name.replace(".", "_").upper()


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
    settings = reader.validated(given, file.parent)
    reader.check(settings, given)
    if reader.mistakes:
        raise Invalid(reader.mistakes)
    home = file.parent
    database = settings.database if "database" in given else _placed("database", settings.database, home)
    return replace(settings, database=database, plan=home / settings.plan, people=home / settings.people)


@dataclass
class _SettingsReader:
    """Reads one file and environment; collects every mistake."""

    groups: Groups
    language: Language
    mistakes: list[Mistake] = field(default_factory=list)

    def wrong(self, where: Where, key: str, **args: object) -> None:
        say = self.language.say
        self.mistakes.append(Mistake(*where, say(key, **args), say(f"{key}.instead", **args)))

    def validated(self, given: Given, home: Path) -> Settings:
        values: dict[str, dict[str, Any]] = {"": {}, **{group: {} for group in self.groups}}
        for name, (value, _) in given.items():
            group, _, leaf = name.rpartition(".")
            values[group][leaf] = _placed(name, value, home)
        channels: dict[str, Any] = {
            group: self._shaped(shape, values[group], f"{group}.", given)
            for group, shape in self.groups.items()
        }
        found = self._shaped(Settings, values[""], "", given)
        return replace(
            found or Settings(), channels={name: one for name, one in channels.items() if one is not None}
        )

    def _shaped(self, shape: type[T], values: Mapping[str, Any], above: str, given: Given) -> T | None:
        try:
            return TypeAdapter(shape).validate_python(values)
        except ValidationError as error:
            for one in error.errors():
                name = f"{above}{one['loc'][0]}"
                self.wrong(given[name][1], "settings.bad_value", name=name, value=one["input"])
            return None

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
        return self.known(self._secrets_by_file(dict(self._leaves(root, values, str(file), "")), file.parent))

    def _leaves(
        self, node: yaml.MappingNode, values: Mapping[Any, Any], file: str, above: str
    ) -> Iterator[tuple[str, Any]]:
        """(dotted name, (value, where)); only channels have settings of their own."""
        for key, below in node.value:
            name, value = f"{above}{key.value}", values.get(key.value)
            where = (file, key.start_mark.line + 1, key.start_mark.column + 1)
            if name in self.groups and isinstance(below, yaml.MappingNode) and isinstance(value, dict):
                yield from self._leaves(below, value, file, f"{name}.")
            elif (
                name not in self.groups or value is not None
            ):  # "telegram:" with all of its lines commented out
                yield name, (value, where)

    def _secrets_by_file(self, given: Given, home: Path) -> Given:
        """A settings file is read by many and kept in many places: it names the file that holds a secret."""
        found: Given = {}
        hidden = secrets(self.groups)
        for name, (value, where) in given.items():
            secret = name.removesuffix("_file")
            if name in hidden:
                self.wrong(where, "settings.secret_in_file", name=name, variable=variable(name))
            elif secret in hidden and isinstance(value, str):
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
        by_variable = {variable(name): name for name in names(self.groups)}
        given: Given = {}
        for shown, text in environment.items():
            if not shown.startswith(PREFIX) or shown in NOT_SETTINGS:
                continue
            where, plain = (shown, 1, 1), shown.removesuffix("_FILE")
            in_file = shown not in by_variable and shown != plain
            value = self._secret(Path(text), where) if in_file else text
            name = by_variable.get(plain if in_file else shown, shown.removeprefix(PREFIX).lower())
            if value is not None:
                given[name] = (tuple(value.split(",")) if name in LISTS else value, where)
        return self.known(given)

    def known(self, given: Given) -> Given:
        """Unknown names are refused with a suggestion, and those that the law forbids with the reason."""
        known = list(names(self.groups))
        for name, (_, where) in given.items():
            if name in known:
                continue
            if why := forbidden(name):
                self.wrong(where, why, name=name)
            else:
                near = get_close_matches(name, known, n=1)
                key = "settings.unknown_near" if near else "settings.unknown"
                self.wrong(where, key, name=name, near=near[0] if near else "", names=known)
        return {name: value for name, value in given.items() if name in known}

    def check(self, settings: Settings, given: Given) -> None:
        try:
            ZoneInfo(settings.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self.wrong(given["timezone"][1], "settings.bad_value", name="timezone", value=settings.timezone)
        defaults = {
            f"{group}.{one.name}": one.default
            for group, shape in self.groups.items()
            for one in fields(shape)
        }
        for name in _marked("address", self.groups):
            value, where = given.get(name, ("", ("", 1, 1)))
            if name not in given or not isinstance(value, str):  # else it has been refused already
                continue
            if (value or defaults[name]) and not _is_address(
                value
            ):  # where the default is none, so may be the value
                self.wrong(where, "settings.bad_address", name=name, value=value)


def _placed(name: str, value: Any, home: Path) -> Any:
    """Relative paths are meant from the file that names them, also inside sqlite:///."""
    if name in ("ladder", "calendar") and isinstance(value, str):
        return home / value
    if name == "database" and isinstance(value, str) and value.startswith(SQLITE):
        return f"{SQLITE}{home / value.removeprefix(SQLITE)}"
    if name == "slot" and isinstance(value, int):  # YAML reads an unquoted 8:40 as base 60
        return f"{value // 60:02d}:{value % 60:02d}"
    if name == "slot" and isinstance(value, str) and value[1:2] == ":":
        return f"0{value}"
    return value


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
