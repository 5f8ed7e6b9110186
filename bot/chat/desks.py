"""What is said of others' work by those before whom it lies: a list of it, a chase, a batch, a look at a task."""

from dataclasses import replace

from bot.chat import (
    inboxes,
    placing,
    reviews,
    shares,
    typed_decisions,
    views,
)
from bot.chat.turn import Answer, Expects, SentMessage, Turn
from bot.domain.language.consent import passes_all
from bot.domain.language.desk import OF_LEADS, Desk, desk, task_asked
from bot.domain.language.orders import chase_begun, is_only_a_chase
from bot.domain.person import Role
from bot.domain.relation import OF_UNITS


async def listed(turn: Turn, text: str) -> Answer | None:
    """待办 西峡县, 待复核, 约谈建议."""
    wanted = _asked_for(turn, text)
    return replace(await inboxes.asked_for(turn, wanted), keeps_dialog=True) if wanted else None


async def said(turn: Turn, text: str) -> Answer | None:
    """What is said of others' work: a chase, 全部通过 of the page just shown, a look at a task."""
    subject, has_a_desk = placing.subject_of(turn.context.plan), _has_one(turn)
    order = chase_begun(text, subject)
    if order and (has_a_desk or is_only_a_chase(text)):
        return await typed_decisions.decided(turn, order)
    if not has_a_desk:
        return None
    if passes_all(text) and not (turn.dialog and turn.dialog.expects is Expects.CONFIRM):
        last = await turn.store.one(SentMessage, "last_message_to", person=turn.person.id)
        if last and last.read().batch:
            return await reviews.pass_all(replace(turn, on=last), 0)
    wanted = None if turn.dialog or turn.person.units(*OF_UNITS) else task_asked(text)
    task = subject.task_of(wanted.number) if wanted else None
    if wanted is None or task is None:
        return None
    return await (shares.listed(turn, task.id, 0) if wanted.shares else views.task(turn, task.id))


def _asked_for(turn: Turn, text: str) -> Desk | None:
    """领导已批示 of a unit is a report: units are shown only what a lead decides."""
    wanted = desk(text, turn.context.plan.unit)
    if wanted is None or not _has_one(turn):
        return None
    of_an_office = placing.DECIDE & {post.role for post in turn.person.posts}
    return wanted if of_an_office or wanted.kind is None or wanted.kind in OF_LEADS else None


def _has_one(turn: Turn) -> bool:
    """Whether others' work may wait for this person: as an office, or as the lead of a task."""
    units = set(turn.person.units(Role.LIAISON))
    leads = any(units & set(task.roles.leads) for task in turn.context.plan.works)
    return leads or bool(placing.DECIDE & {post.role for post in turn.person.posts})
