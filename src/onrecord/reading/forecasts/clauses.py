"""Clauses: the stretch of words that a verb and what belongs to it cover, and small questions about grammar.

Comes in: tokens of a parsed ``Doc``. Goes out: pairs of token positions (half open), tokens, truth values. It knows
nothing of forecasts; links use it too. The parser errs, so every stretch is cut at what can hardly belong to it:
clauses set off by a comma, who is said to have said it, quotation marks and conjunctions at the edges.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from onrecord.reading.annotations import document_of

Stretch = tuple[int, int]

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
CONDITION_MARKS = frozenset({"if", "unless"})
TIME_MARKS = frozenset({"when", "until", "once", "till", "before", "after", "while", "whenever", "lest"})
_EDGE_WORDS = frozenset({"that", "and", "but", "or", "so", "while", "although", "though", "however", "because", "as"})
_QUOTES = frozenset("“”\"‘’'`´«»")
_DROPPED = frozenset({"parataxis", "mark", "cc", "discourse", "intj"})
_AFTER_COMMA = frozenset({"advcl", "prep", "npadvmod", "appos", "acl", "dep", "advmod", "relcl", "conj"})


def subject(verb: Token) -> Token | None:
    """The subject of a verb, looked for at the verb it is joined or subordinated to when it has none of its own."""
    seen = 0
    while seen < 4:
        found = own_subject(verb)
        if found is not None:
            return found
        if verb.dep_ not in ("conj", "xcomp", "acomp", "attr", "ccomp", "oprd") or verb.head == verb:
            return None
        verb = verb.head
        seen += 1
    return None


def own_subject(verb: Token) -> Token | None:
    """The subject that stands at the verb itself; for "there will be a deal", the deal."""
    for child in verb.children:
        if child.dep_ == "expl" and child.lower_ == "there":
            return next((part for part in verb.rights if part.dep_ in ("attr", "nsubj", "dobj")), child)
        if child.dep_ in SUBJECTS:
            return child
    return None


def is_be(token: Token) -> bool:
    """Whether a token is a form of be; the parser does not know the lemma of "’s"."""
    return token.lemma_ == "be" or (token.lower_ in ("’s", "'s") and token.dep_ not in ("case", "poss"))


def noun_lemma(noun: Token) -> str:
    """The lemma of a noun in lower case; of "drop-in", which the tokeniser splits, the whole."""
    doc = noun.doc
    if noun.i >= 2 and doc[noun.i - 1].text == "-" and doc[noun.i - 2].dep_ == "compound":
        return f"{doc[noun.i - 2].lower_}-{noun.lower_}"
    return str(noun.lemma_.lower())


def mark_of(verb: Token) -> str | None:
    """The word that subordinates a clause ("if", "because", "when"), in lower case."""
    for child in verb.lefts:
        if child.dep_ == "mark" or (child.dep_ == "advmod" and child.tag_ == "WRB"):
            return str(child.lower_)
    first = verb.left_edge
    return str(first.lower_) if first.tag_ == "WRB" and first.i < verb.i else None


def asks(verb: Token) -> bool:
    """Whether the clause is an embedded question: "what Kim will get", "who would sign"."""
    if any(child.lower_ in ("what", "whom", "whose", "whatever", "whoever") for child in verb.lefts):
        return True
    if any(
        part.tag_ in ("WDT", "WP$") and part.dep_ in ("det", "poss") for child in verb.lefts for part in child.lefts
    ):
        return True
    return verb.dep_ != "relcl" and any(child.lower_ in ("who", "which") for child in verb.lefts)


def is_negated(verb: Token) -> bool:
    """Whether the verb has a negation of its own, or a subject or object with "no"."""
    for child in verb.children:
        if child.dep_ == "neg":
            return True
        if child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") and _is_none(child):
            return True
    return False


def _is_none(noun: Token) -> bool:
    if noun.lower_ in ("nobody", "none", "nothing", "no-one"):
        return True
    return any(child.lower_ in ("no", "neither") and child.dep_ in ("det", "neg") for child in noun.lefts)


def is_question(token: Token) -> bool:
    """Whether the token's sentence asks: by its mark, or by the modal in front."""
    sentence = token.sent
    if sentence[0].tag_ == "MD" and any(child.i == sentence.start for child in token.children):
        return True
    return any(word.text == "?" for word in sentence[-3:])


def in_quotes(token: Token) -> bool:
    """Whether an odd number of double quotation marks stands before the token in its paragraph."""
    text = document_of(token.doc).text
    start = text.rfind("\n", 0, token.idx) + 1
    piece = text[start : token.idx]
    if "“" in piece or "”" in piece:
        return piece.rfind("“") > piece.rfind("”")
    return piece.count('"') % 2 == 1


def clause(verb: Token, *, first: Token | None = None) -> Stretch:
    """The words of the clause that ``verb`` heads.

    Args:
        verb: The head; its subtree counts, less what `_belongs` leaves out.
        first: A token left of the verb at which the clause starts at the latest (the cue of a hedge).
    """
    kept = {verb.i}
    for child in verb.children:
        if _belongs(child, verb):
            kept.update((child.left_edge.i, _right_end(child)))
    start, end = min(kept), max(kept) + 1
    if first is not None and first.i < start:
        start = first.i
    sentence = verb.sent
    return trimmed(verb.doc, max(start, sentence.start), min(end, sentence.end))


def _right_end(child: Token) -> int:
    """Last token of a dependent, cut before a clause or participle that a comma sets off deep inside."""
    last = child.i
    for part in child.rights:
        if part.dep_ == "punct" and part.text != "-":
            continue
        if part.dep_ in ("advcl", "parataxis") or (part.dep_ in ("prep", "relcl") and comma_before(part)):
            break
        last = max(last, _right_end(part))
    return last


def _belongs(child: Token, verb: Token) -> bool:
    if child.dep_ == "punct" or child.dep_ in _DROPPED:
        return False
    if child.dep_ == "ccomp" and child.i < verb.i:
        return False
    if child.dep_ == "conj" and (own_subject(child) is not None or _has_own_auxiliary(child)):
        return False
    if child.dep_ == "advcl" and (child.i < verb.i or mark_of(child) is not None or comma_before(child)):
        return False
    if child.i < verb.i and child.dep_ in ("prep", "npadvmod", "advmod", "dep") and _comma_after(child):
        return False
    return not (child.i > verb.i and child.dep_ in _AFTER_COMMA and child.dep_ != "conj" and comma_before(child))


def _has_own_auxiliary(verb: Token) -> bool:
    """ "will begin talks and *are* expected": a predication of its own."""
    return any(child.dep_ in ("aux", "auxpass") and child.tag_ in ("MD", "VBZ", "VBP", "VBD") for child in verb.lefts)


def comma_before(token: Token) -> bool:
    """Whether a comma or a dash stands right before a token's subtree."""
    edge = token.left_edge.i
    return edge > 0 and token.doc[edge - 1].text in (",", "–", "—", "--", "-", ";", ":", "(")


def _comma_after(token: Token) -> bool:
    edge = token.right_edge.i + 1
    return edge < len(token.doc) and token.doc[edge].text in (",", "–", "—", "--")


def trimmed(doc: Doc, start: int, end: int) -> Stretch:
    """A stretch without punctuation, quotation marks, spaces and conjunctions at its edges."""
    while start < end - 1 and (doc[start].is_space or _is_loose(doc[start]) or doc[start].lower_ in _EDGE_WORDS):
        if doc[start].lower_ == "that" and _is_pronoun(doc[start]):
            break
        start += 1
    if doc[start].lower_ == "such" and start > 0 and doc[start - 1].lower_ == "as" and start + 2 < end:
        start += 1 + (doc[start + 1].text == ",")
    while end - 1 > start and (doc[end - 1].is_space or _is_loose(doc[end - 1]) or doc[end - 1].dep_ == "cc"):
        end -= 1
    return start, end


def _is_pronoun(that: Token) -> bool:
    """ "That" as a pronoun or article, which belongs to its clause; the parser takes the one before a name for one."""
    if that.dep_ == "det":
        return True
    return that.dep_ in ("nsubj", "nsubjpass", "dobj") and that.nbor().pos_ not in ("PROPN", "PRON", "DET")


def _is_loose(token: Token) -> bool:
    return token.is_punct or token.text in _QUOTES


def noun_phrase(noun: Token) -> Stretch:
    """A noun with what belongs to it, without a relative clause or apposition that a comma sets off."""
    start, last = noun.left_edge.i, _right_end(noun)
    for part in noun.rights:
        if part.dep_ in ("relcl", "appos", "acl") and comma_before(part):
            last = min(last, part.left_edge.i - 1)
            break
    return trimmed(noun.doc, start, last + 1)


def ancestors(token: Token, limit: int = 6) -> Iterator[Token]:
    """The heads of a token, the nearest first."""
    for _ in range(limit):
        if token.head == token:
            return
        token = token.head
        yield token
