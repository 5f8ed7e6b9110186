"""The sentences of the catalogue that ask somebody for something, each with what answers it.

One that asks and stands in no row makes tests/chat/test_every_question.py fail: a new question needs its answer path.
"""

import re
from collections.abc import Mapping
from enum import StrEnum

from bot.chat.turn import Expects

ASKS = re.compile(
    r"？|请(?:您|再|及时)?(?:点选|选择|写明|确认|明确|予明确|决定|补充|看后确定|报数值|直接回复|直接填写|核对)"
)
OF_FILES_AND_COMMANDS = (  # not said in a conversation; a refusal says what to do instead, see test_refusals.py
    "planfile.", "settings.", "cli.", "check.", "document.", "storage.", "web.", "verify.", "finding.", "profile.",
    "plan_review.", "refused.", "command.", "help.", "change.", "air.finding.", "reading.finding.", "outage.",
)  # fmt: skip


class Answered(StrEnum):
    """What answers a question that keeps no conversation open."""

    BY_A_BUTTON = "its card carries every answer as a button, and words of the same meaning are understood"
    BY_A_REPORT = "a further report answers it: the next words about the item, or the same message edited"
    NOT_NEEDED = "a remark: nothing waits for it"


ANSWERED: Mapping[str, Expects | Answered] = {
    "air.said.ask": Answered.BY_A_BUTTON,  # and what stands above it on the card
    "air.said.known_otherwise": Answered.BY_A_BUTTON,
    "air.said.no_day": Answered.BY_A_BUTTON,
    "air.said.no_place": Answered.BY_A_BUTTON,
    "air.said.other_unit": Answered.BY_A_BUTTON,
    "chase.which": Answered.BY_A_BUTTON,
    "choose.title": Expects.CHOICE,
    "choose.number_or_item": Expects.CHOICE,
    "decide.which": Expects.DECIDING,
    "ledger.which": Answered.BY_A_BUTTON,
    "paper.ask_void": Answered.BY_A_BUTTON,
    "paper.confirm": Answered.BY_A_BUTTON,
    "paper.other_draft": Answered.NOT_NEEDED,
    "paper.ready": Answered.BY_A_BUTTON,
    "paper.which": Expects.PAPER,
    "paper.which_item": Answered.BY_A_BUTTON,
    "post.taken": Answered.BY_A_BUTTON,
    "post.taken_from": Answered.BY_A_BUTTON,
    "complaint.answer_how": Expects.COMPLAINT_ANSWER,
    "complaint.how": Expects.COMPLAINT,
    "desk.no_lead": Answered.BY_A_BUTTON,
    "desk.which_county": Answered.BY_A_BUTTON,
    "echo.question": Expects.RISK,
    "talk.which": Answered.BY_A_BUTTON,
    "worklist.done_or_not": Expects.LISTED,
    "worklist.which": Expects.LISTED,
    "worklist.file.why": Expects.LIST_REASON,
    "extend.how": Expects.EXTENSION,
    "extend.no_date": Expects.EXTENSION,
    "extend.no_reason": Expects.EXTENSION,
    "extend.which": Answered.BY_A_BUTTON,
    "extend.why_not": Expects.REFUSE_EXTENSION,
    "hand.which": Answered.BY_A_BUTTON,
    "language.title": Answered.BY_A_BUTTON,
    "leave.which_days": Expects.LEAVE,
    "leave.who": Expects.LEAVE,
    "leave.who_unclear": Expects.LEAVE,
    "past.title": Answered.BY_A_BUTTON,
    "past.title_dates": Answered.BY_A_BUTTON,
    **dict.fromkeys(
        (
            "reply.question.change_or_level", "reply.question.count_mismatch", "reply.question.date_past",
            "reply.question.done_or_not", "reply.question.one_step_done", "reply.question.percent_over_100",
            "reply.question.ratio_over_one", "reply.question.several_dates", "reply.question.several_percents",
            "reply.question.vague_date",
        ),
        Answered.BY_A_REPORT,
    ),
    "report.number": Expects.REPORT,
    "return.how_one": Answered.BY_A_REPORT,
    "return.write": Expects.REPORT,
    "review.why": Expects.REWORK,
    "review.confirm": Expects.CONFIRM,
    "risk.question.almost": Expects.RISK,
    "risk.question.blocked": Expects.RISK,
    "risk.question.fell": Expects.RISK,
    "risk.question.fell_percent": Expects.RISK,
    "risk.question.fell_to": Expects.RISK,
    "risk.question.missed": Expects.RISK,
    "risk.question.repeated": Expects.RISK,
    "support.how": Expects.SUPPORT,
    "wait.which": Expects.WAIT,
    "weekly.decision": Answered.BY_A_BUTTON,
    "weekly.decision_again": Answered.BY_A_BUTTON,
    "talk.note_follows": Expects.TALK_NOTE,
    "which.press": Answered.BY_A_BUTTON,
    "which.title": Answered.BY_A_BUTTON,
    "why.which": Answered.BY_A_BUTTON,
    "wecom.choose": Answered.BY_A_BUTTON,  # above the buttons of the card itself
    "wecom.choose_one": Answered.BY_A_BUTTON,
    "heard.voice": Answered.BY_A_REPORT,
    "forward.title": Expects.CHOICE,
    "doubt.over": Expects.CHOICE,
    "doubt.points": Expects.CHOICE,
    "doubt.title": Expects.CHOICE,
    "doubt.unit": Expects.CHOICE,
    "doubt.unit_beside_target": Expects.CHOICE,
    "offer.forwarded": Expects.CHOICE,
    "offer.how": Answered.BY_A_REPORT,
    "offer.nothing": Expects.CHOICE,
    "offer.order": Expects.CHOICE,
    "open.which": Answered.BY_A_REPORT,
    "ruling.which_unit": Expects.SUMS_UP,
    "ruling.which_county": Expects.COUNTY,
    "ruling.which_work": Answered.BY_A_BUTTON,
    "ruling.which_rhythm": Answered.BY_A_BUTTON,
    "ruling.confirm": Expects.CONFIRM,
    "ruling.open_unit": Answered.BY_A_BUTTON,
    "ruling.open_county": Answered.BY_A_BUTTON,
    "outcome.supplemented": Answered.NOT_NEEDED,
    "again.not_taken_back": Answered.NOT_NEEDED,
    "group.not_posted": Answered.NOT_NEEDED,
    "decline.which": Expects.DECLINE,
    "decline.why": Expects.DECLINE,
    "decline.why_not": Expects.REFUSE_DECLINE,
    "decline.unknown_unit": Expects.DECLINE,
    "decline.several_units": Expects.DECLINE,
    "decline.unit_without_people": Expects.DECLINE,
    "take.which": Answered.BY_A_BUTTON,
    "suspend.how": Expects.SUSPENSION,
    "suspend.no_date": Expects.SUSPENSION,
    "suspend.no_reason": Expects.HOLD,
    "suspend.why_not": Expects.REFUSE_SUSPENSION,
    "reopen.why": Expects.REOPEN,
    "recheck.answer": Answered.BY_A_BUTTON,
    "ticket.draft": Expects.TICKET_DRAFT,
    "ticket.which_unit": Expects.TICKET_DRAFT,
    "ticket.unit_unknown": Expects.TICKET_DRAFT,
    "ticket.which_source": Expects.TICKET_DRAFT,
    "ticket.ask.place": Expects.TICKET_DRAFT,
    "ticket.ask.pollutant": Expects.TICKET_DRAFT,
    "ticket.ask.value": Expects.TICKET_DRAFT,
    "ticket.ask.return": Expects.TICKET,
    "ticket.ask.reopen": Expects.TICKET,
    "ticket.ask.withdraw": Expects.TICKET,
    "ticket.ask.township": Expects.TICKET,
    "ticket.ask.minutes": Expects.TICKET,
    "ticket.ask.recheck": Expects.TICKET,
    "ticket.ask.correct": Expects.TICKET,
    "emergency.follow_up.title": Answered.BY_A_BUTTON,
    "emergency.is_it": Expects.CONFIRM,
    "emergency.draft.start": Expects.EMERGENCY_ORDER,
    "emergency.draft.raise": Expects.EMERGENCY_ORDER,
    "emergency.draft.lower": Expects.EMERGENCY_ORDER,
    "emergency.draft.lift": Expects.EMERGENCY_ORDER,
}  # fmt: skip
