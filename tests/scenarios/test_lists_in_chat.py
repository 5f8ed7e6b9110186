"""A list's file handed to the bot: by whom, what it would change, one tap, and the way back."""

from pathlib import Path

from bot.context.ports import Attachment
from tests.builders import City
from tests.chat.permission_situations import EAST, URBAN, town

HEAD = "list: kilns\ntitle: 砖厂治理\ntask: '1'\nmilestone: '1.1'\nitems:\n"
FIRST = (
    "  - {id: '1', name: 东岗砖厂, place: 东县}\n"
    "  - {id: '2', name: 西岗砖厂, place: 东县}\n"
    "  - {id: '3', name: 南岗砖厂}\n"
)


def file(items: str, name: str = "砖厂.yaml") -> tuple[Attachment, ...]:
    return (Attachment(name, "text/yaml", (HEAD + items).encode()),)


async def items(there: City) -> dict[str, tuple[object, object]]:
    """id → (done, excused)"""
    lists = (await there.contexts.current()).lists
    return {one.id: (one.done, one.excused) for life in lists for one in life.worklist.items}


async def test_the_lead_unit_hands_in_a_list_and_corrects_it(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        await there.sleep_until("2023-12-18", "10:00")
        shown = await there.say(URBAN, files=file(FIRST))
        assert "新增3项" in shown.text and "东岗砖厂" in shown.text and await items(there) == {}
        assert "已导入" in (await there.press(URBAN, "导入")).text
        assert set(await items(there)) == {"1", "2", "3"}
        assert "没有变化" in (await there.say(URBAN, files=file(FIRST))).text
        later = (
            "  - {id: '1', name: 东岗砖厂, place: 东县, done: 2023-12-11}\n  - {id: '4', name: 北岗砖厂}\n"
        )
        shown = await there.say("coordinator", files=file(later))
        assert "新增1项" in shown.text and "完成1项" in shown.text and "不再列入2项" in shown.text
        assert "请写明原因" in shown.text and "导入" not in [b.text for row in shown.buttons for b in row]
        assert "已导入" in (await there.say("coordinator", "两家砖厂已于2023年关停拆除")).text
        assert set(await items(there)) == {"1", "4"} and (await items(there))["1"][0] is not None
        (life,) = (await there.contexts.current()).lists
        assert [(one.before, one.after, one.reason) for one in life.totals] == [
            (3, 2, "两家砖厂已于2023年关停拆除")
        ]
        assert "撤销" in (await there.say("coordinator", "/undo")).text
        assert set(await items(there)) == {"1", "2", "3"}


async def test_others_and_wrong_files_are_refused_with_the_reason(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        await there.sleep_until("2023-12-18", "10:00")
        said = await there.say(EAST, files=file(FIRST))
        assert "市城市管理局" in said.text and "统筹" in said.text and await items(there) == {}
        wrong = await there.say(URBAN, files=file("  - {id: '1', name: 东岗砖厂, place: 火星县}\n"))
        assert "有1处错误" in wrong.text and "火星县" in wrong.text
        torn = await there.say(URBAN, files=file("  - {id: '1', place: 东县}\n"))
        assert "读不了" in torn.text and "name" in torn.text
        assert await items(there) == {}


async def test_a_report_may_have_a_table_of_its_own(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        await there.sleep_until("2023-12-18", "10:00")
        sheet = "清单,kilns\n标题,砖厂治理\n任务,1\n节点,1.1\n编号,名称\n1,东岗砖厂\n"
        card = await there.say(URBAN, files=(Attachment("清单.csv", "text/csv", sheet.encode()),))
        assert "新增1项" in card.text
        table = Attachment("明细.csv", "text/csv", "编号,名称\n1,东岗砖厂\n".encode())
        card = await there.say(URBAN, "1.1 已完成60%", files=(table,))
        assert "60%" in card.text and await items(there) == {}


async def heard(there: City, person: str) -> str:
    return "\n".join(m.card.text for m in there.phone(person) if "清单" in m.card.text)


async def test_a_county_is_told_of_a_new_list_in_its_next_message_once(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        await there.sleep_until("2023-12-18", "10:00")
        await there.say(URBAN, files=file(FIRST))
        await there.press(URBAN, "导入")
        assert await heard(there, EAST) == ""
        await there.sleep_until("2023-12-20", "10:00")
        said = await heard(there, EAST)
        assert said.count("新清单“砖厂治理”（1.1）有2项涉及贵单位，发送 /list 查看、反馈。") == 1
        assert "新清单" not in await heard(there, URBAN)  # handed it in
        later = file(FIRST + "  - {id: '4', name: 北岗砖厂}\n", "新.yaml")
        await there.say("coordinator", files=later)
        await there.press("coordinator", "导入")
        await there.sleep_until("2023-12-22", "10:00")
        assert (await heard(there, EAST)).count("新清单") == 1  # the fourth is none of theirs
        assert "新清单“砖厂治理”（1.1）有4项涉及贵单位" in await heard(there, URBAN)


async def test_a_list_that_was_taken_back_is_told_to_nobody(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        await there.sleep_until("2023-12-18", "10:00")
        await there.say(URBAN, files=file(FIRST))
        await there.press(URBAN, "导入")
        await there.say(URBAN, "/undo")
        await there.sleep_until("2023-12-20", "10:00")
        assert "新清单" not in await heard(there, EAST)


async def test_of_many_lists_one_line_is_said(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        await there.sleep_until("2023-12-18", "10:00")
        for n in range(5):
            head = HEAD.replace("kilns", f"kilns{n}").replace("砖厂治理", f"砖厂治理{n}")
            await there.say(URBAN, files=(Attachment(f"{n}.yaml", "text/yaml", (head + FIRST).encode()),))
            await there.press(URBAN, "导入")
        await there.sleep_until("2023-12-20", "10:00")
        said = await heard(there, EAST)
        assert "有5份新清单涉及贵单位，发送 /list 查看、反馈。" in said and "砖厂治理3" not in said
