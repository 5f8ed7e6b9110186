"""Who asks: in the demo anybody is everybody, else a session says who, made of an invite or Telegram's word."""

import asyncio
from collections.abc import Awaitable, Callable
from weakref import WeakValueDictionary

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.domain.errors import Refused
from bot.web.device import device_of
from bot.web.entry_limit import group_of
from bot.web.pages import Pages
from bot.web.ports import Site

COOKIE = "duban_session"
LASTS = 180 * 24 * 3600  # seconds the browser keeps it; the store decides when a session really ends
CODE_LENGTH = 200
SIGNED_LENGTH = 3 * 4096  # of Telegram's data, in a form that encodes its percent signs again
NO_GUESS = "web.enter_used"  # whoever has a code that was used does not guess

Enter = Callable[[str, str], Awaitable[str]]


class VisitorAuth:
    def __init__(self, site: Site, pages: Pages) -> None:
        self._site = site
        self._pages = pages
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

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
        async with request.form(max_files=0, max_fields=5, max_part_size=4096) as form:
            code = str(form.get("code", "")).strip()
        try:
            token = await self._admitted(request, code if len(code) <= CODE_LENGTH else "", self._site.redeem)
        except Refused as refused:
            status = 429 if refused.key == "web.enter_later" else 403
            return self._pages.enter(accepted, problem=refused.key, status=status)
        return _remember(RedirectResponse("/", 303), token, request)

    async def visit(self, request: Request) -> Response:
        """What Telegram signed is as good as a code, and a wrong one as bad."""
        if self._site.visit is None:
            raise HTTPException(404)
        async with request.form(max_files=0, max_fields=5, max_part_size=SIGNED_LENGTH) as form:
            signed = str(form.get("data", ""))
        try:
            token = await self._admitted(request, signed, self._site.visit)
        except Refused as refused:
            return JSONResponse({"error": refused.key}, 429 if refused.key == "web.enter_later" else 403)
        return _remember(Response(status_code=204), token, request)

    async def _admitted(self, request: Request, word: str, enter: Enter) -> str:
        """The token of a new session. A try is counted before it is looked at, and given back when it was no guess.

        One at a time for each address: otherwise a whole office that enters at once would count as guessing, while
        its right codes are still being looked up.
        """
        address = request.client.host if request.client else ""
        device = device_of(request.headers.get("user-agent", ""))
        async with self._turns.setdefault(group_of(address), asyncio.Lock()):
            if not await self._site.entries.take(address):
                raise Refused("web.enter_later")
            try:
                token = await enter(word, device)
            except Refused as refused:
                if refused.key == NO_GUESS:
                    await self._site.entries.give_back(address)
                raise
            await self._site.entries.give_back(address)
            return token

    async def leave(self, request: Request) -> Response:
        token = request.cookies.get(COOKIE, "")
        if token:
            await self._site.sign_out(token)
        return _forget(RedirectResponse("/", 303))

    async def sessions(self, request: Request) -> Response:
        """The page that lists the visitor's own sessions."""
        account = None if self.open else await self.account(request)
        if account is None:
            return RedirectResponse("/", 303)
        language = (await self._site.me(account)).language
        listed = await self._site.sessions(request.cookies[COOKIE])
        return self._pages.sessions(language, listed, self._site.calendar)

    async def end_session(self, request: Request) -> Response:
        async with request.form(max_files=0, max_fields=5, max_part_size=4096) as form:
            session = str(form.get("session", ""))
        if not self.open:
            await self._site.end_session(request.cookies.get(COOKIE, ""), session)
        return RedirectResponse("/sessions", 303)


def _remember(answer: Response, token: str, request: Request) -> Response:
    """Secure where the browser came by https. Its Origin says so too, where a proxy before us is not trusted."""
    secure = request.url.scheme == "https" or request.headers.get("origin", "").startswith("https://")
    answer.set_cookie(COOKIE, token, max_age=LASTS, httponly=True, samesite="strict", secure=secure)
    return answer


def _forget(answer: Response) -> Response:
    answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return answer
