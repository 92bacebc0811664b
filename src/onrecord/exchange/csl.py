"""Reports as CSL-JSON, the format in which reference managers and Pandoc take what is cited.

Comes in: rows of documents. Goes out: items with the names of the CSL-JSON schema (citationstyles.org, 1.0). What the
report does not tell is left out: no day of access is made up, and an author stays as printed, in ``literal``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

MEDIA_TYPE = "application/vnd.citationstyles.csl+json"
_WEB = re.compile(r"https?://", re.IGNORECASE)


def csl_item(document: Mapping[str, Any]) -> dict[str, Any]:
    """One report as what is cited.

    Args:
        document: Its row: id, title, outlet, author, published, url, language.
    """
    url = document["url"] if _WEB.match(document["url"] or "") else None
    told = {
        "id": document["id"],
        "type": "article-newspaper" if document["outlet"] else "webpage" if url else "document",
        "title": document["title"],
        "container-title": document["outlet"],
        "author": [{"literal": document["author"]}] if document["author"] else None,
        "issued": _date(document["published"]),
        "URL": url,
        "language": document["language"],
    }
    return {name: value for name, value in told.items() if value}


def _date(day: date) -> dict[str, Any]:
    return {"date-parts": [[day.year, day.month, day.day]]}
