"""What one phone's page shows: its chats, the open one's messages."""

from typing import TYPE_CHECKING

from tests.peers.botapi.files import pixels
from tests.peers.wecom.clipping import clipped
from tests.peers.wecom.phone import Person
from tests.peers.wecom.refusal import Json
from tests.peers.wecom.shown import buttons, shown, words
from tests.peers.wecom.world import Group, Posted, Via

if TYPE_CHECKING:
    from tests.peers.wecom.server import WeCom

LATEST = 200  # messages a page draws


def view(server: "WeCom", person: Person, via: Via, group: Group | None) -> Json:
    corp, userid = person.corp, person.userid
    groups = [one for one in corp.groups if userid in one.members]
    chats = [
        _chat(person, "app", corp.apps[0].name, "应用"),
        _chat(person, "bot", corp.bots[0].name, "智能机器人"),
        *(_chat(person, "group", one.name, f"{len(one.members)}人", one) for one in groups),
    ]
    room = person.room(via, group)
    first = max(0, len(room) - LATEST)
    return {
        "person": {"userid": userid, "name": person.member.name, "wechat": person.member.wechat_only},
        "people": [{"userid": one.userid, "name": one.member.name} for one in server.persons],
        "chats": chats,
        "chat": _chat(person, via, _title(person, via, group), "", group),
        "messages": [
            _message(person, number, posted)
            for number, posted in enumerate(room[first:], first)
            if not posted.recalled
        ],
    }


def _title(person: Person, via: Via, group: Group | None) -> str:
    if group:
        return group.name
    return person.corp.apps[0].name if via == "app" else person.corp.bots[0].name


def _chat(person: Person, via: Via, title: str, kind: str, group: Group | None = None) -> Json:
    last = next((one for one in reversed(person.room(via, group)) if not one.recalled), None)
    return {
        "via": via,
        "chat": group.chatid if group else "",
        "title": title,
        "kind": kind,
        "last": _line(last) if last else "",
        "at": last.at if last else 0,
    }


def _line(posted: Posted) -> str:
    """What the list of chats says of it."""
    heading = posted.content.get("main_title", {}).get("title", "")
    name = posted.files[0][0] or "图片" if posted.files else ""
    return heading or words(posted).split("\n")[0] or f"[{name}]"


def _message(person: Person, number: int, posted: Posted) -> Json:
    seen = shown(posted, wechat_only=person.member.wechat_only)
    card = posted.msgtype == "template_card" and not person.member.wechat_only
    told: Json = {
        "number": number,
        "mine": posted.sender == person.userid,
        "by": _author(person, posted),
        "kind": posted.msgtype,
        "words": seen.words,
        "links": seen.links,
        "at": posted.at,
        "quote": posted.quote,
        "pressed": posted.pressed,
        "files": [_file(name, body, n) for n, (name, body) in enumerate(posted.files)],
        "hidden": not seen.words and not posted.files,
    }
    return told | ({"card": _card(posted)} if card else {})


def _author(person: Person, posted: Posted) -> str:
    member = person.corp.member(posted.sender) if posted.sender else None
    return member.name if member else "督办"


def _file(name: str, body: bytes, number: int) -> Json:
    return {"name": name, "bytes": len(body), "picture": pixels(body) is not None, "number": number}


def _card(posted: Posted) -> Json:
    """As it has room on the phone, with each button's state."""
    card = clipped(posted.content, posted.transport)
    live = [
        {
            "words": posted.greyed or one.words,
            "key": one.key,
            "url": one.url,
            "grey": bool(posted.greyed or one.replaced),
        }
        for one in buttons(card)
    ]
    asked = [card.get("button_selection"), *card.get("select_list", []), card.get("checkbox")]
    styles = [one.get("style", 0) for one in card.get("button_list", [])]
    return {
        "body": card,
        "buttons": [one | {"style": styles[n] if n < len(styles) else 0} for n, one in enumerate(live)],
        "questions": [one for one in asked if one],
        "closed": bool(live) and all(one["grey"] for one in live),
    }
