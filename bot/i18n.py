"""Sentences, numbers and dates in a person's language.

A sentence has a dotted key, which is the msgid of the .po files. A language is one such file. Its date patterns,
list separator and units are entries too (`format.*`, `unit.*`), so a new language needs no code.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Any

from babel import Locale
from babel.dates import format_date, format_datetime, format_time
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations

DEFAULT = "zh_CN"
UNGROUPED = ("zh",)  # official Chinese writes 3560座, not 3,560座
Day = date  # alias, because `date` is a method of Language
PLURAL_SAMPLE = 2  # fractions take the plural form of 2 in every language with a plural


class NoSentence(LookupError):
    """The catalogue has no such sentence, or a value that the sentence needs is missing.

    Always a programming error: a key is never shown to a person in place of a sentence.
    """


class _NoFallback(NullTranslations):
    """The last fallback: raises where gettext would return the key."""

    def gettext(self, message: str) -> str:
        raise NoSentence(message)

    def ngettext(self, msgid1: str, msgid2: str, num: int) -> str:
        raise NoSentence(msgid1)


@dataclass(frozen=True)
class _Catalogue:
    """A compiled language."""

    locale: Locale
    translations: Translations
    plurals: frozenset[str]

    def sentence(self, key: str, n: object) -> str:
        if key not in self.plurals:
            return self.translations.gettext(key)
        if not isinstance(n, int | float | Decimal):
            raise NoSentence(f"{key}: is a plural, needs a number n")
        return self.translations.ngettext(key, key, int(n) if n == int(n) else PLURAL_SAMPLE)


_files: dict[str, Path] = {}  # by code
_catalogues: dict[str, _Catalogue] = {}  # those compiled so far


def load(directory: Path | None = None) -> None:
    """Selects the catalogues of this process: those of `directory`, compiled at once, so that an invalid one stops the
    start; else the shipped ones, each compiled at its first use (30 ms; most commands use one language).

    Bootstrap calls it once at start. Without a call, the shipped catalogues are used.
    """
    _catalogues.clear()
    _files.clear()
    files = sorted((directory or shipped()).glob("*/LC_MESSAGES/duban.po"))
    _files.update({file.parts[-3]: file for file in files})
    if DEFAULT not in _files:
        raise FileNotFoundError(f"{directory or shipped()}: no {DEFAULT}/LC_MESSAGES/duban.po")
    for code in _files if directory else ():
        _catalogue_of(code)


def _catalogue_of(code: str) -> _Catalogue:
    if code not in _catalogues:
        _catalogues[code] = _compile(_read(_files[code]))
    return _catalogues[code]


def shipped() -> Path:
    """The catalogues' folder: inside the package in a wheel, beside it in a checkout."""
    package = Path(__file__).parent
    in_wheel = package / "share" / "locales"
    return in_wheel if in_wheel.is_dir() else package.parent / "locales"


def codes() -> tuple[str, ...]:
    """Codes of the available languages, the default first."""
    if not _files:
        load()
    return (DEFAULT, *sorted(_files.keys() - {DEFAULT}))


def _read(file: Path) -> Catalog:
    code = file.parts[-3]
    with file.open("rb") as lines:
        return read_po(lines, locale=code, domain="duban", abort_invalid=True)


def _compile(catalogue: Catalog) -> _Catalogue:
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    translations = Translations(compiled, domain="duban")
    translations.add_fallback(_NoFallback())
    plurals = frozenset(message.id[0] for message in catalogue if isinstance(message.id, list | tuple))
    assert catalogue.locale
    return _Catalogue(catalogue.locale, translations, plurals)


@dataclass(frozen=True)
class Language:
    """One language. Languages with equal codes are equal; `of` finds one by any spelling of its code."""

    code: str

    @classmethod
    def of(cls, code: str) -> "Language":
        """The closest available language: zh-hans and zh → zh_CN, en-US → en, unknown → the default."""
        wanted = code.replace("-", "_").lower()
        for known in codes():
            if known.lower() == wanted:
                return cls(known)
        base = wanted.partition("_")[0]
        return cls(next((known for known in codes() if known.partition("_")[0] == base), DEFAULT))

    @cached_property
    def _catalogue(self) -> _Catalogue:
        codes()  # finds the files at first use
        return _catalogue_of(self.code)

    def __contains__(self, key: str) -> bool:
        """True when the sentence exists; for keys built from data."""
        try:
            self._catalogue.sentence(key, n=1)
        except NoSentence:
            return False
        return True

    def say(self, key: str, /, **args: object) -> str:
        """The sentence `key` with `args` filled in; `n` selects the plural form.

        Numbers, dates and lists are formatted for the language. A placeholder can select a format:
        `{due:short}`, `{due:weekday}`, `{at:time}`, `{share:percent}`, `{value:×10}`; any other format spec is
        Python's (`{year:d}` prints 2023 and not 2,023). Raises NoSentence.
        """
        try:
            return _SentenceFormatter(self).vformat(self._catalogue.sentence(key, args.get("n")), (), args)
        except NoSentence as missing:
            raise NoSentence(f"{self.code}: {key}: {missing}") from None

    def show(self, value: object) -> str:
        """Formats a value of any supported type. Raises NoSentence for None."""
        match value:
            case None:
                raise NoSentence("None cannot be shown")
            case datetime():
                return self.moment(value)
            case date():
                return self.date(value)
            case bool():
                return str(value)
            case int() | float() | Decimal():
                return self.number(value)
            case list() | tuple():
                return self.list(value)
            case _:
                return str(value)

    def date(self, day: Day) -> str:
        """2023年12月29日, 29 Dec 2023"""
        return format_date(day, self._pattern("date"), self._catalogue.locale)

    def weekday_date(self, day: Day) -> str:
        """2023年12月29日 周五, Fri, 29 Dec 2023"""
        return format_date(day, self._pattern("weekday_date"), self._catalogue.locale)

    def short_date(self, day: Day) -> str:
        """12月29日, 29 Dec"""
        return format_date(day, self._pattern("short_date"), self._catalogue.locale)

    def time(self, at: datetime) -> str:
        """08:40, in the time zone of `at`."""
        return format_time(at, self._pattern("time"), locale=self._catalogue.locale)

    def moment(self, at: datetime) -> str:
        """2023年12月29日 08:40, 29 Dec 2023, 08:40"""
        return format_datetime(at, self._pattern("moment"), locale=self._catalogue.locale)

    def number(self, value: Decimal | int | float) -> str:
        """12,345.6; without the comma in Chinese. A float is rounded to three places; a Decimal was written by a person
        and keeps all digits."""
        locale = self._catalogue.locale
        rounded = not isinstance(value, Decimal)
        return format_decimal(
            value,
            locale=locale,
            decimal_quantization=rounded,
            group_separator=locale.language not in UNGROUPED,
        )

    def quantity(self, value: Decimal | int | float, unit: str) -> str:
        """260万千瓦, 2,600 MW. A unit without an entry in the catalogue is shown unchanged."""
        if unit and f"unit.{unit}" in self:
            return self.say(f"unit.{unit}", value=value, n=value)
        return self.say("format.quantity", value=value, unit=unit).strip()

    def percent(self, value: Decimal | int | float) -> str:
        """80 → 80%, at most two decimals."""
        return self.quantity(round(Decimal(str(value)), 2) or 0, "%")

    def list(self, items: Iterable[object]) -> str:
        """市财政局、市公安局"""
        return self._pattern("list_separator").join(map(self.show, items))

    def _pattern(self, name: str) -> str:
        """A `format.*` entry, unformatted: its braces and quotes belong to Babel."""
        return self._catalogue.sentence(f"format.{name}", n=None)


STYLES: dict[str, Callable[[Language, Any], str]] = {
    "date": Language.date,
    "weekday": Language.weekday_date,
    "short": Language.short_date,
    "time": Language.time,
    "moment": Language.moment,
    "percent": Language.percent,
}


class _SentenceFormatter(Formatter):
    """string.Formatter that formats values with the language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        try:
            return kwargs[str(key)]
        except KeyError:
            raise NoSentence(f"no value for {{{key}}}") from None

    def format_field(self, value: Any, format_spec: str) -> str:
        if not format_spec:
            return self.language.show(value)
        if style := STYLES.get(format_spec):
            return style(self.language, value)
        if format_spec.startswith("×"):  # conversion factor between units: 260 万千瓦 = 2,600 MW
            return self.language.number(Decimal(str(value)) * Decimal(format_spec[1:]))
        return format(value, format_spec)
