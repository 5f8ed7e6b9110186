-- name: open_rate_slot
INSERT INTO rate_slot (plan_id, channel, budget, n, free_at, message_id) VALUES (:plan_id, :channel, :budget, :n, 0, '')
ON CONFLICT (plan_id, channel, budget, n) DO NOTHING;

-- name: take_rate_slot
-- For a request that is about to be sent; no row while all slots are taken. A slot that is taken for longer than any can
-- be was taken before the clock was set back.
UPDATE rate_slot SET free_at = :now + :hold, message_id = :message_id
WHERE plan_id = :plan_id AND channel = :channel AND budget = :budget AND n = (
    SELECT s.n FROM rate_slot s
    WHERE s.plan_id = :plan_id AND s.channel = :channel AND s.budget = :budget AND s.n < :most
        AND (s.free_at <= :now OR s.free_at > :now + :hold)
    ORDER BY s.free_at LIMIT 1
);

-- name: answer_rate_slot
-- The platform has answered, so it counts the request from now on at the latest.
UPDATE rate_slot SET free_at = :now + :within
WHERE plan_id = :plan_id AND channel = :channel AND budget = :budget AND message_id = :message_id AND free_at > :now + :within;

-- name: rate_slot_wait
-- Milliseconds until a slot is free.
SELECT min(free_at) - :now AS wait FROM rate_slot
WHERE plan_id = :plan_id AND channel = :channel AND budget = :budget AND n < :most;
