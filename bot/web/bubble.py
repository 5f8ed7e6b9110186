"""Bubbles from inbound and outbound messages, and the JSON form in which updates of the browser are stored."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from bot.cards.card import Card
from bot.context.ports import Attachment, Inbound, Outgoing
from bot.domain.calendar import Instant
from bot.web.ports import Bubble, File

QUOTED = 60  # characters of the quoted bubble that are kept


def raw(
    text: str = "", *, label: str = "", reply_to: str = "", quote: str = "", files: Sequence[File] = ()
) -> str:
    """An update as the inbox keeps it. `label` is what stood on the pressed button."""
    kept = {"text": text, "label": label, "reply_to": reply_to, "quote": quote[:QUOTED]}
    listed = [{"sha256": f.sha256, "name": f.name, "mime": f.mime, "size": f.size} for f in files]
    return json.dumps(
        {k: v for k, v in kept.items() if v} | ({"files": listed} if listed else {}), ensure_ascii=False
    )


def said(at: Instant, update_id: str, raw: str) -> Bubble:
    """The person's own bubble, from a row of the inbox."""
    kept: dict[str, Any] = json.loads(raw) if raw else {}
    label = str(kept.get("label", ""))
    text = str(kept.get("text", ""))
    return Bubble(
        id=update_id,
        mine=True,
        at=at,
        lines=(label,) if label else tuple(text.splitlines()),
        files=tuple(File(**file) for file in kept.get("files", ())),
        kind="press" if label else "text",
        reply_to=str(kept.get("reply_to", "")),
        quote=str(kept.get("quote", "")),
    )


def of(at: Instant, heard: Inbound | Outgoing, files: tuple[File, ...] = ()) -> Bubble:
    """A live one, from the hub. `files` are the card's."""
    if isinstance(heard, Inbound):
        return said(
            at, heard.update_id, heard.raw or raw(heard.text, files=tuple(map(file, heard.attachments)))
        )
    return told(at, heard.message_id, heard.card, heard.kind, heard.replaces, files)


def told(
    at: Instant, message_id: str, card: Card, kind: str, replaces: str, files: tuple[File, ...]
) -> Bubble:
    """A message from Duban."""
    return Bubble(
        id=message_id,
        mine=False,
        at=at,
        title=card.title,
        lines=card.lines,
        buttons=card.buttons,
        picture=card.picture,
        files=files,
        thumbnails=card.thumbnails,
        kind=kind,
        replaces=replaces,
    )


def file(attachment: Attachment) -> File:
    digest = hashlib.sha256(attachment.body).hexdigest()
    return File(digest, attachment.name, attachment.mime, len(attachment.body))


def preview(bubble: Bubble) -> str:
    """One line for the contact list."""
    words = bubble.title or next((line for line in bubble.lines if line.strip()), "")
    return words or next((one.name for one in bubble.files), "")
