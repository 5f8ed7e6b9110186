"""Similarity of texts, and optimal one-to-one matching of two lists by similarity."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
Pair = tuple[T | None, T | None]  # old, new; None for a missing partner

SCALE = 1_000_000  # scores are integers, because sums of floats depend on their order
TIE_BREAKS = 10  # a tie break (0 to 9) weighs less than any difference of scores


@dataclass(frozen=True, slots=True)
class Bigrams:
    counts: Mapping[str, int]
    size: int


def bigrams(text: str) -> Bigrams:
    """Pairs of adjacent characters, with markers at both ends so that a single character has bigrams too. Spaces and
    punctuation are ignored, because converting a document changes them."""
    letters = "".join(character for character in text.lower() if character.isalnum())
    framed = f"^{letters}$" if letters else ""
    counts = Counter(framed[at : at + 2] for at in range(len(framed) - 1))
    return Bigrams(counts, counts.total())


def similarity(one: Bigrams, other: Bigrams) -> float:
    """Dice's coefficient: 0 for nothing in common, 1 for equal texts."""
    if not one.size or not other.size:
        return float(one.size == other.size)
    here, there = one.counts, other.counts
    common = sum(min(here[gram], there[gram]) for gram in here.keys() & there.keys())
    return 2 * common / (one.size + other.size)


def match_pairs(
    old: Sequence[T],
    new: Sequence[T],
    score: Callable[[T, T], float],
    least: float,
    tie_break: Callable[[T, T], int] = lambda _, __: 0,
) -> list[Pair[T]]:
    """Matches one to one, in the order of `new`; unmatched old entries come last.

    Pairs with a score below `least` are not matched. The result maximises the sum of squared scores; squares let one
    sure pair outweigh two doubtful ones. `tie_break` (0 to 9) decides between equal texts.
    """
    weights = {}
    for i, before in enumerate(old):
        for j, after in enumerate(new):
            if (found := score(before, after)) >= least:
                weights[i, j] = round(found * found * SCALE) * TIE_BREAKS + tie_break(before, after)
    partner = {j: i for group in _groups(weights) for i, j in _best_pairs(group)}
    gone = set(range(len(old))) - set(partner.values())
    pairs: list[Pair[T]] = [(old[partner[j]] if j in partner else None, after) for j, after in enumerate(new)]
    return pairs + [(old[i], None) for i in sorted(gone)]


Weights = Mapping[tuple[int, int], int]


def _groups(weights: Weights) -> Iterable[Weights]:
    """Connected components of candidate pairs (union-find). Nearly all have one pair, so the matching is fast."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        while (above := parent.setdefault(node, node)) != node:
            node = above
        return node

    for i, j in weights:
        parent[root(("new", j))] = root(("old", i))
    groups: dict[tuple[str, int], dict[tuple[int, int], int]] = {}
    for (i, j), weight in weights.items():
        groups.setdefault(root(("old", i)), {})[i, j] = weight
    return groups.values()


def _best_pairs(weights: Weights) -> list[tuple[int, int]]:
    """The matching of greatest weight, by the Hungarian method."""
    if len(weights) == 1:
        return list(weights)
    rows, columns = (sorted({pair[side] for pair in weights}) for side in (0, 1))
    if len(rows) > len(columns):
        turned = {(j, i): weight for (i, j), weight in weights.items()}
        return [(i, j) for j, i in _best_pairs(turned)]
    cost = [[-weights.get((i, j), 0) for j in columns] for i in rows]
    chosen = ((rows[r], columns[c]) for c, r in _hungarian(cost).items())
    return sorted(pair for pair in chosen if pair in weights)


def _hungarian(cost: Sequence[Sequence[int]]) -> dict[int, int]:
    """Column → row with the least total cost, one column per row. Needs rows ≤ columns."""
    width = len(cost[0])
    of_row, of_column = [0] * len(cost), [0] * (width + 1)  # potentials
    row_of = [-1] * (width + 1)  # the extra last column holds the row being placed
    for row in range(len(cost)):
        row_of[width] = row
        _augment(cost, of_row, of_column, row_of)
    return {column: row for column, row in enumerate(row_of[:width]) if row >= 0}


def _augment(
    cost: Sequence[Sequence[int]], of_row: list[int], of_column: list[int], row_of: list[int]
) -> None:
    """One augmenting path of the Hungarian method: places the row in the last column, moving other rows."""
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
