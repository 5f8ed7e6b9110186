"""parse_mode HTML, as TDLib reads it: the same tags, the same refusals, byte offsets and all."""

import re
from dataclasses import dataclass

from tests.peers.botapi import links
from tests.peers.botapi.refusal import Json, Refused, unparsable
from tests.peers.botapi.utf16 import cut, units

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?")
ATTRIBUTE = re.compile(r"""\s*([^\s=>/"']*)(?:\s*(=)\s*(?:"([^"]*)"|'([^']*)'|([\w.\-]+)(?=[\s>])|()))?""")
FORMAT = re.compile(r"r|w?[dD]?[tT]?")


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    start: int  # UTF-16 units
    at: int  # in the source


def unescape(text: str) -> str:
    return REFERENCE.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name:
        return NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else found[0]


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.plain: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []
        self._languages: dict[int, str] = {}  # of code blocks, by where they start

    def read(self) -> tuple[str, list[Json]]:
        at = 0
        while (tag := self.source.find("<", at)) >= 0:
            self._say(self.source[at:tag])
            at = self._end(tag) if self.source.startswith("</", tag) else self._start(tag)
        self._say(self.source[at:])
        if self.open:
            raise unparsable(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        self.entities.sort(key=lambda one: (one["offset"], -one["length"]))
        return "".join(self.plain), self.entities

    def _say(self, raw: str) -> None:
        text = unescape(raw)
        self.plain.append(text)
        self.length += units(text)

    def _wrong(self, what: str, at: int, rest: str = "") -> Refused:
        return unparsable(f"{what} at byte offset {len(self.source[:at].encode())}{rest}")

    def _start(self, at: int) -> int:
        found = re.compile(r"[^\s>]*").match(self.source, at + 1)
        assert found is not None
        if found.end() == len(self.source):
            raise self._wrong("Unclosed start tag", at)
        tag = found[0].lower()
        if tag not in KINDS:
            raise self._wrong(f'Unsupported start tag "{tag}"', at)
        attributes, end = self._attributes(tag, found.end(), at)
        self._check(tag, attributes, at)
        self.open.append(_Open(tag, attributes, self.length, at))
        return end

    def _attributes(self, tag: str, at: int, begin: int) -> tuple[dict[str, str], int]:
        attributes: dict[str, str] = {}
        while True:
            at += len(self.source[at:]) - len(self.source[at:].lstrip())
            if at >= len(self.source):
                raise self._wrong("Unclosed start tag", begin)
            if self.source[at] == ">":
                return attributes, at + 1
            found = ATTRIBUTE.match(self.source, at)
            assert found is not None
            name, equals, *values = found.groups()
            if not name:
                raise self._wrong(f'Empty attribute name in the tag "{tag}"', begin)
            if equals and values[3] is not None:
                raise self._wrong("Unclosed start tag", begin)
            attributes[name.lower()] = unescape(next((v for v in values if v is not None), ""))
            at = found.end()

    def _check(self, tag: str, attributes: dict[str, str], at: int) -> None:
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self._wrong('Tag "span" must have class "tg-spoiler"', at)
        if tag == "tg-emoji" and not attributes.get("emoji-id", "").isdigit():
            raise unparsable("Invalid custom emoji identifier specified")
        if tag == "tg-time" and not attributes.get("unix", "").isdigit():
            raise self._wrong('Tag "tg-time" must have attribute "unix"', at)
        if tag == "tg-time" and not FORMAT.fullmatch(attributes.get("format", "")):
            raise self._wrong('Tag "tg-time" has invalid attribute "format"', at)

    def _end(self, at: int) -> int:
        if not self.open:
            raise self._wrong("Unexpected end tag", at)
        found = re.compile(r"</([^\s>]*)\s*").match(self.source, at)
        assert found is not None
        if self.source[found.end() : found.end() + 1] != ">":
            raise self._wrong("Unclosed end tag", at)
        opened = self.open.pop()
        if found[1] and found[1].lower() != opened.tag:
            raise self._wrong(
                "Unmatched end tag", at, f', expected "</{opened.tag}>", found "</{found[1].lower()}>"'
            )
        if self.length > opened.start:
            self._close(opened)
        return found.end() + 1

    def _close(self, opened: _Open) -> None:
        entity: Json = {
            "type": KINDS[opened.tag],
            "offset": opened.start,
            "length": self.length - opened.start,
        }
        given = opened.attributes
        if opened.tag == "a":
            url = given.get("href") or cut("".join(self.plain), entity["offset"], entity["length"])
            if links.why_not(url):
                return  # Telegram drops a link it cannot read and keeps the words
            entity["url"] = links.normal(url)
        elif opened.tag == "blockquote" and "expandable" in given:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "tg-emoji":
            entity["custom_emoji_id"] = given["emoji-id"]
        elif opened.tag == "tg-time":
            entity |= {"unix_time": int(given["unix"]), "date_time_format": given.get("format", "")}
        elif opened.tag == "code" and self._is_language_of_pre(opened):
            return
        elif opened.tag == "pre" and (language := self._languages.pop(opened.start, "")):
            entity["language"] = language
        self.entities.append(entity)

    def _is_language_of_pre(self, code: _Open) -> bool:
        """<pre><code class="language-x"> is one block with a language."""
        language = code.attributes.get("class", "")
        inside = bool(self.open) and self.open[-1].tag == "pre" and self.open[-1].start == code.start
        if not (inside and language.startswith("language-")):
            return False
        self._languages[code.start] = language.removeprefix("language-")
        return True


def parse(source: str) -> tuple[str, list[Json]]:
    return _Reader(source).read()
