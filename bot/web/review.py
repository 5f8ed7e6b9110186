"""The page on which a draft is reviewed beside its document: for one person, on loopback, while the review lasts."""

import asyncio
from collections.abc import Callable, Mapping
from json import JSONDecodeError
from typing import Protocol

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.domain.errors import Invalid, Refused
from bot.i18n import Language
from bot.web.pages import STATIC, Pages
from bot.web.security import SecurityMiddleware

MOST_BYTES = 64 * 1024  # of one answer
MOST_MISTAKES = 3  # told at once


class Review(Protocol):
    """A draft under review."""

    @property
    def name(self) -> str: ...

    @property
    def document(self) -> list[dict[str, object]]: ...

    def state(self) -> dict[str, object]: ...

    def act(self, version: str, act: Mapping[str, object]) -> dict[str, object]:
        """Raises Refused with what is wrong; nothing is written then."""
        ...

    def findings(self) -> list[dict[str, object]]: ...


def build_review(review: Review, language: Language, done: Callable[[], None]) -> Starlette:
    """`done` is called when the person says that the review is finished."""
    pages = Pages()
    routes = _ReviewRoutes(review, pages, language, done)
    return Starlette(
        routes=[
            Route("/", routes.page),
            Route("/document", routes.document),
            Route("/state", routes.state),
            Route("/act", routes.act, methods=["POST"]),
            Route("/finish", routes.finish, methods=["POST"]),
            Route("/close", routes.close, methods=["POST"]),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[Middleware(SecurityMiddleware, allowed_hosts=(), pages=pages)],
    )


class _ReviewRoutes:
    """Answers one after the other: each reads and writes the one file."""

    def __init__(self, review: Review, pages: Pages, language: Language, done: Callable[[], None]) -> None:
        self._review, self._pages, self._language, self._done = review, pages, language, done
        self._turn = asyncio.Lock()

    async def page(self, _: Request) -> Response:
        return self._pages.review(self._language.code, self._review.name)

    async def document(self, _: Request) -> Response:
        return JSONResponse(self._review.document)

    async def state(self, _: Request) -> Response:
        return await self._answered(self._review.state)

    async def act(self, request: Request) -> Response:
        body = await request.body()
        try:
            act = await request.json() if len(body) <= MOST_BYTES else None
        except (JSONDecodeError, UnicodeDecodeError):
            act = None
        if not isinstance(act, dict):
            return JSONResponse({"error": self._language.say("plan_review.not_there")}, 400)
        return await self._answered(lambda: self._review.act(str(act.get("version", "")), act))

    async def finish(self, _: Request) -> Response:
        return await self._answered(lambda: {"findings": self._review.findings()})

    async def close(self, _: Request) -> Response:
        self._done()
        return JSONResponse({"closed": True})

    async def _answered(self, work: Callable[[], dict[str, object]]) -> Response:
        async with self._turn:
            try:
                return JSONResponse(await asyncio.to_thread(work))
            except Refused as refused:
                said = self._language.say(refused.key, **refused.args_of_sentence)
                return JSONResponse({"error": said}, 409)
            except Invalid as invalid:
                said = "\n".join(f"{one.what}; {one.instead}" for one in invalid.mistakes[:MOST_MISTAKES])
                return JSONResponse({"error": said}, 409)
            except OSError as error:
                said = self._language.say("plan_review.cannot_write", why=error.strerror or str(error))
                return JSONResponse({"error": said}, 409)
