"""An outage: a channel that serves our account no more, until an administrator acts."""

from dataclasses import dataclass

from bot.domain.calendar import Instant


@dataclass(frozen=True, slots=True)
class Outage:
    """`party`: the account of ours that is out of service, as the people's accounts on the channel name it in front of
    a slash; "" where the channel has but one."""

    channel: str
    party: str
    code: str  # the platform's error code
    said: str  # the platform's own words
    since: Instant

    def covers(self, channel: str, external_id: str) -> bool:
        """True for an account that cannot be written to meanwhile."""
        if channel != self.channel:
            return False
        return not self.party or external_id.casefold().startswith(f"{self.party}/".casefold())
