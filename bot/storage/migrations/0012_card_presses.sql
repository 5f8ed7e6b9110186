-- Why: a pressed card shows what was done with it, in every channel and after a reload. Which button did what it says
-- was known only to the client that had pressed it.
-- compatible from: 4

CREATE TABLE card_press (
    plan_id TEXT NOT NULL,
    message_id TEXT NOT NULL,
    payload TEXT NOT NULL,            -- of the button
    items TEXT NOT NULL,              -- [assignment, …] that it acted on
    line TEXT NOT NULL,               -- what the card says of it; '' once its person was forgotten
    person TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (plan_id, message_id, payload)
);
