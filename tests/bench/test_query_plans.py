"""Every question finds its rows by an index that says more than whose plan it is. The table of exceptions says why."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.storage import catalogue, migrate
from bot.storage.catalogue import SQL, Dialect, Statement

WALKS = {  # by name: why it may read a whole table, or a whole index made for it
    "accounts": "few, and read when they change",
    "acknowledged": "one a person",
    "acknowledged_until": "one a person",
    "absence_events": "people are few, and read when they change; the events by their key",
    "post_events": "as absence_events",
    "unacknowledged": "notice_asked has one asking a person and version",
    "ticket_events": "tickets are few beside assignments; their events by the key",
    "last_ticket": "the end of the table's key",
    "live_boards": "one row a chat that watches a signing",
    "all_assignments": "rehearsals and audits",
    "arrived": "those alone that are not dealt with yet",
    "all_seals": "duban verify",
    "file_digests": "duban verify",
    "forgotten_people": "duban verify",
    "note_plan_state": "one row",
    "plan_documents": "duban verify",
    "plan_now": "duban verify",
    "plan_states": "duban verify",
    "sealed_events": "duban verify",
    "sealed_records": "duban verify",
    "words_expected": "duban verify",
    "words_kept": "duban verify",
    "carry_out": "one row",
    "chat_heads": "the demo's list of contacts",
    "taken_over_works": "assignment_taken has those alone",
    "dropped_assignments": "a new version of the plan",
    "events_by_kind": "a rehearsal's totals",
    "forget_inbound": "duban forget",
    "channels_down": "message_outbox has those alone",
    "groups": "few",
    "outages": "few, and read when they change",
    "counted_from": "a rehearsal's result",
    "count_set_aside": "few",
    "forget_set_aside": "few",
    "free_leases": "message_outbox has those alone",
    "retry_notices": "once, when a process starts",
    "forget_unclaimed_files": "duban forget",
    "hand_on_files": "duban forget",
    "former_tasks": "few, and read when they change",
    "held_elsewhere": "assignment_held has those alone",
    "ids_in_use": "a new version of the plan",
    "ladder_bodies": "a handful",
    "last_assignment_id": "the last of an index",
    "list_events": "event_of_list has their streams alone",
    "emergency_events": "event_of_emergency has their streams alone",
    "emergency_responses": "event_of_response has their streams alone",
    "returns_within": "once a minute while an emergency runs, and once after it",
    "checklist_events": "event_of_checklists has those alone",
    "rulings": "event_of_ruling has their streams alone",
    "talks_before_leader": "assignment_endorsed has those alone",
    "last_seal": "the last of an index",
    "messages_between": "a rehearsal's result",
    "missed_people": "message_missed has those alone",
    "next_try_at": "message_retry has those alone",
    "outbox_ready": "message_outbox has those alone, in their order",
    "all_papers": "duban verify",
    "indicator_readings": "once a revision of the plan, for its snapshot",
    "air_readings": "once, and again when one comes",
    "air_mark": "once a revision of the plan",
    "drafts_about": "an office's drafts, few",
    "issued_ranks": "an office's papers, few",
    "next_paper": "the last of an index",
    "paper_streams": "duban verify",
    "papers": "an office's papers, few",
    "people": "few, and read when they change",
    "plan_ids": "a handful",
    "plan_row": "one row",
    "revise_plan": "one row",
    "set_golive": "one row",
    "end_invites_of": "a command",
    "end_sessions_of": "a command",
    "open_invites_of": "a command",
    "prune_entries": "few, and each once",
    "prune_sessions": "few, and each once",
    "risky_assignments": "assignment_risks has those alone",
    "complaint_events": "event_of_complaint has those alone",
    "withdrawn_complaints": "event_of_complaint has those alone",
    "sessions_of": "one person's, few",
    "share_keys": "once a month",
    "tallies": "assignment_count has them in their order",
    "to_decide": "assignment_decision has those alone",
    "unreachable_people": "one a person",
    "unsettled_assignments": "a new version of the plan",
    "unsealed_count": "event_unsealed has those alone",
    "unsealed_events": "event_unsealed has those alone",
    "unsealed_records": "an index of each table has those alone",
    "update_plan": "one row",
    "version_in_force": "one row",
    "whole_unit": "a new version of the plan, where a unit has another name",
}


def walks(db: sqlite3.Connection, statement: Statement) -> bool:
    plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {statement.text}", (1,) * len(statement.names))]
    return any(re.search(r"^SCAN (?!CONSTANT)|\((plan_id=\?( AND channel=\?)?)?\)$", step) for step in plan)


def test_no_query_scans_a_whole_table_without_a_reason(tmp_path: Path) -> None:
    migrate.sqlite(tmp_path / "empty.db")
    with closing(sqlite3.connect(tmp_path / "empty.db")) as db:
        found = {one.name for one in catalogue.load(Dialect.SQLITE, SQL).values() if walks(db, one)}
    assert found - WALKS.keys() == set(), "no index fits: see the + in return_of"
    assert WALKS.keys() - found == set(), "no longer an exception"
