"""What nobody outside knows of the real platform: one field a question, its default first. A client must come out
right with every value, so tests/chaos turns each of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args, get_type_hints


@dataclass(frozen=True)
class Switches:
    # the HTTP API
    expired_code: Literal[42001, 40014] = 42001  # both occur: NotFound403/wecom-sdk#22
    escapes: Literal["refuse", "complain"] = "refuse"  # \uXXXX in the JSON of message/send
    omit_empty: Literal[True, False] = True  # an empty list field is left out, or is ""
    markdown_too_long: Literal["refuse", "cut"] = "refuse"
    duplicates_first: Literal[True, False] = (
        True  # or the task_id is looked at first: 42014 for the identical card
    )
    duplicate_answer: Literal["same", "bare"] = (
        "same"  # a suppressed repetition's msgid and response_code, or none
    )
    appchat_msgid: Literal[False, True] = False  # 0xnicholas/totem#57
    # callbacks
    raw_plus: Literal[False, True] = False  # a + of the echostr is not percent-encoded
    duplicate: Literal[False, True] = False  # what succeeded is brought again
    shuffle: Literal[False, True] = False  # two of one person change places
    late: Literal[False, True] = False  # the third try comes 30 s later
    cdata_split: Literal[False, True] = False  # one text in two CDATA sections
    # the long connection
    kick: Literal["close", "open"] = "close"  # open: pings acknowledged, nothing brought
    silent_close: Literal[1000, 1006] = 1000  # after 90 s without a ping
    one_reply: Literal[True, False] = True
    stream_minutes: Literal[6, 10] = 6
    stream_in_group: Literal[False, True] = False
    task_id_code: Literal[846625, 42014] = 846625
    rate_code: Literal[45009, 846607] = 45009
    group_push: Literal["yes", "day", "never"] = "yes"  # day: not after 24 h of silence
    image_bytes: Literal[2_097_152, 10_485_760] = 2_097_152
    chunk_crowd: Literal[False, True] = False  # more than two chunks under way of a file of over ten: -1
    keep_unheard: Literal[False, True] = (
        False  # what people write while nobody is subscribed is brought later
    )
    file_name: Literal["rfc2231", "percent", "none"] = "rfc2231"  # in Content-Disposition of a download

    def turned(self, **values: Any) -> "Switches":
        return replace(self, **values)


def every_turn() -> Iterator[tuple[str, Any]]:
    """Each switch with each value that is not its default."""
    defaults = Switches()
    for name, kind in get_type_hints(Switches).items():
        for value in get_args(kind):
            if value != getattr(defaults, name):
                yield name, value
