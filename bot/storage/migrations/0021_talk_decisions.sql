-- Why: the leader decides about a proposed talk in the weekly message; what was decided, and on which day, stands on the
-- item. See docs/adr/0046.
-- compatible from: 14

ALTER TABLE assignment ADD COLUMN talk TEXT;
ALTER TABLE assignment ADD COLUMN talk_on TEXT;
