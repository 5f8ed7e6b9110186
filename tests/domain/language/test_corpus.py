"""Replies with the readings a person gave them. One file was written before the reader was run on any of it."""

import pytest

from tests.domain.language.city import Case, cases, wrong

CORPUS = [case for name in ("corpus_before.yaml", "corpus_after.yaml") for case in cases(name)]


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: f"{case.kind}: {case.say[:20]}")
def test_a_reply_is_placed_where_it_was_meant(case: Case) -> None:
    assert not wrong(case, case.placed())


def test_the_corpus_is_large_and_has_every_kind() -> None:
    assert len(CORPUS) >= 200
    assert len({case.kind for case in CORPUS}) >= 30
