"""Live boards: one message in a chat that is changed in place while what it shows changes.

A board is a row, so it goes on after a restart: the row says which message stands there and what it shows. Each change
is a message of the outbox that takes the place of the one before, at most one in ten seconds. A channel that cannot
change a message in place shows a new one when the board ends, and whenever somebody asks.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.cards.card import Card
from bot.context.plan_context import ChatAccount, PlanContext
from bot.context.ports import Change, Store
from bot.domain.calendar import SECOND, Instant
from bot.domain.message import MessageKind
from bot.domain.person import Person
from bot.engine.outbox import URGENCY, card_to_json, post

EVERY = 10 * SECOND  # at most so often is a board drawn


@dataclass(frozen=True, slots=True)
class LiveBoard:
    subject: str
    person: str
    channel: str
    external_id: str
    message_id: str
    n: int
    shown: str
    drawn_at: Instant

    def may_be_drawn(self, now: Instant) -> bool:
        """Also where the clock was set back."""
        return not self.shown or not self.drawn_at <= now < self.drawn_at + EVERY


@dataclass(frozen=True, slots=True)
class BoardView:
    """What a board shows now. `over`: for the last time. `anew`: worth a new message where the channel cannot change
    the old one."""

    card: Card
    over: bool = False
    anew: bool = False


DrawBoard = Callable[[Person], BoardView]
"""(its reader): what they see of it."""


def open_board(
    subject: str, account: ChatAccount, now: Instant, message_id: str = "", card: Card | None = None
) -> Change:
    """From now on a board stands in this chat: the message with this id and card, else a new one that is posted at
    once."""
    values = {
        "subject": subject,
        "person": account.person_id,
        "channel": account.channel,
        "external_id": account.external_id,
        "message_id": message_id,
        "shown": _digest(card) if card else "",
        "drawn_at": now,
    }
    return Change("open_live_board", values)


async def live_boards(store: Store) -> list[LiveBoard]:
    return await store.read(LiveBoard, "live_boards")


def drawn_boards(
    context: PlanContext, boards: Iterable[LiveBoard], draw: DrawBoard, now: Instant
) -> list[Change]:
    """The messages of those whose time has come and who would show something else."""
    changes: list[Change] = []
    for board in boards:
        reader = context.roster.by_id.get(board.person)
        if reader is None:
            changes.append(_closed(board))
        elif board.may_be_drawn(now):
            changes += _drawn(context, board, draw(reader), now)
    return changes


def _drawn(context: PlanContext, board: LiveBoard, view: BoardView, now: Instant) -> list[Change]:
    digest, in_place = _digest(view.card), context.edits(board.channel)
    if digest == board.shown or not (in_place or view.anew):
        return [_closed(board)] if view.over else []
    message_id = f"board.{board.subject}.{board.channel}.{board.external_id}.{board.n}"
    account = ChatAccount(board.channel, board.external_id, board.person, now)
    message = post(
        account, view.card, MessageKind.EMERGENCY, message_id, now, urgency=URGENCY[MessageKind.TICKET],
        replaces=board.message_id if in_place else "",
    )  # fmt: skip
    key = _key(board)
    shown = Change("draw_live_board", key | {"message_id": message_id, "shown": digest, "drawn_at": now})
    over = view.over or not in_place
    closed = [Change("close_live_board", key | {"n": board.n + 1})] if over else []
    return [shown, message, *closed]


def _digest(card: Card) -> str:
    return hashlib.sha256(card_to_json(card).encode()).hexdigest()


def _closed(board: LiveBoard) -> Change:
    return Change("close_live_board", _key(board), rows=None)


def _key(board: LiveBoard) -> dict[str, object]:
    return {
        "subject": board.subject,
        "channel": board.channel,
        "external_id": board.external_id,
        "n": board.n,
    }


def next_look(boards: Sequence[LiveBoard], now: Instant) -> Instant | None:
    """When one that was drawn just now may be drawn again."""
    return min((b.drawn_at + EVERY for b in boards if b.shown and b.drawn_at + EVERY > now), default=None)
