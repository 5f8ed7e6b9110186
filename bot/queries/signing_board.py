"""What the board of an emergency shows: who has signed, who is silent and how far the order has come to them."""

from dataclasses import replace

from bot.context.emergencies import emergency_life
from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.context.whom_to_call import contacts
from bot.domain.calendar import Instant
from bot.domain.emergency.emergency_course import Emergency
from bot.domain.emergency.signing_told import SigningBoard
from bot.domain.emergency.windows import windows
from bot.domain.permissions import Action, refusal_in_plan
from bot.domain.person import Person
from bot.queries.emergency_told import silent_for, told_to_sign


async def signing_board(store: Store, context: PlanContext, one: Emergency, now: Instant) -> SigningBoard:
    life = await emergency_life(store, one, context.calendar)
    told = await told_to_sign(store, one)
    passed = windows(one, now, context.calendar)
    return SigningBoard(life, silent_for(context, life, told), passed[-1] if passed else None)


def for_reader(context: PlanContext, shown: SigningBoard, reader: Person) -> SigningBoard:
    """With whom to call about the silent units, and whether it is theirs to lift."""
    task = shown.life.emergency.task
    silent = [replace(one, people=contacts(context.roster, reader, one.unit, task)) for one in shown.silent]
    orders = refusal_in_plan(Action.ORDER_EMERGENCY, reader) is None
    return replace(shown, silent=silent, orders=orders)
