"""Strangers get one polite answer; the invited come in; everybody else is known by their account."""

from pathlib import Path

from bot.actions.bind import ALPHABET, invite
from bot.context.ports import Inbound
from bot.domain.calendar import DAY
from tests.builders import City, city, small_plan

CODE = ALPHABET[:8]


async def says(town: City, account: str, text: str, update: str) -> list[str]:
    await town.chat.receive(Inbound("browser", update, account, text=text, language="zh"), town.now)
    await town.play.settle()
    return [m.card.title for m in town.sent if m.message_id.startswith(f"a.browser.{update}.")]


async def test_a_stranger_is_answered_once_for_ever(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan()) as town:
        assert await says(town, "nobody", "在吗", "1") == ["您好，本账号仅供督办工作使用。"]
        assert await says(town, "nobody", "在吗？", "2") == []
        town.clock.now += 30 * DAY
        assert await says(town, "nobody", "/summary", "3") == []


async def test_an_invite_connects_the_account_once(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan()) as town:
        person = (await town.contexts.current()).roster.by_id["u02-liaison"]
        await invite(town.store, person, CODE, town.now)
        assert await says(town, "new-phone", CODE.lower(), "1") == ["市城市管理局联络员，您好，账号已绑定。"]
        assert (await town.contexts.current()).person_at("browser", "new-phone") == person
        assert await says(town, "thief", f"/start {CODE}", "2") == [
            "邀请码无效或已过期，请向发放人员重新索取。"
        ]


async def test_an_invite_expires(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan()) as town:
        person = (await town.contexts.current()).roster.by_id["u02-liaison"]
        await invite(town.store, person, CODE, town.now)
        town.clock.now += 8 * DAY
        assert await says(town, "late", CODE, "1") == ["邀请码无效或已过期，请向发放人员重新索取。"]


async def test_guessing_ends_in_silence_and_the_right_code_comes_too_late(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan()) as town:
        person = (await town.contexts.current()).roster.by_id["u02-liaison"]
        await invite(town.store, person, CODE, town.now)
        answers = [await says(town, "guesser", ALPHABET[n : n + 8], f"{n}") for n in range(1, 9)]
        assert sum(map(len, answers)) == 5
        assert await says(town, "guesser", CODE, "99") == []
        assert (await town.contexts.current()).person_at("browser", "guesser") is None


async def test_a_blocked_account_that_writes_again_can_be_written_to_again(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan()) as town:
        town.blocked.add("u02-liaison")
        await town.go_live("2023-11-01")
        await town.sleep_until("2023-11-02")
        assert (await town.contexts.current()).account("u02-liaison") is None
        town.blocked.clear()
        await town.say("u02-liaison", "/tasks")
        assert (await town.contexts.current()).account("u02-liaison") is not None


async def test_an_unknown_plan_is_an_apology_with_a_reference_not_a_traceback(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan()) as town:
        town.store = town.store.of("another plan")
        town.start()
        await town.chat.receive(Inbound("browser", "1", "somebody", text="hello", language="en"), town.now)
        rows = await town.store.read(
            dict, "chat_of", channel="browser", external_id="somebody", before=1 << 60, limit=5
        )
        assert "This message could not be processed" in rows[0]["card"]


async def test_a_phone_changes_hands_by_the_next_invite(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan()) as town:
        successor = (await town.contexts.current()).roster.by_id["u01-head"]
        await invite(town.store, successor, CODE, town.now)
        assert await says(town, "u01-liaison", CODE, "1") == ["市生态环境局分管负责人，您好，账号已绑定。"]
        assert (await town.contexts.current()).person_at("browser", "u01-liaison") == successor
