-- name: acquire_lease
-- Takes a lease that is free, has run out or is ours; no row while another holds it. One that lasts longer than any
-- lease can was written before the clock was set back.
INSERT INTO lease (plan_id, name, holder, "until") VALUES (:plan_id, :name, :holder, :now + :ttl)
ON CONFLICT (plan_id, name) DO UPDATE SET holder = excluded.holder, "until" = excluded."until"
WHERE lease.holder = excluded.holder OR lease."until" <= :now OR lease."until" > :now + :ttl;

-- name: renew_lease
-- No row when it was taken over meanwhile.
UPDATE lease SET "until" = :now + :ttl WHERE plan_id = :plan_id AND name = :name AND holder = :holder;

-- name: release_lease
DELETE FROM lease WHERE plan_id = :plan_id AND name = :name AND holder = :holder;
