-- Why: who has not signed for a ticket in time is called; the number is shown to the coordinator and to the unit's own head.
-- compatible from: 32

ALTER TABLE person ADD COLUMN phone TEXT NOT NULL DEFAULT '';
