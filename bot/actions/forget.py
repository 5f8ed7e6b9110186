"""Forget: a person's own words, files and accounts go; what happened, and the seals over it, stays."""

from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.domain.errors import Refused


async def forget(store: Store, context: PlanContext, person_id: str) -> None:
    """Refused for somebody unknown, or who still holds a post: they would have to be asked again at once."""
    if not await store.one(int, "person_known", person=person_id):
        raise Refused("refused.no_such_person", person=person_id)
    if person_id in context.roster.by_id:
        raise Refused("refused.still_in_office", person=person_id)
    statements = (
        "forget_words",
        "forget_files",
        "forget_inbound",
        "forget_dialog",
        "end_sessions_of",
        "drop_accounts_of",
    )
    await store.commit(
        [Change(name, {"person": person_id}, rows=None) for name in statements] + [Change("revise_plan")]
    )
