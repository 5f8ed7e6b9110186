-- Why: a board in a chat is one message that is changed in place while an emergency is being signed, and goes on after a
-- restart. See docs/adr/0086.
-- compatible from: 32

CREATE TABLE live_board (
    plan_id TEXT NOT NULL,
    subject TEXT NOT NULL,            -- what it shows: emergency:E1
    person TEXT NOT NULL,
    channel TEXT NOT NULL,
    external_id TEXT NOT NULL,
    message_id TEXT NOT NULL,         -- the message whose place the next one takes; '': a new one is posted
    n BIGINT NOT NULL,                -- how often it was drawn or asked for anew
    shown TEXT NOT NULL,              -- digest of what it shows; '': not drawn yet
    drawn_at BIGINT NOT NULL,
    PRIMARY KEY (plan_id, subject, channel, external_id)
);
