"""Sentence boundaries that the parser must respect. A line break ends a sentence: headlines, captions and datelines
stand on lines of their own and are no part of what follows. Everything else is left to the parser."""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc


@Language.component("onrecord_sentences", assigns=["token.is_sent_start"])
def mark_line_starts(doc: Doc) -> Doc:
    """Start a sentence at each token that follows a line break."""
    starts: Any = np.zeros(len(doc), dtype=np.uint64)
    after_break = False
    for token in doc:
        if "\n" in token.text and token.is_space:
            after_break = True
        elif after_break:
            starts[token.i] = 1
            after_break = False
    # all at once: spaCy goes through the whole Doc whenever one token's start is set
    return doc.from_array(["SENT_START"], starts)
