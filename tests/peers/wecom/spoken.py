"""What people do with the bot, as the hub tells it to the bot's program."""

from base64 import b64encode
from secrets import token_bytes, token_hex

from tests.peers.wecom.line import Said
from tests.peers.wecom.media import Downloads
from tests.peers.wecom.refusal import Json
from tests.peers.wecom.world import Posted

UNNAMED = {"image": "image.png", "video": "video.mp4", "file": "file.bin"}


def written(said: Said, downloads: Downloads, called: str = "") -> Json:
    """`called`: the name that a message in a group begins with."""
    quote = {"msgtype": "text", "text": {"content": said.quote}}
    return {"msgtype": said.kind, said.kind: _content(said, downloads, called)} | (
        {"quote": quote} if said.quote else {}
    )


def _content(said: Said, downloads: Downloads, called: str) -> Json:
    match said.kind:
        case "text" | "voice":
            return {"content": called + said.words}
        case "mixed":
            items = [written(one, downloads, "" if n else called) for n, one in enumerate(said.items)]
            return {"msg_item": items}
    return dict(downloads.add(said.name or UNNAMED[said.kind], said.body))


def press(posted: Posted, key: str, chosen: dict[str, list[str]]) -> Json:
    """The detail of a template_card_event."""
    items = [{"question_key": q, "option_ids": {"option_id": ids}} for q, ids in chosen.items()]
    return {
        "card_type": posted.content["card_type"],
        "event_key": key,
        "task_id": posted.task_id,
        "selected_items": {"selected_item": items} if items else {},
    }


def new_req_id() -> str:
    return f"srv{token_hex(10)}"


def new_msgid() -> str:
    """With the signs that base64 has, as the platform's."""
    return "CAIQ" + b64encode(token_bytes(20)).decode()
