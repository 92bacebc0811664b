"""Sentence boundaries that the parser must respect. A line break ends a sentence: headlines, captions and datelines
stand on lines of their own and are no part of what follows. So does running on for longer than any sentence does, in
text that is none: what is asked of a sentence would take ever longer. Everything else is left to the parser."""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

STOPS = frozenset(".!?")
CLOSING = frozenset("”’\"')]»")
LONGEST_SENTENCE = 250
LONGEST_LINE = 1500


@Language.component("onrecord_sentences", assigns=["token.is_sent_start"])
def mark_line_starts(doc: Doc) -> Doc:
    """Start a sentence at each token that follows a line break, and where none has ended for very long.

    ``LONGEST_SENTENCE`` tokens without a full stop are enough; in a line of more than ``LONGEST_LINE`` a full stop is.
    """
    starts: Any = np.zeros(len(doc), dtype=np.uint64)
    after_break = stopped = False
    start = stop = 0
    for i, token in enumerate(doc):
        text = token.text
        if "\n" in text and token.is_space:
            after_break = True
            continue
        if (
            after_break
            or i - stop >= LONGEST_SENTENCE
            or (stopped and i - start > LONGEST_LINE and text not in CLOSING)
        ):
            starts[i] = 1
            start = stop = i
        stopped = text in STOPS or (stopped and text in CLOSING)
        stop = i if stopped else stop
        after_break = False
    # all at once: spaCy goes through the whole Doc whenever one token's start is set
    return doc.from_array(["SENT_START"], starts)
