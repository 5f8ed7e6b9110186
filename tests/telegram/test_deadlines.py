"""Deadlines on a phone: dates that the client shows in its owner's zone, where the server knows such."""

import math

from bot.domain.calendar import SECOND
from tests.peers.botapi.faults import Rule, Say
from tests.peers.botapi.forms import Call
from tests.peers.botapi.ledger import Shown
from tests.peers.botapi.utf16 import cut
from tests.telegram.builders import TelegramCity

LIAISON = "u02-liaison"


def dates(shown: Shown) -> list[tuple[str, int]]:
    """(words, unix seconds) of what the phone shows as a date."""
    return [
        (cut(shown.text, one["offset"], one["length"]), one["unix_time"])
        for one in shown.entities
        if one["type"] == "date_time"
    ]


def unaware(town: TelegramCity) -> Rule:
    """A server of before dates."""
    refusal = Say(400, 'Bad Request: can\'t parse entities: Unsupported start tag "tg-time" at byte offset 9')
    return town.server.faults.add("sendMessage", refusal, math.inf, when=_dated)


def _dated(call: Call) -> bool:
    return "<tg-time" in call.text("text")


async def test_a_reminder_shows_its_deadline_as_a_date(town: TelegramCity) -> None:
    await town.sleep_until("2023-12-18", "10:00")
    last_minute = town.instant("2023-12-31", "23:59") // SECOND
    assert dates(town.phone_of(LIAISON).heard[-1]) == [("12月31日（周日）", last_minute)]
    await town.press(LIAISON, "详情")
    assert dates(town.phone_of(LIAISON).heard[-1])[0] == ("12月31日（周日）", last_minute)


async def test_a_server_that_knows_no_dates_is_asked_once_and_every_message_arrives(
    town: TelegramCity,
) -> None:
    refused = unaware(town)
    await town.sleep_until("2023-12-18", "10:00")
    told = [one for one in town.phone_of(LIAISON).heard if "12月31日（周日）" in one.text]
    assert len(told) == len([m for m in town.pushed(LIAISON) if m.card.deadlines]) == 3
    assert refused.hits == 1
    assert all("bold" in [e["type"] for e in one.entities] and not dates(one) for one in told)


async def test_a_server_that_knows_no_markup_at_all_shows_plain_text(town: TelegramCity) -> None:
    refusal = Say(400, 'Bad Request: can\'t parse entities: Unsupported start tag "b" at byte offset 0')
    town.server.faults.add("sendMessage", refusal, math.inf, when=lambda call: bool(call.text("parse_mode")))
    await town.sleep_until("2023-12-18", "10:00")
    last = town.phone_of(LIAISON).heard[-1]
    assert "12月31日（周日）" in last.text and not last.entities and "<" not in last.text
