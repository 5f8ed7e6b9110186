"""Which driver errors say that the database cannot be reached or written now, and not that a statement is wrong."""

import sqlite3
import sys

from bot.domain.errors import Unavailable

SQLITE = {  # primary result codes: https://sqlite.org/rescode.html
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_NOTADB,
}
POSTGRES = ("08", "25006", "53", "57", "58")  # SQLSTATE: connection, read-only, resources, operator, system


class _Translation:
    """A class, as a generator would cost each query as much again as its parameters do."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, Exception) and is_unavailable(error):
            raise Unavailable(f"{type(error).__name__}: {error}") from error


_TRANSLATION = _Translation()


def as_unavailable() -> _Translation:
    """Raises Unavailable in place of a driver's error of this kind; lets all others through."""
    return _TRANSLATION


def is_unavailable(error: Exception) -> bool:
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", 0) & 0xFF in SQLITE or "closed database" in str(error)
    if isinstance(error, OSError | TimeoutError):
        return True
    asyncpg = sys.modules.get("asyncpg")  # not imported where nobody uses it
    if asyncpg is None:
        return False
    state = getattr(error, "sqlstate", None) or ""
    return isinstance(error, asyncpg.InterfaceError) or str(state).startswith(POSTGRES)
