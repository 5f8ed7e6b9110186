"""Law: each act that the table allows, in each situation it distinguishes, is undone exactly by whoever did it."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.cards.callback_data import Shape, Verb
from bot.cards.pressed import PROMPTS
from bot.chat.callbacks import VERBS
from bot.domain.assignment import Assignment
from bot.domain.permissions import refusal
from bot.queries.summary import summarize
from tests.builders import City
from tests.chat.permission_situations import SITUATIONS, situated
from tests.chat.test_permissions import action_of, payload

OF_PAPERS = {Verb.SLIP, Verb.WARN, Verb.DRAFT}  # a draft is discarded, an issued paper made void
ACTS = [
    verb
    for verb in Verb
    if verb.about(Shape.ITEM) and VERBS[verb].right and verb not in {*PROMPTS, *OF_PAPERS}
]


async def standing(there: City) -> tuple[dict[int, Assignment], object, int | None]:
    """A row's version counts its events, and only grows."""
    rows = {a.id: replace(a, version=0) for a in await there.assignments()}
    summary = await summarize(there.store, await there.contexts.current(), there.now)
    return rows, summary, await there.store.one(int, "next_rung_at", now=there.now)


async def acts_done(there: City) -> int:
    return len(there.rows("SELECT 1 FROM event WHERE person_id <> ''"))


@pytest.mark.parametrize("situation", SITUATIONS)
async def test_each_act_is_undone(tmp_path: Path, situation: str) -> None:
    async with situated(tmp_path, situation) as (there, a):
        context = await there.contexts.current()
        for verb in ACTS:
            for person in context.roster.people:
                if refusal(action_of(verb, a), person, a, context.plan, context.roster):
                    continue
                before, acted = await standing(there), await acts_done(there)
                await there.press_payload(person.id, payload(verb, a))
                if await acts_done(there) == acted:
                    continue
                undone = await there.say(person.id, "/undo")
                assert undone.title.startswith("已撤销"), (verb, person.id, undone.text)
                assert await standing(there) == before, (verb, person.id)
                break
