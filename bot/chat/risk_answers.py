"""The answer to the question about a risk: 1月20日前拨付."""

from bot.chat import placing, reports
from bot.chat.reports import Words
from bot.chat.turn import Answer, Dialog, Turn
from bot.domain.language.placement import (
    Choice,
    Closed,
    Courtesy,
    Doubtful,
    Offer,
    Part,
    Placement,
    Records,
    Unchanged,
)
from bot.domain.risk import Risk


async def answered(turn: Turn, dialog: Dialog, words: Words) -> Answer | None:
    """None where the words are about something else: another item, a request, a question."""
    id_ = dialog.item()
    placement = await placing.placed(turn, words.text, waiting=id_)
    if not _is_about(placement, id_):
        return None
    reading = _part(placement)
    return await reports.on(turn, id_, words, reading=reading, answers=Risk(str(dialog.data["risk"])))


def _part(placement: Placement) -> Part | None:
    return placement.parts[0] if isinstance(placement, Records) and placement.parts else None


def _is_about(placement: Placement, id_: int) -> bool:
    match placement:
        case Records(parts=(part,), open=(), rest=False):
            return part.item is not None and part.item.id == id_
        case Doubtful(part=part) | Closed(part=part):
            return part.item is not None and part.item.id == id_
        case Offer() | Courtesy():
            return True
        case Unchanged(items=items) | Choice(items=items, number=""):
            return id_ in {one.id for one in items}
        case _:
            return False
