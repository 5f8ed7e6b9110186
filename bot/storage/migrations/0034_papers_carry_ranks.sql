-- Why: a correction of readings changes ranks that a bulletin has told. The paper keeps what it tells, so that it can be
-- marked 已更正 and the next bulletin says so. See docs/adr/0074.

ALTER TABLE paper ADD COLUMN carries TEXT NOT NULL DEFAULT '';
