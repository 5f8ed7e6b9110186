"""media/upload and media/get: sizes and forms by kind; three days."""

from collections.abc import Callable
from urllib.parse import quote

from tests.peers.botapi.http import Answer
from tests.peers.wecom import calls
from tests.peers.wecom.calls import Call, Upload
from tests.peers.wecom.refusal import Json, Refusal

MB = 1024 * 1024
AMR = b"#!AMR"
A_SECOND = 50 * 32  # bytes of AMR at its best rate; a message lasts 60 at most
SMALLEST = 5


def _image(file: Upload) -> None:
    if len(file.body) > 10 * MB:
        raise Refusal(40009)
    if not file.body.startswith((b"\x89PNG", b"\xff\xd8")):
        raise Refusal(40123)


def _voice(file: Upload) -> None:
    if not file.body.startswith(AMR):
        raise Refusal(301017)
    if len(file.body) > min(2 * MB, len(AMR) + 1 + 60 * A_SECOND):
        raise Refusal(45007)


def _video(file: Upload) -> None:
    if len(file.body) > 10 * MB:
        raise Refusal(40011)


def _file(file: Upload) -> None:
    if len(file.body) > 20 * MB:
        raise Refusal(45001)


KINDS: dict[str, Callable[[Upload], None]] = {
    "image": _image,
    "voice": _voice,
    "video": _video,
    "file": _file,
}


def upload(call: Call) -> Json:
    kind = call.query.get("type", "")
    if kind not in KINDS:
        raise Refusal(40005)
    return keep(call, kind, calls.upload(call))


def keep(call: Call, kind: str, file: Upload) -> Json:
    if not file.body:
        raise Refusal(44001)
    if len(file.body) <= SMALLEST:
        raise Refusal(40006)
    KINDS[kind](file)
    media_id = call.world.keep(call.corp, kind, file.name, file.body)
    return {"type": kind, "media_id": media_id, "created_at": str(call.world.clock() // 1000)}


def get(call: Call) -> Answer:
    """The bytes; JSON with 40007 where there are none any more."""
    found = call.world.find_media(call.corp, call.query.get("media_id", ""))
    if found is None:
        raise Refusal(40007)
    shown = found.name if found.name.isascii() else quote(found.name)
    named = {"Content-Disposition": f'attachment; filename="{shown}"'}
    return Answer(200, found.body, "application/octet-stream", named)
