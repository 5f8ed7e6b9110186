"""The machine: clock, environment variables, terminal, and files shipped with the program.

Modules that only some verbs need are imported in functions, so that a command that reads one file starts in 0.1 s.
"""

import logging
import os
import secrets as dice
import shutil
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from bot.domain.calendar import Calendar, Instant
from bot.domain.errors import Refused
from bot.i18n import Language
from bot.i18n import load as load_sentences

if TYPE_CHECKING:
    from bot.settings import Given, Settings

CONFIG = Path("duban.yaml")  # this default file may be missing, because every setting has a default


def wall_clock() -> Instant:
    return time.time_ns() // 1_000_000


def today(calendar: Calendar) -> date:
    return calendar.day(wall_clock())


def machine_day() -> date:
    """The local date of this machine, for commands without a plan's calendar."""
    return date.today()


def office_program() -> str | None:
    """Path of LibreOffice, which converts .doc files; None when it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def new_code() -> str:
    from bot.actions.bind import ALPHABET, LENGTH

    return "".join(dice.choice(ALPHABET) for _ in range(LENGTH))


def terminal_language() -> Language:
    """DUBAN_LANGUAGE, else the terminal's language; Chinese when neither is set."""
    named = os.environ.get("DUBAN_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return Language.of(named.partition(".")[0] if named not in ("", "C", "POSIX", "C.UTF-8") else "zh_CN")


def home() -> Path | None:
    """DUBAN_HOME, a folder with an installation's own plan/ and locales/."""
    named = os.environ.get("DUBAN_HOME")
    return Path(named) if named else None


def shipped(name: str) -> Path:
    """A file of plan/: in DUBAN_HOME, else in the wheel, else in the checkout."""
    here = Path(__file__).parents[1]
    places = [here / "share" / "plan", here.parent / "plan"]
    if folder := home():
        places.insert(0, folder / "plan")
    return next((place / name for place in places if (place / name).exists()), places[-1] / name)


def log_to(stream: TextIO, log_format: str, secrets: Sequence[str] = ()) -> None:
    """Sets up logging: JSON, or one line per record. Logs carry ids and no words. `secrets` are masked in all output.

    Tracebacks are plain: rich ones would show variables, including texts of people, and take seconds.
    """
    import structlog

    rendering: list[Any] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if log_format == "json":
        rendering += [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    else:
        plain = structlog.dev.plain_traceback
        rendering += [structlog.dev.ConsoleRenderer(colors=stream.isatty(), exception_formatter=plain)]
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso"),
    ]
    handler = logging.StreamHandler(_Veiled(stream, [one for one in secrets if one]))
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=rendering, foreign_pre_chain=shared))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for chatty in ("apscheduler", "uvicorn", "httpx", "httpcore", "telegram"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


class _Veiled:
    """A stream that masks secrets: a URL of the Bot API contains the token."""

    def __init__(self, stream: TextIO, secrets: Sequence[str]) -> None:
        self._stream = stream
        self._secrets = secrets

    def write(self, text: str) -> int:
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return self._stream.write(text)

    def flush(self) -> None:
        self._stream.flush()


def settings_of(file: Path, language: Language, above: "Given | None" = None) -> "Settings":
    """Reads the settings. `above` overrides the file's settings."""
    from bot.settings import load as read_settings

    if not file.exists() and file != CONFIG:
        raise Refused("storage.no_such_file", path=file)
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    from bot.bootstrap.open_channels import settings_groups

    return read_settings(text, file.absolute(), os.environ, language, settings_groups(), above)


def own_sentences() -> None:
    """Loads the sentences of DUBAN_HOME if it has any."""
    if folder := own_locales():
        load_sentences(folder)


def own_locales() -> Path | None:
    """The locales folder of DUBAN_HOME, or None."""
    folder = home()
    return folder / "locales" if folder and (folder / "locales").is_dir() else None


def new_token() -> str:
    return dice.token_urlsafe(32)
