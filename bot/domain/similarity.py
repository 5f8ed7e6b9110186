"""How alike two texts are, and which of an old list and a new one belong together."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
Pair = tuple[T | None, T | None]  # old, new; None where one has no partner

SCALE = 1_000_000  # likeness as whole numbers: sums of floats would depend on their order
SIGNS = 10  # what else speaks for a pair weighs less than any difference of their texts


@dataclass(frozen=True, slots=True)
class Bigrams:
    counts: Mapping[str, int]
    size: int


def bigrams(text: str) -> Bigrams:
    """Its pairs of neighbouring signs, the ends too, so that one sign alone is a text as well. Spaces and punctuation
    say nothing: they are what converting a document changes first."""
    signs = "".join(sign for sign in text.lower() if sign.isalnum())
    framed = f"^{signs}$" if signs else ""
    counts = Counter(framed[at : at + 2] for at in range(len(framed) - 1))
    return Bigrams(counts, counts.total())


def similarity(one: Bigrams, other: Bigrams) -> float:
    """Dice's coefficient: 0 where nothing is common, 1 for the same text."""
    if not one.size or not other.size:
        return float(one.size == other.size)
    here, there = one.counts, other.counts
    common = sum(min(here[gram], there[gram]) for gram in here.keys() & there.keys())
    return 2 * common / (one.size + other.size)


def match_pairs(
    old: Sequence[T],
    new: Sequence[T],
    likeness: Callable[[T, T], float],
    least: float,
    signs: Callable[[T, T], int] = lambda _, __: 0,
) -> list[Pair[T]]:
    """One to one, in the order of the new; what is gone comes last.

    Pairs below `least` are none. Of all ways to pair, the one whose likenesses squared add up to most: squared, so
    that one sure pair outweighs two doubtful ones. `signs` (0 to 9) decides between equal texts.
    """
    weights = {}
    for i, before in enumerate(old):
        for j, after in enumerate(new):
            if (found := likeness(before, after)) >= least:
                weights[i, j] = round(found * found * SCALE) * SIGNS + signs(before, after)
    partner = {j: i for group in _groups(weights) for i, j in _heaviest(group)}
    gone = set(range(len(old))) - set(partner.values())
    pairs: list[Pair[T]] = [(old[partner[j]] if j in partner else None, after) for j, after in enumerate(new)]
    return pairs + [(old[i], None) for i in sorted(gone)]


Weights = Mapping[tuple[int, int], int]


def _groups(weights: Weights) -> Iterable[Weights]:
    """Pairs that compete with each other. Most texts have one likely partner: nearly all groups are one pair."""
    leader: dict[tuple[str, int], tuple[str, int]] = {}

    def led(node: tuple[str, int]) -> tuple[str, int]:
        while (above := leader.setdefault(node, node)) != node:
            node = above
        return node

    for i, j in weights:
        leader[led(("new", j))] = led(("old", i))
    groups: dict[tuple[str, int], dict[tuple[int, int], int]] = {}
    for (i, j), weight in weights.items():
        groups.setdefault(led(("old", i)), {})[i, j] = weight
    return groups.values()


def _heaviest(weights: Weights) -> list[tuple[int, int]]:
    """The pairing of greatest weight, by the Hungarian method; what is in no pair weighs nothing."""
    if len(weights) == 1:
        return list(weights)
    rows, columns = (sorted({pair[side] for pair in weights}) for side in (0, 1))
    if len(rows) > len(columns):
        turned = {(j, i): weight for (i, j), weight in weights.items()}
        return [(i, j) for j, i in _heaviest(turned)]
    cost = [[-weights.get((i, j), 0) for j in columns] for i in rows]
    chosen = ((rows[r], columns[c]) for c, r in _assigned(cost).items())
    return sorted(pair for pair in chosen if pair in weights)


def _assigned(cost: Sequence[Sequence[int]]) -> dict[int, int]:
    """Column → row, each row one column, at the least cost. No more rows than columns."""
    width = len(cost[0])
    of_row, of_column = [0] * len(cost), [0] * (width + 1)  # potentials
    row_of = [-1] * (width + 1)  # the last column is where a row stands that has none yet
    for row in range(len(cost)):
        row_of[width] = row
        _augment(cost, of_row, of_column, row_of)
    return {column: row for column, row in enumerate(row_of[:width]) if row >= 0}


def _augment(
    cost: Sequence[Sequence[int]], of_row: list[int], of_column: list[int], row_of: list[int]
) -> None:
    """Finds the cheapest way to give the row at the last column a column of its own, moving others on."""
    width = len(cost[0])
    least, came_from = [SCALE**3] * width, [width] * width
    seen: list[int] = []
    column = width
    while row_of[column] >= 0:
        seen.append(column)
        row = row_of[column]
        free = [c for c in range(width) if c not in seen]
        for c in free:
            if (reduced := cost[row][c] - of_row[row] - of_column[c]) < least[c]:
                least[c], came_from[c] = reduced, column
        column = min(free, key=lambda c: least[c])
        step = least[column]
        for c in seen:
            of_row[row_of[c]] += step
            of_column[c] -= step
        for c in free:
            least[c] -= step
    while column != width:
        row_of[column] = row_of[came_from[column]]
        column = came_from[column]
