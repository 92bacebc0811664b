"""How words are cut for the encoder."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from spacy.language import Language
from spacy.tokens import Doc
from threadpoolctl import threadpool_info

from made import make_document
from onrecord.reading.encoder import WordPieces
from onrecord.reading.reader import Reader
from onrecord.reading.statements.tagger import certainty
from onrecord.reading.tagging import TAGS, pack, spans_of, viterbi

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "min", "##ister", "##s", "u", ".", "sao", "'", "said"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("the", [4]),
        ("The", [4]),
        ("Ministers", [5, 6, 7]),
        ("São", [10]),
        ("U.S", [8, 9, 1]),
        ("'s", [11, 1]),
        ("xyz", [1]),
        ("", [1]),
        ("\u200b", [1]),
        ("the" * 60, [1]),
    ],
)
def test_a_word_is_cut_into_the_longest_known_pieces(word: str, expected: list[int]) -> None:
    assert WordPieces(VOCABULARY)([word]) == [expected]


def test_windows_hold_whole_sentences_and_all_words() -> None:
    lengths = [1] * 30
    windows = list(pack(lengths, [0, 8, 14, 25], 12, 12))
    assert windows == [(0, 8), (8, 14), (14, 25), (25, 30)]


def test_a_sentence_longer_than_a_window_is_cut() -> None:
    assert list(pack([1] * 25, [0], 10, 10)) == [(0, 10), (10, 20), (20, 25)]


def test_the_chain_bars_what_cannot_follow() -> None:
    size = len(TAGS)
    scores = [[0.0] * size for _ in range(3)]
    scores[0][TAGS.index("B-source")] = 5
    scores[1][TAGS.index("I-content")] = 3
    scores[1][TAGS.index("I-source")] = 2
    moves = [[-1e4 if after.startswith("I-") and before[2:] != after[2:] else 0.0 for after in TAGS] for before in TAGS]
    path = viterbi(np.array(scores), np.zeros(size), np.array(moves))
    assert spans_of(path)[0] == ("source", 0, 2)


def test_the_certainty_of_a_tag_is_its_share_of_all_sequences() -> None:
    random = np.random.default_rng(3)
    scores, start, moves = random.normal(size=(4, 3)), random.normal(size=3), random.normal(size=(3, 3))
    moves[0, 2] = -1e4
    path = [1, 1, 0, 1]
    weight = {
        tags: np.exp(start[tags[0]] + sum(scores[range(4), tags]) + sum(moves[a, b] for a, b in pairwise(tags)))
        for tags in product(range(3), repeat=4)
    }
    whole = sum(weight.values())
    shares = [sum(w for tags, w in weight.items() if tags[n] == path[n]) / whole for n in range(4)]
    assert certainty(scores, start, moves, path) == pytest.approx(shares)


def test_a_reader_keeps_to_its_number_of_threads(reader: Reader) -> None:
    seen: list[int] = []

    def look(doc: Doc) -> Doc:
        seen.extend(part["num_threads"] for part in threadpool_info() if part["user_api"] == "blas")
        return doc

    Language.component("test_look_at_threads", func=look)
    reader.nlp.add_pipe("test_look_at_threads")
    try:
        reader.read(make_document("The border reopened."))
    finally:
        reader.nlp.remove_pipe("test_look_at_threads")
    assert seen
    assert set(seen) == {reader.settings.threads}
