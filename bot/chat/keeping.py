"""What an update leaves in the database, whoever decides what it does: itself, its answer, what is asked next."""

import json
from dataclasses import dataclass, replace

from bot.cards.card import Card
from bot.chat.turn import Answer, Turn
from bot.domain.calendar import Instant
from bot.domain.message import MessageKind
from bot.services.office import Account, Office
from bot.services.outbox import post
from bot.services.ports import Change, Inbound


@dataclass(frozen=True, slots=True)
class Moment:
    """When an update is dealt with: by the clock, and as the instant that is its own."""

    clock: Instant
    now: Instant


def taken_in(inbound: Inbound, person_id: str, now: Instant, error: str = "") -> Change:
    """The raw update, once: it is the key that refuses it the second time."""
    raw = inbound.raw or json.dumps({"text": inbound.text, "label": inbound.button}, ensure_ascii=False)
    values = {
        "channel": inbound.channel,
        "update_id": inbound.update_id,
        "external_id": inbound.external_id,
        "person": person_id,
        "now": now,
        "raw": raw,
        "error": error,
        "platform_id": inbound.platform_id,
        "album": inbound.album,
    }
    return Change("add_inbound", values)


def mended(office: Office, inbound: Inbound) -> list[Change]:
    """An account we had given up on writes to us: it can be written to again."""
    failed = any(
        a.failed_code is not None and (a.channel, a.external_id) == (inbound.channel, inbound.external_id)
        for a in office.accounts
    )
    if not failed:
        return []
    values = {"channel": inbound.channel, "external_id": inbound.external_id}
    return [Change("mend_account", values, rows=None), Change("revise_plan")]


def remembered(turn: Turn, answer: Answer) -> list[Change]:
    """What the next words will be about. A question that was not answered is forgotten with the next press."""
    if answer.expects:
        values = {
            "person": turn.person.id, "expects": answer.expects, "data": answer.expected, "now": turn.now,
        }  # fmt: skip
        return [Change("expect", values)]
    if turn.dialog and not answer.keeps_dialog:
        return [Change("expect_nothing", {"person": turn.person.id}, rows=None)]
    return []


def answered(turn: Turn) -> list[Change]:
    """Its message was answered; somebody else's is not for them to answer."""
    if turn.on is None:
        return []
    return [Change("answer_message", {"message_id": turn.on.message_id, "now": turn.now}, rows=None)]


def posted(turn: Turn, answer: Answer, at: Moment) -> Change:
    ours = turn.on is not None and turn.on.kind == MessageKind.ANSWER and bool(turn.inbound.button)
    replaces = turn.on.message_id if turn.on and ours and answer.in_place else ""
    return put(turn.inbound, turn.person.id, answer.card, at, replaces=replaces)


def put(
    inbound: Inbound, person_id: str, card: Card, at: Moment, *, n: int = 0, replaces: str = ""
) -> Change:
    """To the account that wrote, whatever other accounts the person has."""
    account = Account(inbound.channel, inbound.external_id, person_id, at.now)
    message_id = f"a.{inbound.channel}.{inbound.update_id}.{n}"
    row = post(account, card, MessageKind.ANSWER, message_id, at.now, replaces=replaces)
    return replace(row, values={**row.values, "next_try_at": at.clock})
