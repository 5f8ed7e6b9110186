-- name: risky_assignments
-- Items whose last report tells of a difficulty; not where the same work was reported on since, in a later period.
SELECT a.*, a.climbed AS escalated_through, a.height AS highest_rung, a.quiet AS reported_since_reminder FROM assignment a
WHERE a.plan_id = :plan_id AND a.risks <> '' AND a.state <> 'excused' AND a.dropped = 0
    AND NOT EXISTS (
        SELECT 1 FROM assignment b
        WHERE b.plan_id = a.plan_id AND b.task = a.task AND b.milestone = a.milestone AND b.unit = a.unit
            AND b.reported_at > a.reported_at
    )
ORDER BY a.role = 'local', a.due, a.id;

-- name: last_reported_of_work
-- Where a unit last reported on the same work, in this period or an earlier one.
SELECT *, climbed AS escalated_through, height AS highest_rung, quiet AS reported_since_reminder FROM assignment
WHERE plan_id = :plan_id AND task = :task AND milestone = :milestone AND unit = :unit AND reported_at IS NOT NULL
ORDER BY reported_at DESC, id DESC LIMIT 1;
