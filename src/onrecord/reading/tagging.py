"""Words as the encoder sees them: subwords, windows of sentences, and features that the parse gives.

Comes in: a parsed ``Doc``. Goes out: arrays. Training and running share this module, so that both see the same. It runs
no model.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc, Token

KEY = "onrecord_features"
ROLES = ("source", "cue", "content")
TAGS = ("O", *(f"{mark}-{role}" for role in ROLES for mark in "BI"))
OPENING, CLOSING, STRAIGHT = "“«„", "”»", '"'
POS = (
    *("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART"),
    *("PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"),
)
DEPENDENCIES = (
    *("ROOT", "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass", "case", "cc"),
    *("ccomp", "compound", "conj", "csubj", "csubjpass", "dative", "dep", "det", "dobj", "expl", "intj", "mark"),
    *("meta", "neg", "nmod", "npadvmod", "nsubj", "nsubjpass", "nummod", "oprd", "parataxis", "pcomp", "pobj"),
    *("poss", "preconj", "predet", "prep", "prt", "punct", "quantmod", "relcl", "xcomp"),
)
POS_NUMBER = {name: n + 1 for n, name in enumerate(POS)}
DEPENDENCY_NUMBER = {name: n + 1 for n, name in enumerate(DEPENDENCIES)}
Features = npt.NDArray[np.int64]

#: How many values each column of the features has: part of speech, dependency, the head's part of speech, direction
#: and distance of the head, shape, quotation marks, place in the sentence and the paragraph.
FEATURE_SIZES = (len(POS) + 1, len(DEPENDENCIES) + 1, len(POS) + 1, 9, 7, 6, 5)


def words_of(doc: Doc) -> list[Token]:
    """All tokens but white space."""
    return [token for token in doc if not token.is_space]


def features_of(doc: Doc) -> Features:
    """One row of small numbers for each word, made once for a ``Doc``; columns as in `FEATURE_SIZES`."""
    known = doc.user_data.get(KEY)
    if known is None:
        known = doc.user_data[KEY] = _features(doc)
    return cast(Features, known)


def _features(doc: Doc) -> Features:
    words = words_of(doc)
    quotes = quotation(doc)
    rows = np.zeros((len(words), len(FEATURE_SIZES)), dtype=np.int64)
    for n, word in enumerate(words):
        rows[n] = (
            POS_NUMBER.get(word.pos_, 0),
            DEPENDENCY_NUMBER.get(word.dep_, 0),
            POS_NUMBER.get(word.head.pos_, 0),
            _head_direction(word),
            _shape(word),
            quotes[word.i],
            _place(word),
        )
    return rows


def quotation(doc: Doc) -> list[int]:
    """How each token stands to quotation marks: 0 outside, 1 inside, 2 an opening and 3 a closing mark, 4 inside a
    quotation that began in an earlier paragraph, 5 a mark that does neither.

    A paragraph's end closes what is open, unless the next one opens with a mark again (a quotation that runs on).
    """
    state, ran_on, marks = False, False, []
    paragraph_start = True
    for token in doc:
        if token.is_space and "\n" in token.text:
            ran_on, state, paragraph_start = state, False, True
            marks.append(0)
            continue
        mark = _quotation_mark(token.text, state, paragraph_start)
        if mark == 2:
            state = True
        ran_on = ran_on and (state or paragraph_start)
        marks.append(mark or (4 if state and ran_on else int(state)))
        if mark == 3:
            state = False
        paragraph_start = paragraph_start and token.is_space
    return marks


def _quotation_mark(text: str, inside: bool, paragraph_start: bool) -> int:
    if text in OPENING or text == "``":
        return 2
    if text in CLOSING or text == "''":
        return 3 if inside else 5
    if text == STRAIGHT:
        return 3 if inside and not paragraph_start else 2
    return 0


def _head_direction(word: Token) -> int:
    distance = word.head.i - word.i
    if distance == 0:
        return 0
    size = min(3, (abs(distance) > 1) + (abs(distance) > 3) + (abs(distance) > 8))
    return 1 + size + (4 if distance > 0 else 0)


def _shape(word: Token) -> int:
    if word.is_punct:
        return {",": 5, ".": 6}.get(word.text, 4)
    if word.is_upper and len(word) > 1:
        return 3
    if word.is_title:
        return 2
    return 1 if word.like_num else 0


def _place(word: Token) -> int:
    before = word.nbor(-1) if word.i else None
    if before is None or (before.is_space and "\n" in before.text):
        return 1
    if word.is_sent_start:
        return 2
    return 3 if word.i + 1 < len(word.doc) and word.nbor(1).is_sent_start else 0


def pieces_of(tokenizer: Any, words: Sequence[str]) -> list[list[int]]:
    """Subword ids of each word, without the marks for beginning and end; a word that has none is unknown."""
    unknown = tokenizer.token_to_id("[UNK]")
    encodings = tokenizer.encode_batch(list(words), add_special_tokens=False)
    return [encoding.ids or [unknown] for encoding in encodings]


def pack(lengths: Sequence[int], starts: Sequence[int], limit: int, first: int) -> Iterator[tuple[int, int]]:
    """Stretches (in words) of whole sentences with at most ``limit`` subwords; the first with at most ``first``.

    A sentence that is longer than the limit is cut at the limit.
    """
    room = first
    begin, used = 0, 0
    bounds = [*starts[1:], len(lengths)]
    sentence = 0
    for end in bounds:
        size = sum(lengths[sentence:end])
        if used and used + size > room:
            yield begin, sentence
            begin, used, room = sentence, 0, limit
        for word in range(sentence, end) if used + size > room else ():
            if used and used + lengths[word] > room:
                yield begin, word
                begin, used, room = word, 0, limit
            used += lengths[word]
            size -= lengths[word]
        used += size
        sentence = end
    if begin < len(lengths):
        yield begin, len(lengths)


Scores = npt.NDArray[np.floating[Any]]


def viterbi(emissions: Scores, start: Scores, moves: Scores) -> list[int]:
    """The best tag sequence.

    Args:
        emissions: Score of each tag for each word, (words, tags).
        start: Score of each tag for the first word, (tags,).
        moves: Score of each tag after each other, (from, to).

    Returns:
        One tag number a word; [] for no words.
    """
    if not len(emissions):
        return []
    best = start + emissions[0]
    came: list[npt.NDArray[np.int64]] = []
    for row in emissions[1:]:
        through = best[:, None] + moves
        came.append(through.argmax(axis=0))
        best = through.max(axis=0) + row
    path = [int(best.argmax())]
    for step in reversed(came):
        path.append(int(step[path[-1]]))
    return path[::-1]


def spans_of(tags: Sequence[int]) -> list[tuple[str, int, int]]:
    """The spans that a tag sequence marks: role, first word, and the word after the last."""
    found: list[tuple[str, int, int]] = []
    for n, number in enumerate(tags):
        mark, _, role = TAGS[number].partition("-")
        if mark == "I" and found and found[-1][0] == role and found[-1][2] == n:
            found[-1] = (role, found[-1][1], n + 1)
        elif mark in ("B", "I"):
            found.append((role, n, n + 1))
    return found
