-- Why: a report says what is in the way and what comes next. Both are read from its words, shown with them, and
-- forgotten with them.

ALTER TABLE words ADD COLUMN notes TEXT NOT NULL DEFAULT '{}';  -- {"blocker": "...", "next_step": "..."}
