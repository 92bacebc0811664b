"""The reader: documents in, readings out.

Comes in: `Document` values. Goes out: a `Reading` for each, in the same order. It loads the spaCy model that the
settings name and adds one component for each annotation; it keeps no state between documents, asks no clock and no
network, so a reading depends on the document and on `READER_VERSION` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import spacy
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc
from thinc.api import NumpyOps
from threadpoolctl import ThreadpoolController

from onrecord.errors import DocumentTooLong, ModelMissing, UnreadableSource
from onrecord.reading import (  # noqa: F401  (importing a module registers its component)
    actors,
    agreements,
    events,
    factuality,
    forecasts,
    headlines,
    links,
    sentences,
    statements,
    times,
)
from onrecord.reading.annotations import LAYERS, characters, register_extensions
from onrecord.reading.attributes import match_by_kind
from onrecord.reading.tokens import keep_linear
from onrecord.reading.version import READER_VERSION
from onrecord.settings import Settings
from onrecord.types import Document, Reading, Span

#: As much as is read at once, in documents and in characters; more takes memory, and is not read faster.
MOST_DOCUMENTS, MOST_CHARACTERS = 50, 60_000
PIPELINE = (
    "onrecord_times",
    "onrecord_actors",
    "onrecord_statements",
    "onrecord_events",
    "onrecord_factuality",
    "onrecord_agreements",
    "onrecord_forecasts",
    "onrecord_links",
)


def load_pipeline(model: str) -> Language:
    """The spaCy pipeline with our components after the model's own.

    Raises:
        ModelMissing: when no such model is installed.
    """
    register_extensions()
    try:
        nlp = spacy.load(model)
    except OSError as error:
        raise ModelMissing(
            "is not installed", subject=model, remedy="Install it, or name another one in the setting 'model'."
        ) from error
    keep_linear(nlp)
    match_by_kind(nlp)
    multiply_by_numpy(nlp)
    nlp.add_pipe("onrecord_sentences", before="parser")
    nlp.add_pipe("onrecord_headlines", last=True)
    for name in PIPELINE:
        nlp.add_pipe(name, last=True)
    return nlp


def multiply_by_numpy(nlp: Language) -> None:
    """Let the model's networks multiply by numpy's BLAS, three times as fast as the one that thinc brings."""
    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        for node in pipe.model.walk() if isinstance(pipe, TrainablePipe) else ():
            node.ops = ops


class Reader:
    """Reads documents. Loading takes a second or two and about 200 MB; keep one and use it for many documents."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.nlp = load_pipeline(self.settings.model)
        self.nlp.max_length = self.settings.max_characters
        self._threads = ThreadpoolController()

    def make_doc(self, document: Document) -> Doc:
        """A tokenised ``Doc`` that knows its document.

        Raises:
            DocumentTooLong: when the text is longer than ``Settings.max_characters``.
            UnreadableSource: when it holds half of a surrogate pair, which is no character.
        """
        if len(document.text) > self.settings.max_characters:
            raise DocumentTooLong(
                f"has {len(document.text):,} characters, more than {self.settings.max_characters:,}",
                subject=document.title or document.id,
                remedy="Split it into reports, or raise the setting 'max_characters'.",
            )
        try:
            doc = self.nlp.make_doc(document.text)
        except UnicodeEncodeError as error:
            place = next(i for i, character in enumerate(document.text) if "\ud800" <= character <= "\udfff")
            raise UnreadableSource(
                f"has no character at offset {place}, but half of a surrogate pair",
                subject=document.title or document.id,
                remedy="Decode its source again, as UTF-8 or UTF-16.",
            ) from error
        doc._.document = document
        doc._.settings = self.settings
        return doc

    def read(self, document: Document) -> Reading:
        """Read one document.

        Raises:
            DocumentTooLong, UnreadableSource: as `make_doc`.
        """
        return next(self.read_many([document]))

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """Read documents in their order, a few at once.

        Raises:
            DocumentTooLong, UnreadableSource: as `make_doc`.
        """
        for batch in batches(documents):
            # Threads that wait for each other cost more than they save on matrices of this size.
            with self._threads.limit(limits=self.settings.threads, user_api="blas"):
                docs = [self.make_doc(document) for document in batch]
                # One component over all documents after the other: each keeps its data in the processor's cache.
                for _, component in self.nlp.pipeline:
                    many = getattr(component, "pipe", None)
                    docs = list(many(docs) if many else map(component, docs))
            yield from map(to_reading, docs)


def batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Documents in their order, as many together as are read at once."""
    batch: list[Document] = []
    characters = 0
    for document in documents:
        if batch and (len(batch) == MOST_DOCUMENTS or characters + len(document.text) > MOST_CHARACTERS):
            yield batch
            batch, characters = [], 0
        batch.append(document)
        characters += len(document.text)
    if batch:
        yield batch


def to_reading(doc: Doc) -> Reading:
    """What the components found, as one value."""
    return Reading(
        document=doc._.document,
        reader_version=READER_VERSION,
        sentences=tuple(sentence_spans(doc)),
        **{layer: getattr(doc._, layer) for layer in LAYERS},
    )


def sentence_spans(doc: Doc) -> Iterator[Span]:
    """Where each sentence stands, numbered as `Evidence.sentence` is. One of white space alone keeps that space, so
    that numbers stay in step."""
    for sentence in doc.sents:
        text = sentence.text
        start = sentence.start_char + len(text) - len(text.lstrip())
        yield Span(start=start, end=start + len(text.strip())) if text.strip() else characters(sentence)
