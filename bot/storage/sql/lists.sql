-- name: list_events
-- Every event of every list (清单), in the order of their streams.
SELECT e.stream, e.version, e.at, e.kind, e.person_id, e.data FROM event e
WHERE e.plan_id = :plan_id
    AND e.stream IN (SELECT l.stream FROM event l WHERE l.plan_id = :plan_id AND l.kind = 'listed')
ORDER BY e.stream, e.version;
