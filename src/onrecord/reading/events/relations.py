"""What one actor does to another in a text, as one root of PLOVER's codebook.

Comes in: a text and the stretches that name the two actors. Goes out: a probability for each root of
`onrecord.ontology.codebook.ROOTS`. This is the task of relation sets, where the actors are given and there always is a
relation: the actors are marked in the text, and layers of their own read what the encoder's lowest layers make of it.
The reader itself asks which words name acts, and needs no pair to begin with.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from onrecord.ontology.codebook import ROOTS
from onrecord.reading.encoder import Encoder, encoder, model_folder, session
from onrecord.reading.events.marking import SOURCE, TARGET, Stretch, marked_pieces


class RelationModel:
    """The weights of the relation model, over those of the encoder.

    Raises:
        ModelMissing: when they are not there.
    """

    def __init__(self, folder: Path, below: Encoder, *, threads: int = 1) -> None:
        self._below = below
        self._session = session(folder / "relations.onnx", threads=threads)
        self._marks = below.pieces([SOURCE])[0][0], below.pieces([TARGET])[0][0]

    def roots(self, text: str, source: Sequence[Stretch], target: Sequence[Stretch]) -> dict[str, float]:
        """As `roots_between`."""
        if not source and not target:
            raise ValueError("neither source nor target is named")
        pieces = self._below.pieces
        found, here, there = marked_pieces(text, source, target, pieces.of_text, self._marks)
        ids = np.array([[pieces.first, *found, pieces.last]], dtype=np.int64)
        mask = np.ones_like(ids)
        places = {"source": np.array([here]), "target": np.array([there])}
        (scores,) = self._session.run(None, {"hidden": self._below.lower(ids, mask), "mask": mask, **places})
        shares = np.exp(scores[0] - scores[0].max())
        shares /= shares.sum()
        return {ROOTS[n]: float(shares[n]) for n in np.argsort(-shares)}


def roots_between(
    text: str, source: Sequence[Stretch], target: Sequence[Stretch], *, threads: int = 1
) -> dict[str, float]:
    """The probability of each root from ``source`` to ``target``, the likeliest first.

    Args:
        text: A sentence or two.
        source: The stretches that name the source, half open, in code points; empty where it isn't named.
        target: The same of the target.
        threads: Processor threads that the model may use.

    Raises:
        ValueError: when neither is named.
    """
    return relation_model(threads).roots(text, source, target)


@cache
def relation_model(threads: int) -> RelationModel:
    """The model that the package ships."""
    return RelationModel(model_folder("relations"), encoder(threads), threads=threads)
