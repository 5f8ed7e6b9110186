-- Why: lists of plants and projects are read with the plan's context from their events: a few rows among many. See
-- docs/adr/0072.
-- compatible from: 14

CREATE INDEX event_of_list ON event (plan_id, stream, version) WHERE kind = 'listed';
