"""Reading the data files: tab-separated tables with a header and ``#`` comments.

Comes in: the name of a file under ``gazetteer/data``. Goes out: its rows, as dictionaries from column to text, or its
lines. A name in a cell may carry a mark: ``?`` before a weak name, ``=`` before one that needs its exact case.
It interprets nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

DATA = files("onrecord.gazetteer") / "data"


@dataclass(frozen=True, slots=True)
class MarkedName:
    """A name of the data files. ``exact``: it needs its exact case; weak names always do."""

    text: str
    strong: bool = True
    exact: bool = False


def marked_name(cell: str) -> MarkedName:
    """A name with its mark read off. Names in capitals of up to five letters ("US", "WHO") need their case."""
    if cell.startswith("?"):
        return MarkedName(cell[1:], strong=False, exact=True)
    if cell.startswith("="):
        return MarkedName(cell[1:], exact=True)
    letters = cell.replace(".", "")
    return MarkedName(cell, exact=letters.isupper() and len(letters) <= 5)


def marked_names(cell: str) -> tuple[MarkedName, ...]:
    """The names of a cell, parted by semicolons."""
    return tuple(marked_name(name.strip()) for name in cell.split(";") if name.strip())


def lines(file: str) -> Iterator[tuple[int, str]]:
    """The numbered lines of a data file without comments and empty lines."""
    for number, line in enumerate(DATA.joinpath(file).read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def rows(file: str) -> Iterator[dict[str, str]]:
    """The rows of a table. Cells missing at the end of a row are empty.

    Raises:
        ValueError: when a row has more cells than the header.
    """
    header: list[str] = []
    for number, line in lines(file):
        cells = [cell.strip() for cell in line.split("\t")]
        if not header:
            header = cells
            continue
        if len(cells) > len(header):
            raise ValueError(f"{file}:{number}: more cells than columns")
        yield dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))


def words_of(file: str) -> frozenset[str]:
    """The entries of a list with one on each line, in lower case."""
    return frozenset(line.strip().casefold() for _, line in lines(file))
