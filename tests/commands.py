"""The `duban` command, called as the console script calls it."""

import pytest

from bot.cli import main


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """(exit code, standard output, standard error)."""
    with pytest.raises(SystemExit) as ended:
        main(words)
    heard = capsys.readouterr()
    return int(ended.value.code or 0), heard.out, heard.err
