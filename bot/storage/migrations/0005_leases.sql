-- Why: several processes may share one PostgreSQL database. Whatever only one of them may do at a time (poll a bot,
-- hold a connection, spend a rate budget) is a row here; a survivor takes it over when it has run out.
-- compatible from: 4

CREATE TABLE lease (
    plan_id TEXT NOT NULL,
    name TEXT NOT NULL,               -- what is held: "poll telegram"
    holder TEXT NOT NULL,             -- the process that holds it
    "until" BIGINT NOT NULL,          -- milliseconds; renewed well before
    PRIMARY KEY (plan_id, name)
);
