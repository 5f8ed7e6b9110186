"""The file of a draft: read and written with the line ends, the mark at its beginning and the rights that it has."""

import os
import tempfile
from contextlib import suppress
from errno import EACCES
from pathlib import Path

from bot.domain.errors import Refused

_MARK = "\ufeff"
_WRITABLE = 0o222


class DraftFile:
    """`path` may be a link: what it leads to is written."""

    def __init__(self, path: Path) -> None:
        self._path, self._name = path.resolve(), path.name
        self._mark, self._end = "", "\n"

    def read(self) -> str:
        """With a line end at its end. Raises Refused where it is no text, or cannot be read."""
        try:
            text = self._path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            raise Refused("plan_review.not_text", file=self._name) from None
        except OSError as error:
            raise Refused("plan_review.cannot_read", why=error.strerror or str(error)) from None
        self._mark = _MARK if text.startswith(_MARK) else ""
        self._end = "\r\n" if "\r\n" in text and text.count("\r\n") == text.count("\n") else "\n"
        text = text.removeprefix(_MARK).replace(self._end, "\n")
        return text if text.endswith("\n") else f"{text}\n"

    def write(self, text: str, instead_of: str) -> None:
        """All of it or nothing. Raises Refused where the file no longer holds `instead_of`, OSError where it cannot be
        written."""
        rights = self._path.stat().st_mode
        if not rights & _WRITABLE:
            raise OSError(EACCES, os.strerror(EACCES))
        handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=f".{self._name}.")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write((self._mark + text.replace("\n", self._end)).encode())
            os.chmod(name, rights & 0o777)
            if self.read() != instead_of:
                raise Refused("plan_review.changed", file=self._name)
            os.replace(name, self._path)
        except (OSError, Refused):
            with suppress(OSError):
                os.unlink(name)
            raise
