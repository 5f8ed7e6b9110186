-- name: rows_ever_of_task
-- Every assignment of a task, whatever became of it.
SELECT *, climbed AS escalated_through, height AS highest_rung, quiet AS reported_since_reminder FROM assignment
WHERE plan_id = :plan_id AND task = :task ORDER BY +id;

-- name: events_of_task
-- What happened to the assignments of a task, with the words that are still kept, newest first. CROSS: SQLite begins with
-- the assignments of the task.
SELECT e.stream, e.version, e.at, e.kind, e.person_id, e.data, coalesce(w.body, '') AS body,
    coalesce(w.files, '[]') AS files, coalesce(w.notes, '{}') AS notes
FROM assignment a CROSS JOIN event e
LEFT JOIN words w ON w.plan_id = e.plan_id AND w.stream = e.stream AND w.version = e.version
WHERE a.plan_id = :plan_id AND a.task = :task AND e.plan_id = a.plan_id AND e.stream = CAST(a.id AS TEXT)
ORDER BY e.at DESC, e.stream, e.version DESC;

-- name: messages_of_task
-- Steps of the ladder that were told about a task, with whom they reached and when.
SELECT n.assignment, n.rung, n.person, m.accepted_at AS at
FROM assignment a CROSS JOIN notice n JOIN message m ON m.plan_id = n.plan_id AND m.message_id = n.outcome
WHERE a.plan_id = :plan_id AND a.task = :task AND n.plan_id = a.plan_id AND n.assignment = a.id AND n.rung <> ''
    AND n.state = 'sent' AND m.accepted_at IS NOT NULL;
