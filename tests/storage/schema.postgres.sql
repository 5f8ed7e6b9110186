access_token.plan_id text NOT NULL
access_token.name text NOT NULL
access_token.token text NOT NULL
access_token.renew_at bigint NOT NULL
access_token.refused text NOT NULL
access_token.refused_until bigint NOT NULL
account.plan_id text NOT NULL
account.channel text NOT NULL
account.external_id text NOT NULL
account.person_id text NOT NULL
account.bound_at bigint NOT NULL
account.failed_code text
account.failed_at bigint
account.menu text NOT NULL DEFAULT ''::text
account.plain bigint NOT NULL DEFAULT 0
acknowledgement.plan_id text NOT NULL
acknowledgement.person_id text NOT NULL
acknowledgement.version text NOT NULL
acknowledgement.at bigint NOT NULL
acknowledgement.seal bigint
air_reading.plan_id text NOT NULL
air_reading.stream text NOT NULL
air_reading.version bigint NOT NULL
air_reading.n bigint NOT NULL
air_reading.place text NOT NULL
air_reading.day text NOT NULL
air_reading.readings text NOT NULL
air_reading.aqi bigint
air_reading.dust bigint NOT NULL
air_reading.audited bigint NOT NULL
air_reading.recorded bigint NOT NULL
air_reading.withdrawn bigint
arrived.plan_id text NOT NULL
arrived.channel text NOT NULL
arrived.update_id text NOT NULL
arrived.sender text NOT NULL
arrived.raw text NOT NULL
arrived.sent_at bigint NOT NULL
arrived.arrived_at bigint NOT NULL
assignment.plan_id text NOT NULL
assignment.id bigint NOT NULL
assignment.task text NOT NULL
assignment.milestone text NOT NULL
assignment.unit text NOT NULL
assignment.role text NOT NULL
assignment.kind text NOT NULL
assignment.strength text NOT NULL
assignment.period text NOT NULL
assignment.since text NOT NULL
assignment.until text NOT NULL
assignment.due text NOT NULL
assignment.first_due text NOT NULL
assignment.state text NOT NULL
assignment.version bigint NOT NULL
assignment.holder text NOT NULL
assignment.holder_since bigint NOT NULL
assignment.climbed text NOT NULL
assignment.height text
assignment.ladder text NOT NULL
assignment.current bigint NOT NULL
assignment.quiet bigint NOT NULL
assignment.percent bigint
assignment.reported_at bigint
assignment.submitted_on text
assignment.submitted_by text NOT NULL
assignment.closed_on text
assignment.rounds bigint NOT NULL
assignment.sampled bigint NOT NULL
assignment.extension text
assignment.extensions bigint NOT NULL
assignment.declined bigint NOT NULL
assignment.assignee text NOT NULL
assignment.chased_on text
assignment.endorsed_on text
assignment.next_at bigint
assignment.light text NOT NULL
assignment.reason text NOT NULL
assignment.light_until bigint
assignment.planned text NOT NULL DEFAULT ''::text
assignment.asked_until text
assignment.dropped bigint NOT NULL DEFAULT 0
assignment.first_period bigint NOT NULL DEFAULT 0
assignment.refused_on text
assignment.told_only bigint NOT NULL DEFAULT 0
assignment.reason_event bigint NOT NULL DEFAULT 0
assignment.chase_event bigint NOT NULL DEFAULT 0
assignment.risks text NOT NULL DEFAULT ''::text
assignment.declined_to text NOT NULL DEFAULT ''::text
assignment.taken_from text NOT NULL DEFAULT ''::text
assignment.unsigned bigint NOT NULL DEFAULT 0
assignment.suspension text
assignment.suspension_due text
assignment.suspended_on text
assignment.suspended_until text
assignment.state_before text
assignment.recheck_on text
assignment.rechecking bigint NOT NULL DEFAULT 0
assignment.talk text
assignment.talk_on text
assignment.suspended_days bigint NOT NULL DEFAULT 0
assignment.proposed_owns bigint NOT NULL DEFAULT 0
assignment.refusal_event bigint NOT NULL DEFAULT 0
attachment.plan_id text NOT NULL
attachment.sha256 text NOT NULL
attachment.name text NOT NULL
attachment.mime text NOT NULL
attachment.size bigint NOT NULL
attachment.body bytea NOT NULL
attachment.person_id text NOT NULL
attachment.stored_at bigint NOT NULL
card_code.plan_id text NOT NULL
card_code.channel text NOT NULL
card_code.card text NOT NULL
card_code.code text NOT NULL
card_code.got_at bigint NOT NULL
card_code.used_at bigint
card_press.plan_id text NOT NULL
card_press.message_id text NOT NULL
card_press.payload text NOT NULL
card_press.items text NOT NULL
card_press.line text NOT NULL
card_press.person text NOT NULL
card_press.at bigint NOT NULL
card_press.undone text NOT NULL DEFAULT ''::text
card_press.undone_by text NOT NULL DEFAULT ''::text
carried_out.plan_id text NOT NULL
carried_out.at bigint NOT NULL
carried_out.version text NOT NULL
chat_group.plan_id text NOT NULL
chat_group.channel text NOT NULL
chat_group.external_id text NOT NULL
chat_group.title text NOT NULL
chat_group.joined_at bigint NOT NULL
chat_group.left_at bigint
dialog.plan_id text NOT NULL
dialog.person_id text NOT NULL
dialog.expects text NOT NULL
dialog.data text NOT NULL
dialog.updated_at bigint NOT NULL
entry_limit.plan_id text NOT NULL
entry_limit.address text NOT NULL
entry_limit.free_at bigint NOT NULL
event.plan_id text NOT NULL
event.stream text NOT NULL
event.version bigint NOT NULL
event.at bigint NOT NULL
event.kind text NOT NULL
event.person_id text NOT NULL
event.data text NOT NULL
event.words_digest text NOT NULL
event.cause text NOT NULL DEFAULT ''::text
event.seal bigint
file_claim.plan_id text NOT NULL
file_claim.sha256 text NOT NULL
file_claim.person_id text NOT NULL
file_claim.size bigint NOT NULL
file_claim.sent_at bigint NOT NULL
forgotten.plan_id text NOT NULL
forgotten.person_id text NOT NULL
forgotten.at bigint NOT NULL
former_task.plan_id text NOT NULL
former_task.id text NOT NULL
former_task.number bigint NOT NULL
former_task.title text NOT NULL
inbox.plan_id text NOT NULL
inbox.channel text NOT NULL
inbox.update_id text NOT NULL
inbox.external_id text NOT NULL
inbox.person text NOT NULL
inbox.received_at bigint NOT NULL
inbox.raw text NOT NULL
inbox.error text NOT NULL DEFAULT ''::text
inbox.platform_id text NOT NULL DEFAULT ''::text
inbox.album text NOT NULL DEFAULT ''::text
indicator_reading.plan_id text NOT NULL
indicator_reading.stream text NOT NULL
indicator_reading.version bigint NOT NULL
indicator_reading.n bigint NOT NULL
indicator_reading.task text NOT NULL
indicator_reading.name text NOT NULL
indicator_reading.place text NOT NULL
indicator_reading.day text NOT NULL
indicator_reading.value text NOT NULL
indicator_reading.unit text NOT NULL
indicator_reading.whole text
indicator_reading.base bigint NOT NULL
indicator_reading.recorded bigint NOT NULL
indicator_reading.withdrawn bigint
invite.plan_id text NOT NULL
invite.code_hash text NOT NULL
invite.person_id text NOT NULL
invite.created_at bigint NOT NULL
invite.expires_at bigint NOT NULL
invite.used_at bigint
ladder.plan_id text NOT NULL
ladder.digest text NOT NULL
ladder.body text NOT NULL
lease.plan_id text NOT NULL
lease.name text NOT NULL
lease.holder text NOT NULL
lease.until bigint NOT NULL
live_board.plan_id text NOT NULL
live_board.subject text NOT NULL
live_board.person text NOT NULL
live_board.channel text NOT NULL
live_board.external_id text NOT NULL
live_board.message_id text NOT NULL
live_board.n bigint NOT NULL
live_board.shown text NOT NULL
live_board.drawn_at bigint NOT NULL
message.plan_id text NOT NULL
message.message_id text NOT NULL
message.person text NOT NULL
message.channel text NOT NULL
message.external_id text NOT NULL
message.kind text NOT NULL
message.urgency bigint NOT NULL
message.card text NOT NULL
message.why text NOT NULL
message.replaces text NOT NULL DEFAULT ''::text
message.state text NOT NULL DEFAULT 'queued'::text
message.attempts bigint NOT NULL DEFAULT 0
message.next_try_at bigint NOT NULL
message.lease_until bigint
message.error text NOT NULL DEFAULT ''::text
message.created_at bigint NOT NULL
message.accepted_at bigint
message.answered_at bigint
message.parts bigint NOT NULL DEFAULT 0
message.timeouts bigint NOT NULL DEFAULT 0
message.reply_to text NOT NULL DEFAULT ''::text
message.digest text NOT NULL DEFAULT ''::text
message.seal bigint
message.forgotten bigint NOT NULL DEFAULT 0
message.tried_at bigint
message.doubted_at bigint
meta.version bigint NOT NULL
meta.compatible_from bigint NOT NULL
notice.plan_id text NOT NULL
notice.assignment bigint NOT NULL
notice.rung text NOT NULL
notice.occurrence text NOT NULL
notice.person text NOT NULL
notice.kind text NOT NULL
notice.created_at bigint NOT NULL
notice.deliver_at bigint NOT NULL
notice.data text NOT NULL
notice.state text NOT NULL DEFAULT 'waiting'::text
notice.outcome text NOT NULL DEFAULT ''::text
notice.counted_from text
notice.offset_workdays bigint
notice.offset_minutes bigint
notice.week text NOT NULL DEFAULT ''::text
outage.plan_id text NOT NULL
outage.channel text NOT NULL
outage.party text NOT NULL
outage.code text NOT NULL
outage.said text NOT NULL
outage.since bigint NOT NULL
paper.plan_id text NOT NULL
paper.id bigint NOT NULL
paper.kind text NOT NULL
paper.title text NOT NULL
paper.series text NOT NULL
paper.unit text NOT NULL
paper.task text NOT NULL
paper.assignment bigint
paper.state text NOT NULL
paper.version bigint NOT NULL
paper.file text NOT NULL
paper.drafted_by text NOT NULL
paper.drafted_at bigint NOT NULL
paper.edited bigint NOT NULL
paper.year bigint
paper.n bigint
paper.issued_by text NOT NULL
paper.issued_on text
paper.voided_by text NOT NULL
paper.voided_on text
paper.carries text NOT NULL DEFAULT ''::text
part.plan_id text NOT NULL
part.channel text NOT NULL
part.external_id text NOT NULL
part.platform_id text NOT NULL
part.message_id text NOT NULL
part.n bigint NOT NULL
person.plan_id text NOT NULL
person.person_id text NOT NULL
person.name text NOT NULL
person.language text NOT NULL
person.posts text NOT NULL
person.active bigint NOT NULL DEFAULT 1
person.issues bigint NOT NULL DEFAULT 0
person.phone text NOT NULL DEFAULT ''::text
plan.plan_id text NOT NULL
plan.title text NOT NULL
plan.status text NOT NULL
plan.version text NOT NULL
plan.golive text
plan.revision bigint NOT NULL
plan.loaded_at bigint NOT NULL
plan.carried_out text NOT NULL DEFAULT ''::text
plan.golive_from bigint NOT NULL DEFAULT 0
plan_state.plan_id text NOT NULL
plan_state.at bigint NOT NULL
plan_state.version text NOT NULL
plan_state.golive text NOT NULL
plan_state.carried_out text NOT NULL
plan_state.document_digest text NOT NULL
plan_state.seal bigint
plan_version.plan_id text NOT NULL
plan_version.version text NOT NULL
plan_version.document text NOT NULL
plan_version.loaded_at bigint NOT NULL
plan_version.names text NOT NULL DEFAULT '{"tasks": {}, "milestones": {}}'::text
plan_version.digest text NOT NULL DEFAULT ''::text
pulse.plan_id text NOT NULL
pulse.name text NOT NULL
pulse.at bigint NOT NULL
rate_slot.plan_id text NOT NULL
rate_slot.channel text NOT NULL
rate_slot.budget text NOT NULL
rate_slot.n bigint NOT NULL
rate_slot.free_at bigint NOT NULL
rate_slot.message_id text NOT NULL
seal.plan_id text NOT NULL
seal.n bigint NOT NULL
seal.sealed_at bigint NOT NULL
seal.events bigint NOT NULL
seal.digest text NOT NULL
seal.previous text NOT NULL
set_aside.plan_id text NOT NULL
set_aside.kind text NOT NULL
set_aside.row_key text NOT NULL
set_aside.error text NOT NULL
set_aside.at bigint NOT NULL
ticket.plan_id text NOT NULL
ticket.number bigint NOT NULL
ticket.next_at bigint
upload.plan_id text NOT NULL
upload.channel text NOT NULL
upload.party text NOT NULL
upload.kind text NOT NULL
upload.sha256 text NOT NULL
upload.number text NOT NULL
upload.uploaded_at bigint NOT NULL
web_session.plan_id text NOT NULL
web_session.token_hash text NOT NULL
web_session.external_id text NOT NULL
web_session.created_at bigint NOT NULL
web_session.expires_at bigint NOT NULL
web_session.person_id text NOT NULL DEFAULT ''::text
web_session.device text NOT NULL DEFAULT ''::text
web_session.used_at bigint NOT NULL DEFAULT 0
words.plan_id text NOT NULL
words.stream text NOT NULL
words.version bigint NOT NULL
words.person_id text NOT NULL
words.body text NOT NULL
words.files text NOT NULL
words.notes text NOT NULL DEFAULT '{}'::text

CREATE UNIQUE INDEX access_token_pkey ON public.access_token USING btree (plan_id, name)
CREATE INDEX account_of_person ON public.account USING btree (plan_id, person_id)
CREATE UNIQUE INDEX account_pkey ON public.account USING btree (plan_id, channel, external_id)
CREATE UNIQUE INDEX acknowledgement_pkey ON public.acknowledgement USING btree (plan_id, person_id, version, at)
CREATE INDEX acknowledgement_unsealed ON public.acknowledgement USING btree (plan_id, at) WHERE (seal IS NULL)
CREATE UNIQUE INDEX air_reading_pkey ON public.air_reading USING btree (plan_id, stream, version, n)
CREATE UNIQUE INDEX arrived_pkey ON public.arrived USING btree (plan_id, channel, update_id)
CREATE INDEX assignment_coming ON public.assignment USING btree (plan_id, due, task, milestone, unit, role, period) WHERE (state = ANY (ARRAY['open'::text, 'rework'::text]))
CREATE INDEX assignment_count ON public.assignment USING btree (plan_id, task, unit, role, kind, light, reason) WHERE (current = 1)
CREATE INDEX assignment_decision ON public.assignment USING btree (plan_id) WHERE ((extension IS NOT NULL) OR (declined = 1) OR (sampled = 1) OR (suspension IS NOT NULL) OR (rechecking = 1))
CREATE INDEX assignment_due ON public.assignment USING btree (plan_id, strength, due) WHERE (state = ANY (ARRAY['open'::text, 'rework'::text]))
CREATE INDEX assignment_endorsed ON public.assignment USING btree (plan_id, due) WHERE (endorsed_on IS NOT NULL)
CREATE INDEX assignment_held ON public.assignment USING btree (plan_id, holder) WHERE (holder <> unit)
CREATE INDEX assignment_late ON public.assignment USING btree (plan_id, due) WHERE ((state = ANY (ARRAY['open'::text, 'rework'::text])) AND (period = ''::text))
CREATE INDEX assignment_light_until ON public.assignment USING btree (plan_id, light_until) WHERE (light_until IS NOT NULL)
CREATE INDEX assignment_next ON public.assignment USING btree (plan_id, next_at) WHERE (next_at IS NOT NULL)
CREATE INDEX assignment_of_unit ON public.assignment USING btree (plan_id, unit, current, due)
CREATE INDEX assignment_period ON public.assignment USING btree (plan_id, until) WHERE (period <> ''::text)
CREATE UNIQUE INDEX assignment_pkey ON public.assignment USING btree (plan_id, id)
CREATE UNIQUE INDEX assignment_plan_id_task_milestone_unit_period_key ON public.assignment USING btree (plan_id, task, milestone, unit, period)
CREATE INDEX assignment_risks ON public.assignment USING btree (plan_id, task, unit) WHERE (risks <> ''::text)
CREATE INDEX assignment_suspended ON public.assignment USING btree (plan_id, state) WHERE (state = 'suspended'::text)
CREATE INDEX assignment_taken ON public.assignment USING btree (plan_id, until) WHERE (taken_from <> ''::text)
CREATE INDEX assignment_waiting ON public.assignment USING btree (plan_id, state) WHERE (state = ANY (ARRAY['past'::text, 'submitted'::text]))
CREATE UNIQUE INDEX attachment_pkey ON public.attachment USING btree (plan_id, sha256)
CREATE INDEX card_code_lapsing ON public.card_code USING btree (plan_id, channel, got_at)
CREATE INDEX card_code_of_card ON public.card_code USING btree (plan_id, channel, card, got_at) WHERE (used_at IS NULL)
CREATE UNIQUE INDEX card_code_pkey ON public.card_code USING btree (plan_id, channel, code)
CREATE UNIQUE INDEX card_press_pkey ON public.card_press USING btree (plan_id, message_id, payload)
CREATE INDEX press_of_act ON public.card_press USING btree (plan_id, person, at)
CREATE INDEX press_undone ON public.card_press USING btree (plan_id, undone_by) WHERE (undone_by <> ''::text)
CREATE UNIQUE INDEX carried_out_pkey ON public.carried_out USING btree (plan_id, at, version)
CREATE UNIQUE INDEX chat_group_pkey ON public.chat_group USING btree (plan_id, channel, external_id)
CREATE UNIQUE INDEX dialog_pkey ON public.dialog USING btree (plan_id, person_id)
CREATE UNIQUE INDEX entry_limit_pkey ON public.entry_limit USING btree (plan_id, address)
CREATE INDEX event_at ON public.event USING btree (plan_id, at)
CREATE INDEX event_of_cause ON public.event USING btree (plan_id, cause) WHERE (cause <> ''::text)
CREATE INDEX event_of_checklists ON public.event USING btree (plan_id, version) WHERE (kind = 'checklists_imported'::text)
CREATE INDEX event_of_complaint ON public.event USING btree (plan_id, stream, version) WHERE (kind = ANY (ARRAY['complained'::text, 'complaint_answered'::text]))
CREATE INDEX event_of_emergency ON public.event USING btree (plan_id, stream, version) WHERE (kind = 'emergency_started'::text)
CREATE INDEX event_of_list ON public.event USING btree (plan_id, stream, version) WHERE (kind = 'listed'::text)
CREATE INDEX event_of_response ON public.event USING btree (plan_id, stream, version) WHERE (kind = ANY (ARRAY['emergency_signed'::text, 'emergency_reported'::text, 'lines_done'::text]))
CREATE INDEX event_of_ruling ON public.event USING btree (plan_id, stream, version) WHERE (kind = 'ruled'::text)
CREATE UNIQUE INDEX event_pkey ON public.event USING btree (plan_id, stream, version)
CREATE INDEX event_unsealed ON public.event USING btree (plan_id, at) WHERE (seal IS NULL)
CREATE INDEX file_claim_of_person ON public.file_claim USING btree (plan_id, person_id, sent_at)
CREATE UNIQUE INDEX file_claim_pkey ON public.file_claim USING btree (plan_id, sha256, person_id)
CREATE UNIQUE INDEX forgotten_pkey ON public.forgotten USING btree (plan_id, person_id, at)
CREATE UNIQUE INDEX former_task_pkey ON public.former_task USING btree (plan_id, id)
CREATE INDEX inbox_of_account ON public.inbox USING btree (plan_id, channel, external_id, received_at)
CREATE INDEX inbox_of_album ON public.inbox USING btree (plan_id, channel, external_id, album, received_at) WHERE (album <> ''::text)
CREATE INDEX inbox_of_platform ON public.inbox USING btree (plan_id, channel, external_id, platform_id, received_at) WHERE (platform_id <> ''::text)
CREATE UNIQUE INDEX inbox_pkey ON public.inbox USING btree (plan_id, channel, update_id)
CREATE INDEX indicator_reading_by_task ON public.indicator_reading USING btree (plan_id, task)
CREATE UNIQUE INDEX indicator_reading_pkey ON public.indicator_reading USING btree (plan_id, stream, version, n)
CREATE UNIQUE INDEX invite_pkey ON public.invite USING btree (plan_id, code_hash)
CREATE UNIQUE INDEX ladder_pkey ON public.ladder USING btree (plan_id, digest)
CREATE UNIQUE INDEX lease_pkey ON public.lease USING btree (plan_id, name)
CREATE UNIQUE INDEX live_board_pkey ON public.live_board USING btree (plan_id, subject, channel, external_id)
CREATE INDEX message_missed ON public.message USING btree (plan_id, person, created_at) WHERE (state = ANY (ARRAY['failed'::text, 'unknown'::text]))
CREATE INDEX message_of_account ON public.message USING btree (plan_id, channel, external_id, created_at)
CREATE INDEX message_of_person ON public.message USING btree (plan_id, person, created_at)
CREATE INDEX message_outbox ON public.message USING btree (plan_id, channel, urgency, created_at, message_id) WHERE ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'unknown'::text])) AND (timeouts < 2))
CREATE UNIQUE INDEX message_pkey ON public.message USING btree (plan_id, message_id)
CREATE INDEX message_queue ON public.message USING btree (plan_id, channel, external_id, urgency, created_at, message_id) WHERE ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'unknown'::text])) AND (timeouts < 2))
CREATE INDEX message_replaced ON public.message USING btree (plan_id, replaces) WHERE (replaces <> ''::text)
CREATE INDEX message_replacing ON public.message USING btree (plan_id, replaces) WHERE ((replaces <> ''::text) AND (state = ANY (ARRAY['queued'::text, 'sending'::text, 'unknown'::text])) AND (timeouts < 2))
CREATE INDEX message_retry ON public.message USING btree (plan_id, channel, next_try_at) WHERE ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'unknown'::text])) AND (timeouts < 2))
CREATE INDEX message_tried ON public.message USING btree (plan_id, channel, tried_at) WHERE (tried_at IS NOT NULL)
CREATE INDEX message_unsealed ON public.message USING btree (plan_id, created_at) WHERE (seal IS NULL)
CREATE INDEX notice_asked ON public.notice USING btree (plan_id, person, created_at) WHERE (kind = 'assign'::text)
CREATE INDEX notice_of_person ON public.notice USING btree (plan_id, person, deliver_at) WHERE (state = 'waiting'::text)
CREATE UNIQUE INDEX notice_pkey ON public.notice USING btree (plan_id, assignment, rung, occurrence, person)
CREATE INDEX notice_waiting ON public.notice USING btree (plan_id, deliver_at) WHERE (state = 'waiting'::text)
CREATE UNIQUE INDEX outage_pkey ON public.outage USING btree (plan_id, channel, party)
CREATE UNIQUE INDEX paper_pkey ON public.paper USING btree (plan_id, id)
CREATE UNIQUE INDEX paper_plan_id_series_year_n_key ON public.paper USING btree (plan_id, series, year, n)
CREATE INDEX part_of_message ON public.part USING btree (plan_id, message_id, n)
CREATE UNIQUE INDEX part_pkey ON public.part USING btree (plan_id, channel, external_id, platform_id, message_id)
CREATE UNIQUE INDEX person_pkey ON public.person USING btree (plan_id, person_id)
CREATE UNIQUE INDEX plan_pkey ON public.plan USING btree (plan_id)
CREATE UNIQUE INDEX plan_state_pkey ON public.plan_state USING btree (plan_id, at, version, golive, carried_out)
CREATE INDEX plan_state_unsealed ON public.plan_state USING btree (plan_id, at) WHERE (seal IS NULL)
CREATE UNIQUE INDEX plan_version_pkey ON public.plan_version USING btree (plan_id, version)
CREATE UNIQUE INDEX pulse_pkey ON public.pulse USING btree (plan_id, name)
CREATE UNIQUE INDEX rate_slot_pkey ON public.rate_slot USING btree (plan_id, channel, budget, n)
CREATE UNIQUE INDEX seal_pkey ON public.seal USING btree (plan_id, n)
CREATE UNIQUE INDEX set_aside_pkey ON public.set_aside USING btree (plan_id, kind, row_key)
CREATE INDEX ticket_by_next_at ON public.ticket USING btree (plan_id, next_at)
CREATE UNIQUE INDEX ticket_pkey ON public.ticket USING btree (plan_id, number)
CREATE UNIQUE INDEX upload_pkey ON public.upload USING btree (plan_id, channel, party, kind, sha256)
CREATE INDEX web_session_of ON public.web_session USING btree (plan_id, external_id)
CREATE UNIQUE INDEX web_session_pkey ON public.web_session USING btree (plan_id, token_hash)
CREATE INDEX words_of_person ON public.words USING btree (plan_id, person_id)
CREATE UNIQUE INDEX words_pkey ON public.words USING btree (plan_id, stream, version)
