-- Why: a platform has its own ways. It takes a long message in several parts, each with a number of its own, by which
-- replies and buttons come back; a request that timed out may have arrived all the same; people edit what they wrote
-- and send pictures one by one as an album; and there are groups.

ALTER TABLE message ADD COLUMN parts BIGINT NOT NULL DEFAULT 0;      -- taken by the platform so far
ALTER TABLE message ADD COLUMN doubtful BIGINT NOT NULL DEFAULT 0;   -- it may have arrived, unseen by us: sent again, it says so
ALTER TABLE message ADD COLUMN timeouts BIGINT NOT NULL DEFAULT 0;   -- how often nobody answered; after the second nobody tries
ALTER TABLE message ADD COLUMN reply_to TEXT NOT NULL DEFAULT '';    -- the platform's number of what it answers, in a group
DROP INDEX message_of_platform;
ALTER TABLE message DROP COLUMN platform_id;
CREATE INDEX message_of_account ON message (plan_id, channel, external_id, created_at);

-- The next message of each account is the first of its due ones.
DROP INDEX message_outbox;
CREATE INDEX message_outbox ON message (plan_id, channel, next_try_at, urgency)
    WHERE state IN ('queued', 'sending', 'unknown') AND timeouts < 2;
CREATE INDEX message_queue ON message (plan_id, channel, external_id, urgency, created_at, message_id)
    WHERE state IN ('queued', 'sending', 'unknown') AND timeouts < 2;
CREATE INDEX message_replacing ON message (plan_id, replaces)
    WHERE replaces <> '' AND state IN ('queued', 'sending', 'unknown') AND timeouts < 2;

CREATE INDEX message_missed ON message (plan_id, person, created_at) WHERE state IN ('failed', 'unknown');

CREATE TABLE part (                   -- what of a message stands in a chat, by the platform's own number
    plan_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    external_id TEXT NOT NULL,
    platform_id TEXT NOT NULL,
    message_id TEXT NOT NULL,         -- several where one was put in another's place
    n BIGINT NOT NULL,
    PRIMARY KEY (plan_id, channel, external_id, platform_id, message_id)
);
CREATE INDEX part_of_message ON part (plan_id, message_id, n);

ALTER TABLE inbox ADD COLUMN platform_id TEXT NOT NULL DEFAULT '';   -- the platform's number of what was written
ALTER TABLE inbox ADD COLUMN album TEXT NOT NULL DEFAULT '';         -- of the pictures that were sent together
CREATE INDEX inbox_of_platform ON inbox (plan_id, channel, external_id, platform_id, received_at)
    WHERE platform_id <> '';
CREATE INDEX inbox_of_album ON inbox (plan_id, channel, external_id, album, received_at) WHERE album <> '';

ALTER TABLE account ADD COLUMN menu TEXT NOT NULL DEFAULT '';        -- digest of the commands its client shows

CREATE TABLE chat_group (             -- groups that let us in
    plan_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    external_id TEXT NOT NULL,
    title TEXT NOT NULL,
    joined_at BIGINT NOT NULL,
    left_at BIGINT,
    PRIMARY KEY (plan_id, channel, external_id)
);
