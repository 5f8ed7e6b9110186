"""Every refusal that actions and the chat can raise is raised here, and its sentence is read.

A new `raise Refused(…)` in bot/actions or bot/chat needs a line in one of the stories below.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from bot.actions import bind, decline, extend, forget, golive, not_concerned, reopen, report, submit, suspend
from bot.actions.complain import complain
from bot.actions.support import support
from bot.cards.callback_data import unit_code
from bot.context.air_numbers import keep_air
from bot.context.plan_context import PlanContext
from bot.context.ports import Attachment, Change, Inbound
from bot.domain.assignment import Event, Kind, State
from bot.domain.complaint import ComplaintKind
from bot.domain.errors import Refused
from bot.domain.fold import step
from bot.domain.person import Roster
from bot.domain.plan import PlanStatus
from bot.queries.history import VersionedEvent
from tests.builders import ZH, City, buttons
from tests.chat.permission_situations import (
    BUREAU,
    COUNTY,
    EAST,
    LEAD,
    PLAN,
    URBAN,
    the_countys,
    the_leads,
    town,
)
from tests.chat.refusals_of_absences import (
    what_cannot_be_an_absence,
    who_cannot_stand_in,
    whose_absence_is_not_theirs_to_set,
)
from tests.chat.refused_air import what_typed_readings_refuse
from tests.chat.refused_emergencies import what_emergencies_refuse
from tests.chat.refused_lists import what_lists_refuse
from tests.chat.refused_papers import what_papers_refuse
from tests.chat.refused_pictures import what_pictures_refuse
from tests.chat.refused_posts import what_is_posted_nowhere
from tests.chat.refused_readings import what_readings_refuse
from tests.chat.refused_tickets import what_tickets_refuse
from tests.domain.air.given import days, reading, rules
from tests.refusals import sites, watched

ROOMS = ("bot/actions/", "bot/chat/")
PHOTO = (Attachment("photo.jpg", "image/jpeg", b"photo"),)


async def refused(there: City, person: str, what: str, key: str, message: str = "", **args: object) -> None:
    """`what` is written, or pressed where it starts with ":"; the answer is the sentence of the key."""
    if what.startswith(":"):
        card = await there.press_payload(person, what.removeprefix(":"), message)
    else:
        card = await there.say(person, what)
    wanted = ZH.say(key, **args) if args else ZH.say(key).partition("{")[0]
    assert wanted in card.text, f"{person} {what}: {card.text}"


def refused_directly(act: Callable[[], object], key: str) -> None:
    with pytest.raises(Refused) as caught:
        act()
    assert caught.value.key == key


def nobody_decides(context: PlanContext) -> PlanContext:
    """An office in which everybody who could decide has left."""
    return replace(context, roster=Roster(tuple(p for p in context.roster.people if p.id in (URBAN, EAST))))


async def what_is_written_wrongly(there: City) -> None:
    await refused(there, URBAN, "其余无变化", "refused.return_filed")
    await refused(there, URBAN, "补报2020年四季度", "refused.nothing_missed", period="2020年第四季度")
    await refused(there, URBAN, "/x", "refused.unknown_command", name="x")
    await refused(there, URBAN, "/lang xx", "refused.no_such_language", languages=["简体中文", "English"])
    await refused(there, URBAN, "/plain", "refused.plain_on_a_page")
    plainly = {"channel": "browser", "external_id": URBAN}
    await there.store.commit([Change("read_plainly", plainly | {"plain": 1}), Change("revise_plan")])
    last = next(m.card for m in reversed(there.phone(URBAN)) if buttons(m.card))
    await refused(there, URBAN, "99", "refused.no_such_number", n=len(buttons(last)))
    await there.store.commit([Change("read_plainly", plainly | {"plain": 0}), Change("revise_plan")])
    await refused(there, URBAN, "/summary 火星", "refused.no_such_part")
    await refused(there, URBAN, "/ledger 火星", "refused.no_such_part")
    await refused(there, "coordinator", "/remind 99", "refused.no_such_task", task="99")
    await refused(there, "leader", "/remind", "refused.nothing_to_chase")
    await refused(there, "leader", "/extend", "refused.nothing_to_extend")
    await refused(there, "leader", "/report 1.1 60%", "refused.nothing_to_report")
    await refused(there, "coordinator", "/golive", "refused.golive_needs_a_day")
    await refused(there, "leader", "/why", "refused.nothing_to_explain")
    await refused(there, "leader", "锅炉进展良好", "refused.not_understood")
    await refused(there, "leader", "详情", "refused.nothing_to_report")
    await refused(there, "leader", "逐项填报", "refused.nothing_to_report")
    await refused(there, "leader", "同意退回", "refused.nothing_to_decide")
    await refused(there, "leader", "暂缓", "refused.no_talk_waits")
    await refused(there, "coordinator", "由他们汇总", "refused.not_understood")
    office = ZH.say("office.unnamed")
    await refused(there, "leader", "由市生态环境局汇总", "refused.not_the_coordinator", office=office)


async def what_cannot_be_ranked(there: City) -> None:
    await refused(there, "coordinator", "按回复速度排名", "refused.formalism")
    await refused(there, "coordinator", "/bulletin rank", "refused.no_air_readings")
    there.contexts.use(air_rules=rules)
    read = [reading(day, "东县", line=n) for n, day in enumerate(days(date(2023, 11, 1), 30), 1)]
    await there.store.commit(keep_air("readings:air", 1, read, there.now))
    await refused(there, "coordinator", "/bulletin rank 火星", "refused.rank_period")
    await refused(there, "coordinator", "/bulletin rank 2023年四季度", "refused.rank_period")
    await refused(there, "coordinator", "/bulletin rank 2023-12", "refused.not_ranked", period="2023年12月")
    await refused(there, "coordinator", "/bulletin praise 2023-01", "refused.nothing_to_praise")


async def what_is_pressed_wrongly(there: City) -> None:
    a = await the_leads(there)
    await refused(there, URBAN, ":zzz", "refused.payload")
    await refused(there, URBAN, ":chosen", "refused.nothing_chosen")
    await refused(there, "coordinator", ":in:zzz:0", "refused.payload")
    await refused(there, URBAN, ":card:99999", "refused.no_such_item")
    await refused(there, URBAN, ":list:0", "refused.old_message")
    await refused(there, URBAN, ":walk:0", "refused.old_message")
    await refused(there, "coordinator", ":all:0", "refused.old_message")
    await refused(there, "coordinator", ":allok:0", "refused.old_message")
    await refused(there, "coordinator", ":inof:no_lead:00000000:0", "refused.payload")
    await refused(there, "coordinator", "/inbox 火星局", "refused.no_such_part")
    await refused(there, EAST, f":share:1:{unit_code('市城市管理局')}:0", "refused.not_visible")
    await refused(there, URBAN, ":ret:00000000:20240108:0", "refused.unit_gone")
    await refused(there, URBAN, f":files:{a.id}", "refused.no_files")
    await refused(there, URBAN, f":this:{a.id}", "refused.nothing_kept")
    await refused(there, URBAN, f":meant:{a.id}", "refused.nothing_kept")
    await refused(there, "coordinator", ":sec:99", "refused.no_such_part")
    await refused(there, "coordinator", ":task:zz", "refused.no_such_part")
    await refused(there, "coordinator", ":latein:z1:0", "refused.payload")
    await refused(there, "coordinator", ":missin:d20231001:0", "refused.payload")
    await refused(there, EAST, f":unit:{unit_code(LEAD)}", "refused.not_visible")
    await refused(there, URBAN, ":ack:zz", "refused.other_version")
    await refused(there, URBAN, f":on:{a.id}:{unit_code(LEAD)}", "refused.no_such_unit", unit=LEAD)
    await refused(there, URBAN, f":to:{a.id}:nobody", "refused.no_such_colleague", name="nobody")
    await refused(there, URBAN, f":to:{a.id}:{EAST}", "refused.no_such_colleague", name="东县联络员")


async def what_cannot_be_asked(there: City) -> None:
    a, context = await the_leads(there), await there.contexts.current()
    me, alone = context.roster.by_id[URBAN], nobody_decides(context)
    until = date(2024, 3, 1)
    await refused(
        there, URBAN, "/extend 1.1 2023年12月20日 设备到货推迟", "refused.date_not_later", due=a.due
    )
    refused_directly(
        lambda: extend.ask_extension(context, me, a, until, " ", there.now), "refused.reason_needed"
    )
    refused_directly(
        lambda: extend.ask_extension(alone, me, a, until, "推迟", there.now), "refused.no_reviewer"
    )
    refused_directly(lambda: decline.decline(alone, me, a, "不属我单位", there.now), "refused.no_reviewer")
    refused_directly(
        lambda: submit.submit(alone, me, a, report.ReportContent(), there.now), "refused.no_reviewer"
    )
    refused_directly(
        lambda: report.file_item(context, me, a, report.ReportContent(), there.now), "refused.not_a_return"
    )
    told, west = replace(a, unit="西县", holder="西县", told_only=True), context.roster.by_id["c02-liaison"]
    refused_directly(
        lambda: not_concerned.not_concerned(context, west, told, " ", there.now), "refused.reason_needed"
    )
    bureau = context.roster.by_id["coordinator"]
    asked, declined = replace(a, extension=until), replace(a, declined=True)
    refused_directly(
        lambda: extend.refuse_extension(context, bureau, asked, " ", there.now), "refused.reason_needed"
    )
    refused_directly(
        lambda: decline.refuse_decline(context, bureau, declined, " ", there.now), "refused.reason_needed"
    )
    await there.press_payload(URBAN, f"dec:{a.id}")
    assert ZH.say("refused.reason_needed") in (await there.say(URBAN, files=PHOTO)).text


async def what_cannot_be_decided(there: City) -> None:
    await there.press_payload(EAST, f"sub:{(await the_countys(there)).id}")
    a = await the_leads(there)
    await there.say(URBAN, "/extend 1.1 2024年3月1日 设备到货推迟")
    await refused(
        there, "coordinator", f":extok:{a.id}:20240401", "refused.other_date", until=date(2024, 3, 1)
    )
    await there.press_payload(URBAN, f"sub:{a.id}")
    await there.press_payload("coordinator", f"rework:{a.id}:0")
    assert ZH.say("refused.reason_needed") in (await there.say("coordinator", files=PHOTO)).text
    await refused(there, "coordinator", f":pass:{a.id}:1", "refused.other_round")
    other = await there.milestone("2.1", "市烟草公司")
    await there.press_payload("u03-liaison", f"sub:{other.id}")
    await there.press_payload("coordinator", "in:reviews:0")
    page = there.phone("coordinator")[-1].message_id
    for one in (a, other):
        await there.press_payload("coordinator", f"pass:{one.id}:{one.rounds}")
    await refused(there, "coordinator", ":all:0", "refused.nothing_to_pass", page)


async def what_goes_to_no_unit(there: City) -> None:
    a = await there.milestone("2.1", LEAD)
    await refused(there, URBAN, f":prop:{a.id}:{unit_code(LEAD)}", "refused.no_such_unit", unit=LEAD)
    context = await there.contexts.current()
    me, few = context.roster.by_id[URBAN], nobody_decides(context)
    refused_directly(
        lambda: decline.decline(few, me, a, "不属我单位", there.now, BUREAU), "refused.unit_without_people"
    )


async def what_cannot_be_suspended(there: City) -> None:
    a, context = await there.milestone("2.1", LEAD), await there.contexts.current()
    me, office, alone = (
        context.roster.by_id[URBAN],
        context.roster.by_id["coordinator"],
        nobody_decides(context),
    )
    until = date(2024, 3, 1)
    await refused(
        there, URBAN, "2.1 冬季无法施工，挂账到12月18日", "refused.restart_not_later", due=there.today
    )
    refused_directly(
        lambda: suspend.ask_suspension(context, me, a, until, " ", there.now), "refused.reason_needed"
    )
    refused_directly(
        lambda: suspend.ask_suspension(alone, me, a, until, "冬季", there.now), "refused.no_reviewer"
    )
    over = replace(a, suspension=there.today, suspension_due=a.due)
    refused_directly(
        lambda: suspend.grant_suspension(context, office, over, there.now), "refused.suspension_over"
    )
    refused_directly(
        lambda: suspend.refuse_suspension(context, office, over, " ", there.now), "refused.reason_needed"
    )
    await there.say(URBAN, "2.1 冬季无法施工，挂账到3月15日")
    await refused(
        there, "coordinator", f":susok:{a.id}:20240401", "refused.other_date", until=date(2024, 3, 15)
    )
    await refused(there, "coordinator", "挂账", "refused.say_which")
    await refused(there, "coordinator", "维持销号", "refused.nothing_to_decide")


async def what_cannot_be_reopened(there: City) -> None:
    a = await the_leads(there)
    context = await there.contexts.current()
    office, closed = context.roster.by_id["coordinator"], replace(a, state=State.CLOSED)
    refused_directly(lambda: reopen.reopen(context, office, closed, " ", there.now), "refused.reason_needed")
    await refused(there, "coordinator", f":reopen:{a.id}:7", "refused.other_round")


async def what_cannot_be_chased(there: City) -> None:
    await refused(there, "coordinator", ":urge:00000000", "refused.nobody_to_urge")
    await there.say("coordinator", "/remind 2.1")
    items = [a for a in await there.assignments(task="2") if a.unit == BUREAU]
    await there.press_payload("coordinator", f"chase:{items[0].id}")
    await refused(there, "coordinator", f":chase:{items[0].id}", "refused.chased_today")
    await refused(there, "coordinator", "/remind 2.1 西县", "refused.nothing_to_chase")
    await refused(there, "coordinator", ":chaseall:1:0:0", "refused.old_message")
    await there.say("coordinator", "/remind 2.1")
    asked = there.phone("coordinator")[-1]
    button = next(one.payload for one in buttons(asked.card) if one.payload.startswith("chaseall"))
    late_only = f"{button.removesuffix(':0')}:1"
    await refused(there, "coordinator", f":{late_only}", "refused.nothing_to_chase", asked.message_id)
    await there.press_payload("coordinator", button, asked.message_id)
    await refused(there, "coordinator", f":{button}", "refused.chased_today", asked.message_id)
    await refused(there, "coordinator", "/remind 2.1", "refused.chased_today")


async def what_cannot_be_taken_back(there: City) -> None:
    await refused(there, "leader", "/undo", "refused.nothing_to_undo")
    a = await there.milestone("2.1", LEAD)
    await there.sleep_until("2023-12-19", "10:00")
    await there.press_payload(URBAN, f"say:{a.id}")
    await there.say(URBAN, "已完成30%")
    reported = there.phone(URBAN)[-1]
    await there.say(URBAN, "/undo")
    await refused(there, URBAN, "/undo", "refused.already_undone")
    await refused(there, URBAN, ":undo", "refused.already_undone", reported.message_id)
    await there.press_payload("coordinator", f"chase:{a.id}")
    chased = there.phone("coordinator")[-1]
    await there.press_payload(URBAN, f"sub:{a.id}")
    await there.press_payload("coordinator", f"pass:{a.id}:0")
    acted = await there.say(URBAN, "/undo")
    assert "统筹已于12月19日 10:00处理该项，不能撤销" in acted.text
    assert "上一次操作" not in acted.text
    await there.press("coordinator", "撤销", there.phone("coordinator")[-1])
    await there.press_payload("coordinator", f"pass:{a.id}:0")
    later = await there.press("coordinator", "撤销", chased)  # what was acted on by others, is told by whom
    assert "市城市管理局联络员已于12月19日 10:00处理该项，不能撤销" in later.text
    await there.sleep_until("2023-12-19", "10:45")
    assert "上一次操作在12月19日 10:00，已超过30分钟" in (await there.say(URBAN, "/undo")).text


async def what_supports_nothing(there: City) -> None:
    context = await there.contexts.current()
    person = context.roster.by_id[URBAN]
    unit = next(iter(person.units()))
    task = next(one for one in context.plan.tasks if unit not in one.roles.support)
    with pytest.raises(Refused) as caught:
        await support(there.store, context, person, task.id, unit, report.ReportContent("配合"), there.now)
    assert caught.value.key == "refused.not_supporting"


async def what_supporters_are_not_asked(there: City) -> None:
    await refused(there, URBAN, ":asksup:nothing", "refused.no_such_part")
    await refused(there, URBAN, ":sup:1", "refused.not_supporting", unit="")
    await refused(there, URBAN, "请配合单位反馈99", "refused.no_such_task", task="99")
    await refused(there, EAST, "请配合单位反馈", "refused.not_the_lead", office=ZH.say("office.unnamed"))
    await refused(there, "coordinator", "请配合单位反馈2", "refused.no_support")
    await there.say("coordinator", "请配合单位反馈1")
    await refused(there, "coordinator", "请配合单位反馈1", "refused.support_asked_today")
    await refused(there, "coordinator", "/undo", "refused.told_already")


async def whose_counties_are_not_seen(there: City) -> None:
    await refused(
        there, URBAN, ":cty:2", "refused.counties_of_others", number="2", office=ZH.say("office.unnamed")
    )


async def what_has_no_history(there: City) -> None:
    await refused(there, "leader", "/history", "refused.history_of_what")
    await refused(there, "leader", "谁退回的", "refused.history_of_what")
    await refused(there, "leader", "/history 99", "refused.no_such_task", task="99")
    await refused(there, "leader", ":thist:nothing:0", "refused.no_such_part")
    await refused(there, "u03-liaison", ":thist:1:0", "refused.not_visible")


async def what_is_no_complaint(there: City) -> None:
    await there.say(EAST, "/complain")
    await there.say(EAST, files=PHOTO)
    assert ZH.say("refused.complaint_empty") in there.last(EAST).text
    await there.say(EAST, "建议：提醒改为每周一次")
    office = ZH.say("office.unnamed")
    await refused(there, URBAN, ":cmpl:1", "refused.complaint_of_others", office=office)
    await refused(there, "reviewer", "答复1：已改", "refused.complaint_of_others", office=office)
    await refused(there, "coordinator", "答复9：已改", "refused.no_such_complaint")
    await refused(there, "coordinator", ":cmpl:9", "refused.no_such_complaint")
    await there.press_payload("coordinator", "cmplans:1")
    await there.say("coordinator", files=PHOTO)
    assert ZH.say("refused.reason_needed") in there.last("coordinator").text
    await there.say("coordinator", "答复1：已改")
    await refused(there, "coordinator", "答复1：又改", "refused.complaint_settled")
    await refused(there, "coordinator", ":cmplans:1", "refused.complaint_settled")
    await refused(there, "coordinator", "/undo", "refused.told_already")
    context = nobody_decides(await there.contexts.current())
    with pytest.raises(Refused, match="complaint_to_nobody"):
        await complain(
            there.store,
            context,
            context.roster.by_id[EAST],
            ComplaintKind.OPINION,
            "没人管",
            False,
            there.now,
        )


async def what_the_clock_has_overtaken(there: City) -> None:
    a = await the_countys(there)  # T-5 of its date begins with the day
    await there.sleep_until("2023-12-24", "23:50")
    await there.press_payload(EAST, f"say:{a.id}")
    await there.say(EAST, "已完成50%")
    await there.press_payload(EAST, f"say:{a.id}")
    first = there.phone(EAST)[-2]
    await there.say(EAST, "已完成55%")
    await there.sleep_until("2023-12-25", "00:10")
    assert "再次处理该项，请先撤销后一次操作" in (await there.press(EAST, "撤销", first)).text
    assert (await there.say(EAST, "/undo")).title.startswith("已撤销")  # a rung that fell due is no act


async def what_the_plan_has_changed_since(there: City) -> None:
    await there.press_payload(URBAN, f"say:{(await the_leads(there)).id}")
    await there.say(URBAN, "已完成50%")
    await there.revise(PLAN.replace("due: 2023-12-31", "due: 2024-01-31"))
    await there.sleep_until("2023-12-18", "10:10")
    assert "方案修订已于12月18日" in (await there.say(URBAN, "/undo")).text


async def what_cannot_be_ruled(there: City) -> None:
    await refused(there, "coordinator", "99由市城市管理局汇总", "refused.no_such_task", task="99")
    await refused(there, "coordinator", ":sumup:99:0", "refused.no_such_part")
    await refused(there, "coordinator", ":sumup:1:0", "refused.lead_named", number="1", units=[LEAD])
    await refused(there, "coordinator", "1由市生态环境局汇总", "refused.lead_named", number="1", units=[LEAD])
    await refused(there, "coordinator", "2由东县汇总", "refused.county_sums_up", unit="东县")
    await refused(there, "coordinator", "第1项在东县", "refused.no_such_work", number="1")
    await refused(there, "coordinator", ":where:1.1:0:0", "refused.no_such_part")
    await refused(there, "coordinator", ":every:3:season:0", "refused.payload")
    await refused(there, "coordinator", "3按季报", "refused.rhythm_already", number="3")
    await refused(there, "coordinator", "1改为按月报", "refused.no_rhythm", number="1")
    await there.say("coordinator", "2由城管局汇总")
    await refused(there, "coordinator", "2由城管局汇总", "refused.sums_up_already", number="2", units=[LEAD])
    a = await there.milestone("2.1", "市烟草公司")
    await there.press_payload(URBAN, f"chase:{a.id}")
    await there.sleep_until("2023-12-18", "10:10")
    a = await there.milestone("2.1", COUNTY)
    await there.press_payload(URBAN, f"chase:{a.id}")
    assert "不能撤销" in (await there.say("coordinator", "/undo")).text


async def what_a_leader_cannot_decide(there: City) -> None:
    await there.sleep_until("2024-01-11", "10:00")
    a = await the_leads(there)
    await there.press_payload("coordinator", f"up:{a.id}")
    await refused(there, "leader", f":talkok:{a.id}:20240110", "refused.other_talk", day=date(2024, 1, 11))
    await refused(there, "leader", "第7项同意", "refused.no_such_talk")
    await there.press_payload("leader", f"talkok:{a.id}:20240111")
    await refused(there, "leader", f":talkok:{a.id}:20240111", "refused.talk_decided")


async def what_was_handed_over(there: City) -> None:
    a = await the_leads(there)
    await there.press_payload(URBAN, f"to:{a.id}:second")
    await refused(there, "second", f":to:{a.id}:second", "refused.handed_over", name="second")


async def what_was_filed(there: City) -> None:
    await there.sleep_until("2024-01-04", "10:00")
    rest = f":rest:{unit_code('西县')}:20240108"
    await there.press_payload("c02-liaison", rest.removeprefix(":"))
    await refused(there, "c02-liaison", rest, "refused.return_filed")


async def what_arrives_unreadable_or_again(there: City) -> None:
    async def heard(update: str, person: str = URBAN, **inbound: object) -> str:
        before = len(there.phone(person))
        await there.chat.receive(Inbound("browser", update, person, **inbound), there.now)  # type: ignore[arg-type]
        await there.play.settle()
        return there.phone(person)[before:][-1].card.text

    said = await heard("r1", remarks=("heard.voice",))
    assert ZH.say("refused.nothing_readable") in said
    a = await there.milestone("2.1", LEAD)
    await there.press_payload(URBAN, f"ext:{a.id}")
    await heard("e1", text="2024年8月31日前，设备到货推迟", platform_id="7")
    assert ZH.say("refused.said_again") in await heard(
        "e2", text="2024年9月30日前，设备到货推迟", platform_id="7", edited=True
    )
    assert "已分项记录" in await heard("e3", person=EAST, text="1 已检查3家；2 已检查2家", platform_id="8")
    said = await heard("e4", person=EAST, text="谢谢", platform_id="8", edited=True)
    assert ZH.say("refused.said_again") in said


async def who_cannot_come_in_or_be_forgotten(there: City) -> None:
    context = await there.contexts.current()
    with pytest.raises(Refused, match="invite"):
        await bind.redeem(there.store, context, "WRONGCODE", "browser", "x", there.now)
    with pytest.raises(Refused, match="no_such_person"):
        await forget.forget(there.store, context, "nobody", there.now)
    with pytest.raises(Refused, match="no_such_person"):
        await bind.revoke(there.store, "nobody", there.now)
    with pytest.raises(Refused, match="still_in_office"):
        await forget.forget(there.store, context, URBAN, there.now)


async def when_the_plan_cannot_go_live(there: City) -> None:
    await refused(
        there, "coordinator", "/golive 2024-01-02", "refused.already_live", golive=date(2023, 11, 1)
    )
    context = await there.contexts.current()
    not_yet = replace(context, golive=None)
    refused_directly(
        lambda: golive.require_golive_possible(not_yet, date(2023, 1, 1), there.today),
        "refused.golive_in_the_past",
    )
    draft = replace(not_yet, plan=replace(context.plan, status=PlanStatus.DRAFT), exempt=False)
    refused_directly(
        lambda: golive.require_golive_possible(draft, there.today, there.today),
        "refused.draft_rehearses_only",
    )
    went = Event(
        Kind.WENT_LIVE, there.now, there.today, data={"golive": "2023-12-18", "was": "", "was_from": 0}
    )
    events = [
        VersionedEvent(n, replace(went, kind=kind)) for n, kind in enumerate((went.kind, Kind.UNDONE), 1)
    ]
    begun, office = replace(context, golive_from=there.now), context.roster.by_id["coordinator"]
    for key, later in (
        ("refused.golive_began", []),
        ("refused.already_undone", events[1:]),
        ("refused.undo_own_later", [VersionedEvent(2, went)]),
    ):
        known = [events[0], *later]
        refused_directly(partial(golive.undo_golive, begun, office, known[0], known, there.now), key)


STORIES = (
    (what_cannot_be_ranked,),
    (
        what_is_written_wrongly, what_is_pressed_wrongly, what_cannot_be_asked, what_cannot_be_decided,
        what_goes_to_no_unit, what_cannot_be_suspended, what_cannot_be_reopened, what_cannot_be_chased,
        what_cannot_be_taken_back, what_supports_nothing, what_supporters_are_not_asked,
        what_has_no_history, what_is_no_complaint, whose_counties_are_not_seen,
    ),
    (what_was_handed_over, what_arrives_unreadable_or_again, who_cannot_come_in_or_be_forgotten),
    (what_papers_refuse,),
    (what_lists_refuse, what_pictures_refuse, what_readings_refuse, what_typed_readings_refuse),
    (what_tickets_refuse,),
    (
        when_the_plan_cannot_go_live, what_the_clock_has_overtaken, what_was_filed, what_a_leader_cannot_decide,
    ),
    (what_cannot_be_ruled, what_is_posted_nowhere),
    (what_cannot_be_an_absence, who_cannot_stand_in, whose_absence_is_not_theirs_to_set),
    (what_the_plan_has_changed_since,),
    (what_emergencies_refuse,),
)  # fmt: skip


async def test_every_refusal_is_raised_and_says_why(tmp_path: Path) -> None:
    known = sites(*ROOMS)
    with watched(list(known)) as watch:
        for number, stories in enumerate(STORIES):
            folder = tmp_path / str(number)
            folder.mkdir()
            async with town(folder) as there:
                await there.sleep_until("2023-12-18", "10:00")
                for story in stories:
                    await story(there)
    never = [
        f"{path}:{line} {key}" for (path, line), key in known.items() if (path, line) not in watch.reached
    ]
    assert never == [], "no story here reaches these refusals"


async def test_an_event_out_of_place_is_refused_by_the_fold(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        await there.sleep_until("2023-12-18", "10:00")
        a = await the_leads(there)
        refused_directly(lambda: step(a, Event(Kind.STARTED, there.now, there.today)), "refused.open")
