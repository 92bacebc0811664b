"""Whom a pronoun means: "he", "its", "they".

Comes in: a `Context` that has gone up to the pronoun. Goes out: the actors it points to, () when that cannot be told.
A pronoun looks at the subject of its clause, then of the clauses above, then of the sentence before; the nearest
subject that it can mean decides, even when nobody knows who that is. "I" and "we" are not its business.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.reading.actors.anaphors import anaphors
from onrecord.reading.actors.context import ADDRESSED, BACK, CLIMB, SUBJECTS, Context
from onrecord.reading.actors.index import denoted
from onrecord.reading.actors.lexicon import ONE_PERSON, lexicon
from onrecord.reading.actors.mention import Form, Mention, distinct
from onrecord.types import Actor

CLAUSAL = frozenset({"be", "seem", "appear", "remain", "take", "become", "turn", "follow", "emerge", "mean", "happen"})
CONTROLLED = frozenset({"xcomp", "pcomp"})
BLAMING = frozenset({"over", "for", "of", "about"})
HELPING = frozenset({"help", "aid", "assist", "support", "back", "arm"})
PERSONAL = frozenset({"male", "female"})


def pronoun(context: Context, i: int) -> Mention | None:
    """The mention that the pronoun at ``i`` makes; None when whom it means is not known."""
    kind = anaphors().pronouns.get(context.words.lower[i])
    actors = _antecedent(context, i, kind) if kind else ()
    if kind in PERSONAL and len(actors) == 1:
        context.learn_gender(actors[0], kind[0])
    return Mention(i, i + 1, actors, Form.PRONOUN) if actors else None


def _antecedent(context: Context, i: int, kind: str) -> tuple[Actor, ...]:
    words, lower = context.words, context.words.lower[i]
    if kind == "thing" and _is_empty(context, i):
        return ()
    if (leader := _own_leader(context, i)) is not None and kind in {"thing", "many"}:
        return leader
    if lower.endswith(("self", "selves")) and (mention := context.index.at(i - 1) if i else None) is not None:
        return mention.actors  # "the president himself"
    partner = _partner(context, words.head[i]) if words.tag[i] == "PRP$" else None
    if partner is not None and (found := _joined_to(context, partner, kind)):
        return found
    others = _own_object(context, i) | _speaker(context, i, kind)
    for candidate in _candidates(context, i, kind):
        actors = _fitting(context, candidate, kind)
        if actors is not None and not (actors and others.issuperset(actors)):
            return actors
    return _last_person(context, i, kind) if kind in PERSONAL else ()


def _last_person(context: Context, i: int, kind: str) -> tuple[Actor, ...]:
    """The only person named in this sentence and the one before that the pronoun can mean."""
    here = context.words.sentence[i]
    found: dict[Actor, None] = {}
    for sentence, mention in context.persons_back():
        if here - sentence > 1:
            break
        found.update(dict.fromkeys(actor for actor in mention.actors if not clashes(context.gender(actor), kind)))
    subject = context.subject_of.get(context.words.head[i])
    beside = _own_object(context, i)
    if subject is not None and subject != i:
        beside.update(denoted(context.index, context.words.doc[subject]))
    for actor in _speaker(context, i, kind):
        found.pop(actor, None)
    return tuple(found) if len(found) == 1 and not found.keys() & beside else ()


def _own_object(context: Context, i: int) -> set[Actor]:
    """Those whom the pronoun cannot mean as they are the object beside it: "he told Muster"."""
    words = context.words
    if words.dep[i] not in SUBJECTS or (thing := context.object_of.get(words.head[i])) is None:
        return set()
    return set(denoted(context.index, words.doc[thing]))


def _speaker(context: Context, i: int, kind: str) -> set[Actor]:
    """Who says the quotation that the pronoun stands in, and so is no "he" of it."""
    if kind not in PERSONAL or not context.quoted[i]:
        return set()
    subject = context.subject_of_sentence(context.words.sentence[i])
    if subject is None or context.quoted[subject]:
        return set()
    return set(denoted(context.index, context.words.doc[subject]))


def _is_empty(context: Context, i: int) -> bool:
    """Whether "it" stands for a clause: "it is unlikely that", "it turned out that"."""
    words = context.words
    if words.dep[i] == "expl":
        return True
    if words.dep[i] not in SUBJECTS:
        return False
    verb = words.doc[words.head[i]]
    if verb.lemma_ == "take" and any(child.dep_ == "dobj" and context.index.at(child.i) for child in verb.rights):
        return False  # "it took Chadian soldiers prisoner"
    clauses = {"acomp", "ccomp", "xcomp", "advcl", "attr"}
    return verb.lemma_ in CLAUSAL and any(child.dep_ in clauses for child in verb.rights)


def _own_leader(context: Context, i: int) -> tuple[Actor, ...] | None:
    """The state of the person in "its leader, Jane Roe" and "its president Jane Roe"."""
    if context.words.tag[i] != "PRP$" or i + 1 >= len(context.words):
        return None
    mention = context.index.at(i + 1)
    if mention is None or not mention.is_person or mention.noun is None:
        return None
    state = context.state(mention.actors[0])
    return (state,) if state else None


def _candidates(context: Context, i: int, kind: str) -> Iterator[int]:
    """Tokens that head what the pronoun may point to, the nearest first."""
    words = context.words
    if (blamed := _object_blamed(context, i)) is not None:
        yield blamed
    if kind == "thing" and (thing := _object_of_condition(context, i)) is not None:
        yield thing
    for subject in _in_sentence(context, i, kind):
        yield _meant_by_relative(context, subject)
    if kind in PERSONAL and (named := _named_before(context, i, kind)) is not None:
        yield named
    subject_they = kind == "many" and words.dep[i] in SUBJECTS
    if subject_they and (thing := _object_above(context, i)) is not None:
        yield thing
    reach = BACK if kind in PERSONAL else 1 + subject_they
    here = words.sentence[i]
    for sentence in range(here - 1, max(-1, here - 1 - reach), -1):
        main = context.subject_of_sentence(sentence)
        if main is None:
            continue
        same_line = context.lines[main] == context.lines[i]
        if kind in PERSONAL or subject_they or (same_line and context.quoted[main] == context.quoted[i]):
            yield main
        if kind in PERSONAL and (told := _reported_subject(context, main)) is not None:
            yield told
        if kind in PERSONAL and (topic := _topic(context, sentence)) is not None:
            yield topic


def _topic(context: Context, sentence: int) -> int | None:
    """Whom a sentence is about that says so first: "For Muster, the deal is a success"."""
    words = context.words
    first, last = words.sentence_bounds(words.sentence_starts[sentence])
    if words.lower[first] != "for" or words.dep[words.head[first]] != "ROOT":
        return None
    return next((i for i in range(first + 1, last) if words.dep[i] == "pobj" and words.head[i] == first), None)


def _object_above(context: Context, i: int) -> int | None:
    """The plural object of the clause above: "captured Chadian soldiers after they crossed the border"."""
    words = context.words
    clause = words.head[i]
    thing = context.object_of.get(words.head[clause]) if words.dep[clause] in {"advcl", "relcl"} else None
    mention = context.index.at(thing) if thing is not None and thing < i else None
    return thing if mention is not None and mention.plural else None


def _object_of_condition(context: Context, i: int) -> int | None:
    """The object of an infinitive that holds if the pronoun does something: "vowed to help Chad if it was attacked";
    not in "if it can", which is said of the subject."""
    words = context.words
    clause = words.head[i]
    above = words.doc[words.head[clause]]
    if words.dep[i] not in SUBJECTS or words.dep[clause] != "advcl" or words.tag[clause] == "MD":
        return None
    opened = any(child.dep_ == "mark" and child.lower_ in {"if", "unless"} for child in words.doc[clause].lefts)
    thing = context.object_of.get(above.i)
    if not opened or above.tag_ != "VB" or thing is None or not above.i < thing < i:
        return None
    return thing if context.index.at(thing) is not None else None


def _reported_subject(context: Context, main: int) -> int | None:
    """The subject of what a sentence reports: "Beijing says that the president will go"."""
    words = context.words
    verb = words.head[main]
    first, last = words.sentence_bounds(main)
    clauses = (i for i in range(max(first, verb), last) if words.dep[i] == "ccomp" and words.head[i] == verb)
    return next((subject for i in clauses if (subject := context.subject_of.get(i)) is not None), None)


def _partner(context: Context, owned: int) -> int | None:
    """The phrase that the pronoun's phrase is joined to: "the president and his cabinet"."""
    words = context.words
    for _ in range(3):
        if words.dep[owned] == "conj":
            return words.head[owned]
        if words.dep[owned] not in {"compound", "nmod", "appos", "poss"}:
            return None
        owned = words.head[owned]
    return None


def _joined_to(context: Context, partner: int, kind: str) -> tuple[Actor, ...]:
    mention = context.index.at(partner)
    if mention is None or len(mention.actors) > 1:
        return ()
    if kind in PERSONAL:
        fits = mention.is_person and not clashes(context.gender(mention.actors[0]), kind)
        return mention.actors if fits else ()
    return mention.actors if kind == "thing" and not mention.is_person and not mention.plural else ()


def _object_blamed(context: Context, i: int) -> int | None:
    """The object in "censured Iran over its failure", "thanked China for its help", "backed Syria in its war"."""
    words = context.words
    owned = words.head[i]
    preposition = words.head[owned]
    verb = words.head[preposition]
    helped = words.lower[preposition] == "in" and words.doc[verb].lemma_ in HELPING
    if words.tag[i] != "PRP$" or words.dep[owned] != "pobj" or not (helped or words.lower[preposition] in BLAMING):
        return None
    thing = context.object_of.get(verb)
    return thing if thing is not None and thing < preposition and context.index.at(thing) else None


def _in_sentence(context: Context, i: int, kind: str) -> Iterator[int]:
    """Subjects of the clauses around the pronoun, from within; never that of its own verb when it is an object. Under
    "urged China to ..." and "accused China of ..." the object comes first."""
    words = context.words
    verb, own, below = words.head[i], True, i
    for _ in range(CLIMB):
        subject = context.subject_of.get(verb)
        if not own and words.dep[below] in CONTROLLED and (thing := _addressed(context, verb)) and thing < below:
            yield thing
        if subject is not None and subject != i and not context.holds(subject, i):
            bound = own and words.tag[i] == "PRP" and words.dep[i] in {"dobj", "dative", "pobj"}
            fits = subject < i or (kind in PERSONAL and words.dep[verb] == "ROOT" and not own)
            if fits and not bound and context.quoted[subject] == context.quoted[i]:
                yield subject
            own = False
        own = own and words.dep[verb] in {"prep", "pobj", "conj", "dobj", "attr", "compound", "poss", "amod"}
        if words.head[verb] == verb:
            return
        if words.dep[verb] in CONTROLLED or words.dep[below] not in CONTROLLED or subject is not None:
            below = verb
        verb = words.head[verb]


def _addressed(context: Context, verb: int) -> int | None:
    """The object of a verb, or whom "called on China to ..." has for one."""
    if (thing := context.object_of.get(verb)) is not None:
        return thing
    word = context.words.doc[verb]
    if word.lemma_ not in ADDRESSED:
        return None
    named = (noun for child in word.rights if child.lower_ == ADDRESSED[word.lemma_] for noun in child.rights)
    return next((noun.i for noun in named if noun.dep_ == "pobj"), None)


def _fitting(context: Context, i: int, kind: str) -> tuple[Actor, ...] | None:
    """The actors of a phrase if the pronoun can mean it; () when it means this phrase and who that is is unknown;
    None when it must mean another."""
    words = context.words
    mention = context.index.at(i)
    actors = distinct(list(denoted(context.index, words.doc[i])))
    if kind in PERSONAL:
        if mention is not None and mention.is_person:
            return None if clashes(context.gender(mention.actors[0]), kind) or len(actors) > 1 else actors
        return () if mention is None and _is_unknown_person(context, i) else None
    if kind == "many":
        if len(actors) > 1 or (actors and mention is not None and mention.plural):
            return actors
        return () if not actors and words.tag[i] in {"NNS", "NNPS"} else None
    if actors and mention is not None:
        somebody = mention.is_person or (mention.noun is not None and mention.noun.category in ONE_PERSON)
        fits = len(actors) == 1 and not (somebody or mention.plural or mention.is_group)
        return actors if fits and mention.form is not Form.ADJECTIVE else None
    return () if words.tag[i] in {"NN", "NNP", "DT", "WDT", "PRP"} else None


def _is_unknown_person(context: Context, i: int) -> bool:
    words = context.words
    found = lexicon().noun_ending(words.lower, i + 1, after=i)
    return words.entity[i] == "PERSON" or (found is not None and found[1].category in ONE_PERSON)


def _named_before(context: Context, i: int, kind: str) -> int | None:
    """The only person named before the pronoun in its sentence that it can mean."""
    words = context.words
    found: dict[Actor, int] = {}
    for mention in context.before(i, 0):
        if mention.is_person and not clashes(context.gender(mention.actors[0]), kind):
            found.setdefault(mention.actors[0], words.root(mention.start, mention.end))
    bound = words.tag[i] == "PRP" and words.dep[i] in {"dobj", "dative", "pobj"}
    subject = context.subject_of.get(words.head[i]) if bound else None
    found = {actor: root for actor, root in found.items() if root != subject}
    return next(iter(found.values())) if len(found) == 1 else None


def _meant_by_relative(context: Context, i: int) -> int:
    """For "who" and "which" the noun that their clause belongs to."""
    words = context.words
    if words.tag[i] not in {"WP", "WDT"}:
        return i
    k = words.head[i]
    for _ in range(CLIMB):
        if words.dep[k] == "relcl":
            return words.head[k]
        k = words.head[k]
    return i


def clashes(gender: str | None, kind: str) -> bool:
    """Whether somebody of this gender cannot be meant by a pronoun of this kind."""
    return gender is not None and gender != kind[0]
