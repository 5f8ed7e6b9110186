"""Callback data of buttons: a verb and its arguments, at most 64 bytes of ASCII (Telegram's limit).

    pass:1234:0        verb:argument:argument

Anybody can forge a payload. It names the requested action and never grants the right to do it.
"""

import hashlib
from datetime import date
from enum import StrEnum
from typing import Self

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


class Verb(StrEnum):
    """The word of a payload and the arguments behind it."""

    arguments: tuple[Shape, ...]

    def __new__(cls, word: str, *arguments: Shape) -> Self:
        verb = str.__new__(cls, word)
        verb._value_ = word
        verb.arguments = arguments
        return verb

    def about(self, shape: Shape) -> bool:
        """Whether it is about an item, a ticket or a paper: its first argument."""
        return self.arguments[:1] == (shape,)

    @staticmethod
    def called(word: str) -> "Verb | None":
        """The verb of a payload's word."""
        return _BY_WORD.get(word)

    # views
    CARD = "card", Shape.ITEM
    HISTORY = "hist", Shape.ITEM, Shape.COUNT
    FILES = "files", Shape.ITEM  # attachments of the item's reports
    LIST = "list", Shape.COUNT  # a page of the message's own items
    WALK = "walk", Shape.COUNT  # the message's items, one at a time
    TASKS = "tasks", Shape.COUNT
    LATE = "late", Shape.COUNT
    MISSING = "miss", Shape.COUNT
    UNITS = "units", Shape.COUNT
    AHEAD = "ahead", Shape.COUNT
    SUSPENDED = "suspended", Shape.COUNT
    LATE_IN = (
        "latein",
        Shape.WORD,
        Shape.COUNT,
    )  # the same lists of a part of the plan, as its summary counts them
    MISSING_IN = "missin", Shape.WORD, Shape.COUNT
    UNITS_IN = "unitsin", Shape.WORD, Shape.COUNT
    AHEAD_IN = "aheadin", Shape.WORD, Shape.COUNT
    RISKS = "risks", Shape.COUNT
    RISKS_IN = "risksin", Shape.WORD, Shape.COUNT
    LISTS = "lists"  # 清单: those that one sees
    WORK_LIST = "wl", Shape.WORD, Shape.COUNT  # one of them, one page
    SUMMARY = "sum"
    LEDGER = "ledger", Shape.WORD  # of a part of the plan, as a file
    SECTION = "sec", Shape.COUNT
    TASK = "task", Shape.WORD
    UNIT = "unit", Shape.UNIT
    SHARES = "shares", Shape.WORD, Shape.COUNT  # of a task's units
    SHARE = "share", Shape.WORD, Shape.UNIT, Shape.COUNT  # the items of one unit in a task
    INBOX = "inbox"
    WAITING = "in", Shape.WORD, Shape.COUNT  # one kind of inbox entry, one page
    WAITING_OF = "inof", Shape.WORD, Shape.UNIT, Shape.COUNT  # of one unit
    WAITING_UNITS = "inby", Shape.WORD, Shape.COUNT  # whose entries there are
    INBOX_OF = "inboxof", Shape.UNIT  # all kinds, of one unit
    RETURN = "ret", Shape.UNIT, Shape.DAY, Shape.COUNT  # a page of a return's items
    WHY = "why", Shape.ITEM
    WHY_THIS = "whym"  # about the message that carries the button
    HELP = "help"
    DRAFT = "draft", Shape.ITEM
    PAPERS = "papers", Shape.COUNT  # the register
    PAPER = "paper", Shape.PAPER
    MAP = "map", Shape.COUNT  # counties by Grade II of a year; 0: by their lights
    SUPPORTED = "sup", Shape.WORD  # a task that one's unit supports
    TASK_HISTORY = "thist", Shape.WORD, Shape.COUNT
    COMPLAINT = "cmpl", Shape.COUNT
    COUNTIES = "cty", Shape.WORD  # which counties have not answered about a task
    # answers of the unit
    ACKNOWLEDGE = "ack", Shape.WORD
    REPORT = "say", Shape.ITEM  # the next words are about this item
    CHOOSE = "this", Shape.ITEM  # the text already received is about this item
    MEANT = "meant", Shape.ITEM  # the value is in the unit that was asked about
    LISTED = "listed", Shape.COUNT  # which item of a list was meant, by its place in the question
    SAME = "same", Shape.ITEM
    REST_SAME = "rest", Shape.UNIT, Shape.DAY
    FILL = "fill", Shape.UNIT, Shape.DAY, Shape.COUNT  # a return, item by item
    SUBMIT = "sub", Shape.ITEM
    EXTEND = "ext", Shape.ITEM
    DECLINE = "dec", Shape.ITEM
    NOT_CONCERNED = "nc", Shape.ITEM
    DECLINE_TO = "decto", Shape.ITEM, Shape.COUNT  # a page of units to propose
    PROPOSE = "prop", Shape.ITEM, Shape.UNIT
    SIGN = "sign", Shape.ITEM
    SUSPEND = "susp", Shape.ITEM
    RESTART = "again", Shape.ITEM
    HELPED = "helped", Shape.ITEM
    WAIT = "wait", Shape.ITEM, Shape.COUNT
    WAIT_ON = "on", Shape.ITEM, Shape.UNIT
    RESUME = "back", Shape.ITEM
    HAND = "hand", Shape.ITEM, Shape.COUNT
    HAND_TO = "to", Shape.ITEM, Shape.WORD
    LEAVE = "leave"  # asks from when to when
    LEAVE_DAYS = "lvdays", Shape.COUNT  # so many workdays from today
    LEAVE_BY = "lvby", Shape.COUNT, Shape.WORD  # who stands in; 0: for the absence being set
    LEAVE_END = "lvend"
    STAND_DOWN = "nosub", Shape.WORD, Shape.COUNT
    CONFIRM_POST = "post", Shape.COUNT  # the open items of a post newly held
    SUPPORT = "note", Shape.WORD  # the next words are 配合情况 of this task
    SUPPORT_SAME = "note0", Shape.WORD  # nothing new to say about it
    ASK_SUPPORT = "asksup", Shape.WORD
    COMPLAIN = "cmplnew"
    ANSWER_COMPLAINT = "cmplans", Shape.COUNT
    UNDO = "undo"
    FORGET = "drop"  # cancel the open question
    ENTER_READINGS = "read"  # of the file just shown
    IMPORT_LIST = "lsin"  # of the file just shown
    # an emergency
    EMERGENCY = "em"  # how it stands
    EMERGENCY_GO = "emgo"  # the order just shown
    EMERGENCY_LIFT = "emlift"  # asks for the number and the signer
    EMERGENCY_SIGN = "emsign", Shape.COUNT, Shape.COUNT  # of which emergency, in which round
    EMERGENCY_PAGE = "empage", Shape.COUNT, Shape.COUNT  # its report: who signed when, a page
    EMERGENCY_FILE = "emfile", Shape.COUNT  # its report as a table
    EMERGENCY_REPORT = "emsay"  # the words just asked about are a report in it
    CHECKLIST = "emlist", Shape.UNIT, Shape.COUNT  # 应急减排清单 of a unit, a page
    # decisions
    PASS = "pass", Shape.ITEM, Shape.COUNT
    REWORK = "rework", Shape.ITEM, Shape.COUNT
    PASS_SHORT = "passok", Shape.ITEM, Shape.COUNT  # although a number of the plan is not reached
    PASS_ALL = "all", Shape.COUNT  # asks: the rows shown on this page
    PASS_SHOWN = "allok", Shape.COUNT  # does it
    REWORK_FOR = (
        "reworkfor",
        Shape.ITEM,
        Shape.COUNT,
        Shape.COUNT,
    )  # a usual reason, by its place in reasons.py
    GRANT = "extok", Shape.ITEM, Shape.DAY
    REFUSE_GRANT = "extno", Shape.ITEM, Shape.DAY
    REFUSE_GRANT_FOR = "extnofor", Shape.ITEM, Shape.DAY, Shape.COUNT
    EXCUSE = "decok", Shape.ITEM
    REFUSE_EXCUSE = "decno", Shape.ITEM
    REFUSE_EXCUSE_FOR = "decnofor", Shape.ITEM, Shape.COUNT
    TAKERS = "takers", Shape.ITEM, Shape.COUNT  # a page of units that may take a declined item over
    TAKE = "take", Shape.ITEM, Shape.UNIT
    HOLD = "hold", Shape.ITEM  # a suspension that nobody asked
    GRANT_SUSPENSION = "susok", Shape.ITEM, Shape.DAY
    REFUSE_SUSPENSION = "susno", Shape.ITEM, Shape.DAY
    REOPEN = "reopen", Shape.ITEM, Shape.COUNT
    RECHECK = "look", Shape.ITEM
    CONFIRM_CLOSED = "keep", Shape.ITEM
    ENDORSE = "up", Shape.ITEM
    AGREE_TALK = "talkok", Shape.ITEM, Shape.DAY  # the day of the endorsement
    REFUSE_TALK = "talkno", Shape.ITEM, Shape.DAY
    DEFER_TALK = "talkdef", Shape.ITEM, Shape.DAY
    SUMS_UP_UNITS = "sumup", Shape.WORD, Shape.COUNT  # a ruling: which unit sums up?
    SUMS_UP = "sumis", Shape.WORD, Shape.UNIT, Shape.COUNT  # 1: confirmed
    WORK_COUNTIES = "where", Shape.WORD, Shape.COUNT, Shape.COUNT  # a ruling: in which county is the work?
    WORK_COUNTY = "lies", Shape.WORD, Shape.COUNT, Shape.UNIT
    RHYTHMS = "rhythm", Shape.WORD  # a ruling: how often?
    RHYTHM_IS = "every", Shape.WORD, Shape.WORD, Shape.COUNT
    START = "start", Shape.ITEM
    CHASE = "chase", Shape.ITEM
    URGE = "urge", Shape.UNIT  # asks a unit again to acknowledge
    URGE_ALL = "urgeall", Shape.COUNT
    CHASE_ALL = "chaseall", Shape.COUNT, Shape.COUNT, Shape.COUNT  # how many units, with words?, only late?
    GO_LIVE = "go", Shape.DAY
    # of 交办单
    TICKETS = "tks", Shape.COUNT
    TICKET_SHOW = "tk", Shape.TICKET
    TICKET_HISTORY = "tkhist", Shape.TICKET
    TICKET_ISSUE = "tkgo", Shape.WORD  # the draft with this code
    TICKET_UNIT = "tkunit", Shape.UNIT  # of the draft
    TICKET_SOURCE = "tksrc", Shape.UNIT
    TICKET_SIGN = "tksign", Shape.TICKET
    TICKET_SUBMIT = "tksub", Shape.TICKET, Shape.COUNT  # with the round
    TICKET_PASS_DOWN = "tkdown", Shape.TICKET
    TICKET_TOWNSHIP = (
        "tktown",
        Shape.TICKET,
        Shape.COUNT,
    )  # it has answered; its place among those it was passed to
    TICKET_PASS = "tkpass", Shape.TICKET, Shape.COUNT
    TICKET_UNFOUNDED = "tkfalse", Shape.TICKET, Shape.COUNT
    TICKET_RETURN = "tkback", Shape.TICKET, Shape.COUNT
    TICKET_BACK_FOR = "tkbackfor", Shape.TICKET, Shape.COUNT, Shape.COUNT  # round, and place in reasons.py
    TICKET_SAYS = "tksay", Shape.TICKET  # the words just asked about are its answer
    TICKET_REOPEN = "tkagain", Shape.TICKET, Shape.COUNT
    TICKET_KEEP = "tkkeep", Shape.TICKET
    TICKET_RECHECK = "tklook", Shape.TICKET
    TICKET_WITHDRAW = "tkgone", Shape.TICKET
    TICKET_TALK_UP = "tkup", Shape.TICKET
    TICKET_TALK_SPARE = "tkspare", Shape.TICKET
    TICKET_TALK_AGREE = "tkyes", Shape.TICKET
    TICKET_TALK_REFUSE = "tkno", Shape.TICKET
    # papers
    SLIP = "slip", Shape.ITEM  # 督办单 about an item
    WARN = "warn", Shape.ITEM  # 预警提醒 about an item
    BULLETIN = "bull", Shape.DAY, Shape.DAY
    REPLACE = "repl", Shape.PAPER  # the file that came is this draft's new text
    DISCARD = "bin", Shape.PAPER
    TO_SIGN = "tosign", Shape.PAPER
    SIGN_PAPER = "issue", Shape.PAPER  # asks before ISSUE
    ISSUE = "issueok", Shape.PAPER, Shape.COUNT
    VOID = "void", Shape.PAPER  # asks before VOID_NOW
    VOID_NOW = "voidok", Shape.PAPER
    DRAFT_PROPOSED = "drp", Shape.UNIT  # a paper that the air of the counties suggests
    DISMISS_PROPOSED = "drpno", Shape.UNIT  # nobody wants it
    LANGUAGE = "lang", Shape.WORD
    CHOSEN = "chosen"  # what is chosen in the list of a card: see bot/channels/wecom/boards.py


_BY_WORD = {verb.value: verb for verb in Verb}


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
