"""Who wants a slip, and of what; and what only tells of one."""

import pytest

from bot.domain.language.slip_wish import SlipWish, slip_wish


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("8的督办单", SlipWish("8", "")),
        ("第8项督办单", SlipWish("第8项", "")),
        ("给市农业农村局出一份督办单", SlipWish("市农业农村局", "")),
        ("给8发个红色督办单", SlipWish("8", "")),
        ("帮我出一份8的督办单，请于1月31日前办结", SlipWish("8", "请于1月31日前办结")),
        ("发个督办单", SlipWish("", "")),
        ("收到督办单，正在整改", SlipWish("收到", "正在整改")),  # names nothing of the plan
        ("已按督办单要求整改", None),
        ("督办单", None),  # the command
    ],
)
def test_what_is_wanted(text: str, wish: SlipWish | None) -> None:
    assert slip_wish(text) == wish
