-- Why: a session must end with the account it speaks for, its owner lists and ends them, and wrong codes are counted for
-- all processes together, before a code is looked up.

ALTER TABLE web_session ADD COLUMN person_id TEXT NOT NULL DEFAULT '';  -- who has entered
ALTER TABLE web_session ADD COLUMN device TEXT NOT NULL DEFAULT '';     -- browser and system, as the owner's list names them
ALTER TABLE web_session ADD COLUMN used_at BIGINT NOT NULL DEFAULT 0;   -- when a page was last opened with it
UPDATE web_session SET used_at = created_at, person_id = coalesce((
    SELECT a.person_id FROM account a
    WHERE a.plan_id = web_session.plan_id AND a.channel = 'browser' AND a.external_id = web_session.external_id
), '');

CREATE INDEX web_session_of ON web_session (plan_id, external_id);

CREATE TABLE entry_limit (            -- wrong codes by address; a row is kept for a minute at most
    plan_id TEXT NOT NULL,
    address TEXT NOT NULL,
    free_at BIGINT NOT NULL,          -- when all tries are free again; each try moves it on
    PRIMARY KEY (plan_id, address)
);
