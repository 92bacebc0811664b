"""Search, as pages and the API put it: only where there is an index, and telling how far it is behind.

Comes in: a site, words and what to look among. Goes out: rows of places, or how many reports the index lacks. Searching
never writes: the index is brought up to date by ``onrecord search``, or where somebody asks for it.
"""

from __future__ import annotations

import shlex
from datetime import date
from typing import Any

from onrecord import answers
from onrecord.answers import Rows
from onrecord.api.problems import NotIndexed
from onrecord.api.site import Site
from onrecord.record.search import SearchIndex


def found(site: Site, words: str, *, as_of: date | None, **asked: Any) -> Rows:
    """Places that have all of the words, of those that count as of a date.

    Args:
        site: The record.
        words: As `onrecord.answers.search` takes them.
        as_of: The last day whose publications and decisions count.
        asked: What else `onrecord.answers.search` takes.

    Raises:
        NotIndexed: when the record has no index yet.
        BadQuery: as the search does.
    """
    index = SearchIndex(site.record)
    if not index.exists:
        raise NotIndexed("has no search index yet", subject=site.record.address, remedy=f"'{command(site)}' makes it.")
    return answers.search(site.holdings.view(as_of), index, words, **asked)


def behind(site: Site) -> int | None:
    """How many reports of the record cannot be found yet; None when there is no index."""
    index = SearchIndex(site.record)
    if not index.exists:
        return None
    return site.ask(None, ("behind", index.changed_at), index.behind)


def command(site: Site) -> str:
    """What to type in order to have the index made."""
    return f"onrecord search --rebuild --record {shlex.quote(site.record.address)}"
