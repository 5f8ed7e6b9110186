"""The web server: routes, and uvicorn inside the caller's event loop."""

import asyncio
import errno
import logging
import os
import socket
from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp
from starlette.websockets import WebSocket

from bot.domain.errors import Refused
from bot.web import hooks
from bot.web.attachments import served
from bot.web.auth import VisitorAuth
from bot.web.pages import STATIC, Pages
from bot.web.platform_login import PlatformLogin
from bot.web.ports import Site
from bot.web.rehearsals import Rehearsals
from bot.web.security import SecurityMiddleware
from bot.web.socket import SIGNED_OUT, ChatSocket
from bot.web.upload import UploadRoute

log = logging.getLogger(__name__)

LIMIT = 20 * 1024 * 1024  # bytes of files in one message
FRAME = 16 * 1024  # bytes a page may send over the socket at once
HIGHEST_PORT = 65535
PORTS = 20  # what the demo tries


class _Routes:
    """The routes and their handlers."""

    def __init__(self, site: Site, pages: Pages, gate: VisitorAuth, limit: int) -> None:
        self._site = site
        self._pages = pages
        self._gate = gate
        self._limit = limit

    async def page(self, request: Request) -> Response:
        accepted = request.headers.get("accept-language", "")
        if self._gate.open or await self._gate.account(request):
            return self._pages.chat(accepted, demo=self._gate.open, limit=self._limit)
        return self._pages.enter(accepted)

    async def app(self, request: Request) -> Response:
        if self._site.visit is None:
            raise HTTPException(404)
        return self._pages.app(request.headers.get("accept-language", ""))

    async def live(self, socket: WebSocket) -> None:
        account = None if self._gate.open else await self._gate.account(socket)
        if account or self._gate.open:
            await ChatSocket(self._site, self._gate, socket, account).run()
        else:
            await socket.accept()  # a refused handshake would not tell the page why
            await socket.close(SIGNED_OUT)

    async def file(self, request: Request) -> Response:
        account = await self._gate.chat(request, request.query_params.get("chat", ""))
        found = await self._site.attachment(request.path_params["sha256"], account) if account else None
        if found is None:
            raise HTTPException(404)
        _, name, body = found
        return served(name, body)

    async def health(self, _: Request) -> Response:
        health = await self._site.health()
        told = {"ok": health.ok, "loops": dict(health.ages), "channels_down": dict(health.down)}
        told |= {"rows_set_aside": health.set_aside, "storage": health.storage or "ok"}
        return JSONResponse(told, 200 if health.ok else 503)

    async def missing(self, request: Request, _: Exception) -> Response:
        return self._pages.note(request.headers.get("accept-language", ""), "web.not_found", 404)

    async def interrupted(self, request: Request, _: Exception) -> Response:
        """The visitor went away while sending. Nobody reads this answer."""
        log.info("client disconnected while sending a request", extra={"path": request.url.path})
        return Response(status_code=400)

    async def failed(self, request: Request, _: Exception) -> Response:
        """The traceback goes to the log, see starlette's ServerErrorMiddleware."""
        if request.method == "POST":
            return JSONResponse({"error": "web.error_failed"}, 500)
        return self._pages.note(request.headers.get("accept-language", ""), "web.error_failed", 500)


def build_app(site: Site, *, allowed_hosts: Collection[str] = (), limit: int = LIMIT) -> Starlette:
    """`allowed_hosts`: names besides loopback's under which this computer may be called."""
    pages = Pages()
    gate = VisitorAuth(site, pages)
    routes = _Routes(site, pages, gate, limit)
    rehearsals = Rehearsals(site.scripts, pages)
    return Starlette(
        routes=[
            Route("/", routes.page),
            Route("/app", routes.app),
            Route("/enter", gate.enter, methods=["POST"]),
            Route("/enter/telegram", gate.visit, methods=["POST"]),
            Route("/enter/{channel:str}", PlatformLogin(site, pages, gate).enter),
            Route("/leave", gate.leave, methods=["POST"]),
            Route("/sessions", gate.sessions),
            Route("/sessions/end", gate.end_session, methods=["POST"]),
            Route("/say", UploadRoute(site, gate, limit).say, methods=["POST"]),
            Route("/file/{sha256:str}", routes.file),
            Route("/rehearsals", rehearsals.listed),
            Route("/rehearsals/{name:str}", rehearsals.one),
            Route("/healthz", routes.health),
            WebSocketRoute("/live", routes.live),
            Mount("/static", StaticFiles(directory=STATIC)),
            *hooks.routes(site.hooks),
        ],
        middleware=[
            Middleware(SecurityMiddleware, allowed_hosts=allowed_hosts, pages=pages, hooks=site.hooks)
        ],
        exception_handlers={
            404: routes.missing,
            405: routes.missing,
            500: routes.failed,
            ClientDisconnect: routes.interrupted,
        },
    )


class _Server(uvicorn.Server):
    """uvicorn takes SIGTERM for itself and raises it again when done; here the app decides when to stop."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def serve(
    app: ASGIApp, host: str = "127.0.0.1", port: int = 8765, *, ports: int = 1, trusted: Sequence[object] = ()
) -> AsyncIterator[str]:
    """Serves while the block runs; gives the address. Refused where it cannot listen there.

    `ports`: how many to try, one after another; production tries one, for a proxy and its users know that one only.
    `trusted`: addresses and networks of proxies whose X-Forwarded-For and X-Forwarded-Proto count.
    """
    listening = _listen(host, port, ports)
    server = _Server(
        uvicorn.Config(
            app,
            lifespan="off",
            ws="websockets-sansio",
            ws_max_size=FRAME,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=bool(trusted),
            forwarded_allow_ips=list(map(str, trusted)),
            timeout_graceful_shutdown=2,
        )
    )
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    name = f"[{host}]" if ":" in host else host
    try:
        yield f"http://{name}:{listening.getsockname()[1]}/"
    finally:
        server.should_exit = True
        await serving


def _listen(host: str, port: int, ports: int) -> socket.socket:
    """Listens at once, so that the address is good as soon as it is known: early visitors wait."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    last = min(port + ports - 1, HIGHEST_PORT) if port else port
    for candidate in range(port, last + 1):
        try:
            return socket.create_server((host, candidate), family=family, backlog=128)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                why = os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)
                raise Refused("web.cannot_listen", host=host, port=str(candidate), why=why) from error
    raise Refused("web.port_taken", host=host, port=str(last))
