"""A declined item goes to the unit whose it is: nothing is lost, nothing doubled."""

from pathlib import Path

from bot.cards.callback_data import unit_code
from bot.domain.assignment import Assignment, State
from bot.domain.person import Roster
from bot.domain.plan import UnitRole
from bot.planfile.demo import demo_people
from bot.planfile.yaml import load_plan
from tests.builders import SMALL, ZH, City, buttons, city, small_plan

LEAD, BUREAU, TOBACCO = "市城市管理局", "市生态环境局", "市烟草公司"
URBAN, TOBACCO_LIAISON = "u02-liaison", "u03-liaison"
DUTY = SMALL.replace(
    "quote: 2023年年底前, line: 2}",
    """quote: 2023年年底前, line: 2}
          - {id: "1.2", kind: duty, text: 锅炉日常监管, every: quarter, quote: 常态监管, line: 2}""",
    1,
)


async def city_shares(town: City, milestone: str) -> list[Assignment]:
    return [a for a in await town.assignments() if a.milestone == milestone and a.role is not UnitRole.LOCAL]


async def passed_on(town: City, to: str = TOBACCO) -> Assignment:
    await town.sleep_until("2023-12-18", "10:00")
    a = await town.milestone("1.1", LEAD)
    await town.say(URBAN, f"1 应由{to}负责")
    await town.press_payload("coordinator", f"take:{a.id}:{unit_code(to)}")
    return await town.by_id(a.id)


async def test_the_new_unit_may_decline_in_turn_and_is_refused_with_a_reason(town: City) -> None:
    a = await passed_on(town)
    assert "建议由市城市管理局承担" in (await town.say(TOBACCO_LIAISON, "1 不归我们，还是城管局的")).text
    await town.say("coordinator", "不同意退回，锅炉在贵公司烘烤站")
    await town.sleep_until("2023-12-19", "10:00")
    assert "锅炉在贵公司烘烤站" in town.pushed(TOBACCO_LIAISON)[-1].card.text
    assert (await town.by_id(a.id)).unit == TOBACCO


async def test_what_goes_back_is_the_same_item_still(town: City) -> None:
    a = await passed_on(town)
    await town.say(TOBACCO_LIAISON, "1 不归我们，还是城管局的")
    await town.say("coordinator", "同意退回")
    back = await town.by_id(a.id)
    assert (back.unit, back.asked_unit) == (LEAD, LEAD)
    await town.sleep_until("2024-01-02", "10:00")
    assert len(await city_shares(town, "1.1")) == 1


async def test_who_took_it_over_is_reminded_and_the_other_is_not(town: City) -> None:
    await passed_on(town)
    before = len(await town.about("1.1", URBAN))
    await town.sleep_until("2024-01-02", "23:00")
    assert await town.days_about("1.1", TOBACCO_LIAISON) == [
        "2023-12-18",
        "2023-12-25",
        "2023-12-29",
        "2024-01-02",
    ]
    told = (await town.about("1.1", URBAN))[before:]
    assert ["转由市烟草公司承担" in message.card.text for message in told] == [True]


async def test_loading_the_plan_again_opens_nothing_for_the_first_unit(tmp_path: Path) -> None:
    plan = load_plan(SMALL, "small.yaml", ZH)
    async with city(tmp_path, plan, start="2023-10-31", document=SMALL) as town:
        await town.go_live("2023-11-01")
        a = await passed_on(town)
        await town.revise(SMALL.replace("工地扬尘达标", "工地扬尘全面达标"))
        await town.sleep_until("2023-12-20", "10:00")
        assert [(one.id, one.unit, one.state) for one in await city_shares(town, "1.1")] == [
            (a.id, TOBACCO, State.OPEN)
        ]
        named = SMALL.replace(
            "lead: [市城市管理局], support", "lead: [市烟草公司], support"
        )  # the plan says it now
        await town.revise(named)
        await town.sleep_until("2023-12-21", "10:00")
        assert [(one.id, one.unit, one.state) for one in await city_shares(town, "1.1")] == [
            (a.id, TOBACCO, State.OPEN)
        ]
        await town.revise(named.replace("2023-12-31, quote", "2024-03-31, quote"))
        await town.sleep_until("2023-12-22", "10:00")
        assert (await town.by_id(a.id)).due.isoformat() == "2024-03-31"


async def test_the_next_periods_are_asked_of_whoever_took_the_work_over(tmp_path: Path) -> None:
    async with city(tmp_path, load_plan(DUTY, "duty.yaml", ZH), start="2023-10-31") as town:
        await town.go_live("2023-11-01")
        await town.sleep_until("2024-01-04", "10:00")
        first = min(await city_shares(town, "1.2"), key=lambda a: a.until)
        await town.press_payload(URBAN, f"dec:{first.id}")
        await town.say(URBAN, "应由烟草公司负责")
        await town.press_payload("coordinator", f"take:{first.id}:{unit_code(TOBACCO)}")
        await town.sleep_until("2024-07-02", "10:00")
        found = {(a.period, a.unit) for a in await city_shares(town, "1.2")}
        assert found == {
            ("2023-Q4", TOBACCO), ("2024-Q1", LEAD), ("2024-Q2", TOBACCO), ("2024-Q3", TOBACCO)
        }  # fmt: skip  # the first quarter had begun already


async def test_a_unit_with_its_own_share_is_said_to_have_it_and_gets_no_second(town: City) -> None:
    await town.sleep_until("2023-12-18", "10:00")
    a = await town.milestone("2.1", LEAD)
    said = await town.say(URBAN, "2.1 应由生态环境局负责")
    assert "已另有本单位承担的任务" in said.text
    await town.sleep_until("2023-12-19", "10:00")
    asked = town.pushed("coordinator")[-1].card
    assert "该单位在此节点已另有任务" in asked.text
    assert not any("转" in one.text for one in buttons(asked))
    assert "按自身职责办理" in (await town.say("coordinator", "同意")).text
    assert (await town.by_id(a.id)).state is State.EXCUSED
    assert len([one for one in await town.assignments(unit=BUREAU) if one.milestone == "2.1"]) == 1
    await town.sleep_until("2023-12-19", "14:00")
    assert "由市生态环境局按自身职责办理" in town.pushed(URBAN)[-1].card.text


async def test_a_unit_that_nobody_knows_or_speaks_for_is_asked_about(tmp_path: Path) -> None:
    people = demo_people(small_plan(), ZH)
    mute = Roster(tuple(one for one in people.people if one.id != TOBACCO_LIAISON))
    async with city(tmp_path, small_plan(), mute, start="2023-10-31") as town:
        await town.go_live("2023-11-01")
        await town.sleep_until("2023-12-18", "10:00")
        a = await town.milestone("1.1", LEAD)
        assert "方案中没有“市水利局”" in (await town.say(URBAN, "1 应由市水利局负责")).text
        card = await town.say(URBAN, "烟草公司")
        assert "市烟草公司尚未登记联络员" in card.text
        assert not (await town.by_id(a.id)).declined
        assert BUREAU in card.text
        said = await town.press_payload(URBAN, f"prop:{a.id}:{unit_code(BUREAU)}")
        assert "建议由市生态环境局承担" in said.text  # the reason was given before and is not asked again
        kept = (await town.say(URBAN, "1 办理记录")).text
        assert "应由市水利局负责" in kept


async def test_a_tapped_unit_and_the_reason_behind_it(town: City) -> None:
    await town.sleep_until("2023-12-18", "10:00")
    a = await town.milestone("1.1", LEAD)
    await town.press_payload(URBAN, f"dec:{a.id}")
    assert "退回理由" in (await town.press_payload(URBAN, f"prop:{a.id}:{unit_code(TOBACCO)}")).text
    await town.say(URBAN, "锅炉都在烟站")
    assert (await town.by_id(a.id)).declined_to == TOBACCO


async def test_the_decider_may_name_another_unit(town: City) -> None:
    await town.sleep_until("2023-12-18", "10:00")
    a = await town.milestone("1.1", LEAD)
    await town.say(URBAN, "1 这不归我们管")
    assert "转由市烟草公司承担" in (await town.say("coordinator", "同意退回，转烟草公司")).text
    assert (await town.by_id(a.id)).unit == TOBACCO
    await town.say("coordinator", "撤销")
    assert (await town.by_id(a.id)).unit == LEAD
