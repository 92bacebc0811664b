"""Which way a bare weekday, month or day points: what the governing verb says.

Comes in: where an expression stands in the parse. Goes out: -1 (past), 1 (future), 0 where the grammar does not
tell, or 0.5. It reads tags and heads only.
"""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.reading.times.attachment import Site
from onrecord.reading.times.lists import word_list

_PERFECT = frozenset(("has", "have", "'ve", "’ve", "had"))
_HAVE = frozenset(("have", "'ve", "’ve"))
_BEHIND = frozenset(("after", "following", "since"))
_AHEAD_OF = frozenset(("ahead", "eve"))
_CONDITIONAL = frozenset(("would", "could", "'d", "’d"))
_DEEPEST = 5


def direction(site: Site) -> float:
    """-1 (past), 1 (future), 0 (not told) or 0.5 (likelier future): the time of an expression's clause.

    A date that modifies a noun ("Tuesday's declaration", "the Aug. 7 bombings") is not dated by the verb, unless the
    noun is something that is held when it is due ("Sunday's election").
    """
    if site.host is None:
        return 0
    if site.modifies:
        lemma = site.host.lemma_.lower()
        if lemma in word_list("due_nouns"):
            return 1
        if lemma not in word_list("scheduled_nouns"):
            return 0
    if site.preposition == "since":
        return -1
    verb = governor(site.host)
    if verb is None:
        return 1 if site.preposition in word_list("onwards") else 0
    around = _on_the_way(site.host, verb)
    if _is_told_by_date(verb, site) or _is_called_for(site) or around & _AHEAD_OF:
        return 1
    way = _tense(verb)
    if verb.tag_ in ("VBZ", "VBP") and way >= 0 and around & _BEHIND:
        return -1  # "it comes a day after a raid on Monday"
    if way == 0 and site.host.lemma_.lower() in word_list("scheduled_nouns"):
        return 0.5  # "the vote on Monday is a test"
    onwards = site.preposition in word_list("onwards") and not (
        site.preposition == "from" and site.host.pos_ not in ("VERB", "AUX")
    )
    return 1 if way == 0 and onwards else way


def _on_the_way(host: Token, verb: Token) -> set[str]:
    """The prepositions and nouns between a date's noun and its verb, in lower case."""
    found: set[str] = set()
    current = host
    while current.i != verb.i and current.head.i != current.i:
        current = current.head
        if current.i != verb.i:
            found.add(current.lower_)
    return found


def _is_called_for(site: Site) -> bool:
    """ "called an election for Monday", "announced a rally for Monday"."""
    if site.preposition != "for" or site.host is None or site.modifies:
        return False
    if site.host.pos_ in ("VERB", "AUX"):
        return site.host.lemma_ in word_list("calling")
    return site.host.lemma_.lower() in word_list("scheduled_nouns")


def _is_told_by_date(verb: Token, site: Site) -> bool:
    """Verbs whose date lies ahead whatever their tense: "the vote is Monday", "gave them until Monday"."""
    if site.host is None or verb.i != site.host.i:
        return False
    if site.preposition in ("until", "till") and verb.lemma_ in word_list("granting"):
        return True
    complements = [child for child in verb.children if child.dep_ in ("attr", "acomp")]
    if verb.lemma_ != "be" or any(child.dep_ == "aux" for child in verb.children):
        return False
    if any(child.lower_ in word_list("due") | word_list("likely") for child in complements):
        return True
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    due = any(child.lemma_.lower() in word_list("scheduled_nouns") | word_list("due_nouns") for child in subjects)
    return verb.tag_ in ("VBZ", "VBP") and due and all(child.ent_type_ == "DATE" for child in complements)


def governor(token: Token) -> Token | None:
    """The verb whose clause ``token`` stands in (it may be the token itself), or an adjective such as "due"."""
    current = token
    while True:
        if current.pos_ in ("VERB", "AUX") or current.lower_ in word_list("due"):
            return current
        if current.head.i == current.i:
            return None
        current = current.head


def _tense(verb: Token, depth: int = 0) -> float:
    if verb.pos_ not in ("VERB", "AUX"):
        return 1
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    words = {child.lower_ for child in helpers}
    words |= {child.lower_ for helper in helpers for child in helper.children if child.dep_ == "aux"}
    if words & _CONDITIONAL and _is_refused(verb):
        return -1
    if words & _HAVE and words & word_list("modals") | {"to"} and not words & word_list("will"):
        return -1  # "may have left", "was to have been signed"
    if words & word_list("modals"):
        return 1
    tags = {child.tag_ for child in helpers}
    if verb.tag_ == "VB" and not helpers and verb.dep_ in ("conj", "ROOT"):
        return _present(verb)
    if verb.tag_ == "VB" or "to" in words:
        return _infinitive(verb, words, depth)
    if verb.lemma_ in word_list("planning") and (verb.tag_ == "VBN" or verb.lemma_ != "set"):
        return 0.5 if "VBD" in tags else 1
    if "VBD" in tags or verb.tag_ == "VBD" or words & _PERFECT:
        return -1
    if verb.tag_ == "VBN":
        return 0 if tags & {"VBZ", "VBP"} else -1
    if verb.tag_ == "VBG":
        return _progressive(verb, tags, depth)
    if verb.tag_ in ("VBZ", "VBP"):
        return _present(verb)
    return 0


def _is_refused(verb: Token) -> bool:
    """ "would not say on Monday", "could not be reached Friday": what the writer met with, not what lies ahead."""
    spoken = verb.lemma_ in word_list("reporting") or verb.lemma_ in word_list("refused")
    return spoken and any(child.dep_ == "neg" for child in verb.children)


def _present(verb: Token) -> int:
    if verb.lemma_ in word_list("reporting"):
        return -1
    ahead = word_list("scheduled_verbs") | word_list("aiming")
    return 1 if verb.lemma_ in ahead or verb.lower_ in ahead else 0


def _infinitive(verb: Token, helpers: set[str], depth: int) -> float:
    """An infinitive lies ahead of what it hangs on: surely for plans and nouns, else it is in its verb's time."""
    if "did" in helpers:
        return -1
    head = verb.head
    if head.lemma_ in word_list("ordering") and _is_told_to(head):
        return 1
    if head.i == verb.i or depth > _DEEPEST:
        return 1 if "to" in helpers else 0
    if verb.dep_ != "csubj" and (head.lemma_ in word_list("ahead") or head.lower_ in word_list("ahead")):
        return 1
    if verb.dep_ in ("relcl", "acl") and any(c.lower_ in word_list("ranking") for c in head.children if c.i < head.i):
        return _ranked(head, depth)
    if head.pos_ in ("VERB", "AUX"):
        return _tense(head, depth + 1)
    main = governor(head.head) if head.pos_ == "ADJ" and head.head.i != head.i else None
    return -1 if main is not None and _tense(main, depth + 1) < 0 else 1


def _ranked(noun: Token, depth: int) -> float:
    """ "The first to land on Monday" landed, unless they will be the first."""
    verb = governor(noun)
    return 1 if verb is not None and _tense(verb, depth + 1) > 0 else -1


def _is_told_to(verb: Token) -> bool:
    """Whether a verb of saying tells somebody to do something: it has an object."""
    return any(child.dep_ in ("dobj", "dative", "nsubjpass") for child in verb.children) or verb.lemma_ == "call"


def _progressive(verb: Token, tags: set[str], depth: int) -> float:
    if tags & {"VBZ", "VBP"}:
        return 1
    opens = verb.lemma_ in ("begin", "start") and verb.dep_ in ("prep", "advcl", "ROOT")
    if opens and verb.head.tag_ not in ("VBD", "VBN"):
        return 1
    main = governor(verb.head) if verb.head.i != verb.i and depth <= _DEEPEST else None
    return 0 if main is None or main.i == verb.i else _tense(main, depth + 1)
