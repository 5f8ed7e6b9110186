"""The files of an item's reports, as a message."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.callback_data import Verb
from bot.cards.card import Card
from bot.cards.formatter import Formatter, clipped
from bot.domain.reported import EvidenceFile
from bot.domain.summary import Item

FILES_AT_MOST = 10  # files in one message
DIGEST_SHOWN = 12  # hex digits of a SHA-256: enough to tell files apart by eye


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file with the name of its sender and the time as it is said."""

    file: EvidenceFile
    by: str
    at: str


def files(fmt: Formatter, item: Item, found: Sequence[FileLine]) -> Card:
    """The latest files of the item's reports, each with who sent it, when and its digest; `found` are all of them,
    oldest first."""
    shown = found[-FILES_AT_MOST:]
    lines = [fmt.say("files.latest", n=FILES_AT_MOST)] if len(found) > FILES_AT_MOST else []
    lines += [_file_line(fmt, one) for one in shown]
    return Card(
        fmt.say("files.title", name=fmt.name(item), n=len(found)), tuple(lines),
        ((fmt.button("button.card", Verb.CARD, item.id),),), assignments=(item.id,),
        files=tuple(one.file.sha256 for one in shown),
    )  # fmt: skip


def _file_line(fmt: Formatter, one: FileLine) -> str:
    file = one.file
    size = max(round(file.size / 1024), 1)
    digest = file.sha256[:DIGEST_SHOWN]
    return fmt.say("files.line", name=clipped(file.name, 40), size=size, by=one.by, at=one.at, digest=digest)
