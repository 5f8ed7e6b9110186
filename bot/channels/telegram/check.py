"""`duban check`, as far as Telegram is concerned: whether the token is good, and how the server gets on with us."""

from collections.abc import Mapping

from bot.channels.spec import CheckResult
from bot.channels.telegram.api import Api
from bot.channels.telegram.bot import connected, who
from bot.channels.telegram.settings import TelegramSettings
from bot.domain.errors import Refused, Undelivered
from bot.domain.plan import Level


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
            CheckResult(Level.ERROR, "check.telegram.unreachable", {"url": settings.base_url, "why": error.code})
        ]
    found = [CheckResult(Level.INFO, "check.telegram.bot", {"name": me.username})]
    if settings.webhook and not settings.webhook.startswith("https://"):
        found.append(CheckResult(Level.WARNING, "check.telegram.not_https", {"url": settings.webhook}))
    if info.get("url", "") not in ("", settings.webhook):
        found.append(CheckResult(Level.WARNING, "check.telegram.other_webhook", {"url": info["url"]}))
    if info.get("pending_update_count") and info.get("last_error_message"):
        told = {"n": info["pending_update_count"], "why": info["last_error_message"]}
        found.append(CheckResult(Level.WARNING, "check.telegram.waiting", told))
    return found


async def _webhook(api: Api) -> Mapping[str, object]:
    """Nothing where a server of one's own knows no webhooks."""
    try:
        info = await api.call("getWebhookInfo")
    except Undelivered:
        return {}
    return info if isinstance(info, dict) else {}
