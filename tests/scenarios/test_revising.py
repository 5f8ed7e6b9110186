"""From the consultation draft to the issued plan: what a revision does to the work, reported, open or submitted."""

from bot.cards.callback_data import unit_code
from bot.domain.assignment import Assignment, Kind, State
from bot.domain.ladder import Rung
from bot.domain.light import Light
from bot.domain.message import MessageKind
from bot.domain.plan import Strength, UnitRole
from bot.engine.seal import broken_seal, seal
from bot.queries.history import events_of
from tests.builders import City
from tests.revisions import FIRST, SECOND, of, told_of, who
from tests.soak.laws import broken


async def kinds(town: City, a: Assignment) -> list[Kind]:
    return [happened.event.kind for happened in await events_of(town.store, str(a.id), town.calendar)]


async def test_numbers_change_and_everything_reported_stays_with_its_task(drafted: City) -> None:
    boilers = await of(drafted, "燃煤锅炉淘汰", "市生态环境局")
    await drafted.say(who(drafted, "市生态环境局"), "锅炉已拆40%")
    await drafted.press_payload(who(drafted, "市生态环境局"), f"card:{boilers.id}")
    before = await drafted.assignments()
    await drafted.revise(SECOND)
    await drafted.sleep_until("2024-03-11")
    after = await of(drafted, "燃煤锅炉淘汰", "市生态环境局")
    assert after.id == boilers.id
    plan = (await drafted.contexts.current()).plan
    assert (plan.task[after.task].number, plan.task[after.task].title) == (6, "燃煤锅炉淘汰")
    assert {(a.id, a.task, a.milestone, a.unit, a.period) for a in before} <= {
        (a.id, a.task, a.milestone, a.unit, a.period) for a in await drafted.assignments()
    }


async def test_a_moved_date_is_what_is_chased_and_the_original_is_always_shown(drafted: City) -> None:
    dust = await of(drafted, "施工扬尘治理", "市城市管理局")
    await drafted.revise(SECOND)
    await drafted.sleep_until("2024-03-08")
    moved = await of(drafted, "施工扬尘治理", "市城市管理局")
    assert moved.id == dust.id
    assert (str(moved.first_due), str(moved.planned), str(moved.due)) == (
        "2024-06-28",
        "2024-08-30",
        "2024-08-30",
    )
    card = await drafted.press_payload(who(drafted, "市城市管理局"), f"card:{moved.id}")
    assert "原定6月28日，方案调整为8月30日" in card.text
    assert "方案调整，期限改为8月30日" in card.text
    about = [m for m in drafted.pushed(who(drafted, "市城市管理局")) if moved.id in m.card.assignments]
    await drafted.sleep_until("2024-07-31")
    mentioned = [m for m in drafted.pushed(who(drafted, "市城市管理局")) if moved.id in m.card.assignments]
    asked = [m for m in mentioned if m.kind == MessageKind.RETURN]  # until T-20 the quarter's return asks it
    assert {drafted.day(m) for m in asked} >= {"2024-04-02", "2024-07-02"}
    assert [m for m in mentioned if m not in asked] == about
    await drafted.sleep_until("2024-08-31")
    reminded = [
        drafted.day(m)
        for m in drafted.pushed(who(drafted, "市城市管理局"))
        if moved.id in m.card.assignments and m not in asked and m not in about
    ]
    assert reminded == ["2024-08-02", "2024-08-16", "2024-08-23", "2024-08-29", "2024-08-30"]


async def test_an_extension_granted_before_gives_way_to_the_plans_new_date(drafted: City) -> None:
    dust = await of(drafted, "施工扬尘治理", "市城市管理局")
    person = who(drafted, "市城市管理局")
    await drafted.press_payload(person, f"ext:{dust.id}")
    await drafted.say(person, "申请延期至2024年7月31日，设备未到货")
    await drafted.press_payload("coordinator", f"extok:{dust.id}:20240731")
    extended = await of(drafted, "施工扬尘治理", "市城市管理局")
    assert str(extended.due) == "2024-07-31"
    await drafted.revise(SECOND)
    await drafted.sleep_until("2024-03-08")
    moved = await of(drafted, "施工扬尘治理", "市城市管理局")
    assert (str(moved.due), str(moved.first_due), moved.extensions) == ("2024-08-30", "2024-06-28", 1)


async def test_an_extension_holds_where_the_plan_keeps_its_date(drafted: City) -> None:
    fireworks = await of(drafted, "烟花爆竹禁放", "市商务局")
    person = who(drafted, "市商务局")
    await drafted.press_payload(person, f"ext:{fireworks.id}")
    await drafted.say(person, "申请延期至2024年10月31日，合同未到期")
    await drafted.press_payload("coordinator", f"extok:{fireworks.id}:20241031")
    await drafted.revise(SECOND)
    await drafted.sleep_until("2024-03-08")
    after = await drafted.by_id(fireworks.id)
    assert (str(after.due), str(after.planned), after.extensions) == ("2024-10-31", "2024-09-30", 1)


async def test_removed_items_are_dropped_with_a_reason_whether_open_or_submitted(drafted: City) -> None:
    coal = await of(drafted, "散煤清零", "市生态环境局")
    fumes = await of(drafted, "餐饮油烟整治", "市城市管理局")
    person = who(drafted, "市城市管理局")
    await drafted.press_payload(person, f"sub:{fumes.id}")
    assert (await drafted.by_id(fumes.id)).state is State.SUBMITTED
    before = len(drafted.sent)
    await drafted.revise(SECOND)
    await drafted.sleep_until("2024-04-12")
    for a in (await drafted.by_id(coal.id), await drafted.by_id(fumes.id)):
        assert (a.state, a.current, a.light, a.next_at) == (State.EXCUSED, False, Light.GREY, None)
        assert (await kinds(drafted, a))[-1] is Kind.DROPPED
    about = [
        m
        for m in drafted.sent[before:]
        if {coal.id, fumes.id} & set(m.card.assignments) and m.kind != "answer"
    ]
    assert about == []  # nobody reviews or chases it; the liaison heard of it in words
    assert "第4项“餐饮油烟整治”：任务已删去" in await told_of(drafted, "市城市管理局")
    card = await drafted.press_payload(person, f"card:{fumes.id}")
    assert "原第4项 餐饮油烟整治" in card.title
    assert "任务已从方案中删去，本项取消" in card.text and "提交" in card.text
    inbox = await drafted.say("coordinator", "/inbox")
    assert "餐饮油烟" not in inbox.text


async def test_a_new_lead_gets_the_task_and_its_pending_reviews(drafted: City) -> None:
    """The old lead is asked no more; the county's work, handed in before, now waits for the new lead."""
    old = await of(drafted, "重型货车限行", "市公安局")
    await drafted.press_payload(who(drafted, "市公安局"), f"say:{old.id}")
    await drafted.say(who(drafted, "市公安局"), "限行路线已公示，完成60%")
    county = await of(drafted, "重型货车限行", "东县")
    await drafted.press_payload(who(drafted, "东县"), f"sub:{county.id}")
    assert (await drafted.by_id(county.id)).holder == "市公安局"
    await drafted.revise(SECOND)
    await drafted.sleep_until("2024-03-11")
    new = await of(drafted, "重型货车限行", "市交通运输局")
    assert (await drafted.by_id(old.id)).state is State.EXCUSED
    assert (new.state, str(new.due), new.task) == (State.OPEN, "2024-04-30", old.task)
    card = await drafted.press_payload(who(drafted, "市交通运输局"), f"card:{new.id}")
    assert "由市公安局移交，其最近反馈：“限行路线已公示，完成60%”" in card.text
    assert "近期时限：\n· 4月30日（周二）：第3项 限行区域划定完成" in await told_of(drafted, "市交通运输局")
    waiting = await drafted.by_id(county.id)
    assert (waiting.state, waiting.holder) == (State.SUBMITTED, "市交通运输局")
    heard = [m for m in drafted.pushed(who(drafted, "市交通运输局")) if county.id in m.card.assignments]
    assert len(heard) >= 1
    await drafted.press_payload(who(drafted, "市交通运输局"), f"pass:{county.id}:0")
    assert (await drafted.by_id(county.id)).state is State.CLOSED


async def test_what_the_old_lead_had_closed_stays_closed(drafted: City) -> None:
    old = await of(drafted, "重型货车限行", "市公安局")
    await drafted.press_payload(who(drafted, "市公安局"), f"sub:{old.id}")
    await drafted.press_payload("coordinator", f"pass:{old.id}:0")
    await drafted.revise(SECOND)
    await drafted.sleep_until("2024-03-11")
    assert (await drafted.by_id(old.id)).state is State.CLOSED
    assert [a for a in await drafted.assignments(old.task, "市交通运输局") if not a.recurring] == []


async def test_new_work_is_asked_from_the_day_it_was_loaded(drafted: City) -> None:
    """Under an id that nothing else ever had: 4 was another task."""
    await drafted.revise(SECOND)
    await drafted.sleep_until("2024-03-08")
    solvents = await of(drafted, "溶剂使用企业减排", "市生态环境局")
    assert (solvents.task, solvents.milestone) == ("4-2", "4-2.1")
    assert (str(solvents.since), str(solvents.due), solvents.state) == (
        "2024-03-07",
        "2024-11-29",
        State.OPEN,
    )
    forecast = [a.period for a in await drafted.assignments(unit="市气象局")]
    assert forecast == ["2024-Q1"]


async def test_a_date_already_past_when_it_came_in_is_asked_about_once(drafted: City) -> None:
    await drafted.revise(SECOND.replace("2024-11-29", "2024-02-29"))
    await drafted.sleep_until("2024-04-30")
    solvents = await of(drafted, "溶剂使用企业减排", "市生态环境局")
    assert solvents.state is State.PAST
    heard = [m for m in drafted.pushed(who(drafted, "市生态环境局")) if solvents.id in m.card.assignments]
    assert len(heard) == 1


async def test_a_renamed_unit_keeps_its_record(drafted: City) -> None:
    trucks = await of(drafted, "重型货车限行", "市公安局")
    await drafted.say(who(drafted, "市公安局"), "已完成60%")
    before = len(drafted.sent)
    renamed = FIRST.replace("市交通运输局", "市交通局").replace("市公安局", "市公安交通管理局")
    plan = await drafted.revise(renamed)
    assert plan.unit.keys() > {"市公安交通管理局", "市交通局"}
    await drafted.sleep_until("2024-03-11")
    assert [m for m in drafted.sent[before:] if m.kind == "assign"] == []
    now = await drafted.by_id(trucks.id)
    assert (now.unit, now.holder, now.state) == ("市公安交通管理局", "市公安交通管理局", State.OPEN)
    assert [a for a in await drafted.assignments() if a.unit == "市公安局"] == []


async def test_a_past_date_that_moves_to_another_past_one_still_waits_for_the_coordinator(
    drafted: City,
) -> None:
    await drafted.revise(FIRST.replace("2024-09-30", "2024-02-29"))
    await drafted.sleep_until("2024-03-08")
    item = await of(drafted, "烟花爆竹禁放", "市商务局")
    assert item.state is State.OPEN  # it was running, and now it is late
    late = SECOND.replace("2024-11-29", "2024-02-29")
    await drafted.revise(late)
    await drafted.sleep_until("2024-03-11")
    await drafted.revise(late.replace("2024-02-29", "2024-01-31"))
    await drafted.sleep_until("2024-03-12")
    solvents = await of(drafted, "溶剂使用企业减排", "市生态环境局")
    assert (solvents.state, str(solvents.due), str(solvents.first_due)) == (
        State.PAST,
        "2024-01-31",
        "2024-02-29",
    )


async def test_another_role_or_strength_is_the_same_item(drafted: City) -> None:
    dust, trucks = (
        await of(drafted, "施工扬尘治理", "市城市管理局"),
        await of(drafted, "重型货车限行", "市公安局"),
    )
    text = FIRST.replace("{joint: [市城市管理局]", "{lead: [市城市管理局]")
    await drafted.revise(text.replace("due: 2024-04-30", "due: 2024-04-30, strength: strive"))
    await drafted.sleep_until("2024-03-08")
    now, softer = await drafted.by_id(dust.id), await drafted.by_id(trucks.id)
    assert (now.role, now.state, softer.strength) == (UnitRole.LEAD, State.OPEN, Strength.STRIVE)
    assert "新增牵头单位：市城市管理局" in await told_of(drafted, "市城市管理局")
    assert "由“应当完成”改为“力争”" in await told_of(drafted, "市公安局")
    await drafted.sleep_until("2024-05-20")
    highest = (await drafted.by_id(trucks.id)).highest_rung
    assert highest is Rung.CHASE  # a best-effort item is never supervised


async def test_a_changed_period_begins_with_the_current_one(drafted: City) -> None:
    await drafted.revise(FIRST.replace("default_every: quarter", "default_every: month"))
    await drafted.sleep_until("2024-04-02")
    returns = {a.period: a for a in await drafted.assignments(unit="市气象局")}
    assert {*returns} == {"2024-Q1", "2024-03", "2024-04"}
    assert returns["2024-Q1"].state is State.EXCUSED
    assert (await events_of(drafted.store, str(returns["2024-Q1"].id), drafted.calendar))[-1].event.data[
        "why"
    ] == "period"
    assert returns["2024-03"].state is State.OPEN


async def test_items_waiting_for_a_removed_unit_resume(drafted: City) -> None:
    boilers = await of(drafted, "燃煤锅炉淘汰", "市生态环境局")
    person = who(drafted, "市生态环境局")
    await drafted.press_payload(person, f"on:{boilers.id}:{unit_code('市商务局')}")
    assert (await drafted.by_id(boilers.id)).holder == "市商务局"
    gone = SECOND.replace("  - {name: 市商务局, kind: department}\n", "").replace("市商务局, ", "")
    await drafted.revise(gone.replace("{lead: [市商务局]}", "{lead: [市公安局]}"))
    await drafted.sleep_until("2024-03-08")
    assert (await drafted.by_id(boilers.id)).holder == "市生态环境局"


async def test_all_laws_hold_after_a_revision(drafted: City) -> None:
    """Folds, seals, lights and sums."""
    await drafted.revise(SECOND)
    await drafted.sleep_until("2024-04-15")
    await seal(drafted.store, drafted.now + 600_000)
    assert await broken(drafted.store, await drafted.contexts.current(), 0, drafted.now) == []
    assert await broken_seal(drafted.store) is None
