"""Other Bot API servers: ours, seen through a distorting glass. Each oddity is one that a server in the world has."""

import asyncio
import contextlib
import gzip
import json
import re
from collections.abc import AsyncIterator, Callable, Container
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from tests.peers.botapi import forms
from tests.peers.botapi.forms import Call
from tests.peers.botapi.http import Answer, App, Request, read_message
from tests.peers.botapi.server import TOKEN

Oddity = Callable[[App], App]
Json = Any
METHOD = re.compile(r"/bot[^/]+/(\w+)")
SENDING = {"sendmessage", "sendphoto", "senddocument", "editmessagetext", "editmessagereplymarkup"}


def method_of(request: Request) -> str:
    found = METHOD.fullmatch(request.path)
    return found[1].lower() if found else ""


def refusal(status: int, description: str) -> Answer:
    body = {"ok": False, "error_code": status, "description": description}
    return Answer(status, json.dumps(body).encode())


# ---- what is answered


def results(change: Callable[[str, Json], Json]) -> Oddity:
    """What stands under "result", by method."""

    def oddity(app: App) -> App:
        async def odd(request: Request) -> Answer:
            answer = await app(request)
            method = method_of(request)
            if not method or answer.status != 200:
                return answer
            told = json.loads(answer.body)
            return replace(
                answer, body=json.dumps(told | {"result": change(method, told["result"])}).encode()
            )

        return odd

    return oddity


def everywhere(change: Callable[[dict[str, Json]], dict[str, Json]]) -> Oddity:
    """In every object of every answer, however deep."""

    def deep(value: Json) -> Json:
        if isinstance(value, list):
            return [deep(one) for one in value]
        if isinstance(value, dict):
            return change({name: deep(one) for name, one in value.items()})
        return value

    return results(lambda _, result: deep(result))


def without(*names: str) -> Oddity:
    return everywhere(lambda one: {name: value for name, value in one.items() if name not in names})


LEAN = without(
    "is_bot", "first_name", "last_name", "language_code", "type", "date", "chat_instance", "entities",
    "file_unique_id", "file_size", "width", "height", "old_chat_member", "reply_markup", "title",
    "can_join_groups", "can_read_all_group_messages", "supports_inline_queries",
)  # fmt: skip
TALKATIVE = everywhere(lambda one: {"schema": 12, "x-trace": {"span": [None, 1.5]}, **one})
MILLISECONDS = everywhere(lambda one: one | {"date": one["date"] * 1000} if "date" in one else one)
UNNUMBERED = results(lambda method, result: True if method in SENDING else result)
NOTHING = results(lambda method, result: None if method in SENDING else result)
NULL_FOR_NONE = results(lambda method, result: result or None if method == "getupdates" else result)
JUMBLED = results(lambda method, result: [*reversed(result), *result] if method == "getupdates" else result)
NUMBERS_AS_TEXT = results(
    lambda method, result: (
        [one | {"update_id": str(one["update_id"])} for one in result] if method == "getupdates" else result
    )
)
ON_ITS_DISK = results(
    lambda method, result: (
        result | {"file_path": f"/var/lib/telegram-bot-api/{TOKEN}/{result['file_path']}"}
        if method == "getfile"
        else result
    )
)


def at_an_address(address: Callable[[], str]) -> Oddity:
    """getFile gives a whole URL."""
    return results(
        lambda method, result: (
            result | {"file_path": f"{address()}/file/bot{TOKEN}/{result['file_path']}"}
            if method == "getfile"
            else result
        )
    )


def pressed(change: Callable[[Json], object]) -> Oddity:
    def in_updates(method: str, result: Json) -> Json:
        for one in result if method == "getupdates" else ():
            if "callback_query" in one:
                change(one["callback_query"])
        return result

    return results(in_updates)


PRESSED_SOMEWHERE = pressed(lambda query: query["message"].pop("message_id"))
PRESSED_NOWHERE = pressed(lambda query: query.pop("message"))


# ---- what is refused


def refusing(unwanted: Callable[[str, Call], bool], answer: Answer) -> Oddity:
    def oddity(app: App) -> App:
        async def odd(request: Request) -> Answer:
            if (method := method_of(request)) and unwanted(method, forms.read(method, request)):
                return answer
            return await app(request)

        return odd

    return oddity


def lacking(methods: Container[str], answer: Answer) -> Oddity:
    return refusing(lambda method, _: method in methods, answer)


def naming(*fields: str) -> Callable[[str, Call], bool]:
    return lambda _, call: any(field in call for field in fields)


NO_HTML = refusing(
    naming("parse_mode"), refusal(400, "Bad Request: can't parse entities: unsupported parse_mode")
)
NO_MOMENTS = refusing(
    lambda _, call: "<tg-time" in call.text("text"),
    refusal(400, 'Bad Request: can\'t parse entities: Unsupported start tag "tg-time" at byte offset 30'),
)
NO_NEW_FIELDS = refusing(
    naming("reply_parameters", "link_preview_options"),
    refusal(400, "Bad Request: unknown field link_preview_options"),
)
NO_KINDS = refusing(
    naming("allowed_updates"), refusal(400, "Bad Request: unexpected parameter allowed_updates")
)
NO_COLOURS = refusing(
    lambda _, call: '"style"' in call.text("reply_markup"),
    Answer(422, b'{"detail":[{"loc":["body","reply_markup"],"msg":"Extra inputs are not permitted"}]}'),
)

NICE_TO_HAVE = frozenset({
    "setmycommands", "setmydescription", "setmyshortdescription", "setchatmenubutton", "deletewebhook",
    "getwebhookinfo", "answercallbackquery", "editmessagereplymarkup", "editmessagetext",
})  # fmt: skip
PICTURES = frozenset({"sendphoto", "senddocument"})
NOT_FOUND = refusal(404, "Not Found: method not found")
WAYS_TO_SAY_IT = {
    "404": NOT_FOUND,
    "404 in a 200": replace(NOT_FOUND, status=200),
    "404 as a page": Answer(404, b"<html><h1>404</h1></html>", "text/html"),
    "404 of a framework": Answer(404, b'{"detail":"Not Found"}'),
    "405": Answer(405, b'{"detail":"Method Not Allowed"}'),
    "501": Answer(501, b""),
    "500 of telegram-test-api": Answer(500, b'{"message":"API method \'x\' is not supported. Are you sure"}'),
    "400": refusal(400, "Bad Request: method not found"),
}


# ---- how updates are kept


def at_once(app: App) -> App:
    """No poll is held."""

    async def odd(request: Request) -> Answer:
        if (method := method_of(request)) == "getupdates":
            asked = {**forms.read(method, request).params, "timeout": 0}
            head = {**request.headers, "content-type": "application/json"}
            request = replace(request, query="", headers=head, body=json.dumps(asked).encode())
        return await app(request)

    return odd


def never_forgets(app: App) -> App:
    """The offset is ignored: every poll is answered at once with all there ever was."""
    ever: dict[int, Json] = {}

    def more(method: str, result: Json) -> Json:
        if method != "getupdates":
            return result
        ever.update({one["update_id"]: one for one in result})
        return list(ever.values())

    return results(more)(at_once(app))


# ---- how it speaks HTTP


def answers(change: Callable[[Answer], Answer]) -> Oddity:
    def oddity(app: App) -> App:
        async def odd(request: Request) -> Answer:
            return change(await app(request))

        return odd

    return oddity


CREATED = answers(lambda answer: replace(answer, status=201) if answer.status == 200 else answer)
ALWAYS_200 = answers(lambda answer: replace(answer, status=200))
ZIPPED = answers(
    lambda answer: replace(answer, body=gzip.compress(answer.body), headers={"Content-Encoding": "gzip"})
)
AS_TEXT = answers(lambda answer: replace(answer, mime="text/plain; charset=gbk"))


def under(prefix: str) -> Oddity:
    """The whole API below a path."""

    def oddity(app: App) -> App:
        async def odd(request: Request) -> Answer:
            if not request.path.startswith(f"{prefix}/"):
                return Answer(404, b"nothing here", "text/plain")
            return await app(replace(request, path=request.path.removeprefix(prefix)))

        return odd

    return oddity


@asynccontextmanager
async def of_old(app: App) -> AsyncIterator[str]:
    """HTTP/1.0: no length, the answer ends with the connection."""
    open_: set[asyncio.Task[None]] = set()

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        open_.add(task)
        with contextlib.suppress(ConnectionError, asyncio.CancelledError):
            await _answer_once(app, reader, writer)
        writer.close()
        open_.discard(task)

    server = await asyncio.start_server(one, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for task in list(open_):
            task.cancel()
        await asyncio.gather(*open_, return_exceptions=True)
        await server.wait_closed()


async def _answer_once(app: App, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    message = await read_message(reader)
    if message is None:
        return
    first, headers, body = message
    verb, target, _ = first.split(" ", 2)
    path, _, query = target.partition("?")

    async def gone() -> None:
        await reader.read(1)

    answer = await app(Request(verb, path, query, headers, body, gone))
    writer.write(f"HTTP/1.0 {answer.status} X\r\nContent-Type: {answer.mime}\r\n\r\n".encode() + answer.body)
    await writer.drain()
