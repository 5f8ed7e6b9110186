-- name: queue_notice
-- Once for ever: the same notice again touches no row.
INSERT INTO notice (
    plan_id, assignment, rung, occurrence, person, kind, created_at, deliver_at, data, counted_from, offset_workdays,
    offset_minutes, week
) VALUES (
    :plan_id, :assignment, :rung, :occurrence, :person, :kind, :created_at, :deliver_at, :data, :counted_from,
    :offset_workdays, :offset_minutes, :week
)
ON CONFLICT (plan_id, assignment, rung, occurrence, person) DO NOTHING;

-- name: pass_on_notice
-- As queue_notice; one that was passed on by this very person comes back to them, any other stays as it is.
INSERT INTO notice (
    plan_id, assignment, rung, occurrence, person, kind, created_at, deliver_at, data, counted_from, offset_workdays,
    offset_minutes, week
) VALUES (
    :plan_id, :assignment, :rung, :occurrence, :person, :kind, :created_at, :deliver_at, :data, :counted_from,
    :offset_workdays, :offset_minutes, :week
)
ON CONFLICT (plan_id, assignment, rung, occurrence, person) DO UPDATE
SET state = 'waiting', outcome = '', deliver_at = excluded.deliver_at
WHERE notice.state = 'dropped' AND notice.outcome = 'passed_on';

-- name: notice_exists
SELECT count(*) FROM notice WHERE plan_id = :plan_id AND assignment = 0 AND rung = '' AND occurrence = :occurrence
    AND person = :person;

-- name: people_to_tell
-- Whose slot has come and who have something waiting: first those whom an emergency or a ticket concerns.
SELECT person FROM notice WHERE plan_id = :plan_id AND state = 'waiting' AND deliver_at <= :now
GROUP BY person
ORDER BY min(CASE kind WHEN 'emergency' THEN 0 WHEN 'untold' THEN 0 WHEN 'ticket' THEN 1 ELSE 2 END),
    min(deliver_at), person
LIMIT :limit;

-- name: notices_to_tell
SELECT person, kind, occurrence, created_at, deliver_at, assignment, nullif(rung, '') AS rung, data,
    counted_from, offset_workdays, offset_minutes, week FROM notice
WHERE plan_id = :plan_id AND person = :person AND state = 'waiting' AND deliver_at <= :now
ORDER BY deliver_at, assignment, occurrence;

-- name: settle_notice
-- Sent in a message; no row when another worker was faster.
UPDATE notice SET state = 'sent', outcome = :outcome
WHERE plan_id = :plan_id AND assignment = :assignment AND rung = :rung AND occurrence = :occurrence
    AND person = :person AND state = 'waiting';

-- name: drop_notice
-- Not sent, with the reason.
UPDATE notice SET state = 'dropped', outcome = :outcome
WHERE plan_id = :plan_id AND assignment = :assignment AND rung = :rung AND occurrence = :occurrence
    AND person = :person AND state = 'waiting';

-- name: drop_notices_of
-- Notices of one occurrence that is about no item, whoever waits for them: what they tell was taken back.
UPDATE notice SET state = 'dropped', outcome = :outcome
WHERE plan_id = :plan_id AND assignment = 0 AND rung = '' AND occurrence = :occurrence AND state = 'waiting';

-- name: set_notice_aside
-- It cannot be rendered; its error is kept.
UPDATE notice SET state = 'set_aside', outcome = :outcome
WHERE plan_id = :plan_id AND assignment = :assignment AND rung = :rung AND occurrence = :occurrence
    AND person = :person AND state = 'waiting';

-- name: postpone_notice
-- It waits, and why.
UPDATE notice SET deliver_at = :later, outcome = :outcome
WHERE plan_id = :plan_id AND assignment = :assignment AND rung = :rung AND occurrence = :occurrence
    AND person = :person AND state = 'waiting';

-- name: look_at_notices_again
-- Their person has gone away or is back: what waits goes to whoever is asked now, at their slot.
UPDATE notice SET deliver_at = :now WHERE plan_id = :plan_id AND person = :person AND state = 'waiting';

-- name: set_aside
-- A row that could not be dealt with; each is kept once.
INSERT INTO set_aside (plan_id, kind, row_key, error, at) VALUES (:plan_id, :kind, :row_key, :error, :at)
ON CONFLICT (plan_id, kind, row_key) DO NOTHING;

-- name: count_set_aside
SELECT count(*) FROM set_aside WHERE plan_id = :plan_id;

-- name: retry_notices
-- When a process starts: it may be a newer program, which can render them.
UPDATE notice SET state = 'waiting', outcome = '' WHERE plan_id = :plan_id AND state = 'set_aside';

-- name: forget_set_aside
DELETE FROM set_aside WHERE plan_id = :plan_id AND kind <> 'message';

-- name: next_notice_at
SELECT min(deliver_at) FROM notice WHERE plan_id = :plan_id AND state = 'waiting' AND deliver_at > :now;

-- name: next_rung_at
SELECT min(next_at) FROM assignment WHERE plan_id = :plan_id AND next_at > :now;

-- name: next_light_at
SELECT min(light_until) FROM assignment WHERE plan_id = :plan_id AND light_until > :now;

-- name: notices_about
-- Every notice of one assignment with what became of it and of the message it went into.
SELECT n.person, n.kind, n.rung, n.occurrence, n.created_at, n.state, n.outcome, n.counted_from, n.offset_workdays,
    n.offset_minutes, n.week,
    coalesce(m.state, '') AS message_state, m.accepted_at, coalesce(m.error, '') AS error
FROM notice n LEFT JOIN message m ON m.plan_id = n.plan_id AND m.message_id = n.outcome
WHERE n.plan_id = :plan_id AND n.assignment = :assignment ORDER BY n.created_at, n.occurrence, n.person;

-- name: queue_message
INSERT INTO message (
    plan_id, message_id, person, channel, external_id, kind, urgency, card, why, replaces, reply_to, next_try_at,
    created_at, digest
) VALUES (
    :plan_id, :message_id, :person, :channel, :external_id, :kind, :urgency, :card, :why, :replaces, :reply_to,
    :next_try_at, :created_at, :digest
);

-- name: message_exists
SELECT count(*) FROM message WHERE plan_id = :plan_id AND message_id = :message_id;

-- name: message_by_id
SELECT message_id, person, channel, external_id, kind, card, why, state, created_at FROM message
WHERE plan_id = :plan_id AND message_id = :message_id;

-- name: message_shown
-- One that a channel has delivered, as its pages show it.
SELECT message_id, person, channel, external_id, kind, card, replaces, attempts, created_at FROM message
WHERE plan_id = :plan_id AND message_id = :message_id AND channel = :channel;

-- name: last_message_to
-- What a person last had on the screen.
SELECT message_id, person, channel, external_id, kind, card, why, state, created_at FROM message
WHERE plan_id = :plan_id AND person = :person ORDER BY created_at DESC, message_id DESC LIMIT 1;

-- name: outbox_ready
-- The next message of each account that is due and to whom nothing is on its way: one that has begun to arrive, then
-- answers, then first notices, then digests. `after` is the message that is to take this one's place, if there is one.
-- +: SQLite walks message_outbox in its order, and stops at the limit.
SELECT m.message_id, m.person, m.channel, m.external_id, m.kind, m.card, m.replaces, m.reply_to, m.state, m.attempts,
    m.parts, coalesce(m.doubted_at, CASE WHEN m.state = 'sending' THEN m.tried_at END) AS doubted_at, m.timeouts,
    m.created_at, coalesce((
        SELECT l.message_id FROM message l
        WHERE l.plan_id = m.plan_id AND l.replaces IN (m.message_id, m.replaces) AND l.replaces <> ''
            AND l.state IN ('queued', 'sending', 'unknown') AND l.timeouts < 2
            AND (l.created_at, l.message_id) > (m.created_at, m.message_id)
        ORDER BY l.created_at DESC, l.message_id DESC LIMIT 1
    ), '') AS after
FROM message m
WHERE m.plan_id = :plan_id AND m.channel = :channel AND m.state IN ('queued', 'sending', 'unknown') AND m.timeouts < 2
    AND +m.next_try_at <= :now AND (m.lease_until IS NULL OR m.lease_until <= :now)
    AND NOT EXISTS (
        SELECT 1 FROM message e WHERE e.plan_id = m.plan_id AND e.channel = m.channel AND e.external_id = m.external_id
            AND e.state IN ('queued', 'sending', 'unknown') AND e.timeouts < 2
            AND (e.lease_until > :now OR (e.next_try_at <= :now
                AND (e.urgency, e.created_at, e.message_id) < (m.urgency, m.created_at, m.message_id)))
    )
ORDER BY m.urgency, m.created_at, m.message_id LIMIT :limit;

-- name: channels_down
-- Channels that have held a message back with an error since :before, and have accepted nothing since it was queued.
SELECT m.channel, max(m.error) AS code FROM message m
WHERE m.plan_id = :plan_id AND m.state IN ('queued', 'sending', 'unknown') AND m.timeouts < 2 AND m.error <> ''
    AND m.created_at <= :before AND NOT EXISTS (
        SELECT 1 FROM message l WHERE l.plan_id = m.plan_id AND l.channel = m.channel AND l.accepted_at >= m.created_at
    )
GROUP BY m.channel ORDER BY m.channel;

-- name: next_try_at
-- In the words of message_retry, or SQLite would not see that the index has them all.
SELECT min(next_try_at) FROM message
WHERE plan_id = :plan_id AND channel = :channel AND state IN ('queued', 'sending', 'unknown') AND timeouts < 2
    AND state <> 'sending';

-- name: claim_message
-- Under a lease. One whose lease ran out was on its way when a process died, and may have arrived.
UPDATE message SET state = 'sending', attempts = attempts + 1, lease_until = :until, tried_at = :now,
    doubted_at = CASE WHEN state = 'sending' THEN coalesce(doubted_at, tried_at) ELSE doubted_at END
WHERE plan_id = :plan_id AND message_id = :message_id AND attempts = :attempts
    AND (lease_until IS NULL OR lease_until <= :now);

-- name: sent_lately
-- What was handed to the platform since an instant, in that order, whatever became of it and whoever sent it.
SELECT external_id, tried_at, parts FROM message
WHERE plan_id = :plan_id AND channel = :channel AND tried_at > :since ORDER BY tried_at, message_id;

-- name: accept_message
UPDATE message SET state = 'accepted', accepted_at = :now, parts = :parts, lease_until = NULL, error = ''
WHERE plan_id = :plan_id AND message_id = :message_id;

-- name: accept_part
-- A part has arrived, and others are to follow: before anything else, and as if for the first time.
UPDATE message SET state = 'queued', urgency = -1, parts = :parts, attempts = 0, doubted_at = NULL, timeouts = 0,
    next_try_at = :now,    lease_until = NULL, error = ''
WHERE plan_id = :plan_id AND message_id = :message_id;

-- name: keep_part
INSERT INTO part (plan_id, channel, external_id, platform_id, message_id, n)
VALUES (:plan_id, :channel, :external_id, :platform_id, :message_id, :n)
ON CONFLICT (plan_id, channel, external_id, platform_id, message_id) DO NOTHING;

-- name: parts_of
-- The platform's numbers of a message, in the order in which they were taken.
SELECT platform_id FROM part WHERE plan_id = :plan_id AND message_id = :message_id ORDER BY n;

-- name: messages_of_part
-- What has stood in one place of a chat, the newest first.
SELECT m.message_id, m.card FROM part p
JOIN message m ON m.plan_id = p.plan_id AND m.message_id = p.message_id
WHERE p.plan_id = :plan_id AND p.channel = :channel AND p.external_id = :external_id AND p.platform_id = :platform_id
ORDER BY m.created_at DESC, m.message_id DESC;

-- name: messages_in
-- The newest of those that a chat has.
SELECT message_id, card FROM message
WHERE plan_id = :plan_id AND channel = :channel AND external_id = :external_id AND state = 'accepted'
ORDER BY created_at DESC, message_id DESC LIMIT :limit;

-- name: supersede_message
-- A newer message takes its place before it has gone out.
UPDATE message SET state = 'superseded', lease_until = NULL
WHERE plan_id = :plan_id AND message_id = :message_id AND state = 'queued' AND parts = 0;

-- name: take_place
UPDATE message SET replaces = :replaces WHERE plan_id = :plan_id AND message_id = :message_id;

-- name: retry_message
UPDATE message SET state = 'queued', next_try_at = :next_try_at, lease_until = NULL, error = :error
WHERE plan_id = :plan_id AND message_id = :message_id;

-- name: doubt_message
-- Nobody answered: it may have arrived or not. `counts`: 1, or 0 where it may be repeated without harm.
UPDATE message SET state = 'unknown', doubted_at = coalesce(doubted_at, tried_at), timeouts = timeouts + :counts,
    next_try_at = :next_try_at, lease_until = NULL, error = :error
WHERE plan_id = :plan_id AND message_id = :message_id;

-- name: move_messages
-- The chat has another address.
UPDATE message SET external_id = :moved_to
WHERE plan_id = :plan_id AND channel = :channel AND external_id = :external_id
    AND state IN ('queued', 'sending', 'unknown') AND timeouts < 2;

-- name: readdress_message
-- To another account of its person, as if for the first time.
UPDATE message SET state = 'queued', channel = :channel, external_id = :external_id, parts = 0, attempts = 0,
    doubted_at = NULL, timeouts = 0, replaces = '', reply_to = '', next_try_at = :now, lease_until = NULL, error = :error
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
INSERT INTO inbox (plan_id, channel, update_id, external_id, person, received_at, raw, error, platform_id, album)
VALUES (:plan_id, :channel, :update_id, :external_id, :person, :now, :raw, :error, :platform_id, :album);

-- name: inbound_raw
-- An update as it came.
SELECT raw FROM inbox WHERE plan_id = :plan_id AND channel = :channel AND update_id = :update_id;

-- name: inbound_exists
SELECT count(*) FROM inbox WHERE plan_id = :plan_id AND channel = :channel AND update_id = :update_id;

-- name: store_attachment
INSERT INTO attachment (plan_id, sha256, name, mime, size, body, person_id, stored_at)
VALUES (:plan_id, :sha256, :name, :mime, :size, :body, :person_id, :now)
ON CONFLICT (plan_id, sha256) DO NOTHING;

-- name: claim_file
-- Each sender has a claim of their own on what they sent.
INSERT INTO file_claim (plan_id, sha256, person_id, size, sent_at)
VALUES (:plan_id, :sha256, :person_id, :size, :now)
ON CONFLICT (plan_id, sha256, person_id) DO NOTHING;

-- name: file_senders
SELECT person_id FROM file_claim WHERE plan_id = :plan_id AND sha256 = :sha256 ORDER BY person_id;

-- name: sent_bytes
-- How much a person has sent since an instant.
SELECT coalesce(sum(size), 0) FROM file_claim WHERE plan_id = :plan_id AND person_id = :person AND sent_at >= :since;

-- name: attachment_body
SELECT body FROM attachment WHERE plan_id = :plan_id AND sha256 = :sha256;

-- name: attachment_whole
SELECT name, mime, body FROM attachment WHERE plan_id = :plan_id AND sha256 = :sha256;

-- name: attachment_head
SELECT sha256, name, mime, size, person_id FROM attachment WHERE plan_id = :plan_id AND sha256 = :sha256;

-- name: file_shown
-- Whether one of the cards written to an account hands over this file.
SELECT count(*) FROM message
WHERE plan_id = :plan_id AND channel = :channel AND external_id = :external_id AND state <> 'superseded'
    AND card LIKE '%"' || :sha256 || '"%';

-- name: assignments_with_file
-- The items whose reports brought this file, found by way of those who sent it. CROSS: SQLite begins with them.
SELECT DISTINCT a.*, a.climbed AS escalated_through, a.height AS highest_rung, a.quiet AS reported_since_reminder
FROM file_claim c CROSS JOIN words w JOIN assignment a ON a.plan_id = w.plan_id
    AND a.id = CASE WHEN w.stream LIKE '%:%' THEN NULL ELSE CAST(w.stream AS BIGINT) END
WHERE c.plan_id = :plan_id AND c.sha256 = :sha256 AND w.plan_id = c.plan_id AND w.person_id = c.person_id AND w.files LIKE '%"' || :sha256 || '"%';

-- name: chat_of
-- What Duban wrote to an account, newest first; a message that was changed in place as it is now.
SELECT message_id, kind, card, replaces, state, created_at FROM message
WHERE plan_id = :plan_id AND channel = :channel AND external_id = :external_id AND created_at < :before
    AND state <> 'superseded' AND NOT EXISTS (
        SELECT 1 FROM message later
        WHERE later.plan_id = message.plan_id AND later.replaces = message.message_id AND later.replaces <> ''
            AND later.state = 'accepted')
ORDER BY created_at DESC, message_id DESC LIMIT :limit;

-- name: written_last
-- What an account wrote that has this number, or came with these pictures; an edit has the number of what it changes.
SELECT update_id FROM inbox
WHERE plan_id = :plan_id AND channel = :channel AND external_id = :external_id AND platform_id = :platform_id
    AND platform_id <> ''
ORDER BY received_at DESC LIMIT 1;

-- name: album_last
-- The picture that came before of those sent together, and how many there have been.
SELECT update_id, (SELECT count(*) FROM inbox n
    WHERE n.plan_id = i.plan_id AND n.channel = i.channel AND n.external_id = i.external_id AND n.album = i.album
        AND n.album <> '') AS n
FROM inbox i
WHERE i.plan_id = :plan_id AND i.channel = :channel AND i.external_id = :external_id AND i.album = :album AND i.album <> ''
ORDER BY i.received_at DESC LIMIT 1;

-- name: done_by_words
-- What came of something written, and of its earlier versions: the newest first.
-- CROSS: SQLite begins with the inbox, not with everybody's events.
SELECT e.stream, e.version, e.kind, coalesce(w.body, '') AS words FROM inbox i CROSS JOIN event e
LEFT JOIN words w ON w.plan_id = e.plan_id AND w.stream = e.stream AND w.version = e.version
WHERE e.plan_id = i.plan_id AND e.cause = i.channel || ' ' || i.update_id AND e.cause <> '' AND i.plan_id = :plan_id
    AND i.channel = :channel AND i.external_id = :external_id AND i.platform_id = :platform_id AND i.platform_id <> ''
ORDER BY e.at DESC, e.version DESC, e.stream;

-- name: done_by_album
SELECT e.stream, e.version, e.kind, coalesce(w.body, '') AS words FROM inbox i CROSS JOIN event e
LEFT JOIN words w ON w.plan_id = e.plan_id AND w.stream = e.stream AND w.version = e.version
WHERE e.plan_id = i.plan_id AND e.cause = i.channel || ' ' || i.update_id AND e.cause <> '' AND i.plan_id = :plan_id
    AND i.channel = :channel AND i.external_id = :external_id AND i.album = :album AND i.album <> ''
ORDER BY e.at DESC, e.version DESC, e.stream;

-- name: chat_from
-- What an account wrote to Duban, newest first.
SELECT update_id, raw, received_at FROM inbox
WHERE plan_id = :plan_id AND channel = :channel AND external_id = :external_id AND received_at < :before
ORDER BY received_at DESC, update_id DESC LIMIT :limit;

-- name: counted_from
-- The date that each rung's notice counted from.
SELECT assignment, rung, occurrence, max(counted_from) AS counted_from FROM notice
WHERE plan_id = :plan_id AND counted_from IS NOT NULL GROUP BY assignment, rung, occurrence;

-- name: messages_between
-- The messages a rehearsal shows: everything pushed, in order of time.
SELECT message_id, person, channel, kind, card, why, created_at FROM message
WHERE plan_id = :plan_id AND kind <> 'answer' AND created_at >= :first AND created_at < :before
ORDER BY created_at, message_id;

-- name: unreachable_people
-- People whose only accounts have failed.
SELECT person_id, max(failed_code) AS code, max(failed_at) AS at FROM account
WHERE plan_id = :plan_id GROUP BY person_id HAVING count(*) = count(failed_code) ORDER BY person_id;

-- name: missed_people
-- People whose account is well, and of whose last message nobody knows that it arrived.
SELECT m.person AS person_id, max(m.error) AS code FROM message m
WHERE m.plan_id = :plan_id AND m.state IN ('failed', 'unknown') AND (m.state = 'failed' OR m.timeouts >= 2)
    AND m.kind <> 'answer' AND NOT EXISTS (
        SELECT 1 FROM message l
        WHERE l.plan_id = m.plan_id AND l.person = m.person AND l.created_at > m.created_at AND l.state = 'accepted'
    )
GROUP BY m.person ORDER BY m.person;

-- name: chat_heads
-- The last thing Duban wrote to each account of a channel, and how much in all.
SELECT m.external_id, m.created_at, m.card, c.received FROM message m JOIN (
    SELECT external_id, max(created_at) AS at, sum(CASE WHEN replaces = '' THEN 1 ELSE 0 END) AS received FROM message
    WHERE plan_id = :plan_id AND channel = :channel GROUP BY external_id
) c ON c.external_id = m.external_id AND c.at = m.created_at
WHERE m.plan_id = :plan_id AND m.channel = :channel ORDER BY m.external_id, m.message_id;

-- name: messages_maybe_shown
-- The newest messages of a chat that may stand there under a number we were never told: the first copy of one that was
-- sent again because nobody had answered, and one whose acceptance a dying process did not write down.
SELECT message_id, card FROM message
WHERE plan_id = :plan_id AND channel = :channel AND external_id = :external_id
    AND (state IN ('sending', 'unknown') OR (state = 'accepted' AND doubted_at IS NOT NULL))
ORDER BY created_at DESC, message_id DESC LIMIT :limit;

-- name: written_last_raw
-- The update that last had this number, as it came.
SELECT raw FROM inbox
WHERE plan_id = :plan_id AND channel = :channel AND external_id = :external_id AND platform_id = :platform_id
    AND platform_id <> ''
ORDER BY received_at DESC LIMIT 1;

-- name: free_leases
-- A process that has the database alone begins: whoever held these leases is gone. The messages may have arrived.
UPDATE message SET lease_until = NULL WHERE plan_id = :plan_id AND state = 'sending';

-- name: press_card
-- A button did what it says. Of two presses at once one is written down.
INSERT INTO card_press (plan_id, message_id, payload, items, line, person, at)
VALUES (:plan_id, :message_id, :payload, :items, :line, :person, :at)
ON CONFLICT (plan_id, message_id, payload) DO UPDATE SET items = excluded.items, line = excluded.line,
    person = excluded.person, at = excluded.at, undone = '', undone_by = ''
WHERE card_press.undone <> '';

-- name: pressed_by_act
-- The cards on which somebody pressed what one update did.
SELECT message_id FROM card_press WHERE plan_id = :plan_id AND person = :person AND at = :at AND undone = '';

-- name: release_press
-- What was done there is undone: the buttons act again.
UPDATE card_press SET undone = :line, undone_by = :cause
WHERE plan_id = :plan_id AND message_id = :message_id AND person = :person AND at = :at AND undone = '';

-- name: released_by
-- Cards of a channel that look otherwise since an undo.
SELECT p.message_id, m.external_id AS chat
FROM card_press p JOIN message m ON m.plan_id = p.plan_id AND m.message_id = p.message_id
WHERE p.plan_id = :plan_id AND p.undone_by = :cause AND p.undone_by <> '' AND m.channel = :channel;

-- name: presses_on
SELECT message_id, payload, items, line, undone FROM card_press
WHERE plan_id = :plan_id AND message_id = :message_id ORDER BY at, payload;

-- name: presses_in_chat
-- Those on the messages that an account got in a span of time.
SELECT p.message_id, p.payload, p.items, p.line, p.undone FROM message m
JOIN card_press p ON p.plan_id = m.plan_id AND p.message_id = m.message_id
WHERE m.plan_id = :plan_id AND m.channel = :channel AND m.external_id = :external_id AND m.created_at >= :first
    AND m.created_at < :before
ORDER BY p.at, p.payload;

-- name: forget_presses
-- In a group's card the line names the person; the button stays pressed.
UPDATE card_press SET line = '', undone = CASE WHEN undone = '' THEN '' ELSE '-' END WHERE plan_id = :plan_id AND person = :person;
