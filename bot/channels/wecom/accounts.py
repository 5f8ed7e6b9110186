"""How people's accounts are written: the userid, or corp/userid where several corporations are served; case folded."""

from collections.abc import Sequence

from bot.channels.wecom.settings import WeComCorp
from bot.domain.errors import GiveUp


class Accounts:
    """The corporations that are served, and whose account is whose. WeCom compares userids regardless of case."""

    def __init__(self, corps: Sequence[WeComCorp]) -> None:
        self.corps = tuple(corps)

    def account(self, corp: WeComCorp, userid: str) -> str:
        """The address of this member, as Duban knows people by it."""
        return (f"{corp.corp}/{userid}" if len(self.corps) > 1 else userid).casefold()

    def chat(self, corp: WeComCorp, chatid: str) -> str:
        """The address of a group. Its id is told with its capitals: another case is another group, or none."""
        return f"{corp.corp}/{chatid}" if len(self.corps) > 1 else chatid

    def of(self, account: str) -> tuple[WeComCorp, str]:
        """(corp, userid), or (corp, chatid) of a group's address. Raises GiveUp where the corp is not served."""
        party, slash, userid = account.rpartition("/")
        if len(self.corps) == 1 and not slash:
            return self.corps[0], userid
        for corp in self.corps:
            if slash and corp.corp.casefold() == party.casefold():
                return corp, userid
        raise GiveUp("no_corp")

    def party(self, corp: WeComCorp) -> str:
        """In front of the slash; "" where there is but one."""
        return corp.corp if len(self.corps) > 1 else ""
