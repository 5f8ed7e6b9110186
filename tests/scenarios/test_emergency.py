"""Emergencies as a city lives through them: who may order, sign and report, what waits meanwhile, what follows."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, time
from functools import partial
from pathlib import Path

import pytest

from bot.actions.import_checklists import import_checklists
from bot.bootstrap.environment import shipped
from bot.context.ports import Outgoing
from bot.context.whom_to_call import contacts
from bot.domain.assignment import State
from bot.domain.calendar import SECOND
from bot.domain.emergency.alert_levels import AlertLevel
from bot.domain.emergency.checklists import ChecklistLine, Checklists
from bot.domain.emergency.emergency_rules import EmergencyClocks, EmergencyOffice
from bot.domain.notice import NoticeKind
from bot.domain.person import Person, Post, Role, Roster
from bot.planfile.emergency_file import read_emergency_rules
from bot.queries.summary import summarize
from bot.queries.summary_document import summary_to_json
from tests.builders import ZH, City, buttons, city
from tests.played import played

OFFICE = EmergencyOffice(
    read_emergency_rules(shipped("emergency.yaml"), None, ZH), EmergencyClocks(30, (time(9), time(17)), 60)
)
ORDER = "/emergency 橙 文号宛环委办〔2024〕1号 签发人张某"
LIFT = "/emergency 解除 文号宛环委办〔2024〕9号 签发人张某"
LISTS = Checklists(
    "2024-1",
    date(2023, 11, 20),
    (
        ChecklistLine("方城县", AlertLevel.ORANGE, "宛西水泥", "2号窑", "停产"),
        ChecklistLine("方城县", AlertLevel.ORANGE, "方城砖厂", "", "停产"),
        ChecklistLine("方城县", AlertLevel.ORANGE, "方城化工", "", "", "A级"),
        ChecklistLine("方城县", AlertLevel.RED, "宛西水泥", "1号窑", "停产"),
        ChecklistLine("社旗县", AlertLevel.ORANGE, "社旗建材", "", "限产50%"),
    ),
)


@asynccontextmanager
async def office(
    folder: Path, day: str = "2024-01-05", clock: str = "18:00", golive: str = "2023-12-20"
) -> AsyncIterator[City]:
    async def until_then(here: City) -> None:
        here.contexts.use(emergency=OFFICE)
        await here.go_live(golive)
        await here.acknowledge()
        await here.sleep_until(day, clock)

    key = ("office of emergencies", day, clock, golive)
    async with played(folder, key, partial(city, start=golive), until_then) as (here, _):
        here.contexts.use(emergency=OFFICE)
        yield here


async def people(here: City, role: Role, unit: str = "") -> list[Person]:
    roster = (await here.contexts.current()).roster
    return [one for one in roster.holding(role) if not unit or unit in one.units(role)]


async def liaison(here: City, unit: str) -> str:
    return (await people(here, Role.LIAISON, unit))[0].id


async def begin(here: City, words: str = ORDER) -> None:
    card = await here.say("coordinator", words)
    await here.press("coordinator", buttons(card)[0].text)
    await soon(here)


def told_of(here: City, person: str) -> list[Outgoing]:
    """What came unasked, but for the board, which names the silent from the first minute."""
    return [one for one in here.pushed(person) if not one.message_id.startswith("board.")]


async def soon(here: City) -> None:
    """A second later: what was ordered has been told."""
    await here.play.until(here.now + SECOND)


async def emergency(here: City) -> dict[str, object]:
    context = await here.contexts.current()
    found = summary_to_json(await summarize(here.store, context, here.now), here.calendar)["emergency"]
    assert isinstance(found, dict)
    return found


async def test_only_the_coordinator_orders_and_everybody_else_changes_nothing(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        for person in (await here.contexts.current()).roster.people:
            if person.holds(Role.COORDINATOR):
                continue
            for words in (ORDER, LIFT, "启动橙色预警 宛环委办〔2024〕1号 张某签发"):
                card = await here.say(person.id, words)
                assert ZH.say("refused.not_the_coordinator", office="市生态环境保护委员会办公室") in card.text
        assert (await here.contexts.current()).emergencies == ()


async def test_who_belongs_to_no_unit_of_it_neither_signs_nor_reports(tmp_path: Path) -> None:
    """Everybody's own unit only: others are refused by the button and have an ordinary conversation by words."""
    async with office(tmp_path) as here:
        await begin(here)
        units = (await here.contexts.current()).emergencies[0].units
        for person in (await here.contexts.current()).roster.people:
            mine = set(person.units(Role.LIAISON, Role.HEAD)) & set(units)
            card = await here.press_payload(person.id, "emsign:1:1")
            if not mine:
                assert ZH.say("refused.not_in_emergency") in card.text, person.id
                await here.say(person.id, "应急 32家企业已停限产")
        found = await emergency(here)
        assert (found["signed"], found["reports"]) == (29, 0)


async def test_unset_minutes_are_refused_by_name(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        here.contexts.use(emergency=EmergencyOffice(OFFICE.rules, EmergencyClocks(30, (), None)))
        card = await here.say("coordinator", ORDER)
        assert "windows" in card.text and "lead_minutes" in card.text and "sign_minutes、" not in card.text


async def test_number_and_signer_are_asked_one_by_one_and_nothing_is_sent(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        sent = len(here.sent)
        assert "文号" in (await here.say("coordinator", "启动Ⅱ级应急响应")).text
        assert "没有认出文号" in (await here.say("coordinator", "马上就有")).text
        assert "签发人" in (await here.say("coordinator", "宛环委办[2024]1号")).text
        card = await here.say("coordinator", "张某")
        assert (
            "29个单位（市直12、县区17）" in card.text
            and "文号：宛环委办〔2024〕1号；签发人：张某" in card.text
        )
        assert {one.person for one in here.sent[sent:]} == {"coordinator"}
        await here.say("coordinator", "启动")
        assert (await emergency(here))["level"] == "orange"


async def test_a_second_start_a_lower_level_and_a_lift_without_one(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        assert ZH.say("refused.no_emergency") in (await here.say("coordinator", LIFT)).text
        await begin(here)
        assert (
            "已于2024年1月5日18:00启动（宛环委办〔2024〕1号）" in (await here.say("coordinator", ORDER)).text
        )
        await here.press_payload(await liaison(here, "方城县"), "emsign:1:1")
        await begin(here, "将橙色预警降为黄色 宛环委办〔2024〕2号 张某签发")
        found = await emergency(here)
        assert (found["level"], found["signed"]) == ("yellow", 1)
        assert [one["action"] for one in found["history"]] == ["start", "lower"]  # type: ignore[attr-defined]
        assert "蓝色" in (await here.say("coordinator", "/emergency 蓝色")).text


async def test_all_sign_again_after_a_raise_and_an_old_card_says_so(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        await begin(here)
        fangcheng = await liaison(here, "方城县")
        await here.say(fangcheng, "已签收")
        await here.sleep_until("2024-01-06", "12:00")
        await begin(here, "预警升级为红色 宛环委办〔2024〕2号 张某签发")
        assert (await emergency(here))["signed"] == 0
        assert ZH.say("refused.emergency_raised") in (await here.press_payload(fangcheng, "emsign:1:1")).text
        assert "方城县已签收" in (await here.say(fangcheng, "收到，谢谢")).text
        assert (await emergency(here))["signed"] == 1


async def test_the_silent_are_named_to_the_coordinator_and_to_their_heads_once(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        await begin(here)
        for unit in (await here.contexts.current()).emergencies[0].units:
            if unit not in ("社旗县", "市供电公司"):
                await here.say(await liaison(here, unit), "签收")
        await here.sleep_until("2024-01-05", "18:29")
        assert not any("未签收" in one.card.text for one in told_of(here, "coordinator"))
        await here.sleep_until("2024-01-05", "20:00")
        told = [one.card.text for one in told_of(here, "coordinator") if "27/29" in one.card.text]
        assert len(told) == 1 and "市供电公司（" in told[0] and "社旗县（" in told[0]
        (head,) = await people(here, Role.HEAD, "社旗县")
        assert [one.card.title for one in here.pushed(head.id)][-1] == "社旗县尚未签收应急响应"
        await here.press(head.id, "签收")
        assert (await emergency(here))["unsigned"] == ["市供电公司"]


async def test_reports_go_to_the_earliest_open_window_and_are_corrected_edited_and_undone(
    tmp_path: Path,
) -> None:
    async with office(tmp_path) as here:
        await begin(here)
        fangcheng = await liaison(here, "方城县")
        await here.sleep_until("2024-01-06", "09:05")
        assert "1月6日 09:00报送" in (await here.say(fangcheng, "应急 31家企业已停限产")).text
        assert "1月6日 17:00报送" in (await here.say(fangcheng, "应急：下午无变化")).text
        assert "已更正1月6日 17:00报送" in (await here.say(fangcheng, "应急 下午又停2家")).text
        await here.say(fangcheng, "/undo")
        found = (await emergency(here))["windows"]
        assert found == [{"at": "2024-01-06 09:00", "due": 29, "reported": 1}]
        assert "第25项" in (await here.say(fangcheng, "应急预案已修订")).text
        await here.sleep_until("2024-01-06", "18:00")
        told = [one.card for one in here.pushed("coordinator") if one.card.title == "应急报送：1月6日 17:00"]
        assert len(told) == 1 and "1/29" in told[0].text and "方城县" not in told[0].text


async def test_an_answer_to_the_message_is_a_report(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        await begin(here)
        fangcheng = await liaison(here, "方城县")
        card = await here.say(fangcheng, "工地全部停工", reply_to=here.pushed(fangcheng)[-1].message_id)
        assert "已记为1月6日 09:00报送" in card.text


async def test_the_checklist_goes_along_exempt_lines_are_not_owed_and_a_line_is_done_in_words(
    tmp_path: Path,
) -> None:
    async with office(tmp_path) as here:
        await here.store.commit((await import_checklists(here.store, here.calendar, LISTS, here.now)).changes)
        assert (await import_checklists(here.store, here.calendar, LISTS, here.now)).changes == ()
        assert "豁免1项" in (await here.say("coordinator", ORDER)).text
        await here.say("coordinator", "启动")
        await soon(here)
        fangcheng = await liaison(here, "方城县")
        text = here.pushed(fangcheng)[-1].card.text
        assert "宛西水泥 2号窑：停产" in text and "方城化工（A级）" in text
        assert "社旗建材" not in text and "1号窑" not in text
        assert "已落实1/2项，待落实：方城砖厂" in (await here.say(fangcheng, "应急 宛西水泥2号窑已停产")).text
        assert "已记为落实" in (await here.say(fangcheng, "应急 宛西水泥2号窑已停产")).text
        assert "属于豁免（A级）" in (await here.say(fangcheng, "应急 方城化工已停产")).text
        page = await here.press(fangcheng, "减排清单（方城县）", here.pushed(fangcheng)[-1])
        assert "宛西水泥 2号窑：停产（已落实）" in page.text and "不催办" in page.text
        assert (await emergency(here))["reports"] == 0
        other = await liaison(here, "社旗县")
        code = next(
            b.payload for b in buttons(here.pushed(fangcheng)[-1].card) if b.payload.startswith("emlist")
        )
        assert ZH.say("refused.not_visible") in (await here.press_payload(other, code)).text


async def test_ordinary_messages_wait_and_tuesday_brings_one(tmp_path: Path) -> None:
    async with office(tmp_path, "2024-01-05", "17:40") as here:
        await begin(here)
        before = {one.id for one in (await here.contexts.current()).roster.people}
        marks = {person: len(here.pushed(person)) for person in before}
        fangcheng = await liaison(here, "方城县")
        await here.sleep_until("2024-01-08", "10:00")
        assert (await here.say(fangcheng, "/tasks")).text  # what they ask themselves is answered
        await here.sleep_until("2024-01-08", "20:00")
        for person in before:
            assert {one.kind for one in here.pushed(person)[marks[person] :]} <= {"emergency"}
        await begin(here, LIFT)
        lifted = {person: len(here.pushed(person)) for person in before}
        await here.sleep_until("2024-01-09", "12:00")
        for person in before:
            assert len(here.pushed(person)) - lifted[person] <= 1, person
        tuesday = here.pushed(fangcheng)[-1].card.text
        assert "今日（1月9日）" in tuesday
        rows = [a for a in await here.assignments() if a.period == "2023-Q4" and a.state is State.OPEN]
        assert {(a.due, a.first_due) for a in rows} == {(date(2024, 1, 9), date(2024, 1, 9))}
        await here.say(fangcheng, "其余无变化")
        assert not any(a.filed_late for a in await here.assignments(unit="方城县"))


async def test_a_return_filed_while_it_runs_past_its_day_is_not_late(tmp_path: Path) -> None:
    async with office(tmp_path, "2024-01-08", "10:00") as here:
        await begin(here)
        await here.sleep_until("2024-01-10", "11:00")
        fangcheng = await liaison(here, "方城县")
        await here.say(fangcheng, "全部无变化")
        filed = [a for a in await here.assignments(unit="方城县") if a.period == "2023-Q4"]
        assert filed and not any(a.filed_late for a in filed)
        summary = await here.say("coordinator", "/summary")
        assert "迟报" not in summary.text


async def test_after_the_lifting_what_follows_becomes_items_of_its_lead_once_dated(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        await begin(here)
        await here.sleep_until("2024-01-08", "20:00")
        await begin(here, LIFT)
        assert "效果评估、成因分析何时完成" in here.pushed("coordinator")[-1].card.text
        assert await here.assignments(task="27", unit="市生态环境局") != []
        await here.say("coordinator", "效果评估 1月20日完成")
        await here.sleep_until("2024-01-09", "10:00")
        (item,) = [a for a in await here.assignments(task="27") if not a.period]
        assert (item.unit, item.due) == ("市生态环境局", date(2024, 1, 20))
        assert (await emergency(here))["follow_up"] == ["效果评估", "成因分析"]


async def test_a_suspension_is_one_history(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        await begin(here)
        await here.sleep_until("2024-01-06", "20:00")
        await begin(here, "/emergency 中止 宛环委办〔2024〕2号 张某签发")
        await here.sleep_until("2024-01-15", "18:00")
        await begin(here, "/emergency 红 宛环委办〔2024〕3号 张某签发")
        found = await emergency(here)
        assert [one["action"] for one in found["history"]] == ["start", "lift", "start"]  # type: ignore[attr-defined]
        assert (found["signed"], found["level"], found["hours"]) == (0, "red", 0)


async def test_killed_in_the_middle_it_goes_on_and_tells_nothing_twice(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        await begin(here)
        await here.say(await liaison(here, "方城县"), "签收")
        await here.down_until("2024-01-06", "18:00")
        here.contexts.use(emergency=OFFICE)
        await here.sleep_until("2024-01-06", "18:05")
        told = [one.card.title for one in told_of(here, "coordinator")][-2:]
        assert any("签收情况" in title for title in told) or any("应急报送" in title for title in told)
        assert (
            sum("应急报送" in one.card.text for one in told_of(here, "coordinator")) == 1
        )  # the last that passed
        assert (await emergency(here))["signed"] == 1


async def test_the_bot_never_proposes_one_to_save_a_goal(tmp_path: Path) -> None:
    """No rule, clock or reading queues a notice of an emergency: only a person's order does."""
    async with office(tmp_path, "2024-03-01", "12:00") as here:
        kinds = {kind for (kind,) in here.rows("SELECT DISTINCT kind FROM notice")}
        assert NoticeKind.EMERGENCY not in kinds
        assert not any("应急响应" in one.card.text for one in here.sent)


@pytest.mark.parametrize("words", ["/emergency", "应急情况"])
async def test_how_it_stands(tmp_path: Path, words: str) -> None:
    async with office(tmp_path) as here:
        assert "目前没有应急响应" in (await here.say("coordinator", words)).text
        await begin(here)
        assert "0/29" in (await here.say("coordinator", words)).text
        assert "未签收" in (await here.say(await liaison(here, "方城县"), words)).text
        page = await here.press_payload("coordinator", "empage:1:0")
        assert "1月5日 18:00启动（橙色）" in page.text


def test_telephones_are_for_the_coordinator_and_the_units_own_head() -> None:
    called = Person("li", "李某", (Post(Role.LIAISON, "社旗县"),), phone="13900000000")
    roster = Roster((called,))
    readers = {
        "coordinator": Person("c", "统筹", (Post(Role.COORDINATOR, "市生态环境局"),)),
        "head": Person("h", "负责人", (Post(Role.HEAD, "社旗县"),)),
        "other": Person("o", "别县", (Post(Role.HEAD, "方城县"),)),
    }
    shown = {who: contacts(roster, reader, "社旗县", "27") for who, reader in readers.items()}
    assert shown == {"coordinator": ["李某 13900000000"], "head": ["李某 13900000000"], "other": ["李某"]}


async def test_a_standstill_said_without_its_word_is_asked_about_and_received_with_more_signs(
    tmp_path: Path,
) -> None:
    async with office(tmp_path) as here:
        await begin(here)
        fangcheng, shangyu = await liaison(here, "方城县"), await liaison(here, "社旗县")
        card = await here.say(shangyu, "收到，已停产10家")
        assert "社旗县已签收" in card.text and "“已停产10家”没有记为报送" in card.text
        assert "方城县已签收" in (await here.say(fangcheng, "已收到，马上落实")).text
        await here.sleep_until("2024-01-06", "08:30")
        assert "记为应急报送吗" in (await here.say(fangcheng, "今天已停产10家")).text
        assert "记为应急报送吗" in (await here.say(fangcheng, "停了11家，还有2家没停")).text
        assert "1月6日 09:00报送" in (await here.say(fangcheng, "是")).text
        await here.say(shangyu, "工地全部停工")
        assert "社旗县：已记为" in (await here.press(shangyu, "记为应急报送")).text
        await here.sleep_until("2024-01-06", "09:05")
        assert (await emergency(here))["windows"] == [{"at": "2024-01-06 09:00", "due": 29, "reported": 2}]


async def test_an_emergency_has_no_end_to_be_asked_for_and_is_lifted_from_its_board(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        fangcheng = await liaison(here, "方城县")
        await begin(here)
        for person, words in ((fangcheng, "响应解除了吗"), ("coordinator", "延长到周一")):
            assert ZH.say("emergency.no_end") in (await here.say(person, words)).text
        assert "日常事项未签收" in [one.text for one in buttons(await here.say("coordinator", "谁还没签收"))]
        assert "文号" in (await here.press("coordinator", "解除响应")).text
        await here.say("coordinator", "宛环委办〔2024〕3号，张某")
        await here.press("coordinator", "解除")
        assert "解除" in (await here.say(fangcheng, "预警解除了吗")).text
        assert (await here.contexts.current()).emergency is None
