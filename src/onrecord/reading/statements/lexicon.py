"""The lexicon of cues: which words attribute, in which frames, and what kind of saying they are.

Comes in: ``data/statement_cues.tsv``, which a person can read and correct. Goes out: lookups by lemma. It knows
nothing of sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from onrecord.errors import OnrecordError

PARTS = ("verb", "noun", "adverb", "preposition")


@dataclass(frozen=True, slots=True)
class Cue:
    """One line of the lexicon: a word, its class, and the frames in which its content stands."""

    lemma: str
    part: str
    kind: str
    frames: frozenset[str]

    def takes(self, *frames: str) -> bool:
        return not self.frames.isdisjoint(frames)


@cache
def load_cues() -> dict[tuple[str, str], Cue]:
    """All cues by (lemma, part).

    Raises:
        OnrecordError: when a line of the lexicon is not as its header says.
    """
    cues: dict[tuple[str, str], Cue] = {}
    text = resources.files("onrecord.reading").joinpath("data/statement_cues.tsv").read_text("utf-8")
    for number, line in enumerate(text.splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) != 4 or fields[1] not in PARTS:
            raise OnrecordError("is not: lemma, part, class, frames", subject=f"statement_cues.tsv line {number}")
        lemma, part, kind, frames = fields
        cues[lemma, part] = Cue(lemma, part, kind, frozenset(frames.split()))
    return cues


def cue_class(lemma: str, part: str | None = None) -> str | None:
    """What kind of saying a word is: ``say``, ``claim``, ``believe``, ``predict``, ``deny``, ``fear``, ``hope``, ...

    Args:
        lemma: The word's lemma in lower case ("say", "denial", "point out").
        part: ``verb``, ``noun``, ``adverb`` or ``preposition``; None looks in that order.

    Returns:
        The class, or None when the word is no cue.
    """
    cues = load_cues()
    for each in (part,) if part else PARTS:
        if cue := cues.get((lemma, each)):
            return cue.kind
    return None
