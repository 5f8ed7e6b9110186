"""POST /say: a person's words, presses and files.

The page names each action with an id of its own and repeats it until it is answered, so an action may arrive
twice and counts once.
"""

import re
from dataclasses import dataclass

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.context.ports import Attachment, Inbound
from bot.domain.attachment import mime_of, safe_name
from bot.web.auth import VisitorAuth
from bot.web.bubble import file, raw
from bot.web.ports import Site

FILES = 9  # in one message, as WeCom has it
TEXT = 4000  # characters
LENGTH_DIGITS = 15  # of a Content-Length; int() refuses to read more than 4300
FIELDS = 64 * 1024  # bytes of everything that is not a file
IDENTITY = re.compile(r"[0-9A-Za-z-]{8,64}")
PAYLOAD = re.compile(r"[ -~]{1,64}")


class UploadProblem(Exception):
    """The sentence for an upload that is refused."""

    def __init__(self, key: str, status: int = 400) -> None:
        super().__init__(key)
        self.key = key
        self.status = status


@dataclass(frozen=True)
class UploadRoute:
    site: Site
    gate: VisitorAuth
    limit: int  # bytes of files in one message

    async def say(self, request: Request) -> Response:
        try:
            self._weigh(request)
            await self.site.receive(await self._read(request))
        except UploadProblem as problem:
            return JSONResponse({"error": problem.key}, problem.status)
        return Response(status_code=204)

    def _weigh(self, request: Request) -> None:
        """Before anything is read. A body cannot be longer than it says."""
        length = request.headers.get("content-length", "")
        if not length.isascii() or not length.isdigit() or len(length) > LENGTH_DIGITS:
            raise UploadProblem("web.error_unreadable", 411)
        if int(length) > self.limit + FIELDS:
            raise UploadProblem("web.error_too_large", 413)

    async def _read(self, request: Request) -> Inbound:
        try:
            async with request.form(max_files=FILES, max_fields=20, max_part_size=FIELDS) as form:
                return await self._inbound(request, form)
        except HTTPException as unreadable:  # starlette's word for a broken form
            raise UploadProblem("web.error_unreadable") from unreadable

    async def _inbound(self, request: Request, form: FormData) -> Inbound:
        account = await self.gate.chat(request, _field(form, "chat"))
        if account is None:
            raise UploadProblem("web.error_session", 401)
        text, button = _field(form, "text").replace("\r\n", "\n"), _field(form, "button")
        reply_to, label, quote = (_field(form, name) for name in ("message_id", "label", "quote"))
        attachments = [await _attachment(one) for one in form.getlist("files")]
        _check(_field(form, "id"), text, button, attachments)
        return Inbound(
            channel="browser",
            update_id=_field(form, "id"),
            external_id=account,
            text=text,
            button=button,
            message_id=reply_to,
            attachments=tuple(attachments),
            raw=raw(
                text,
                label=(label or button) if button else "",
                reply_to="" if button else reply_to,
                quote=quote,
                files=[file(one) for one in attachments],
            ),
            language=request.headers.get("accept-language", "").partition(",")[0],
        )


def _check(identity: str, text: str, button: str, attachments: list[Attachment]) -> None:
    if not IDENTITY.fullmatch(identity) or (button and not PAYLOAD.fullmatch(button)):
        raise UploadProblem("web.error_unreadable")
    if len(text) > TEXT:
        raise UploadProblem("web.error_too_long")
    if not (text.strip() or button or attachments):
        raise UploadProblem("web.error_unreadable")


def _field(form: FormData, name: str) -> str:
    value = form.get(name, "")
    if not isinstance(value, str) or "\0" in value:
        raise UploadProblem("web.error_unreadable")
    return value


async def _attachment(upload: UploadFile | str) -> Attachment:
    if isinstance(upload, str):
        raise UploadProblem("web.error_unreadable")
    body = await upload.read()
    if not body:
        raise UploadProblem("web.error_empty_file")
    name = safe_name(upload.filename or "")
    return Attachment(name, mime_of(name, body), body)
