-- name: complaint_events
-- Every complaint and its answer, with the words that are still kept; withdrawals stand in the streams themselves.
SELECT e.stream, e.version, e.at, e.kind, e.person_id, e.data, coalesce(w.body, '') AS body,
    coalesce(w.files, '[]') AS files, coalesce(w.notes, '{}') AS notes
FROM event e LEFT JOIN words w ON w.plan_id = e.plan_id AND w.stream = e.stream AND w.version = e.version
WHERE e.plan_id = :plan_id AND e.kind IN ('complained', 'complaint_answered') ORDER BY e.stream, e.version;

-- name: withdrawn_complaints
SELECT DISTINCT e.stream FROM event c JOIN event e ON e.plan_id = c.plan_id AND e.stream = c.stream AND e.version = 2
WHERE c.plan_id = :plan_id AND c.kind IN ('complained', 'complaint_answered') AND c.version = 1 AND e.kind = 'undone';
