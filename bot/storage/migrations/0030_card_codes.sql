-- Why: WeCom changes a card only by a code that works once, within 72 hours; a file is sent by the number of its upload,
-- which must be the same when the request is repeated; and for how long a platform recognises a repetition counts from
-- when the message may first have arrived. See docs/adr/0063.

CREATE TABLE card_code (
    plan_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    card TEXT NOT NULL,               -- the platform's number of the card
    code TEXT NOT NULL,
    got_at BIGINT NOT NULL,           -- milliseconds
    used_at BIGINT,
    PRIMARY KEY (plan_id, channel, code)
);
CREATE INDEX card_code_of_card ON card_code (plan_id, channel, card, got_at) WHERE used_at IS NULL;
CREATE INDEX card_code_lapsing ON card_code (plan_id, channel, got_at);

CREATE TABLE upload (
    plan_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    party TEXT NOT NULL,              -- the corporation it lies with
    kind TEXT NOT NULL,               -- image, file
    sha256 TEXT NOT NULL,
    number TEXT NOT NULL,             -- the platform's
    uploaded_at BIGINT NOT NULL,      -- milliseconds
    PRIMARY KEY (plan_id, channel, party, kind, sha256)
);

ALTER TABLE message ADD COLUMN doubted_at BIGINT;   -- when it may first have arrived unseen by us; sent again, it says so
UPDATE message SET doubted_at = coalesce(tried_at, created_at) WHERE doubtful = 1;
ALTER TABLE message DROP COLUMN doubtful;
