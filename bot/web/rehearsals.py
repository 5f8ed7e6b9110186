"""The demo's pages of rehearsal scripts: a list, and one of them played."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.i18n import Language
from bot.web.pages import Pages, spoken
from bot.web.script_ports import Scripts


class Rehearsals:
    """Not found where the site offers none: production plays no scripts for visitors."""

    def __init__(self, scripts: Scripts | None, pages: Pages) -> None:
        self._scripts = scripts
        self._pages = pages

    async def listed(self, request: Request) -> Response:
        scripts, language = self._of(request)
        return self._pages.rehearsals(language.code, scripts.listed(language))

    async def one(self, request: Request) -> Response:
        scripts, language = self._of(request)
        name = request.path_params["name"]
        titles = {link.name: link.title for link in scripts.listed(language)}
        lines = await scripts.played(name, language)
        if lines is None:
            raise HTTPException(404)
        return self._pages.rehearsal(language.code, titles[name], lines)

    def _of(self, request: Request) -> tuple[Scripts, Language]:
        if self._scripts is None:
            raise HTTPException(404)
        return self._scripts, spoken(request.headers.get("accept-language", ""))
