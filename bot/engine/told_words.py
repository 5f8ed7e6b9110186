"""Words that a message quotes. They are no part of a notice, for they may be forgotten: read when it is written."""

from collections.abc import Mapping, Sequence

from bot.context.ports import Store
from bot.domain.notice import Notice

Key = tuple[int, str]


def key_of(notice: Notice) -> Key:
    return notice.assignment, notice.occurrence


async def quoted(store: Store, notices: Sequence[Notice]) -> Mapping[Key, str]:
    """By notice: the words of the report, note or complaint that it tells of."""
    found: dict[Key, str] = {}
    for notice in notices:
        if "stream" in notice.data:
            stream, version = str(notice.data["stream"]), int(str(notice.data["version"]))
            words = await store.one(str, "words_at", stream=stream, version=version)
            if words:
                found[key_of(notice)] = words
    return found
