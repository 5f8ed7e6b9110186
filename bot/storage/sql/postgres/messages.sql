-- name: claim_message
-- As for SQLite; a row that another process is just claiming is passed by instead of waited for.
UPDATE message SET state = 'sending', attempts = attempts + 1, lease_until = :until, tried_at = :now,
    doubted_at = CASE WHEN state = 'sending' THEN coalesce(doubted_at, tried_at) ELSE doubted_at END
WHERE plan_id = :plan_id AND message_id = (
    SELECT c.message_id FROM message c
    WHERE c.plan_id = :plan_id AND c.message_id = :message_id AND c.attempts = :attempts
        AND (c.lease_until IS NULL OR c.lease_until <= :now)
    FOR UPDATE SKIP LOCKED
);
