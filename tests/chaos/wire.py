"""What worker and platform say to each other: one JSON object a line, one answer each."""

import json
from dataclasses import asdict
from typing import Any

from bot.context.ports import Inbound, Outgoing
from bot.domain.calendar import Instant
from bot.engine.outbox import card_from_json, card_to_json


def line(told: dict[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode() + b"\n"


def message(sent: Outgoing) -> dict[str, Any]:
    fields = {name: getattr(sent, name) for name in Outgoing.__slots__}
    return fields | {"card": card_to_json(sent.card)}


def message_from(raw: dict[str, Any]) -> Outgoing:
    return Outgoing(**raw | {"card": card_from_json(raw["card"])})


def update(at: Instant, inbound: Inbound) -> dict[str, Any]:
    return {"at": at, "inbound": asdict(inbound)}


def update_from(raw: dict[str, Any]) -> tuple[Instant, Inbound]:
    return raw["at"], Inbound(**raw["inbound"] | {"attachments": ()})
