"""The buttons of a card: at most six below it. Of more, five stay buttons, and the others are a list to choose from
with a sixth button that does what was chosen.

The first entry of the list chooses nothing: WeCom preselects it, and a careless press must not act.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from typing import Any

from bot.cards.callback_data import Verb, payload_for
from bot.cards.card import Button, ButtonStyle
from bot.cards.formatter import clipped
from bot.i18n import Language

BUTTONS = 6  # on a card
OPTIONS = 10  # in its list
BESIDE_LIST = BUTTONS - 1
MOST = BESIDE_LIST + OPTIONS - 1  # on one card

GO = payload_for(Verb.CHOSEN)  # key of the button that does what was chosen
NOTHING = "nothing"  # id of the list's first entry
QUESTION = "which"  # key of the list

# Which colour a number is, is not documented: 1 is the one the official samples give to the first button.
STYLES = {ButtonStyle.PRIMARY: 1, ButtonStyle.PLAIN: 2, ButtonStyle.DANGER: 3}


class Transport(Enum):
    APP = "app"
    BOT = "bot"


@dataclass(frozen=True, slots=True)
class LabelLimits:
    """Characters that a phone shows."""

    button: int
    option: int
    links: bool  # a button may open a page


LABELS = {
    Transport.APP: LabelLimits(button=10, option=16, links=True),
    Transport.BOT: LabelLimits(button=10, option=10, links=False),
}


@dataclass(frozen=True, slots=True)
class Board:
    """The buttons of one card, and the entries of its list."""

    buttons: tuple[Button, ...]
    options: tuple[Button, ...] = ()

    @property
    def all(self) -> tuple[Button, ...]:
        return (*self.buttons, *self.options)


def boards(rows: Iterable[Iterable[Button]], transport: Transport) -> list[Board]:
    """One for each card that the buttons need: none where there are none."""
    pressable = _pressable(rows, LABELS[transport].links)
    return [_board(pressable[n : n + MOST], transport) for n in range(0, len(pressable), MOST)]


def _pressable(rows: Iterable[Iterable[Button]], links: bool) -> list[Button]:
    """Each once: keys must differ. Not more links than there is room for, as a list holds none."""
    found = {button.link or button.payload: button for row in rows for button in row}
    shown = set(islice((b.link for b in found.values() if b.link), BESIDE_LIST)) if links else set()
    return [button for button in found.values() if not button.link or button.link in shown]


def _board(buttons: Sequence[Button], transport: Transport) -> Board:
    if len(buttons) <= BUTTONS:
        return Board(tuple(buttons))
    first = sorted(buttons, key=lambda button: _rank(button, LABELS[transport].button))[:BESIDE_LIST]
    return Board(
        tuple(button for button in buttons if button in first),
        tuple(button for button in buttons if button not in first),
    )


def _rank(button: Button, most: int) -> tuple[bool, bool, bool]:
    """Links, then what is meant to be pressed, then what a button can show."""
    return not button.link, button.style is ButtonStyle.PLAIN, len(button.text) > most


def unshown(rows: Iterable[Iterable[Button]], transport: Transport) -> list[Button]:
    """The links that no button carries."""
    shown = {button.link for board in boards(rows, transport) for button in board.all}
    return [button for row in rows for button in row if button.link and button.link not in shown]


def shortened_labels(board: Board, transport: Transport) -> list[str]:
    """The labels that are longer than a phone shows."""
    limits = LABELS[transport]
    return [
        *(button.text for button in board.buttons if len(button.text) > limits.button),
        *(button.text for button in board.options if len(button.text) > limits.option),
    ]


def fields(board: Board, transport: Transport, language: Language) -> dict[str, Any]:
    """`button_list`, and `button_selection` where there is a list."""
    limits = LABELS[transport]
    names = labels([button.text for button in board.buttons], limits.button)
    found = [_button(one, name, transport) for one, name in zip(board.buttons, names, strict=True)]
    if not board.options:
        return {"button_list": found}
    go = Button(language.say("wecom.go"), GO, ButtonStyle.PRIMARY)
    return {
        "button_selection": _selection(board.options, limits.option, language),
        "button_list": [*found, _button(go, go.text, transport)],
    }


def _button(button: Button, name: str, transport: Transport) -> dict[str, Any]:
    shown = {"text": name, "style": STYLES[button.style]}
    if transport is Transport.BOT:
        return shown | {"key": button.payload}
    return shown | ({"type": 1, "url": button.link} if button.link else {"type": 0, "key": button.payload})


def _selection(options: Sequence[Button], most: int, language: Language) -> dict[str, Any]:
    names = labels([button.text for button in options], most)
    entries = [
        (NOTHING, language.say("wecom.choose_one")),
        *zip((b.payload for b in options), names, strict=True),
    ]
    return {
        "question_key": QUESTION,
        "title": language.say("wecom.more"),
        "selected_id": NOTHING,
        "option_list": [{"id": id_, "text": text} for id_, text in entries],
    }


def labels(texts: Sequence[str], most: int) -> list[str]:
    """As long as a phone shows, and told apart: by their place where they begin alike."""
    short = [clipped(text, most) for text in texts]
    return [
        clipped(f"{n} {text}", most) if short.count(name) > 1 else name
        for n, (text, name) in enumerate(zip(texts, short, strict=True), 1)
    ]


def pressed_payload(key: str, chosen: Sequence[str]) -> str:
    """The payload that a press means: of the button itself, or of what is chosen in the list."""
    if key != GO:
        return key
    return next((one for one in chosen if one != NOTHING), GO)
