"""A request that nobody answers may have arrived. It is said again once, on a line that is well, and says so."""

from bot.domain.calendar import MINUTE
from tests.peers.botapi.faults import BAD_GATEWAY, Page
from tests.telegram.builders import TelegramCity

LIAISON = "u02-liaison"
AGAIN = "〔重发，可能重复〕"


async def later(town: TelegramCity) -> None:
    town.clock.now += MINUTE
    await town.play.settle()


def heard(town: TelegramCity) -> list[str]:
    return [one.text for one in town.phone_of(LIAISON).heard if "工作提醒" in one.text]


async def test_what_a_proxy_lost_the_answer_to_comes_twice_and_says_so(town: TelegramCity) -> None:
    await town.sleep_until("2023-12-01")
    lost = Page(502, "<html>nginx</html>", after=True)
    town.server.faults.add("sendMessage", lost, times=1, chat=town.phone_of(LIAISON).id)
    await town.sleep_until("2023-12-04", "09:00")
    await later(town)
    first, second = heard(town)
    assert second == AGAIN + first


async def test_while_nobody_answers_nothing_is_given_up(town: TelegramCity) -> None:
    """The one repetition is not spent on a line that is down."""
    await town.sleep_until("2023-12-01")
    down = [town.server.faults.add(method, BAD_GATEWAY, times=99) for method in ("sendMessage", "getMe")]
    await town.sleep_until("2023-12-04", "09:00")
    for _ in range(10):
        await later(town)
    assert heard(town) == []
    for rule in down:
        rule.stop()
    for _ in range(31):  # the waits have grown to half an hour
        await later(town)
    (only,) = heard(town)
    assert only.startswith(AGAIN)
