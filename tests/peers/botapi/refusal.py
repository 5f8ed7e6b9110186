"""What the server says instead of a result: Telegram's status, wording and parameters."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(eq=False)
class Refused(Exception):
    status: int
    description: str
    parameters: Json | None = None

    def body(self) -> Json:
        told: Json = {"ok": False, "error_code": self.status, "description": self.description}
        return told | ({"parameters": self.parameters} if self.parameters else {})


def bad(description: str, **parameters: Any) -> Refused:
    return Refused(400, f"Bad Request: {description}", parameters or None)


def forbidden(description: str) -> Refused:
    return Refused(403, f"Forbidden: {description}")


def unparsable(description: str) -> Refused:
    return bad(f"can't parse entities: {description}")


TOO_LARGE = "Request Entity Too Large"


def too_large() -> Refused:
    return Refused(413, TOO_LARGE)
