"""message/update_template_card and message/recall: what can still be done to a message that is out."""

import copy
from collections.abc import Iterator

from tests.peers.wecom import cardrules, clipping, shapes
from tests.peers.wecom.calls import Call
from tests.peers.wecom.cardrules import INTERACTIVE, Offered
from tests.peers.wecom.refusal import Json, Refusal
from tests.peers.wecom.send import Sends
from tests.peers.wecom.world import CODE_LIVES, DAY, Posted, ResponseCode, World, fold


def update(call: Call, sends: Sends) -> Json:
    """Whatever call reaches a code uses it up, refused or not."""
    world = call.world
    body = shapes.fitted(call.body, shapes.UPDATE, call.warn)
    app = sends.sender(call)
    code = world.codes.get(body.get("response_code", ""))
    if code is None or code.used or world.clock() - code.at > CODE_LIVES:
        raise Refusal(60140)
    code.used = True
    if code.agentid != app.agentid:
        raise Refusal(42015)
    invalid = _apply(call, code, body)
    return {"invaliduser": invalid} if invalid or not world.switches.omit_empty else {}


def _apply(call: Call, code: ResponseCode, body: Json) -> list[str]:
    """The folded userids that cannot be told."""
    button, card = body.get("button"), body.get("template_card")
    if not button and not card:
        raise Refusal(40058)
    if card:
        _check_card(call, card)
        clipping.watch(call.world, card, "app")
    phones = dict(posted_as(call.world, call.corp.id, code.msgid))
    everyone = body.get("atall") == 1
    named = list(phones) if everyone else [fold(one) for one in body.get("userids", [])]
    if len(named) > 1000:
        raise Refusal(40032)
    for user in named:
        if user in phones:
            change(phones[user], button, card)
    call.world.bell.ring()
    return [user for user in named if user not in phones]


def _check_card(call: Call, card: Json) -> None:
    """The rules of a new card; its task_id, if it has one, may be the old one's."""
    app, fresh = call.caller, dict(card)
    if fresh.get("card_type") in INTERACTIVE or fresh.get("action_menu"):
        fresh["task_id"] = "any@update"
    cardrules.check(Offered(fresh, "app", call.world, "", "", bool(app.callback)))


def change(posted: Posted, button: Json | None, card: Json | None) -> None:
    """The new card, or the grey word on the old one."""
    if card:
        posted.content, posted.greyed = copy.deepcopy(card), ""
    elif button:
        posted.greyed = button.get("replace_name", "")
    posted.pressed = False
    posted.updates += 1


def posted_as(world: World, corp: str, msgid: str) -> Iterator[tuple[str, Posted]]:
    """(folded userid, message) on every phone that has it."""
    for (owner, via, user), room in world.rooms.items():
        if owner == corp and via == "app":
            yield from ((user, posted) for posted in room if posted.msgid == msgid)


def recall(call: Call) -> Json:
    """Within 24 h, by the app that sent it."""
    msgid = call.body.get("msgid", "")
    sent = call.world.outgoing.get(msgid)
    if sent is None or (sent.corp, sent.agentid) != (call.corp.id, call.caller.agentid):
        raise Refusal(40058)
    if call.world.clock() - sent.at > DAY:
        raise Refusal(42052)
    for _, posted in posted_as(call.world, call.corp.id, msgid):
        posted.recalled = True
    call.world.bell.ring()
    return {}
