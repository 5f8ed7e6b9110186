"""Readings of the air as people type them: 全市1月3日PM2.5 78，PM10 120，AQI 92; 桐柏县昨天臭氧163.

A place and a day hold for the values behind them until others are named; the only one of a text holds for all of it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from bot.domain.air.air_reading import WHOLE_CITY
from bot.domain.language.air_values import VALUE, SaidValue, said_value
from bot.domain.language.dates import mentions
from bot.domain.language.dates_of_readings import short_days
from bot.domain.language.named_units import LEVELS
from bot.domain.language.plain import plain
from bot.domain.lazy_pattern import lazy_pattern
from bot.domain.plan import Finding

_CORRECTS = "corrects"
_NOTES = lazy_pattern(
    r"(?P<clear>(?:非|无|没有)沙尘(?:天气|影响|日)?)|(?P<dust>受?沙尘(?:天气|影响|日|暴)*)"
    r"|(?P<preliminary>未审核|初步|实时)|(?P<audited>已?审核)|(?P<corrects>更正|订正|改正|勘误)"
)
_FILLER = lazy_pattern(
    r"空气质量|环境|监测|数据|结果|读数|指标|报送|上报|报告|单位|其中|浓度|日?均值|平均|同日|当日|当天|微克/?立方米|毫克/?立方米"
    r"|[μu]g/m3|mg/m3|[的为是在报至到和及与]|\W|_",
    re.IGNORECASE,
)


@dataclass(slots=True)
class SaidAir:
    """Of one place and day. `place` "" and `day` None where none is named; `audited` None where nothing is said."""

    place: str = ""
    day: date | None = None
    values: dict[str, Decimal] = field(default_factory=dict)  # by pollutant, or "aqi"
    dust: bool | None = None
    audited: bool | None = None


@dataclass(frozen=True, slots=True)
class AirWords:
    """`findings`: about values; `unread`: words that mean nothing here."""

    rows: tuple[SaidAir, ...]
    corrects: bool = False
    findings: tuple[Finding, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        return all(row.place and row.day for row in self.rows)

    @property
    def placed(self) -> bool:
        """Whether a place or a day is named at all."""
        return any(row.place or row.day for row in self.rows)


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    means: SaidValue | date | str | None  # a place is a str; None: a day that there is not
    note: str = ""


def air_words(text: str, counties: Iterable[str], today: date) -> AirWords | None:
    """None where no pollutant has a value."""
    text = unicodedata.normalize("NFKC", plain(text))
    tokens = list(_tokens(text, names_of(counties), today))
    if not any(isinstance(one.means, SaidValue) for one in tokens):
        return None
    unread = list(_left(text, tokens))
    rows = _rows(tokens, text, unread)
    values = [one.means for one in tokens if isinstance(one.means, SaidValue)]
    return AirWords(
        tuple(row for row in rows if row.values),
        any(one.note == _CORRECTS for one in tokens),
        tuple(finding for one in values for finding in one.findings),
        tuple(unread),
    )


def names_of(counties: Iterable[str]) -> Mapping[str, str]:
    """By what people write: 桐柏县, 桐柏, 全市."""
    known = tuple(counties)
    short = {one[:-1]: one for one in known if len(one) == len("桐柏县") and one[-1] in LEVELS}
    return short | {one: one for one in (*known, WHOLE_CITY)}


def only_where(text: str, counties: Iterable[str], today: date) -> SaidAir | None:
    """A place, a day, or both, and nothing else: what was left out before."""
    text = unicodedata.normalize("NFKC", plain(text))
    tokens = list(_tokens(text, names_of(counties), today))
    places = [one.means for one in tokens if isinstance(one.means, str) and not one.note]
    days = [one.means for one in tokens if isinstance(one.means, date)]
    if len(tokens) != len(places) + len(days) or not tokens or any(_left(text, tokens)):
        return None
    if len(places) > 1 or len(days) > 1:
        return None
    return SaidAir(places[0] if places else "", days[0] if days else None)


def _tokens(text: str, places: Mapping[str, str], today: date) -> Iterator[_Token]:
    """In the order of the text; what overlaps an earlier kind is none."""
    found: list[_Token] = []
    of_places = re.compile("|".join(map(re.escape, sorted(places, key=len, reverse=True))))
    candidates = (
        *(_Token(one.start(), one.end(), said_value(one)) for one in VALUE.finditer(text)),
        *(_Token(one.start, one.end, _only_day(one.span)) for one in mentions(text, today)),
        *(_Token(start, end, day) for start, end, day in short_days(text, today)),
        *(_Token(one.start(), one.end(), places[one[0]]) for one in of_places.finditer(text)),
        *(_Token(one.start(), one.end(), "", str(one.lastgroup)) for one in _NOTES.finditer(text)),
    )
    for one in candidates:
        if all(one.end <= other.start or one.start >= other.end for other in found):
            found.append(one)
    return iter(sorted(found, key=lambda one: one.start))


def _only_day(span: tuple[date, date] | None) -> date | None:
    return span[0] if span and span[0] == span[1] else None


def _left(text: str, tokens: Sequence[_Token]) -> Iterator[str]:
    """Words between the tokens that say something."""
    at = 0
    for start, end in (*((one.start, one.end) for one in tokens), (len(text), len(text))):
        words = text[at:start].strip(" ,，、;；。.:：!！()（）\n")
        if _FILLER.sub("", words):
            yield words
        at = end


def _rows(tokens: Sequence[_Token], text: str, unread: list[str]) -> list[SaidAir]:
    rows = [SaidAir()]
    held: dict[str, str] = {}  # places and days that no value has followed yet
    for one in tokens:
        said = text[one.start : one.end]
        if isinstance(one.means, SaidValue):
            held.clear()
            _add(rows[-1], one.means, said, unread)
        elif one.note:
            _note(rows[-1], one.note)
        elif one.means is None:
            unread.append(said)
        else:
            kind = "day" if isinstance(one.means, date) else "place"
            if kind in held:
                unread.append(held[kind])
            held[kind] = said
            rows = _moved(rows, one.means)
    return _carried(rows, tokens)


def _moved(rows: list[SaidAir], to: date | str) -> list[SaidAir]:
    last = rows[-1]
    if last.values:
        last = SaidAir(last.place, last.day)
        rows = [*rows, last]
    if isinstance(to, date):
        last.day = to
    else:
        last.place = to
    return rows


def _carried(rows: list[SaidAir], tokens: Sequence[_Token]) -> list[SaidAir]:
    """The only place and the only day of a text stand for all of it, wherever they are written."""
    places = {one.means for one in tokens if isinstance(one.means, str) and not one.note}
    days = {one.means for one in tokens if isinstance(one.means, date)}
    for row in rows:
        if len(places) == 1:
            row.place = row.place or next(iter(places))
        if len(days) == 1:
            row.day = row.day or next(iter(days))
    return rows


def _add(row: SaidAir, value: SaidValue, said: str, unread: list[str]) -> None:
    if row.values.get(value.name, value.value) != value.value:
        unread.append(said)
    elif value.value is not None:
        row.values[value.name] = value.value


def _note(row: SaidAir, note: str) -> None:
    match note:
        case "dust" | "clear":
            row.dust = note == "dust"
        case "audited" | "preliminary":
            row.audited = note == "audited"
