-- name: queue_notice
-- Once for ever: the same notice again touches no row.
INSERT INTO notice (plan_id, assignment, rung, occurrence, person, kind, created_at, deliver_at, data)
VALUES (:plan_id, :assignment, :rung, :occurrence, :person, :kind, :created_at, :deliver_at, :data)
ON CONFLICT (plan_id, assignment, rung, occurrence, person) DO NOTHING;

-- name: people_to_tell
-- Whose slot has come and who have something waiting.
SELECT person FROM notice WHERE plan_id = :plan_id AND state = 'waiting' AND deliver_at <= :now
GROUP BY person ORDER BY min(deliver_at), person LIMIT :limit;

-- name: notices_to_tell
SELECT person, kind, occurrence, created_at, deliver_at, assignment, nullif(rung, '') AS rung, data FROM notice
WHERE plan_id = :plan_id AND person = :person AND state = 'waiting' AND deliver_at <= :now
ORDER BY deliver_at, assignment, occurrence;

-- name: settle_notice
-- Sent in a message, or dropped with a reason; no row when another worker was faster.
UPDATE notice SET state = :state, outcome = :outcome
WHERE plan_id = :plan_id AND assignment = :assignment AND rung = :rung AND occurrence = :occurrence
    AND person = :person AND state = 'waiting';

-- name: postpone_notices
UPDATE notice SET deliver_at = :later
WHERE plan_id = :plan_id AND person = :person AND state = 'waiting' AND deliver_at <= :now;

-- name: next_notice_at
SELECT min(deliver_at) FROM notice WHERE plan_id = :plan_id AND state = 'waiting' AND deliver_at > :now;

-- name: next_rung_at
SELECT min(next_at) FROM assignment WHERE plan_id = :plan_id AND next_at > :now;

-- name: next_light_at
SELECT min(light_until) FROM assignment WHERE plan_id = :plan_id AND light_until > :now;

-- name: notices_about
-- Every notice of one assignment with what became of it and of the message it went into.
SELECT n.person, n.kind, n.rung, n.occurrence, n.created_at, n.state, n.outcome,
    coalesce(m.state, '') AS message_state, m.accepted_at, coalesce(m.error, '') AS error
FROM notice n LEFT JOIN message m ON m.plan_id = n.plan_id AND m.message_id = n.outcome
WHERE n.plan_id = :plan_id AND n.assignment = :assignment ORDER BY n.created_at, n.occurrence, n.person;

-- name: queue_message
INSERT INTO message (
    plan_id, message_id, person, channel, external_id, kind, urgency, card, why, replaces, next_try_at, created_at
) VALUES (
    :plan_id, :message_id, :person, :channel, :external_id, :kind, :urgency, :card, :why, :replaces, :next_try_at,
    :created_at
);

-- name: message_exists
SELECT count(*) FROM message WHERE plan_id = :plan_id AND message_id = :message_id;

-- name: message_by_id
SELECT message_id, person, channel, external_id, kind, card, why, state, created_at FROM message
WHERE plan_id = :plan_id AND message_id = :message_id;

-- name: last_message_to
-- What a person last had on the screen.
SELECT message_id, person, channel, external_id, kind, card, why, state, created_at FROM message
WHERE plan_id = :plan_id AND person = :person ORDER BY created_at DESC, message_id DESC LIMIT 1;

-- name: outbox_ready
-- Due, and not under another worker's lease; answers first, then first notices, then digests.
SELECT message_id, person, channel, external_id, kind, card, replaces, attempts, created_at FROM message
WHERE plan_id = :plan_id AND channel = :channel AND state IN ('queued', 'sending', 'unknown')
    AND next_try_at <= :now AND (lease_until IS NULL OR lease_until <= :now)
ORDER BY urgency, created_at, message_id LIMIT :limit;

-- name: next_try_at
-- In the words of message_outbox, or SQLite would not see that the index has them all.
SELECT min(next_try_at) FROM message
WHERE plan_id = :plan_id AND channel = :channel AND state IN ('queued', 'sending', 'unknown') AND state <> 'sending';

-- name: claim_message
UPDATE message SET state = 'sending', attempts = attempts + 1, lease_until = :until
WHERE plan_id = :plan_id AND message_id = :message_id AND attempts = :attempts
    AND (lease_until IS NULL OR lease_until <= :now);

-- name: accept_message
UPDATE message SET state = 'accepted', accepted_at = :now, platform_id = :platform_id, lease_until = NULL, error = ''
WHERE plan_id = :plan_id AND message_id = :message_id;

-- name: retry_message
UPDATE message SET state = 'queued', next_try_at = :next_try_at, lease_until = NULL, error = :error
WHERE plan_id = :plan_id AND message_id = :message_id;

-- name: fail_message
UPDATE message SET state = 'failed', lease_until = NULL, error = :error
WHERE plan_id = :plan_id AND message_id = :message_id;

-- name: answer_message
-- A person pressed a button on it or replied to it.
UPDATE message SET answered_at = :now
WHERE plan_id = :plan_id AND message_id = :message_id AND answered_at IS NULL;

-- name: add_inbound
-- The raw update; a repeated one is refused by its key, and with it everything it would have done again.
INSERT INTO inbox (plan_id, channel, update_id, external_id, person, received_at, raw, error)
VALUES (:plan_id, :channel, :update_id, :external_id, :person, :now, :raw, :error);

-- name: inbound_exists
SELECT count(*) FROM inbox WHERE plan_id = :plan_id AND channel = :channel AND update_id = :update_id;

-- name: store_attachment
INSERT INTO attachment (plan_id, sha256, name, mime, size, body, person_id, stored_at)
VALUES (:plan_id, :sha256, :name, :mime, :size, :body, :person_id, :now)
ON CONFLICT (plan_id, sha256) DO NOTHING;

-- name: attachment_body
SELECT body FROM attachment WHERE plan_id = :plan_id AND sha256 = :sha256;

-- name: attachment_head
SELECT sha256, name, mime, size, person_id FROM attachment WHERE plan_id = :plan_id AND sha256 = :sha256;

-- name: chat_of
-- What Duban wrote to an account, newest first.
SELECT message_id, kind, card, replaces, state, created_at FROM message
WHERE plan_id = :plan_id AND channel = :channel AND external_id = :external_id AND created_at < :before
ORDER BY created_at DESC, message_id DESC LIMIT :limit;

-- name: chat_from
-- What an account wrote to Duban, newest first.
SELECT update_id, raw, received_at FROM inbox
WHERE plan_id = :plan_id AND channel = :channel AND external_id = :external_id AND received_at < :before
ORDER BY received_at DESC, update_id DESC LIMIT :limit;

-- name: messages_between
-- The messages a rehearsal shows: everything pushed, in order of time.
SELECT message_id, person, channel, kind, card, why, created_at FROM message
WHERE plan_id = :plan_id AND kind <> 'answer' AND created_at >= :first AND created_at < :before
ORDER BY created_at, message_id;

-- name: unreachable_people
-- People whose only accounts have failed.
SELECT person_id, max(failed_code) AS code, max(failed_at) AS at FROM account
WHERE plan_id = :plan_id GROUP BY person_id HAVING count(*) = count(failed_code) ORDER BY person_id;

-- name: chat_heads
-- The last thing Duban wrote to each account of a channel, and how much in all.
SELECT m.external_id, m.created_at, m.card, c.received FROM message m JOIN (
    SELECT external_id, max(created_at) AS at, sum(CASE WHEN replaces = '' THEN 1 ELSE 0 END) AS received FROM message
    WHERE plan_id = :plan_id AND channel = :channel GROUP BY external_id
) c ON c.external_id = m.external_id AND c.at = m.created_at
WHERE m.plan_id = :plan_id AND m.channel = :channel ORDER BY m.external_id, m.message_id;
