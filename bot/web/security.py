"""Allowed hosts and origins, and the security headers of every answer.

A page elsewhere may make this computer's browser call us: under a name of its own that resolves to 127.0.0.1
(DNS rebinding, so Host is checked), or from its own origin (so Origin is, for all that is not a plain GET).
"""

from collections.abc import Collection, Container
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from bot.web.pages import Pages

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
PLAIN = frozenset({"GET", "HEAD"})
REFUSED = 4403  # close code of a socket

# frame-ancestors holds for /app, too. Telegram opens a Mini App on top level on phones and desktops; Telegram Web would
# frame it and cannot: who may frame a page can make its visitor click there, and our cookie would not come along.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self' ws://{host} wss://{host}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # no-referrer would make the Origin of a form "null"
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class SecurityMiddleware:
    """ASGI middleware round everything."""

    def __init__(
        self, app: ASGIApp, allowed_hosts: Collection[str], pages: Pages, hooks: Container[str] = ()
    ) -> None:
        self._app = app
        self._hooks = hooks
        self._allowed = LOOPBACK | {host.lower() for host in allowed_hosts}
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        # a platform is no browser that a page could misuse, and is known by its secret
        reason = None if scope["path"] in self._hooks else self._why_not(scope, headers)
        if reason is None:
            await self._app(scope, receive, _signed(send, headers.get("host", "")))
        elif scope["type"] == "websocket":
            await WebSocketClose(REFUSED, reason)(scope, receive, send)
        else:
            await self._refuse(headers, reason)(scope, receive, _signed(send, "localhost"))

    def _why_not(self, scope: Scope, headers: Headers) -> str | None:
        hosts = headers.getlist("host")
        host = _hostname(f"//{hosts[0]}") if len(hosts) == 1 else None
        if host not in self._allowed:
            return "host"
        changes = scope["type"] == "websocket" or scope["method"] not in PLAIN
        origin = headers.get("origin")
        if (changes or origin) and not _same(origin or "", hosts[0]):
            return "origin"
        return None

    def _refuse(self, headers: Headers, reason: str) -> Response:
        key = "web.refused_host" if reason == "host" else "web.refused_origin"
        return self._pages.note(headers.get("accept-language", ""), key, 403 if reason == "origin" else 421)


def _hostname(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _same(origin: str, host: str) -> bool:
    scheme, _, rest = origin.partition("://")
    return scheme in ("http", "https") and rest.lower() == host.lower()


def _signed(send: Send, host: str) -> Send:
    async def send_signed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in ALWAYS.items():
                headers.setdefault(name, value)
            headers.setdefault("Content-Security-Policy", POLICY.format(host=host))
        await send(message)

    return send_signed
