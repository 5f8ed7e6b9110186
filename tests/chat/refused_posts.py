"""What is not posted in a group, and why."""

from bot.context.ports import Change
from tests.builders import ZH, City


async def what_is_posted_nowhere(there: City) -> None:
    said = await there.say("coordinator", "发到群")
    assert ZH.say("refused.no_group") in said.text
    for chat, title in (("-1", "协调群"), ("-2", "县区群")):
        joining = {"channel": "browser", "external_id": chat, "title": title, "now": there.now}
        await there.store.commit([Change("join_group", joining)])
    for wanted in ("发到群", "/post 群", "/post 领导群"):
        said = await there.say("coordinator", wanted)
        assert ZH.say("refused.which_group", names=["协调群", "县区群"]) in said.text
