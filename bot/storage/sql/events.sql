-- name: append_event
-- The next event of a stream; a second one of the same version is refused by its key.
INSERT INTO event (plan_id, stream, version, at, kind, person_id, data, words_digest, cause)
VALUES (:plan_id, :stream, :version, :at, :kind, :person_id, :data, :words_digest, :cause);

-- name: keep_words
INSERT INTO words (plan_id, stream, version, person_id, body, files, notes)
VALUES (:plan_id, :stream, :version, :person_id, :body, :files, :notes);

-- name: events_of
-- One stream from its beginning, with the words that are still kept.
SELECT e.stream, e.version, e.at, e.kind, e.person_id, e.data, coalesce(w.body, '') AS body,
    coalesce(w.files, '[]') AS files, coalesce(w.notes, '{}') AS notes
FROM event e LEFT JOIN words w ON w.plan_id = e.plan_id AND w.stream = e.stream AND w.version = e.version
WHERE e.plan_id = :plan_id AND e.stream = :stream ORDER BY e.version;

-- name: absence_events
-- The absences of everybody in office.
SELECT e.stream, e.version, e.at, e.kind, e.person_id, e.data FROM person p
JOIN event e ON e.plan_id = p.plan_id AND e.stream = 'absence:' || p.person_id
WHERE p.plan_id = :plan_id AND p.active = 1 ORDER BY e.stream, e.version;
-- name: reasons_to_tell
-- Words given for decisions about the assignments of which a notice is due to the person.
SELECT n.assignment, e.version, e.kind, w.body
FROM notice n CROSS JOIN event e CROSS JOIN words w
WHERE n.plan_id = :plan_id AND n.person = :person AND n.state = 'waiting' AND n.deliver_at <= :now AND n.assignment > 0
    AND e.plan_id = n.plan_id AND e.stream = CAST(n.assignment AS TEXT)
    AND w.plan_id = e.plan_id AND w.stream = e.stream AND w.version = e.version
    AND e.kind NOT IN ('reported', 'filed', 'submitted') AND e.words_digest <> '' AND w.body <> '';

-- name: deeds_on_task
-- What people did on the items of a task since an instant, oldest first.
SELECT e.person_id, e.at, e.kind, a.unit, a.milestone, a.period
FROM event e JOIN assignment a ON a.plan_id = e.plan_id AND e.stream = CAST(a.id AS TEXT)
WHERE e.plan_id = :plan_id AND a.task = :task AND e.at >= :since AND e.person_id <> '' ORDER BY e.at, a.id, e.version;

-- name: ruling_notices
-- Who was to be told of a ruling, and whether they were.
SELECT person, occurrence, state, data FROM notice
WHERE plan_id = :plan_id AND assignment = 0 AND kind IN ('named', 'ruled') AND occurrence LIKE :occurrence
ORDER BY person, occurrence;

-- name: rulings
-- Every ruling ever made and taken back, with the reasons that are still kept.
SELECT e.stream, e.version, e.at, e.kind, e.person_id, e.data, coalesce(w.body, '') AS body
FROM event e LEFT JOIN words w ON w.plan_id = e.plan_id AND w.stream = e.stream AND w.version = e.version
WHERE e.plan_id = :plan_id
    AND e.stream IN (SELECT r.stream FROM event r WHERE r.plan_id = :plan_id AND r.kind = 'ruled')
ORDER BY e.at, e.stream, e.version;

-- name: post_events
-- The posts that people in office have taken over.
SELECT e.stream, e.version, e.at, e.kind, e.person_id, e.data FROM person p
JOIN event e ON e.plan_id = p.plan_id AND e.stream = 'post:' || p.person_id
WHERE p.plan_id = :plan_id AND p.active = 1 ORDER BY e.stream, e.version;

-- name: stream_length
SELECT count(*) FROM event WHERE plan_id = :plan_id AND stream = :stream;

-- name: last_deeds
-- The latest events of a person, newest first: what /undo may take back.
SELECT stream, version, at, kind, cause FROM event
WHERE plan_id = :plan_id AND at >= :since AND person_id = :person ORDER BY at DESC, version DESC LIMIT 1;

-- name: deeds_of_cause
-- What one update of the person did.
SELECT stream, version, at, kind, cause FROM event
WHERE plan_id = :plan_id AND cause = :cause AND cause <> '' AND person_id = :person ORDER BY +at, stream, version;

-- name: happened_between
-- What happened to assignments in a span of time, by task and unit.
SELECT a.task, a.unit, a.role, e.kind, count(*) AS n
FROM event e JOIN assignment a ON a.plan_id = e.plan_id
    AND a.id = CASE WHEN e.stream LIKE '%:%' THEN NULL ELSE CAST(e.stream AS BIGINT) END
WHERE e.plan_id = :plan_id AND e.at >= :first AND e.at <= :last GROUP BY a.task, a.unit, a.role, e.kind;

-- name: undone_between
-- What happened in a span of time to assignments of which something was taken back since; the data says which versions.
SELECT a.task, a.unit, a.role, e.kind, e.version, u.data
FROM event u JOIN assignment a ON a.plan_id = u.plan_id
    AND a.id = CASE WHEN u.stream LIKE '%:%' THEN NULL ELSE CAST(u.stream AS BIGINT) END
JOIN event e ON e.plan_id = u.plan_id AND e.stream = u.stream AND e.version < u.version
WHERE u.plan_id = :plan_id AND u.kind = 'undone' AND u.at >= :first AND e.at >= :first AND e.at <= :last;

-- name: unsealed_events
-- Events that no seal covers yet.
SELECT stream, version, at, kind, person_id, data, words_digest FROM event
WHERE plan_id = :plan_id AND seal IS NULL;

-- name: sealed_events
-- Long: all events that a seal covers, seal by seal.
SELECT seal, stream, version, at, kind, person_id, data, words_digest FROM event
WHERE plan_id = :plan_id AND seal IS NOT NULL ORDER BY seal;

-- name: unsealed_records
-- Messages, acknowledgements and states of the plan that no seal covers yet: what, key, instant and the rest that is digested.
SELECT 'acknowledgement' AS what, person_id || ' ' || version AS key, at, '' AS rest FROM acknowledgement
WHERE plan_id = :plan_id AND seal IS NULL
UNION ALL
SELECT 'message' AS what, message_id AS key, created_at AS at, person || ' ' || kind || ' ' || digest AS rest FROM message
WHERE plan_id = :plan_id AND seal IS NULL
UNION ALL
SELECT 'plan_state' AS what, version AS key, at, golive || ' ' || carried_out || ' ' || document_digest AS rest FROM plan_state
WHERE plan_id = :plan_id AND seal IS NULL
ORDER BY what, key, at;

-- name: sealed_records
-- Long: the same, of every seal.
SELECT seal, 'acknowledgement' AS what, person_id || ' ' || version AS key, at, '' AS rest FROM acknowledgement
WHERE plan_id = :plan_id AND seal > 0
UNION ALL
SELECT seal, 'message' AS what, message_id AS key, created_at AS at, person || ' ' || kind || ' ' || digest AS rest FROM message
WHERE plan_id = :plan_id AND seal > 0
UNION ALL
SELECT seal, 'plan_state' AS what, version AS key, at, golive || ' ' || carried_out || ' ' || document_digest AS rest FROM plan_state
WHERE plan_id = :plan_id AND seal > 0
ORDER BY seal;

-- name: cover_events
-- As many rows as were digested, or somebody has stored another one meanwhile.
UPDATE event SET seal = :n WHERE plan_id = :plan_id AND seal IS NULL AND at <= :newest;

-- name: cover_acknowledgements
UPDATE acknowledgement SET seal = :n WHERE plan_id = :plan_id AND seal IS NULL AND at <= :newest;

-- name: cover_messages
UPDATE message SET seal = :n WHERE plan_id = :plan_id AND seal IS NULL AND created_at <= :newest;

-- name: cover_plan_states
UPDATE plan_state SET seal = :n WHERE plan_id = :plan_id AND seal IS NULL AND at <= :newest;

-- name: last_seal
SELECT n, sealed_at, events, digest, previous FROM seal WHERE plan_id = :plan_id ORDER BY n DESC LIMIT 1;

-- name: all_seals
SELECT n, sealed_at, events, digest, previous FROM seal WHERE plan_id = :plan_id ORDER BY n;

-- name: add_seal
-- A second seal of the same number is refused by its key.
INSERT INTO seal (plan_id, n, sealed_at, events, digest, previous)
VALUES (:plan_id, :n, :sealed_at, :events, :digest, :previous);

-- name: streams_since
-- Which streams have an event since an instant.
SELECT DISTINCT stream FROM event WHERE plan_id = :plan_id AND at >= :since;

-- name: forget_words
-- A person's own words are gone; the events and their digests stay.
DELETE FROM words WHERE plan_id = :plan_id AND person_id = :person;

-- name: events_by_kind
SELECT kind, count(*) AS n FROM event WHERE plan_id = :plan_id GROUP BY kind ORDER BY kind;

-- name: events_until
-- Long: every assignment's stream as it was at an instant, without the words.
SELECT stream, version, at, kind, person_id, data, '' AS body, '[]' AS files, '{}' AS notes FROM event
WHERE plan_id = :plan_id AND at <= :at AND stream NOT LIKE '%:%' ORDER BY stream, version;

-- name: words_kept
-- Long: what is still kept of what people wrote.
SELECT stream, version, person_id, body, files, notes FROM words WHERE plan_id = :plan_id;

-- name: words_expected
-- Long: which events came with words.
SELECT stream, version, person_id, words_digest FROM event WHERE plan_id = :plan_id AND words_digest <> '';

-- name: forgotten_people
SELECT person_id, max(at) AS at FROM forgotten WHERE plan_id = :plan_id GROUP BY person_id;

-- name: remember_forgetting
INSERT INTO forgotten (plan_id, person_id, at) VALUES (:plan_id, :person, :now)
ON CONFLICT (plan_id, person_id, at) DO NOTHING;

-- name: cards_kept
-- Long: messages page by page, as they were written.
SELECT message_id, person, kind, card, why, digest, forgotten FROM message
WHERE plan_id = :plan_id AND message_id > :after AND digest <> '' ORDER BY message_id LIMIT :limit;

-- name: file_digests
SELECT sha256 FROM attachment WHERE plan_id = :plan_id ORDER BY sha256;

-- name: plan_documents
SELECT version, document, digest FROM plan_version WHERE plan_id = :plan_id ORDER BY version;

-- name: plan_states
SELECT at, version, golive, carried_out, document_digest FROM plan_state WHERE plan_id = :plan_id ORDER BY at;

-- name: plan_now
SELECT version, coalesce(golive, '') AS golive, carried_out FROM plan WHERE plan_id = :plan_id;

-- name: done_by_others
-- Answers since an instant, but for one person's, in time order.
SELECT e.stream, e.kind, e.person_id FROM event e
WHERE e.plan_id = :plan_id AND e.at >= :since AND e.person_id <> '' AND e.person_id <> :person
    AND e.kind IN ('reported', 'filed', 'submitted')
ORDER BY e.at, e.version;
-- name: ledger_events
-- Long: the events up to an instant of the assignments of a range of ids, with what people wrote that is still kept;
-- forgotten: it was deleted on request. Without the + SQLite reads every event for each assignment.
SELECT a.id, e.stream, e.version, e.at, e.kind, e.person_id, e.data, coalesce(w.body, '') AS body,
    coalesce(w.files, '[]') AS files, coalesce(w.notes, '{}') AS notes,
    CASE WHEN e.words_digest <> '' AND w.stream IS NULL THEN 1 ELSE 0 END AS forgotten
FROM assignment a JOIN event e ON e.plan_id = a.plan_id AND e.stream = CAST(a.id AS TEXT) AND +e.at <= :at
LEFT JOIN words w ON w.plan_id = e.plan_id AND w.stream = e.stream AND w.version = e.version
WHERE a.plan_id = :plan_id AND a.id > :after AND a.id <= :last ORDER BY a.id, e.version;

-- name: unsealed_count
-- Events that no seal covers yet.
SELECT count(*) AS n FROM event WHERE plan_id = :plan_id AND seal IS NULL;

-- name: words_at
-- What one event said; nothing where it was forgotten.
SELECT body FROM words WHERE plan_id = :plan_id AND stream = :stream AND version = :version;
