"""What stands above a sheet of the ledger."""

from bot.cards.formatter import Formatter
from bot.domain.ledger import Ledger


def title_of(ledger: Ledger, fmt: Formatter, sheet: str) -> str:
    if not ledger.scope:
        return fmt.say("ledger.title", plan=ledger.plan_title, sheet=sheet)
    return fmt.say("ledger.title_of_part", plan=ledger.plan_title, sheet=sheet, part=ledger.scope)
