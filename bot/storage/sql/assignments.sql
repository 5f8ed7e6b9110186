-- name: insert_assignment
-- A share opened. A second one of the same (task, milestone, unit, period) is refused by its key.
INSERT INTO assignment (
    plan_id, id, task, milestone, unit, role, kind, strength, period, since, "until", due, first_due, planned, state, version,
    holder, holder_since, climbed, height, ladder, dropped, told_only, first_period, current, quiet, percent, reported_at, submitted_on, submitted_by,
    closed_on, rounds, sampled, extension, extensions, declined, assignee, chased_on, endorsed_on, talk, talk_on, refused_on, asked_until,
    reason_event, refusal_event, chase_event, risks, declined_to, taken_from, unsigned, suspension, suspension_due, suspended_on, suspended_until, suspended_days, proposed_owns, state_before, recheck_on, rechecking,
    next_at, light, reason, light_until
) VALUES (
    :plan_id, :id, :task, :milestone, :unit, :role, :kind, :strength, :period, :since, :until, :due, :first_due, :planned,
    :state, :version, :holder, :holder_since, :escalated_through, :highest_rung, :ladder, :dropped, :told_only, :first_period, :current, :reported_since_reminder, :percent, :reported_at,
    :submitted_on, :submitted_by, :closed_on, :rounds, :sampled, :extension, :extensions, :declined, :assignee,
    :chased_on, :endorsed_on, :talk, :talk_on, :refused_on, :asked_until, :reason_event, :refusal_event, :chase_event, :risks,
    :declined_to, :taken_from, :unsigned, :suspension, :suspension_due, :suspended_on, :suspended_until, :suspended_days, :proposed_owns, :state_before, :recheck_on, :rechecking,
    :next_at, :light, :reason, :light_until
);

-- name: update_assignment
-- The fold after one more event; no row when somebody else's event came in between.
UPDATE assignment SET
    unit = :unit, role = :role, strength = :strength, due = :due, first_due = :first_due, planned = :planned, state = :state, version = :version, holder = :holder,
    holder_since = :holder_since, climbed = :escalated_through, height = :highest_rung, ladder = :ladder, dropped = :dropped, told_only = :told_only, first_period = :first_period, current = :current,
    quiet = :reported_since_reminder, percent = :percent, reported_at = :reported_at, submitted_on = :submitted_on,
    submitted_by = :submitted_by, closed_on = :closed_on, rounds = :rounds, sampled = :sampled,
    extension = :extension, extensions = :extensions, declined = :declined, assignee = :assignee,
    chased_on = :chased_on, endorsed_on = :endorsed_on, talk = :talk, talk_on = :talk_on, refused_on = :refused_on, asked_until = :asked_until, reason_event = :reason_event, refusal_event = :refusal_event,
    chase_event = :chase_event, risks = :risks, declined_to = :declined_to, taken_from = :taken_from, unsigned = :unsigned, suspension = :suspension, suspension_due = :suspension_due, suspended_on = :suspended_on, suspended_until = :suspended_until, suspended_days = :suspended_days, proposed_owns = :proposed_owns, state_before = :state_before, recheck_on = :recheck_on, rechecking = :rechecking,
    next_at = :next_at, light = :light, reason = :reason,
    light_until = :light_until
WHERE plan_id = :plan_id AND id = :id AND version = :version - 1;

-- name: settle_assignment
-- Only what follows from the row and the day: whether it counts, its clock and its light.
UPDATE assignment SET current = :current, next_at = :next_at, light = :light, reason = :reason, light_until = :light_until
WHERE plan_id = :plan_id AND id = :id AND version = :version;

-- name: due_assignments
-- Whose next rung has come, longest waiting first.
SELECT *, climbed AS escalated_through, height AS highest_rung, quiet AS reported_since_reminder FROM assignment WHERE plan_id = :plan_id AND next_at <= :now ORDER BY next_at, id LIMIT :limit;

-- name: dimmed_assignments
-- Whose light, or whether it counts, may have changed by the passing of time.
SELECT *, climbed AS escalated_through, height AS highest_rung, quiet AS reported_since_reminder FROM assignment WHERE plan_id = :plan_id AND light_until <= :now ORDER BY light_until, id LIMIT :limit;

-- name: assignment_by_id
SELECT *, climbed AS escalated_through, height AS highest_rung, quiet AS reported_since_reminder FROM assignment WHERE plan_id = :plan_id AND id = :id;

-- name: all_assignments
-- For replay, export and audit; not for a chat answer.
SELECT *, climbed AS escalated_through, height AS highest_rung, quiet AS reported_since_reminder FROM assignment WHERE plan_id = :plan_id ORDER BY id;

-- name: share_keys
-- What is already open of the periods that have not ended before :since, and every result.
SELECT id, task, milestone, unit, taken_from, period, role, state FROM assignment
WHERE plan_id = :plan_id AND (period = '' OR "until" >= :since);

-- name: last_assignment_id
SELECT max(id) FROM assignment WHERE plan_id = :plan_id;

-- name: assignments_of_unit
-- What a unit owes, missed periods and periods not asked yet included, or has settled in those that count; the next due
-- first. A date that a county was only told of is over with its ladder, when nothing of it will change any more.
SELECT *, climbed AS escalated_through, height AS highest_rung, quiet AS reported_since_reminder FROM assignment
WHERE plan_id = :plan_id AND unit = :unit AND (current = 1 OR (state IN ('open', 'rework') AND (told_only = 0 OR light_until IS NOT NULL))) ORDER BY due, id;

-- name: assignments_held_by
-- What other units' items wait for this one: few, so found first and sorted then, whence the ||.
SELECT *, climbed AS escalated_through, height AS highest_rung, quiet AS reported_since_reminder FROM assignment
WHERE plan_id = :plan_id AND holder = :unit AND holder <> unit AND state IN ('open', 'rework') ORDER BY due || '', id;

-- name: assignments_of_work
-- All periods of one unit's share of a milestone. The +: as in return_of.
SELECT *, climbed AS escalated_through, height AS highest_rung, quiet AS reported_since_reminder FROM assignment
WHERE plan_id = :plan_id AND task = :task AND milestone = :milestone AND unit = :unit ORDER BY +id;

-- name: assignments_of_task
SELECT *, climbed AS escalated_through, height AS highest_rung, quiet AS reported_since_reminder FROM assignment WHERE plan_id = :plan_id AND task = :task AND current = 1 ORDER BY role, unit, due, id;

-- name: rows_of_task
-- Those that count, and missed periods.
SELECT *, climbed AS escalated_through, height AS highest_rung, quiet AS reported_since_reminder FROM assignment
WHERE plan_id = :plan_id AND task = :task AND (current = 1 OR state IN ('open', 'rework')) ORDER BY role, unit, due, id;

-- name: return_of
-- One unit's recurring items due on one day: its return. A missed period is still filed: 补报. Without the + SQLite
-- walks the whole plan in the order of ids rather than sort the rows that it finds by their key.
SELECT *, climbed AS escalated_through, height AS highest_rung, quiet AS reported_since_reminder FROM assignment
WHERE plan_id = :plan_id AND unit = :unit AND period <> '' AND due = :due ORDER BY +id;

-- name: late_assignments
-- Results overdue and owed, the longest first, the city before the counties. A late return is no late task.
SELECT *, climbed AS escalated_through, height AS highest_rung, quiet AS reported_since_reminder FROM assignment
WHERE plan_id = :plan_id AND strength = 'must' AND state IN ('open', 'rework') AND due < :today AND current = 1
    AND period = '' AND told_only = 0
ORDER BY due, role = 'local', id LIMIT :limit OFFSET :offset;

-- name: late_shares
-- The same, counted: which units are late with which task, and since when.
SELECT task, unit, role, due, count(*) AS n FROM assignment
WHERE plan_id = :plan_id AND strength = 'must' AND state IN ('open', 'rework') AND due < :today AND current = 1
    AND period = '' AND told_only = 0
GROUP BY task, unit, role, due;

-- name: returns_between
-- The recurring items of the periods that end between two days and begin no earlier than a third, counted by unit and
-- task: what is open, what of it is past its day, what was filed in time and what later. What is excused is not asked.
SELECT period, unit, task, role,
    coalesce(min(CASE WHEN state IN ('open', 'rework') THEN due END), max(first_due)) AS due,
    sum(CASE WHEN state IN ('open', 'rework') THEN 1 ELSE 0 END) AS open,
    sum(CASE WHEN state IN ('open', 'rework') AND due < :today THEN 1 ELSE 0 END) AS overdue,
    sum(CASE WHEN state IN ('closed', 'submitted') AND submitted_on <= first_due THEN 1 ELSE 0 END) AS on_time,
    sum(CASE WHEN state IN ('closed', 'submitted') AND submitted_on > first_due THEN 1 ELSE 0 END) AS late
FROM assignment
WHERE plan_id = :plan_id AND period <> '' AND "until" >= :first AND "until" <= :last AND since >= :since
    AND state <> 'excused'
GROUP BY period, unit, task, role;

-- name: returns_missing
-- Recurring items past their day and not filed, of whatever period, counted by unit and task. Covered by assignment_coming.
SELECT period, unit, task, role, min(due) AS due, count(*) AS open, count(*) AS overdue, 0 AS on_time, 0 AS late
FROM assignment
WHERE plan_id = :plan_id AND period <> '' AND state IN ('open', 'rework') AND due < :today
GROUP BY period, unit, task, role;

-- name: coming
-- What falls due in a span of days, counted. At a quarter's end that is nearly everything: covered by assignment_coming.
SELECT due, task, milestone, unit, role, max(period) AS period, count(*) AS n FROM assignment
WHERE plan_id = :plan_id AND state IN ('open', 'rework') AND due > :after AND due <= :until AND told_only = 0
GROUP BY due, task, milestone, unit, role;

-- name: held_elsewhere
-- Items whose clock runs at another unit, counted.
SELECT holder, task, unit, role, count(*) AS n FROM assignment
WHERE plan_id = :plan_id AND holder <> unit AND state IN ('open', 'rework') GROUP BY holder, task, unit, role;

-- name: waiting_assignments
-- What waits for a reviewer, and what had passed before go-live and has not been answered.
SELECT *, climbed AS escalated_through, height AS highest_rung, quiet AS reported_since_reminder FROM assignment WHERE plan_id = :plan_id AND state IN ('past', 'submitted') ORDER BY state, submitted_on, id;

-- name: to_decide
-- Extensions and suspensions asked, declines, filed duties drawn for a second look, and closed results looked at again.
SELECT *, climbed AS escalated_through, height AS highest_rung, quiet AS reported_since_reminder FROM assignment
WHERE plan_id = :plan_id AND (extension IS NOT NULL OR declined = 1 OR sampled = 1 OR suspension IS NOT NULL OR rechecking = 1) ORDER BY due, id;

-- name: talks_before_leader
-- Talks put before the leader, decided or not; those deferred come after those not decided yet.
SELECT *, climbed AS escalated_through, height AS highest_rung, quiet AS reported_since_reminder FROM assignment
WHERE plan_id = :plan_id AND state IN ('open', 'rework') AND endorsed_on IS NOT NULL
ORDER BY CASE WHEN talk IS NULL THEN 0 ELSE 1 END, due, id;

-- name: proposed_talks
-- What the ladder proposes and the coordinator has not endorsed.
SELECT *, climbed AS escalated_through, height AS highest_rung, quiet AS reported_since_reminder FROM assignment
WHERE plan_id = :plan_id AND strength = 'must' AND state IN ('open', 'rework') AND height = 'propose_talk'
    AND endorsed_on IS NULL ORDER BY due, id;

-- name: tallies
-- The assignments that count (bot/domain/counting.py), counted: the whole of every summary. Covered by assignment_count.
SELECT task, unit, role, kind, light, reason, count(*) AS n FROM assignment
WHERE plan_id = :plan_id AND current = 1 GROUP BY task, unit, role, kind, light, reason;

-- name: assignments_to_tell
-- The assignments that a person's waiting notices are about.
SELECT DISTINCT a.*, a.climbed AS escalated_through, a.height AS highest_rung, a.quiet AS reported_since_reminder FROM assignment a JOIN notice n ON n.plan_id = a.plan_id AND n.assignment = a.id
WHERE a.plan_id = :plan_id AND n.person = :person AND n.state = 'waiting' AND n.deliver_at <= :now;

-- name: unsettled_assignments
-- Everything a new version of the plan may touch.
SELECT *, climbed AS escalated_through, height AS highest_rung, quiet AS reported_since_reminder FROM assignment
WHERE plan_id = :plan_id AND state IN ('past', 'open', 'rework', 'suspended', 'submitted') ORDER BY id;

-- name: dropped_assignments
-- What a version of the plan no longer had, and nothing has happened to since: a later one may have it again.
SELECT a.*, a.climbed AS escalated_through, a.height AS highest_rung, a.quiet AS reported_since_reminder FROM assignment a
JOIN event e ON e.plan_id = a.plan_id AND e.stream = CAST(a.id AS TEXT) AND e.version = a.version
WHERE a.plan_id = :plan_id AND a.state = 'excused' AND e.kind = 'dropped' ORDER BY a.id;

-- name: whole_unit
-- Everything that was ever a unit's, or is held by it.
SELECT *, climbed AS escalated_through, height AS highest_rung, quiet AS reported_since_reminder FROM assignment WHERE plan_id = :plan_id AND (unit = :unit OR holder = :unit OR taken_from = :unit OR declined_to = :unit) ORDER BY id;

-- name: assignments_after
-- All assignments page by page.
SELECT *, climbed AS escalated_through, height AS highest_rung, quiet AS reported_since_reminder FROM assignment WHERE plan_id = :plan_id AND id > :id ORDER BY id LIMIT :limit;

-- name: taken_over_works
-- Recurring work that another unit has taken over, oldest period first: the latest says who has it now.
SELECT task, milestone, taken_from, unit FROM assignment
WHERE plan_id = :plan_id AND taken_from <> '' AND period <> '' ORDER BY "until", id;

-- name: suspended_assignments
-- Suspended items (挂账), the first to go on first.
SELECT *, climbed AS escalated_through, height AS highest_rung, quiet AS reported_since_reminder FROM assignment
WHERE plan_id = :plan_id AND state = 'suspended' ORDER BY suspended_until, id;

-- name: share_of
-- One unit's share of one milestone and period, if it has one.
SELECT *, climbed AS escalated_through, height AS highest_rung, quiet AS reported_since_reminder FROM assignment
WHERE plan_id = :plan_id AND task = :task AND milestone = :milestone AND unit = :unit AND period = :period;
