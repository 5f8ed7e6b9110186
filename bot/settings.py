"""One door for settings: duban.yaml, then DUBAN_* of the environment on top, DUBAN_*_FILE for secrets."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import time
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import Field, IPvAnyNetwork, TypeAdapter, ValidationError

from bot.domain.errors import Invalid, Mistake
from bot.i18n import Language

PREFIX = "DUBAN_"
NOT_SETTINGS = ("DUBAN_HOME", "DUBAN_CI")
SQLITE = "sqlite:///"

FORBIDDEN = {
    "rank_by_reply_speed": "settings.formalism.ranking",
    "rank_by_usage": "settings.formalism.ranking",
    "daily_check_in": "settings.formalism.check_in",
    "compulsory_photo": "settings.formalism.photo",
}
"""What 国办函〔2026〕12号 forbids. Asked for, it is refused with the reason."""


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """The bot that speaks for us there; none without a token."""

    token: str = field(default="", repr=False)
    base_url: str = "https://api.telegram.org/bot"
    base_file_url: str = ""  # where files are fetched from; on the same server where none is named
    webhook: str = ""  # the public address to which Telegram brings updates; polling where none is named
    webhook_secret: str = field(default="", repr=False)  # made from the token where none is given
    mini_app: str = ""  # the public address of our /app, for the button beside the text field
    per_second: Annotated[int, Field(ge=1, le=1000)] = 30  # messages, to all chats together
    per_chat: Annotated[float, Field(ge=0, le=60)] = 1.0  # seconds between two messages to one chat
    per_group_minute: Annotated[int, Field(ge=1, le=1000)] = 20
    margin: Annotated[float, Field(ge=0, le=10)] = 0.05  # by which our windows are longer than Telegram's
    senders: Annotated[int, Field(ge=1, le=64)] = (
        8  # requests at once; more make the client slower, not faster
    )


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
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8765  # 0: any that is free
    trusted_proxies: tuple[IPvAnyNetwork, ...] = ()  # whose X-Forwarded-* headers count
    allowed_hosts: tuple[str, ...] = ()  # names under which the browser chat is reached behind a proxy
    log_format: str = "text"  # or json
    telegram: TelegramSettings = TelegramSettings()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


LISTS = ("allowed_hosts", "trusted_proxies")  # separated by commas in a variable
SECRETS = ("telegram.token", "telegram.webhook_secret")
ADDRESSES = ("telegram.base_url", "telegram.base_file_url", "telegram.webhook", "telegram.mini_app")

Where = tuple[str, int, int]  # file (or variable), line, column
Given = dict[str, tuple[object, Where]]  # by dotted name


def names(shape: type = Settings, above: str = "") -> Iterator[str]:
    """Every setting: database, telegram.base_url."""
    for one in fields(shape):
        if isinstance(one.default, TelegramSettings):
            yield from names(TelegramSettings, f"{above}{one.name}.")
        else:
            yield f"{above}{one.name}"


def variable(name: str) -> str:
    """telegram.base_url → DUBAN_TELEGRAM_BASE_URL"""
    return PREFIX + name.replace(".", "_").upper()


def load(
    text: str, file: Path, environment: Mapping[str, str], language: Language, above: Given | None = None
) -> Settings:
    """`text` is duban.yaml's, empty where there is none. `above` stands over file and environment, as a rehearsal's
    own settings do. Raises Invalid with every mistake at once, those of the environment under the variable's name."""
    mistakes: list[Mistake] = []
    given = _from_file(text, file, language, mistakes) | _from_environment(environment, language, mistakes)
    given |= _known(above or {}, language, mistakes)
    settings = _validated(given, file.parent, language, mistakes)
    mistakes += _unknown_zone(settings, given, language)
    mistakes += _bad_addresses(given, language)
    if mistakes:
        raise Invalid(mistakes)
    home = file.parent
    database = settings.database if "database" in given else _placed("database", settings.database, home)
    return replace(settings, database=database, plan=home / settings.plan, people=home / settings.people)


def _validated(given: Given, home: Path, language: Language, mistakes: list[Mistake]) -> Settings:
    values: dict[str, Any] = {"telegram": {}}
    for name, (value, _) in given.items():
        group, _, leaf = name.rpartition(".")
        (values[group] if group else values)[leaf] = _placed(name, value, home)
    try:
        return TypeAdapter(Settings).validate_python(values)
    except ValidationError as error:
        for one in error.errors():
            name = ".".join(map(str, one["loc"][:2])) if one["loc"][0] == "telegram" else str(one["loc"][0])
            args = {"name": name, "value": one["input"]}
            mistakes.append(_mistake(given[name][1], language, "settings.bad_value", **args))
        return Settings()


def _from_file(text: str, file: Path, language: Language, mistakes: list[Mistake]) -> Given:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        values = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = (str(file), mark.line + 1 if mark else 1, mark.column + 1 if mark else 1)
        mistakes.append(_mistake(where, language, "settings.not_yaml"))
        return {}
    except yaml.YAMLError:
        mistakes.append(_mistake((str(file), 1, 1), language, "settings.not_yaml"))
        return {}
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode) or not isinstance(values, dict):
        mistakes.append(_mistake((str(file), 1, 1), language, "settings.not_a_mapping"))
        return {}
    given = _secrets_by_file(dict(_leaves(root, values, str(file), "")), file.parent, language, mistakes)
    return _known(given, language, mistakes)


def _leaves(
    node: yaml.MappingNode, values: Mapping[Any, Any], file: str, above: str
) -> Iterator[tuple[str, Any]]:
    """(dotted name, (value, where)); only `telegram` has settings of its own."""
    for key, below in node.value:
        name, value = f"{above}{key.value}", values.get(key.value)
        where = (file, key.start_mark.line + 1, key.start_mark.column + 1)
        if name == "telegram" and isinstance(below, yaml.MappingNode) and isinstance(value, dict):
            yield from _leaves(below, value, file, "telegram.")
        elif name != "telegram" or value is not None:  # "telegram:" with all of its lines commented out
            yield name, (value, where)


def _secrets_by_file(given: Given, home: Path, language: Language, mistakes: list[Mistake]) -> Given:
    """A settings file is read by many and kept in many places: it names the file that holds a secret."""
    found: Given = {}
    for name, (value, where) in given.items():
        secret = name.removesuffix("_file")
        if name in SECRETS:
            mistakes.append(
                _mistake(where, language, "settings.secret_in_file", name=name, variable=variable(name))
            )
        elif secret in SECRETS and isinstance(value, str):
            if (read := _secret(home / value, where, language, mistakes)) is not None:
                found[secret] = (read, where)
        else:
            found[name] = (value, where)
    return found


def _secret(path: Path, where: Where, language: Language, mistakes: list[Mistake]) -> str | None:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        mistakes.append(_mistake(where, language, "settings.no_secret_file", path=path))
        return None


def _from_environment(environment: Mapping[str, str], language: Language, mistakes: list[Mistake]) -> Given:
    """DUBAN_DATABASE, or DUBAN_DATABASE_FILE: the file holds the value, so that a password need not be shown."""
    by_variable = {variable(name): name for name in names()}
    given: Given = {}
    for shown, text in environment.items():
        if not shown.startswith(PREFIX) or shown in NOT_SETTINGS:
            continue
        where, plain = (shown, 1, 1), shown.removesuffix("_FILE")
        in_file = shown not in by_variable and shown != plain
        value = _secret(Path(text), where, language, mistakes) if in_file else text
        name = by_variable.get(plain if in_file else shown, shown.removeprefix(PREFIX).lower())
        if value is not None:
            given[name] = (tuple(value.split(",")) if name in LISTS else value, where)
    return _known(given, language, mistakes)


def _known(given: Given, language: Language, mistakes: list[Mistake]) -> Given:
    """Unknown names are refused with a suggestion, and those that the law forbids with the reason."""
    known = list(names())
    for name, (_, where) in given.items():
        if name in FORBIDDEN:
            mistakes.append(_mistake(where, language, FORBIDDEN[name], name=name))
        elif name not in known:
            near = get_close_matches(name, known, n=1)
            key = "settings.unknown_near" if near else "settings.unknown"
            mistakes.append(
                _mistake(where, language, key, name=name, near=near[0] if near else "", names=known)
            )
    return {name: value for name, value in given.items() if name in known}


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


def _bad_addresses(given: Given, language: Language) -> list[Mistake]:
    """All but the server's may be empty, which is to have none."""
    return [
        _mistake(where, language, "settings.bad_address", name=name, value=value)
        for name, (value, where) in given.items()
        if name in ADDRESSES
        and isinstance(value, str)  # else it has been refused already
        and (value or name == "telegram.base_url")
        and not _is_address(value)
    ]


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _unknown_zone(settings: Settings, given: Given, language: Language) -> list[Mistake]:
    try:
        ZoneInfo(settings.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        where = given["timezone"][1]
        return [_mistake(where, language, "settings.bad_value", name="timezone", value=settings.timezone)]
    return []


def _mistake(where: Where, language: Language, key: str, **args: object) -> Mistake:
    return Mistake(*where, language.say(key, **args), language.say(f"{key}.instead", **args))
