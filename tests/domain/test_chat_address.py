"""Only Telegram's topics are cut off an address: a slash is also what stands between a corporation and its member."""

import pytest

from bot.domain.chat_address import without_topic


@pytest.mark.parametrize(
    ("address", "chat"),
    [
        ("-1001234/7", "-1001234"),
        ("-1001234", "-1001234"),
        ("1001", "1001"),
        ("ww5823bf96d3bd56c7/zhangsan", "ww5823bf96d3bd56c7/zhangsan"),
        ("ww5823bf96d3bd56c7/7", "ww5823bf96d3bd56c7/7"),
        ("wrkSFfCgAALFgnrSsWU38puiv4yvEx00", "wrkSFfCgAALFgnrSsWU38puiv4yvEx00"),
    ],
)
def test_the_chat_of_an_address(address: str, chat: str) -> None:
    assert without_topic(address) == chat
