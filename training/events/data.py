"""Event training data as arrays: written records and pairs of actors with their root in, `Sentence` values out.

Words are spaCy's tokens. A trigger and an actor are each known by one word, the syntactic head of the marked words; the
other words of a trigger take no part in the loss. Rows of the relation set say nothing of triggers, so that none of
their words does. It does not train.
"""

from __future__ import annotations

import csv
import pickle
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import spacy
from spacy.tokens import Doc, Token
from tokenizers import Tokenizer

from onrecord.ontology.codebook import MODES, ROOTS, root_of
from onrecord.reading.events.marking import unmarked
from onrecord.reading.events.tagging import ACTS, VALUES, candidates_of
from onrecord.reading.tagging import Features, features_of, pieces_of, words_of
from training.events.written import Event, Record, Spans, load

NOTHING, UNKNOWN = 0, -100  # of acts: no trigger; takes no part in the loss
NEITHER, ACTOR, RECIPIENT = 0, 1, 2


@dataclass(slots=True)
class Sentence:
    """One record as arrays; word numbers count words without white space.

    ``acts`` has a number a word (`NOTHING`, `UNKNOWN`, or one more than the place in ``ACTS``). ``triggers`` are
    (word, mode, value); ``roles`` (trigger word, other word, is actor, is recipient); ``pairs`` (source word, target
    word, root, trigger word or -1).
    """

    name: str
    pieces: list[list[int]]
    features: Features
    acts: np.ndarray
    triggers: list[tuple[int, int, int]] = field(default_factory=list)
    roles: list[tuple[int, int, int, int]] = field(default_factory=list)
    pairs: list[tuple[int, int, int, int]] = field(default_factory=list)


def written(paths: Sequence[Path], tokenizer: Tokenizer, model: str, cache: Path) -> list[Sentence]:
    """Sentences of files of written records, one a record."""
    records = [record for path in paths for record in load(path)]
    docs = parsed([record.text for record in records], model, cache / "written.spacy.pickle")
    return [from_record(record, doc, tokenizer) for record, doc in zip(records, docs, strict=True)]


def relations(path: Path, tokenizer: Tokenizer, model: str, cache: Path) -> list[Sentence]:
    """Sentences of a file in PLV's format, one a row, in its order; a row without a root has -1 there."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    docs = parsed([row["sentence"] for row in rows], model, cache / f"{path.stem}.spacy.pickle")
    return [from_row(row, doc, tokenizer, n) for n, (row, doc) in enumerate(zip(rows, docs, strict=True))]


def parsed(texts: Sequence[str], model: str, kept: Path) -> list[Doc]:
    """Parsed texts; kept in a file, for as long as they are the same texts."""
    if kept.is_file():
        docs: list[Doc] = pickle.loads(kept.read_bytes())
        if [doc.text for doc in docs] == list(texts):
            return docs
    nlp = spacy.load(model, exclude=["ner", "lemmatizer"])
    docs = list(nlp.pipe(texts, batch_size=64))
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(pickle.dumps(docs))
    return docs


def from_record(record: Record, doc: Doc, tokenizer: Tokenizer) -> Sentence:
    """A written record with all that it marks."""
    words = words_of(doc)
    number = {token.i: n for n, token in enumerate(words)}
    acts = np.zeros(len(words), dtype=np.int64)
    sentence = Sentence(record.name, pieces_of(tokenizer, [w.text for w in words]), features_of(doc), acts)
    candidates = [number[token.i] for token in candidates_of(doc)]
    for event in record.events:
        heads = heads_of(doc, event.triggers, number)
        for start, end in event.triggers:
            acts[[number[t.i] for t in inside(doc, start, end) if t.i in number and acts[number[t.i]] == 0]] = UNKNOWN
        for head in heads:
            acts[head] = ACTS.index(event.act) + 1
            sentence.triggers.append((head, MODES.index(event.mode), VALUES.index(event.value)))
            sentence.roles += roles_of(doc, event, head, candidates, number)
    sentence.pairs = pairs_of(doc, record.events, number)
    return sentence


def roles_of(
    doc: Doc, event: Event, head: int, candidates: Sequence[int], number: dict[int, int]
) -> Iterator[tuple[int, int, int, int]]:
    """What each word that could name an actor is to an event; the marked ones, and all others of its sentence."""
    actors, recipients = (set(heads_of(doc, spans, number)) for spans in (event.actors, event.recipients))
    for word in sorted({*candidates, *actors, *recipients} - {head}):
        yield head, word, int(word in actors), int(word in recipients)


def pairs_of(doc: Doc, events: Sequence[Event], number: dict[int, int]) -> list[tuple[int, int, int, int]]:
    """Pairs of actor and recipient with the root of the first event between them; both ways round for joint acts."""
    found: dict[tuple[int, int], tuple[int, int, int, int]] = {}
    for event in events:
        root = root_of(event.act, event.mode)
        triggers = heads_of(doc, event.triggers, number)
        actors, recipients = (heads_of(doc, spans, number) for spans in (event.actors, event.recipients))
        if root is None or not triggers:
            continue
        ends = [(a, r) for a in actors for r in recipients]
        if not recipients:
            ends = [(a, b) for a in actors for b in actors]
        for a, b in ends:
            if a != b:
                found.setdefault((a, b), (a, b, ROOTS.index(root), triggers[0]))
    return list(found.values())


def from_row(row: dict[str, str], doc: Doc, tokenizer: Tokenizer, n: int) -> Sentence:
    """A row of the relation set: one pair and nothing of triggers; no pair where an actor isn't named."""
    words = words_of(doc)
    number = {token.i: k for k, token in enumerate(words)}
    _, source, target = unmarked(row["marked_sentence"])
    ends = [heads_of(doc, stretches, number) for stretches in (source, target)]
    root = ROOTS.index(row["gold_root"]) if row.get("gold_root") in ROOTS else -1
    acts = np.full(len(words), UNKNOWN, dtype=np.int64)
    pieces = pieces_of(tokenizer, [w.text for w in words])
    pairs = [(ends[0][0], ends[1][0], root, -1)] if all(ends) else []
    return Sentence(f"row:{n}", pieces, features_of(doc), acts, pairs=pairs)


def heads_of(doc: Doc, spans: Spans, number: dict[int, int]) -> list[int]:
    """The word number of the syntactic head of each stretch, in the order of the stretches, each once."""
    heads = []
    for start, end in spans:
        tokens = inside(doc, start, end)
        if tokens:
            root = doc[tokens[0].i : tokens[-1].i + 1].root
            heads.append(number.get(root.i, number.get(tokens[0].i, 0)))
    return list(dict.fromkeys(heads))


def inside(doc: Doc, start: int, end: int) -> list[Token]:
    """The tokens that share a character with a stretch, without white space."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return [token for token in span if not token.is_space] if span is not None else []


def windows(sentences: Sequence[Sentence], limit: int, rng: random.Random) -> list[list[Sentence]]:
    """Sentences in random order, several to a window, so that a word is read with others around it as in a report; each
    window stops at a length of its own."""
    order = list(sentences)
    rng.shuffle(order)
    found: list[list[Sentence]] = []
    room = 0
    for sentence in order:
        size = sum(map(len, sentence.pieces))
        if size > limit:
            continue
        if size > room:
            found.append([])
            room = rng.randint(limit // 4, limit)
        found[-1].append(sentence)
        room -= size
    return found
