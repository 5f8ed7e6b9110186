"""The four ways a Bot API request carries its parameters, and the files that come along."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote

from tests.peers.botapi.http import Request
from tests.peers.botapi.refusal import Json, bad

TRUE = {"true", "yes", "1", "t", "y"}


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    mime: str
    body: bytes


class Call:
    """One method call: parameters by name, whatever form they came in."""

    def __init__(self, method: str, params: Json, uploads: dict[str, Upload]) -> None:
        self.method = method
        self.params = params
        self.uploads = uploads

    def __contains__(self, name: str) -> bool:
        return self.params.get(name) not in (None, "") or name in self.uploads

    def text(self, name: str) -> str:
        value = self.params.get(name, "")
        return value if isinstance(value, str) else json.dumps(value)

    def number(self, name: str, default: int = 0) -> int:
        """An unreadable number counts as absent: that is how Telegram reads them."""
        try:
            return int(self.params.get(name, default))
        except (TypeError, ValueError):
            return default

    def fraction(self, name: str) -> float | None:
        try:
            return float(self.params[name])
        except (KeyError, TypeError, ValueError):
            return None

    def flag(self, name: str) -> bool:
        return str(self.params.get(name, "")).lower() in TRUE

    def object(self, name: str, what: str = "") -> Any:
        """A JSON-serialized parameter; None when absent."""
        value = self.params.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad(f"can't parse {what or name} JSON object") from None


def read(method: str, request: Request) -> Call:
    params: Json = dict(parse_qsl(request.query, keep_blank_values=True))
    kind = request.headers.get("content-type", "").lower()
    uploads: dict[str, Upload] = {}
    if kind.startswith("application/json"):
        params |= _json(request.body)
    elif kind.startswith("multipart/form-data"):
        fields, uploads = _multipart(request.headers["content-type"], request.body)
        params |= fields
    elif request.body:
        params |= dict(parse_qsl(request.body.decode(), keep_blank_values=True))
    return Call(method, params, uploads)


def _json(body: bytes) -> Json:
    try:
        given = json.loads(body or b"{}")
    except ValueError:
        raise bad("can't parse JSON object") from None
    if not isinstance(given, dict):
        raise bad("JSON object expected")
    return given


def _multipart(kind: str, body: bytes) -> tuple[Json, dict[str, Upload]]:
    boundary = re.search(r'boundary="?([^";]+)"?', kind)
    if boundary is None:
        raise bad("boundary not found")
    fields: Json = {}
    uploads: dict[str, Upload] = {}
    for part in body.split(b"--" + boundary[1].encode())[1:-1]:
        raw, _, content = part[2:-2].partition(b"\r\n\r\n")
        head = raw.decode()
        name = _attribute(head, "name")
        if (file_name := _attribute(head, "filename")) is None:
            fields[name or ""] = content.decode()
        else:
            mime = re.search(r"(?im)^content-type: *(\S+)", head)
            uploads[name or ""] = Upload(file_name, mime[1] if mime else "", content)
    return fields, uploads


def _attribute(head: str, name: str) -> str | None:
    if coded := re.search(rf"[; ]{name}\*=utf-8''([^;\s]+)", head, re.I):
        return unquote(coded[1])
    plain = re.search(rf'[; ]{name}="([^"]*)"', head) or re.search(rf"[; ]{name}=([^;\s]+)", head)
    return unquote(plain[1]) if plain else None
