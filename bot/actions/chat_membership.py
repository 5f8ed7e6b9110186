"""Who can receive messages: a user blocks or unblocks the bot; a group adds, migrates or removes it."""

import json

from bot.cards.card import Button, Card
from bot.context.plan_context import ChatAccount, PlanContext
from bot.context.ports import Change, Inbound, Store
from bot.domain.calendar import Instant
from bot.domain.message import MessageKind
from bot.engine.outbox import post
from bot.engine.undelivered import lose_account, moved_chat
from bot.i18n import Language


def inbound_row(inbound: Inbound, person_id: str, now: Instant, error: str = "") -> Change:
    """Inserts the raw update. Its key rejects a repeated update."""
    raw = inbound.raw or json.dumps({"text": inbound.text, "label": inbound.button}, ensure_ascii=False)
    return Change(
        "add_inbound",
        {
            "channel": inbound.channel,
            "update_id": inbound.update_id,
            "external_id": inbound.external_id,
            "person": person_id,
            "now": now,
            "raw": raw,
            "error": error,
            "platform_id": inbound.platform_id,
            "album": inbound.album,
        },
    )


async def chat_blocked(store: Store, context: PlanContext, inbound: Inbound, now: Instant, code: str) -> None:
    """Marks the account as one that cannot be written to at once, before the next reminder fails."""
    person = context.person_at(inbound.channel, inbound.external_id)
    lost = lose_account(context, inbound.channel, inbound.external_id, code, now) if person else []
    await store.commit([inbound_row(inbound, person.id if person else "", now), *lost])


async def chat_unblocked(store: Store, context: PlanContext, inbound: Inbound, now: Instant) -> None:
    person = context.person_at(inbound.channel, inbound.external_id)
    values = {"channel": inbound.channel, "external_id": inbound.external_id}
    mended = [Change("mend_account", values, rows=None), Change("revise_plan")] if person else []
    await store.commit([inbound_row(inbound, person.id if person else "", now), *mended])


async def joined(
    store: Store, context: PlanContext, inbound: Inbound, title: str, now: Instant, *, private_chat: str
) -> None:
    """A group added the bot: it gets one message about what is posted there, with a link to the private chat."""
    where = {"channel": inbound.channel, "external_id": inbound.group}
    known = await store.one(int, "group_known", **where)
    language = Language.of(inbound.language)
    card = Card(
        language.say("group.hello"),
        (language.say("group.what"),),
        ((Button(language.say("button.private_chat"), "", link=private_chat),),) if private_chat else (),
    )
    hello = post(
        ChatAccount(inbound.channel, inbound.group, "", now), card, MessageKind.ANSWER,
        f"a.{inbound.channel}.{inbound.update_id}.0", now,
    )  # fmt: skip
    joining = Change("join_group", where | {"title": title, "now": now})
    await store.commit([inbound_row(inbound, "", now), joining, *([] if known else [hello])])


async def left(store: Store, inbound: Inbound, now: Instant) -> None:
    values = {"channel": inbound.channel, "external_id": inbound.group, "now": now}
    await store.commit([inbound_row(inbound, "", now), Change("leave_group", values, rows=None)])


async def moved(store: Store, inbound: Inbound, moved_to: str, now: Instant) -> None:
    await store.commit([inbound_row(inbound, "", now), *moved_chat(inbound.channel, inbound.group, moved_to)])


async def unreadable(store: Store, inbound: Inbound, why: str, now: Instant) -> None:
    """Stores an unreadable update as received; confirming it lets later updates through."""
    await store.commit([inbound_row(inbound, "", now, why[:400])])
