"""/ticket: what is said becomes a draft; what is missing is asked, one part at a time; 交办 issues it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from bot.actions.access import require_in_plan
from bot.actions.issue_ticket import issue_ticket, required_terms
from bot.cards import ticket_cards
from bot.cards.callback_data import Verb, unit_code
from bot.cards.card import Card
from bot.chat.ticket_reading import counties, read_draft
from bot.chat.turn import Answer, Dialog, Expects, Turn
from bot.domain.errors import Refused
from bot.domain.language.ticketing import TicketDraft, issues_ticket, missing_part, nearest_units
from bot.domain.permissions import Action, refusal_in_plan
from bot.domain.relation import OF_UNITS
from bot.domain.tickets.ticket import TicketSubject
from bot.engine.ticket_people import asked_for_unit
from bot.queries.all_tickets import AllTickets, TicketLife, all_tickets
from bot.queries.ticket_facts import ticket_facts

PLACE_AT_MOST = 120
BEGINS = "begin"  # asked: everything
KEPT = "draft"  # key under which a question keeps what was said


async def command(turn: Turn, argument: str, within: str = "") -> Answer:
    """/ticket, with everything, with some of it, or alone. Photos that wait for their words are of it. `within`: a time
    that was written for it."""
    require_in_plan(turn.person, Action.ISSUE_TICKET)
    if (code := _shown_code(turn.dialog)) and issues_ticket(turn.inbound.text):
        return await issue(turn, code)  # 交办 below the draft is its button, no new draft
    begun = (
        turn.dialog
        and turn.dialog.expects is Expects.TICKET_DRAFT
        and turn.dialog.data.get("asked") == BEGINS
    )
    before = _kept(turn.dialog) if turn.dialog and begun else TicketDraft()
    files = (*(_files_before(turn) if begun else ()), *turn.files)
    draft = replace(read_draft(turn, argument), within=within)
    return await _next(turn, draft.over(before), files)


def _shown_code(dialog: Dialog | None) -> str:
    """Of the draft that waits for 交办; "" where none does."""
    waits = dialog is not None and dialog.expects is Expects.TICKET_DRAFT and not dialog.data.get("asked")
    return str(dialog.data.get("code", "")) if dialog and waits else ""


def evidence_first(turn: Turn, text: str) -> Answer | None:
    """A photo or a location by itself, of who issues tickets and reports nothing: kept for the words that follow."""
    alone = (
        turn.dialog is None and turn.on is None and refusal_in_plan(Action.ISSUE_TICKET, turn.person) is None
    )
    if not alone or turn.person.units(*OF_UNITS):
        return None
    where = read_draft(turn, text).where
    if text.strip() != where or not (where or turn.files):
        return None
    kept = {KEPT: _as_data(TicketDraft(where=where)), "files": list(turn.files), "asked": BEGINS}
    card = ticket_cards.asked_for(turn.fmt, "ticket.ask.begin")
    return Answer(card, expects=Expects.TICKET_DRAFT, expected=kept)


def _files_before(turn: Turn) -> tuple[str, ...]:
    """Of a photo or location sent before, about which the chat has just asked."""
    files = turn.dialog.data.get("files", ()) if turn.dialog else ()
    return tuple(map(str, files)) if isinstance(files, list | tuple) else ()


async def said(turn: Turn, dialog: Dialog, words: str) -> Answer | None:
    """Words and files while a draft is open: the answer to what was asked, a correction, a photo, or 交办."""
    before, files = _kept(dialog), (*_files_before(turn), *turn.files)
    asked = str(dialog.data.get("asked", ""))
    if not asked and (issues_ticket(words)):
        return await issue(turn, str(dialog.data.get("code", "")))
    if not words.strip():
        if asked == BEGINS:  # another photo
            kept = {**dialog.data, "files": list(dict.fromkeys(files))}
            card = ticket_cards.asked_for(turn.fmt, "ticket.ask.begin")
            return Answer(card, expects=Expects.TICKET_DRAFT, expected=kept)
        return await _next(turn, before, files) if turn.files else None
    now = _answer_to(turn, asked, words)
    if now == TicketDraft() or (not asked and now.place and now == TicketDraft(place=now.place)):
        return None if asked in ("", BEGINS) else await _next(turn, before, files, unknown=words.strip()[:20])
    return await _next(turn, now.over(before), files)


def _answer_to(turn: Turn, asked: str, words: str) -> TicketDraft:
    """Read as the part that was asked for; a place may be any words."""
    found = read_draft(turn, words)
    if asked == "place":
        return _place(found, words)
    if asked not in ("", "place", BEGINS):
        return TicketDraft(
            unit=found.unit, pollutant=found.pollutant, value=found.value, value_unit=found.value_unit,
            source=found.source, wrong_unit=found.wrong_unit or (found.place if asked == "unit" else ""),
        )  # fmt: skip
    return found


def _place(found: TicketDraft, words: str) -> TicketDraft:
    """All of the words, but for what names another part: 老城区 is no county here."""
    if not (found.pollutant or found.source or found.where):
        return TicketDraft(place=words.strip()[:PLACE_AT_MOST])
    return replace(found, unit="", wrong_unit="", place=f"{found.wrong_unit}{found.place}")


async def _next(turn: Turn, draft: TicketDraft, files: tuple[str, ...], unknown: str = "") -> Answer:
    """Asks for what is missing, else shows the draft."""
    rules = turn.context.tickets
    part = missing_part(draft, rules)
    kept: dict[str, object] = {KEPT: _as_data(draft), "files": list(dict.fromkeys(files)), "asked": part}
    if not part:
        return await _shown(turn, draft, kept)
    match part:
        case "unit":
            wrong = draft.wrong_unit or unknown
            near = nearest_units(wrong, counties(turn)) if wrong else ()
            card = ticket_cards.which_unit(turn.fmt, wrong, near or counties(turn))
        case "source":
            card = ticket_cards.which_source(turn.fmt, rules.sources, unknown)
        case _:
            card = ticket_cards.asked_for(turn.fmt, ASK_KEYS[part])
    return Answer(card, expects=Expects.TICKET_DRAFT, expected=kept)


ASK_KEYS = {
    "place": "ticket.ask.place",
    "pollutant": "ticket.ask.pollutant",
    "value": "ticket.ask.value",
}


async def _shown(turn: Turn, draft: TicketDraft, kept: dict[str, object]) -> Answer:
    subject = _subject(turn, draft)
    code = hashlib.sha256(json.dumps([kept, turn.now], ensure_ascii=False).encode()).hexdigest()[:12]
    asked = asked_for_unit(turn.context, subject.unit)
    names = [one.name for one in asked if turn.context.account(one.id)]
    rules = turn.context.tickets
    count = len(kept["files"]) if isinstance(kept["files"], list) else 0
    card = ticket_cards.draft(turn.fmt, subject, rules, rules.terms(), names, code, count, turn.now)
    if draft.within:  # told, for the office's minutes stand
        card = replace(card, lines=(*card.lines, turn.say("ticket.draft.within", within=draft.within)))
    return Answer(card, expects=Expects.TICKET_DRAFT, expected={**kept, "code": code})


def _subject(turn: Turn, draft: TicketDraft) -> TicketSubject:
    rules = turn.context.tickets
    source = rules.source.get(draft.source)
    measure = rules.measure.get(draft.pollutant)
    value_unit = draft.value_unit or (measure.unit if measure and draft.value is not None else "")
    return TicketSubject(
        draft.unit, draft.place, draft.source, draft.pollutant, draft.value, value_unit, draft.matter,
        bool(source and source.clue), draft.where,
    )  # fmt: skip


# ---- buttons


async def issue(turn: Turn, code: str) -> Answer:
    """交办: the draft that the button was shown for, and no other."""
    require_in_plan(turn.person, Action.ISSUE_TICKET)
    dialog = turn.dialog
    if dialog is None or dialog.expects is not Expects.TICKET_DRAFT or dialog.data.get("code") != code:
        raise Refused("refused.ticket_draft_gone")
    required_terms(turn.context)
    subject, files = _subject(turn, _kept(dialog)), _files_before(turn)
    issued = await issue_ticket(turn.store, turn.context, turn.person, subject, files, turn.now)
    ticket = issued.after
    found = await all_tickets(turn.store, turn.context.calendar)
    found = AllTickets(found.lives, (*found.tickets, ticket))
    facts = ticket_facts(turn.context, turn.person, TicketLife(ticket, ()), found, turn.now)
    reached = [one.name for one in issued.told if turn.context.account(one.id)]
    told = (
        turn.say("ticket.told_to", names=reached)
        if reached
        else turn.say("ticket.told_nobody", unit=subject.unit)
    )
    title = turn.say("ticket.done.issue", name=ticket.name, unit=subject.unit)
    facts = replace(facts, acts=())  # 撤销 takes it back
    card = ticket_cards.ticket_card(turn.fmt, facts, title, told)
    undo = (turn.fmt.button("button.undo", Verb.UNDO),)
    return Answer(Card(card.title, card.lines, (*card.buttons, undo)), issued.changes)


async def unit_chosen(turn: Turn, code: str) -> Answer:
    unit = next((one for one in turn.context.plan.unit if unit_code(one) == code), "")
    return await _chosen(turn, TicketDraft(unit=unit))


async def source_chosen(turn: Turn, code: str) -> Answer:
    name = next((one.name for one in turn.context.tickets.sources if unit_code(one.name) == code), "")
    return await _chosen(turn, TicketDraft(source=name))


async def _chosen(turn: Turn, chosen: TicketDraft) -> Answer:
    require_in_plan(turn.person, Action.ISSUE_TICKET)
    dialog = turn.dialog
    if chosen == TicketDraft() or dialog is None or dialog.expects is not Expects.TICKET_DRAFT:
        raise Refused("refused.ticket_draft_gone")
    return await _next(turn, chosen.over(_kept(dialog)), _files_before(turn))


# ---- what a question keeps


def _as_data(draft: TicketDraft) -> dict[str, object]:
    value = None if draft.value is None else str(draft.value)
    return {name: getattr(draft, name) for name in draft.__dataclass_fields__} | {"value": value}


def _kept(dialog: Dialog) -> TicketDraft:
    data = dialog.data.get(KEPT)
    if not isinstance(data, Mapping):
        return TicketDraft()
    value = data["value"]
    texts = {name: str(data.get(name, "")) for name in TicketDraft.__dataclass_fields__ if name != "value"}
    return TicketDraft(value=None if value is None else Decimal(str(value)), **texts)
