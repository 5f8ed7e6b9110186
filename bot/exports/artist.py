"""The drawing child: questions on standard input, PNGs on standard output, until the parent hangs up."""

import os
import pickle
import sys
from pathlib import Path
from typing import BinaryIO

from bot import i18n
from bot.domain.summary import Summary
from bot.exports.paint import paint
from bot.exports.picture import layout
from bot.exports.pipe import HEADER, frame
from bot.i18n import Language


def main(locales: str = "") -> None:
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the answers
    i18n.load(Path(locales) if locales else None)
    serve(sys.stdin.buffer, answers)


def serve(questions: BinaryIO, answers: BinaryIO) -> None:
    while header := questions.read(HEADER.size):
        question = pickle.loads(questions.read(*HEADER.unpack(header)))
        answers.write(frame(answer(question)))
        answers.flush()


def answer(question: tuple[Summary, str] | None) -> bytes | str:
    """The picture, or why there is none; nothing asked is only a knock at the door."""
    if question is None:
        return b""
    summary, language = question
    try:
        return paint(layout(summary, Language.of(language)))
    except Exception as error:  # noqa: BLE001 the outermost turn: one bad summary must not cost the next its picture
        return repr(error)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except BrokenPipeError:
        os._exit(0)  # the parent hung up between question and answer; nothing is left to say
