-- name: last_words_in_task
-- What a unit said last about any of its work in a task, but for words taken back. CROSS: as below.
SELECT w.body, e.at FROM assignment a CROSS JOIN event e
JOIN words w ON w.plan_id = e.plan_id AND w.stream = e.stream AND w.version = e.version
WHERE e.plan_id = a.plan_id AND e.stream = CAST(a.id AS TEXT) AND e.kind IN ('reported', 'filed', 'submitted')
    AND a.plan_id = :plan_id AND a.task = :task AND a.unit = :unit AND w.body <> ''
    AND NOT EXISTS (
        SELECT 1 FROM event u
        WHERE u.plan_id = e.plan_id AND u.stream = e.stream AND u.version = e.version + 1 AND u.kind = 'undone'
    )
ORDER BY e.at DESC, e.version DESC LIMIT 1;

-- name: last_words_of_work
-- What a unit said last about the same work, in this period or an earlier one. CROSS: SQLite begins with the
-- assignments, instead of going through everybody's events, newest first, until one fits.
SELECT w.body FROM assignment a CROSS JOIN event e
JOIN words w ON w.plan_id = e.plan_id AND w.stream = e.stream AND w.version = e.version
WHERE e.plan_id = a.plan_id AND e.stream = CAST(a.id AS TEXT) AND e.kind IN ('reported', 'filed', 'submitted')
    AND a.plan_id = :plan_id AND a.task = :task AND a.milestone = :milestone AND a.unit = :unit AND w.body <> ''
ORDER BY e.at DESC, e.version DESC LIMIT 1;

-- name: heard_from
-- How often an account has written since.
SELECT count(*) FROM inbox
WHERE plan_id = :plan_id AND channel = :channel AND external_id = :external_id AND received_at >= :since;

-- name: last_pushed_to
-- The last message that a person did not ask for.
SELECT message_id, person, channel, external_id, kind, card, why, state, created_at FROM message
WHERE plan_id = :plan_id AND person = :person AND kind <> 'answer' ORDER BY created_at DESC, message_id DESC LIMIT 1;
