"""`duban check`, as far as WeCom is concerned: what each mode needs, what is missing, and what the platform says.

The bot is not subscribed here: that would take the connection from the Duban that is running. The group is not
written to: a message without content is refused for that, and for its key first (93000).
"""

import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from urllib.parse import urlsplit

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from bot.channels.spec import CheckResult
from bot.channels.wecom.accounts import Accounts
from bot.channels.wecom.api import CONNECT, answered, connected, sent, trust
from bot.channels.wecom.command_api import asking
from bot.channels.wecom.crypto import BadCallback, CallbackCrypto
from bot.channels.wecom.settings import WeComCorp, WeComSettings
from bot.channels.wecom.spec import GROUP, NAME
from bot.domain.errors import GiveUp, OutOfService, Refused, TryLater, Undelivered, Unknown, Unsendable
from bot.domain.plan import Level


async def check(settings: WeComSettings) -> list[CheckResult]:
    accounts = Accounts(settings.corps)
    found: list[CheckResult] = []
    for corp in settings.corps:
        party = accounts.party(corp)
        try:
            found += [one async for one in _corp(corp, party)]
        except Refused as refused:  # of its certificates
            found.append(CheckResult(Level.ERROR, refused.key, refused.args_of_sentence))
    return found


async def _corp(corp: WeComCorp, party: str) -> AsyncIterator[CheckResult]:
    for one in (*_address(corp.base_url), *_address(corp.ws_url)):
        yield one
    if corp.has_app:
        yield await _app(corp, party)
        for one in _callback(corp):
            yield one
    if corp.has_bot:
        yield await _bot(corp)
    if corp.has_group:
        yield await _group(corp, party)


def _address(url: str) -> Iterator[CheckResult]:
    """On loopback it is a stand-in or a tunnel."""
    parts = urlsplit(url)
    if parts.scheme in ("http", "ws") and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
        yield CheckResult(Level.WARNING, "check.wecom.not_encrypted", {"url": url})


async def _app(corp: WeComCorp, party: str) -> CheckResult:
    """Whether corp, secret, AgentId and our address fit together; who sees the app."""
    try:
        async with asking(corp) as api:
            agent = await api.get("agent/get", agentid=corp.agent)
    except Undelivered as error:
        return _out(NAME, party, error)
    people = len((agent.get("allow_userinfos") or {}).get("user") or ())
    departments = len((agent.get("allow_partys") or {}).get("partyid") or ())
    if agent.get("close") == 1:
        return _out(NAME, party, OutOfService("50003"))
    if not people and not departments:
        return CheckResult(Level.ERROR, "check.wecom.nobody_sees_it", {"name": agent.get("name", "")})
    told = {"name": agent.get("name", ""), "people": people, "departments": departments}
    return CheckResult(Level.INFO, "check.wecom.app", told)


def _callback(corp: WeComCorp) -> Iterator[CheckResult]:
    """Without callbacks WeCom takes no cards with buttons (43012), and nobody can answer."""
    if not corp.hears:
        yield CheckResult(Level.WARNING, "check.wecom.no_callback", {"corp": corp.corp})
        return
    try:
        CallbackCrypto(corp.token, corp.aes_key, corp.corp)
    except BadCallback:
        yield CheckResult(Level.ERROR, "check.wecom.aes_key", {"corp": corp.corp})
    yield CheckResult(Level.INFO, "check.wecom.callback", {"address": corp.callback or corp.path})


async def _bot(corp: WeComCorp) -> CheckResult:
    try:
        trusted = trust(corp) if corp.ws_url.startswith("wss:") else None
        own = trusted if isinstance(trusted, ssl.SSLContext) else None  # else the usual certificates
        async with connect(corp.ws_url, ssl=own, open_timeout=CONNECT, proxy=corp.proxy or None):
            pass
    except (OSError, WebSocketException, ssl.SSLError, TimeoutError):
        return CheckResult(Level.ERROR, "check.wecom.no_line", {"url": corp.ws_url})
    return CheckResult(Level.INFO, "check.wecom.bot", {"bot": corp.bot_id})


async def _group(corp: WeComCorp, party: str) -> CheckResult:
    address = f"{corp.base_url.rstrip('/')}/webhook/send"
    try:
        with suppress(Unsendable, GiveUp):  # for having no content: the key is good
            async with connected(corp) as http:
                response = await sent(http, "POST", address, params={"key": corp.group_key}, json={})
                answered(response.status_code, response.content, "webhook/send")
    except Undelivered as error:
        return _out(GROUP, party, error)
    return CheckResult(Level.INFO, "check.wecom.group", {"name": corp.group_name or corp.corp})


def _out(channel: str, party: str, error: Undelivered) -> CheckResult:
    """With the platform's own words, which have our address."""
    passing = isinstance(error, TryLater | Unknown) and not isinstance(error, OutOfService)
    said = error.said if isinstance(error, OutOfService) else ""
    about = {"channel": channel, "party": party, "code": error.code, "said": said}
    return CheckResult(Level.WARNING if passing else Level.ERROR, "check.outage", about)
