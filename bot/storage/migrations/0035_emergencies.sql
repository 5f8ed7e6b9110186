-- Why: emergencies are read with the plan's context, and what their units do with each signature: a few rows among many.
-- See docs/adr/0083.
-- compatible from: 14

CREATE INDEX event_of_emergency ON event (plan_id, stream, version) WHERE kind = 'emergency_started';
CREATE INDEX event_of_response ON event (plan_id, stream, version)
    WHERE kind IN ('emergency_signed', 'emergency_reported', 'lines_done');
CREATE INDEX event_of_checklists ON event (plan_id, version) WHERE kind = 'checklists_imported';
