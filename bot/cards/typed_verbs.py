"""Which buttons a typed word stands for: the words are those of bot.domain.language.buttons."""

from collections.abc import Mapping

from bot.cards.callback_data import Verb
from bot.domain.language import lexicon
from bot.domain.language.buttons import LONGEST, Typed, typed_button

VERBS: Mapping[Typed, frozenset[Verb]] = {
    Typed.CANCEL: frozenset({Verb.FORGET}),
    Typed.ACKNOWLEDGE: frozenset({Verb.ACKNOWLEDGE, Verb.SIGN}),
    Typed.CARD: frozenset({Verb.CARD}),
    Typed.HAND: frozenset({Verb.HAND}),
    Typed.SUBMIT: frozenset({Verb.SUBMIT}),
    Typed.EXTEND: frozenset({Verb.EXTEND}),
    Typed.DECLINE: frozenset({Verb.DECLINE, Verb.NOT_CONCERNED}),
    Typed.WAIT: frozenset({Verb.WAIT}),
    Typed.RESUME: frozenset({Verb.RESUME}),
    Typed.SUSPEND: frozenset({Verb.SUSPEND, Verb.HOLD}),
    Typed.RESTART: frozenset({Verb.RESTART}),
    Typed.HELPED: frozenset({Verb.HELPED}),
    Typed.SIGN: frozenset({Verb.SIGN}),
    Typed.REOPEN: frozenset({Verb.REOPEN}),
    Typed.RECHECK: frozenset({Verb.RECHECK}),
    Typed.CONFIRM_CLOSED: frozenset({Verb.CONFIRM_CLOSED}),
    Typed.SUSPENDED: frozenset({Verb.SUSPENDED}),
    Typed.UNDO: frozenset({Verb.UNDO}),
    Typed.REPORT: frozenset({Verb.REPORT}),
    Typed.FILL: frozenset({Verb.FILL}),
    Typed.WALK: frozenset({Verb.WALK}),
    Typed.LIST: frozenset({Verb.LIST}),
    Typed.RETURN: frozenset({Verb.RETURN}),
    Typed.NEXT: frozenset({Verb.WALK, Verb.FILL}),
    Typed.HELP: frozenset({Verb.HELP}),
    Typed.TASKS: frozenset({Verb.TASKS}),
    Typed.SUMMARY: frozenset({Verb.SUMMARY}),
    Typed.INBOX: frozenset({Verb.INBOX}),
    Typed.LATE: frozenset({Verb.LATE, Verb.LATE_IN}),
    Typed.MISSING: frozenset({Verb.MISSING, Verb.MISSING_IN}),
    Typed.AHEAD: frozenset({Verb.AHEAD, Verb.AHEAD_IN}),
    Typed.UNITS: frozenset({Verb.UNITS, Verb.UNITS_IN}),
    Typed.RISKS: frozenset({Verb.RISKS, Verb.RISKS_IN}),
    Typed.HISTORY: frozenset({Verb.HISTORY, Verb.TASK_HISTORY}),
    Typed.WHY: frozenset({Verb.WHY, Verb.WHY_THIS}),
    Typed.PASS: frozenset({Verb.PASS}),
    Typed.REWORK: frozenset({Verb.REWORK, Verb.DECLINE}),  # 退回 is either, by who has the button
    Typed.GRANT: frozenset({Verb.GRANT, Verb.GRANT_SUSPENSION, Verb.TAKE}),
    Typed.REFUSE: frozenset({Verb.REFUSE_GRANT, Verb.REFUSE_EXCUSE, Verb.REFUSE_SUSPENSION}),
    Typed.ENDORSE: frozenset({Verb.ENDORSE}),
    Typed.CHASE: frozenset({Verb.CHASE}),
    Typed.URGE: frozenset({Verb.URGE_ALL}),
    Typed.EXCUSE: frozenset({Verb.EXCUSE, Verb.TAKE}),
}

NO_CHANGE = frozenset({Verb.SAME, Verb.REST_SAME})  # of one item, or of all that a return still asks


def verbs_of(word: str) -> frozenset[Verb]:
    """The verbs of the buttons that a word means; none where it is no word for a button."""
    if typed := typed_button(word):
        return VERBS.get(typed.typed, frozenset())
    if len(word) > LONGEST:
        return frozenset()
    if lexicon.REST_SAME.search(word):
        return frozenset({Verb.REST_SAME})
    return NO_CHANGE if lexicon.NO_CHANGE.search(word) else frozenset()
