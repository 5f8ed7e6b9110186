from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import i18n
from bot.domain.language.reading import Question
from bot.i18n import Language, NoSentence

CATALOGUES = {
    "zh_CN": """
msgid ""
msgstr ""
"Plural-Forms: nplurals=1; plural=0;\\n"

msgid "late"
msgid_plural "late"
msgstr[0] "逾期{n}天"

msgid "due"
msgstr "{units}，{due:short}前（{due:weekday}）"

msgid "year"
msgstr "{year:d}年"

msgid "amount"
msgstr "{value}"

msgid "empty"
msgstr ""

msgid "format.list_separator"
msgstr "、"

msgid "format.short_date"
msgstr "M月d日"

msgid "format.weekday_date"
msgstr "y年M月d日 EEE"
""",
    "en": """
msgid ""
msgstr ""
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "late"
msgid_plural "late"
msgstr[0] "{n} day late"
msgstr[1] "{n} days late"
""",
}
DAY = date(2023, 12, 29)
MOMENT = datetime(2023, 12, 29, 8, 40, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def sentences(tmp_path: Path) -> Iterator[None]:
    """Catalogues of our own instead of the shipped ones."""
    for code, text in CATALOGUES.items():
        file = tmp_path / code / "LC_MESSAGES" / "duban.po"
        file.parent.mkdir(parents=True)
        file.write_text(text, "utf-8")
    i18n.load(tmp_path)
    yield
    i18n.load()


@pytest.mark.usefixtures("sentences")
@pytest.mark.parametrize(
    ("code", "n", "sentence"),
    [
        ("zh_CN", 1, "逾期1天"),
        ("zh_CN", 12000, "逾期12000天"),
        ("en", 1, "1 day late"),
        ("en", 2, "2 days late"),
        ("en", Decimal("1.5"), "1.5 days late"),
    ],
)
def test_a_plural_is_chosen_by_n(code: str, n: int | Decimal, sentence: str) -> None:
    assert Language.of(code).say("late", n=n) == sentence


@pytest.mark.usefixtures("sentences")
def test_values_are_written_by_the_language_unless_the_sentence_says_how() -> None:
    chinese = Language.of("zh_CN")
    assert chinese.say("due", units=["市财政局", "市公安局"], due=DAY) == (
        "市财政局、市公安局，12月29日前（2023年12月29日 周五）"
    )
    assert chinese.say("year", year=2023) == "2023年"


@pytest.mark.usefixtures("sentences")
@pytest.mark.parametrize(
    ("key", "args"),
    [
        ("nowhere", {}),
        ("empty", {}),
        ("late", {}),  # a plural without its number
        ("due", {"due": DAY}),
        ("amount", {"value": None}),
    ],
)
def test_nothing_is_shown_where_something_is_missing(key: str, args: dict[str, object]) -> None:
    with pytest.raises(NoSentence, match=f"zh_CN: {key}"):
        Language.of("zh_CN").say(key, **args)


def test_a_directory_without_the_default_language_is_refused(tmp_path: Path) -> None:
    try:
        with pytest.raises(FileNotFoundError):
            i18n.load(tmp_path)
    finally:
        i18n.load()


@pytest.mark.parametrize(
    ("code", "known"),
    [
        ("zh", "zh_CN"),
        ("zh-hans", "zh_CN"),
        ("zh_cn", "zh_CN"),
        ("en-US", "en"),
        ("fr", "zh_CN"),
        ("", "zh_CN"),
    ],
)
def test_any_code_finds_a_language(code: str, known: str) -> None:
    assert Language.of(code) == Language(known)


@pytest.mark.parametrize(
    ("code", "written"),
    [
        (
            "zh_CN",
            {
                "date": "2023年12月29日",
                "weekday": "2023年12月29日 周五",
                "short": "12月29日",
                "time": "08:40",
                "moment": "2023年12月29日 08:40",
                "list": "甲、乙",
                "number": "12345.6789",
                "power": "260万千瓦",
                "dust": "7吨/月·平方公里",
                "points": "10个百分点",
                "unknown": "3头",
                "percent": "21.5%",
            },
        ),
        (
            "en",
            {
                "date": "29 Dec 2023",
                "weekday": "Fri, 29 Dec 2023",
                "short": "29 Dec",
                "time": "08:40",
                "moment": "29 Dec 2023, 08:40",
                "list": "甲, 乙",
                "number": "12,345.6789",
                "power": "2,600 MW",
                "dust": "7 t/km² a month",
                "points": "10 percentage points",
                "unknown": "3 头",
                "percent": "21.5%",
            },
        ),
    ],
)
def test_dates_numbers_and_units(code: str, written: dict[str, str]) -> None:
    language = Language.of(code)
    assert written == {
        "date": language.date(DAY),
        "weekday": language.weekday_date(DAY),
        "short": language.short_date(DAY),
        "time": language.time(MOMENT),
        "moment": language.moment(MOMENT),
        "list": language.list(["甲", "乙"]),
        "number": language.number(Decimal("12345.6789")),
        "power": language.quantity(Decimal(260), "万千瓦"),
        "dust": language.quantity(7, "吨/月·平方公里"),
        "points": language.quantity(10, "个百分点"),
        "unknown": language.quantity(3, "头"),
        "percent": language.percent(Decimal("21.504")),
    }


def test_every_question_of_the_reader_can_be_asked() -> None:
    assert all(question in Language.of(code) for question in Question for code in i18n.codes())


def test_a_float_is_rounded_and_zero_has_no_sign() -> None:
    assert Language.of("en").number(1 / 3) == "0.333"
    assert Language.of("en").percent(-0.0001) == "0%"
