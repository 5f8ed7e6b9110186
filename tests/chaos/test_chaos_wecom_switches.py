"""A few of the switches of WeCom's stand-in; `make chaos` turns all. And that the judge sees what is wrong."""

from pathlib import Path
from typing import Any

import pytest

from tests.chaos.wecom_story import Verdict, wrong
from tests.chaos.wecom_switches import APP, STORIES, table, turns
from tests.peers.wecom.server import wecom
from tests.peers.wecom.switches import Switches, every_turn
from tests.peers.wecom.world import Posted
from tests.wecom.city import clock_at, wecom_city

TURNED: list[tuple[str, dict[str, Any]]] = [
    ("app", {"duplicates_first": False, "duplicate": True}),
    ("app", {"duplicate_answer": "bare", "shuffle": True}),
    ("bot", {"kick": "open", "file_name": "none"}),
]


@pytest.mark.parametrize(("transport", "values"), TURNED)
async def test_the_town_does_not_notice_how_the_switches_stand(
    transport: str, values: dict[str, Any]
) -> None:
    _, tell = STORIES[transport]
    verdict = await tell(Switches().turned(**values), transport)
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


def test_every_switch_has_a_row() -> None:
    """But those of what Duban does not use: groups that an app makes."""
    rows = {name for names, _ in STORIES.values() for name in names}
    assert {name for name, _ in every_turn()} - rows == {"appchat_msgid"}
    assert [name for name, _ in turns(APP)][0::12] == ["none turned", "all turned"]


def test_a_row_in_which_something_is_wrong_says_so() -> None:
    assert "BROKEN" in table([Verdict("late True", ("lost",), 1, 1)])
    assert not Verdict("none", (), 0, 0).holds
