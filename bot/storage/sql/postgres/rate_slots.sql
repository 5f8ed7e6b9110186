-- name: take_rate_slot
-- By the database's clock: the clocks of two machines may be minutes apart. A slot that another process is just taking
-- is passed by instead of waited for. :now is not used.
WITH free AS MATERIALIZED (
    SELECT s.n FROM rate_slot s
    WHERE s.plan_id = :plan_id AND s.channel = :channel AND s.budget = :budget AND s.n < :most
        AND (s.free_at <= CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)
            OR s.free_at > CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT) + CAST(:hold AS BIGINT))
    ORDER BY s.free_at LIMIT 1 FOR UPDATE SKIP LOCKED
)
UPDATE rate_slot SET message_id = :message_id,
    free_at = CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT) + CAST(:hold AS BIGINT)
WHERE plan_id = :plan_id AND channel = :channel AND budget = :budget AND n IN (SELECT free.n FROM free);

-- name: answer_rate_slot
-- By the database's clock.
UPDATE rate_slot SET
    free_at = CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT) + CAST(:within AS BIGINT)
WHERE plan_id = :plan_id AND channel = :channel AND budget = :budget AND message_id = :message_id
    AND free_at > CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT) + CAST(:within AS BIGINT);

-- name: rate_slot_wait
-- By the database's clock.
SELECT min(free_at) - CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT) AS wait FROM rate_slot
WHERE plan_id = :plan_id AND channel = :channel AND budget = :budget AND n < :most;
