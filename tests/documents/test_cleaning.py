"""Clean text says the same, in one way."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.documents.cleaning import clean_line, clean_text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("plain", "plain"),
        ("  two \t words  ", "two words"),
        ("one\r\ntwo\rthree\u2028four\x85five", "one\ntwo\nthree\nfour\nfive"),
        ("a \n \n\n\n b", "a\n\nb"),
        ("caf\u0065\u0301", "caf\u00e9"),
        ("soft\u00adhyphen zero\u200bwidth\ufeff", "softhyphen zerowidth"),
        (
            "joined\u034fletters heart\u2764\ufe0f fill\u3164ed vari\U000e0100ant",
            "joinedletters heart\u2764 filled variant",
        ),
        ("left\u202eright\u2066x\u2069", "leftrightx"),
        ("bell\x07 escape\x1b[31m null\x00", "bell escape[31m null"),
        ("non\u00a0breaking\u2003space", "non breaking space"),
        ("“Quotes” – dashes — ‘kept’…", "“Quotes” – dashes — ‘kept’…"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("Ａ full-width ﬁ", "Ａ full-width ﬁ"),
        ("", ""),
    ],
)
def test_cleaning(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


def test_a_line_has_no_breaks_and_an_empty_one_is_none() -> None:
    assert clean_line(" A headline\n on two lines ") == "A headline on two lines"
    assert clean_line(" \u200b\n") is None
    assert clean_line(None) is None


@given(st.text(st.characters() | st.sampled_from("\r\n\u2028\u200b\u202e\u0301\u034f\ufe0f\u00a0 \x00a"), max_size=60))
def test_cleaning_twice_changes_nothing_more(raw: str) -> None:
    once = clean_text(raw)
    assert clean_text(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(letter) in ("Cc", "Cf", "Cs") for letter in once if letter != "\n")
