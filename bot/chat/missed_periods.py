"""补报四季度, 补报12月 无变化: the return of a missed period, opened or answered by words that name it."""

from bot.cards.callback_data import unit_code
from bot.chat import placing, several, wizard
from bot.chat.turn import Answer, Turn
from bot.domain.errors import Refused
from bot.domain.language.late_filing import late_filing
from bot.domain.language.plain import letters, plain


async def return_named(turn: Turn, text: str) -> Answer | None:
    """None where the words name no period to be filed late, or say something of an item: they are placed then, within
    that period (see placing.speaker)."""
    filing = late_filing(plain(text), turn.today)
    who = await placing.speaker(turn) if filing else None
    if filing is None or who is None or not who.items or who.commands:
        return None
    of_period = [one for one in who.items if one.period == filing.period.name]
    if not of_period:
        raise Refused("refused.nothing_missed", period=turn.fmt.period(filing.period.name))
    if turn.files or (letters(filing.rest) and not filing.unchanged):
        return None
    if filing.unchanged:
        return await several.rest_alone(turn)
    return await wizard.return_page(turn, unit_code(of_period[0].unit), of_period[0].due, 0)
