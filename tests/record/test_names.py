from __future__ import annotations

import pytest

from onrecord.record.names import name_key, year_in


@pytest.mark.parametrize(
    ("name", "actors", "key", "year"),
    [
        ("the treaty", [], "", None),
        ("a new bilateral agreement", [], "", None),
        ("the Treaty on Comprehensive Partnership", [], "comprehensive partnership", None),
        ("Comprehensive Partnership Treaty", [], "comprehensive partnership", None),
        ("the Note-Sea treaty on comprehensive partnership", ["Note", "Sea"], "comprehensive partnership", None),
        ("Russia's “friendship pact” of 1995", ["Russia"], "friendship", 1995),
        ("the 1961 treaty", [], "", 1961),
        ("the treaties of 1961 and 2000", [], "", None),
        ("Übereinkunft über Öl", [], "öl über übereinkunft", None),
        ("", [], "", None),
    ],
)
def test_a_name_keeps_what_tells_it_from_others(name: str, actors: list[str], key: str, year: int | None) -> None:
    assert name_key(name, actors) == key
    assert year_in(name) == year
