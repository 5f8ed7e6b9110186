"""What tickets refuse, by what people type and press."""

from dataclasses import replace
from datetime import date

import pytest

from bot.actions.issue_ticket import issue_ticket, pass_down
from bot.actions.ticket_review import decide_ticket_talk, send_back, set_recheck
from bot.actions.ticket_undo import take_back_ticket
from bot.actions.undo import undo
from bot.domain.errors import Refused
from bot.domain.person import Roster
from bot.domain.tickets.ticket import TicketSubject
from bot.domain.tickets.ticket_rights import TicketAct
from bot.queries.history import events_of
from tests.builders import ZH, City, buttons
from tests.chat.permission_situations import EAST
from tests.chat.ticket_town import HOT_SPOT, RULES, issued

OFFICE = "coordinator"


async def _told(there: City, person: str, what: str, key: str, **args: object) -> None:
    said = await (there.press_payload(person, what[1:]) if what.startswith(":") else there.say(person, what))
    assert ZH.say(key, **args) in said.text, said.text


async def what_tickets_refuse(there: City) -> None:
    there.contexts.use(tickets=replace(RULES, sign_minutes=None))
    names = ["tickets.sign_minutes"]
    draft = await there.say(OFFICE, HOT_SPOT)
    go = next(one.payload for one in buttons(draft) if one.payload.startswith("tkgo:"))
    await _told(there, OFFICE, f":{go}", "refused.ticket_minutes_unset", names=names)
    there.contexts.use(tickets=RULES)
    await _told(there, OFFICE, ":tkgo:0123456789ab", "refused.ticket_draft_gone")
    await _told(there, OFFICE, ":tkunit:00000000", "refused.ticket_draft_gone")
    await _told(there, OFFICE, "/tickets 北县", "refused.ticket_unit_unknown", name="北县")
    await _told(there, OFFICE, ":tk:9", "refused.no_such_ticket", name="T9")
    await _told(there, OFFICE, ":tksign:9", "refused.no_such_ticket", name="T9")
    await issued(there)
    await _while_it_is_worked_on(there)
    await _once_it_is_closed(there)
    await _talks(there)
    await _called_directly(there)


async def _while_it_is_worked_on(there: City) -> None:
    await _told(there, "c02-liaison", "T1", "refused.not_your_ticket", unit="东县")
    await _told(there, OFFICE, ":tkpass:1:1", "refused.ticket_issued", name="T1")
    await _told(there, EAST, "T1 延期两天", "refused.ticket_no_extension", name="T1")
    await _told(there, OFFICE, "T1 更正 西县", "refused.ticket_unit_stays", name="T1", unit="东县")
    await _told(there, OFFICE, "T1 更正 PM10 312", "refused.ticket_nothing_corrected", name="T1")
    await there.say(EAST, "T1 转东岗镇 60分钟")
    await _told(there, EAST, "T1 转东岗镇 60分钟", "refused.ticket_township_twice", name="东岗镇")
    await _told(there, EAST, ":tktown:1:7", "refused.ticket_no_township", name="T1")
    await _told(there, EAST, "T1 西岗镇已反馈", "refused.ticket_no_such_township", name="西岗镇")
    await _told(there, EAST, ":tksub:1:7", "refused.ticket_other_round", name="T1")
    await there.say(EAST, "T1 已清扫，请复核")
    await _told(there, OFFICE, ":tkpass:1:7", "refused.ticket_other_round", name="T1")
    await _told(there, OFFICE, ":tkback:1:7", "refused.ticket_other_round", name="T1")
    await _told(there, EAST, ":tksay:1", "refused.words_gone")
    words = "群众不满意"
    await _told(there, OFFICE, words, "refused.ticket_which", names=["T1"], name="T1", words=words)


async def _once_it_is_closed(there: City) -> None:
    await there.press_payload(OFFICE, "tkpass:1:1")
    await _told(there, OFFICE, "T1 回头看 2023年12月1日", "refused.ticket_recheck_past")
    await _told(there, OFFICE, ":tkkeep:1", "refused.ticket_not_rechecking", name="T1")


async def _talks(there: City) -> None:
    await _told(there, OFFICE, ":tkup:1", "refused.ticket_no_talk", name="T1")
    await issued(there)
    await issued(there)
    await _told(there, "leader", ":tkyes:3", "refused.ticket_talk_not_put", name="T3")
    context = await there.contexts.current()
    nobody = replace(context, roster=Roster(tuple(p for p in context.roster.people if p.id != "leader")))
    with pytest.raises(Refused, match="ticket_no_leader"):
        person = nobody.roster.by_id[OFFICE]
        await decide_ticket_talk(there.store, nobody, person, 3, TicketAct.ENDORSE_TALK, there.now)
    await there.press_payload(OFFICE, "tkup:3")
    await _told(there, OFFICE, ":tkup:3", "refused.ticket_talk_decided", name="T3")


async def _called_directly(there: City) -> None:
    context = await there.contexts.current()
    office, east = context.roster.by_id[OFFICE], context.roster.by_id[EAST]
    with pytest.raises(Refused, match="ticket_unit_unknown"):
        await issue_ticket(there.store, context, office, TicketSubject("北县", "x", "走航"), (), there.now)
    with pytest.raises(Refused, match="ticket_township_how"):
        await pass_down(there.store, context, east, 2, "", 0, there.now)
    with pytest.raises(Refused, match="reason_needed"):
        await send_back(there.store, context, office, 2, TicketAct.WITHDRAW, " ", (), there.now)
    with pytest.raises(Refused, match="ticket_other_round"):
        await there.say(EAST, "T2 已清扫，请复核")
        await send_back(there.store, context, office, 2, TicketAct.RETURN, "不行", (), there.now, 7)
    with pytest.raises(Refused, match="ticket_recheck_past"):
        await set_recheck(there.store, context, office, 1, date(2023, 1, 1), there.now)
    await _undone(there)


async def _undone(there: City) -> None:
    """Not what others have built on, and not what one's own later act needs."""
    context = await there.contexts.current()
    office = context.roster.by_id[OFFICE]
    await issued(there)
    await there.press_payload(EAST, "tksign:4")
    with pytest.raises(Refused, match="undo_acted_on"):
        await undo(there.store, context, office, there.now)
    await _own_acts_undone(there)


async def _own_acts_undone(there: City) -> None:
    context = await there.contexts.current()
    east = context.roster.by_id[EAST]
    await issued(there)
    await there.say(EAST, "T5 转东岗镇 60分钟")
    await there.say(EAST, "T5 东岗镇已反馈")
    events = await events_of(there.store, "ticket:T5", there.calendar)
    with pytest.raises(Refused, match="ticket_undo_later"):
        await take_back_ticket(there.store, context, east, "ticket:T5", {2}, events, there.now)
    await there.say(EAST, "/undo")
    events = await events_of(there.store, "ticket:T5", there.calendar)
    with pytest.raises(Refused, match="already_undone"):
        await take_back_ticket(there.store, context, east, "ticket:T5", {3}, events, there.now)
