-- Why: WeCom's access tokens are shared by all processes, or each would use up what the others need; and its callbacks
-- must be answered within a second and are brought again only while they are not: they are stored first, dealt with then.
-- compatible from: 26

CREATE TABLE access_token (
    plan_id TEXT NOT NULL,
    name TEXT NOT NULL,               -- corp, and the digest of its secret
    token TEXT NOT NULL,
    renew_at BIGINT NOT NULL,         -- milliseconds
    refused TEXT NOT NULL,            -- errcode of the last refusal of the secret
    refused_until BIGINT NOT NULL,    -- not asked again before
    PRIMARY KEY (plan_id, name)
);

CREATE TABLE arrived (
    plan_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    update_id TEXT NOT NULL,
    sender TEXT NOT NULL,             -- account; its updates are dealt with one after the other
    raw TEXT NOT NULL,                -- JSON, as the channel reads it
    sent_at BIGINT NOT NULL,          -- milliseconds, by the platform's clock
    arrived_at BIGINT NOT NULL,
    PRIMARY KEY (plan_id, channel, update_id)
);
