"""A text with its entities: parsed, trimmed, measured, and what Telegram finds in it by itself."""

import re

from tests.peers.botapi import html, markdown
from tests.peers.botapi.forms import Call
from tests.peers.botapi.refusal import Json, bad
from tests.peers.botapi.utf16 import units

TEXT = 4096  # UTF-16 units, after the entities were parsed
CAPTION = 1024
ENTITIES = 100
FOUND = (
    ("bot_command", re.compile(r"(?<![\w/@<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z]\w{2,31}\b", re.ASCII)),
    ("email", re.compile(r"(?<![\w.@])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)),
    ("url", re.compile(r"https?://[^\s<>\"'，。；、）】]+", re.I)),
    ("hashtag", re.compile(r"(?<!\w)#\w*[^\W\d]\w*")),
)
FINDABLE = {kind for kind, _ in FOUND} | {"cashtag", "phone_number"}  # given ones are ignored and found anew
SEALED = {"code", "pre", "date_time"}
OPAQUE = {"code", "pre", "text_link", "text_mention"}
PARSERS = {"html": html.parse, "markdownv2": markdown.parse, "markdown": markdown.parse_old}
NOISE = re.compile("[\x00-\x08\x0b-\x1f]")  # Telegram shows these as spaces


def found(text: str, known: list[Json]) -> list[Json]:
    """The commands, mentions and links of a text, outside of code and links."""
    closed = [one for one in known if one["type"] in OPAQUE]
    entities: list[Json] = []
    for kind, pattern in FOUND:
        for match in pattern.finditer(text):
            start, length = units(text[: match.start()]), units(match[0])
            if not any(_touch(one, start, length) for one in [*closed, *entities]):
                entities.append({"type": kind, "offset": start, "length": length})
    return entities


def _touch(one: Json, start: int, length: int) -> bool:
    return bool(one["offset"] < start + length and start < one["offset"] + one["length"])


def finish(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """As it will be shown: trimmed, with what Telegram finds in it."""
    text = NOISE.sub(" ", text.replace("\r\n", "\n"))
    bare = text.rstrip()
    lead = units(bare) - units(bare.lstrip())
    bare = bare.lstrip()
    kept = _outside_code([moved for one in entities if (moved := _moved(one, lead, units(bare)))])
    both = [*kept, *found(bare, kept)]
    return bare, sorted(both, key=lambda one: (one["offset"], -one["length"]))[:ENTITIES]


def _outside_code(entities: list[Json]) -> list[Json]:
    """Code holds no other formatting; nor does a date."""
    kept: list[Json] = []
    for one in entities:  # sorted: what holds comes before what is held
        if not any(code["type"] in SEALED and _inside(one, code) for code in kept):
            kept.append(one)
    return kept


def _inside(one: Json, other: Json) -> bool:
    end = other["offset"] + other["length"]
    return bool(other["offset"] <= one["offset"] and one["offset"] + one["length"] <= end)


def _moved(one: Json, lead: int, length: int) -> Json | None:
    start = max(one["offset"] - lead, 0)
    end = min(one["offset"] + one["length"] - lead, length)
    return one | {"offset": start, "length": end - start} if end > start else None


def read(call: Call, name: str, entities: str, parse_mode: str = "parse_mode") -> tuple[str, list[Json]]:
    """The parameter `name` with its entities, not yet measured."""
    return of(call.text(name), call.text(parse_mode), call.object(entities, "entities"))


def of(source: str, mode: str, given: list[Json] | None) -> tuple[str, list[Json]]:
    try:
        source.encode()
    except UnicodeEncodeError:
        raise bad("strings must be encoded in UTF-8") from None
    if not mode:
        return finish(source, _checked(given or [], units(source)))
    if (parse := PARSERS.get(mode.lower())) is None:
        raise bad("unsupported parse_mode")
    return finish(*parse(source))


def _checked(given: list[Json], length: int) -> list[Json]:
    for one in given:
        if not {"type", "offset", "length"} <= one.keys():
            raise bad("can't parse MessageEntity: Can't find field")
        if one["offset"] < 0 or one["offset"] > length:
            raise bad("entity begins after the end of the text")
        if one["length"] < 0 or one["offset"] + one["length"] > length:
            raise bad(f"entity at position {one['offset']} ends after the end of the text")
    return [one for one in given if one["type"] not in FINDABLE]


def message_text(call: Call) -> tuple[str, list[Json]]:
    text, entities = read(call, "text", "entities")
    if not text:
        raise bad("message text is empty")
    if units(text) > TEXT:
        raise bad("message is too long")
    return text, entities


def caption(call: Call) -> tuple[str, list[Json]]:
    return within(read(call, "caption", "caption_entities"))


def within(caption: tuple[str, list[Json]]) -> tuple[str, list[Json]]:
    if units(caption[0]) > CAPTION:
        raise bad("message caption is too long")
    return caption
