"""One screen: a message of many matters is told at the length that fits."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.card import Button, Card

LINES = 25
CHARACTERS = 1500
BUTTON_ROWS = 8


@dataclass(frozen=True, slots=True)
class ScreenBlock:
    """One matter of a message. `shapes` say the same ever shorter; the last is a line."""

    shapes: tuple[tuple[str, ...], ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    items: tuple[int, ...] = ()


def fit_screen(title: str, blocks: Sequence[ScreenBlock], last: Sequence[tuple[Button, ...]] = ()) -> Card:
    """The longest shapes with which all blocks are on one screen; the later give way to the earlier."""
    chosen = [0] * len(blocks)
    while not _fits(title, lines := _lines(blocks, chosen)):
        longest = _next_to_shorten(blocks, chosen)
        if longest is None:
            break
        chosen[longest] += 1
    items = dict.fromkeys(item for block in blocks for item in block.items)
    return Card(title, tuple(lines), _buttons(blocks, last), assignments=tuple(items))


def _lines(blocks: Sequence[ScreenBlock], chosen: Sequence[int]) -> list[str]:
    return [line for block, at in zip(blocks, chosen, strict=True) for line in block.shapes[at]]


def _fits(title: str, lines: Sequence[str]) -> bool:
    return len(lines) < LINES and len("\n".join((title, *lines))) <= CHARACTERS


def _next_to_shorten(blocks: Sequence[ScreenBlock], chosen: Sequence[int]) -> int | None:
    """The one that takes most lines, the last of equals; None when all are as short as they can be."""
    can = [index for index, block in enumerate(blocks) if chosen[index] + 1 < len(block.shapes)]
    return max(can, key=lambda index: (len(blocks[index].shapes[chosen[index]]), index), default=None)


def _buttons(
    blocks: Sequence[ScreenBlock], last: Sequence[tuple[Button, ...]]
) -> tuple[tuple[Button, ...], ...]:
    """Those of the first matters, as many as a screen has room for; `last` always."""
    rows = list(dict.fromkeys(row for block in blocks for row in block.buttons))
    return (*rows[: BUTTON_ROWS - len(last)], *last)
