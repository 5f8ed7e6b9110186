"""/enter/{channel}: a page opened inside a platform's app. The browser goes to the platform, which tells who it is."""

import hmac
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.domain.errors import Refused
from bot.web.auth import VisitorAuth, remember
from bot.web.pages import Pages
from bot.web.ports import Door, Site

STATE = "duban_state"
STATE_LASTS = 600  # seconds to come back in
PARTY = "at"  # which of our accounts on the platform, where there are several


class PlatformLogin:
    def __init__(self, site: Site, pages: Pages, gate: VisitorAuth) -> None:
        self._site = site
        self._pages = pages
        self._gate = gate

    async def enter(self, request: Request) -> Response:
        door = self._site.doors.get(request.path_params["channel"])
        if door is None:
            raise HTTPException(404)
        if "code" not in request.query_params:
            return self._sent_there(request, door)
        accepted = request.headers.get("accept-language", "")
        told = {name: request.query_params.get(name, "") for name in (PARTY, "code")}
        try:
            self._require_own(request)
            token = await self._gate.admitted(request, urlencode(told), door.admit)
        except Refused as refused:
            status = 429 if refused.key == "web.enter_later" else 403
            return self._pages.enter(accepted, problem=refused.key, status=status)
        answer = remember(_onward(), token, request)
        answer.delete_cookie(STATE, path="/enter")
        return answer

    def _sent_there(self, request: Request, door: Door) -> Response:
        party, state = request.query_params.get(PARTY, ""), door.new_state()
        back = request.url.replace(query=urlencode({PARTY: party}) if party else "", fragment="")
        address = door.address(party, str(back), state)
        if address is None:
            raise HTTPException(404)
        answer = RedirectResponse(address, 303)
        # Lax: it has to come along when the platform sends the browser back.
        answer.set_cookie(
            STATE, state, max_age=STATE_LASTS, path="/enter", httponly=True, samesite="lax",
            secure=request.url.scheme == "https",
        )  # fmt: skip
        return answer

    def _require_own(self, request: Request) -> None:
        """Raises Refused for an answer that this browser has not asked for: a link may carry somebody else's code."""
        given, kept = request.query_params.get("state", ""), request.cookies.get(STATE, "")
        if not kept or not hmac.compare_digest(given.encode(), kept.encode()):
            raise Refused("web.platform_refused")


def _onward() -> Response:
    """To the chat, from a page of ours: on a redirect that began elsewhere a strict cookie stays at home."""
    return Response(status_code=200, headers={"Refresh": "0; url=/"})
