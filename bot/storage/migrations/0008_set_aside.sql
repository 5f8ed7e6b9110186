-- Why: one notice that could not be rendered stopped everybody behind it. Such a row is set aside with its error and
-- the others go on; this table says which rows they are.
-- compatible from: 4

CREATE TABLE set_aside (
    plan_id TEXT NOT NULL,
    kind TEXT NOT NULL,               -- notice, assignment, planned, message
    row_key TEXT NOT NULL,
    error TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (plan_id, kind, row_key)
);
