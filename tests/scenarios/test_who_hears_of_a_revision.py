"""From the consultation draft to the issued plan: who hears of it, and who has no reason to."""

from pathlib import Path

from bot.domain.assignment import State
from bot.domain.person import Roster
from bot.planfile.demo import demo_people
from bot.planfile.yaml import load_plan as parse_plan
from bot.queries.summary import summarize
from tests.builders import ZH, City, buttons, city, liaison
from tests.revisions import FIRST, SECOND, of, told_of, who

TOUCHED = ("市生态环境局", "市城市管理局", "市公安局", "市交通运输局", "东县", "西县")


async def test_a_unit_with_unchanged_work_gets_no_message(drafted: City) -> None:
    """Its task has another number, another section and other neighbours. What is due it hears as ever."""
    before = len(drafted.sent)
    await drafted.revise(SECOND)
    await drafted.sleep_until("2024-03-15")
    told = {message.person for message in drafted.sent[before:]}
    assert told >= {who(drafted, unit) for unit in TOUCHED}
    assert not told & {who(drafted, unit) for unit in ("市商务局", "市气象局")}


async def test_affected_units_are_told_once_and_acknowledge_again(drafted: City) -> None:
    context = await drafted.contexts.current()
    assert (await summarize(drafted.store, context, drafted.now)).acknowledged == len(drafted.liaisons())
    await drafted.revise(SECOND)
    await drafted.sleep_until("2024-03-20")
    summary = await summarize(drafted.store, await drafted.contexts.current(), drafted.now)
    assert (summary.acknowledged, summary.to_acknowledge) == (2, 8)
    assert await told_of(drafted, "市公安局") == (
        "方案修订（2024年3月7日 周四）\n"
        "《小城空气质量行动方案（2024—2025年）》已修订，涉及贵单位1处变动，请签收：\n"
        "· 第3项“重型货车限行”：不再牵头：市公安局\n"
        "其余任务和已报进展不变。"
    )
    assert "第2项“施工扬尘治理”：“工地监测全部联网”的期限由2024年6月28日改为2024年8月30日" in await told_of(
        drafted, "东县"
    )
    assert "第2项“散煤清零”：任务已删去" in await told_of(drafted, "西县")
    assert "第3项“重型货车限行”：新增牵头单位：市交通运输局" in await told_of(drafted, "市交通运输局")
    for person in drafted.liaisons():
        if "已修订" in "".join(m.card.text for m in drafted.pushed(person)):
            answer = await drafted.press(person, "签收")
            assert "已签收" in answer.text
    summary = await summarize(drafted.store, await drafted.contexts.current(), drafted.now)
    assert summary.acknowledged == summary.to_acknowledge


async def test_unaffected_units_can_still_acknowledge_the_version_they_were_asked_about(
    tmp_path: Path,
) -> None:
    plan = parse_plan(FIRST, "first.yaml", ZH)
    async with city(tmp_path, plan, start="2024-01-01", document=FIRST) as town:
        await town.go_live("2024-01-02")
        await town.sleep_until("2024-03-07", "10:00")
        await town.revise(SECOND)
        await town.sleep_until("2024-03-11")
        untouched, touched = who(town, "市商务局"), who(town, "市公安局")
        assert "已签收" in (await town.press(untouched, "签收")).text
        old = next(m for m in town.pushed(touched) if m.kind == "assign")
        assert "已签收" not in (await town.press(touched, "签收", on=old)).text
        assert await town.store.read(str, "acknowledged") == [untouched]
        assert [b.text for b in buttons(await town.say(touched, "/start")) if "签收" in b.text]
        assert not [b.text for b in buttons(await town.say(untouched, "/start")) if "签收" in b.text]


async def test_loading_it_twice_changes_nothing(drafted: City) -> None:
    await drafted.revise(SECOND)
    await drafted.sleep_until("2024-03-08")
    rows, sent = await drafted.assignments(), len(drafted.sent)
    await drafted.revise(SECOND)
    await drafted.down_until("2024-03-08", "23:30")
    await drafted.sleep_until("2024-03-09")
    assert await drafted.assignments() == rows
    assert len(drafted.sent) == sent


async def test_a_file_loaded_by_mistake_is_undone_by_loading_the_other_again(drafted: City) -> None:
    """Every share stands as it did, and who heard of the mistake hears that it is as before."""
    fumes = await of(drafted, "餐饮油烟整治", "市城市管理局")
    await drafted.press_payload(who(drafted, "市城市管理局"), f"sub:{fumes.id}")
    before = {a.id: a for a in await drafted.assignments()}
    await drafted.revise(SECOND)
    await drafted.sleep_until("2024-03-07", "18:00")
    await drafted.revise(FIRST)
    await drafted.sleep_until("2024-03-08", "07:00")
    for id_, was in before.items():
        now = await drafted.by_id(id_)
        assert (now.state, now.due, now.holder, now.current, now.task) == (
            was.state, was.due, was.holder, was.current, was.task,
        ), (was, now)  # fmt: skip
    assert {a.state for a in await drafted.assignments() if a.id not in before} == {State.EXCUSED}
    await drafted.sleep_until("2024-03-08")
    assert "任务已删去" in await told_of(drafted, "西县") and "新增任务" in await told_of(drafted, "西县")


async def test_old_buttons_still_mean_the_task_they_stood_under(drafted: City) -> None:
    """Task 1 was the boilers; in the new version 1 is the fireworks."""
    await drafted.revise(SECOND)
    await drafted.sleep_until("2024-03-08")
    assert "燃煤锅炉淘汰" in (await drafted.press_payload("coordinator", "task:1")).text
    assert "烟花爆竹禁放" in (await drafted.say("coordinator", "/summary 1")).text


async def test_a_liaison_for_some_tasks_is_asked_for_the_same_ones(tmp_path: Path) -> None:
    """The people file names tasks by the plan file's ids: 1 in the first, 6 in the second."""
    plan = parse_plan(FIRST, "first.yaml", ZH)
    others = demo_people(plan, ZH).people
    first, second = (
        Roster((*others, liaison("boilerman", "市生态环境局", tasks=(number,)))) for number in ("1", "6")
    )
    async with city(tmp_path, plan, first, start="2024-01-01", document=FIRST) as town:
        await town.go_live("2024-01-02")
        await town.sleep_until("2024-03-07", "10:00")
        await town.revise(SECOND, second)
        roster = (await town.contexts.current()).roster
        boilers = await of(town, "燃煤锅炉淘汰", "市生态环境局")
        assert [person.id for person in roster.liaisons("市生态环境局", boilers.task)] == ["boilerman"]
        before = len(town.phone("boilerman"))
        await town.sleep_until("2024-03-20")
        assert len(town.phone("boilerman")) == before  # the bureau's other tasks are its other liaison's


async def test_a_version_that_was_never_published_is_skipped(drafted: City) -> None:
    """The wrong file, and at once the right one: nobody heard of the first."""
    fumes = await of(drafted, "餐饮油烟整治", "市城市管理局")
    sent = len(drafted.sent)
    await drafted.revise(SECOND)
    await drafted.revise(FIRST.replace("due: 2024-05-31", "due: 2024-06-28"))
    await drafted.sleep_until("2024-03-08")
    assert (await drafted.by_id(fumes.id)).state is State.OPEN
    assert str((await drafted.by_id(fumes.id)).due) == "2024-06-28"
    assert {m.person for m in drafted.sent[sent:]} == {who(drafted, "市城市管理局")}
