"""Callback data of buttons: a verb and its arguments, at most 64 bytes of ASCII (Telegram's limit).

    pass:1234:0        verb:argument:argument

Anybody can forge a payload. It names the requested action and never grants the right to do it.
"""

import hashlib
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

LIMIT = 64  # bytes


class Shape(StrEnum):
    """The form of an argument, as a regular expression."""

    ITEM = r"[1-9][0-9]{0,17}"  # an assignment
    COUNT = r"[0-9]{1,4}"  # a page, a place in a list, a round
    UNIT = r"[0-9a-f]{8}"  # see unit_code
    DAY = r"[0-9]{8}"
    WORD = r"[0-9A-Za-z._-]{1,40}"  # ids of tasks and people, a language, a plan's version


ITEM, COUNT, UNIT, DAY, WORD = Shape


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
    LATE_IN = "latein"  # the same lists of a part of the plan, as its summary counts them
    MISSING_IN = "missin"
    UNITS_IN = "unitsin"
    AHEAD_IN = "aheadin"
    SUMMARY = "sum"
    SECTION = "sec"
    TASK = "task"
    UNIT = "unit"
    INBOX = "inbox"
    WAITING = "in"  # one kind of inbox entry, one page
    RETURN = "ret"  # a page of a return's items
    WHY = "why"
    WHY_THIS = "whym"  # about the message that carries the button
    HELP = "help"
    DRAFT = "draft"
    # answers of the unit
    ACKNOWLEDGE = "ack"
    REPORT = "say"  # the next words are about this item
    CHOOSE = "this"  # the text already received is about this item
    SAME = "same"
    REST_SAME = "rest"
    FILL = "fill"  # a return, item by item
    SUBMIT = "sub"
    EXTEND = "ext"
    DECLINE = "dec"
    NOT_CONCERNED = "nc"
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
    UNDO = "undo"
    FORGET = "drop"  # cancel the open question
    # decisions
    PASS = "pass"
    REWORK = "rework"
    PASS_ALL = "all"
    GRANT = "extok"
    REFUSE_GRANT = "extno"
    EXCUSE = "decok"
    REFUSE_EXCUSE = "decno"
    ENDORSE = "up"
    START = "start"
    CHASE = "chase"
    URGE = "urge"  # asks a unit again to acknowledge
    URGE_ALL = "urgeall"
    GO_LIVE = "go"
    LANGUAGE = "lang"


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
    Verb.LATE_IN: (WORD, COUNT),
    Verb.MISSING_IN: (WORD, COUNT),
    Verb.UNITS_IN: (WORD, COUNT),
    Verb.AHEAD_IN: (WORD, COUNT),
    Verb.SUMMARY: (),
    Verb.SECTION: (COUNT,),
    Verb.TASK: (WORD,),
    Verb.UNIT: (UNIT,),
    Verb.INBOX: (),
    Verb.WAITING: (WORD, COUNT),
    Verb.RETURN: (UNIT, DAY, COUNT),
    Verb.WHY: (ITEM,),
    Verb.WHY_THIS: (),
    Verb.HELP: (),
    Verb.DRAFT: (ITEM,),
    Verb.ACKNOWLEDGE: (WORD,),
    Verb.REPORT: (ITEM,),
    Verb.CHOOSE: (ITEM,),
    Verb.SAME: (ITEM,),
    Verb.REST_SAME: (UNIT, DAY),
    Verb.FILL: (UNIT, DAY, COUNT),
    Verb.SUBMIT: (ITEM,),
    Verb.EXTEND: (ITEM,),
    Verb.DECLINE: (ITEM,),
    Verb.NOT_CONCERNED: (ITEM,),
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
    Verb.UNDO: (),
    Verb.FORGET: (),
    Verb.PASS: (ITEM, COUNT),
    Verb.REWORK: (ITEM, COUNT),
    Verb.PASS_ALL: (COUNT,),
    Verb.GRANT: (ITEM, DAY),
    Verb.REFUSE_GRANT: (ITEM, DAY),
    Verb.EXCUSE: (ITEM,),
    Verb.REFUSE_EXCUSE: (ITEM,),
    Verb.ENDORSE: (ITEM,),
    Verb.START: (ITEM,),
    Verb.CHASE: (ITEM,),
    Verb.URGE: (UNIT,),
    Verb.URGE_ALL: (COUNT,),
    Verb.GO_LIVE: (DAY,),
    Verb.LANGUAGE: (WORD,),
}
"""The arguments of each verb, for writing and for parsing a payload."""


def payload_for(verb: Verb, *arguments: int | str | date) -> str:
    """Callback data of a button; dates are written 20231231."""
    written = (f"{one:%Y%m%d}" if isinstance(one, date) else str(one) for one in arguments)
    payload = ":".join((verb.value, *written))
    assert len(payload) <= LIMIT, payload
    return payload


def unit_code(unit: str) -> str:
    """Eight hex digits of the name's sha256. An index into the plan would change with the next plan version."""
    return hashlib.sha256(unit.encode()).hexdigest()[:8]
