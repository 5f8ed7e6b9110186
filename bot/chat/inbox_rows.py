"""Rows that every update leaves in the database: itself, its answer, the question asked next."""

from dataclasses import dataclass, replace

from bot.cards.card import Card
from bot.chat.turn import Answer, Turn
from bot.context.plan_context import ChatAccount, PlanContext
from bot.context.ports import Change, Inbound
from bot.domain.calendar import Instant
from bot.domain.chat_address import without_topic
from bot.domain.message import MessageKind
from bot.engine.outbox import post
from bot.i18n import Language


@dataclass(frozen=True, slots=True)
class TurnTime:
    """When an update is dealt with: by the clock, and as the instant that is its own."""

    clock: Instant
    now: Instant


def repaired_account(context: PlanContext, inbound: Inbound) -> list[Change]:
    """An account we had given up on writes to us: it can be written to again. So can one that we have known on
    another channel of its platform only."""
    known = context.account_at(inbound.channel, inbound.external_id)
    values = {"channel": inbound.channel, "external_id": inbound.external_id}
    if known and known.channel != inbound.channel and not inbound.group:
        return [Change("admit_sibling", values | {"known_on": known.channel}), Change("revise_plan")]
    if known and known.channel == inbound.channel and known.failed_code is not None:
        return [Change("mend_account", values, rows=None), Change("revise_plan")]
    return []


def met_group(inbound: Inbound, now: Instant) -> list[Change]:
    """Somebody known has called us there, so we can write there; not every platform says so when we are added."""
    if not inbound.group:
        return []
    values = {"channel": inbound.channel, "external_id": without_topic(inbound.group), "now": now}
    return [Change("meet_group", values)]


def remembered(turn: Turn, answer: Answer) -> list[Change]:
    """Stores the question that the next words will answer. A press forgets an unanswered one."""
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


def posted(turn: Turn, answer: Answer, at: TurnTime) -> list[Change]:
    """The answer, to whom it is for: a group reads what the coordinator asked for before it, all else is private."""
    inbound, person = turn.inbound, turn.person.id
    if answer.card is None:
        return []
    if inbound.group and not answer.public:
        pointer = [answer_message(inbound, person, in_private(turn.fmt.language), at, n=2, public=True)]
        return [answer_message(inbound, person, answer.card, at), *([] if inbound.button else pointer)]
    card = signed(turn, answer.card) if answer.public else answer.card
    return [answer_message(inbound, person, card, at, replaces=place_of(turn, answer), public=answer.public)]


def signed(turn: Turn, card: Card) -> Card:
    """A group sees who posted it."""
    return replace(card, lines=(*card.lines, turn.say("group.published_by", name=turn.person.name)))


def in_private(language: Language) -> Card:
    """The answer as the others in the group read it."""
    return Card(language.say("group.in_private"))


def place_of(turn: Turn, answer: Answer) -> str:
    """Whose place it takes: the answer's whose button was pressed, or that of the words said again."""
    if answer.replaces or turn.on is None:
        return answer.replaces
    ours = turn.on.kind == MessageKind.ANSWER and bool(turn.inbound.button)
    return turn.on.message_id if ours and answer.in_place else ""


def answer_message(
    inbound: Inbound,
    person_id: str,
    card: Card,
    at: TurnTime,
    *,
    n: int = 0,
    replaces: str = "",
    public: bool = False,
) -> Change:
    """To the account that wrote, whatever other accounts the person has; or, for all to read, where it was said."""
    address = inbound.group if public and inbound.group else inbound.external_id
    account = ChatAccount(inbound.channel, address, person_id, at.now)
    reply_to = inbound.platform_id.rpartition("/")[2] if public else ""
    row = post(
        account, card, MessageKind.ANSWER, answer_id(inbound.channel, inbound.update_id, n), at.now,
        replaces=replaces, reply_to=reply_to,
    )  # fmt: skip
    return replace(row, values={**row.values, "next_try_at": at.clock})


def update_of(message_id: str) -> tuple[str, str]:
    """(channel, update id) of the update that `answer_id` named."""
    channel, _, update_id = message_id.removeprefix("a.").rpartition(".")[0].partition(".")
    return channel, update_id


def answer_id(channel: str, update_id: str, n: int = 0) -> str:
    return f"a.{channel}.{update_id}.{n}"
