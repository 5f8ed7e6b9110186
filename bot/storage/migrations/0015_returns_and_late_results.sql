-- Why: a summary counts the returns of the periods that have ended, and the results that are late by task. Both walked
-- what is open of the whole plan.
-- compatible from: 4

CREATE INDEX assignment_period ON assignment (plan_id, "until") WHERE period <> '';
CREATE INDEX assignment_late ON assignment (plan_id, due) WHERE state IN ('open', 'rework') AND period = '';
