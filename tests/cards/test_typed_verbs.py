"""Words for buttons: what may be typed may be pressed by the same word."""

import pytest

from bot.cards.callback_data import Verb
from bot.cards.typed_verbs import VERBS, verbs_of
from bot.domain.language.buttons import SAID, Typed

WITHOUT_A_VERB = {
    Typed.SKIP,
    Typed.PREVIOUS,
    Typed.UNACKNOWLEDGED,
}  # whose button it is depends on the list that is open


def test_every_typed_button_has_its_verbs() -> None:
    assert set(Typed) - set(VERBS) == WITHOUT_A_VERB


@pytest.mark.parametrize("typed", VERBS)
def test_every_word_of_the_table_means_its_buttons(typed: Typed) -> None:
    assert {word: verbs_of(word) for word in SAID[typed].split()} == dict.fromkeys(
        SAID[typed].split(), VERBS[typed]
    )


@pytest.mark.parametrize("word", ["无变化", "没有变化", "其余无变化", "其他的没变化", "全部无变化"])
def test_no_change_is_a_button_too(word: str) -> None:
    assert Verb.REST_SAME in verbs_of(word)
    assert (Verb.SAME in verbs_of(word)) is not word.startswith("其")


def test_other_words_mean_no_button() -> None:
    assert not any(map(verbs_of, ("已完成80%", "你好", "")))
