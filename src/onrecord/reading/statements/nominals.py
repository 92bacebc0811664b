"""Attribution without a verb of saying: nouns, "according to", and adverbs of hearsay.

Comes in: a parsed ``Doc``. Goes out: one `Attribution` for each noun of saying with its content ("concerns that ...",
"Moscow's confirmation of ..."), each "according to", each "reportedly".
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from onrecord.reading.annotations import text_of
from onrecord.reading.statements.attribution import Attribution, phrase_span, token_span, trimmed
from onrecord.reading.statements.clauses import cue_span, is_passive, source_span, subject_of
from onrecord.reading.statements.lexicon import Cue, load_cues
from onrecord.types import Span

CLAUSES = frozenset({"acl", "ccomp", "relcl"})
SUBJECTS_OF_CLAUSE = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})


def nominal_attributions(doc: Doc) -> Iterator[Attribution]:
    """Attributions whose cue is not a verb, in the order of their cues."""
    cues = load_cues()
    for token in doc:
        found: Attribution | None = None
        if token.pos_ == "NOUN" and (cue := cues.get((token.lemma_.lower(), "noun"))):
            found = _noun(token, cue)
        elif token.lower_ == "according":
            found = _according(token)
        elif token.pos_ == "ADV" and ((token.lower_, "adverb") in cues):
            found = _hearsay(token)
        if found is not None:
            yield found


def _noun(noun: Token, cue: Cue) -> Attribution | None:
    content = _noun_clause(noun, cue) or _noun_preposition(noun, cue)
    if content is None:
        return None
    verb = _governor(noun)
    source = _owner(noun)
    if source is None and verb is not None and not is_passive(verb):
        source = subject_of(verb)
    if source is None and cue.kind == "possible" and verb is None:
        return None  # a possibility that nobody raised is the author's
    cue_words = _noun_cue(noun, verb)
    described = source_span(source) if source is not None and source.dep_ != "expl" else None
    head = source if described else None
    if described is None and (adjective := _described(noun)) is not None:
        described, head = adjective, noun
    return Attribution(contents=[content], cue=cue_words, cue_token=noun, source=described, source_token=head)


def _noun_clause(noun: Token, cue: Cue) -> Span | None:
    if not cue.takes("clause", "inf"):
        return None
    for child in noun.rights:
        if child.dep_ not in CLAUSES:
            continue
        marked = child.left_edge.lower_ in {"that", "whether"} and _has_own_subject(child)
        infinitive = cue.takes("inf") and any(c.tag_ == "TO" for c in child.lefts)
        if marked and cue.takes("clause"):
            first = child.left_edge.i + (child.left_edge.lower_ == "that")
            return token_span(noun.doc, first, child.right_edge.i)
        if infinitive:
            return phrase_span(child)
    return None


def _has_own_subject(clause: Token) -> bool:
    """Whether "that" only introduces the clause and is not what it is about ("a claim that hurts")."""
    first = clause.left_edge
    return first.dep_ == "mark" or any(c.dep_ in SUBJECTS_OF_CLAUSE and c.i != first.i for c in clause.lefts)


def _noun_preposition(noun: Token, cue: Cue) -> Span | None:
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in cue.frames:
            for inner in child.rights:
                if inner.dep_ in {"pobj", "pcomp"} and not _is_plain_pronoun(inner):
                    return token_span(noun.doc, inner.left_edge.i, inner.right_edge.i)
    return None


def _is_plain_pronoun(token: Token) -> bool:
    return token.pos_ == "PRON" and token.left_edge.i == token.right_edge.i


def _governor(noun: Token) -> Token | None:
    """The verb that voices the noun: "raised concerns", "the possibility has been raised"."""
    head = noun.head
    if noun.dep_ not in {"dobj", "nsubjpass"} or head.pos_ != "VERB":
        return None
    voiced = load_cues().get((head.lemma_.lower(), "verb"))
    return head if voiced is not None or head.lemma_.lower() in {"have", "hold", "share"} else None


def _owner(noun: Token) -> Token | None:
    """Whose saying it is: the possessor, or the one after "by", "among" or "from"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
    for child in noun.rights:
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "among", "from"}:
            for inner in child.rights:
                if inner.dep_ == "pobj":
                    return inner
    return None


def _described(noun: Token) -> Span | None:
    """ "international concerns": the noun phrase itself says all that is said of the holder."""
    adjectives = [c for c in noun.lefts if c.dep_ in {"amod", "nmod", "compound"}]
    return token_span(noun.doc, adjectives[0].i, noun.i) if adjectives and noun.tag_ == "NNS" else None


def _noun_cue(noun: Token, verb: Token | None) -> Span | None:
    if verb is None or abs(verb.i - noun.i) > 5:
        return token_span(noun.doc, noun.i, noun.i)
    return token_span(noun.doc, min(noun.i, verb.i), max(noun.i, verb.i)) if verb.i < noun.i else cue_span(verb)


def _according(token: Token) -> Attribution | None:
    """ "according to X": what stands in the clause around it."""
    to = next((c for c in token.rights if c.lower_ == "to"), None)
    source = next((c for c in to.rights if c.dep_ == "pobj"), None) if to is not None else None
    if to is None or source is None:
        return None
    pieces = _beside(token, source)
    if not pieces:
        return None
    doc = token.doc
    cue = token_span(doc, token.i, to.i)
    return Attribution(contents=pieces, cue=cue, cue_token=token, source=source_span(source), source_token=source)


def _beside(token: Token, source: Token) -> list[Span]:
    """What "according to X" attributes: the rest of its sentence where it opens or closes it, else of its clause."""
    doc, start, end = token.doc, token.i, source.right_edge.i
    first, last = _sentence(token)
    opens = all(not before.is_alpha for before in doc[first:start])
    closes = all(not behind.is_alpha for behind in doc[end + 1 : last + 1])
    if not opens and not closes:
        head = token.head
        while head.pos_ not in {"VERB", "AUX"} and head.head.i != head.i:
            head = head.head
        first, last = head.left_edge.i, head.right_edge.i
    before = token_span(doc, first, start - 1) if first < start else None
    behind = token_span(doc, end + 1, last) if end < last else None
    return [piece for piece in (before, behind) if piece is not None and piece.end - piece.start > 3]


def _sentence(token: Token) -> tuple[int, int]:
    """First and last token of a sentence (``token.sent`` looks through the whole document)."""
    doc, first, last = token.doc, token.i, token.i
    while first > 0 and not doc[first].is_sent_start:
        first -= 1
    while last + 1 < len(doc) and not doc[last + 1].is_sent_start:
        last += 1
    return first, last


def _hearsay(adverb: Token) -> Attribution | None:
    """ "reportedly": what follows it in its clause."""
    head, doc = adverb.head, adverb.doc
    last = head.right_edge.i
    if adverb.i < head.i or head.pos_ not in {"VERB", "AUX"}:
        content = token_span(doc, adverb.i + 1, last) if adverb.i < last else None
    else:
        content = trimmed(text_of(doc), doc[head.i].idx, adverb.idx)
    cue = token_span(doc, adverb.i, adverb.i)
    return Attribution(contents=[content], cue=cue, cue_token=adverb, hearsay=True) if content else None
