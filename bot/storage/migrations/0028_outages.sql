-- Why: a channel that serves nobody any more (secret refused, address not trusted, app switched off) is told of once,
-- through another channel, and stands in /inbox and /healthz until a message goes out again.
-- compatible from: 26

CREATE TABLE outage (
    plan_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    party TEXT NOT NULL,              -- which of our accounts there; "" where there is one
    code TEXT NOT NULL,               -- the platform's
    said TEXT NOT NULL,               -- the platform's words
    since BIGINT NOT NULL,            -- milliseconds
    PRIMARY KEY (plan_id, channel, party)
);
