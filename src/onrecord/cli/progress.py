"""How far a long command has come, on standard error and only when that is a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from onrecord.cli.printing import console


@contextmanager
def waiting(what: str) -> Iterator[Callable[[str], None]]:
    """A sign that something is going on; what it gives is called with what goes on next."""
    screen = console(stderr=True)
    if not screen.is_terminal:
        yield lambda now: None
        return
    with screen.status(f"{what} ...") as sign:
        yield lambda now: sign.update(f"{now} ...")


@contextmanager
def counting(what: str, total: int | None) -> Iterator[Callable[[], None]]:
    """A bar; what it gives is called once for each thing that is done.

    Args:
        what: What is done.
        total: How many things there are; None when that is not known.
    """
    screen = console(stderr=True)
    if not screen.is_terminal:
        yield lambda: None
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=screen, transient=True) as progress:
        task = progress.add_task(what, total=total)
        yield lambda: progress.advance(task)
