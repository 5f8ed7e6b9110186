"""Files that come with a call or were sent before, and the messages they become."""

from collections.abc import Callable

from tests.peers.botapi import text
from tests.peers.botapi.files import Files, check_photo, unique
from tests.peers.botapi.forms import Call, Upload
from tests.peers.botapi.refusal import Json, bad, too_large

UPLOAD = 50 * 1024 * 1024
PHOTO = 10 * 1024 * 1024


def file_id(files: Files, call: Call, field: str, given: str, kind: str) -> str:
    """`given` is empty for a file sent under the parameter's own name, attach://..., a file_id or a URL."""
    upload = call.uploads.get(given.removeprefix("attach://") if given.startswith("attach://") else field)
    if upload and (not given or given.startswith("attach://")):
        _check(upload, kind)
        return files.keep(kind, upload)
    if given.startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    if not given or given.startswith("attach://"):
        raise bad(
            "can't parse InputMedia: media not found" if not field else f"there is no {kind} in the request"
        )
    if given not in files.by_id:
        raise bad("wrong file identifier/HTTP URL specified")
    if files.by_id[given].kind != kind:
        raise bad(f"can't use file of type {files.by_id[given].kind.title()} as {kind.title()}")
    return given


def _check(upload: Upload, kind: str) -> None:
    if not upload.body:
        raise bad("file must be non-empty")
    if len(upload.body) > UPLOAD:
        raise too_large()
    if kind == "photo":
        if (size := len(upload.body)) > PHOTO:
            raise bad(f"file of size {size} bytes is too big for a photo; the maximum size is {PHOTO} bytes")
        check_photo(upload.body)


def _photo(files: Files, file: str, _: Json) -> list[Json]:
    return files.photo(file)


def _file(files: Files, file: str, _: Json) -> Json:
    kept = files.find(file)
    return {
        "file_name": kept.name,
        "mime_type": kept.mime,
        "file_id": file,
        "file_unique_id": unique(file),
        "file_size": len(kept.body),
    }


def _sound(files: Files, file: str, given: Json) -> Json:
    told = _file(files, file, given)
    del told["file_name"]
    return told | {"duration": int(given.get("duration") or 1)}


def _video(files: Files, file: str, given: Json) -> Json:
    size = {side: int(given.get(side) or 320) for side in ("width", "height")}
    return _file(files, file, given) | size | {"duration": int(given.get("duration") or 1)}


SHAPES: dict[str, Callable[[Files, str, Json], Json | list[Json]]] = {
    "photo": _photo,
    "document": _file,
    "voice": _sound,
    "video": _video,
}


def content(files: Files, call: Call, kind: str) -> Json:
    """What sendPhoto and its kin put into the message."""
    file = file_id(files, call, kind, call.text(kind), kind)
    return {kind: SHAPES[kind](files, file, call.params)} | captioned(*text.caption(call))


def captioned(caption: str, entities: list[Json]) -> Json:
    told: Json = {"caption": caption} if caption else {}
    return told | ({"caption_entities": entities} if entities else {})


def item(files: Files, call: Call, given: Json) -> Json:
    """One InputMedia of an album or of an edit."""
    kind = given.get("type")
    if kind not in SHAPES or kind == "voice":
        raise bad(
            "type of the media is unsupported"
            if kind
            else "can't parse InputMedia: Can't find field \"type\""
        )
    file = file_id(files, call, "", str(given.get("media", "")), kind)
    parsed = text.of(given.get("caption") or "", given.get("parse_mode") or "", given.get("caption_entities"))
    return {kind: SHAPES[kind](files, file, given)} | captioned(*text.within(parsed))
