"""What stands before a report's first words: "LIMA, Peru (Wire) —". It belongs to no clause, and speaks to nobody.

Comes in: tokens of a parsed ``Doc``. Goes out: the token behind a dateline. A dash behind a name in capitals is one
only where the name is not what the clause is about ("NATO – the alliance – will").
"""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from onrecord.reading.annotations import document_of

_PLACE = r"[A-Z][\w.]+(?:,? +[A-Z][\w.]+){0,4},?"
_DATELINE = re.compile(
    rf"(?:{_PLACE}\s*\([A-Z][\w. ]{{1,30}}\)\s*(?:[—–-]+\s*)?|[A-Z]{{3,}}(?:,? +[A-Z][\w.]+){{0,4}}\s*(?:[—–-]+)\s+)"
)


def without_dateline(name: str) -> str:
    """A speaker's words without the dateline that they were taken with: "Lima (Wire) officials"."""
    found = _DATELINE.match(name)
    return name[found.end() :] if found and found.end() < len(name) else name


def behind_dateline(doc: Doc, start: int, about: Token | None) -> int:
    """The first token behind a dateline.

    Args:
        doc: The document.
        start: First token of a stretch; only at the beginning of a line does a dateline stand there.
        about: What the clause is about; a "dateline" that holds it is none.
    """
    text = document_of(doc).text
    at = doc[start].idx
    if text[:at].rstrip(" “\"'").endswith("\n") or not text[:at].strip():
        found = _DATELINE.match(text, at)
        behind = next((token.i for token in doc[start:] if token.idx >= found.end()), start) if found else start
        if about is None or about.i >= behind:
            return behind
    return start
