"""What a time expression hangs on in the parse.

Comes in: the tokens of an expression. Goes out: its `Site`: the verb, noun or adjective that it dates and the
preposition between them. Two kinds of errors of parsers are put right: a date straight after a verb of saying is that
verb's ("said in March the troops should leave"), and a date that opens a sentence is its main verb's.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.reading.times.grammar import token_at
from onrecord.reading.times.lists import word_list
from onrecord.types import Span

_VERBAL = ("VERB", "AUX")
_INSIDE_NOUN = ("nummod", "compound", "nmod", "poss", "amod", "npadvmod", "appos")


@dataclass(frozen=True, slots=True)
class Site:
    """``host`` is what the expression dates (None for a fragment that is only a date), ``preposition`` its lower-case
    word, empty without one. ``modifies``: it stands before a noun as part of its phrase ("the 1961 treaty",
    "Friday's vote")."""

    host: Token | None
    preposition: str
    modifies: bool


def site_of(doc: Doc, span: Span) -> Site:
    """Where an expression stands in the parse."""
    first, last = token_at(doc, span.start), token_at(doc, span.end - 1)
    root = _root(doc, first.i, last.i)
    preposition = _preposition(root, first)
    outer = first if preposition is None else preposition
    word = preposition.lower_ if preposition is not None else ""
    saying = _saying_before(doc, min(first.i, outer.i))
    if saying is not None:
        return Site(saying, word, False)
    host = (
        _main_verb(doc, outer, last)
        or _authority(doc, first, preposition)
        or _host(root if preposition is None else preposition)
    )
    host = _aim(host, min(first.i, outer.i)) if host is not None else None
    modifies = preposition is None and host is not None and host.i > last.i and root.dep_ in _INSIDE_NOUN
    return Site(host, word, modifies and host is not None and host.pos_ not in _VERBAL)


def _root(doc: Doc, first: int, last: int) -> Token:
    """The token of the expression whose head lies outside of it."""
    current = doc[last]
    for _ in range(last - first + 1):
        if not first <= current.head.i <= last or current.head.i == current.i:
            break
        current = current.head
    return current


def _preposition(root: Token, first: Token) -> Token | None:
    if root.dep_ in ("pobj", "pcomp") and root.head.i < root.i:
        return root.head
    if root.pos_ == "ADP" and root.i < first.i:
        return root
    return None


def _host(outer: Token) -> Token | None:
    current = outer
    while current.head.i != current.i:
        current = current.head
        if current.pos_ != "ADP" or current.dep_ == "ROOT":
            return current
    return None


def _main_verb(doc: Doc, outer: Token, last: Token) -> Token | None:
    """The main verb of a sentence that opens with an expression and a comma ("On Tuesday, the minister ... called")."""
    if not outer.is_sent_start or last.i + 1 >= len(doc) or doc[last.i + 1].text != ",":
        return None
    root = outer.sent.root
    return root if root.pos_ in _VERBAL and root.i > last.i else None


def _authority(doc: Doc, first: Token, preposition: Token | None) -> Token | None:
    """The source in "according to two reports last month": its date is not the main verb's."""
    if preposition is not None or first.i == 0 or doc[first.i - 1].pos_ != "NOUN":
        return None
    before = doc[first.i - 1]
    to = before.head
    return before if before.dep_ == "pobj" and to.head.lower_ == "according" else None


def _aim(host: Token, at: int) -> Token:
    """The infinitive that a verb of hoping or planning aims at, when a date follows it: parsers hang the date of "hoped
    to leave on Monday" on the hoping."""
    if not {host.lemma_, host.lower_} & word_list("aiming") or host.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return host
    aims = [child for child in host.children if child.dep_ == "xcomp" and child.tag_ == "VB" and host.i < child.i < at]
    return aims[-1] if aims else host


def _saying_before(doc: Doc, at: int) -> Token | None:
    """A finite verb of saying straight before an expression (or before its preposition)."""
    if at == 0 or doc[at].is_sent_start:
        return None
    before = doc[at - 1]
    if before.tag_ in ("VBD", "VBZ", "VBN") and before.lemma_ in word_list("reporting"):
        return before
    return None
