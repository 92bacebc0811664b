"""Index files: SQLite files that are made of a record, beside its tables.

Comes in: a path, and what fills or changes the file. Goes out: the file, whole or as it was before. It knows nothing of
what is in it.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from threading import Lock
from typing import TypeVar

Result = TypeVar("Result")

GIVEN_UP = 3600.0
"""Seconds after which nobody goes on with a file that was being made and has not grown since."""


def made_anew(path: Path, tables: str, fill: Callable[[sqlite3.Connection], Result], *, indexes: str = "") -> Result:
    """Make a file; until it is whole the old one stays in use. What others left who were cut off in the middle goes.

    Args:
        path: Of the file.
        tables: SQL that makes its tables.
        fill: Fills them; what it gives is returned.
        indexes: SQL that makes what filling does not ask; sorting all rows at once is much quicker than one by one.

    Raises:
        OSError: when the file cannot be written.
        sqlite3.Error: the same.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    making = path.with_suffix(f".{os.getpid()}.new")
    making.unlink(missing_ok=True)
    _drop_left_over(path)
    try:
        with closing(sqlite3.connect(making, isolation_level=None)) as file:
            file.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;")
            file.executescript(f"BEGIN; {tables}")
            result = fill(file)
            for making_one in filter(str.strip, indexes.split(";")):
                file.execute(making_one)
            file.execute("COMMIT")
        for end in ("-wal", "-shm"):  # of the old file; the new one has none yet
            path.with_name(path.name + end).unlink(missing_ok=True)
        making.replace(path)
    finally:
        making.unlink(missing_ok=True)
    return result


def _drop_left_over(path: Path) -> None:
    """Files of others are told by when they were last written: their processes may run on other machines."""
    for left in path.parent.glob(f"{path.stem}.*.new"):
        with suppress(FileNotFoundError):
            if time.time() - left.stat().st_mtime > GIVEN_UP:
                left.unlink()


def changed(path: Path, change: Callable[[sqlite3.Connection], bool]) -> bool:
    """Change a file in one transaction; nothing is changed when that gives False, or fails.

    Raises:
        sqlite3.Error: when the file cannot be written, is damaged, or others write for longer than a second.
    """
    with closing(sqlite3.connect(path, isolation_level=None, timeout=1)) as file:
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("PRAGMA synchronous = NORMAL")  # when the machine fails, the version before is as good
        file.execute("BEGIN IMMEDIATE")
        try:
            done = change(file)
        except BaseException:
            file.execute("ROLLBACK")
            raise
        file.execute("COMMIT" if done else "ROLLBACK")
        return done


class OpenIndexes:
    """Index files that are open to be read. Several threads may ask at a time: each has a connection meanwhile.

    Attributes:
        left: Names of files, each with a version from which it could not be brought up to date.
    """

    def __init__(self) -> None:
        self.left: set[tuple[str, object]] = set()
        self._lock = Lock()
        self._waiting: dict[Path, list[tuple[int, sqlite3.Connection]]] = {}

    def ask(self, path: Path, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """What ``work`` finds in a file as it is at this moment.

        Raises:
            sqlite3.Error: when the file is missing, damaged or being written.
        """
        try:
            number = path.stat().st_ino  # a file that was made anew is another
        except OSError as error:
            raise sqlite3.OperationalError(f"{path} cannot be read") from error
        file = self._taken(path, number)
        try:
            file.execute("BEGIN")
            try:
                return work(file)
            finally:
                file.execute("ROLLBACK")
        finally:
            with self._lock:
                self._waiting.setdefault(path, []).append((number, file))

    def close(self) -> None:
        """Close all that nobody asks right now."""
        with self._lock:
            for waiting in self._waiting.values():
                for _, file in waiting:
                    file.close()
            self._waiting.clear()

    def _taken(self, path: Path, number: int) -> sqlite3.Connection:
        """A connection that waits, or a new one; those to a file that is gone are closed."""
        with self._lock:
            waiting = self._waiting.get(path, [])
            while waiting:
                known, file = waiting.pop()
                if known == number:
                    return file
                file.close()
        address = f"{path.as_uri()}?mode=ro"
        return sqlite3.connect(address, uri=True, isolation_level=None, timeout=1, check_same_thread=False)
