"""parse_mode MarkdownV2 and Markdown: only plain text passes. Duban writes HTML; anything else is a mistake."""

import re

from tests.peers.botapi.refusal import Json, unparsable

RESERVED = re.compile(r"\\(.)|([_*\[\]()~`>#+\-=|{}.!])", re.S)


def parse(source: str) -> tuple[str, list[Json]]:
    def plain(found: re.Match[str]) -> str:
        if found[2]:
            raise unparsable(
                f"Character '{found[2]}' is reserved and must be escaped with the preceding '\\'"
            )
        return found[1]

    return RESERVED.sub(plain, source), []


def parse_old(source: str) -> tuple[str, list[Json]]:
    if found := re.search(r"(?<!\\)[_*`\[]", source):
        offset = len(source[: found.start()].encode())
        raise unparsable(f"Can't find end of the entity starting at byte offset {offset}")
    return re.sub(r"\\([_*`\[])", r"\1", source), []
