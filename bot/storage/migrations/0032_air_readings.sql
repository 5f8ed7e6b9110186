-- Why: daily means of the air, kept as the readings of indicators are: see docs/adr/0070.
-- compatible from: 26

CREATE TABLE air_reading (
    plan_id TEXT NOT NULL,
    stream TEXT NOT NULL,
    version BIGINT NOT NULL,
    n BIGINT NOT NULL,                -- the line of its file
    place TEXT NOT NULL,
    day TEXT NOT NULL,
    readings TEXT NOT NULL,           -- decimals as text, in the order of POLLUTANTS, null where there is none
    aqi BIGINT,
    dust BIGINT NOT NULL,
    audited BIGINT NOT NULL,
    recorded BIGINT NOT NULL,
    withdrawn BIGINT,                 -- when it was taken back
    PRIMARY KEY (plan_id, stream, version, n)
);
