-- Why: a card went on saying what its button had done after that was undone. See docs/adr/0049.
-- compatible from: 14

ALTER TABLE card_press ADD COLUMN undone TEXT NOT NULL DEFAULT '';       -- what the card says since; '' while the act stands
ALTER TABLE card_press ADD COLUMN undone_by TEXT NOT NULL DEFAULT '';    -- "channel update_id" of the undo
CREATE INDEX press_undone ON card_press (plan_id, undone_by) WHERE undone_by <> '';
CREATE INDEX press_of_act ON card_press (plan_id, person, at);
