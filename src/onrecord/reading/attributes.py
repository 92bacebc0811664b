"""Parts of speech and morphology from tags: the model's attribute ruler, its rules matched once for each kind of token.

Comes in: a pipeline. Goes out: the same one, with the same annotations, in a small part of the time. All that the
rules of spaCy's English models ask of a token is its tag, its dependency, and whether it is one of some hundred words;
so what holds of one token holds of all of its kind. A ruler that asks for more is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc

ASKED = ("LOWER", "TAG", "DEP", "IS_SPACE")
REMEMBERED = 100_000
Condition = dict[str, Any]
Found = tuple[int, int, int, int]


class Rule(NamedTuple):
    """A rule's number and what it asks of tokens that follow each other: numbers of conditions."""

    number: int
    conditions: tuple[int, ...]


class Kind(NamedTuple):
    """What holds of all tokens of one kind: the conditions, and the rules that ask for one of them first."""

    holds: frozenset[int]
    begins: tuple[Rule, ...]


class KindMatcher:
    """Finds what an attribute ruler's matcher finds, in the same form.

    Args:
        ruler: A ruler whose rules ask for nothing but `ASKED`.
    """

    def __init__(self, ruler: Any) -> None:
        self._single = Matcher(ruler.vocab)
        self._rules: list[Rule] = []
        self._words: set[str] = set()
        self._forms: set[str] = set()
        self._told_apart: dict[int, int] = {}
        self._kinds: dict[tuple[int, ...], Kind] = {}
        count = 0
        for number, rule in enumerate(ruler.patterns):
            for pattern in rule["patterns"]:
                for place, condition in enumerate(pattern, start=count):
                    self._single.add(str(place), [[condition]])
                    self._words.update(_asked(condition, "IN"))
                    self._forms.update(_asked(condition, "REGEX"))
                self._rules.append(Rule(number, tuple(range(count, count + len(pattern)))))
                count += len(pattern)

    def __call__(self, doc: Doc) -> list[Found]:
        """The rules that hold: number, 0, first token, and the one after the last; later rules last."""
        kinds = [
            self._kind(doc, place, (self._word(doc, lower), *other))
            for place, (lower, *other) in enumerate(doc.to_array(list(ASKED)).tolist())
        ]
        return sorted(
            (rule.number, 0, place, place + len(rule.conditions))
            for place, kind in enumerate(kinds)
            for rule in kind.begins
            if len(rule.conditions) == 1 or _follow(rule, kinds[place : place + len(rule.conditions)])
        )

    def _word(self, doc: Doc, lower: int) -> int:
        """A word that rules ask for; 0 for all others, which are alike to them."""
        known = self._told_apart.get(lower)
        if known is None:
            word = doc.vocab.strings[lower]
            asked = word in self._words or any(re.search(form, word) for form in self._forms)
            known = lower if asked else 0
            if len(self._told_apart) < REMEMBERED:
                self._told_apart[lower] = known
        return known

    def _kind(self, doc: Doc, place: int, key: tuple[int, ...]) -> Kind:
        known = self._kinds.get(key)
        if known is None:
            found = self._single(doc[place : place + 1], allow_missing=True)
            holds = frozenset(int(doc.vocab.strings[condition]) for condition, _, _ in found)
            begins = tuple(rule for rule in self._rules if rule.conditions[0] in holds)
            known = self._kinds[key] = Kind(holds, begins)
        return known


def _follow(rule: Rule, kinds: list[Kind]) -> bool:
    return len(kinds) == len(rule.conditions) and all(
        condition in kind.holds for condition, kind in zip(rule.conditions, kinds, strict=True)
    )


def _asked(condition: Condition, how: str) -> Iterator[str]:
    """The words, or with "REGEX" the forms of words, that a condition asks for or bars."""
    asked = condition.get("LOWER", {})
    for name, words in ({"IN": [asked]} if isinstance(asked, str) else asked).items():
        if name.removeprefix("NOT_") == how:
            yield from [words] if isinstance(words, str) else words


def match_by_kind(nlp: Language) -> None:
    """Let the attribute ruler of a pipeline, if it has one that asks for no more than `ASKED`, match by kinds."""
    if "attribute_ruler" not in nlp.pipe_names:
        return
    ruler: Any = nlp.get_pipe("attribute_ruler")
    conditions = [condition for rule in ruler.patterns for pattern in rule["patterns"] for condition in pattern]
    if all(set(condition) <= set(ASKED) and _is_listed(condition.get("LOWER", "")) for condition in conditions):
        ruler.match = KindMatcher(ruler)


def _is_listed(asked: str | dict[str, Any]) -> bool:
    return isinstance(asked, str) or set(asked) <= {"IN", "NOT_IN", "REGEX"}
