-- name: trial_append
-- The next event of a stream; a key that is there already is Stale.
INSERT INTO event (plan_id, stream, version, at, kind, person_id, data, words_digest)
VALUES (:plan_id, :stream, :version, :at, :kind, '', :data, '')

-- name: trial_stream
SELECT * FROM event WHERE plan_id = :plan_id AND stream = :stream ORDER BY version

-- name: trial_streams
SELECT stream FROM event WHERE plan_id = :plan_id ORDER BY stream, version

-- name: trial_set
-- An upsert: always one row.
INSERT INTO pulse (plan_id, name, at) VALUES (:plan_id, :name, :at)
ON CONFLICT (plan_id, name) DO UPDATE SET at = excluded.at

-- name: trial_move
-- Compare and set: no row where somebody was quicker.
UPDATE pulse SET at = :then WHERE plan_id = :plan_id AND name = :name AND at = :now

-- name: trial_move_with
-- The same behind a WITH, whose rows a cursor of SQLite does not count.
WITH wanted (name) AS (VALUES (:name))
UPDATE pulse SET at = :then WHERE plan_id = :plan_id AND name IN (SELECT name FROM wanted) AND at = :now

-- name: trial_shift_all
UPDATE pulse SET at = at + :by WHERE plan_id = :plan_id

-- name: trial_claim
-- A question that changes rows.
UPDATE pulse SET at = :now WHERE plan_id = :plan_id AND at < :now RETURNING name, at

-- name: trial_pulse
SELECT at FROM pulse WHERE plan_id = :plan_id AND name = :name

-- name: trial_sum
SELECT sum(at) FROM pulse WHERE plan_id = :plan_id

-- name: trial_nameless
-- A mistake: name must not be NULL.
INSERT INTO pulse (plan_id, name, at) VALUES (:plan_id, NULL, 1)

-- name: trial_attach
INSERT INTO attachment (plan_id, sha256, name, mime, size, body, person_id, stored_at)
VALUES (:plan_id, :sha256, :name, ':a string''s colon', :size, :body, 'a "b" \ {c,NULL}', 0)

-- name: trial_attachment
SELECT * FROM attachment WHERE plan_id = :plan_id AND sha256 = :sha256

-- name: trial_sorted
-- Long: texts in the order of their letters' numbers, on both.
SELECT name FROM pulse WHERE plan_id = :plan_id ORDER BY name
