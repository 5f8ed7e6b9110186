-- name: live_boards
-- Boards that are kept up to date in a chat: each row is one message, drawn again while its subject changes.
SELECT subject, person, channel, external_id, message_id, n, shown, drawn_at FROM live_board
WHERE plan_id = :plan_id ORDER BY subject, person, channel;

-- name: open_live_board
-- From now on it is that message; '': a new one is posted. The one before it in this chat is left as it is.
INSERT INTO live_board (plan_id, subject, person, channel, external_id, message_id, n, shown, drawn_at)
VALUES (:plan_id, :subject, :person, :channel, :external_id, :message_id, 0, :shown, :drawn_at)
ON CONFLICT (plan_id, subject, channel, external_id) DO UPDATE
SET message_id = excluded.message_id, person = excluded.person, n = live_board.n + 1,
    shown = excluded.shown, drawn_at = excluded.drawn_at;

-- name: draw_live_board
-- No row when another worker, or whoever asked for a new one, was faster.
UPDATE live_board SET message_id = :message_id, n = n + 1, shown = :shown, drawn_at = :drawn_at
WHERE plan_id = :plan_id AND subject = :subject AND channel = :channel AND external_id = :external_id AND n = :n;

-- name: close_live_board
DELETE FROM live_board
WHERE plan_id = :plan_id AND subject = :subject AND channel = :channel AND external_id = :external_id AND n = :n;
