"""Fits blocks of text on one screen by choosing shorter versions of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.card import Button, Card

LINES = 25
CHARACTERS = 1500
BUTTON_ROWS = 8


@dataclass(frozen=True, slots=True)
class ScreenBlock:
    """One block of a message. `shapes` are versions of it from long to short; the last has one line."""

    shapes: tuple[tuple[str, ...], ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    items: tuple[int, ...] = ()


def fit_screen(title: str, blocks: Sequence[ScreenBlock], last: Sequence[tuple[Button, ...]] = ()) -> Card:
    """Chooses the longest shapes with which all blocks fit; of equally long blocks the later is shortened first."""
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
    """Index of the block with most lines, of equals the last; None when no block can be shortened."""
    can = [index for index, block in enumerate(blocks) if chosen[index] + 1 < len(block.shapes)]
    return max(can, key=lambda index: (len(blocks[index].shapes[chosen[index]]), index), default=None)


def _buttons(
    blocks: Sequence[ScreenBlock], last: Sequence[tuple[Button, ...]]
) -> tuple[tuple[Button, ...], ...]:
    """Button rows of the first blocks up to BUTTON_ROWS; `last` is always included."""
    rows = list(dict.fromkeys(row for block in blocks for row in block.buttons))
    return (*rows[: BUTTON_ROWS - len(last)], *last)
