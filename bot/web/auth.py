"""Who asks: in the demo anybody is everybody, else a session says who, made of an invite or Telegram's word."""

import asyncio

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.web.pages import Pages
from bot.web.ports import Site

COOKIE = "duban_session"
LASTS = 180 * 24 * 3600  # seconds the browser keeps it; the store decides when a session really ends
TRIES = 10  # wrong codes a minute from one address
MINUTE = 60.0
CODE_LENGTH = 200
SIGNED_LENGTH = 3 * 4096  # of Telegram's data, in a form that encodes its percent signs again


class Gate:
    def __init__(self, site: Site, pages: Pages) -> None:
        self._site = site
        self._pages = pages
        self._wrong: dict[str, list[float]] = {}  # by address: when, of the last minute

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
        address = _address(request)
        if self._tired_of(address):
            return self._pages.enter(accepted, problem="web.enter_later", status=429)
        async with request.form(max_files=0, max_fields=5, max_part_size=4096) as form:
            code = str(form.get("code", "")).strip()
        token = await self._site.redeem(code) if 0 < len(code) <= CODE_LENGTH else None
        if token is None:
            self._wrong.setdefault(address, []).append(_now())
            return self._pages.enter(accepted, problem="web.enter_wrong", status=403)
        return _remember(RedirectResponse("/", 303), token, request)

    async def visit(self, request: Request) -> Response:
        """What Telegram signed is as good as a code, and a wrong one as bad."""
        if self._site.visit is None:
            raise HTTPException(404)
        address = _address(request)
        if self._tired_of(address):
            return JSONResponse({"error": "web.enter_later"}, 429)
        async with request.form(max_files=0, max_fields=5, max_part_size=SIGNED_LENGTH) as form:
            token = await self._site.visit(str(form.get("data", "")))
        if token is None:
            self._wrong.setdefault(address, []).append(_now())
            return JSONResponse({"error": "web.visit_refused"}, 403)
        return _remember(Response(status_code=204), token, request)

    async def leave(self, request: Request) -> Response:
        token = request.cookies.get(COOKIE, "")
        if token:
            await self._site.sign_out(token)
        answer = RedirectResponse("/", 303)
        answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
        return answer

    def _tired_of(self, address: str) -> bool:
        since = _now() - MINUTE
        lately = {of: [at for at in moments if at > since] for of, moments in self._wrong.items()}
        self._wrong = {of: moments for of, moments in lately.items() if moments}
        return len(self._wrong.get(address, ())) >= TRIES


def _now() -> float:
    """Seconds on a clock that nobody sets."""
    return asyncio.get_running_loop().time()


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _remember(answer: Response, token: str, request: Request) -> Response:
    secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, token, max_age=LASTS, httponly=True, samesite="strict", secure=secure)
    return answer
