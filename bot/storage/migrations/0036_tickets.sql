-- Why: tickets (交办单) run on clocks in minutes, and the tick finds the one that ends next by an index. What a ticket is
-- stands in its events; see docs/adr/0080.
-- compatible from: 32

CREATE TABLE ticket (
    plan_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    next_at BIGINT,                   -- when its next clock will have run out, or it is looked at again
    PRIMARY KEY (plan_id, number)
);

CREATE INDEX ticket_by_next_at ON ticket (plan_id, next_at);
