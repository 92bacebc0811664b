"""Attribution data as tagged words: documents with source, cue and content spans in, windows of words out.

Words are spaCy's tokens. Each has a BIO tag over the three roles and features that the parse gives: part of speech,
dependency, shape, and how it stands to quotation marks. Sentences are packed into windows, so that a word is read with
the sentences around it at no extra cost. It does not train.
"""

from __future__ import annotations

import json
import pickle
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from tokenizers import Tokenizer

from onrecord.reading.tagging import TAGS, Features, features_of, pack, pieces_of, words_of

ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Tagged:
    """A document: subword ids of each word, features and tag of each word, and where sentences start (in words)."""

    name: str
    pieces: list[list[int]]
    offsets: list[tuple[int, int]]
    features: Features
    tags: np.ndarray
    starts: list[int]


def load(path: Path, tokenizer: Tokenizer, model: str, cache: Path) -> list[Tagged]:
    """Parse and tag the documents of a JSON lines file; parsed documents are kept in ``cache``."""
    kept = cache / f"{path.stem}.pickle"
    if kept.is_file():
        return list(pickle.loads(kept.read_bytes()))
    nlp = spacy.load(model, exclude=["ner", "lemmatizer"])
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    docs = nlp.pipe((row["text"] for row in rows), batch_size=16)
    tagged = [tag(row, doc, tokenizer) for row, doc in zip(rows, docs, strict=True)]
    cache.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(pickle.dumps(tagged))
    return tagged


def tag(row: dict[str, Any], doc: spacy.tokens.Doc, tokenizer: Tokenizer) -> Tagged:
    """One document's words with their tags."""
    words = words_of(doc)
    number = {token.i: n for n, token in enumerate(words)}
    starts = sorted({number[t.i] for sent in doc.sents for t in [next((t for t in sent if not t.is_space), None)] if t})
    return Tagged(
        name=row["doc"],
        pieces=pieces_of(tokenizer, [w.text for w in words]),
        offsets=[(w.idx, w.idx + len(w)) for w in words],
        features=features_of(doc),
        tags=bio([(w.idx, w.idx + len(w)) for w in words], row["attributions"]),
        starts=starts or [0],
    )


def bio(offsets: list[tuple[int, int]], attributions: list[dict[str, list[list[int]]]]) -> np.ndarray:
    """A tag for each word. A word belongs to a span when they share a character; the first span to claim it has it."""
    tags = np.zeros(len(offsets), dtype=np.int64)
    begins = [start for start, _ in offsets]
    for attribution in attributions:
        for role in ROLES:
            for start, end in attribution.get(role, []):
                first = max(0, int(np.searchsorted(begins, start, side="right")) - 1)
                inside = False
                for n in range(first, len(offsets)):
                    if offsets[n][0] >= end:
                        break
                    if offsets[n][1] <= start:
                        continue
                    free = tags[n] == 0
                    if free:
                        tags[n] = TAGS.index(("I-" if inside else "B-") + role)
                    inside = bool(free)  # what another span has taken cuts this one in two
    return tags


def windows(documents: list[Tagged], limit: int, rng: random.Random | None) -> Iterator[tuple[Tagged, int, int]]:
    """Stretches of whole sentences with at most ``limit`` subwords. With ``rng`` the first is cut short at random, so
    that each epoch sees other contexts."""
    for document in documents:
        lengths = [len(p) for p in document.pieces]
        first = rng.randint(limit // 4, limit) if rng else limit
        for start, end in pack(lengths, document.starts, limit, first):
            yield document, start, end
