"""States' names in other languages."""

from __future__ import annotations

import pytest

from onrecord.errors import BadQuery
from onrecord.gazetteer import state_name, states_named


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [("PRK", "de", "Nordkorea"), ("DEU", "fr", "Allemagne"), ("RUS", "ru", "Россия"), ("JPN", "ja", "日本")],
)
def test_a_state_is_named_in_a_language_and_found_again(code: str, language: str, name: str) -> None:
    assert state_name(code, language) == name
    assert states_named(name.upper(), language) == (code,)


def test_past_and_unknown_states_have_no_name_in_other_languages() -> None:
    assert state_name("SUN", "de") is None
    assert state_name("QQQ", "de") is None
    assert states_named("Atlantis", "de") == ()


@pytest.mark.parametrize("language", ["xx_YY", "not a language", ""])
def test_an_unknown_language_is_refused(language: str) -> None:
    with pytest.raises(BadQuery, match="CLDR"):
        state_name("DEU", language)
