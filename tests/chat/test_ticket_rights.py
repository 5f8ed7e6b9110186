"""Every act on a ticket, tried by everybody in every state, by forged buttons; and what its card offers."""

from pathlib import Path

import pytest

from bot.cards.callback_data import Shape, Verb, payload_for
from bot.cards.ticket_cards import ACT_VERBS
from bot.domain.errors import Refused
from bot.domain.person import Person, Role
from bot.domain.tickets.ticket import Ticket
from bot.domain.tickets.ticket_rights import ACT_RULES, TicketAct, may_see, ticket_refusal
from tests.builders import ZH, City, buttons
from tests.chat.permission_situations import EAST
from tests.chat.ticket_town import TICKETS, life_of, ticket_town

VERBS = {verb: act for act, (verb, _) in ACT_VERBS.items()}
OFFICE = ZH.say("office.unnamed")


def _payload(verb: Verb, ticket: Ticket) -> str:
    more = {Verb.TICKET_TOWNSHIP: (0,)}.get(verb, (ticket.round,))
    return payload_for(verb, ticket.number, *more[: len(verb.arguments) - 1])


def _sentence(refused: Refused) -> str:
    return ZH.say(refused.key, office=OFFICE, **refused.args_of_sentence)


def test_every_act_has_its_rule_and_every_verb_its_act() -> None:
    assert set(ACT_RULES) == set(TicketAct)
    about = {verb for verb in Verb if verb.about(Shape.TICKET)}
    elsewhere = {Verb.TICKET_SAYS, Verb.TICKET_BACK_FOR}  # tests/chat/test_ticket_talk.py
    assert about - VERBS.keys() == {Verb.TICKET_SHOW, Verb.TICKET_HISTORY, *elsewhere}


@pytest.mark.parametrize("situation", TICKETS)
async def test_a_forged_button_is_refused_with_the_reason_and_changes_nothing(
    tmp_path: Path, situation: str
) -> None:
    number, reach = TICKETS[situation]
    async with ticket_town(tmp_path) as there:
        await reach(there)
        before = await life_of(there, number)
        context = await there.contexts.current()
        refusals = 0
        for person in context.roster.people:
            for verb, act in VERBS.items():
                refused = ticket_refusal(act, person, before.ticket, context.roster)
                if refused is None:
                    continue
                refusals += 1
                card = await there.press_payload(person.id, _payload(verb, before.ticket))
                told = {
                    _sentence(refused),
                    ZH.say("refused.not_your_ticket", unit=before.ticket.subject.unit),
                }
                assert any(one in card.text for one in told), (person.id, verb, card.text)
        assert refusals > len(context.roster.people)
        assert (await life_of(there, number)).events == before.events


@pytest.mark.parametrize("situation", TICKETS)
async def test_its_card_offers_what_is_allowed_and_nobody_else_sees_it(
    tmp_path: Path, situation: str
) -> None:
    number, reach = TICKETS[situation]
    async with ticket_town(tmp_path) as there:
        await reach(there)
        ticket = (await life_of(there, number)).ticket
        context = await there.contexts.current()
        for person in context.roster.people:
            card = await there.say(person.id, f"T{number}")
            offered = {VERBS[verb] for one in buttons(card) if (verb := _verb(one.payload)) in VERBS}
            if not may_see(person, ticket):
                assert not offered, person.id
                assert ZH.say("refused.not_your_ticket", unit=ticket.subject.unit) in card.text
                continue
            allowed = {act for act in VERBS.values() if _allowed(there, person, ticket, act, context.roster)}
            talks = {TicketAct.ENDORSE_TALK, TicketAct.SPARE_TALK}
            dropped = talks if situation not in ("third", "before_the_leader") else set()
            dropped |= {TicketAct.SUBMIT} if situation in ("issued", "third", "before_the_leader") else set()
            assert offered == allowed - dropped, (person.id, card.text)


def _verb(payload: str) -> Verb | None:
    return next((one for one in Verb if one.value == payload.partition(":")[0]), None)


def _allowed(there: City, person: Person, ticket: Ticket, act: TicketAct, roster: object) -> bool:
    return ticket_refusal(act, person, ticket, roster) is None  # type: ignore[arg-type]


async def test_who_may_do_what_to_a_ticket_of_a_county(tmp_path: Path) -> None:
    """What the table must be."""
    async with ticket_town(tmp_path) as there:
        await TICKETS["in_review"][1](there)
        ticket = (await life_of(there)).ticket
        roster = (await there.contexts.current()).roster
        for person in roster.people:
            passes = ticket_refusal(TicketAct.PASS, person, ticket, roster) is None
            answers = ticket_refusal(TicketAct.SAY, person, ticket, roster) is None
            assert passes == person.holds(Role.COORDINATOR), person.id
            assert answers == ("东县" in person.units(Role.LIAISON, Role.HEAD)), person.id


async def test_nobody_passes_the_ticket_of_their_own_bureau(tmp_path: Path) -> None:
    async with ticket_town(tmp_path) as there:
        await TICKETS["of_the_bureau"][1](there)
        said = await there.press_payload("coordinator", "tkpass:1:1")
        assert ZH.say("refused.four_eyes") in said.text
        await there.press_payload("reviewer", "tkpass:1:1")
        assert not (await life_of(there)).ticket.open


async def test_a_telephone_is_shown_to_the_coordinator_and_the_units_own_head_only(tmp_path: Path) -> None:
    from dataclasses import replace

    from bot.actions.load import load_people
    from bot.domain.person import Roster

    async with ticket_town(tmp_path) as there:
        people = (await there.contexts.current()).roster.people
        people = tuple(replace(one, phone="0377-61386000") if one.id == EAST else one for one in people)
        accounts = {one.id: {"browser": one.id} for one in people}
        await load_people(there.store, Roster(people), accounts, there.now)
        await TICKETS["issued"][1](there)
        await there.sleep_until("2024-01-12", "17:12")
        told = {
            m.person: m.card.text
            for m in there.sent
            if ZH.say("ticket.news.overdue", name="T1", unit="东县") in m.card.text
        }
        assert set(told) == {EAST, "c01-head", "coordinator"}
        assert {who for who, text in told.items() if "0377-61386000" in text} == {"c01-head", "coordinator"}
        others = [m for m in there.sent if m.person not in told and "0377-61386000" in m.card.text]
        assert others == []
