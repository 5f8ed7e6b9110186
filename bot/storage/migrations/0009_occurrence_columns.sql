-- Why: which step a notice is about (the date counted from, and the offset or the week) was cut out of its key by
-- position in four places. The key stays as it is; what it says is columns now.
-- compatible from: 4

ALTER TABLE notice ADD COLUMN counted_from TEXT;       -- ISO date; NULL where it is no step of a ladder
ALTER TABLE notice ADD COLUMN offset_workdays BIGINT;  -- NULL for a weekly mention, and where minutes count
ALTER TABLE notice ADD COLUMN offset_minutes BIGINT;
ALTER TABLE notice ADD COLUMN week TEXT NOT NULL DEFAULT '';  -- 2024-03

UPDATE notice SET counted_from = substr(occurrence, 1, 10) WHERE rung <> '';
UPDATE notice SET week = substr(occurrence, 12) WHERE rung <> '' AND substr(occurrence, 11, 1) = 'w';
UPDATE notice SET offset_workdays = CAST(substr(occurrence, 11) AS BIGINT)
WHERE rung <> '' AND substr(occurrence, 11, 1) IN ('+', '-');
