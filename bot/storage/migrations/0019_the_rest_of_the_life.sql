-- Why: a declined item may be taken over by the unit that was proposed, an item may be suspended (挂账) until a date, and
-- a closed one looked at again (回头看). See docs/adr/0050 and 0051.
-- compatible from: 16

ALTER TABLE assignment ADD COLUMN declined_to TEXT NOT NULL DEFAULT '';
ALTER TABLE assignment ADD COLUMN taken_from TEXT NOT NULL DEFAULT '';
ALTER TABLE assignment ADD COLUMN unsigned BIGINT NOT NULL DEFAULT 0;
ALTER TABLE assignment ADD COLUMN suspension TEXT;
ALTER TABLE assignment ADD COLUMN suspension_due TEXT;
ALTER TABLE assignment ADD COLUMN suspended_on TEXT;
ALTER TABLE assignment ADD COLUMN suspended_until TEXT;
ALTER TABLE assignment ADD COLUMN state_before TEXT;
ALTER TABLE assignment ADD COLUMN recheck_on TEXT;
ALTER TABLE assignment ADD COLUMN rechecking BIGINT NOT NULL DEFAULT 0;
DROP INDEX assignment_decision;
CREATE INDEX assignment_decision ON assignment (plan_id)
    WHERE extension IS NOT NULL OR declined = 1 OR sampled = 1 OR suspension IS NOT NULL OR rechecking = 1;
CREATE INDEX assignment_suspended ON assignment (plan_id, state) WHERE state = 'suspended';
CREATE INDEX assignment_taken ON assignment (plan_id, "until") WHERE taken_from <> '';
