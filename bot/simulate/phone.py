"""The messages on people's phones while a conversation is played, and which of their buttons a script means."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.cards.card import Button
from bot.cards.typed_verbs import verbs_of
from bot.context.ports import Accepted, Fetch, Outgoing
from bot.domain.pace import Pace


@dataclass
class Phones:
    """A channel that keeps what it is given, in the order in which it was shown."""

    name: str = "browser"
    pace: Pace = field(default_factory=Pace)
    width: int = 100
    shown: list[Outgoing] = field(default_factory=list)

    async def send(self, message: Outgoing, fetch: Fetch) -> Accepted:
        self.shown.append(message)
        return Accepted()

    def screen(self, person: str) -> list[Outgoing]:
        """The person's messages, newest first. One whose place another has taken is no longer there."""
        mine = [message for message in self.shown if message.person == person]
        gone = {message.replaces for message in mine}
        return [message for message in reversed(mine) if message.message_id not in gone]


class NoLabel(LookupError):
    """No message on the screen has such a button; `labels` are those of the newest message that has any."""

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__(labels)
        self.labels = tuple(labels)


class SeveralLabels(NoLabel):
    """The beginning fits several buttons of one message: `labels`."""


def pressable(message: Outgoing) -> list[Button]:
    return [button for row in message.card.buttons for button in row if not button.link]


def find_button(screen: Sequence[Outgoing], wanted: str) -> tuple[Outgoing, Button]:
    """On the newest message that has it: the label itself, else its unique beginning, else a synonym of what the
    button does. Raises NoLabel, and SeveralLabels where the beginning is not unique there."""
    several: list[Button] = []
    for message in screen:
        fitting = next(filter(None, _fitting(pressable(message), wanted)), [])
        if len({plain(button.text) for button in fitting}) == 1:
            return message, fitting[0]
        several = several or fitting
    if several:
        raise SeveralLabels([button.text for button in several])
    raise NoLabel(next(([b.text for b in pressable(m)] for m in screen if pressable(m)), []))


def _fitting(buttons: Sequence[Button], wanted: str) -> Iterator[list[Button]]:
    """Whole labels before beginnings, both before synonyms."""
    word = plain(wanted)
    yield [button for button in buttons if plain(button.text) == word]
    yield [button for button in buttons if plain(button.text).startswith(word)]
    meant = verbs_of(wanted)
    yield [button for button in buttons if button.payload.partition(":")[0] in meant]


def plain(label: str) -> str:
    """Half width, small letters, no blanks: how labels are compared."""
    return "".join(unicodedata.normalize("NFKC", label).lower().split())
