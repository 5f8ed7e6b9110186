"""Words that ask to rank people by speed of reply or use are refused, with the rule and what can be had instead."""

from bot.chat.turn import Answer, Turn
from bot.domain.errors import Refused
from bot.domain.language.people_ranking import asks_to_rank_people


async def refused(_: Turn, text: str) -> Answer | None:
    """Whoever asks, as a command or in words. None where the words are about something else."""
    if asks_to_rank_people(text):
        raise Refused("refused.formalism")
    return None
