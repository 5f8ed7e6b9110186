-- name: add_indicator_reading
-- One value; an event brings each of its values once.
INSERT INTO indicator_reading (
    plan_id, stream, version, n, task, name, place, day, value, unit, whole, base, recorded
) VALUES (
    :plan_id, :stream, :version, :n, :task, :name, :place, :day, :value, :unit, :whole, :base, :recorded
);

-- name: withdraw_readings
-- What the undone event brought.
UPDATE indicator_reading SET withdrawn = :now
WHERE plan_id = :plan_id AND stream = :stream AND version = :version AND withdrawn IS NULL;

-- name: indicator_readings
-- Long: every value that stood at that instant.
SELECT day, task, name, value, unit, whole, place, base, recorded, n AS line FROM indicator_reading
WHERE plan_id = :plan_id AND recorded <= :at AND (withdrawn IS NULL OR withdrawn > :at);

-- name: dim_task
-- What the numbers of a task light is looked at again by the next tick.
UPDATE assignment SET light_until = :now
WHERE plan_id = :plan_id AND task = :task AND state IN ('open', 'rework') AND role <> 'local' AND current = 1;

-- name: add_air_reading
-- One day of one place; an event brings each of its rows once.
INSERT INTO air_reading (plan_id, stream, version, n, place, day, readings, aqi, dust, audited, recorded)
VALUES (:plan_id, :stream, :version, :n, :place, :day, :readings, :aqi, :dust, :audited, :recorded);

-- name: withdraw_air_readings
-- What the undone event brought.
UPDATE air_reading SET withdrawn = :now
WHERE plan_id = :plan_id AND stream = :stream AND version = :version AND withdrawn IS NULL;

-- name: air_readings
-- Long: every day that stood at that instant.
SELECT day, place, readings, aqi, dust, audited, recorded, n AS line FROM air_reading
WHERE plan_id = :plan_id AND recorded <= :at AND (withdrawn IS NULL OR withdrawn > :at);

-- name: air_readings_of_event
-- What an event brought and nobody has taken back.
SELECT day, place, readings, aqi, dust, audited, recorded, n AS line FROM air_reading
WHERE plan_id = :plan_id AND stream = :stream AND version = :version AND withdrawn IS NULL;

-- name: air_mark
-- Another text, other readings: whoever keeps what follows from them works it out again.
SELECT count(*) || ' ' || count(withdrawn) FROM air_reading WHERE plan_id = :plan_id;

-- name: was_told
-- Whether these words stood in a message that was sent to the person; `words` with % around them.
SELECT 1 FROM message
WHERE plan_id = :plan_id AND person = :person AND state IN ('accepted', 'unknown') AND card LIKE :words LIMIT 1;
