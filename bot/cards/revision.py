"""Sentences for the changes of a new plan version, for `plan diff` and for the affected units."""

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
COMPARATORS = {">=": "≥", "<=": "≤", "<": "<", ">": ">", "=": ""}


def whole(language: Language, change: PlanChange) -> str:
    """A complete sentence that names its task or goal."""
    what = sentence(language, change)
    if change.about:
        about = change.about
        key = "change.of_task" if about.number else "change.of_safeguard"
        return language.say(key, number=str(about.number), title=about.title, what=what)
    return language.say("change.of_goal", scope=change.scope, what=what) if change.scope else what


def sentence(language: Language, change: PlanChange) -> str:
    """A sentence to be shown under the name of its task or goal."""
    args = {name: _localized(language, value) for name, value in change.args.items()}
    return language.say(change.key, **args, **_amounts(language, change))


def _localized(language: Language, value: object) -> object:
    if isinstance(value, Every):
        return language.say(EVERY_KEYS[value])
    return language.say(STRENGTH_KEYS[value]) if isinstance(value, Strength) else value


def _amounts(language: Language, change: PlanChange) -> dict[str, str]:
    """≥92%"""
    args = change.args
    return {
        f"{was}amount": COMPARATORS[str(args[f"{was}op"])] + language.quantity(value, str(args[f"{was}unit"]))
        for was in ("", "was_")
        if isinstance(value := args.get(f"{was}value"), Decimal)
    }
