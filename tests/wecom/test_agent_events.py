"""WeCom closes an app that nobody uses: told at once elsewhere; nothing counts as accepted until it is open."""

from collections.abc import Sequence

from bot.actions.bind import bind
from bot.cards.card import Card
from bot.context.plan_context import ChatAccount
from bot.domain.calendar import MINUTE
from bot.domain.message import MessageKind
from bot.engine.deliver import deliver
from bot.engine.outbox import post
from bot.queries.health import channels_down
from tests.builders import Line
from tests.peers.wecom.sender import Delivery
from tests.wecom.city import WeComCity

COORDINATOR, LI = "coordinator", "u02-liaison"


async def happens(town: WeComCity, event: str) -> None:
    async def told() -> Sequence[Delivery]:
        return [town.server.happens(event)]

    assert await town.does(told) == [[200]]


async def has_a_browser(town: WeComCity, person: str) -> Line:
    """An account bound before WeCom's, which is used no more while WeCom works."""
    known = (await town.contexts.current()).roster.by_id[person]
    await town.store.commit(bind(known, "browser", person, 0))
    return Line(name="browser")


async def delivered_to(town: WeComCity, line: Line) -> list[str]:
    await town.play.until(town.now + 3 * MINUTE)
    context = await town.contexts.current()
    while await deliver(town.store, context, line, town.clock):
        pass
    return [message.card.text for message in line.sent]


async def states(town: WeComCity) -> list[str]:
    return [row[0] for row in town.rows("SELECT state FROM message WHERE message_id = 'm'")]


async def test_a_closed_app_is_told_elsewhere_and_what_waits_goes_out_when_it_is_open_again(
    town: WeComCity,
) -> None:
    await town.sleep_until("2023-11-02", "10:03")
    browser = await has_a_browser(town, COORDINATOR)
    await happens(town, "close_inactive_agent")
    town.server.corp.apps[0].state = "suspended"
    shown = len(town.phone_of(LI).heard("app"))
    row = post(ChatAccount("wecom", LI, LI, 0), Card("请反馈"), MessageKind.NOTICE, "m", town.now)
    await town.store.commit([row])
    [alarm] = await delivered_to(town, browser)
    assert "企业微信应用" in alarm and "停用" in alarm and "恢复使用" in alarm
    assert [one.channel for one in await channels_down(town.store, town.now)] == ["wecom"]
    assert await states(town) == ["queued"] and len(town.phone_of(LI).heard("app")) == shown

    town.server.corp.apps[0].state = "on"
    await happens(town, "reopen_inactive_agent")
    assert await channels_down(town.store, town.now) == []
    await town.play.until(town.now + 3 * MINUTE)
    assert await states(town) == ["accepted"]
    assert len(await delivered_to(town, browser)) == 1  # the alarm, and no second one


async def test_a_warning_is_an_alarm_and_no_outage(town: WeComCity) -> None:
    await town.sleep_until("2023-11-02", "10:03")
    await happens(town, "inactive_alert")
    await happens(town, "inactive_alert")
    await town.play.until(town.now + 3 * MINUTE)
    texts = [
        shown.words for shown in town.phone_of(COORDINATOR).heard("app") if "inactive_alert" in shown.words
    ]
    assert len(texts) == 1 and "打开一次应用" in texts[0]
    assert await channels_down(town.store, town.now) == []
