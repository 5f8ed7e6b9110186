"""Callback data of buttons: a verb and its arguments, at most 64 bytes of ASCII (Telegram's limit).

    pass:1234:0        verb:argument:argument

Anybody can forge a payload. It names the requested action and never grants the right to do it.
"""

import hashlib
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from bot.domain.talk import TalkDecision

LIMIT = 64  # bytes


class Shape(StrEnum):
    """The form of an argument, as a regular expression."""

    ITEM = r"[1-9][0-9]{0,17}"  # an assignment
    COUNT = r"[0-9]{1,4}"  # a page, a place in a list, a round
    UNIT = r"[0-9a-f]{8}"  # see unit_code; also the code of a proposed paper
    DAY = r"[0-9]{8}"
    WORD = r"[0-9A-Za-z._-]{1,40}"  # ids of tasks and people, a language, a plan's version
    PAPER = r"[1-9][0-9]{0,8}"  # a paper of the register
    TICKET = r"[1-9][0-9]{0,6}"  # the number of a ticket (交办单)


ITEM, COUNT, UNIT, DAY, WORD, PAPER, TICKET = Shape


class Verb(StrEnum):
    # views
    CARD = "card"
    HISTORY = "hist"
    FILES = "files"  # attachments of the item's reports
    LIST = "list"  # a page of the message's own items
    WALK = "walk"  # the message's items, one at a time
    TASKS = "tasks"
    LATE = "late"
    MISSING = "miss"
    UNITS = "units"
    AHEAD = "ahead"
    SUSPENDED = "suspended"
    LATE_IN = "latein"  # the same lists of a part of the plan, as its summary counts them
    MISSING_IN = "missin"
    UNITS_IN = "unitsin"
    AHEAD_IN = "aheadin"
    RISKS = "risks"
    RISKS_IN = "risksin"
    LISTS = "lists"  # 清单: those that one sees
    WORK_LIST = "wl"  # one of them, one page
    SUMMARY = "sum"
    LEDGER = "ledger"  # of a part of the plan, as a file
    SECTION = "sec"
    TASK = "task"
    UNIT = "unit"
    SHARES = "shares"  # of a task's units
    SHARE = "share"  # the items of one unit in a task
    INBOX = "inbox"
    WAITING = "in"  # one kind of inbox entry, one page
    WAITING_OF = "inof"  # of one unit
    WAITING_UNITS = "inby"  # whose entries there are
    INBOX_OF = "inboxof"  # all kinds, of one unit
    RETURN = "ret"  # a page of a return's items
    WHY = "why"
    WHY_THIS = "whym"  # about the message that carries the button
    HELP = "help"
    DRAFT = "draft"
    PAPERS = "papers"  # the register
    PAPER = "paper"
    MAP = "map"  # counties by Grade II of a year; 0: by their lights
    SUPPORTED = "sup"  # a task that one's unit supports
    TASK_HISTORY = "thist"
    COMPLAINT = "cmpl"
    COUNTIES = "cty"  # which counties have not answered about a task
    # answers of the unit
    ACKNOWLEDGE = "ack"
    REPORT = "say"  # the next words are about this item
    CHOOSE = "this"  # the text already received is about this item
    MEANT = "meant"  # the value is in the unit that was asked about
    LISTED = "listed"  # which item of a list was meant, by its place in the question
    SAME = "same"
    REST_SAME = "rest"
    FILL = "fill"  # a return, item by item
    SUBMIT = "sub"
    EXTEND = "ext"
    DECLINE = "dec"
    NOT_CONCERNED = "nc"
    DECLINE_TO = "decto"  # a page of units to propose
    PROPOSE = "prop"
    SIGN = "sign"
    SUSPEND = "susp"
    RESTART = "again"
    HELPED = "helped"
    WAIT = "wait"
    WAIT_ON = "on"
    RESUME = "back"
    HAND = "hand"
    HAND_TO = "to"
    LEAVE = "leave"  # asks from when to when
    LEAVE_DAYS = "lvdays"  # so many workdays from today
    LEAVE_BY = "lvby"  # who stands in; 0: for the absence being set
    LEAVE_END = "lvend"
    STAND_DOWN = "nosub"
    CONFIRM_POST = "post"  # the open items of a post newly held
    SUPPORT = "note"  # the next words are 配合情况 of this task
    SUPPORT_SAME = "note0"  # nothing new to say about it
    ASK_SUPPORT = "asksup"
    COMPLAIN = "cmplnew"
    ANSWER_COMPLAINT = "cmplans"
    UNDO = "undo"
    FORGET = "drop"  # cancel the open question
    ENTER_READINGS = "read"  # of the file just shown
    IMPORT_LIST = "lsin"  # of the file just shown
    # an emergency
    EMERGENCY = "em"  # how it stands
    EMERGENCY_GO = "emgo"  # the order just shown
    EMERGENCY_SIGN = "emsign"  # of which emergency, in which round
    EMERGENCY_PAGE = "empage"  # its report: who signed when, a page
    EMERGENCY_FILE = "emfile"  # its report as a table
    CHECKLIST = "emlist"  # 应急减排清单 of a unit, a page
    # decisions
    PASS = "pass"
    REWORK = "rework"
    PASS_SHORT = "passok"  # although a number of the plan is not reached
    PASS_ALL = "all"  # asks: the rows shown on this page
    PASS_SHOWN = "allok"  # does it
    REWORK_FOR = "reworkfor"  # with a usual reason, by its place in cards.reasons.py
    GRANT = "extok"
    REFUSE_GRANT = "extno"
    REFUSE_GRANT_FOR = "extnofor"
    EXCUSE = "decok"
    REFUSE_EXCUSE = "decno"
    REFUSE_EXCUSE_FOR = "decnofor"
    TAKERS = "takers"  # a page of units that may take a declined item over
    TAKE = "take"
    HOLD = "hold"  # a suspension that nobody asked
    GRANT_SUSPENSION = "susok"
    REFUSE_SUSPENSION = "susno"
    REOPEN = "reopen"
    RECHECK = "look"
    CONFIRM_CLOSED = "keep"
    ENDORSE = "up"
    AGREE_TALK = "talkok"
    REFUSE_TALK = "talkno"
    DEFER_TALK = "talkdef"
    SUMS_UP_UNITS = "sumup"  # a ruling: which unit sums up?
    SUMS_UP = "sumis"
    WORK_COUNTIES = "where"  # a ruling: in which county does a named work lie?
    WORK_COUNTY = "lies"
    RHYTHMS = "rhythm"  # a ruling: how often?
    RHYTHM_IS = "every"
    START = "start"
    CHASE = "chase"
    URGE = "urge"  # asks a unit again to acknowledge
    URGE_ALL = "urgeall"
    CHASE_ALL = "chaseall"  # the units that the card names: how many, whether words go along, whether only what is late
    GO_LIVE = "go"
    # of 交办单
    TICKETS = "tks"
    TICKET_SHOW = "tk"
    TICKET_HISTORY = "tkhist"
    TICKET_ISSUE = "tkgo"  # the draft with this code
    TICKET_UNIT = "tkunit"  # of the draft
    TICKET_SOURCE = "tksrc"
    TICKET_SIGN = "tksign"
    TICKET_SUBMIT = "tksub"
    TICKET_PASS_DOWN = "tkdown"
    TICKET_TOWNSHIP = "tktown"  # it has answered
    TICKET_PASS = "tkpass"
    TICKET_UNFOUNDED = "tkfalse"
    TICKET_RETURN = "tkback"
    TICKET_REOPEN = "tkagain"
    TICKET_KEEP = "tkkeep"
    TICKET_RECHECK = "tklook"
    TICKET_WITHDRAW = "tkgone"
    TICKET_TALK_UP = "tkup"
    TICKET_TALK_SPARE = "tkspare"
    TICKET_TALK_AGREE = "tkyes"
    TICKET_TALK_REFUSE = "tkno"
    # papers
    SLIP = "slip"  # 督办单 about an item
    WARN = "warn"  # 预警提醒 about an item
    BULLETIN = "bull"
    REPLACE = "repl"  # the file that came is this draft's new text
    DISCARD = "bin"
    TO_SIGN = "tosign"
    SIGN_PAPER = "issue"  # asks before ISSUE
    ISSUE = "issueok"
    VOID = "void"  # asks before VOID_NOW
    VOID_NOW = "voidok"
    DRAFT_PROPOSED = "drp"  # a paper that the air of the counties suggests
    DISMISS_PROPOSED = "drpno"  # nobody wants it
    LANGUAGE = "lang"
    CHOSEN = "chosen"  # what is chosen in the list of a card: see bot/channels/wecom/boards.py


ARGUMENTS: Mapping[Verb, tuple[Shape, ...]] = {
    Verb.CARD: (ITEM,),
    Verb.HISTORY: (ITEM, COUNT),
    Verb.FILES: (ITEM,),
    Verb.LIST: (COUNT,),
    Verb.WALK: (COUNT,),
    Verb.TASKS: (COUNT,),
    Verb.LATE: (COUNT,),
    Verb.MISSING: (COUNT,),
    Verb.UNITS: (COUNT,),
    Verb.AHEAD: (COUNT,),
    Verb.SUSPENDED: (COUNT,),
    Verb.LATE_IN: (WORD, COUNT),
    Verb.MISSING_IN: (WORD, COUNT),
    Verb.UNITS_IN: (WORD, COUNT),
    Verb.AHEAD_IN: (WORD, COUNT),
    Verb.RISKS: (COUNT,),
    Verb.RISKS_IN: (WORD, COUNT),
    Verb.LISTS: (),
    Verb.WORK_LIST: (WORD, COUNT),
    Verb.SUMMARY: (),
    Verb.LEDGER: (WORD,),
    Verb.SECTION: (COUNT,),
    Verb.TASK: (WORD,),
    Verb.UNIT: (UNIT,),
    Verb.SHARES: (WORD, COUNT),
    Verb.SHARE: (WORD, UNIT, COUNT),
    Verb.INBOX: (),
    Verb.WAITING: (WORD, COUNT),
    Verb.WAITING_OF: (WORD, UNIT, COUNT),
    Verb.WAITING_UNITS: (WORD, COUNT),
    Verb.INBOX_OF: (UNIT,),
    Verb.RETURN: (UNIT, DAY, COUNT),
    Verb.WHY: (ITEM,),
    Verb.WHY_THIS: (),
    Verb.HELP: (),
    Verb.DRAFT: (ITEM,),
    Verb.PAPERS: (COUNT,),
    Verb.PAPER: (PAPER,),
    Verb.MAP: (COUNT,),
    Verb.SUPPORTED: (WORD,),
    Verb.TASK_HISTORY: (WORD, COUNT),
    Verb.COMPLAINT: (COUNT,),
    Verb.COMPLAIN: (),
    Verb.ANSWER_COMPLAINT: (COUNT,),
    Verb.COUNTIES: (WORD,),
    Verb.SUPPORT: (WORD,),
    Verb.SUPPORT_SAME: (WORD,),
    Verb.ASK_SUPPORT: (WORD,),
    Verb.ACKNOWLEDGE: (WORD,),
    Verb.REPORT: (ITEM,),
    Verb.CHOOSE: (ITEM,),
    Verb.MEANT: (ITEM,),
    Verb.LISTED: (COUNT,),
    Verb.SAME: (ITEM,),
    Verb.REST_SAME: (UNIT, DAY),
    Verb.FILL: (UNIT, DAY, COUNT),
    Verb.SUBMIT: (ITEM,),
    Verb.EXTEND: (ITEM,),
    Verb.DECLINE: (ITEM,),
    Verb.NOT_CONCERNED: (ITEM,),
    Verb.DECLINE_TO: (ITEM, COUNT),
    Verb.PROPOSE: (ITEM, UNIT),
    Verb.SIGN: (ITEM,),
    Verb.SUSPEND: (ITEM,),
    Verb.RESTART: (ITEM,),
    Verb.HELPED: (ITEM,),
    Verb.WAIT: (ITEM, COUNT),
    Verb.WAIT_ON: (ITEM, UNIT),
    Verb.RESUME: (ITEM,),
    Verb.HAND: (ITEM, COUNT),
    Verb.HAND_TO: (ITEM, WORD),
    Verb.LEAVE: (),
    Verb.LEAVE_DAYS: (COUNT,),
    Verb.LEAVE_BY: (COUNT, WORD),
    Verb.LEAVE_END: (),
    Verb.STAND_DOWN: (WORD, COUNT),
    Verb.CONFIRM_POST: (COUNT,),
    Verb.ENTER_READINGS: (),
    Verb.IMPORT_LIST: (),
    Verb.UNDO: (),
    Verb.FORGET: (),
    Verb.EMERGENCY: (),
    Verb.EMERGENCY_GO: (),
    Verb.EMERGENCY_SIGN: (COUNT, COUNT),
    Verb.EMERGENCY_PAGE: (COUNT, COUNT),
    Verb.EMERGENCY_FILE: (COUNT,),
    Verb.CHECKLIST: (UNIT, COUNT),
    Verb.PASS: (ITEM, COUNT),
    Verb.REWORK: (ITEM, COUNT),
    Verb.PASS_SHORT: (ITEM, COUNT),
    Verb.REWORK_FOR: (ITEM, COUNT, COUNT),
    Verb.PASS_ALL: (COUNT,),
    Verb.PASS_SHOWN: (COUNT,),
    Verb.GRANT: (ITEM, DAY),
    Verb.REFUSE_GRANT: (ITEM, DAY),
    Verb.REFUSE_GRANT_FOR: (ITEM, DAY, COUNT),
    Verb.EXCUSE: (ITEM,),
    Verb.REFUSE_EXCUSE: (ITEM,),
    Verb.REFUSE_EXCUSE_FOR: (ITEM, COUNT),
    Verb.TAKERS: (ITEM, COUNT),
    Verb.TAKE: (ITEM, UNIT),
    Verb.HOLD: (ITEM,),
    Verb.GRANT_SUSPENSION: (ITEM, DAY),
    Verb.REFUSE_SUSPENSION: (ITEM, DAY),
    Verb.REOPEN: (ITEM, COUNT),
    Verb.RECHECK: (ITEM,),
    Verb.CONFIRM_CLOSED: (ITEM,),
    Verb.ENDORSE: (ITEM,),
    Verb.AGREE_TALK: (ITEM, DAY),  # the day of the endorsement
    Verb.REFUSE_TALK: (ITEM, DAY),
    Verb.DEFER_TALK: (ITEM, DAY),
    Verb.SUMS_UP_UNITS: (WORD, COUNT),
    Verb.SUMS_UP: (WORD, UNIT, COUNT),  # 1: confirmed
    Verb.WORK_COUNTIES: (WORD, COUNT, COUNT),  # the milestone, the work's place in it, the page
    Verb.WORK_COUNTY: (WORD, COUNT, UNIT),
    Verb.RHYTHMS: (WORD,),
    Verb.RHYTHM_IS: (WORD, WORD, COUNT),
    Verb.START: (ITEM,),
    Verb.CHASE: (ITEM,),
    Verb.URGE: (UNIT,),
    Verb.URGE_ALL: (COUNT,),
    Verb.CHASE_ALL: (COUNT, COUNT, COUNT),
    Verb.GO_LIVE: (DAY,),
    Verb.TICKETS: (COUNT,),
    Verb.TICKET_SHOW: (TICKET,),
    Verb.TICKET_HISTORY: (TICKET,),
    Verb.TICKET_ISSUE: (WORD,),
    Verb.TICKET_UNIT: (UNIT,),
    Verb.TICKET_SOURCE: (UNIT,),
    Verb.TICKET_SIGN: (TICKET,),
    Verb.TICKET_SUBMIT: (TICKET, COUNT),  # with the round
    Verb.TICKET_PASS_DOWN: (TICKET,),
    Verb.TICKET_TOWNSHIP: (TICKET, COUNT),  # its place among those it was passed to
    Verb.TICKET_PASS: (TICKET, COUNT),
    Verb.TICKET_UNFOUNDED: (TICKET, COUNT),
    Verb.TICKET_RETURN: (TICKET, COUNT),
    Verb.TICKET_REOPEN: (TICKET, COUNT),
    Verb.TICKET_KEEP: (TICKET,),
    Verb.TICKET_RECHECK: (TICKET,),
    Verb.TICKET_WITHDRAW: (TICKET,),
    Verb.TICKET_TALK_UP: (TICKET,),
    Verb.TICKET_TALK_SPARE: (TICKET,),
    Verb.TICKET_TALK_AGREE: (TICKET,),
    Verb.TICKET_TALK_REFUSE: (TICKET,),
    Verb.SLIP: (ITEM,),
    Verb.WARN: (ITEM,),
    Verb.BULLETIN: (DAY, DAY),
    Verb.REPLACE: (PAPER,),
    Verb.DISCARD: (PAPER,),
    Verb.TO_SIGN: (PAPER,),
    Verb.SIGN_PAPER: (PAPER,),
    Verb.ISSUE: (PAPER, COUNT),
    Verb.VOID: (PAPER,),
    Verb.VOID_NOW: (PAPER,),
    Verb.DRAFT_PROPOSED: (UNIT,),
    Verb.DISMISS_PROPOSED: (UNIT,),
    Verb.LANGUAGE: (WORD,),
    Verb.CHOSEN: (),
}
"""The arguments of each verb, for writing and for parsing a payload."""


TALK_VERBS = {
    TalkDecision.AGREED: Verb.AGREE_TALK,
    TalkDecision.REFUSED: Verb.REFUSE_TALK,
    TalkDecision.DEFERRED: Verb.DEFER_TALK,
}


def payload_for(verb: Verb, *arguments: int | str | date) -> str:
    """Callback data of a button; dates are written 20231231."""
    written = (f"{one:%Y%m%d}" if isinstance(one, date) else str(one) for one in arguments)
    payload = ":".join((verb.value, *written))
    assert len(payload) <= LIMIT, payload
    return payload


def unit_code(unit: str) -> str:
    """Eight hex digits of the name's sha256. An index into the plan would change with the next plan version."""
    return hashlib.sha256(unit.encode()).hexdigest()[:8]
