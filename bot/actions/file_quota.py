"""Which files are kept: by what they are, and within a person's daily quota, for the database stores every file and
phones send large videos."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.context.ports import Attachment, Inbound, Store
from bot.domain.attachment import is_evidence, mime_of
from bot.domain.calendar import Calendar, Instant

BYTES_A_DAY = 100 << 20  # a person's files of one local day; some forty photos
OVER_QUOTA = "refused.file_quota"  # sentence about files that were left out


def without_programs(inbound: Inbound) -> Inbound:
    """A program or a page is left out, whatever its name says; `unkept` is what its sender is told of."""
    unkept = [one for one in inbound.attachments if not is_evidence(mime_of(one.name, one.body))]
    if not unkept:
        return inbound
    kept = tuple(one for one in inbound.attachments if one not in unkept)
    return replace(inbound, attachments=kept, unkept=tuple(one.name for one in unkept))


async def fit_quota(
    store: Store, calendar: Calendar, person_id: str, attachments: Sequence[Attachment], now: Instant
) -> tuple[Attachment, ...]:
    """The files, in order, that fit into the rest of the person's daily quota."""
    if not attachments:
        return ()
    used = await store.one(int, "sent_bytes", person=person_id, since=_midnight(calendar, calendar.day(now)))
    left = BYTES_A_DAY - (used or 0)
    fitting = []
    for attachment in attachments:
        if len(attachment.body) <= left:
            left -= len(attachment.body)
            fitting.append(attachment)
    return tuple(fitting)


def _midnight(calendar: Calendar, day: date) -> Instant:
    return calendar.at(day)
