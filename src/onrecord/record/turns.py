"""Turns: in a folder, one process at a time rewrites what is in the tables of a record.

Comes in: the folder of a record. Goes out: a turn, held until it is given back or its process ends, however that ends.
Delta tables let two commits through that each replace the same files by joined ones, after which every row of these
files is there twice; so rewriting needs turns. Appending and reading need none and never wait.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from onrecord.errors import RecordBusy, RecordError

FILE = ".turn.sqlite"


@contextmanager
def turn(folder: Path, *, patience: float) -> Iterator[None]:
    """Hold the turn to rewrite tables.

    Args:
        folder: Of the record.
        patience: Seconds to wait for others.

    Raises:
        RecordBusy: when others held it for longer than that.
        RecordError: when the folder cannot be written.
    """
    try:
        file = sqlite3.connect(folder / FILE, timeout=patience, isolation_level=None, check_same_thread=False)
    except sqlite3.Error as error:
        raise RecordError(f"the record cannot be used ({error})", subject=str(folder)) from error
    with closing(file):
        try:
            file.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise RecordError(f"the record cannot be used ({error})", subject=str(folder)) from error
            raise RecordBusy(
                f"another process kept rewriting it for {patience:.0f} s",
                subject=str(folder),
                remedy="Try again; nothing was lost.",
            ) from error
        yield
