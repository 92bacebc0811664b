"""Sources, cues and contents as the trained tagger marks them.

Comes in: a parsed ``Doc``. Goes out: stretches of its text with their roles (`Tagged`). The head reads the encoder's
vectors together with what the parse says of each word; a chain over tags picks the best sequence for the whole
document, so that a content may run over windows. It links nothing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

from onrecord.reading.encoder import encoder, model_folder, session, threads_of
from onrecord.reading.statements.linking import Tagged
from onrecord.reading.tagging import TAGS, Features, Scores, features_of, spans_of, viterbi, words_of
from onrecord.types import Span

BARRED = -1e4
TINY = 1e-300
#: After so many words chances are scaled anew, which grow or shrink by at most a few orders of magnitude a word.
STRIDE = 8


class StatementHead:
    """The head's weights and the chain's.

    Raises:
        ModelMissing: when the weights are not there.
        ValueError: when they were trained for other tags.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self._session = session(folder / "head.onnx", threads=threads)
        chain = json.loads((folder / "tags.json").read_text("utf-8"))
        if tuple(chain["tags"]) != TAGS:
            raise ValueError(f"{folder}: weights for other tags: {chain['tags']}")
        inside = np.array([tag.startswith("I-") for tag in TAGS])
        self._start: Scores = np.array(chain["start"]) + inside * BARRED
        self._moves: Scores = np.array(chain["moves"])

    def tags(self, states: Scores, features: Features) -> tuple[list[int], Scores]:
        """The best tag for each word of a document, and its probability."""
        if not len(states):
            return [], np.empty(0)
        (emissions,) = self._session.run(None, {"states": states[None], "features": features[None]})
        scores = emissions.astype(np.float64)
        path = viterbi(scores[0], self._start, self._moves)
        return path, certainty(scores[0], self._start, self._moves, path)


def certainty(scores: Scores, start: Scores, moves: Scores, path: Sequence[int]) -> Scores:
    """The chain's probability of each word's tag in ``path``, whatever the other words' tags (forward-backward)."""
    count = len(scores)
    odds, chances = np.exp(moves), np.exp(scores - scores.max(axis=1, keepdims=True))
    ahead, behind = np.empty_like(scores), np.ones_like(scores)
    ahead[0] = level = np.exp(start) * chances[0]
    for n in range(1, count):
        level = (level @ odds + TINY) * chances[n]
        ahead[n] = level = level if n % STRIDE else level / level.sum()
    level = behind[-1]
    for n in range(count - 2, -1, -1):
        level = odds @ (level * chances[n + 1]) + TINY
        behind[n] = level = level if n % STRIDE else level / level.sum()
    both = ahead * behind
    result: Scores = both[np.arange(count), path] / both.sum(axis=1)
    return result


@cache
def head(threads: int) -> StatementHead:
    """The head that the package ships."""
    return StatementHead(model_folder("statements"), threads=threads)


def tagged_stretches(doc: Doc) -> list[Tagged]:
    """What is source, cue or content in a document, in the order of the text."""
    words, threads = words_of(doc), threads_of(doc)
    tags, sure = head(threads).tags(encoder(threads).states(doc), features_of(doc))
    return [
        Tagged(
            role,
            Span(start=words[first].idx, end=words[past - 1].idx + len(words[past - 1])),
            float(sure[first:past].mean()),
        )
        for role, first, past in spans_of(tags)
    ]
