"""Every question that the bot puts: how it comes to be asked, what answers it in words and by a tap, and what follows.

A walk is told in one town, one after another; `tests/chat/test_every_question.py` walks them all.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.actions.hand_in_list import hand_in_list
from bot.chat.turn import Expects
from bot.context.ports import Attachment
from bot.domain.emergency.emergency_rules import EmergencyOffice
from bot.domain.lists.work_list import ListedItem, WorkList
from bot.domain.tickets.ticket import TicketState
from bot.queries.all_tickets import all_tickets
from tests.builders import SMALL, City
from tests.chat.refused_emergencies import CLOCKS
from tests.chat.refused_emergencies import RULES as ALARM
from tests.chat.ticket_town import HOT_SPOT, RULES, issued

URBAN, BUREAU, EAST = "u02-liaison", "u01-liaison", "c01-liaison"
PLAN = SMALL.replace(
    "due: 2023-12-31, quote: 2023年年底前, line: 2}",
    "due: 2023-12-31, quote: 2023年年底前, line: 2}\n"
    '          - {id: "1.2", text: 东厂锅炉改造完成, due: 2024-06-30, which_county: [东方锅炉厂], '
    "quote: 2024年6月底前, line: 2}",
).replace("  - {name: 东县,", "  - {name: 市财政局, kind: department}\n  - {name: 东县,", 1)

Ask = Callable[[City], Awaitable[None]]


@dataclass(frozen=True)
class Walk:
    """`asks` makes the bot put the question to `who`, again and again. `words` answer it; the answer then contains
    `then`. `tap` is a button that answers it, "" where only words can; `tapped` is what the answer contains then."""

    expects: Expects
    who: str
    asks: Ask
    words: str
    then: str
    tap: str = ""
    tapped: str = ""


def presses(who: str, payload: str, milestone: str = "", unit: str = "") -> Ask:
    """{a} is the item, {r} its rounds, {until} the date asked for."""

    async def ask(there: City) -> None:
        values: dict[str, object] = {}
        if milestone:
            a = await there.milestone(milestone, unit)
            until = a.extension or a.suspension
            values = {"a": a.id, "r": a.rounds, "until": f"{until:%Y%m%d}" if until else ""}
        await there.press_payload(who, payload.format(**values))

    return ask


def says(who: str, words: str) -> Ask:
    async def ask(there: City) -> None:
        await there.say(who, words)

    return ask


def after(*first: Ask) -> Ask:
    """Each of them, in order. What had been done before is refused, and does no harm."""

    async def ask(there: City) -> None:
        for one in first:
            await one(there)

    return ask


async def one_plant_fewer(there: City) -> None:
    """A file without a plant that stands in the list."""
    plants = (ListedItem("1", "东厂"), ListedItem("2", "西厂"))
    context = await there.contexts.current()
    if "plants" not in {life.worklist.id for life in context.lists}:
        listed = WorkList("plants", "两厂", "1", "1.1", None, plants)
        await there.store.commit(hand_in_list(context, listed, 0, "", there.now).changes)
    text = "list: plants\ntitle: 两厂\ntask: '1'\nmilestone: '1.1'\nitems:\n  - {id: '1', name: 东厂}\n"
    await there.say(URBAN, files=(Attachment("两厂.yaml", "text/yaml", text.encode()),))


async def two_lists(there: City) -> None:
    """Of one milestone, each with a first plant."""
    for list_id, name in (("a", "东厂锅炉"), ("b", "西厂锅炉")):
        listed = WorkList(list_id, name, "1", "1.1", None, (ListedItem("1", name, "东县"),))
        version = await there.store.one(int, "stream_length", stream=f"list:{list_id}") or 0
        context = await there.contexts.current()
        await there.store.commit(hand_in_list(context, listed, version, "", there.now).changes)


LEAD = "市城市管理局"
EARLY = (
    Walk(
        Expects.REPORT, URBAN, presses(URBAN, "say:{a}", "1.1", LEAD), "已完成30%", "已记录",
    ),
    Walk(
        Expects.CHOICE, URBAN, after(says(URBAN, "/tasks"), says(URBAN, "进度已到40%")), "2", "已记录", tap="第2项",
        tapped="已记录",
    ),
    Walk(
        Expects.RISK, URBAN, says(URBAN, "1.1 已完成50%，资金没有到位"), "下周五解决", "记录",
    ),
    Walk(
        Expects.EXTENSION, URBAN, presses(URBAN, "ext:{a}", "1.1", LEAD), "1月31日前，设备到货推迟", "已申请延期",
    ),
    Walk(
        Expects.DECLINE, URBAN, presses(URBAN, "dec:{a}", "1.2", LEAD), "应由市生态环境局承担，属其职责", "退回",
        tap="1", tapped="退回理由",
    ),
    Walk(
        Expects.WAIT, URBAN, presses(URBAN, "wait:{a}:0", "2.1", LEAD), "烟草公司", "市烟草公司", tap="1",
        tapped="配合",
    ),
    Walk(
        Expects.SUSPENSION, URBAN, presses(URBAN, "susp:{a}", "1.2", LEAD), "3月15日，冬季无法施工", "已提交挂账申请",
    ),
    Walk(
        Expects.HOLD, "coordinator", presses("coordinator", "hold:{a}", "2.1", LEAD), "3月15日，冬季无法施工", "挂账",
    ),
    Walk(
        Expects.SUPPORT, BUREAU, presses(BUREAU, "note:1"), "监测数据已提供3份", "配合",
    ),
    Walk(
        Expects.COMPLAINT, EAST, says(EAST, "/complain"), "提醒太多，改为每周一次", "已受理",
    ),
    Walk(
        Expects.SUMS_UP, "coordinator", presses("coordinator", "sumup:2:0"), "城管局",
        "已明确：第2项由市城市管理局汇总", tap="1", tapped="已明确：第2项由市生态环境局汇总",
    ),
    Walk(
        Expects.COUNTY, "coordinator", presses("coordinator", "where:1.2:0:0"), "西县", "由西县承担属地责任", tap="1",
        tapped="由东县承担属地责任",
    ),
    Walk(
        Expects.CONFIRM, "coordinator", says("coordinator", "2由财政局汇总"), "确认", "已明确：第2项由市财政局汇总",
        tap="确认", tapped="已明确：第2项由市财政局汇总",
    ),
)  # fmt: skip
LEFT = (
    Walk(
        Expects.LEAVE,
        EAST,
        says(EAST, "/leave"),
        "3天",
        "已登记",
    ),
)
BOTH_SUBMITTED = after(presses(URBAN, "sub:{a}", "1.1", LEAD), presses(URBAN, "sub:{a}", "1.2", LEAD))
CHOSEN = (
    Walk(
        Expects.DECIDING,
        "coordinator",
        after(BOTH_SUBMITTED, says("coordinator", "退回，缺验收材料")),
        "1.2退回，缺验收材料",
        "退回",
        tap="退回整改：1.1",
        tapped="退回",
    ),
)
DECIDED = (  # each after a request of the unit
    Walk(
        Expects.REFUSE_EXTENSION, "coordinator",
        after(
            says(URBAN, "/extend 1.1 1月31日前 设备到货推迟"),
            presses("coordinator", "extno:{a}:{until}", "1.1", LEAD),
        ),
        "年底前必须完成", "未同意延期", tap="不同意：延期理由不充分", tapped="未同意延期",
    ),
    Walk(
        Expects.REFUSE_SUSPENSION, "coordinator",
        after(
            presses(URBAN, "susp:{a}", "1.2", LEAD), says(URBAN, "3月15日，冬季无法施工"),
            presses("coordinator", "susno:{a}:{until}", "1.2", LEAD),
        ),
        "可以在室内施工", "未同意挂账",
    ),
    Walk(
        Expects.REFUSE_DECLINE, "coordinator",
        after(
            presses(URBAN, "dec:{a}", "2.1", LEAD), says(URBAN, "应由市生态环境局承担，属其职责"),
            presses("coordinator", "decno:{a}", "2.1", LEAD),
        ),
        "属贵单位职责", "未同意退回", tap="属该单位", tapped="未同意退回",
    ),
    Walk(
        Expects.COMPLAINT_ANSWER, "coordinator",
        after(says(EAST, "建议：提醒改为每周一次"), presses("coordinator", "cmplans:1")), "已采纳", "答复",
    ),
    Walk(
        Expects.REWORK, "coordinator",
        after(presses(URBAN, "sub:{a}", "1.1", LEAD), presses("coordinator", "rework:{a}:{r}", "1.1", LEAD)),
        "缺少验收材料", "退回", tap="材料", tapped="退回",
    ),
    Walk(
        Expects.REOPEN, "coordinator",
        after(
            presses(URBAN, "sub:{a}", "1.1", LEAD), presses("coordinator", "pass:{a}:{r}", "1.1", LEAD),
            presses("coordinator", "reopen:{a}:{r}", "1.1", LEAD),
        ),
        "锅炉又在使用", "重新办理",
    ),
)  # fmt: skip


async def _weekly(there: City) -> None:
    a = await there.milestone("1.1", LEAD)
    if a.endorsed_on is None:
        await there.press_payload("coordinator", f"up:{a.id}")
        a = await there.milestone("1.1", LEAD)
    assert a.endorsed_on
    await there.press_payload("leader", f"talkdef:{a.id}:{a.endorsed_on:%Y%m%d}")


async def hot_spot(there: City) -> None:
    there.contexts.use(tickets=RULES)
    await there.say("coordinator", HOT_SPOT)


async def sent_back(there: City) -> None:
    """A ticket that waits for review, and the button that asks why it goes back."""
    there.contexts.use(tickets=RULES)
    lives = (await all_tickets(there.store, there.calendar)).lives
    waiting = [n for n, life in lives.items() if life.ticket.state is TicketState.IN_REVIEW]
    if not waiting:
        await issued(there)
        waiting = [max((await all_tickets(there.store, there.calendar)).lives)]
        await there.say(EAST, f"T{waiting[0]} 已清扫，请复核")
    await there.press_payload("coordinator", f"tkback:{waiting[0]}:1")


async def alarm(there: City) -> None:
    """The draft of a start; one that runs is lifted first."""
    there.contexts.use(emergency=EmergencyOffice(ALARM, CLOCKS))
    by = "文号宛环委办〔2024〕1号 签发人张某"
    if any(one.ended is None for one in (await there.contexts.current()).emergencies):
        await there.say("coordinator", f"/emergency 解除 {by}")
        await there.press("coordinator", "解除")
    await there.say("coordinator", f"/emergency 橙 {by}")


TICKETS = (
    Walk(Expects.TICKET_DRAFT, "coordinator", hot_spot, "交办", "已交办", tap="交办", tapped="已交办"),
    Walk(Expects.TICKET, "coordinator", sent_back, "复测仍超标", "已退回"),
    Walk(Expects.EMERGENCY_ORDER, "coordinator", alarm, "启动", "已启动", tap="启动", tapped="已启动"),
)
LATE = (
    Walk(Expects.TALK_NOTE, "leader", _weekly, "月底再看", "批示意见：月底再看"),
    Walk(
        Expects.LISTED,
        URBAN,
        after(two_lists, says(URBAN, "第1家完成")),
        "1",
        "已记入清单",
        tap="西厂锅炉",
        tapped="已记入清单",
    ),
    Walk(Expects.LIST_REASON, URBAN, one_plant_fewer, "西厂已拆除", "已导入"),
    Walk(
        Expects.PAPER,
        "coordinator",
        says("coordinator", "督办单 1.1 市城市管理局"),
        "请于1月31日前办结",
        "督办单",
    ),
)
