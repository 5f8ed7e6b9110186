"""What emergencies refuse, by what people type and press."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.actions.emergency_order import WantedOrder, date_follow_up, order
from bot.actions.emergency_response import report
from bot.actions.import_checklists import import_checklists
from bot.cards.callback_data import unit_code
from bot.context.emergencies import emergency_life
from bot.context.ports import Inbound
from bot.domain.calendar import DAY
from bot.domain.emergency.alert_levels import AlertLevel
from bot.domain.emergency.checklists import ChecklistLine, Checklists
from bot.domain.emergency.emergency_rules import EmergencyClocks, EmergencyOffice, EmergencyRules
from bot.domain.errors import Refused
from bot.domain.person import Role
from tests.builders import ZH, City, buttons
from tests.chat.permission_situations import COUNTY, EAST, URBAN

CLOCKS = EmergencyClocks(30, (time(9), time(17)), 60)
RULES = EmergencyRules(follow_up=("效果评估",), task="1", signers={AlertLevel.RED: ("王某",)})
BY = "文号宛环委办〔2024〕1号 签发人张某"
LISTS = Checklists(
    "1",
    date(2023, 11, 1),
    (
        ChecklistLine(COUNTY, AlertLevel.ORANGE, "东岗砖厂", "", "停产"),
        ChecklistLine(COUNTY, AlertLevel.ORANGE, "东县化工", "", "", "A级"),
    ),
)


async def _told(there: City, person: str, what: str, key: str, **args: object) -> None:
    card = await (there.press_payload(person, what[1:]) if what.startswith(":") else there.say(person, what))
    said = ZH.say(key, **args) if args else ZH.say(key)
    assert said in card.text, (person, what, card.text)


async def what_emergencies_refuse(there: City) -> None:
    """Before one runs, while it runs, and after it."""
    there.contexts.use(emergency=EmergencyOffice(RULES, EmergencyClocks()))
    unset = ["sign_minutes", "windows", "lead_minutes"]
    await _told(there, "coordinator", f"/emergency 橙 {BY}", "refused.emergency_unset", names=unset)
    there.contexts.use(emergency=EmergencyOffice(replace(RULES, task="99"), CLOCKS))
    await _told(there, "coordinator", f"/emergency 橙 {BY}", "refused.emergency_task", names=["效果评估"])
    there.contexts.use(emergency=EmergencyOffice(RULES, CLOCKS))
    await _what_is_no_order(there)
    await _drafts_that_are_gone(there)
    await _what_a_unit_cannot_do(there)
    await _what_is_over(there)


async def _what_is_no_order(there: City) -> None:
    code = f"emlist:{unit_code(COUNTY)}"
    await _told(there, EAST, f":{code}:0", "refused.no_checklists")
    imported = await import_checklists(there.store, there.calendar, LISTS, there.now)
    await there.store.commit(imported.changes)
    await _told(there, EAST, f":{code}:0", "refused.no_emergency")
    await _told(there, "coordinator", "/emergency 解除", "refused.no_emergency")
    await _told(there, "coordinator", "/emergency 天气不好", "refused.emergency_words")
    await _told(there, "coordinator", "/emergency 启动", "refused.emergency_words")
    await _told(there, "coordinator", "启动橙色预警，大家抓紧", "refused.emergency_more")
    await _told(there, EAST, ":emsay", "refused.words_gone")
    await _told(there, "coordinator", "/emergency 蓝色", "refused.emergency_level", level="蓝色")
    await _told(
        there, "coordinator", f"/emergency 红 {BY}", "refused.emergency_signer", name="张某", names=["王某"]
    )
    await there.say("coordinator", "/emergency 橙")
    await _told(there, "coordinator", "还没有文", "refused.emergency_number")
    await there.say("coordinator", "宛环委办〔2024〕1号")
    await _told(there, "coordinator", "2024", "refused.emergency_name")
    context = await there.contexts.current()
    with pytest.raises(Refused, match="emergency_incomplete"):
        order(
            context, context.roster.holding(Role.COORDINATOR)[0], WantedOrder(AlertLevel.ORANGE, "", ""),
            None, there.now,
        )  # fmt: skip


async def _drafts_that_are_gone(there: City) -> None:
    await there.say("coordinator", "取消")
    await _told(there, "coordinator", ":emgo", "refused.emergency_draft_gone")
    await there.say("coordinator", f"/emergency 黄 {BY}")
    old = there.phone("coordinator")[-1]
    await there.say("coordinator", f"/emergency 橙 {BY}")
    card = await there.press_payload("coordinator", "emgo", old.message_id)
    assert ZH.say("refused.emergency_draft_gone") in card.text
    await there.say("coordinator", f"/emergency 橙 {BY}")
    context = await there.contexts.current()
    wanted = WantedOrder(AlertLevel.YELLOW, "宛环委办〔2024〕7号", "张某")
    made = order(context, context.roster.holding(Role.COORDINATOR)[0], wanted, None, there.now)
    await there.store.commit(made.changes)  # by another coordinator, meanwhile
    await _told(there, "coordinator", ":emgo", "refused.emergency_draft_gone")


async def _what_a_unit_cannot_do(there: City) -> None:
    code = f"emlist:{unit_code(COUNTY)}"
    card = await there.say("coordinator", f"/emergency 橙 {BY}")
    await there.press("coordinator", buttons(card)[0].text)
    at = there.calendar.local(there.now)
    await _told(
        there, "coordinator", f"/emergency 橙 {BY}", "refused.emergency_runs", number="宛环委办〔2024〕1号",
        day=at.date(), at=at,
    )  # fmt: skip
    for text, edited in (("收到", False), ("还没有收到", True)):  # a signature is no report to be put right
        said = Inbound("browser", f"em{text}", EAST, text=text, platform_id="61", edited=edited)
        await there.chat.receive(said, there.now)
    await _told(there, URBAN, f":{code}:0", "refused.not_visible")
    await _told(there, EAST, ":emsign:1:1", "refused.emergency_raised")
    await _told(there, EAST, ":emsign:9:1", "refused.no_such_emergency")
    await _told(there, "coordinator", ":empage:9:0", "refused.no_such_emergency")
    await _told(there, EAST, "应急", "refused.emergency_says_nothing")
    await there.say(EAST, "应急 东岗砖厂已停产")
    await _told(there, EAST, "应急 东岗砖厂已停产", "refused.line_done", names=["东岗砖厂"])
    await _told(there, EAST, "应急 东县化工已停产", "refused.line_exempt", name="东县化工", kind="A级")
    await _told(there, "coordinator", "/undo", "refused.emergency_order_stands")
    context = await there.contexts.current()
    outside = next(
        one
        for one in context.roster.people
        if one.units(Role.LIAISON) and not set(one.units()) & set(context.emergencies[0].units)
    )
    await _told(there, outside.id, ":emsign:1:2", "refused.not_in_emergency")
    await _told(there, outside.id, "/emergency", "refused.not_in_emergency")
    leader = context.roster.holding(Role.LEADER)[0]
    await _told(there, leader.id, ":emsign:1:2", "refused.not_in_emergency")
    with pytest.raises(Refused, match="emergency_still_runs"):
        date_follow_up(
            context, context.roster.holding(Role.COORDINATOR)[0], context.emergencies[0], "效果评估",
            date(2024, 1, 20), there.now,
        )  # fmt: skip


async def _what_is_over(there: City) -> None:
    card = await there.say("coordinator", f"/emergency 解除 {BY}")
    await there.press("coordinator", buttons(card)[0].text)
    await _told(there, EAST, ":emsign:1:2", "refused.emergency_lifted")
    context = await there.contexts.current()
    (one,) = context.emergencies
    coordinator = context.roster.holding(Role.COORDINATOR)[0]
    with pytest.raises(Refused, match="follow_up_past"):
        date_follow_up(context, coordinator, one, "效果评估", there.today - timedelta(days=1), there.now)
    life = await emergency_life(there.store, one, context.calendar)
    with pytest.raises(Refused, match="emergency_lifted"):
        report(context, life, context.roster.by_id[EAST], "停产", (), there.now + 9 * DAY)
