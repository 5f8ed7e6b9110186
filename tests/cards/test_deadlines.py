"""Deadlines in a card: the words that are one, and the last minute until which it is kept."""

from dataclasses import replace
from datetime import date

import pytest

from bot.cards import confirmation, digest
from bot.cards import item as item_card
from bot.cards.card import Card
from bot.cards.confirmation import ReportReading
from bot.cards.formatter import Formatter
from bot.cards.item import ItemFacts
from bot.domain.assignment import State
from bot.domain.calendar import Instant
from bot.domain.message import NoticeView
from bot.domain.notice import NoticeKind
from bot.i18n import Language
from tests.builders import ZH, calendar, instant, liaison, seed_plan
from tests.cards.views import YEARS_END, event, item, rung

LAST_MINUTE = instant("2023-12-31", "23:59")
LATER = date(2024, 1, 31)


def fmt(language: Language = ZH, today: date = date(2023, 12, 25)) -> Formatter:
    return Formatter(language, seed_plan(), today, calendar())


def digest_card(*heard: NoticeView) -> Card:
    return digest.message(
        ZH, seed_plan(), liaison("me", "市生态环境局"), list(heard), date(2023, 12, 25), calendar()
    )


@pytest.mark.parametrize(
    ("language", "words"), [(ZH, "12月31日（周日）"), (Language.of("en"), "Sun 31 Dec")], ids=["zh", "en"]
)
def test_an_items_card_names_its_deadline(language: Language, words: str) -> None:
    card = item_card.card(fmt(language), item(), ItemFacts(()), ())
    assert card.deadlines == ((words, LAST_MINUTE),)
    assert words in card.text


def test_after_an_extension_the_old_date_is_no_deadline() -> None:
    card = item_card.card(fmt(), item(due=LATER), ItemFacts(()), ())
    assert card.deadlines == (("2024年1月31日（周三）", instant("2024-01-31", "23:59")),)


def test_a_full_digest_marks_each_deadline_once() -> None:
    card = digest_card(rung(item()), rung(item(id=2)), rung(item(id=3, due=LATER, first_due=LATER)))
    assert dict(card.deadlines) == {
        "12月31日（周日）": LAST_MINUTE,
        "2024年1月31日（周三）": instant("2024-01-31", "23:59"),
    }


def test_a_long_list_names_its_date_once() -> None:
    many = [rung(item(id=n)) for n in range(1, 30)]
    assert digest_card(*many).deadlines == (("12月31日（周日）", LAST_MINUTE),)


def test_a_returns_day_is_a_deadline() -> None:
    asked = item(period="2023-Q4", due=date(2024, 1, 8), first_due=date(2024, 1, 8), state=State.OPEN)
    assert digest_card(rung(asked)).deadlines == (("2024年1月8日（周一）", instant("2024-01-08", "23:59")),)


def test_a_part_of_the_plan_names_its_dates_as_deadlines() -> None:
    card = digest_card(event(NoticeKind.ASSIGN))
    assert ("12月31日（周日）", LAST_MINUTE) in card.deadlines


@pytest.mark.parametrize(("promised", "deadlines"), [(YEARS_END, 1), (date(2023, 12, 29), 0)])
def test_a_promised_day_is_a_deadline_only_where_it_is_due_then(promised: date, deadlines: int) -> None:
    card = confirmation.recorded(fmt(), item(), ReportReading(next_date=promised), submit=False, late=False)
    assert len(card.deadlines) == deadlines


def test_a_deadline_uses_the_plans_time_zone() -> None:
    """The day ends where the office is."""
    there = replace(fmt(), calendar=replace(calendar(), zone=calendar().zone.__class__("America/New_York")))
    [(_, at)] = item_card.card(there, item(), ItemFacts(()), ()).deadlines
    assert _hours(at - LAST_MINUTE) == 13


def _hours(span: Instant) -> float:
    return span / 3_600_000
