-- Why: numbers are judged over time (pace, months, years), so each value that somebody gives is a reading that stays:
-- of one day and place the latest `recorded` counts. `stream` and `version` name the event that brought it, with its
-- person and cause; `n` is its place there, or the line of its file. What was taken back keeps its row. See docs/adr/0070.
-- compatible from: 26

CREATE TABLE indicator_reading (
    plan_id TEXT NOT NULL,
    stream TEXT NOT NULL,
    version BIGINT NOT NULL,
    n BIGINT NOT NULL,
    task TEXT NOT NULL,
    name TEXT NOT NULL,
    place TEXT NOT NULL,              -- a county; '' for the city
    day TEXT NOT NULL,
    value TEXT NOT NULL,              -- decimals as text
    unit TEXT NOT NULL,
    whole TEXT,                       -- of how many
    base BIGINT NOT NULL,             -- 基期
    recorded BIGINT NOT NULL,
    withdrawn BIGINT,                 -- when it was taken back
    PRIMARY KEY (plan_id, stream, version, n)
);
CREATE INDEX indicator_reading_by_task ON indicator_reading (plan_id, task);
