-- Why: events are sealed in the sequence in which they are stored. Sealed by the minute they bear, one that came late or
-- under a clock set forward fell between two seals for ever. Messages, acknowledgements and the plan's own state are
-- sealed with them, so that `duban verify` sees a change of those too. What one update did has one cause: two
-- processes cannot promise instants of their own to each update. See docs/adr/0031.

ALTER TABLE event ADD COLUMN cause TEXT NOT NULL DEFAULT '';         -- "channel update_id" of what made it happen; '' for the clock
CREATE INDEX inbox_moment ON inbox (plan_id, person, received_at);
UPDATE event SET cause = coalesce((
    SELECT i.channel || ' ' || i.update_id FROM inbox i
    WHERE i.plan_id = event.plan_id AND i.person = event.person_id AND i.received_at = event.at
    ORDER BY i.update_id LIMIT 1
), '') WHERE person_id <> '' AND at >= (SELECT coalesce(max(l.at), 0) - 2592000000 FROM event l);
DROP INDEX inbox_moment;
CREATE INDEX event_of_cause ON event (plan_id, cause) WHERE cause <> '';

ALTER TABLE event ADD COLUMN seal BIGINT;                            -- the seal that covers it; NULL until then
CREATE TABLE seal_by_minute AS SELECT plan_id, minute, events, digest, previous FROM seal;
DROP TABLE seal;
CREATE TABLE seal (                   -- a digest over what was stored since the seal before, and over that seal
    plan_id TEXT NOT NULL,
    n BIGINT NOT NULL,                -- 1, 2, 3 …
    sealed_at BIGINT NOT NULL,
    events BIGINT NOT NULL,           -- rows covered
    digest TEXT NOT NULL,
    previous TEXT NOT NULL,
    PRIMARY KEY (plan_id, n)
);
INSERT INTO seal (plan_id, n, sealed_at, events, digest, previous)
SELECT plan_id, row_number() OVER (PARTITION BY plan_id ORDER BY minute), minute * 60000, events, digest, previous
FROM seal_by_minute;
CREATE INDEX seal_minute ON seal (plan_id, sealed_at);
UPDATE event SET seal = (
    SELECT s.n FROM seal s WHERE s.plan_id = event.plan_id AND s.sealed_at = event.at / 60000 * 60000
);
DROP INDEX seal_minute;
DROP TABLE seal_by_minute;
CREATE INDEX event_unsealed ON event (plan_id, at) WHERE seal IS NULL;

ALTER TABLE message ADD COLUMN digest TEXT NOT NULL DEFAULT '';      -- of person, kind, card and why, which stay as they are
ALTER TABLE message ADD COLUMN seal BIGINT;                          -- 0: written before messages were sealed
UPDATE message SET seal = 0;
CREATE INDEX message_unsealed ON message (plan_id, created_at) WHERE seal IS NULL;
ALTER TABLE message ADD COLUMN forgotten BIGINT NOT NULL DEFAULT 0;  -- its words were deleted on request
ALTER TABLE message ADD COLUMN tried_at BIGINT;                      -- when it was last handed to the platform: what a pace is seeded from
CREATE INDEX message_tried ON message (plan_id, channel, tried_at) WHERE tried_at IS NOT NULL;

CREATE TABLE acknowledged_before AS SELECT plan_id, person_id, version, at FROM acknowledgement;
DROP TABLE acknowledgement;
CREATE TABLE acknowledgement (        -- 签收: each tap that counted, never changed
    plan_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    version TEXT NOT NULL,
    at BIGINT NOT NULL,
    seal BIGINT,
    PRIMARY KEY (plan_id, person_id, version, at)
);
INSERT INTO acknowledgement (plan_id, person_id, version, at, seal)
SELECT plan_id, person_id, version, at, 0 FROM acknowledged_before;
DROP TABLE acknowledged_before;
CREATE INDEX acknowledgement_unsealed ON acknowledgement (plan_id, at) WHERE seal IS NULL;

ALTER TABLE plan_version ADD COLUMN digest TEXT NOT NULL DEFAULT '';
CREATE TABLE plan_state (             -- each state the plan's own row was in, never changed
    plan_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    version TEXT NOT NULL,
    golive TEXT NOT NULL,             -- '' while there is none
    carried_out TEXT NOT NULL,
    document_digest TEXT NOT NULL,    -- sha256 of the plan file; '' where it was loaded before this column
    seal BIGINT,
    PRIMARY KEY (plan_id, at, version, golive, carried_out)
);
INSERT INTO plan_state (plan_id, at, version, golive, carried_out, document_digest)
SELECT plan_id, loaded_at, version, coalesce(golive, ''), carried_out, '' FROM plan;
CREATE INDEX plan_state_unsealed ON plan_state (plan_id, at) WHERE seal IS NULL;

CREATE TABLE forgotten (              -- whose words, files and messages were deleted on request: they are missed by nobody
    plan_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (plan_id, person_id, at)
);

CREATE TABLE file_claim (             -- who has sent a file: the same bytes are kept once, each sender has a claim of their own
    plan_id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    person_id TEXT NOT NULL,
    size BIGINT NOT NULL,
    sent_at BIGINT NOT NULL,
    PRIMARY KEY (plan_id, sha256, person_id)
);
INSERT INTO file_claim (plan_id, sha256, person_id, size, sent_at)
SELECT plan_id, sha256, person_id, size, stored_at FROM attachment WHERE person_id <> '';
CREATE INDEX file_claim_of_person ON file_claim (plan_id, person_id, sent_at);
