-- name: access_token
SELECT token, renew_at, refused, refused_until FROM access_token WHERE plan_id = :plan_id AND name = :name;

-- name: keep_access_token
-- Only over the one that it follows: another process may have kept a fresher one meanwhile.
INSERT INTO access_token (plan_id, name, token, renew_at, refused, refused_until)
VALUES (:plan_id, :name, :token, :renew_at, :refused, :refused_until)
ON CONFLICT (plan_id, name) DO UPDATE SET
    token = excluded.token, renew_at = excluded.renew_at, refused = excluded.refused, refused_until = excluded.refused_until
WHERE access_token.token = :before;

-- name: keep_arrived
-- A callback that is brought again, or was dealt with before, is no news.
INSERT INTO arrived (plan_id, channel, update_id, sender, raw, sent_at, arrived_at)
SELECT :plan_id, :channel, :update_id, :sender, :raw, :sent_at, :now
WHERE NOT EXISTS (SELECT 1 FROM inbox WHERE plan_id = :plan_id AND channel = :channel AND update_id = :update_id)
ON CONFLICT (plan_id, channel, update_id) DO NOTHING;

-- name: arrived
-- In the order in which they were sent, as far as the platform's seconds tell.
SELECT update_id, sender, raw FROM arrived WHERE plan_id = :plan_id AND channel = :channel
ORDER BY sent_at, arrived_at, update_id LIMIT :limit;

-- name: drop_arrived
DELETE FROM arrived WHERE plan_id = :plan_id AND channel = :channel AND update_id = :update_id;

-- name: outages
-- Channels that serve our account no more, until an administrator acts.
SELECT channel, party, code, said, since FROM outage WHERE plan_id = :plan_id ORDER BY since, channel, party;

-- name: begin_outage
-- Another reason takes the place of the first; it has been out of service since then.
INSERT INTO outage (plan_id, channel, party, code, said, since) VALUES (:plan_id, :channel, :party, :code, :said, :since)
ON CONFLICT (plan_id, channel, party) DO UPDATE SET code = excluded.code, said = excluded.said;

-- name: end_outage
DELETE FROM outage WHERE plan_id = :plan_id AND channel = :channel AND party = :party;
