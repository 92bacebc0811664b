"""Words: the model's tokeniser, kept linear.

Comes in: a pipeline with its tokeniser. Goes out: the same one, which leaves whole a verb with its "re-", so that "to
re-enter" is an infinitive of one word, cuts a dash off the name behind it, and leaves whole what is no word: a rule of
dashes, a page of quotation marks, thousands of characters without a space. spaCy takes marks off the two ends of such a
run one by one and searches the rest again each time, which is quadratic. Words and punctuation of prose are cut as
before.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from spacy.language import Language

LONGEST_RUN = 50
LONGEST_WORD = 2000
WITH_PREFIX = re.compile(r"(?:re-[a-z]{3,}|co-o(?:per|rdin)[a-z]+)", re.IGNORECASE)

DASH = re.compile(r"--+(?=[A-Z])")

Match = Callable[[str], object]
Search = Callable[[str], re.Match[str] | None]


def keep_linear(nlp: Language) -> None:
    """Let the tokeniser of a pipeline leave whole what is no word, beside what it leaves whole already."""
    tokenizer: Any = nlp.tokenizer
    tokenizer.token_match = partial(is_left_whole, tokenizer.token_match)
    tokenizer.prefix_search = partial(_prefix, tokenizer.prefix_search)


def _prefix(known: Search, text: str) -> re.Match[str] | None:
    """What is cut off a word's beginning: to the rule ``known``, and a dash before a name ("--Muster")."""
    return DASH.match(text) or known(text)


def is_left_whole(known: Match | None, text: str) -> bool:
    """Whether a stretch without spaces is one token: to the rule ``known``, with its prefix, or as it is no word."""
    return is_no_word(text) or WITH_PREFIX.fullmatch(text) is not None or (known is not None and bool(known(text)))


def is_no_word(text: str) -> bool:
    """Whether a stretch without spaces has more marks at one of its ends, or more characters, than any word has."""
    if len(text) < LONGEST_RUN:
        return False
    return len(text) > LONGEST_WORD or _is_all_marks(text[:LONGEST_RUN]) or _is_all_marks(text[-LONGEST_RUN:])


def _is_all_marks(text: str) -> bool:
    return not any(map(str.isalnum, text))
