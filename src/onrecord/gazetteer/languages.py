"""The names of states in other languages, from Unicode's CLDR as babel carries it.

Comes in: a state's code and a language, or a name in a language. Goes out: the name, or the codes. Past states and
organisations have no entry there; the English names of the gazetteer's own files are not repeated here.
"""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError

from onrecord.errors import BadQuery
from onrecord.gazetteer.gazetteer import load_gazetteer


def state_name(code: str, language: str) -> str | None:
    """A present state's name in a language.

    Args:
        code: ISO 3166-1 alpha-3.
        language: A CLDR language such as ``de``, ``ko`` or ``zh_Hant``.

    Returns:
        The name; None for a code that CLDR has no name for, past states among them.

    Raises:
        BadQuery: for a language that CLDR does not know.
    """
    state = load_gazetteer().state(code)
    return None if state is None or state.iso2 is None else _territories(language).get(state.iso2)


def states_named(name: str, language: str) -> tuple[str, ...]:
    """The codes of the present states that have this name in a language, without regard to case.

    Raises:
        BadQuery: for a language that CLDR does not know.
    """
    return _codes(language).get(name.casefold(), ())


@cache
def _territories(language: str) -> dict[str, str]:
    try:
        return dict(Locale.parse(language).territories)
    except (UnknownLocaleError, ValueError) as error:
        raise BadQuery("is not a language that CLDR knows", subject=language, remedy="Write it as in 'de'.") from error


@cache
def _codes(language: str) -> dict[str, tuple[str, ...]]:
    named: dict[str, tuple[str, ...]] = {}
    for state in load_gazetteer().states():
        name = state_name(state.code, language)
        if name is not None:
            named[name.casefold()] = (*named.get(name.casefold(), ()), state.code)
    return named
