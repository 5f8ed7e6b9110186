-- name: append_event
-- The next event of a stream; a second one of the same version is refused by its key.
INSERT INTO event (plan_id, stream, version, at, kind, person_id, data, words_digest)
VALUES (:plan_id, :stream, :version, :at, :kind, :person_id, :data, :words_digest);

-- name: keep_words
INSERT INTO words (plan_id, stream, version, person_id, body, files, notes)
VALUES (:plan_id, :stream, :version, :person_id, :body, :files, :notes);

-- name: events_of
-- One stream from its beginning, with the words that are still kept.
SELECT e.stream, e.version, e.at, e.kind, e.person_id, e.data, coalesce(w.body, '') AS body,
    coalesce(w.files, '[]') AS files, coalesce(w.notes, '{}') AS notes
FROM event e LEFT JOIN words w ON w.plan_id = e.plan_id AND w.stream = e.stream AND w.version = e.version
WHERE e.plan_id = :plan_id AND e.stream = :stream ORDER BY e.version;

-- name: last_deeds
-- The latest events of a person, newest first: what /undo may take back.
SELECT stream, version, at, kind FROM event
WHERE plan_id = :plan_id AND at >= :since AND person_id = :person ORDER BY at DESC, version DESC LIMIT 60;

-- name: happened_between
-- What happened to assignments in a span of time, by task and unit.
SELECT a.task, a.unit, a.role, e.kind, count(*) AS n
FROM event e JOIN assignment a ON a.plan_id = e.plan_id AND a.id = CAST(e.stream AS BIGINT)
WHERE e.plan_id = :plan_id AND e.at >= :first AND e.at <= :last GROUP BY a.task, a.unit, a.role, e.kind;

-- name: events_to_seal
-- Events of minutes that are over and not sealed, in the order in which they are sealed.
SELECT stream, version, at, kind, person_id, data, words_digest FROM event
WHERE plan_id = :plan_id AND at >= :first AND at < :before ORDER BY at / 60000, stream, version;

-- name: last_seal
SELECT minute, events, digest, previous FROM seal WHERE plan_id = :plan_id ORDER BY minute DESC LIMIT 1;

-- name: all_seals
SELECT minute, events, digest, previous FROM seal WHERE plan_id = :plan_id ORDER BY minute;

-- name: add_seal
INSERT INTO seal (plan_id, minute, events, digest, previous)
VALUES (:plan_id, :minute, :events, :digest, :previous);

-- name: forget_words
-- A person's own words are gone; the events and their digests stay.
DELETE FROM words WHERE plan_id = :plan_id AND person_id = :person;

-- name: events_by_kind
SELECT kind, count(*) AS n FROM event WHERE plan_id = :plan_id GROUP BY kind ORDER BY kind;

-- name: events_until
-- Long: every stream as it was at an instant, without the words.
SELECT stream, version, at, kind, person_id, data, '' AS body, '[]' AS files, '{}' AS notes FROM event
WHERE plan_id = :plan_id AND at <= :at ORDER BY stream, version;
