"""Sources, cues and contents as the trained tagger marks them.

Comes in: a parsed ``Doc``. Goes out: stretches of its text with their roles (`Tagged`). The head reads the encoder's
vectors together with what the parse says of each word; a chain over tags picks the best sequence for the whole
document, so that a content may run over windows. It links nothing.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

from onrecord.reading.encoder import encoder, model_folder, session
from onrecord.reading.statements.linking import Tagged
from onrecord.reading.tagging import TAGS, Scores, features_of, spans_of, viterbi, words_of
from onrecord.types import Span

BARRED = -1e4


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

    def tags(self, states: Scores, features: np.ndarray) -> list[int]:
        """The best tag for each word of a document."""
        if not len(states):
            return []
        (scores,) = self._session.run(None, {"states": states[None], "features": features[None]})
        return viterbi(scores[0], self._start, self._moves)


@cache
def head() -> StatementHead:
    """The head that the package ships."""
    return StatementHead(model_folder("statements"))


def tagged_stretches(doc: Doc) -> list[Tagged]:
    """What is source, cue or content in a document, in the order of the text."""
    words = words_of(doc)
    tags = head().tags(encoder().states(doc), features_of(doc))
    return [
        Tagged(role, Span(start=words[first].idx, end=words[past - 1].idx + len(words[past - 1])))
        for role, first, past in spans_of(tags)
    ]
