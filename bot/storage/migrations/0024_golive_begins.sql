-- Why: a go-live confirmed in the chat begins half an hour later at the earliest, so that it can be undone before anybody is
-- told. See docs/adr/0049.
-- compatible from: 14

ALTER TABLE plan ADD COLUMN golive_from BIGINT NOT NULL DEFAULT 0;   -- nothing is opened or told before; 0: from its day on

-- Why: a refused extension hid the reason of the return in whose round it was asked.
ALTER TABLE assignment ADD COLUMN refusal_event BIGINT NOT NULL DEFAULT 0;
