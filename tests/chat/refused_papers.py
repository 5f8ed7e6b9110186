"""What drafting, issuing and voiding papers refuses, by what people type and press."""

from dataclasses import replace
from datetime import date

from bot.actions.load import load_people
from bot.cards.card import Card
from bot.chat.router import Chat
from bot.context.paper_desk import DOCX
from bot.context.ports import Attachment, Change
from bot.domain.person import Roster
from bot.queries.papers import find_paper
from tests.builders import PAPERS, ZH, City
from tests.chat.permission_situations import the_leads
from tests.exports.word_reading import anonymous

PERSON = "coordinator"
NAMED = {"task": "\0", "unit": "\0", "names": "\0", "number": "\0"}
COUNTED = ("refused.paper_has_gaps", "refused.issuer_unreachable")


async def _told(there: City, what: str, key: str) -> Card:
    said = (
        await there.press_payload(PERSON, what[1:]) if what.startswith(":") else await there.say(PERSON, what)
    )
    assert key in COUNTED or ZH.say(key, **NAMED).partition("\0")[0] in said.text, said.text
    return said


async def what_papers_refuse(there: City) -> None:
    a = await the_leads(there)
    await _told(there, "/bulletin 火星", "refused.no_such_days")
    await _told(there, ":bull:20240301:20240331", "refused.days_to_come")
    await _told(there, "/slip", "refused.nothing_to_draft")
    await _told(there, "/slip 99", "refused.no_such_task")
    await _told(there, ":paper:99", "refused.no_such_paper")
    await _told(there, ":repl:1", "refused.nothing_kept")
    await _told(there, ":drp:0a1b2c3d", "refused.paper_not_proposed")
    await there.press_payload(PERSON, f"slip:{a.id}")  # paper 1, with a gap
    gaps = await _told(there, ":issue:1", "refused.paper_has_gaps")
    assert "还有1处未填写" in gaps.text
    await _told(there, ":void:1", "refused.paper_draft")
    await _told(there, "/undo", "refused.paper_not_undone")
    await there.press_payload(PERSON, "paper:1")
    await there.say(PERSON, "12月29日前办结。")
    await _told(there, ":issueok:1:1", "refused.paper_changed")
    await _unreachable_and_nobody(there)
    await there.press_payload(PERSON, "issue:1")
    await there.press(PERSON, "确认签发")
    await _told(there, ":tosign:1", "refused.paper_issued")
    await _told(there, ":issue:1", "refused.paper_issued")
    await _own_unit(there)
    await _gone(there, a.id)
    await _without_a_desk(there)
    await _before_go_live(there)


async def _unreachable_and_nobody(there: City) -> None:
    context = await there.contexts.current()
    account = context.account("leader")
    assert account
    values = {
        "channel": account.channel,
        "external_id": account.external_id,
        "code": "blocked",
        "now": there.now,
    }
    await there.store.commit([Change("fail_account", values), Change("revise_plan")])
    unreachable = await _told(there, ":tosign:1", "refused.issuer_unreachable")
    assert "未绑定账号" in unreachable.text
    people = [replace(p, issues=p.issues and p.id == PERSON) for p in context.roster.people]
    await _people(there, Roster(tuple(people)))
    await _told(there, ":tosign:1", "refused.nobody_issues")


async def _people(there: City, people: Roster) -> None:
    accounts = {person.id: {"browser": person.id} for person in people.people}
    await load_people(there.store, people, accounts, there.now)


async def _own_unit(there: City) -> None:
    bureau = await there.milestone("2.1", "市生态环境局")
    await there.press_payload(PERSON, f"slip:{bureau.id}")  # paper 2
    await _told(there, ":issue:2", "refused.issues_to_own_unit")
    await there.press_payload(PERSON, "bin:2")
    await _told(there, ":paper:2", "refused.paper_discarded")


async def _gone(there: City, id_: int) -> None:
    """A draft whose file was deleted, and a file that came and was deleted before it was placed."""
    await there.press_payload(PERSON, f"slip:{id_}")  # paper 3
    paper = await find_paper(there.store, 3)
    body = await PAPERS.fill_gap(
        (await there.store.one(Attachment, "attachment_whole", sha256=paper.file)).body,  # type: ignore[union-attr]
        "另行通知",
    )
    message = there.phone(PERSON)[-1].message_id
    file = Attachment("改.docx", DOCX, body)
    await there.say(PERSON, reply_to=message, files=(file,))
    await _forget_files(there)
    await _told(there, ":paper:3", "refused.paper_file_gone")
    await there.say(PERSON, files=(Attachment("文.docx", DOCX, anonymous()),))
    await _forget_files(there)
    await _told(there, ":repl:3", "refused.nothing_kept")


async def _forget_files(there: City) -> None:
    """As `duban forget` does."""
    forgotten = (
        Change("forget_claims", {"person": PERSON}, rows=None),
        Change("forget_unclaimed_files", {}, rows=None),
    )
    await there.store.commit(forgotten)


async def _without_a_desk(there: City) -> None:
    chat = there.chat
    there.chat = Chat(there.store, there.contexts)
    await _told(there, "/bulletin", "refused.no_paper_desk")
    there.chat = chat


async def _before_go_live(there: City) -> None:
    await there.store.commit([Change("set_golive", {"golive": date(2024, 3, 1), "golive_from": there.now})])
    await _told(there, "/bulletin", "refused.nothing_asked_yet")
