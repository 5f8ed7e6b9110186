"""One call of the HTTP API: where it came in, its query, its JSON, its file."""

import json
import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from tests.peers.botapi.http import Request
from tests.peers.wecom.refusal import Json, Refusal
from tests.peers.wecom.world import App, Corp, World

ESCAPE = re.compile(rb"(?<!\\)(?:\\\\)*\\u[0-9a-fA-F]{4}")


@dataclass(frozen=True)
class Upload:
    name: str
    body: bytes


@dataclass
class Call:
    method: str  # the path below /cgi-bin/
    verb: str
    query: dict[str, str]
    raw: bytes
    kind: str  # Content-Type
    world: World
    body: Json = field(default_factory=dict)
    corp: Corp = field(init=False)
    app: App | None = None  # None: the contact-sync secret's token
    crowded: bool = False  # too many others were under way
    warned: bool = False

    def number(self, name: str) -> int:
        """For the faults, which may ask for one agent."""
        value = self.body.get(name)
        return value if isinstance(value, int) else 0

    @property
    def caller(self) -> App:
        if self.app is None:
            raise Refusal(48002)
        return self.app

    def warn(self, what: str) -> None:
        self.warned = True
        self.world.complain("wrong json format", f"{self.method}: {what}")


def read(request: Request, method: str, world: World) -> Call:
    query = dict(parse_qsl(request.query, keep_blank_values=True))
    return Call(method, request.verb, query, request.body, request.headers.get("content-type", ""), world)


def parse(call: Call, *, escapes: str) -> Json:
    """The JSON of the body; 40058 where there is none. `escapes`: what is thought of \\uXXXX."""
    if ESCAPE.search(call.raw):
        if escapes == "refuse":
            raise Refusal(40033)
        call.world.complain("escapes", call.method)
    try:
        given = json.loads(call.raw)
    except ValueError:
        raise Refusal(40058) from None
    if not isinstance(given, dict):
        raise Refusal(40058)
    return given


def upload(call: Call) -> Upload:
    """The field `media`: 41005 where its name is missing, as it is where only RFC 2231 gives one."""
    boundary = re.search(r'boundary="?([^";]+)"?', call.kind)
    if boundary is None:
        raise Refusal(44001)
    for part in call.raw.split(b"--" + boundary[1].encode())[1:-1]:
        head, _, content = part[2:-2].partition(b"\r\n\r\n")
        lines = head.decode("utf-8", "replace")
        if re.search(r'[; ]name="media"', lines):
            shown = re.search(r'[; ]filename="(.*?)"(?:;|\r|$)', lines, re.M)
            if shown is None:
                raise Refusal(41005)
            return Upload(shown[1], content)
    raise Refusal(44001)
