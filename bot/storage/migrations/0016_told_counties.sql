-- Why: counties that a dated milestone does not name heard of its date only in their return, months later. They have a row
-- of it now, which tells them and owes no result. See docs/adr/0044.
-- compatible from: 14

ALTER TABLE assignment ADD COLUMN told_only BIGINT NOT NULL DEFAULT 0;
