-- Why: what a report told of being in difficulty was read by nobody but whoever opened the item. The marks stand on the
-- row, so that the summary counts them and the lead or coordinator is told. See docs/adr/0055.
-- compatible from: 14

ALTER TABLE assignment ADD COLUMN risks TEXT NOT NULL DEFAULT '';

CREATE INDEX assignment_risks ON assignment (plan_id, task, unit) WHERE risks <> '';
