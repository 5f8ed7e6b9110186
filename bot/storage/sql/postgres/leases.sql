-- name: acquire_lease
-- By the database's clock: the clocks of two machines may be minutes apart. :now is not used.
INSERT INTO lease (plan_id, name, holder, "until")
VALUES (:plan_id, :name, :holder, CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT) + CAST(:ttl AS BIGINT))
ON CONFLICT (plan_id, name) DO UPDATE SET holder = excluded.holder, "until" = excluded."until"
WHERE lease.holder = excluded.holder
    OR lease."until" <= CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)
    OR lease."until" > excluded."until" + CAST(:ttl AS BIGINT);

-- name: renew_lease
-- By the database's clock.
UPDATE lease SET "until" = CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT) + CAST(:ttl AS BIGINT)
WHERE plan_id = :plan_id AND name = :name AND holder = :holder;
