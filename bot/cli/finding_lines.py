"""What is wrong or doubtful in a file, a line each: 错误：第3行第2列…; 提示：第8行…"""

from bot.cli.terminal import language
from bot.domain.plan import Level

LEVEL_KEYS = {level: f"finding.level.{level}" for level in Level}


def finding_row(level: Level, text: str) -> str:
    say = language().say
    return say("finding.row", level=say(LEVEL_KEYS[level]), text=text)
