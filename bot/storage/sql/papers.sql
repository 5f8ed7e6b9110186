-- name: next_paper
-- The id of the next draft; two drafts at one moment take the same, and the second is decided again.
SELECT coalesce(max(id), 0) + 1 FROM paper WHERE plan_id = :plan_id;

-- name: insert_paper
INSERT INTO paper (
    plan_id, id, kind, title, series, unit, task, assignment, state, version, file, drafted_by, drafted_at, edited, year,
    n, issued_by, issued_on, voided_by, voided_on, carries
) VALUES (
    :plan_id, :id, :kind, :title, :series, :unit, :task, :assignment, :state, :version, :file, :drafted_by, :drafted_at,
    :edited, :year, :n, :issued_by, :issued_on, :voided_by, :voided_on,
    :carries
);

-- name: update_paper
-- No row where somebody was faster.
UPDATE paper SET state = :state, version = :version, file = :file, edited = :edited, year = :year, n = :n,
    issued_by = :issued_by, issued_on = :issued_on, voided_by = :voided_by, voided_on = :voided_on
WHERE plan_id = :plan_id AND id = :id AND version = :version - 1;

-- name: paper_by_id
SELECT id, kind, title, series, unit, task, assignment, state, version, file, drafted_by, drafted_at, edited, year, n,
    issued_by, issued_on, voided_by, voided_on, carries FROM paper
WHERE plan_id = :plan_id AND id = :id;

-- name: papers
-- The register: drafts first, the newest first.
SELECT id, kind, title, series, unit, task, assignment, state, version, file, drafted_by, drafted_at, edited, year, n,
    issued_by, issued_on, voided_by, voided_on, carries FROM paper
WHERE plan_id = :plan_id AND state <> 'discarded' ORDER BY CASE WHEN state = 'draft' THEN 0 ELSE 1 END, id DESC;

-- name: issued_ranks
-- Issued bulletins that tell ranks, in the order of their issue.
SELECT id, kind, title, series, unit, task, assignment, state, version, file, drafted_by, drafted_at, edited, year, n,
    issued_by, issued_on, voided_by, voided_on, carries FROM paper
WHERE plan_id = :plan_id AND state = 'issued' AND carries <> '' ORDER BY year, n, id;

-- name: drafts_about
-- Drafts of one kind about one item, or of bulletins where the item is none.
SELECT id, kind, title, series, unit, task, assignment, state, version, file, drafted_by, drafted_at, edited, year, n,
    issued_by, issued_on, voided_by, voided_on, carries FROM paper
WHERE plan_id = :plan_id AND state = 'draft' AND kind = :kind AND coalesce(assignment, 0) = :assignment;

-- name: last_number
-- 0 where none was given in the year; a voided one stays given.
SELECT coalesce(max(n), 0) FROM paper WHERE plan_id = :plan_id AND series = :series AND year = :year;

-- name: all_papers
-- Long: every paper, discarded ones too.
SELECT id, kind, title, series, unit, task, assignment, state, version, file, drafted_by, drafted_at, edited, year, n,
    issued_by, issued_on, voided_by, voided_on, carries FROM paper
WHERE plan_id = :plan_id ORDER BY id;

-- name: paper_streams
-- Long: every stream of a paper.
SELECT DISTINCT stream FROM event WHERE plan_id = :plan_id AND stream LIKE 'paper:%';
