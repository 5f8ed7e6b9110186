"""A pressed card takes its final state although the platform is busy."""

import pytest

from tests.peers.botapi.faults import Say
from tests.peers.wecom.server import WeCom
from tests.wecom.city import WeComCity

LIAISON, SIGN = "u02-liaison", "签收"


@pytest.mark.parametrize("errcode", [-1, 45033])
async def test_a_busy_platform_is_asked_again_at_once(town: WeComCity, server: WeCom, errcode: int) -> None:
    await town.sleep_until("2023-11-01", "12:00")
    rule = server.faults.add("message/update_template_card", Say(errcode, ""), 2)
    phone = town.phone_of(LIAISON)
    await town.does(lambda: phone.press(SIGN))
    assert rule.hits == 2
    assert [one.final for one in phone.heard() if one.updates] == [True]
