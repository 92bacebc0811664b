"""Where annotations stand on a spaCy ``Doc``, and how a finder becomes a pipeline component.

Comes in: finders, plain functions from a ``Doc`` to a tuple of our values. Goes out: spaCy components named
``onrecord_<name>`` that put what a finder found at ``doc._.<layer>``, and small functions to turn tokens into
`Evidence`. It holds no linguistic knowledge.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Any, TypeVar, cast

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from onrecord.types import Document, Evidence, Span

LAYERS = ("times", "actors", "statements", "events", "agreements", "forecasts", "links")

Finder = TypeVar("Finder", bound=Callable[[Doc], tuple[Any, ...]])


def register_extensions() -> None:
    """Make ``doc._.document`` and a ``doc._.<layer>`` for each layer known to spaCy. Harmless when done twice."""
    Doc.set_extension("document", default=None, force=True)
    Doc.set_extension("settings", default=None, force=True)
    for layer in LAYERS:
        Doc.set_extension(layer, default=(), force=True)


def component(name: str, *, layer: str | None = None) -> Callable[[Finder], Finder]:
    """Register a finder as the spaCy component ``onrecord_<name>``, which assigns ``doc._.<layer or name>``."""

    def register(find: Finder) -> Finder:
        target = layer or name

        @Language.component(f"onrecord_{name}", assigns=[f"doc._.{target}"])
        def run(doc: Doc) -> Doc:
            setattr(doc._, target, find(doc))
            return doc

        return find

    return register


def document_of(doc: Doc) -> Document:
    """The `Document` that ``doc`` was made of.

    Raises:
        ValueError: when the ``Doc`` was not made by the reader.
    """
    document = doc._.document
    if document is None:
        raise ValueError("this Doc carries no document; make it with Reader.make_doc")
    return cast(Document, document)


def text_of(doc: Doc) -> str:
    """The document's text. ``Doc.text`` is the same, but puts it together from its tokens at each call."""
    return document_of(doc).text


def characters(tokens: TokenSpan | Token) -> Span:
    """The code points that tokens cover."""
    if isinstance(tokens, Token):
        return Span(start=tokens.idx, end=tokens.idx + len(tokens))
    return Span(start=tokens.start_char, end=tokens.end_char)


def sentence_number(doc: Doc, start: int) -> int:
    """Number of the sentence (from 0) that the code point ``start`` lies in."""
    starts = doc.user_data.get("onrecord_sentence_starts")
    if starts is None:
        starts = [sentence.start_char for sentence in doc.sents]
        doc.user_data["onrecord_sentence_starts"] = starts
    return max(0, bisect_right(starts, start) - 1)


def evidence(doc: Doc, span: Span) -> Evidence:
    """The evidence for a stretch of the document's text."""
    document = document_of(doc)
    return Evidence(
        document_id=document.id,
        sentence=sentence_number(doc, span.start),
        span=span,
        quote=document.text[span.start : span.end],
    )
