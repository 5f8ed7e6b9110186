"""Buttons of papers, from draft to issue."""

from collections.abc import Mapping

from bot.cards.callback_data import Verb
from bot.chat import bulletins, issuing, papers, proposing_papers
from bot.chat.verb_row import VerbRow
from bot.domain.permissions import Action

PAPERS: Mapping[Verb, VerbRow] = {
    Verb.SLIP: VerbRow(papers.slip, Action.DRAFT_PAPER),
    Verb.WARN: VerbRow(papers.warning, Action.DRAFT_PAPER),
    Verb.BULLETIN: VerbRow(bulletins.of_days, Action.DRAFT_BULLETIN),
    Verb.PAPERS: VerbRow(papers.listed, Action.SEE_PAPERS),
    Verb.PAPER: VerbRow(papers.shown, Action.SEE_PAPERS),
    Verb.REPLACE: VerbRow(papers.replace_by_kept, Action.EDIT_PAPER),
    Verb.DISCARD: VerbRow(papers.discard, Action.EDIT_PAPER),
    Verb.TO_SIGN: VerbRow(issuing.to_sign, Action.EDIT_PAPER),
    Verb.SIGN_PAPER: VerbRow(issuing.sign, Action.ISSUE_PAPER),
    Verb.ISSUE: VerbRow(issuing.issue, Action.ISSUE_PAPER),
    Verb.VOID: VerbRow(issuing.ask_void, Action.ISSUE_PAPER),
    Verb.VOID_NOW: VerbRow(issuing.void, Action.ISSUE_PAPER),
    Verb.DRAFT_PROPOSED: VerbRow(proposing_papers.draft, Action.DRAFT_BULLETIN),
    Verb.DISMISS_PROPOSED: VerbRow(proposing_papers.dismiss, Action.DRAFT_BULLETIN),
}
