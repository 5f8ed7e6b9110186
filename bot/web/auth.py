"""The account of a visitor.

In the demo a visitor may act for every account. Otherwise the session in the cookie names the account; a session is
made from an invite code or from data that Telegram signed.
"""

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
LASTS = 180 * 24 * 3600  # seconds the browser keeps the cookie; the store decides when the session ends
CODE_LENGTH = 200
SIGNED_LENGTH = 3 * 4096  # bytes of Telegram's signed data; the form encodes its percent signs a second time
NO_GUESS = "web.enter_used"  # a code that was used before is no guess

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
        """The account of the session, None without a valid session."""
        token = visit.cookies.get(COOKIE, "")
        return await self._site.who(token) if token else None

    async def chat(self, visit: HTTPConnection, asked: str) -> str | None:
        """The account in whose chat the visitor may act, None if there is none.

        `asked` is "" or the visitor's own account; in the demo it is any account.
        """
        if self.open:
            return asked or None
        own = await self.account(visit)
        return own if asked in ("", own) else None

    async def enter(self, request: Request) -> Response:
        accepted = request.headers.get("accept-language", "")
        async with request.form(max_files=0, max_fields=5, max_part_size=4096) as form:
            code = str(form.get("code", "")).strip()
        try:
            token = await self.admitted(request, code if len(code) <= CODE_LENGTH else "", self._site.redeem)
        except Refused as refused:
            status = 429 if refused.key == "web.enter_later" else 403
            return self._pages.enter(accepted, problem=refused.key, status=status)
        return remember(RedirectResponse("/", 303), token, request)

    async def visit(self, request: Request) -> Response:
        """Opens a session from data that Telegram signed. A wrong signature counts as a guess, as a wrong code does."""
        if self._site.visit is None:
            raise HTTPException(404)
        async with request.form(max_files=0, max_fields=5, max_part_size=SIGNED_LENGTH) as form:
            signed = str(form.get("data", ""))
        try:
            token = await self.admitted(request, signed, self._site.visit)
        except Refused as refused:
            return JSONResponse({"error": refused.key}, 429 if refused.key == "web.enter_later" else 403)
        return remember(Response(status_code=204), token, request)

    async def admitted(self, request: Request, word: str, enter: Enter) -> str:
        """The token of a new session. Raises Refused.

        A try is counted before its code is looked up. The count is taken back if the code was right or used before.
        The tries of one address run one after another: otherwise the right codes of an office whose staff all enter
        at once would count as guesses while they are looked up.
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


def remember(answer: Response, token: str, request: Request) -> Response:
    """The answer with the session in its cookie, with Secure if the browser uses https. Behind an untrusted proxy only
    Origin shows https."""
    secure = request.url.scheme == "https" or request.headers.get("origin", "").startswith("https://")
    answer.set_cookie(COOKIE, token, max_age=LASTS, httponly=True, samesite="strict", secure=secure)
    return answer


def _forget(answer: Response) -> Response:
    answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return answer
