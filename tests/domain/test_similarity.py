"""Pairing an old list with a new one."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.similarity import bigrams, match_pairs, similarity

TEXTS = st.text("甲乙丙丁 、abc", max_size=6)
TABLES = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 10), min_size=width, max_size=width), min_size=1, max_size=5
    )
)


@given(TEXTS, TEXTS)
def test_similarity_is_between_zero_and_one_and_symmetric(one: str, other: str) -> None:
    assert 0 <= similarity(bigrams(one), bigrams(other)) == similarity(bigrams(other), bigrams(one)) <= 1
    assert similarity(bigrams(one), bigrams(one)) == 1


def test_spaces_and_punctuation_are_ignored() -> None:
    assert bigrams("锅炉，治理 ") == bigrams("锅炉治理")


@given(TABLES)
def test_the_matching_is_optimal(table: list[list[int]]) -> None:
    """Compared with every way to pair there is."""
    old, new = range(len(table)), range(len(table[0]))

    def likeness(i: int, j: int) -> float:
        return table[i][j] / 10

    pairs = match_pairs(old, new, likeness, 0.3)
    together = [(i, j) for i, j in pairs if i is not None and j is not None]
    assert sorted(i for i, _ in pairs if i is not None) == list(old)
    assert [j for _, j in pairs if j is not None] == list(new)
    assert all(likeness(i, j) >= 0.3 for i, j in together)

    def worth(chosen: list[tuple[int, int]]) -> int:
        return sum(table[i][j] ** 2 for i, j in chosen if table[i][j] >= 3)

    rows, columns = sorted((old, new), key=len)
    ways = ([*zip(rows, way, strict=True)] for way in permutations(columns, len(rows)))
    best = max(worth(way if rows is old else [(i, j) for j, i in way]) for way in ways)
    assert worth(together) == best


def test_tie_breaks_decide_only_between_equal_texts() -> None:
    twins = match_pairs(["a1", "a2"], ["A2", "A1"], lambda a, b: 1.0, 0.5, lambda a, b: 9 * (a[1] == b[1]))
    assert twins == [("a2", "A2"), ("a1", "A1")]
    unlike = match_pairs(
        ["a1", "b2"], ["A2", "B1"], lambda a, b: (a[0] == b[0].lower()) * 1.0, 0.5, lambda a, b: 9
    )
    assert unlike == [("a1", "A2"), ("b2", "B1")]
