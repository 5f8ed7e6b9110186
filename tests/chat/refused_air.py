"""What typed readings refuse: words that an edit makes of them."""

from bot.context.ports import Inbound
from tests.builders import ZH, City
from tests.domain.air.given import rules


async def what_typed_readings_refuse(there: City) -> None:
    there.contexts.use(air_rules=rules)
    first = Inbound("browser", "air1", "coordinator", text="全市12月17日PM2.5 78", platform_id="91")
    await there.chat.receive(first, there.now)
    edit = Inbound("browser", "air2", "coordinator", text="谢谢", platform_id="91", edited=True)
    await there.chat.receive(edit, there.now)
    await there.play.settle()
    assert ZH.say("refused.said_again") in there.phone("coordinator")[-1].card.text
