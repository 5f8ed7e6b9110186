"""Words that want the ledger, of what; and words about ledgers that are reports."""

import pytest

from bot.domain.language.ledger_wish import LedgerWish, ledger_wish

WISHES = {
    "台账": "",
    "导出台账": "",
    "台账发我一份": "",
    "给我发个台账": "",
    "请帮我导出一份最新的督办台账": "",
    "全市台账": "",
    "发一份台账 市农业农村局": "市农业农村局",
    "发一份市农业农村局的台账": "市农业农村局",
    "把第8项的台账发给我": "8",
    "台账8": "8",
    "第二十三项台账发我": "23",
    "农业局台账": "农业局",
    "导出2023年四季度台账": "2023年四季度",
    "send me the ledger": "",
    "export the ledger of 8": "8",
}


@pytest.mark.parametrize(("words", "of"), WISHES.items())
def test_of_what_a_ledger_is_wanted(words: str, of: str) -> None:
    wish = ledger_wish(words)
    assert wish is not None and wish.of == of


@pytest.mark.parametrize("words", ["已建立企业台账", "建立台账120份", "治理台账", "企业台账"])
def test_words_about_other_ledgers_ask_for_none(words: str) -> None:
    wish = ledger_wish(words)
    assert wish is None or not wish.asks


@pytest.mark.parametrize("words", ["完成80%，台账已更新", "烟叶烤房改造已完成，验收合格"])
def test_a_report_is_no_wish(words: str) -> None:
    assert ledger_wish(words) is None


def test_a_part_without_a_verb_does_not_ask_by_itself() -> None:
    assert ledger_wish("农业局台账") == LedgerWish("农业局", asks=False)
