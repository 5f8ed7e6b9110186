"""Sentences, numbers and dates in a person's language.

A sentence is known by a dotted key, which is the msgid of the .po files. A language is one such file: its
date patterns, list separator and units are entries too (`format.*`, `unit.*`), so adding one adds no code.
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
Day = date  # inside Language, `date` is a method
SEVERAL = 2  # 1.5 counts like two in every language with a plural


class NoSentence(LookupError):
    """The catalogue has no such sentence, or the sentence asks for a value it was not given.

    Always a mistake of ours: a key is never shown to a person in place of a sentence.
    """


class _Missing(NullTranslations):
    """Asked last: where gettext would show the key itself."""

    def gettext(self, message: str) -> str:
        raise NoSentence(message)

    def ngettext(self, msgid1: str, msgid2: str, num: int) -> str:
        raise NoSentence(msgid1)


@dataclass(frozen=True)
class _Catalogue:
    """One language, compiled."""

    locale: Locale
    translations: Translations
    plurals: frozenset[str]

    def sentence(self, key: str, n: object) -> str:
        if key not in self.plurals:
            return self.translations.gettext(key)
        if not isinstance(n, int | float | Decimal):
            raise NoSentence(f"{key}: is a plural, needs a number n")
        return self.translations.ngettext(key, key, int(n) if n == int(n) else SEVERAL)


_files: dict[str, Path] = {}  # by code
_catalogues: dict[str, _Catalogue] = {}  # those compiled so far


def load(directory: Path | None = None) -> None:
    """The catalogues of this process: those of `directory`, read at once, so that a broken one is told at the start;
    else those shipped with the program, each compiled at its first use: it takes 30 ms, and most commands speak one.
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
    """In the wheel beside this module, in the checkout beside its package."""
    package = Path(__file__).parent
    in_wheel = package / "share" / "locales"
    return in_wheel if in_wheel.is_dir() else package.parent / "locales"


def codes() -> tuple[str, ...]:
    """The languages there are, the default first."""
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
    translations.add_fallback(_Missing())
    plurals = frozenset(message.id[0] for message in catalogue if isinstance(message.id, list | tuple))
    assert catalogue.locale
    return _Catalogue(catalogue.locale, translations, plurals)


@dataclass(frozen=True)
class Language:
    """How one language says things. Equal codes are equal languages; `of` is the way to get one."""

    code: str

    @classmethod
    def of(cls, code: str) -> "Language":
        """The nearest language there is: zh-hans and zh → zh_CN, en-US → en, unknown → the default."""
        wanted = code.replace("-", "_").lower()
        for known in codes():
            if known.lower() == wanted:
                return cls(known)
        tongue = wanted.partition("_")[0]
        return cls(next((known for known in codes() if known.partition("_")[0] == tongue), DEFAULT))

    @cached_property
    def _catalogue(self) -> _Catalogue:
        codes()  # finds the files at first use
        return _catalogue_of(self.code)

    def __contains__(self, key: str) -> bool:
        """Whether there is such a sentence: for codes that come from data."""
        try:
            self._catalogue.sentence(key, n=1)
        except NoSentence:
            return False
        return True

    def say(self, key: str, /, **args: object) -> str:
        """The sentence `key`, filled; a plural is chosen by `n`.

        Numbers, dates and lists are written as the language writes them. A placeholder may say how:
        `{due:short}`, `{due:weekday}`, `{at:time}`, `{share:percent}`, `{value:×10}`; any other
        format spec is Python's (`{year:d}` keeps a year from becoming 2,023). Raises NoSentence.
        """
        try:
            return _Filler(self).vformat(self._catalogue.sentence(key, args.get("n")), (), args)
        except NoSentence as missing:
            raise NoSentence(f"{self.code}: {key}: {missing}") from None

    def show(self, value: object) -> str:
        """Any value the way the language writes it."""
        match value:
            case None:
                raise NoSentence("None is nothing to show")
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
        """08:40, in the zone that `at` carries."""
        return format_time(at, self._pattern("time"), locale=self._catalogue.locale)

    def moment(self, at: datetime) -> str:
        """2023年12月29日 08:40, 29 Dec 2023, 08:40"""
        return format_datetime(at, self._pattern("moment"), locale=self._catalogue.locale)

    def number(self, value: Decimal | int | float) -> str:
        """12,345.6. A float is rounded to three places; a Decimal is what somebody wrote and stays whole."""
        return format_decimal(
            value, locale=self._catalogue.locale, decimal_quantization=not isinstance(value, Decimal)
        )

    def quantity(self, value: Decimal | int | float, unit: str) -> str:
        """260万千瓦, 2,600 MW. A unit the catalogue does not know stands as it was written."""
        if unit and f"unit.{unit}" in self:
            return self.say(f"unit.{unit}", value=value, n=value)
        return self.say("format.quantity", value=value, unit=unit).strip()

    def percent(self, value: Decimal | int | float) -> str:
        """80 → 80%, to two places."""
        return self.quantity(round(Decimal(str(value)), 2) or 0, "%")

    def list(self, items: Iterable[object]) -> str:
        """市财政局、市公安局"""
        return self._pattern("list_separator").join(map(self.show, items))

    def _pattern(self, name: str) -> str:
        """As it stands in the catalogue: Babel's braces and quotes are not ours to fill."""
        return self._catalogue.sentence(f"format.{name}", n=None)


STYLES: dict[str, Callable[[Language, Any], str]] = {
    "date": Language.date,
    "weekday": Language.weekday_date,
    "short": Language.short_date,
    "time": Language.time,
    "moment": Language.moment,
    "percent": Language.percent,
}


class _Filler(Formatter):
    """str.format, but values are written by the language."""

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
        if format_spec.startswith("×"):  # a unit of another size: 260 万千瓦 are 2,600 MW, exactly
            return self.language.number(Decimal(str(value)) * Decimal(format_spec[1:]))
        return format(value, format_spec)
