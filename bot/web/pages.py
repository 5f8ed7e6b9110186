"""The HTML pages, filled from the catalogue. What scripts say travels in the page, in every language."""

import json
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from bot.domain.calendar import Calendar, Instant
from bot.i18n import Language, codes
from bot.web.ports import SessionView
from bot.web.script_ports import ScriptLine, ScriptLink
from bot.web.texts import REVIEW_KEYS, WORD_KEYS, template

WEB_FOLDER = Path(__file__).parent
STATIC = WEB_FOLDER / "static"


class Pages:
    def __init__(self) -> None:
        self._jinja = Environment(
            loader=FileSystemLoader(WEB_FOLDER / "templates"), autoescape=True, undefined=StrictUndefined
        )

    def chat(self, language: str, *, demo: bool, limit: int) -> HTMLResponse:
        return self._page("chat.html", language, demo=demo, limit=limit, words=_embedded(_all_words()))

    def enter(self, language: str, *, problem: str = "", status: int = 200) -> HTMLResponse:
        """Asks for the invite; `problem` names the sentence about the last try."""
        return self._page("enter.html", language, status=status, problem=problem)

    def app(self, language: str) -> HTMLResponse:
        """The page that Telegram opens as the Mini App; it signs in by itself."""
        return self._page("app.html", language)

    def sessions(self, language: str, sessions: Sequence[SessionView], calendar: Calendar) -> HTMLResponse:
        """One's own sessions, each with a button that ends it."""
        spoken = Language.of(language)

        def shown(at: Instant) -> str:
            return f"{spoken.short_date(calendar.day(at))} {spoken.time(calendar.local(at))}"

        rows = [
            {
                "id": one.id,
                "device": one.device,
                "here": one.here,
                "began": shown(one.began_at),
                "used": shown(one.used_at),
            }
            for one in sessions
        ]
        return self._page("sessions.html", language, sessions=rows)

    def rehearsals(self, language: str, scripts: Sequence[ScriptLink]) -> HTMLResponse:
        return self._page("rehearsals.html", language, scripts=scripts)

    def rehearsal(self, language: str, title: str, lines: Sequence[ScriptLine]) -> HTMLResponse:
        """A script played from its beginning."""
        return self._page("rehearsal.html", language, title=title, lines=lines)

    def review(self, language: str, title: str) -> HTMLResponse:
        """A draft beside its document."""
        words = {
            key.removeprefix("plan_review."): template(Language.of(language), key) for key in REVIEW_KEYS
        }
        return self._page("review.html", language, title=title, words=_embedded(words))

    def note(self, language: str, key: str, status: int) -> HTMLResponse:
        """One sentence on a page of its own."""
        return self._page("note.html", language, status=status, key=key)

    def _page(self, name: str, accepted: str, *, status: int = 200, **values: object) -> HTMLResponse:
        language = spoken(accepted)
        text = self._jinja.get_template(name).render(
            say=language.say, lang=language.code.replace("_", "-"), **values
        )
        return HTMLResponse(text, status, {"Cache-Control": "no-store"})


def spoken(accepted: str) -> Language:
    """The first language of an Accept-Language header that there is."""
    return Language.of(accepted.partition(",")[0].partition(";")[0].strip())


def _all_words() -> dict[str, dict[str, str]]:
    return {code: {key: template(Language.of(code), key) for key in WORD_KEYS} for code in codes()}


def _embedded(values: object) -> Markup:
    """JSON inside <script type="application/json">, which nothing in it can close."""
    return Markup(json.dumps(values, ensure_ascii=False).replace("<", "\\u003c"))
