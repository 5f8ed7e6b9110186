"""What people did and may still be answered by its req_id: a message for a day, once; a press for five seconds, once.

Kept in memory only: after a restart an answer is sent by itself, and a card stays as it is.
"""

from collections import OrderedDict

from bot.channels.wecom.frames import is_of_group, is_press, key_of, task_of
from bot.channels.wecom.link import Frame, req_id_of
from bot.channels.wecom.spec import BOT
from bot.context.ports import Outgoing

KEPT = 2000  # of either kind


class OpenRequests:
    def __init__(self) -> None:
        self._messages: OrderedDict[str, str] = OrderedDict()  # by the update's key
        self._presses: OrderedDict[str, str] = OrderedDict()  # by the card's task_id

    def heard(self, frame: Frame) -> None:
        """A message in a group is left out: what answers it there names its request, and what answers it in private
        must never be sent by it."""
        if is_of_group(frame) and not is_press(frame):
            return
        kept, key = (self._presses, task_of(frame)) if is_press(frame) else (self._messages, key_of(frame))
        kept[key] = req_id_of(frame)
        kept.move_to_end(key)
        if len(kept) > KEPT:
            kept.popitem(last=False)

    def take_message(self, message: Outgoing) -> str:
        """The request that this message answers; "" where it is none, or was answered. The answer in a group names it
        itself, and is one in one part only."""
        if message.parts:
            return ""
        prefix = f"a.{BOT}."
        key, _, n = message.message_id.removeprefix(prefix).rpartition(".")
        answers = message.message_id.startswith(prefix) and n == "0"
        return (self._messages.pop(key, "") if answers else "") or message.reply_to

    def take_press(self, task: str) -> str:
        """The request by which this card may be changed now; "" where there is none."""
        return self._presses.pop(task, "")
