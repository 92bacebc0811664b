"""Words as the encoder sees them: subwords, windows of sentences, and features that the parse gives.

Comes in: a parsed ``Doc``. Goes out: arrays. Training and running share this module, so that both see the same. It runs
no model.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

KEY, WORDS_KEY = "onrecord_features", "onrecord_word_list"
ROLES = ("source", "cue", "content")
TAGS = ("O", *(f"{mark}-{role}" for role in ROLES for mark in "BI"))
OPENING, CLOSING, STRAIGHT = "“«„", "”»", '"'
MARKS = (*OPENING, *CLOSING, STRAIGHT, "``", "''")
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
POS_NUMBER, DEPENDENCY_NUMBER = (
    {get_string_id(name): n + 1 for n, name in enumerate(names)} for names in (POS, DEPENDENCIES)
)
Features = npt.NDArray[np.int64]

#: How many values each column of the features has: part of speech, dependency, the head's part of speech, direction
#: and distance of the head, shape, quotation marks, place in the sentence and the paragraph.
FEATURE_SIZES = (len(POS) + 1, len(DEPENDENCIES) + 1, len(POS) + 1, 9, 7, 6, 5)


def words_of(doc: Doc) -> list[Token]:
    """All tokens but white space, made once for a ``Doc``."""
    known = doc.user_data.get(WORDS_KEY)
    if known is None:
        known = doc.user_data[WORDS_KEY] = [token for token in doc if not token.is_space]
    return cast(list[Token], known)


def features_of(doc: Doc) -> Features:
    """One row of small numbers for each word, made once for a ``Doc``; columns as in `FEATURE_SIZES`."""
    known = doc.user_data.get(KEY)
    if known is None:
        known = doc.user_data[KEY] = _features(doc)
    return cast(Features, known)


def _features(doc: Doc) -> Features:
    words = words_of(doc)
    numbers = np.array([word.i for word in words], dtype=np.int64)
    parse: npt.NDArray[np.uint64] = doc.to_array(["POS", "DEP", "HEAD"]).astype(np.uint64)
    ahead = parse[:, 2].astype(np.int64)  # counted from the word itself
    pos = _numbered(parse[:, 0], POS_NUMBER)
    rows = np.empty((len(doc), len(FEATURE_SIZES)), dtype=np.int64)
    rows[:, 0] = pos
    rows[:, 1] = _numbered(parse[:, 1], DEPENDENCY_NUMBER)
    rows[:, 2] = pos[np.arange(len(doc)) + ahead]
    rows[:, 3] = _head_directions(ahead)
    rows[:, 4] = _shapes(doc)
    rows[:, 5] = quotation(doc)
    rows[:, 6] = _places(doc)
    return rows[numbers]


def _numbered(keys: npt.NDArray[np.uint64], numbers: Mapping[int, int]) -> Features:
    """The number of each key; 0 for those that have none."""
    return np.array([numbers.get(key, 0) for key in keys.tolist()], dtype=np.int64)


def quotation(doc: Doc) -> list[int]:
    """How each token stands to quotation marks: 0 outside, 1 inside, 2 an opening and 3 a closing mark, 4 inside a
    quotation that began in an earlier paragraph, 5 a mark that does neither.

    A paragraph's end closes what is open, unless the next one opens with a mark again (a quotation that runs on).
    """
    text = doc.text
    if not any(mark in text for mark in MARKS):
        return [0] * len(doc)
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


def _head_directions(ahead: Features) -> Features:
    """0 for a root; 1 to 4 for a head before the word, 5 to 8 for one after it, by how far it is."""
    size = np.searchsorted([2, 4, 9], np.abs(ahead), side="right")
    return np.where(ahead == 0, 0, 1 + size + 4 * (ahead > 0))


def _shapes(doc: Doc) -> Features:
    """0 for a plain word, 1 for a number, 2 for a capital, 3 for capitals, 4 for punctuation, 5 a comma, 6 a stop."""
    flags = doc.to_array(["IS_PUNCT", "IS_UPPER", "IS_TITLE", "LIKE_NUM", "LENGTH", "ORTH"])
    punctuation, upper, title, number = (flags[:, :4] == 1).T
    comma, stop = (punctuation & (flags[:, 5] == doc.vocab.strings[mark]) for mark in ",.")
    kinds = [comma, stop, punctuation, upper & (flags[:, 4] > 1), title, number]
    return np.select(kinds, [5, 6, 4, 3, 2, 1], 0)


def _places(doc: Doc) -> Features:
    """1 for a token that begins a paragraph, 2 for one that begins a sentence, 3 for one that ends it, else 0."""
    starts = doc.to_array(["SENT_START"]).astype(np.int64) == 1
    broken = np.zeros(len(doc), dtype=bool)
    for number in np.flatnonzero(doc.to_array(["IS_SPACE"])):
        broken[number] = "\n" in doc[int(number)].text
    places = np.where(np.append(starts[1:], False), 3, 0)
    places[starts] = 2
    places[np.append(True, broken[:-1])] = 1
    return places


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
