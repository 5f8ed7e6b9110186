"""A rank that was told and is another now, in words."""

from bot.cards.air_rank_lines import period_name
from bot.cards.formatter import Formatter
from bot.domain.air.told_ranks import CorrectedRank, ToldRank


def rank_text(fmt: Formatter, one: ToldRank) -> str:
    """综合指数4.25、第3名"""
    if not one.rank:
        return fmt.say("paper.ranks_none")
    return fmt.say("paper.ranks_value", index=one.index, n=one.rank)


def correction_line(fmt: Formatter, number: str, one: CorrectedRank) -> str:
    """已更正：宛环委办〔2024〕3号通报的2024年2月方城县综合指数4.25、第1名，更正为综合指数4.40、第2名。"""
    return fmt.say(
        "paper.ranks_corrected", number=number, period=period_name(one.told.period, fmt.language),
        place=one.told.place, told=rank_text(fmt, one.told), now=rank_text(fmt, one.now),
    )  # fmt: skip
