"""One door for settings: duban.yaml, then DUBAN_* of the environment on top, DUBAN_*_FILE for secrets."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import time
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import TypeAdapter, ValidationError

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
    port: int = 8765
    allowed_hosts: tuple[str, ...] = ()  # names under which the browser chat is reached behind a proxy
    log_format: str = "text"  # or json

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


Where = tuple[str, int, int]  # file (or variable), line, column
Given = dict[str, tuple[object, Where]]


def load(text: str, file: Path, environment: Mapping[str, str], language: Language) -> Settings:
    """`text` is duban.yaml's, empty where there is none. Raises Invalid with every mistake at once, those of the
    environment under the variable's name."""
    mistakes: list[Mistake] = []
    given = _from_file(text, file, language, mistakes) | _from_environment(environment, language, mistakes)
    values = {name: _placed(name, value, file.parent) for name, (value, _) in given.items()}
    try:
        settings = TypeAdapter(Settings).validate_python(values)
    except ValidationError as error:
        for one in error.errors():
            name = str(one["loc"][0])
            mistakes.append(
                _mistake(given[name][1], language, "settings.bad_value", name=name, value=one["input"])
            )
        settings = Settings()
    mistakes += _unknown_zone(settings, given, language)
    if mistakes:
        raise Invalid(mistakes)
    home = file.parent
    database = settings.database if "database" in given else _placed("database", settings.database, home)
    return replace(settings, database=database, plan=home / settings.plan, people=home / settings.people)


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
    marks = {
        str(key.value): (str(file), key.start_mark.line + 1, key.start_mark.column + 1)
        for key, _ in root.value
    }
    return _known(
        {str(name): (value, marks[str(name)]) for name, value in values.items()}, language, mistakes
    )


def _from_environment(environment: Mapping[str, str], language: Language, mistakes: list[Mistake]) -> Given:
    """DUBAN_DATABASE, or DUBAN_DATABASE_FILE: the file holds the value, so that a password need not be shown."""
    given: Given = {}
    for variable, value in environment.items():
        name = variable.removeprefix(PREFIX).removesuffix("_FILE").lower()
        if not variable.startswith(PREFIX) or variable in NOT_SETTINGS:
            continue
        where = (variable, 1, 1)
        if variable.endswith("_FILE"):
            try:
                value = Path(value).read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError):
                mistakes.append(_mistake(where, language, "settings.no_secret_file", path=value))
                continue
        given[name] = (tuple(value.split(",")) if name == "allowed_hosts" else value, where)
    return _known(given, language, mistakes)


def _known(given: Given, language: Language, mistakes: list[Mistake]) -> Given:
    """Unknown names are refused with a suggestion, and those that the law forbids with the reason."""
    names = [field.name for field in fields(Settings)]
    for name, (_, where) in given.items():
        if name in FORBIDDEN:
            mistakes.append(_mistake(where, language, FORBIDDEN[name], name=name))
        elif name not in names:
            near = get_close_matches(name, names, n=1)
            key = "settings.unknown_near" if near else "settings.unknown"
            mistakes.append(
                _mistake(where, language, key, name=name, near=near[0] if near else "", names=names)
            )
    return {name: value for name, value in given.items() if name in names}


def _placed(name: str, value: Any, home: Path) -> Any:
    """Relative paths are meant from the file that names them, also inside sqlite:///."""
    if name in ("ladder", "calendar") and isinstance(value, str):
        return home / value
    if name == "database" and isinstance(value, str) and value.startswith(SQLITE):
        return f"{SQLITE}{home / value.removeprefix(SQLITE)}"
    if name == "slot" and isinstance(value, int):  # YAML reads an unquoted 8:40 as base 60
        return f"{value // 60:02d}:{value % 60:02d}"
    return value


def _unknown_zone(settings: Settings, given: Given, language: Language) -> list[Mistake]:
    try:
        ZoneInfo(settings.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        where = given["timezone"][1]
        return [_mistake(where, language, "settings.bad_value", name="timezone", value=settings.timezone)]
    return []


def _mistake(where: Where, language: Language, key: str, **args: object) -> Mistake:
    return Mistake(*where, language.say(key, **args), language.say(f"{key}.instead", **args))
