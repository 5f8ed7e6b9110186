"""Who is asking: in the demo anybody is everybody, else a session made from an invite says who."""

import asyncio
from collections import Counter

from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response

from bot.web.pages import Pages
from bot.web.site import Site

COOKIE = "duban_session"
LASTS = 180 * 24 * 3600  # seconds the browser keeps it; the store decides when a session really ends
TRIES = 10  # wrong codes a minute from one address
CODE_LENGTH = 200


class Gate:
    def __init__(self, site: Site, pages: Pages) -> None:
        self._site = site
        self._pages = pages
        self._minute = 0
        self._wrong: Counter[str] = Counter()

    @property
    def open(self) -> bool:
        return self._site.demo is not None

    async def account(self, visit: HTTPConnection) -> str | None:
        """Whose session it is."""
        token = visit.cookies.get(COOKIE, "")
        return await self._site.who(token) if token else None

    async def chat(self, visit: HTTPConnection, asked: str) -> str | None:
        """The account in whose chat the visitor may act: its own, which may go unnamed; in the demo any."""
        if self.open:
            return asked or None
        own = await self.account(visit)
        return own if asked in ("", own) else None

    async def enter(self, request: Request) -> Response:
        accepted = request.headers.get("accept-language", "")
        address = request.client.host if request.client else ""
        if self._tired_of(address):
            return self._pages.enter(accepted, problem="web.enter_later", status=429)
        async with request.form(max_files=0, max_fields=5, max_part_size=4096) as form:
            code = str(form.get("code", "")).strip()
        token = await self._site.redeem(code) if 0 < len(code) <= CODE_LENGTH else None
        if token is None:
            self._wrong[address] += 1
            return self._pages.enter(accepted, problem="web.enter_wrong", status=403)
        return _remember(token, secure=request.url.scheme == "https")

    async def leave(self, request: Request) -> Response:
        token = request.cookies.get(COOKIE, "")
        if token:
            await self._site.sign_out(token)
        answer = RedirectResponse("/", 303)
        answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
        return answer

    def _tired_of(self, address: str) -> bool:
        minute = int(asyncio.get_running_loop().time() // 60)
        if minute != self._minute:
            self._minute = minute
            self._wrong.clear()
        return self._wrong[address] >= TRIES


def _remember(token: str, *, secure: bool) -> Response:
    answer = RedirectResponse("/", 303)
    answer.set_cookie(COOKIE, token, max_age=LASTS, httponly=True, samesite="strict", secure=secure)
    return answer
