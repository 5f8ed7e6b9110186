"""`duban check`, as far as Telegram is concerned: whether the token is good, and how the server gets on with us."""

from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.channels.spec import CheckResult
from bot.channels.telegram.api import Api
from bot.channels.telegram.bot import connected, who
from bot.channels.telegram.settings import TelegramSettings
from bot.domain.errors import Refused, Undelivered
from bot.domain.plan import Level

PORTS = (443, 80, 88, 8443)  # to which Telegram delivers: https://core.telegram.org/bots/api#setwebhook


async def check(settings: TelegramSettings) -> list[CheckResult]:
    """Whether the token is good, and how the server gets on with us."""
    try:
        async with connected(settings) as api:
            me = await who(api)
            info = await _webhook(api)
    except Refused:
        return [CheckResult(Level.ERROR, "check.telegram.token")]
    except Undelivered as error:
        return [
            CheckResult(
                Level.ERROR, "check.telegram.unreachable", {"url": settings.base_url, "why": error.code}
            )
        ]
    found = [CheckResult(Level.INFO, "check.telegram.bot", {"name": me.username})]
    found += address_findings(settings)
    if info.get("url", "") not in ("", settings.webhook):
        found.append(CheckResult(Level.WARNING, "check.telegram.other_webhook", {"url": info["url"]}))
    if info.get("pending_update_count") and info.get("last_error_message"):
        told = {"n": info["pending_update_count"], "why": info["last_error_message"]}
        found.append(CheckResult(Level.WARNING, "check.telegram.waiting", told))
    return found


def address_findings(settings: TelegramSettings) -> Iterator[CheckResult]:
    """Finds webhook addresses to which Telegram's own servers do not deliver. A Bot API server of one's own may reach
    any address."""
    if not settings.webhook:
        return
    parts = urlsplit(settings.webhook)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    if parts.scheme != "https":
        yield CheckResult(Level.WARNING, "check.telegram.not_https", {"url": settings.webhook})
    level = Level.ERROR if settings.base_url == TelegramSettings().base_url else Level.WARNING
    if port not in PORTS:
        yield CheckResult(level, "check.telegram.port", {"port": port, "ports": sorted(map(str, PORTS))})
    if _is_private(host):
        yield CheckResult(level, "check.telegram.private_address", {"host": host})


def _is_private(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:  # a name
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal")) or "." not in host


async def _webhook(api: Api) -> Mapping[str, object]:
    """Nothing where a server of one's own knows no webhooks."""
    try:
        info = await api.call("getWebhookInfo")
    except Undelivered:
        return {}
    return info if isinstance(info, dict) else {}
