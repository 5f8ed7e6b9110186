"""A few of the switches of WeCom's stand-in; `make chaos` turns all. And that the judge sees what is wrong."""

from pathlib import Path
from typing import Any

import pytest

from tests.chaos.wecom_story import Verdict, told_with, wrong
from tests.chaos.wecom_switches import APP, table, turns
from tests.peers.wecom.server import wecom
from tests.peers.wecom.switches import Switches
from tests.peers.wecom.world import Posted
from tests.wecom.city import clock_at, wecom_city

TURNED: list[dict[str, Any]] = [
    {"duplicates_first": False, "duplicate": True},
    dict(list(turns(APP))[-1][1]),
]


@pytest.mark.parametrize("values", TURNED, ids=["a pair", "all"])
async def test_the_town_does_not_notice_how_the_switches_stand(values: dict[str, Any]) -> None:
    verdict = await told_with(Switches().turned(**values), "turned")
    assert verdict.found == () and verdict.holds


async def test_what_is_wrong_is_seen(tmp_path: Path) -> None:
    clock = clock_at("2023-10-31")
    async with wecom(lambda: clock.now) as server, wecom_city(tmp_path, server, clock) as town:
        assert wrong(town, server, []) == []
        room = server.corp.id, "app", "leader"
        for number in range(2):
            server.world.put(room, Posted(f"m{number}", "text", {"content": "话"}, clock.now, "app"))  # type: ignore[arg-type]
        card = Posted("m3", "template_card", {"card_type": "text_notice"}, clock.now, "app", pressed=True)
        server.world.put(room, card)  # type: ignore[arg-type]
        server.world.complain("cut", "话")
        found = [one.split(" ")[0].rstrip(":") for one in wrong(town, server, [])]
        assert found == ["twice", "not", "cut"]


def test_every_switch_of_the_app_has_a_row() -> None:
    named = [name for name, _ in turns(APP)]
    assert (named[0], named[-1], len(named)) == ("none turned", "all turned", len(APP) + 2)
    bad = Verdict("late True", ("lost",), 1, 1)
    assert "BROKEN" in table([bad]) and not Verdict("none", (), 0, 0).holds
