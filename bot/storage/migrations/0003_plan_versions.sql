-- Why: a plan is revised. Its tasks are numbered anew and are still the same tasks, dates move and the original ones
-- are to be shown, and only those whose work has changed are asked to acknowledge again. See docs/adr/0017.

ALTER TABLE plan ADD COLUMN carried_out TEXT NOT NULL DEFAULT '';    -- the version everybody has been told of; '' before go-live
UPDATE plan SET carried_out = coalesce((
    SELECT substr(p.name, 10) FROM pulse p WHERE p.plan_id = plan.plan_id AND p.name LIKE 'announce %'
    ORDER BY p.at DESC LIMIT 1
), '');

CREATE TABLE carried_out (            -- since when which version has been in force: a summary of then is made with it
    plan_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    version TEXT NOT NULL,
    PRIMARY KEY (plan_id, at, version)
);
INSERT INTO carried_out (plan_id, at, version)
SELECT plan_id, at, substr(name, 10) FROM pulse WHERE name LIKE 'announce %';

ALTER TABLE plan_version ADD COLUMN names TEXT NOT NULL DEFAULT '{"tasks": {}, "milestones": {}}'; -- the file's ids → ours, where they differ

ALTER TABLE assignment ADD COLUMN planned TEXT NOT NULL DEFAULT '';  -- the date the plan in force asks for; first_due is the first it asked for
UPDATE assignment SET planned = first_due;

CREATE TABLE former_task (            -- tasks of earlier versions, for those who look at what was asked then
    plan_id TEXT NOT NULL,
    id TEXT NOT NULL,
    number BIGINT NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (plan_id, id)
);

CREATE INDEX notice_asked ON notice (plan_id, person, created_at) WHERE kind = 'assign';
