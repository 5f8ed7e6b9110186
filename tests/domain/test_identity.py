"""Whatever a version calls its tasks: what is the same keeps its id, what is new gets one that nothing ever had."""

from hypothesis import given

from bot.domain.identity import assign_ids, with_known_ids
from bot.domain.task_matching import match
from tests.planfile.files import seed
from tests.planfile.test_diff import EDITS, Edits, edited


@given(EDITS, EDITS)
def test_ids_are_kept_for_matched_tasks_and_never_reused(first: Edits, second: Edits) -> None:
    """From the seed to a version, and from that to another that has some of the dropped tasks again."""
    taken = {(task.id, one.id) for task in seed().tasks for one in task.milestones}
    known = seed()
    for edits in (first, second):
        found = match(known, edited(edits))
        names = assign_ids(found, taken)
        after = with_known_ids(edited(edits), names)
        ids = [task.id for task in after.tasks]
        inside = [one.id for task in after.tasks for one in task.milestones]
        assert len(set(ids)) == len(ids) and len(set(inside)) == len(inside)
        pairs = zip(found.tasks, after.tasks, strict=False)  # the gone come last
        for (was, _), now in pairs:
            assert now.id == was.id if was else now.id not in {task for task, _ in taken}
        taken |= {(task.id, one.id) for task in after.tasks for one in task.milestones}
        known = after
