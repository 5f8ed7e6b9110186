"""How the bot gets its updates: getUpdates or a webhook, never both."""

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

from tests.peers.botapi.forms import Call
from tests.peers.botapi.refusal import Json, Refused, bad
from tests.peers.botapi.state import Handler, State
from tests.peers.botapi.webhook import Hook

LONGEST = 50  # seconds of one poll
MOST = 100  # updates at once
PORTS = {443, 80, 88, 8443}
WEBHOOK_IS_SET = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


async def get_updates(state: State, call: Call) -> list[Json]:
    if state.webhook:
        raise Refused(409, WEBHOOK_IS_SET)
    _remember_allowed(state, call)
    limit = call.number("limit", MOST)
    limit = limit if 1 <= limit <= MOST else MOST
    timeout = min(max(call.number("timeout"), 0), LONGEST)
    return await state.updates.poll(call.number("offset"), limit, timeout)


def _remember_allowed(state: State, call: Call) -> None:
    """An empty list means the usual kinds; no list, what was asked for last time."""
    allowed = call.object("allowed_updates")
    if allowed is None:
        return
    if not isinstance(allowed, list) or not all(isinstance(one, str) for one in allowed):
        raise bad("expected an Array of String as allowed updates")
    state.updates.allowed = allowed


async def set_webhook(state: State, call: Call) -> bool:
    url = call.text("url")
    if not url:
        return await delete_webhook(state, call)
    _check_url(urlsplit(url))
    secret = call.text("secret_token")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad(
            "secret token contains unallowed characters" if len(secret) <= 256 else "secret token is too long"
        )
    connections = min(max(call.number("max_connections", 40), 1), 100)
    _remember_allowed(state, call)
    await state.hang_up()
    if call.flag("drop_pending_updates"):
        state.updates.drop()
    state.push_to(Hook(url, secret, connections))
    return True


def _check_url(url: SplitResult) -> None:
    """Telegram wants HTTPS on four ports; loopback may speak HTTP on any, for the tests."""
    if _loopback(url.hostname or ""):
        return
    if url.scheme != "https":
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if (url.port or 443) not in PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def delete_webhook(state: State, call: Call) -> bool:
    await state.hang_up()
    if call.flag("drop_pending_updates"):
        state.updates.drop()
    return True


def get_webhook_info(state: State, _: Call) -> Json:
    info: Json = {
        "url": state.webhook.hook.url if state.webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(state.updates.pending),
    }
    if state.webhook:
        info["max_connections"] = state.webhook.hook.connections
        info["ip_address"] = "127.0.0.1"
    if state.webhook and state.errors.message:
        info |= {"last_error_date": state.errors.date, "last_error_message": state.errors.message}
    if state.updates.allowed:
        info["allowed_updates"] = state.updates.allowed
    return info


METHODS: dict[str, Handler] = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
