-- Why: a date that moved because the item was suspended is told apart from one that was extended; and who
-- decides a decline is told when the proposed unit has a share of its own. See docs/adr/0050 and 0051.
-- compatible from: 19

ALTER TABLE assignment ADD COLUMN suspended_days BIGINT NOT NULL DEFAULT 0;
ALTER TABLE assignment ADD COLUMN proposed_owns BIGINT NOT NULL DEFAULT 0;
