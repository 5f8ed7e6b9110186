-- Why: a missed period left the counts when the next one was asked. It stays now until it is filed or an act ends it, and a
-- period that is not asked yet does not count beside an earlier one. Whether a row counts follows from the row and the
-- day, as its light does; what it follows from is kept here. See docs/adr/0037.

ALTER TABLE assignment ADD COLUMN dropped BIGINT NOT NULL DEFAULT 0;       -- a plan version no longer has it
ALTER TABLE assignment ADD COLUMN first_period BIGINT NOT NULL DEFAULT 0;  -- no period of the same work was opened before it

UPDATE assignment SET dropped = 1 WHERE current = 0 AND EXISTS (
    SELECT 1 FROM event e WHERE e.plan_id = assignment.plan_id AND e.stream = CAST(assignment.id AS TEXT)
        AND e.kind = 'dropped' AND e.data LIKE '%"why"%' AND NOT EXISTS (
            SELECT 1 FROM event later WHERE later.plan_id = e.plan_id AND later.stream = e.stream
                AND later.kind = 'restored' AND later.version > e.version
        )
);
UPDATE assignment SET first_period = 1 WHERE period <> '' AND NOT EXISTS (
    SELECT 1 FROM assignment o WHERE o.plan_id = assignment.plan_id AND o.task = assignment.task
        AND o.milestone = assignment.milestone AND o.unit = assignment.unit AND o.since < assignment.since AND o.period <> ''
        AND replace(substr(o.period, 6, 1), '1', '0') = replace(substr(assignment.period, 6, 1), '1', '0')
);  -- of the same rhythm: 2023-Q4 and 2023-12 differ in their sixth letter
UPDATE assignment SET light_until = 0 WHERE period <> '' AND dropped = 0;  -- the next turn says of each whether it counts
