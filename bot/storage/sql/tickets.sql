-- name: keep_ticket
-- A ticket's number, and the instant at which the clockwork has to look at it.
INSERT INTO ticket (plan_id, number, next_at) VALUES (:plan_id, :number, :next_at)
ON CONFLICT (plan_id, number) DO UPDATE SET next_at = excluded.next_at;

-- name: ticket_events
-- Every event of every ticket (交办单), with the words that are still kept.
SELECT e.stream, e.version, e.at, e.kind, e.person_id, e.data, coalesce(w.body, '') AS body,
    coalesce(w.files, '[]') AS files, coalesce(w.notes, '{}') AS notes
FROM ticket t JOIN event e ON e.plan_id = t.plan_id AND e.stream = 'ticket:T' || CAST(t.number AS TEXT)
LEFT JOIN words w ON w.plan_id = e.plan_id AND w.stream = e.stream AND w.version = e.version
WHERE t.plan_id = :plan_id ORDER BY t.number, e.version;

-- name: due_tickets
-- Numbers of the tickets of which a clock has run out, or whose day has come.
SELECT number FROM ticket WHERE plan_id = :plan_id AND next_at <= :now ORDER BY next_at, number LIMIT :limit;

-- name: next_ticket_at
SELECT min(next_at) FROM ticket WHERE plan_id = :plan_id AND next_at > :now;

-- name: last_ticket
SELECT max(number) FROM ticket WHERE plan_id = :plan_id;

-- name: told_of_occurrence
-- Whose message told of it.
SELECT person FROM notice
WHERE plan_id = :plan_id AND assignment = 0 AND rung = '' AND occurrence = :occurrence AND state = 'sent' ORDER BY person;

-- name: last_shown_to
-- The newest message of a person, answers too: words without a number are about it.
SELECT message_id, person, channel, external_id, kind, card, why FROM message
WHERE plan_id = :plan_id AND person = :person ORDER BY created_at DESC, message_id DESC LIMIT 1;
