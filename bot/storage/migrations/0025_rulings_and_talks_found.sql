-- Why: rulings are read with the plan's context, talks before the leader with each inbox and weekly message: both of few
-- rows among many.
-- compatible from: 14

CREATE INDEX event_of_ruling ON event (plan_id, stream, version) WHERE kind = 'ruled';

CREATE INDEX assignment_endorsed ON assignment (plan_id, due) WHERE endorsed_on IS NOT NULL;
