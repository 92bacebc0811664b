"""Outlets: which country one is published in, for the order of day and month in its dates.

Comes in: ``data/outlets.tsv``. Goes out: a country's code. It says nothing about who owns or controls an outlet.
"""

from __future__ import annotations

from functools import cache

from onrecord.gazetteer.names import surface
from onrecord.gazetteer.tables import rows


@cache
def _countries() -> dict[str, str]:
    return {
        _key(name): row["country"] for row in rows("outlets.tsv") for name in row["names"].split(";") if name.strip()
    }


@cache
def outlet_names() -> tuple[str, ...]:
    """All names of outlets, as in the data file, without internet domains."""
    return tuple(
        name.strip()
        for row in rows("outlets.tsv")
        for name in row["names"].split(";")
        if name.strip() and "." not in name
    )


def outlet_country(outlet: str) -> str | None:
    """The country of an outlet (ISO 3166-1 alpha-3), by its name or its internet domain; None when it is not known.

    >>> outlet_country("The Guardian"), outlet_country("https://www.chosun.com/english/")
    ('GBR', 'KOR')
    """
    countries = _countries()
    known = countries.get(_key(outlet))
    if known is not None:
        return known
    host = outlet.casefold().split("//")[-1].split("/")[0]
    while "." in host:
        if host in countries:
            return countries[host]
        host = host.partition(".")[2]
    return None


def _key(name: str) -> str:
    name = name.strip().casefold()
    return name if "." in name else surface(name)
