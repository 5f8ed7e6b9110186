"""What readings of the air are judged by: national standards, and what somebody has decided beside them."""

from dataclasses import dataclass

from bot.domain.air.daily_index import DailyIndex
from bot.domain.air.standards import Standards
from bot.domain.assessment import Assessment


@dataclass(frozen=True, slots=True)
class AirRules:
    standards: Standards
    assessment: Assessment
    daily_index: DailyIndex

    @classmethod
    def of(cls, standards: Standards, assessment: Assessment) -> "AirRules":
        return cls(standards, assessment, DailyIndex(standards))
