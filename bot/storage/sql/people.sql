-- name: plan_row
SELECT plan_id, version, golive, golive_from, revision, carried_out FROM plan WHERE plan_id = :plan_id;

-- name: plan_version
SELECT document, names FROM plan_version WHERE plan_id = :plan_id AND version = :version;

-- name: keep_carried_out
INSERT INTO carried_out (plan_id, at, version) VALUES (:plan_id, :now, :version);

-- name: version_at
-- The version that was in force at an instant.
SELECT version FROM carried_out WHERE plan_id = :plan_id AND at <= :at ORDER BY at DESC LIMIT 1;

-- name: version_in_force
SELECT v.document, v.names FROM plan p JOIN plan_version v ON v.plan_id = p.plan_id AND v.version = p.version
WHERE p.plan_id = :plan_id;

-- name: ids_in_use
-- Under which tasks and milestones anything was ever assigned.
SELECT DISTINCT task, milestone FROM assignment WHERE plan_id = :plan_id ORDER BY task, milestone;

-- name: keep_former_task
INSERT INTO former_task (plan_id, id, number, title) VALUES (:plan_id, :id, :number, :title)
ON CONFLICT (plan_id, id) DO UPDATE SET number = excluded.number, title = excluded.title;

-- name: former_tasks
SELECT id, number, title FROM former_task WHERE plan_id = :plan_id ORDER BY id;

-- name: insert_plan
INSERT INTO plan (plan_id, title, status, version, golive, revision, loaded_at)
VALUES (:plan_id, :title, :status, :version, NULL, 1, :now);

-- name: update_plan
UPDATE plan SET title = :title, status = :status, version = :version, loaded_at = :now, revision = revision + 1
WHERE plan_id = :plan_id;

-- name: keep_plan_version
-- A version that comes back keeps the ids it had.
INSERT INTO plan_version (plan_id, version, document, digest, names, loaded_at)
VALUES (:plan_id, :version, :document, :digest, :names, :now)
ON CONFLICT (plan_id, version) DO UPDATE SET document = excluded.document, digest = excluded.digest;

-- name: carry_out
-- Everybody has been told of this version; no row when another worker was faster.
UPDATE plan SET carried_out = :version, revision = revision + 1
WHERE plan_id = :plan_id AND carried_out = :before AND version = :version;

-- name: set_golive
UPDATE plan SET golive = :golive, golive_from = :golive_from, revision = revision + 1 WHERE plan_id = :plan_id;

-- name: note_plan_state
-- After each change of the plan's version, go-live or what everybody was told of.
INSERT INTO plan_state (plan_id, at, version, golive, carried_out, document_digest)
SELECT p.plan_id, CAST(:now AS BIGINT), p.version, coalesce(p.golive, ''), p.carried_out, v.digest
FROM plan p JOIN plan_version v ON v.plan_id = p.plan_id AND v.version = p.version WHERE p.plan_id = :plan_id
ON CONFLICT (plan_id, at, version, golive, carried_out) DO NOTHING;

-- name: revise_plan
-- People or accounts have changed: whoever keeps a copy reads again.
UPDATE plan SET revision = revision + 1 WHERE plan_id = :plan_id;

-- name: people
SELECT person_id, name, language, posts, issues, phone FROM person WHERE plan_id = :plan_id AND active = 1 ORDER BY person_id;

-- name: put_person
INSERT INTO person (plan_id, person_id, name, language, posts, issues, phone, active)
VALUES (:plan_id, :person_id, :name, :language, :posts, :issues, :phone, 1)
ON CONFLICT (plan_id, person_id) DO UPDATE SET
    name = excluded.name, language = excluded.language, posts = excluded.posts, issues = excluded.issues,
    phone = excluded.phone, active = 1;

-- name: retire_person
UPDATE person SET active = 0, phone = '' WHERE plan_id = :plan_id AND person_id = :person_id;

-- name: set_language
UPDATE person SET language = :language WHERE plan_id = :plan_id AND person_id = :person_id;

-- name: accounts
SELECT channel, external_id, person_id, bound_at, failed_code, menu, plain FROM account
WHERE plan_id = :plan_id ORDER BY bound_at, channel, external_id;

-- name: bind_account
INSERT INTO account (plan_id, channel, external_id, person_id, bound_at, failed_code, failed_at)
VALUES (:plan_id, :channel, :external_id, :person_id, :now, NULL, NULL)
ON CONFLICT (plan_id, channel, external_id) DO UPDATE SET
    person_id = excluded.person_id, bound_at = excluded.bound_at, failed_code = NULL, failed_at = NULL;

-- name: admit_account
-- A browser for whoever came through another account. It counts as bound just before that one, so that messages go on there.
INSERT INTO account (plan_id, channel, external_id, person_id, bound_at, failed_code, failed_at)
SELECT plan_id, :channel, person_id, person_id, bound_at - 1, NULL, NULL FROM account
WHERE plan_id = :plan_id AND channel = :through AND external_id = :external_id
ON CONFLICT (plan_id, channel, external_id) DO NOTHING;

-- name: admit_sibling
-- The same account on another channel of its platform. It counts as bound just before the known one, so that messages go
-- on there.
INSERT INTO account (plan_id, channel, external_id, person_id, bound_at, failed_code, failed_at)
SELECT plan_id, :channel, external_id, person_id, bound_at - 1, NULL, NULL FROM account
WHERE plan_id = :plan_id AND channel = :known_on AND external_id = :external_id;

-- name: fail_account
UPDATE account SET failed_code = :code, failed_at = :now
WHERE plan_id = :plan_id AND channel = :channel AND external_id = :external_id;

-- name: mend_account
-- It writes to us, so it can be written to again.
UPDATE account SET failed_code = NULL, failed_at = NULL
WHERE plan_id = :plan_id AND channel = :channel AND external_id = :external_id AND failed_code IS NOT NULL;

-- name: drop_accounts_of
DELETE FROM account WHERE plan_id = :plan_id AND person_id = :person;

-- name: add_invite
INSERT INTO invite (plan_id, code_hash, person_id, created_at, expires_at)
VALUES (:plan_id, :code_hash, :person_id, :now, :expires_at);

-- name: open_invite
-- Only a code that is unused and not expired opens the door.
SELECT person_id FROM invite
WHERE plan_id = :plan_id AND code_hash = :code_hash AND used_at IS NULL AND expires_at > :now;

-- name: use_invite
UPDATE invite SET used_at = :now
WHERE plan_id = :plan_id AND code_hash = :code_hash AND used_at IS NULL AND expires_at > :now;

-- name: invite
-- A code as it stands, also used or expired, to say which.
SELECT person_id, expires_at, used_at FROM invite WHERE plan_id = :plan_id AND code_hash = :code_hash;

-- name: end_invites_of
-- Open codes of a person can no longer be used.
UPDATE invite SET expires_at = :now
WHERE plan_id = :plan_id AND person_id = :person AND used_at IS NULL AND expires_at > :now;

-- name: open_invites_of
SELECT count(*) FROM invite
WHERE plan_id = :plan_id AND person_id = :person AND used_at IS NULL AND expires_at > :now;

-- name: add_session
INSERT INTO web_session (plan_id, token_hash, external_id, person_id, device, created_at, used_at, expires_at)
VALUES (:plan_id, :token_hash, :external_id, :person_id, :device, :now, :now, :expires_at);

-- name: session_account
-- A session ends with the account: when its person left, was forgotten, or the account went to somebody else.
SELECT s.external_id FROM web_session s
JOIN account a ON a.plan_id = s.plan_id AND a.channel = 'browser' AND a.external_id = s.external_id
    AND a.person_id = s.person_id
JOIN person p ON p.plan_id = s.plan_id AND p.person_id = s.person_id AND p.active = 1
WHERE s.plan_id = :plan_id AND s.token_hash = :token_hash AND s.expires_at > :now;

-- name: sessions_at
SELECT token_hash, device, created_at, used_at FROM web_session
WHERE plan_id = :plan_id AND external_id = :external_id AND expires_at > :now ORDER BY used_at DESC, token_hash;

-- name: sessions_of
SELECT count(*) FROM web_session WHERE plan_id = :plan_id AND person_id = :person AND expires_at > :now;

-- name: use_session
UPDATE web_session SET used_at = :now WHERE plan_id = :plan_id AND token_hash = :token_hash;

-- name: end_session
DELETE FROM web_session WHERE plan_id = :plan_id AND token_hash = :token_hash;

-- name: end_own_session
DELETE FROM web_session WHERE plan_id = :plan_id AND token_hash = :token_hash AND external_id = :external_id;

-- name: end_other_sessions
DELETE FROM web_session WHERE plan_id = :plan_id AND token_hash <> :token_hash AND external_id = :external_id;

-- name: end_sessions_of
DELETE FROM web_session WHERE plan_id = :plan_id AND person_id = :person;

-- name: prune_sessions
DELETE FROM web_session WHERE plan_id = :plan_id AND expires_at <= :now;

-- name: prune_entries
DELETE FROM entry_limit WHERE plan_id = :plan_id AND free_at <= :now;

-- name: take_entry
-- No row where the address has no try left. `room`: how far ahead free_at may lie before the try, `full`: after it; one
-- beyond that was written before the clock was set back.
INSERT INTO entry_limit (plan_id, address, free_at) VALUES (:plan_id, :address, :first)
ON CONFLICT (plan_id, address) DO UPDATE SET free_at =
    CASE WHEN entry_limit.free_at BETWEEN :now AND :full THEN entry_limit.free_at + :each ELSE excluded.free_at END
WHERE entry_limit.free_at <= :room OR entry_limit.free_at > :full;

-- name: give_back_entry
UPDATE entry_limit SET free_at = free_at - :each WHERE plan_id = :plan_id AND address = :address;

-- name: acknowledge
INSERT INTO acknowledgement (plan_id, person_id, version, at) VALUES (:plan_id, :person_id, :version, :now)
ON CONFLICT (plan_id, person_id, version, at) DO NOTHING;

-- name: acknowledged
-- Who has acknowledged since they were last asked to, or before that the very version they were asked for: a version
-- that changes nothing for them asks them nothing. An occurrence with an instant behind the version is a later asking,
-- for which no earlier acknowledgement counts.
SELECT DISTINCT k.person_id FROM acknowledgement k WHERE k.plan_id = :plan_id AND (
    k.at >= coalesce((
        SELECT max(n.created_at) FROM notice n
        WHERE n.plan_id = k.plan_id AND n.person = k.person_id AND n.kind = 'assign'
    ), 0) OR k.version = (
        SELECT CASE WHEN n.occurrence NOT LIKE '% %' THEN coalesce(nullif(substr(n.occurrence, 1, 40), ''), '0') END FROM notice n
        WHERE n.plan_id = k.plan_id AND n.person = k.person_id AND n.kind = 'assign'
        ORDER BY n.created_at DESC, n.occurrence DESC LIMIT 1
    )
) ORDER BY k.person_id;

-- name: acknowledged_until
-- The same, as of an earlier instant.
SELECT DISTINCT k.person_id FROM acknowledgement k WHERE k.plan_id = :plan_id AND k.at <= :at AND (
    k.at >= coalesce((
        SELECT max(n.created_at) FROM notice n
        WHERE n.plan_id = k.plan_id AND n.person = k.person_id AND n.kind = 'assign' AND n.created_at <= :at
    ), 0) OR k.version = (
        SELECT CASE WHEN n.occurrence NOT LIKE '% %' THEN coalesce(nullif(substr(n.occurrence, 1, 40), ''), '0') END FROM notice n
        WHERE n.plan_id = k.plan_id AND n.person = k.person_id AND n.kind = 'assign' AND n.created_at <= :at
        ORDER BY n.created_at DESC, n.occurrence DESC LIMIT 1
    )
) ORDER BY k.person_id;

-- name: acknowledged_by
SELECT max(k.at) AS at FROM acknowledgement k WHERE k.plan_id = :plan_id AND k.person_id = :person AND (
    k.at >= coalesce((
        SELECT max(n.created_at) FROM notice n WHERE n.plan_id = :plan_id AND n.person = :person AND n.kind = 'assign'
    ), 0) OR k.version = (
        SELECT CASE WHEN n.occurrence NOT LIKE '% %' THEN coalesce(nullif(substr(n.occurrence, 1, 40), ''), '0') END FROM notice n
        WHERE n.plan_id = :plan_id AND n.person = :person AND n.kind = 'assign'
        ORDER BY n.created_at DESC, n.occurrence DESC LIMIT 1
    )
);

-- name: unacknowledged
-- Whoever was asked last to acknowledge a version, and has acknowledged neither since nor that very version. An asking
-- counts from when its message was accepted; one that could not be delivered, from when it should have been.
SELECT n.person AS person_id, n.occurrence, coalesce(m.accepted_at, n.deliver_at) AS asked_at FROM notice n
LEFT JOIN message m ON m.plan_id = n.plan_id AND m.message_id = n.outcome
WHERE n.plan_id = :plan_id AND n.kind = 'assign' AND n.state IN ('sent', 'dropped')
    AND (n.state = 'dropped' OR m.accepted_at IS NOT NULL)
    AND NOT EXISTS (
        SELECT 1 FROM notice l WHERE l.plan_id = n.plan_id AND l.person = n.person AND l.kind = 'assign'
            AND (l.created_at, l.occurrence) > (n.created_at, n.occurrence)
    ) AND NOT EXISTS (
        SELECT 1 FROM acknowledgement k WHERE k.plan_id = n.plan_id AND k.person_id = n.person AND (
            k.at >= n.created_at
            OR k.version = CASE WHEN n.occurrence NOT LIKE '% %' THEN coalesce(nullif(substr(n.occurrence, 1, 40), ''), '0') END
        )
    )
ORDER BY n.person;

-- name: acted_since
-- The last act of each person since an instant.
SELECT person_id, max(at) AS at FROM event WHERE plan_id = :plan_id AND at >= :since AND person_id <> ''
GROUP BY person_id;

-- name: last_asked
-- Of which plan version a person was last asked to acknowledge their part.
SELECT occurrence FROM notice WHERE plan_id = :plan_id AND person = :person AND kind = 'assign'
ORDER BY created_at DESC, occurrence DESC LIMIT 1;

-- name: freeze_ladder
INSERT INTO ladder (plan_id, digest, body) VALUES (:plan_id, :digest, :body)
ON CONFLICT (plan_id, digest) DO NOTHING;

-- name: ladder_bodies
SELECT body FROM ladder WHERE plan_id = :plan_id ORDER BY digest;

-- name: dialog
SELECT expects, data, updated_at FROM dialog WHERE plan_id = :plan_id AND person_id = :person;

-- name: expect
INSERT INTO dialog (plan_id, person_id, expects, data, updated_at)
VALUES (:plan_id, :person, :expects, :data, :now)
ON CONFLICT (plan_id, person_id) DO UPDATE SET
    expects = excluded.expects, data = excluded.data, updated_at = excluded.updated_at;

-- name: expect_nothing
DELETE FROM dialog WHERE plan_id = :plan_id AND person_id = :person;

-- name: pulse
INSERT INTO pulse (plan_id, name, at) VALUES (:plan_id, :name, :at)
ON CONFLICT (plan_id, name) DO UPDATE SET at = excluded.at;

-- name: pulse_at
SELECT at FROM pulse WHERE plan_id = :plan_id AND name = :name;

-- name: plan_ids
-- Every plan of the database.
SELECT plan_id FROM plan UNION SELECT plan_id FROM seal ORDER BY plan_id;

-- name: words_of
-- Long: all that a person wrote.
SELECT body FROM words WHERE plan_id = :plan_id AND person_id = :person AND body <> '';

-- name: forget_claims
-- The same bytes may have been sent by others, whose claims stay.
DELETE FROM file_claim WHERE plan_id = :plan_id AND person_id = :person;

-- name: forget_unclaimed_files
-- Files that nobody claims any more; pictures drawn here have no sender and stay.
DELETE FROM attachment WHERE plan_id = :plan_id AND person_id <> '' AND NOT EXISTS (
    SELECT 1 FROM file_claim c WHERE c.plan_id = attachment.plan_id AND c.sha256 = attachment.sha256
);

-- name: hand_on_files
-- A file whose first sender was forgotten is another sender's now.
UPDATE attachment SET person_id = (
    SELECT min(c.person_id) FROM file_claim c WHERE c.plan_id = attachment.plan_id AND c.sha256 = attachment.sha256
) WHERE plan_id = :plan_id AND person_id <> '' AND NOT EXISTS (
    SELECT 1 FROM file_claim c
    WHERE c.plan_id = attachment.plan_id AND c.sha256 = attachment.sha256 AND c.person_id = attachment.person_id
);

-- name: forget_messages
-- What was written to the person, who was quoted in it; what has not gone out never will.
UPDATE message SET card = :card, forgotten = 1, lease_until = NULL,
    state = CASE WHEN state IN ('queued', 'sending', 'unknown') THEN 'superseded' ELSE state END
WHERE plan_id = :plan_id AND person = :person;

-- name: cards_of_others
-- Long: messages to everybody else, page by page.
SELECT message_id, card FROM message
WHERE plan_id = :plan_id AND message_id > :after AND person <> :person ORDER BY message_id LIMIT :limit;

-- name: redact_message
UPDATE message SET card = :card, forgotten = 1 WHERE plan_id = :plan_id AND message_id = :message_id;

-- name: forget_inbound
-- The raw updates hold the same words; that they came stays known, so that a repeated one still changes nothing.
UPDATE inbox SET raw = '' WHERE plan_id = :plan_id AND person = :person;

-- name: forget_dialog
DELETE FROM dialog WHERE plan_id = :plan_id AND person_id = :person;

-- name: person_known
-- Whether anybody of that id ever was in the people file.
SELECT count(*) FROM person WHERE plan_id = :plan_id AND person_id = :person;

-- name: join_group
INSERT INTO chat_group (plan_id, channel, external_id, title, joined_at, left_at)
VALUES (:plan_id, :channel, :external_id, :title, :now, NULL)
ON CONFLICT (plan_id, channel, external_id) DO UPDATE SET title = excluded.title, left_at = NULL;

-- name: meet_group
-- Its title stays as it was told.
INSERT INTO chat_group (plan_id, channel, external_id, title, joined_at, left_at)
VALUES (:plan_id, :channel, :external_id, '', :now, NULL)
ON CONFLICT (plan_id, channel, external_id) DO UPDATE SET left_at = NULL;

-- name: leave_group
UPDATE chat_group SET left_at = :now
WHERE plan_id = :plan_id AND channel = :channel AND external_id = :external_id AND left_at IS NULL;

-- name: move_group
-- The group has another address; where that is known already, the old one is forgotten with the plan.
UPDATE chat_group SET external_id = :moved_to
WHERE plan_id = :plan_id AND channel = :channel AND external_id = :external_id AND NOT EXISTS (
    SELECT 1 FROM chat_group g
    WHERE g.plan_id = chat_group.plan_id AND g.channel = chat_group.channel AND g.external_id = :moved_to
);

-- name: group_known
SELECT count(*) FROM chat_group
WHERE plan_id = :plan_id AND channel = :channel AND external_id = :external_id AND left_at IS NULL;

-- name: read_plainly
-- Words only, or buttons again.
UPDATE account SET plain = :plain
WHERE plan_id = :plan_id AND channel = :channel AND external_id = :external_id;

-- name: set_menu
UPDATE account SET menu = :menu
WHERE plan_id = :plan_id AND channel = :channel AND external_id = :external_id;

-- name: groups
-- That we can write to, the one that came first first.
SELECT channel, external_id, title FROM chat_group WHERE plan_id = :plan_id AND left_at IS NULL
ORDER BY joined_at, channel, external_id;
