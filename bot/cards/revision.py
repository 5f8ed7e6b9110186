"""What a new version of a plan changes, in words: for whoever loads it, and for the units whose work it changes."""

from decimal import Decimal

from bot.domain.plan import Every, Strength
from bot.domain.plan_change import PlanChange
from bot.i18n import Language

EVERY_KEYS = {every: f"show.every.{every}" for every in Every}
STRENGTH_KEYS = {
    Strength.MUST: "change.must",
    Strength.STRIVE: "change.strive",
    Strength.ENCOURAGE: "change.encourage",
}
SIGNS = {">=": "≥", "<=": "≤", "<": "<", ">": ">", "=": ""}


def whole(language: Language, change: PlanChange) -> str:
    """A sentence that stands by itself: it says which task or goal it is about."""
    what = sentence(language, change)
    if change.about:
        about = change.about
        return language.say("change.of_task", number=str(about.number), title=about.title, what=what)
    return language.say("change.of_goal", scope=change.scope, what=what) if change.scope else what


def sentence(language: Language, change: PlanChange) -> str:
    """Below the name of its task or goal."""
    args = {name: _said(language, value) for name, value in change.args.items()}
    return language.say(change.key, **args, **_amounts(language, change))


def _said(language: Language, value: object) -> object:
    if isinstance(value, Every):
        return language.say(EVERY_KEYS[value])
    return language.say(STRENGTH_KEYS[value]) if isinstance(value, Strength) else value


def _amounts(language: Language, change: PlanChange) -> dict[str, str]:
    """≥92%"""
    args = change.args
    return {
        f"{was}amount": SIGNS[str(args[f"{was}op"])] + language.quantity(value, str(args[f"{was}unit"]))
        for was in ("", "was_")
        if isinstance(value := args.get(f"{was}value"), Decimal)
    }
