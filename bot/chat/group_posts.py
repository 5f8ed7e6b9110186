"""发到群: the coordinator posts the summary in a group that can be written to, heard or not."""

from dataclasses import replace

from bot.actions.access import require_in_plan
from bot.cards.card import Card
from bot.cards.outage_lines import channel_name
from bot.chat import views
from bot.chat.inbox_rows import answer_id, signed
from bot.chat.turn import Answer, Turn
from bot.context.chat_groups import ChatGroup
from bot.context.plan_context import ChatAccount
from bot.domain.errors import Refused
from bot.domain.message import MessageKind
from bot.domain.permissions import Action
from bot.engine.outbox import post

OF_THE_GROUP = 3  # number of the post among an update's answers


async def post_summary(turn: Turn, name: str) -> Answer:
    """In the group of that name, or in the only one. A group that does not take it is told to who asked, in private."""
    require_in_plan(turn.person, Action.POST_IN_GROUP)
    group = await _chosen(turn, name)
    shown = (await views.whole(turn)).card
    assert shown is not None
    card = signed(turn, replace(shown, buttons=()))
    where = ChatAccount(group.channel, group.external_id, turn.person.id, turn.now)
    key = answer_id(turn.inbound.channel, turn.inbound.update_id, OF_THE_GROUP)
    row = post(where, card, MessageKind.ANSWER, key, turn.now)
    return Answer(Card(turn.say("group.posting", title=_title(turn, group))), (row,))


async def _chosen(turn: Turn, name: str) -> ChatGroup:
    known = await turn.store.read(ChatGroup, "groups")
    groups = [one for one in known if turn.context.serves(one.channel)]
    if not groups:
        raise Refused("refused.no_group")
    fitting = [one for one in groups if name in _title(turn, one)]
    if len(fitting) != 1:
        raise Refused("refused.which_group", names=[_title(turn, one) for one in groups])
    return fitting[0]


def _title(turn: Turn, group: ChatGroup) -> str:
    return group.title or channel_name(turn.say, group.channel, "")
