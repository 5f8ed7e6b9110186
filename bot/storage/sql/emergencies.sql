-- name: emergency_events
-- What happened in each emergency as a whole, in the order of their streams; what its units do is in others.
SELECT e.stream, e.version, e.at, e.kind, e.person_id, e.data FROM event e
WHERE e.plan_id = :plan_id
    AND e.stream IN (SELECT s.stream FROM event s WHERE s.plan_id = :plan_id AND s.kind = 'emergency_started')
ORDER BY e.stream, e.version;

-- name: emergency_responses
-- What the units did in every emergency, with their words, in the order of their streams.
SELECT e.stream, e.version, e.at, e.kind, e.person_id, e.data, coalesce(w.body, '') AS body,
    coalesce(w.files, '[]') AS files
FROM event e LEFT JOIN words w ON w.plan_id = e.plan_id AND w.stream = e.stream AND w.version = e.version
WHERE e.plan_id = :plan_id
    AND e.stream IN (SELECT s.stream FROM event s WHERE s.plan_id = :plan_id
        AND s.kind IN ('emergency_signed', 'emergency_reported', 'lines_done'))
ORDER BY e.stream, e.version;

-- name: checklist_events
-- The emission checklists (应急减排清单) as imported, the newest first.
SELECT e.at, e.person_id, e.data FROM event e
WHERE e.plan_id = :plan_id AND e.kind = 'checklists_imported'
ORDER BY e.version DESC;

-- name: returns_within
-- Items that owe a return on a day that an emergency took, and moves.
SELECT *, climbed AS escalated_through, height AS highest_rung, quiet AS reported_since_reminder FROM assignment
WHERE plan_id = :plan_id AND state IN ('open', 'rework')
    AND ((period <> '' AND due >= :first AND due < :before) OR (asked_until >= :first AND asked_until < :before))
ORDER BY id;

-- name: told_in_emergency
-- The notices of one order, and what became of the message of each and of its copy on a second channel. A person, or
-- "" for all.
SELECT n.person, n.state AS notice_state, n.data, coalesce(m.message_id, '') AS message_id,
    coalesce(CASE WHEN m.state = 'unknown' AND m.timeouts > 1 THEN 'failed' ELSE m.state END, '') AS message_state,
    coalesce(m.channel, '') AS channel, coalesce(m.external_id, '') AS external_id, coalesce(m.card, '') AS card,
    coalesce(m.why, '[]') AS why,
    coalesce(CASE WHEN s.state = 'unknown' AND s.timeouts > 1 THEN 'failed' ELSE s.state END, '') AS second_state,
    coalesce(s.channel, '') AS second_channel, coalesce(s.external_id, '') AS second_external_id
FROM notice n
    LEFT JOIN message m ON m.plan_id = n.plan_id AND m.message_id = n.outcome
    LEFT JOIN message s ON s.plan_id = n.plan_id AND s.message_id = n.outcome || :second
WHERE n.plan_id = :plan_id AND n.assignment = 0 AND n.rung = '' AND n.occurrence = :occurrence
    AND :person IN ('', n.person) AND NOT (n.state = 'dropped' AND n.outcome = 'passed_on')
ORDER BY n.person;
