"""The language that a text is written in.

Comes in: clean text. Goes out: a language code, ISO 639-1 (639-3 where there is none). Only English is read.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from onrecord.errors import UnsupportedLanguage

READ = "en"

# Below this many words the identifier errs too often to refuse a text on its word.
FEWEST_WORDS = 20

# English text stands above this (the lowest of 3,800 short reports at 0.4), text in other languages far below.
LEAST_PROBABILITY = 0.2

# A text of little more than foreign names looks like no language in particular. If it is short it may be English.
CERTAIN = 0.5
MANY_WORDS = 100

# A report of Abuja or Baku may have more names than words and still be English: three different words of these, and
# this share of all, are more than any other language has of them; Nigerian Pidgin comes near, and has words of its own.
ENGLISH = """
the of and to for by with from after that this its his her their has have had was were are says said an on as at who
which people
"""
PIDGIN = frozenset({"di", "dey", "wey", "dem", "na", "don"})
LEAST_SHARE, LEAST_KINDS = 0.15, 3

SAMPLE = 20_000

_WORD = re.compile(r"[^\W\d_]+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")

NAMES = {
    "ar": "Arabic",
    "be": "Belarusian",
    "de": "German",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
    "zh": "Chinese",
}


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def check_language(name: str, text: str) -> str:
    """The language of a text that we can read.

    Args:
        name: What the text is called in messages.
        text: Clean text; its first 20,000 characters decide.

    Raises:
        UnsupportedLanguage: when it is long enough to tell and is not English.
    """
    sample = text[:SAMPLE]
    words = _words(sample)
    if words < FEWEST_WORDS:
        return READ
    ranked = _identifier().rank(sample)
    code, probability = ranked[0]
    if dict(ranked)[READ] >= LEAST_PROBABILITY or (probability < CERTAIN and words < MANY_WORDS):
        return READ
    if _has_english_words(sample):
        return READ
    raise UnsupportedLanguage(
        f"is not in English, it seems to be in {NAMES.get(code, f'the language {code!r}')}",
        subject=name,
        remedy="Only English is read.",
    )


def _has_english_words(text: str) -> bool:
    words, english = _WORD.findall(text.lower()), frozenset(ENGLISH.split())
    found = [word for word in words if word in english]
    if len(PIDGIN.intersection(words)) > 1:
        return False
    return len(set(found)) >= LEAST_KINDS and len(found) >= LEAST_SHARE * len(words)


def _words(text: str) -> int:
    """Words, or the characters of a script that sets no spaces between them."""
    return len(_WORD.findall(text)) + len(_UNSPACED.findall(text))
