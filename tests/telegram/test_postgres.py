"""The same on PostgreSQL: a morning of the town, from reminder to edited report."""

from pathlib import Path

from bot.domain.assignment import State
from tests.builders import small_plan
from tests.databases import postgres_server, postgres_url
from tests.peers.botapi.server import BotApi
from tests.telegram.builders import telegram_city
from tests.telegram.test_hearing import LEAD, LIAISON, PNG, reports

__all__ = ["postgres_server", "postgres_url"]


async def test_a_morning_on_postgres(tmp_path: Path, server: BotApi, postgres_url: str) -> None:
    async with telegram_city(
        tmp_path, server, plan=small_plan(), start="2023-10-31", url=postgres_url
    ) as town:
        await town.go_live("2023-11-01")
        await town.sleep_until("2023-12-18", "10:00")
        phone = town.phone_of(LIAISON)
        said = await town.does(lambda: phone.write("完成60%"))
        await town.does(lambda: phone.edit(said, "完成80%"))
        await town.does(lambda: phone.photo(PNG, caption="完成90%", album="a"))
        await town.does(lambda: phone.photo(PNG + b"2", album="a"))
        assert [words for _, words, _ in await reports(town)] == ["完成60%", "完成80%", "完成90%", ""]
        await town.press(LIAISON, "提交复核")
        assert (await town.milestone("1.1", LEAD)).state is State.SUBMITTED
        group = town.server.group(-500, "指挥群", members=[town.phone_of("coordinator")])
        await town.does(lambda: group.add_bot(by=town.phone_of("coordinator")))
        moved = await town.does(group.migrate)
        await town.does(lambda: town.phone_of("coordinator").write("/summary@duban_test_bot", group=moved))
        assert "由统筹" in moved.heard[-1].text
        await town.does(phone.block)
        assert (await town.contexts.current()).account(LIAISON) is None
