-- Why: the reason of a return or of a refusal stood in the history only; each later reminder repeats it, until the item is
-- submitted again. The columns hold the version of the event whose words they are. See docs/adr/0048.
-- compatible from: 14

ALTER TABLE assignment ADD COLUMN reason_event BIGINT NOT NULL DEFAULT 0;
ALTER TABLE assignment ADD COLUMN chase_event BIGINT NOT NULL DEFAULT 0;
