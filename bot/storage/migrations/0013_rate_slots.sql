-- Why: several processes on one PostgreSQL send with one bot token, and the platform counts them together. Each slot
-- of a limit is a row: taken before a request, free again one window after its response, or by itself when the process
-- that took it has died.
-- compatible from: 4

CREATE TABLE rate_slot (
    plan_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    budget TEXT NOT NULL,             -- "all", "chat 42", "group -7"
    n BIGINT NOT NULL,                -- a limit of 30 has slots 0 to 29
    free_at BIGINT NOT NULL,          -- milliseconds
    message_id TEXT NOT NULL,         -- what was sent last under it
    PRIMARY KEY (plan_id, channel, budget, n)
);
