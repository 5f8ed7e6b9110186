"""Outages in words for those who can end them: what the platform refuses, and where to set it right."""

import re
from collections.abc import Callable, Mapping, Sequence

from bot.cards.fit_screen import ScreenBlock
from bot.cards.formatter import Formatter
from bot.cards.lists import ListEntry
from bot.domain.message import NoticeView
from bot.domain.outage import Outage

Say = Callable[..., str]

CHANNEL_KEYS = {
    "browser": "channel.browser",
    "telegram": "channel.telegram",
    "wecom": "channel.wecom",
    "wecom_bot": "channel.wecom_bot",
    "wecom_group": "channel.wecom_group",
}
OUTAGE_KEYS: Mapping[str, str] = {  # by the platform's code; see the channels' tables of errors
    "token": "outage.token",
    "40001": "outage.secret",
    "40013": "outage.secret",
    "40091": "outage.secret",
    "853000": "outage.bot_secret",
    "40056": "outage.agent",
    "301002": "outage.agent",
    "48001": "outage.no_right",
    "48002": "outage.no_right",
    "48006": "outage.closed_inactive",
    "48009": "outage.contacts_secret",
    "50003": "outage.disabled",
    "60031": "outage.disabled",
    "48010": "outage.tls",
    "60020": "outage.address",
    "846601": "outage.bot_mode",
    "93000": "outage.webhook",
    "93004": "outage.webhook",
    "subscription_taken": "outage.subscription_taken",
    "close_inactive_agent": "outage.closed_inactive",
    "inactive_alert": "outage.inactive_warning",
    "low_active_alert": "outage.inactive_warning",
    "low_active": "outage.low_active",
}
UNANSWERED_KEYS: Mapping[str, str] = {
    "not_connected": "outage.not_connected",
    "timeout": "outage.no_answer",
    "cut_off": "outage.no_answer",
    "unreadable": "outage.no_answer",
}
ADDRESS = re.compile(r"from ip: ?([0-9a-fA-F.:]*[0-9a-fA-F])")


def address_in(said: str) -> str:
    """Our address as the platform sees it; "" where its words do not tell."""
    found = ADDRESS.search(said)
    return found[1] if found else ""


def channel_name(say: Say, channel: str, party: str) -> str:
    name = say(CHANNEL_KEYS[channel]) if channel in CHANNEL_KEYS else channel
    return say("channel.of_party", channel=name, party=party) if party else name


def why_out(say: Say, code: str, said: str) -> str:
    """What is wrong and where it is set right."""
    address = address_in(said) or say("outage.some_address")
    key = OUTAGE_KEYS.get(code) or UNANSWERED_KEYS.get(code) or _http(code)
    return say(key, code=code, said=said or code, address=address)


def _http(code: str) -> str:
    """http_502 is a proxy's in between, or another server's than was meant."""
    return "outage.no_answer" if code.startswith("http_") else "outage.other"


def line(say: Say, channel: str, party: str, code: str, said: str) -> str:
    return say("outage.line", channel=channel_name(say, channel, party), why=why_out(say, code, said))


def told(fmt: Formatter, views: Sequence[NoticeView]) -> ScreenBlock:
    lines = [
        line(fmt.say, *(str(view.data[name]) for name in ("channel", "party", "code", "said")))
        for view in views
    ]
    return ScreenBlock(((*lines, fmt.say("outage.note")), tuple(lines)))


def entry(fmt: Formatter, one: Outage) -> ListEntry:
    since = fmt.calendar.local(one.since)
    return ListEntry(
        fmt.say("outage.entry", line=line(fmt.say, one.channel, one.party, one.code, one.said), since=since)
    )
