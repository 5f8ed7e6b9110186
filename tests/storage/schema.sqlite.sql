CREATE TABLE access_token (
    plan_id TEXT NOT NULL,
    name TEXT NOT NULL,
    token TEXT NOT NULL,
    renew_at BIGINT NOT NULL,
    refused TEXT NOT NULL,
    refused_until BIGINT NOT NULL,
    PRIMARY KEY (plan_id, name)
);

CREATE TABLE account (
    plan_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    external_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    bound_at BIGINT NOT NULL,
    failed_code TEXT,
    failed_at BIGINT, menu TEXT NOT NULL DEFAULT '', plain BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (plan_id, channel, external_id)
);

CREATE INDEX account_of_person ON account (plan_id, person_id);

CREATE TABLE acknowledgement (
    plan_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    version TEXT NOT NULL,
    at BIGINT NOT NULL,
    seal BIGINT,
    PRIMARY KEY (plan_id, person_id, version, at)
);

CREATE INDEX acknowledgement_unsealed ON acknowledgement (plan_id, at) WHERE seal IS NULL;

CREATE TABLE air_reading (
    plan_id TEXT NOT NULL,
    stream TEXT NOT NULL,
    version BIGINT NOT NULL,
    n BIGINT NOT NULL,
    place TEXT NOT NULL,
    day TEXT NOT NULL,
    readings TEXT NOT NULL,
    aqi BIGINT,
    dust BIGINT NOT NULL,
    audited BIGINT NOT NULL,
    recorded BIGINT NOT NULL,
    withdrawn BIGINT,
    PRIMARY KEY (plan_id, stream, version, n)
);

CREATE TABLE arrived (
    plan_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    update_id TEXT NOT NULL,
    sender TEXT NOT NULL,
    raw TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    arrived_at BIGINT NOT NULL,
    PRIMARY KEY (plan_id, channel, update_id)
);

CREATE TABLE assignment (
    plan_id TEXT NOT NULL,
    id BIGINT NOT NULL,
    task TEXT NOT NULL,
    milestone TEXT NOT NULL,
    unit TEXT NOT NULL,
    role TEXT NOT NULL,
    kind TEXT NOT NULL,
    strength TEXT NOT NULL,
    period TEXT NOT NULL,
    since TEXT NOT NULL,
    "until" TEXT NOT NULL,
    due TEXT NOT NULL,
    first_due TEXT NOT NULL,
    state TEXT NOT NULL,
    version BIGINT NOT NULL,
    holder TEXT NOT NULL,
    holder_since BIGINT NOT NULL,
    climbed TEXT NOT NULL,
    height TEXT,
    ladder TEXT NOT NULL,
    current BIGINT NOT NULL,
    quiet BIGINT NOT NULL,
    percent BIGINT,
    reported_at BIGINT,
    submitted_on TEXT,
    submitted_by TEXT NOT NULL,
    closed_on TEXT,
    rounds BIGINT NOT NULL,
    sampled BIGINT NOT NULL,
    extension TEXT,
    extensions BIGINT NOT NULL,
    declined BIGINT NOT NULL,
    assignee TEXT NOT NULL,
    chased_on TEXT,
    endorsed_on TEXT,
    next_at BIGINT,
    light TEXT NOT NULL,
    reason TEXT NOT NULL,
    light_until BIGINT, planned TEXT NOT NULL DEFAULT '', asked_until TEXT, dropped BIGINT NOT NULL DEFAULT 0, first_period BIGINT NOT NULL DEFAULT 0, refused_on TEXT, told_only BIGINT NOT NULL DEFAULT 0, reason_event BIGINT NOT NULL DEFAULT 0, chase_event BIGINT NOT NULL DEFAULT 0, risks TEXT NOT NULL DEFAULT '', declined_to TEXT NOT NULL DEFAULT '', taken_from TEXT NOT NULL DEFAULT '', unsigned BIGINT NOT NULL DEFAULT 0, suspension TEXT, suspension_due TEXT, suspended_on TEXT, suspended_until TEXT, state_before TEXT, recheck_on TEXT, rechecking BIGINT NOT NULL DEFAULT 0, talk TEXT, talk_on TEXT, suspended_days BIGINT NOT NULL DEFAULT 0, proposed_owns BIGINT NOT NULL DEFAULT 0, refusal_event BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (plan_id, id),
    UNIQUE (plan_id, task, milestone, unit, period)
);

CREATE INDEX assignment_coming ON assignment (plan_id, due, task, milestone, unit, role, period)
    WHERE state IN ('open', 'rework');

CREATE INDEX assignment_count ON assignment (plan_id, task, unit, role, kind, light, reason) WHERE current = 1;

CREATE INDEX assignment_decision ON assignment (plan_id)
    WHERE extension IS NOT NULL OR declined = 1 OR sampled = 1 OR suspension IS NOT NULL OR rechecking = 1;

CREATE INDEX assignment_due ON assignment (plan_id, strength, due) WHERE state IN ('open', 'rework');

CREATE INDEX assignment_endorsed ON assignment (plan_id, due) WHERE endorsed_on IS NOT NULL;

CREATE INDEX assignment_held ON assignment (plan_id, holder) WHERE holder <> unit;

CREATE INDEX assignment_late ON assignment (plan_id, due) WHERE state IN ('open', 'rework') AND period = '';

CREATE INDEX assignment_light_until ON assignment (plan_id, light_until) WHERE light_until IS NOT NULL;

CREATE INDEX assignment_next ON assignment (plan_id, next_at) WHERE next_at IS NOT NULL;

CREATE INDEX assignment_of_unit ON assignment (plan_id, unit, current, due);

CREATE INDEX assignment_period ON assignment (plan_id, "until") WHERE period <> '';

CREATE INDEX assignment_risks ON assignment (plan_id, task, unit) WHERE risks <> '';

CREATE INDEX assignment_suspended ON assignment (plan_id, state) WHERE state = 'suspended';

CREATE INDEX assignment_taken ON assignment (plan_id, "until") WHERE taken_from <> '';

CREATE INDEX assignment_waiting ON assignment (plan_id, state) WHERE state IN ('past', 'submitted');

CREATE TABLE attachment (
    plan_id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    name TEXT NOT NULL,
    mime TEXT NOT NULL,
    size BIGINT NOT NULL,
    body BLOB NOT NULL,
    person_id TEXT NOT NULL,
    stored_at BIGINT NOT NULL,
    PRIMARY KEY (plan_id, sha256)
);

CREATE TABLE card_code (
    plan_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    card TEXT NOT NULL,
    code TEXT NOT NULL,
    got_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (plan_id, channel, code)
);

CREATE INDEX card_code_lapsing ON card_code (plan_id, channel, got_at);

CREATE INDEX card_code_of_card ON card_code (plan_id, channel, card, got_at) WHERE used_at IS NULL;

CREATE TABLE card_press (
    plan_id TEXT NOT NULL,
    message_id TEXT NOT NULL,
    payload TEXT NOT NULL,
    items TEXT NOT NULL,
    line TEXT NOT NULL,
    person TEXT NOT NULL,
    at BIGINT NOT NULL, undone TEXT NOT NULL DEFAULT '', undone_by TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (plan_id, message_id, payload)
);

CREATE INDEX press_of_act ON card_press (plan_id, person, at);

CREATE INDEX press_undone ON card_press (plan_id, undone_by) WHERE undone_by <> '';

CREATE TABLE carried_out (
    plan_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    version TEXT NOT NULL,
    PRIMARY KEY (plan_id, at, version)
);

CREATE TABLE chat_group (
    plan_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    external_id TEXT NOT NULL,
    title TEXT NOT NULL,
    joined_at BIGINT NOT NULL,
    left_at BIGINT,
    PRIMARY KEY (plan_id, channel, external_id)
);

CREATE TABLE dialog (
    plan_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    expects TEXT NOT NULL,
    data TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (plan_id, person_id)
);

CREATE TABLE entry_limit (
    plan_id TEXT NOT NULL,
    address TEXT NOT NULL,
    free_at BIGINT NOT NULL,
    PRIMARY KEY (plan_id, address)
);

CREATE TABLE event (
    plan_id TEXT NOT NULL,
    stream TEXT NOT NULL,
    version BIGINT NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    person_id TEXT NOT NULL,
    data TEXT NOT NULL,
    words_digest TEXT NOT NULL, cause TEXT NOT NULL DEFAULT '', seal BIGINT,
    PRIMARY KEY (plan_id, stream, version)
);

CREATE INDEX event_at ON event (plan_id, at);

CREATE INDEX event_of_cause ON event (plan_id, cause) WHERE cause <> '';

CREATE INDEX event_of_checklists ON event (plan_id, version) WHERE kind = 'checklists_imported';

CREATE INDEX event_of_complaint ON event (plan_id, stream, version) WHERE kind IN ('complained', 'complaint_answered');

CREATE INDEX event_of_emergency ON event (plan_id, stream, version) WHERE kind = 'emergency_started';

CREATE INDEX event_of_list ON event (plan_id, stream, version) WHERE kind = 'listed';

CREATE INDEX event_of_response ON event (plan_id, stream, version)
    WHERE kind IN ('emergency_signed', 'emergency_reported', 'lines_done');

CREATE INDEX event_of_ruling ON event (plan_id, stream, version) WHERE kind = 'ruled';

CREATE INDEX event_unsealed ON event (plan_id, at) WHERE seal IS NULL;

CREATE TABLE file_claim (
    plan_id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    person_id TEXT NOT NULL,
    size BIGINT NOT NULL,
    sent_at BIGINT NOT NULL,
    PRIMARY KEY (plan_id, sha256, person_id)
);

CREATE INDEX file_claim_of_person ON file_claim (plan_id, person_id, sent_at);

CREATE TABLE forgotten (
    plan_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (plan_id, person_id, at)
);

CREATE TABLE former_task (
    plan_id TEXT NOT NULL,
    id TEXT NOT NULL,
    number BIGINT NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (plan_id, id)
);

CREATE TABLE inbox (
    plan_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    update_id TEXT NOT NULL,
    external_id TEXT NOT NULL,
    person TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    raw TEXT NOT NULL,
    error TEXT NOT NULL DEFAULT '', platform_id TEXT NOT NULL DEFAULT '', album TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (plan_id, channel, update_id)
);

CREATE INDEX inbox_of_account ON inbox (plan_id, channel, external_id, received_at);

CREATE INDEX inbox_of_album ON inbox (plan_id, channel, external_id, album, received_at) WHERE album <> '';

CREATE INDEX inbox_of_platform ON inbox (plan_id, channel, external_id, platform_id, received_at)
    WHERE platform_id <> '';

CREATE TABLE indicator_reading (
    plan_id TEXT NOT NULL,
    stream TEXT NOT NULL,
    version BIGINT NOT NULL,
    n BIGINT NOT NULL,
    task TEXT NOT NULL,
    name TEXT NOT NULL,
    place TEXT NOT NULL,
    day TEXT NOT NULL,
    value TEXT NOT NULL,
    unit TEXT NOT NULL,
    whole TEXT,
    base BIGINT NOT NULL,
    recorded BIGINT NOT NULL,
    withdrawn BIGINT,
    PRIMARY KEY (plan_id, stream, version, n)
);

CREATE INDEX indicator_reading_by_task ON indicator_reading (plan_id, task);

CREATE TABLE invite (
    plan_id TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    person_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (plan_id, code_hash)
);

CREATE TABLE ladder (
    plan_id TEXT NOT NULL,
    digest TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (plan_id, digest)
);

CREATE TABLE lease (
    plan_id TEXT NOT NULL,
    name TEXT NOT NULL,
    holder TEXT NOT NULL,
    "until" BIGINT NOT NULL,
    PRIMARY KEY (plan_id, name)
);

CREATE TABLE live_board (
    plan_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    person TEXT NOT NULL,
    channel TEXT NOT NULL,
    external_id TEXT NOT NULL,
    message_id TEXT NOT NULL,
    n BIGINT NOT NULL,
    shown TEXT NOT NULL,
    drawn_at BIGINT NOT NULL,
    PRIMARY KEY (plan_id, subject, channel, external_id)
);

CREATE TABLE message (
    plan_id TEXT NOT NULL,
    message_id TEXT NOT NULL,
    person TEXT NOT NULL,
    channel TEXT NOT NULL,
    external_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    urgency BIGINT NOT NULL,
    card TEXT NOT NULL,
    why TEXT NOT NULL,
    replaces TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'queued',
    attempts BIGINT NOT NULL DEFAULT 0,
    next_try_at BIGINT NOT NULL,
    lease_until BIGINT,
    error TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL,
    accepted_at BIGINT,
    answered_at BIGINT, parts BIGINT NOT NULL DEFAULT 0, timeouts BIGINT NOT NULL DEFAULT 0, reply_to TEXT NOT NULL DEFAULT '', digest TEXT NOT NULL DEFAULT '', seal BIGINT, forgotten BIGINT NOT NULL DEFAULT 0, tried_at BIGINT, doubted_at BIGINT,
    PRIMARY KEY (plan_id, message_id)
);

CREATE INDEX message_missed ON message (plan_id, person, created_at) WHERE state IN ('failed', 'unknown');

CREATE INDEX message_of_account ON message (plan_id, channel, external_id, created_at);

CREATE INDEX message_of_person ON message (plan_id, person, created_at);

CREATE INDEX message_outbox ON message (plan_id, channel, urgency, created_at, message_id)
    WHERE state IN ('queued', 'sending', 'unknown') AND timeouts < 2;

CREATE INDEX message_queue ON message (plan_id, channel, external_id, urgency, created_at, message_id)
    WHERE state IN ('queued', 'sending', 'unknown') AND timeouts < 2;

CREATE INDEX message_replaced ON message (plan_id, replaces) WHERE replaces <> '';

CREATE INDEX message_replacing ON message (plan_id, replaces)
    WHERE replaces <> '' AND state IN ('queued', 'sending', 'unknown') AND timeouts < 2;

CREATE INDEX message_retry ON message (plan_id, channel, next_try_at)
    WHERE state IN ('queued', 'sending', 'unknown') AND timeouts < 2;

CREATE INDEX message_tried ON message (plan_id, channel, tried_at) WHERE tried_at IS NOT NULL;

CREATE INDEX message_unsealed ON message (plan_id, created_at) WHERE seal IS NULL;

CREATE TABLE meta (version BIGINT NOT NULL, compatible_from BIGINT NOT NULL);

CREATE TABLE notice (
    plan_id TEXT NOT NULL,
    assignment BIGINT NOT NULL,
    rung TEXT NOT NULL,
    occurrence TEXT NOT NULL,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    deliver_at BIGINT NOT NULL,
    data TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',
    outcome TEXT NOT NULL DEFAULT '', counted_from TEXT, offset_workdays BIGINT, offset_minutes BIGINT, week TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (plan_id, assignment, rung, occurrence, person)
);

CREATE INDEX notice_asked ON notice (plan_id, person, created_at) WHERE kind = 'assign';

CREATE INDEX notice_of_person ON notice (plan_id, person, deliver_at) WHERE state = 'waiting';

CREATE INDEX notice_waiting ON notice (plan_id, deliver_at) WHERE state = 'waiting';

CREATE TABLE outage (
    plan_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    party TEXT NOT NULL,
    code TEXT NOT NULL,
    said TEXT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (plan_id, channel, party)
);

CREATE TABLE paper (
    plan_id TEXT NOT NULL,
    id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    series TEXT NOT NULL,
    unit TEXT NOT NULL,
    task TEXT NOT NULL,
    assignment BIGINT,
    state TEXT NOT NULL,
    version BIGINT NOT NULL,
    file TEXT NOT NULL,
    drafted_by TEXT NOT NULL,
    drafted_at BIGINT NOT NULL,
    edited BIGINT NOT NULL,
    year BIGINT,
    n BIGINT,
    issued_by TEXT NOT NULL,
    issued_on TEXT,
    voided_by TEXT NOT NULL,
    voided_on TEXT, carries TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (plan_id, id),
    UNIQUE (plan_id, series, year, n)
);

CREATE TABLE part (
    plan_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    external_id TEXT NOT NULL,
    platform_id TEXT NOT NULL,
    message_id TEXT NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (plan_id, channel, external_id, platform_id, message_id)
);

CREATE INDEX part_of_message ON part (plan_id, message_id, n);

CREATE TABLE person (
    plan_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    posts TEXT NOT NULL,
    active BIGINT NOT NULL DEFAULT 1, issues BIGINT NOT NULL DEFAULT 0, phone TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (plan_id, person_id)
);

CREATE TABLE plan (
    plan_id TEXT NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    status TEXT NOT NULL,
    version TEXT NOT NULL,
    golive TEXT,
    revision BIGINT NOT NULL,
    loaded_at BIGINT NOT NULL
, carried_out TEXT NOT NULL DEFAULT '', golive_from BIGINT NOT NULL DEFAULT 0);

CREATE TABLE plan_state (
    plan_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    version TEXT NOT NULL,
    golive TEXT NOT NULL,
    carried_out TEXT NOT NULL,
    document_digest TEXT NOT NULL,
    seal BIGINT,
    PRIMARY KEY (plan_id, at, version, golive, carried_out)
);

CREATE INDEX plan_state_unsealed ON plan_state (plan_id, at) WHERE seal IS NULL;

CREATE TABLE plan_version (
    plan_id TEXT NOT NULL,
    version TEXT NOT NULL,
    document TEXT NOT NULL,
    loaded_at BIGINT NOT NULL, names TEXT NOT NULL DEFAULT '{"tasks": {}, "milestones": {}}', digest TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (plan_id, version)
);

CREATE TABLE pulse (
    plan_id TEXT NOT NULL,
    name TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (plan_id, name)
);

CREATE TABLE rate_slot (
    plan_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    budget TEXT NOT NULL,
    n BIGINT NOT NULL,
    free_at BIGINT NOT NULL,
    message_id TEXT NOT NULL,
    PRIMARY KEY (plan_id, channel, budget, n)
);

CREATE TABLE seal (
    plan_id TEXT NOT NULL,
    n BIGINT NOT NULL,
    sealed_at BIGINT NOT NULL,
    events BIGINT NOT NULL,
    digest TEXT NOT NULL,
    previous TEXT NOT NULL,
    PRIMARY KEY (plan_id, n)
);

CREATE TABLE set_aside (
    plan_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    row_key TEXT NOT NULL,
    error TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (plan_id, kind, row_key)
);

CREATE TABLE ticket (
    plan_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    next_at BIGINT,
    PRIMARY KEY (plan_id, number)
);

CREATE INDEX ticket_by_next_at ON ticket (plan_id, next_at);

CREATE TABLE upload (
    plan_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    party TEXT NOT NULL,
    kind TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    number TEXT NOT NULL,
    uploaded_at BIGINT NOT NULL,
    PRIMARY KEY (plan_id, channel, party, kind, sha256)
);

CREATE TABLE web_session (
    plan_id TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    external_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL, person_id TEXT NOT NULL DEFAULT '', device TEXT NOT NULL DEFAULT '', used_at BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (plan_id, token_hash)
);

CREATE INDEX web_session_of ON web_session (plan_id, external_id);

CREATE TABLE words (
    plan_id TEXT NOT NULL,
    stream TEXT NOT NULL,
    version BIGINT NOT NULL,
    person_id TEXT NOT NULL,
    body TEXT NOT NULL,
    files TEXT NOT NULL, notes TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY (plan_id, stream, version)
);

CREATE INDEX words_of_person ON words (plan_id, person_id);

