"""Every action of the table, tried by everybody on items in every situation, through every door.

What is expected is read from the table; tests/domain/test_permissions.py says what the table must be.
"""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from bot.actions import (
    chase,
    decide_talk,
    decline,
    endorse,
    extend,
    hand_over,
    not_concerned,
    reopen,
    report,
    review,
    start,
    submit,
    suspend,
    take_over,
    wait_for,
)
from bot.actions.access import reporting
from bot.actions.outcome import Outcome
from bot.cards.callback_data import Shape, Verb, payload_for, unit_code
from bot.chat.callbacks import VERBS
from bot.chat.item_buttons import BUTTONS, buttons_for
from bot.context.plan_context import PlanContext
from bot.context.ports import Inbound
from bot.domain.assignment import Assignment
from bot.domain.errors import Refused
from bot.domain.permissions import ITEM_RULES, PLAN_RULES, Action, refusal, refusal_in_plan
from bot.domain.person import Person
from bot.domain.talk import TalkDecision
from tests.builders import ZH, City, buttons
from tests.chat.permission_situations import COUNTY, LEAD, SITUATIONS, URBAN, situated, town

OFFICE = ZH.say("office.unnamed")  # the plan of these tests names no office
PROGRESS = report.ReportContent(words="进展顺利", percent=60)
UNTIL = date(2024, 10, 31)


def another_county(a: Assignment) -> str:
    return COUNTY if a.unit == "西县" else "西县"


# What an action does, called without any card, command or button before it. Looking does nothing.
DIRECT: Mapping[Action, Callable[[PlanContext, Person, Assignment, int], Outcome]] = {
    Action.REPORT: lambda c, p, a, now: report.report(c, p, a, PROGRESS, now),
    Action.SUPPLEMENT: lambda c, p, a, now: report.report(c, p, a, PROGRESS, now),
    Action.FILE: lambda c, p, a, now: report.report(c, p, a, PROGRESS, now),
    Action.SUBMIT: lambda c, p, a, now: submit.submit(c, p, a, PROGRESS, now),
    Action.ASK_EXTENSION: lambda c, p, a, now: extend.ask_extension(c, p, a, UNTIL, "设备到货推迟", now),
    Action.DECLINE: lambda c, p, a, now: decline.decline(c, p, a, "不属本单位职责", now),
    Action.NOT_CONCERNED: lambda c, p, a, now: not_concerned.not_concerned(c, p, a, "本县没有", now),
    Action.WAIT_FOR: lambda c, p, a, now: wait_for.wait_for(c, p, a, another_county(a), "", now),
    Action.RESUME: wait_for.resume,
    Action.HAND_OVER: lambda c, p, a, now: hand_over.hand_over(
        c, p, a, next(x for x in c.roster.colleagues(a.unit) if x.id != a.assignee), now
    ),
    Action.PASS: review.pass_,
    Action.RETURN_FOR_REWORK: lambda c, p, a, now: review.return_for_rework(c, p, a, "缺少材料", now),
    Action.GRANT_EXTENSION: extend.grant_extension,
    Action.REFUSE_EXTENSION: lambda c, p, a, now: extend.refuse_extension(c, p, a, "时限不作调整", now),
    Action.ACCEPT_DECLINE: decline.accept_decline,
    Action.REFUSE_DECLINE: lambda c, p, a, now: decline.refuse_decline(c, p, a, "属其职责", now),
    Action.SIGN: take_over.sign,
    Action.ASK_SUSPENSION: lambda c, p, a, now: suspend.ask_suspension(c, p, a, UNTIL, "冬季无法施工", now),
    Action.GRANT_SUSPENSION: suspend.grant_suspension,
    Action.REFUSE_SUSPENSION: lambda c, p, a, now: suspend.refuse_suspension(c, p, a, "可室内施工", now),
    Action.SUSPEND: lambda c, p, a, now: suspend.suspend(c, p, a, UNTIL, "冬季无法施工", now),
    Action.RESTART: suspend.restart,
    Action.HELPED: wait_for.helped,
    Action.REOPEN: lambda c, p, a, now: reopen.reopen(c, p, a, "验收材料不实", now),
    Action.RECHECK: reopen.ask_recheck,
    Action.CONFIRM_CLOSED: reopen.confirm_closed,
    Action.ENDORSE: endorse.endorse,
    Action.DECIDE_TALK: lambda c, p, a, now: decide_talk.decide_talk(c, p, a, TalkDecision.DEFERRED, now),
    Action.START: start.start,
    Action.CHASE: chase.chase,
}
IN_CHAT_ONLY = {  # looking, and one button whose words are an ordinary report
    Action.SEE_ITEM, Action.SEE_WORDS, Action.SEE_EVIDENCE, Action.SEE_DRAFT, Action.NO_CHANGE,
    Action.DRAFT_PAPER,
}  # fmt: skip
COMMANDS: Mapping[Action, str] = {
    Action.REPORT: "/report {milestone} 已完成80%",
    Action.SUBMIT: "/done {milestone}",
    Action.ASK_EXTENSION: "/extend {milestone} 2024年10月31日 设备到货推迟",
    Action.CHASE: "/remind {milestone}",
}


def why_not(context: PlanContext, action: Action, person: Person, a: Assignment) -> Refused | None:
    return refusal(action, person, a, context.plan, context.roster)


def action_of(verb: Verb, a: Assignment) -> Action:
    """What a button asks for: words about a closed item supplement it, about a return file it."""
    action = VERBS[verb].right
    assert action is not None
    if action is Action.REPORT:
        return reporting(a)
    if verb is Verb.DECLINE and a.told_only:  # of a date that a county is only told it means 不涉及
        return Action.NOT_CONCERNED
    return Action.NO_CHANGE if action is Action.SUBMIT and a.recurring else action


def payload(verb: Verb, a: Assignment) -> str:
    match verb:
        case Verb.PASS | Verb.PASS_SHORT | Verb.REWORK:
            return payload_for(verb, a.id, a.rounds)
        case Verb.GRANT | Verb.REFUSE_GRANT:
            return payload_for(verb, a.id, a.extension or UNTIL)
        case Verb.AGREE_TALK | Verb.REFUSE_TALK | Verb.DEFER_TALK:
            return payload_for(verb, a.id, a.endorsed_on or UNTIL)
        case Verb.REWORK_FOR:
            return payload_for(verb, a.id, a.rounds, 0)
        case Verb.REFUSE_GRANT_FOR:
            return payload_for(verb, a.id, a.extension or UNTIL, 0)
        case Verb.HAND | Verb.WAIT | Verb.HISTORY | Verb.REFUSE_EXCUSE_FOR:
            return payload_for(verb, a.id, 0)
        case Verb.HAND_TO:
            return payload_for(verb, a.id, "second")
        case Verb.GRANT_SUSPENSION | Verb.REFUSE_SUSPENSION:
            return payload_for(verb, a.id, a.suspension or UNTIL)
        case Verb.REOPEN:
            return payload_for(verb, a.id, a.rounds)
        case Verb.DECLINE_TO | Verb.TAKERS:
            return payload_for(verb, a.id, 0)
        case Verb.PROPOSE | Verb.TAKE:
            return payload_for(verb, a.id, unit_code("西县"))
        case Verb.WAIT_ON:
            return payload_for(verb, a.id, unit_code("西县"))
        case _:
            return payload_for(verb, a.id)


def test_every_action_on_items_is_tried() -> None:
    assert set(DIRECT) | IN_CHAT_ONLY == set(ITEM_RULES)
    assert {VERBS[verb].right for verb in Verb if VERBS[verb].right in ITEM_RULES} >= set(ITEM_RULES) - {
        Action.SUPPLEMENT,  # behind the same button as REPORT
        Action.FILE,
    }


@pytest.mark.parametrize("situation", SITUATIONS)
async def test_an_action_called_directly_obeys_the_table(tmp_path: Path, situation: str) -> None:
    async with situated(tmp_path, situation) as (there, a):
        context = await there.contexts.current()
        for action, act in DIRECT.items():
            if action in (Action.REPORT, Action.SUPPLEMENT, Action.FILE) and action is not reporting(a):
                continue
            if action is Action.SUBMIT and a.recurring:  # 提交 of a return's item files it
                continue
            if action is Action.HAND_OVER and len(context.roster.colleagues(a.unit)) < 2:
                continue
            for person in context.roster.people:
                expected = why_not(context, action, person, a)
                try:
                    act(context, person, a, there.now)
                    found = None
                except Refused as refused:
                    found = refused
                assert (found and found.key) == (expected and expected.key), (action, person.id)


@pytest.mark.parametrize("situation", SITUATIONS)
async def test_a_card_carries_the_buttons_of_what_is_allowed(tmp_path: Path, situation: str) -> None:
    async with situated(tmp_path, situation) as (there, a):
        context = await there.contexts.current()
        for person in context.roster.people:
            allowed = {verb for action, verb in BUTTONS if why_not(context, action, person, a) is None}
            assert set(buttons_for(context, person, a)) <= allowed
            card = await there.press_payload(person.id, payload_for(Verb.CARD, a.id))
            shown = {one.payload.partition(":")[0] for one in buttons(card)} & {verb for _, verb in BUTTONS}
            wanted = (
                buttons_for(context, person, a)
                if why_not(context, Action.SEE_ITEM, person, a) is None
                else []
            )
            assert shown == set(wanted), person.id


@pytest.mark.parametrize("situation", SITUATIONS)
async def test_a_forged_button_of_what_is_not_allowed_is_refused_with_the_reason(
    tmp_path: Path, situation: str
) -> None:
    """Also the buttons that somebody saw before they lost the right to them."""
    async with situated(tmp_path, situation) as (there, a):
        context = await there.contexts.current()
        on_items = [verb for verb in Verb if verb.about(Shape.ITEM)]
        for person in context.roster.people:
            for verb in on_items:
                expected = why_not(context, action_of(verb, a), person, a)
                if expected is None:
                    continue
                card = await there.press_payload(person.id, payload(verb, a))
                sentences = {ZH.say(expected.key, office=OFFICE, **expected.args_of_sentence)}
                if verb in (Verb.CHOOSE, Verb.MEANT):  # no words are kept
                    sentences.add(ZH.say("refused.nothing_kept"))
                assert any(one in card.text for one in sentences), (person.id, verb, card.text)
        assert await there.by_id(a.id) == a


@pytest.mark.parametrize("situation", SITUATIONS)
async def test_a_command_of_what_is_not_allowed_changes_nothing(tmp_path: Path, situation: str) -> None:
    async with situated(tmp_path, situation) as (there, a):
        context = await there.contexts.current()
        for person in context.roster.people:
            for action, command in COMMANDS.items():
                asked = reporting(a) if action is Action.REPORT else action
                asked = Action.FILE if a.recurring and action is Action.SUBMIT else asked
                if why_not(context, asked, person, a):
                    await there.say(person.id, command.format(milestone=a.milestone))
                    assert await there.by_id(a.id) == a, (person.id, command)


# ---- what is not about an item

PLAN_DOORS: dict[Action, tuple[str, ...]] = {  # payloads start with ":"
    Action.ACKNOWLEDGE: (":ack:0",),
    Action.CHASE_ACKNOWLEDGEMENT: (":urgeall:3", f":urge:{unit_code(LEAD)}", "催签"),
    Action.SET_ABSENCE: ("/leave 3天", ":lvend", ":leave"),
    Action.SET_ABSENCE_FOR: ("/leave 市烟草公司分管负责人 3天",),
    Action.CONFIRM_POST: (":post:1",),
    Action.STAND_DOWN: (":nosub:u03-liaison:1",),
    Action.REHEARSE_GOLIVE: ("/golive 2024-01-02",),
    Action.GO_LIVE: (":go:20240102",),
    Action.SEE_WHOLE_PLAN: (f":unit:{unit_code(LEAD)}", f"/summary {LEAD}"),
    Action.SEE_OPEN_POINTS: (":in:unreachable:0", ":in:no_lead:0", ":in:past:0"),
    Action.RULE: (
        ":sumup:2:0",
        f":sumis:2:{unit_code(LEAD)}:1",
        ":rhythm:3",
        ":every:3:month:1",
    ),
    Action.ANSWER_RETURN: (
        f":ret:{unit_code(COUNTY)}:20240108:0",
        f":fill:{unit_code(COUNTY)}:20240108:0",
        f":rest:{unit_code(COUNTY)}:20240108",
    ),
}
PLAN_DOORS |= {
    Action.ORDER_EMERGENCY: ("/emergency 橙 文号宛环委办〔2024〕1号 签发人张某", "启动橙色预警", ":emgo"),
    Action.SEE_EMERGENCY: (":empage:1:0",),
    Action.ISSUE_TICKET: (
        *("/ticket 东县 人民路 PM10 312 走航", "/ticket", ":tkgo:0123456789ab"),
        *(f":tkunit:{unit_code(COUNTY)}", f":tksrc:{unit_code('走航')}"),
    ),
    Action.DRAFT_BULLETIN: (
        *("/bulletin", "通报", "/bulletin rank", "3月排名通报", ":bull:20231101:20231130"),
        *(":drp:00000000", ":drpno:00000000"),
    ),
    Action.EDIT_PAPER: (":bin:1", ":tosign:1", ":repl:1"),
    Action.SEE_PAPERS: ("/papers", ":paper:1"),
    Action.ISSUE_PAPER: (":issue:1", ":issueok:1:1", ":void:1", ":voidok:1"),
}
TOLD_OTHERWISE = {  # tested below, each by itself; support and lists in tests/scenarios
    Action.POST_IN_GROUP, Action.UNDO, Action.SEE_OPEN_POINTS, Action.SUPPORT, Action.ASK_SUPPORT, Action.COMPLAIN,
    Action.ANSWER_COMPLAINT, Action.ENTER_READINGS, Action.ANSWER_LISTED,
    Action.HAND_IN_LIST, Action.SIGN_EMERGENCY, Action.REPORT_EMERGENCY, Action.MARK_CHECKLIST, Action.DATE_FOLLOW_UP,
    Action.SEE_TICKET, Action.ANSWER_TICKET, Action.REVIEW_TICKET, Action.CHANGE_TICKET,  # test_ticket_rights.py
    Action.DECIDE_TICKET_TALK, Action.SEE_TELEPHONE,
}  # fmt: skip


async def _through(there: City, person: str, door: str) -> str:
    if door.startswith(":"):
        return (await there.press_payload(person, door.removeprefix(":"))).text
    return (await there.say(person, door)).text


async def test_what_is_done_to_the_plan_is_refused_to_everybody_else(tmp_path: Path) -> None:
    assert set(PLAN_DOORS) | TOLD_OTHERWISE == set(PLAN_RULES)
    async with town(tmp_path) as there:
        await there.sleep_until("2024-01-04", "10:00")
        await there.say("coordinator", "/bulletin")
        context = await there.contexts.current()
        before = await there.assignments(), context.golive
        for action, doors in PLAN_DOORS.items():
            if action in TOLD_OTHERWISE:
                continue
            for person in context.roster.people:
                refused = refusal_in_plan(action, person, COUNTY)
                own = action is Action.SEE_WHOLE_PLAN and LEAD in person.units()
                if refused and not own:
                    for door in doors:
                        said = await _through(there, person.id, door)
                        assert ZH.say(refused.key, office=OFFICE, **refused.args_of_sentence) in said, (
                            person.id,
                            door,
                        )
        assert (await there.assignments(), (await there.contexts.current()).golive) == before


async def test_open_points_are_empty_for_everybody_but_the_coordinator(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        await there.sleep_until("2024-01-04", "10:00")
        there.blocked.add("c02-head")
        shown = {}
        for person in (await there.contexts.current()).roster.people:
            card = await there.press_payload(person.id, "in:no_lead:0")
            shown[person.id] = "扬尘治理" in card.text
        assert {who for who, sees in shown.items() if sees} == {"coordinator"}


async def test_in_a_group_only_the_coordinators_summary_is_for_all_to_read(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        await there.sleep_until("2024-01-04", "10:00")
        for person in (await there.contexts.current()).roster.people:
            where = {"group": "g1", "text": "/summary", "message_id": ""}
            await there.chat.receive(Inbound("browser", f"g-{person.id}", person.id, **where), there.now)  # type: ignore[arg-type]
        await there.play.settle()
        public = {m.person for m in there.sent if m.external_id == "g1" and "督办摘要" in m.card.text}
        assert public == {"coordinator"}


async def test_nobody_takes_back_what_another_did(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        a = await SITUATIONS["submitted"](there)
        for person in (await there.contexts.current()).roster.people:
            if person.id != URBAN:
                assert "近期没有可撤销的操作。" in (await there.say(person.id, "/undo")).text, person.id
        assert await there.by_id(a.id) == a
