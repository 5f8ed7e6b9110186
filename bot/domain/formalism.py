"""What 国办函〔2026〕12号 forbids a system of government to do to those who use it (指尖上的形式主义)."""

import re

FORBIDDEN_KEYS = {  # what a setting's name asks for → why it is not provided
    r"rank|leaderboard|league_table|top_list": "settings.formalism.ranking",
    r"(?:repl(?:y|ies)|response|answer|reaction)\w*(?:speed|times?$|rate)|speed|fastest|slowest": (
        "settings.formalism.ranking"
    ),
    r"points?$|points?_|scores?$|scores?_": "settings.formalism.points",
    r"check_?in|clock_?in|attendance|punch|daily_sign": "settings.formalism.check_in",
    r"(?:compulsory|mandatory|require|force|must)\w*(?:photo|picture|image|screenshot|video|location|track|trace)"
    r"|(?:photo|picture|image|screenshot|video|location|track|trace)\w*(?:compulsory|mandatory|require|force|must)": (
        "settings.formalism.photo"
    ),
    r"online_time|time_online|usage|activity_rate|read(?:ing)?_(?:rate|time)|likes?$": "settings.formalism.usage",
}
"""Evidence in an emergency is no setting: the emergency asks for it itself."""


def forbidden(setting: str) -> str:
    """The sentence that says why a setting is not provided; "" where it is not forbidden."""
    return next((key for name, key in FORBIDDEN_KEYS.items() if re.search(name, setting, re.IGNORECASE)), "")
