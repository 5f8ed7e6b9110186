"""Frames: what goes over the socket, as JSON, in the language and zone of the reader."""

from collections.abc import Iterable
from typing import Any

from bot.domain.calendar import Calendar, Instant
from bot.i18n import Language
from bot.web.bubble import preview
from bot.web.ports import Bubble, BubblePlace, Clock, Contact, File, Me

Frame = dict[str, Any]

LATEST = 1 << 53  # milliseconds; JSON numbers and BIGINT columns are exact up to here


class FrameWriter:
    """Writes frames for one reader."""

    def __init__(self, calendar: Calendar, language: str) -> None:
        self._calendar = calendar
        self.language = Language.of(language)

    def bubble(self, b: Bubble) -> Frame:
        written: Frame = {
            "id": b.id,
            "place": place(b.place),
            "mine": b.mine,
            "day": self.day(b.at),
            "time": self.time(b.at),
            "title": b.title,
            "lines": b.lines,
            "buttons": [
                [{"text": x.text, "payload": x.payload, "style": x.style} for x in row] for row in b.buttons
            ],
            "picture": b.picture,
            "files": [_file(one) for one in b.files],
            "thumbnails": [{"sha256": one.sha256, "line": one.line} for one in b.thumbnails],
            "kind": b.kind,
            "replaces": b.replaces,
            "reply_to": b.reply_to,
            "quote": b.quote,
        }
        return {key: value for key, value in written.items() if value or key == "mine"}

    def bubbles(self, several: Iterable[Bubble]) -> list[Frame]:
        return [self.bubble(one) for one in several]

    def peek(self, external_id: str, b: Bubble) -> Frame:
        """A line of a chat that is not open."""
        return {
            "is": "peek",
            "chat": external_id,
            "preview": preview(b),
            "at": b.at,
            "when": self.time(b.at),
            "mine": b.mine,
            "counts": not b.mine and not b.replaces,
        }

    def contact(self, c: Contact, today: str) -> Frame:
        return {
            "id": c.external_id,
            "name": c.name,
            "unit": c.unit,
            "role": c.role,
            "group": c.group,
            "received": c.received,
            "preview": c.preview,
            "at": c.at or 0,
            "when": self._when(c.at, today),
            "late": c.late,
            "light": c.light or "",
            "automatic": c.automatic,
            "taken": c.taken,
        }

    def contacts(self, several: Iterable[Contact], now: Instant) -> Frame:
        today = self.day(now)
        return {"is": "contacts", "contacts": [self.contact(one, today) for one in several]}

    def clock(self, c: Clock, speeds: Iterable[int]) -> Frame:
        lights = {
            "green": c.lights.green,
            "yellow": c.lights.yellow,
            "red": c.lights.red,
            "blue": c.lights.blue,
            "white": c.lights.white,
        }
        return {
            "is": "clock",
            "day": self.day(c.now),
            "time": self.time(c.now),
            "playing": c.playing,
            "speed": c.speed,
            "speeds": list(speeds),
            "ended": c.ended,
            "held": c.held,
            "story": [{"scene": scene, "chat": chat} for scene, chat in c.story],
            "liaison": c.liaison,
            "lights": lights | ({"grey": c.lights.grey} if c.lights.grey else {}),
        }

    def me(self, external_id: str, me: Me) -> Frame:
        return {
            "is": "me",
            "chat": external_id,
            "name": me.name,
            "unit": me.unit,
            "language": self.language.code,
            "commands": [{"name": one.name, "hint": one.hint} for one in me.commands],
        }

    def day(self, at: Instant) -> str:
        return self.language.weekday_date(self._calendar.day(at))

    def time(self, at: Instant) -> str:
        return self.language.time(self._calendar.local(at))

    def _when(self, at: Instant | None, today: str) -> str:
        if at is None:
            return ""
        return self.time(at) if self.day(at) == today else self.language.short_date(self._calendar.day(at))


def place(p: BubblePlace) -> str:
    """Opaque to the page, which hands it back to ask for what lies before or after it."""
    return f"{p.at}/{int(p.ours)}/{p.id}"


def to_place(written: str) -> BubblePlace:
    """Raises ValueError, also for an instant that no database column can hold."""
    at, ours, identity = written.split("/", 2)
    if not 0 <= int(at) <= LATEST:
        raise ValueError(at)
    return BubblePlace(int(at), ours == "1", identity)


def _file(f: File) -> Frame:
    return {"sha256": f.sha256, "name": f.name, "size": f.size, "image": f.mime.startswith("image/")}
