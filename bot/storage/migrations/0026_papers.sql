-- Why: papers that the office writes (通报、督办单、函 …) are drafted, issued under a number that is counted for each series
-- and year, and perhaps voided. The row is the fold of the paper's events; its key makes giving a number twice
-- impossible. Who may issue stands in people.yaml. See docs/adr/0060.
-- compatible from: 26

CREATE TABLE paper (
    plan_id TEXT NOT NULL,
    id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    series TEXT NOT NULL,             -- 宛环委办
    unit TEXT NOT NULL,               -- the addressee; '' for a bulletin
    task TEXT NOT NULL,
    assignment BIGINT,
    state TEXT NOT NULL,              -- draft, issued, voided, discarded
    version BIGINT NOT NULL,
    file TEXT NOT NULL,               -- sha256 of its latest text
    drafted_by TEXT NOT NULL,
    drafted_at BIGINT NOT NULL,
    edited BIGINT NOT NULL,
    year BIGINT,
    n BIGINT,
    issued_by TEXT NOT NULL,
    issued_on TEXT,
    voided_by TEXT NOT NULL,
    voided_on TEXT,
    PRIMARY KEY (plan_id, id),
    UNIQUE (plan_id, series, year, n)
);

ALTER TABLE person ADD COLUMN issues BIGINT NOT NULL DEFAULT 0;
