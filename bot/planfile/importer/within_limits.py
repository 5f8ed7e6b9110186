"""An import in a process of its own, which the operating system holds to its limits: whatever bytes come, the caller
gets a plan or one sentence, in time."""

import contextlib
import multiprocessing
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic

from bot.domain.errors import Invalid, Mistake, Refused
from bot.i18n import Language
from bot.planfile.importer.contents import Progress
from bot.planfile.importer.importing import Imported, import_plan
from bot.planfile.importer.open import document_of, modern_bytes

SECONDS = 10  # of processor time
MEGABYTES = 500
PATIENCE = 6  # times as long by the clock: a busy machine gives a process a share of its time
STARTING = 30  # seconds: on a busy machine a process needs a while to load its libraries


@dataclass(frozen=True, slots=True)
class ImportLimits:
    seconds: float = SECONDS
    megabytes: int = MEGABYTES


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What the other process imports; all of it can be sent there."""

    raw: bytes
    name: str
    aliases: Mapping[str, str]
    today: date
    language: str
    limits: ImportLimits


@dataclass(frozen=True, slots=True)
class _Done:
    steps: int
    of: int


@dataclass(frozen=True, slots=True)
class _Refusal:
    key: str
    args: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Mistakes:
    all: tuple[Mistake, ...]


_Message = _Done | _Refusal | _Mistakes | Imported


def import_within_limits(
    path: Path,
    soffice: str | None,
    aliases: Mapping[str, str],
    today: date,
    language: Language,
    progress: Progress,
    limits: ImportLimits = ImportLimits(),
) -> Imported:
    """As `import_plan` of `open_document`, and raises Refused where a limit is met. LibreOffice, which converts old
    files, works before that, within a limit of its own."""
    raw = modern_bytes(path, soffice)
    order = ImportOrder(raw, path.name, dict(aliases), today, language.code, limits)
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(order, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        return _answer(ours, path.name, progress, limits)
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()


def _answer(messages: Connection, name: str, progress: Progress, limits: ImportLimits) -> Imported:
    until = monotonic() + STARTING
    while messages.poll(max(until - monotonic(), 0)):
        try:
            message: _Message = messages.recv()
        except EOFError:  # the operating system has ended it
            break
        match message:
            case _Done(of=0):
                until = monotonic() + PATIENCE * limits.seconds
            case _Done():
                progress(message.steps, message.of)
            case _Refusal():
                raise Refused(message.key, **message.args)
            case _Mistakes():
                raise Invalid(message.all)
            case _:
                return message
    raise Refused("document.limit", file=name, seconds=limits.seconds, megabytes=limits.megabytes)


def _work(order: ImportOrder, answers: Connection) -> None:
    """In the other process."""
    _hold_to(order.limits)
    answers.send(_Done(0, 0))  # at work
    with contextlib.suppress(MemoryError):  # told by the silence: there may be no room to say anything
        answers.send(_imported(order, answers))


def _imported(order: ImportOrder, answers: Connection) -> _Message:
    def tell(steps: int, of: int) -> None:
        if of and (steps == of or steps % 20 == 0):
            answers.send(_Done(steps, of))

    try:
        paper = document_of(order.raw, order.name)
        return import_plan(paper, order.aliases, order.today, Language.of(order.language), tell)
    except Refused as refused:
        return _Refusal(refused.key, refused.args_of_sentence)
    except Invalid as invalid:
        return _Mistakes(invalid.mistakes)
    except (MemoryError, SystemError) as error:  # the latter from C code that finds no memory
        raise MemoryError from error
    except Exception as error:  # noqa: BLE001 the outermost turn: no bytes may end in a traceback
        return _Refusal("document.failed", {"file": order.name, "error": _where(error)})


def _where(error: Exception) -> str:
    """For whoever mends it: the kind of error and the place."""
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    at = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else ""
    return f"{type(error).__name__} {at}".strip()


def _hold_to(limits: ImportLimits) -> None:
    """Libraries in C write to standard error what nobody can use. Windows has no such limits, only the clock."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stderr__.fileno() if sys.__stderr__ else 2)
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limits.megabytes * 1_000_000,) * 2)
        resource.setrlimit(resource.RLIMIT_CPU, (int(limits.seconds) + 1,) * 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
