"""Where platforms bring their updates: the request is handed on to whoever knows the platform's secret."""

from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.ports import Hook

LARGEST = 2 * 1024 * 1024  # bytes of a body


def routes(hooks: Mapping[str, Hook]) -> list[Route]:
    return [Route(path, _handed_on(hook), methods=["GET", "POST"]) for path, hook in hooks.items()]


def _handed_on(hook: Hook) -> Callable[[Request], Awaitable[Response]]:
    async def received(request: Request) -> Response:
        """An exception is a 500, upon which a platform brings the update again."""
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST:
                return Response(status_code=413)
        query = dict(request.query_params)
        status, answer = await hook(request.method, query, request.headers, bytes(body))
        return Response(answer, status_code=status)

    return received
