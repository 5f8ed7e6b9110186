"""Buttons of 交办单."""

from collections.abc import Mapping

from bot.cards.callback_data import Verb
from bot.chat import ticket_deeds, ticket_drafts, ticket_perhaps, ticket_views
from bot.chat.verb_row import Handler, VerbRow
from bot.domain.language.ticket_words import TicketDeed
from bot.domain.permissions import Action
from bot.domain.tickets.ticket_rights import TicketAct


def _prompt(deed: TicketDeed) -> Handler:
    return lambda turn, number, *round_: ticket_deeds.prompt(turn, number, deed, *round_)


def _talk(act: TicketAct) -> Handler:
    return lambda turn, number: ticket_deeds.talk(turn, number, act)


TICKETS: Mapping[Verb, VerbRow] = {
    Verb.TICKETS: VerbRow(ticket_views.listed, None),  # those that one sees
    Verb.TICKET_SHOW: VerbRow(ticket_views.show, Action.SEE_TICKET),
    Verb.TICKET_HISTORY: VerbRow(ticket_views.history, Action.SEE_TICKET),
    Verb.TICKET_ISSUE: VerbRow(ticket_drafts.issue, Action.ISSUE_TICKET),
    Verb.TICKET_UNIT: VerbRow(ticket_drafts.unit_chosen, Action.ISSUE_TICKET),
    Verb.TICKET_SOURCE: VerbRow(ticket_drafts.source_chosen, Action.ISSUE_TICKET),
    Verb.TICKET_SIGN: VerbRow(ticket_deeds.sign, Action.ANSWER_TICKET),
    Verb.TICKET_SUBMIT: VerbRow(ticket_deeds.submit, Action.ANSWER_TICKET),
    Verb.TICKET_PASS_DOWN: VerbRow(_prompt(TicketDeed.PASS_DOWN), Action.ANSWER_TICKET),
    Verb.TICKET_TOWNSHIP: VerbRow(ticket_deeds.town_pressed, Action.ANSWER_TICKET),
    Verb.TICKET_PASS: VerbRow(ticket_deeds.pass_, Action.REVIEW_TICKET),
    Verb.TICKET_UNFOUNDED: VerbRow(ticket_deeds.unfounded, Action.REVIEW_TICKET),
    Verb.TICKET_RETURN: VerbRow(_prompt(TicketDeed.RETURN), Action.REVIEW_TICKET),
    Verb.TICKET_BACK_FOR: VerbRow(ticket_deeds.back_because, Action.REVIEW_TICKET),
    Verb.TICKET_SAYS: VerbRow(ticket_perhaps.meant, Action.ANSWER_TICKET),
    Verb.TICKET_REOPEN: VerbRow(_prompt(TicketDeed.REOPEN), Action.REVIEW_TICKET),
    Verb.TICKET_KEEP: VerbRow(ticket_deeds.keep, Action.REVIEW_TICKET),
    Verb.TICKET_RECHECK: VerbRow(_prompt(TicketDeed.RECHECK), Action.REVIEW_TICKET),
    Verb.TICKET_WITHDRAW: VerbRow(_prompt(TicketDeed.WITHDRAW), Action.CHANGE_TICKET),
    Verb.TICKET_TALK_UP: VerbRow(_talk(TicketAct.ENDORSE_TALK), Action.REVIEW_TICKET),
    Verb.TICKET_TALK_SPARE: VerbRow(_talk(TicketAct.SPARE_TALK), Action.REVIEW_TICKET),
    Verb.TICKET_TALK_AGREE: VerbRow(_talk(TicketAct.AGREE_TALK), Action.DECIDE_TICKET_TALK),
    Verb.TICKET_TALK_REFUSE: VerbRow(_talk(TicketAct.REFUSE_TALK), Action.DECIDE_TICKET_TALK),
}
