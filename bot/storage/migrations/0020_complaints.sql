-- Why: complaints and suggestions are events of streams of their own, and the open ones are listed in every inbox. See
-- docs/adr/0056.
-- compatible from: 14

CREATE INDEX event_of_complaint ON event (plan_id, stream, version) WHERE kind IN ('complained', 'complaint_answered');
