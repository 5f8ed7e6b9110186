-- Why: silence shone green. The light is white until the unit has said something, and yellow once an asking's day is over
-- without a word: the last day of the earliest asking that is not answered is a column. What was asked before this
-- version is not known; the next rung tells. See docs/adr/0038.
-- compatible from: 10

ALTER TABLE assignment ADD COLUMN asked_until TEXT;
