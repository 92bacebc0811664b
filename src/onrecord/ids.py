"""Identifiers made of content: the same content has the same id on every machine.

Comes in: what a thing is told apart by. Goes out: its id. It knows no kind of thing but documents, whose ids can be
told from what is stored of them.
"""

from __future__ import annotations

import hashlib
from datetime import date


def content_id(prefix: str, *parts: str | int | None) -> str:
    """An identifier made of content: the same parts give the same id on every machine.

    Args:
        prefix: One word for the kind of thing, e.g. ``event``.
        parts: What the thing is told apart by, in a fixed order; None and the empty string differ.

    Returns:
        ``prefix-`` and 16 hexadecimal digits of SHA-256 over the parts, each with its length before it so that no
        two lists of parts run together.
    """
    digest = hashlib.sha256()
    for part in parts:
        encoded = b"" if part is None else str(part).encode("utf-8", "surrogatepass")
        digest.update(b"-:" if part is None else f"{len(encoded)}:".encode())
        digest.update(encoded)
    return f"{prefix}-{digest.hexdigest()[:16]}"


def document_id(outlet: str | None, published: date, title: str | None, text: str) -> str:
    """The id of a report: of what it says, who published it, and when."""
    return content_id("document", outlet, published.isoformat(), title, text)
