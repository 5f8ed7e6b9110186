"""Submit (提交复核): the unit says that a result is reached."""

from dataclasses import replace

from bot.actions.access import require
from bot.actions.outcome import Outcome
from bot.actions.report import ReportContent, file_item, report, report_event
from bot.actions.tell_risks import tell_risks
from bot.context.events import record
from bot.context.plan_context import PlanContext
from bot.domain.assignment import Assignment, Kind, State
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.lists.submission import open_unnamed
from bot.domain.notice import NoticeKind
from bot.domain.permissions import Action
from bot.domain.person import Person
from bot.domain.review import reviewers
from bot.engine.notices import queue_notices

NAMED_AT_MOST = 5  # open items in a refusal


def submit(
    context: PlanContext, person: Person, a: Assignment, content: ReportContent, now: Instant
) -> Outcome:
    """Stops the unit's ladder and starts the reviewer's clock. Filed instead: a return's item, and a date that a county
    is told of, for it owes the lead no result (ADR 0044)."""
    if a.recurring:
        return report(context, person, a, content, now)
    _require_lists_done(context, a, content.words)
    if a.told_only and a.state is not State.PAST:
        return file_item(context, person, a, replace(content, done=True), now)
    require(context, person, Action.SUBMIT, a)
    chosen = reviewers(replace(a, submitted_by=person.id), context.plan, context.roster)
    if not chosen.people:
        raise Refused("refused.no_reviewer")
    event = report_event(
        context, Kind.SUBMITTED, person, content, now, reviewer=chosen.unit, review_why=chosen.why, done=True
    )
    recorded = record(context, a, event)
    occurrence = f"submitted {recorded.after.version}"
    notices = queue_notices(context, chosen.people, NoticeKind.REVIEW, occurrence, now, about=recorded.after)
    told = tell_risks(context, recorded.after, content.arisen, now)
    return Outcome((recorded.after,), (*recorded.changes, *notices, *told))


def _require_lists_done(context: PlanContext, a: Assignment, words: str) -> None:
    """A milestone with an open item of its list is submitted only by words that name it."""
    for part in open_unnamed(context.lists, a.milestone, a.unit, words, context.plan):
        names = [one.name for one in part.open_items]
        raise Refused(
            "refused.list_open", title=part.worklist.title, n=len(names), names=names[:NAMED_AT_MOST]
        )
