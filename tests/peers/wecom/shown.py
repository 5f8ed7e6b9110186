"""What a phone shows of a message: rendered, cut and clipped as the phone does it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.peers.wecom.clipping import clipped
from tests.peers.wecom.refusal import Json
from tests.peers.wecom.world import Posted, Transport

LINK = re.compile(r"<a\b[^>]*?href=[\"']?([^\"'> ]*)[\"']?[^>]*>(.*?)(?:</a>|$)", re.S | re.I)
TAG = re.compile(r"</?(?:font|div|span|br)\b[^>]*>", re.I)
MARKDOWN: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?m)^#{1,6} +"), ""),
    (re.compile(r"(?m)^> ?"), ""),
    (re.compile(r"\[([^\]]*)\]\(([^)]*)\)"), r"\1"),
    (re.compile(r"\*\*(.+?)\*\*", re.S), r"\1"),
    (re.compile(r"`([^`]+)`"), r"\1"),
)


@dataclass(frozen=True)
class Option:
    question: str
    id: str
    words: str


@dataclass(frozen=True)
class Button:
    words: str
    key: str
    url: str = ""
    replaced: bool = False  # grey: replace_text stands on it


@dataclass(frozen=True)
class Shown:
    words: str
    buttons: list[str]
    options: list[str]
    greyed: bool
    final: bool  # nothing waits to be pressed, or to be answered after a press
    files: list[tuple[str, bytes]]
    at: int
    transport: Transport
    task_id: str
    msgid: str
    msgtype: str
    sender: str  # a person's userid; empty: ours
    links: list[str]
    pressed: bool  # and not updated since
    updates: int


def shown(posted: Posted, *, wechat_only: bool = False) -> Shown:
    card = clipped(posted.content, posted.transport) if posted.msgtype == "template_card" else {}
    keys = buttons(card)
    greyed = bool(posted.greyed) or bool(keys and all(one.replaced for one in keys))
    live = [] if posted.greyed else [one for one in keys if not one.replaced and not one.url]
    blank = wechat_only and posted.msgtype in ("markdown", "template_card")
    return Shown(
        words="" if blank else words(posted),
        buttons=[] if blank else [posted.greyed or one.words for one in keys],
        options=[] if blank else [one.words for one in options(card)],
        greyed=greyed,
        final=not posted.pressed and (not live or greyed) and (bool(posted.updates) or not card),
        files=posted.files,
        at=posted.at,
        transport=posted.transport,
        task_id=posted.task_id,
        msgid=posted.msgid,
        msgtype=posted.msgtype,
        sender=posted.sender,
        links=[found[1] for found in LINK.finditer(str(posted.content.get("content", "")))],
        pressed=posted.pressed,
        updates=posted.updates,
    )


def buttons(card: Json) -> list[Button]:
    """A grey word stands on the card, for all its buttons (app), or on each of them (bot)."""
    kind, grey = card.get("card_type"), card.get("replace_text", "")
    if kind == "button_interaction":
        return [_button(one, one.get("replace_text") or grey) for one in card.get("button_list", [])]
    if kind in ("vote_interaction", "multiple_interaction"):
        return [_button(card.get("submit_button", {}), grey)]
    return [_button(one, "") for one in card.get("action_menu", {}).get("action_list", [])]


def _button(one: Json, grey: str) -> Button:
    return Button(grey or one.get("text", ""), one.get("key", ""), one.get("url", ""), bool(grey))


def options(card: Json) -> list[Option]:
    asked = [card.get("button_selection"), *card.get("select_list", []), card.get("checkbox")]
    return [
        Option(question["question_key"], one["id"], one["text"])
        for question in asked
        if question
        for one in question["option_list"]
    ]


def words(posted: Posted) -> str:
    if posted.recalled:
        return ""
    if posted.msgtype == "template_card":
        return "\n".join(filter(None, lines(clipped(posted.content, posted.transport))))
    render = RENDERED.get(posted.msgtype)
    return render(posted.content) if render else ""


def _text(content: Json) -> str:
    return LINK.sub(r"\2", content["content"])


def _markdown(content: Json) -> str:
    text = str(content["content"])
    for pattern, plain in MARKDOWN:
        text = pattern.sub(plain, text)
    return TAG.sub("", text)


def _textcard(content: Json) -> str:
    return f"{content['title'][:128]}\n{TAG.sub('', content['description'])[:512]}"


def _news(content: Json) -> str:
    return "\n".join(f"{one['title']}\n{one.get('description', '')}".strip() for one in content["articles"])


RENDERED: dict[str, Callable[[Json], str]] = {
    "text": _text,
    "voice": _text,
    "location": _text,
    "link": _text,
    "markdown": _markdown,
    "markdown_v2": _markdown,
    "stream": _markdown,
    "textcard": _textcard,
    "news": _news,
    "mpnews": _news,
}


def lines(card: Json) -> Iterator[str]:
    """The words of a card from top to bottom, without its buttons."""
    for part in ("source", "main_title", "emphasis_content"):
        found = card.get(part, {})
        yield from (found.get("title", ""), found.get("desc", ""))
    quoted = card.get("quote_area", {})
    yield from (quoted.get("title", ""), quoted.get("quote_text", ""), card.get("sub_title_text", ""))
    for row in card.get("horizontal_content_list", []):
        yield f"{row['keyname']} {row.get('value', '')}"
    for row in card.get("vertical_content_list", []):
        yield f"{row['title']} {row.get('desc', '')}"
    for question in (card.get("button_selection"), *card.get("select_list", [])):
        yield (question or {}).get("title", "")
    for row in card.get("jump_list", []):
        yield row["title"]
