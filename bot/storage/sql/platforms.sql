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

-- name: keep_card_code
-- A code that came before, with the callback that is brought again, is the same.
INSERT INTO card_code (plan_id, channel, card, code, got_at, used_at)
VALUES (:plan_id, :channel, :card, :code, :now, NULL)
ON CONFLICT (plan_id, channel, code) DO NOTHING;

-- name: card_code
SELECT code FROM card_code
WHERE plan_id = :plan_id AND channel = :channel AND card = :card AND used_at IS NULL AND got_at > :since
ORDER BY got_at DESC, code LIMIT 1;

-- name: use_card_code
UPDATE card_code SET used_at = :now WHERE plan_id = :plan_id AND channel = :channel AND code = :code;

-- name: drop_card_codes
-- Those that no longer work.
DELETE FROM card_code WHERE plan_id = :plan_id AND channel = :channel AND got_at <= :lapsed;

-- name: upload
-- The platform's number of a file that it still has.
SELECT number FROM upload
WHERE plan_id = :plan_id AND channel = :channel AND party = :party AND kind = :kind AND sha256 = :sha256 AND uploaded_at > :since;

-- name: keep_upload
INSERT INTO upload (plan_id, channel, party, kind, sha256, number, uploaded_at)
VALUES (:plan_id, :channel, :party, :kind, :sha256, :number, :now)
ON CONFLICT (plan_id, channel, party, kind, sha256) DO UPDATE
SET number = excluded.number, uploaded_at = excluded.uploaded_at;
