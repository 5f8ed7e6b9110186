"""The daily quota of files per person: the database stores every file, and phones send large videos."""

from collections.abc import Sequence
from datetime import date

from bot.context.ports import Attachment, Store
from bot.domain.calendar import Calendar, Instant

BYTES_A_DAY = 100 << 20  # a person's files of one local day; some forty photos
OVER_QUOTA = "refused.file_quota"  # sentence about files that were left out


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
