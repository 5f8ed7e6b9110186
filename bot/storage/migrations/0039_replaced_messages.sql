-- Why: a chat is read back without the states that a message had in between; a board has one each ten seconds.
-- compatible from: 32

CREATE INDEX message_replaced ON message (plan_id, replaces) WHERE replaces <> '';
