"""Words that a message quotes. They are no part of a notice, for they may be forgotten: read when it is written."""

from collections.abc import Mapping, Sequence

from bot.context.ports import Store
from bot.domain.assignment import Assignment
from bot.domain.notice import Notice, NoticeKind

Key = tuple[int, str]


def key_of(notice: Notice) -> Key:
    return notice.assignment, notice.occurrence


async def quoted(
    store: Store, notices: Sequence[Notice], rows: Mapping[int, Assignment]
) -> Mapping[Key, str]:
    """By notice: of a risk what the unit said last, of a note or a complaint the words of its event."""
    found: dict[Key, str] = {}
    for notice in notices:
        words = None
        if notice.kind is NoticeKind.RISK and notice.assignment in rows:
            a = rows[notice.assignment]
            words = await store.one(
                str, "last_words_of_work", task=a.task, milestone=a.milestone, unit=a.unit
            )
        elif "stream" in notice.data:
            stream, version = str(notice.data["stream"]), int(str(notice.data["version"]))
            words = await store.one(str, "words_at", stream=stream, version=version)
        if words:
            found[key_of(notice)] = words
    return found
