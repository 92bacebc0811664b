"""Whom a definite phrase means: "the two countries", "both leaders", "the country", "the alliance", "the minister".

Comes in: a `Context` that has gone up to the phrase. Goes out: the mention it makes, None when whom it means cannot be
told. Pronouns are not its business.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.reading.actors.anaphors import anaphors
from onrecord.reading.actors.context import Context
from onrecord.reading.actors.lexicon import ONE_PERSON, Category, lexicon
from onrecord.reading.actors.mention import Form, Mention
from onrecord.types import Actor, ActorKind

OPENERS = frozenset({"the", "both", "these", "those", "two", "three", "four", "that", "this"})
AGAIN = frozenset({"the", "these", "those"})
SENTENCES_BACK = 3
MODIFIERS = frozenset({"JJ", "NN", "NNP", "HYPH", "VBG"})
GOES_ON = frozenset({"of", "that", "who", "which", "-", "where", "in", "for", "from", "to"})
PLURAL = frozenset({"NNS", "NNPS", "VBZ"})
LISTED_BACK = 8
KOREAS = ("PRK", "KOR")
LEADING = ("president", "prime minister", "chancellor", "premier", "king", "queen", "leader", "emir", "sultan")


def definite(context: Context, i: int) -> Mention | None:
    """The mention that a phrase beginning at ``i`` makes."""
    if context.words.lower[i] not in OPENERS:
        return None
    return _group(context, i) or _single(context, i) or _same_people(context, i)


def _same_people(context: Context, i: int) -> Mention | None:
    """ "The troops", where one country's troops were told of just before and nobody else's."""
    words, end = context.words, i + 1
    if words.lower[i] not in AGAIN or end >= len(words) or words.tag[end] != "NNS" or context.index.at(end) is not None:
        return None
    if words.word(end + 1) in GOES_ON or (end + 1 < len(words) and words.tag[end + 1] in MODIFIERS | PLURAL):
        return None
    told = [
        mention
        for mention in context.before(i, SENTENCES_BACK)
        if words.lower[mention.end - 1] == words.lower[end] and mention.noun is not None and mention.noun.plural
    ]
    if len({mention.actors for mention in told}) != 1:
        return None
    return Mention(i, end + 1, told[0].actors, Form.DEFINITE, told[0].noun)


# -- "the two countries", "both leaders", "the two"


def _group(context: Context, i: int) -> Mention | None:
    words, known = context.words, anaphors()
    number: int | None = None
    k = i
    while k < min(i + 3, len(words)) and words.lower[k] in {"the", "these", "those", *known.numbers}:
        number = known.numbers.get(words.lower[k], number)
        k += 1
    end = _group_end(context, k, i, number)
    if end is None:
        return _alone(context, i, k, number)
    two_words = f"{words.word(end - 2)} {words.word(end - 1)}"
    noun = two_words if two_words in known.groups and end - 2 >= k else words.word(end - 1)
    actors = _members(context, noun, number, i, end)
    return Mention(i, end, actors, Form.DEFINITE) if actors else None


def _members(context: Context, noun: str, number: int | None, i: int, end: int) -> tuple[Actor, ...]:
    known, sentence = anaphors(), context.words.sentence[i]
    if noun == "koreas":
        return tuple(actor for id in KOREAS if (actor := context.gazetteer.actor(id)) is not None)
    kind = known.groups[noun]
    if number is None and kind == "officials":
        return _all_of_office(context, noun, sentence)
    if number is None and (noun not in known.bare or context.words.word(end) in GOES_ON):
        return ()
    if number in {None, 2}:
        return _two(context, kind, noun, sentence)
    return _listed(context, number, i) if kind == "states" else ()


def _group_end(context: Context, k: int, i: int, number: int | None) -> int | None:
    """Where a group noun that the determiner at ``i`` belongs to ends; modifiers only after a number."""
    words, known = context.words, anaphors()
    if k == i:
        return None
    for end in range(k + 1, min(k + (5 if number else 3), len(words) + 1)):
        word = words.word(end - 1)
        if word == "koreas" or (word in known.groups and words.tag[end - 1] in PLURAL):
            plain = end - 1 == k or (f"{words.word(end - 2)} {word}" in known.groups and end - 2 == k)
            return end if plain or number else None
        if words.tag[end - 1] not in MODIFIERS or context.index.at(end - 1):
            return None
    return None


def _alone(context: Context, i: int, end: int, number: int | None) -> Mention | None:
    """ "The two" without a noun: the two persons named last."""
    words = context.words
    if number != 2 or words.lower[i] != "the" or end - i != 2 or end >= len(words):
        return None
    if words.tag[end] not in {"VBD", "VBP", "MD", "VBN", "RB"} or words.dep[end - 1] not in {"nsubj", "nsubjpass"}:
        return None
    actors = _last_two(context, "anybody", "", words.sentence[i])
    return Mention(i, end, actors, Form.DEFINITE) if actors else None


def _two(context: Context, kind: str, noun: str, sentence: int) -> tuple[Actor, ...]:
    if kind != "states":
        persons = _last_two(context, kind, noun, sentence)
        if persons or kind == "officials":
            return persons
    pair = context.salience.pair(sentence)
    if pair is None or kind == "states":
        return pair or ()
    return tuple(_leader(context, state) for state in pair)


def _last_two(context: Context, kind: str, noun: str, sentence: int) -> tuple[Actor, ...]:
    """The two persons named in this sentence and the two before, when they are just two (who can be so called)."""
    found: dict[str | None, Actor] = {}
    for said, mention in context.persons_back():
        if sentence - said > 2 or len(found) > 2:
            break
        for actor in reversed(mention.actors):
            if _can_be_called(context, actor, mention, kind, noun):
                found.setdefault(actor.person, actor)
    return tuple(reversed(found.values())) if len(found) == 2 else ()


def _all_of_office(context: Context, noun: str, sentence: int) -> tuple[Actor, ...]:
    """The persons of an office named together a few sentences ago: "the foreign ministers"."""
    found: dict[str | None, Actor] = {}
    for said, mention in context.persons_back():
        if sentence - said > 4 or len(found) > 12:
            break
        for actor in reversed(mention.actors):
            if _can_be_called(context, actor, mention, "officials", noun):
                found.setdefault(actor.person, actor)
    return tuple(reversed(found.values())) if len(found) > 1 else ()


def _can_be_called(context: Context, actor: Actor, mention: Mention, kind: str, noun: str) -> bool:
    """Whether a person can be one of "the two leaders", "the foreign ministers", "the two men"."""
    office = (actor.office or mention.role or "").casefold()
    if kind == "officials":
        return noun.removesuffix("s") in office
    if kind != "leaders" or noun == "men" or not office:
        return True
    leader = context.gazetteer.office_holder("leader", actor.id, on=context.words.on)
    return any(word in office for word in LEADING) or (leader is not None and leader.person == actor.person)


def _leader(context: Context, state: Actor) -> Actor:
    for _, mention in context.persons_back():
        for actor in mention.actors:
            if actor.id == state.id and actor.office and _can_be_called(context, actor, mention, "leaders", "leaders"):
                return actor
    return context.gazetteer.office_holder("leader", state.id, on=context.words.on) or state


def _listed(context: Context, number: int, i: int) -> tuple[Actor, ...]:
    """The states of the last list with so many of them: "the three countries"; also when the list comes in apposition
    just after."""
    words = context.words
    run: dict[str, Actor] = {}
    later: int | None = None
    for mention in context.before(i, LISTED_BACK):
        gap = words.lower[mention.end : later] if later is not None else []
        if later is not None and not (len(gap) <= 3 and set(gap) <= {",", "and", "the", "&"}):
            if len(run) == number:
                break
            run = {}
        for actor in reversed(mention.actors):
            if (state := context.state(actor)) is not None:
                run.setdefault(state.id, state)
        later = mention.start
    return tuple(reversed(run.values())) if len(run) == number else ()


# -- "the country", "the alliance", "the minister"


def _single(context: Context, i: int) -> Mention | None:
    words, known = context.words, anaphors()
    if words.lower[i] not in {"the", "that", "this"}:
        return None
    end = _single_end(context, i)
    if end is None:
        return None
    kind = known.singles.get(words.lower[end - 1])
    if kind == "states":
        actor = _state_in_focus(context, i, end)
        return Mention(i, end, (actor,), Form.DEFINITE) if actor else None
    if kind == "organisations":
        return _last_organisation(context, i, end)
    return _last_office(context, i, end)


def _single_end(context: Context, i: int) -> int | None:
    words = context.words
    limit = min(i + 4, words.sentence_bounds(i)[1])
    end = i + 1
    while end < limit and words.tag[end] in {"JJ", "NN", "HYPH", "VBN", "VBG"} and context.index.at(end) is None:
        end += 1
    if end == i + 1 or words.tag[end - 1] != "NN":
        return None
    follows = words.tag[end] if end < len(words) else ""
    return end if words.word(end) not in GOES_ON and follows not in {"NNP", "NNS"} else None


def _state_in_focus(context: Context, i: int, end: int) -> Actor | None:
    """The subject's state for "the country's economy" and for a subject; for an object the state that stands out
    among the others."""
    words = context.words
    verb = words.head[words.root(i, end)]
    subject = _clause_subject(context, verb, i)
    states = _states_at(context, subject) if subject is not None else []
    if words.dep[words.root(i, end)] == "poss" and len(states) == 1:
        return states[0]
    exclude = {state.id for state in states} if subject is not None else set()
    if words.dep[words.root(i, end)] in {"nsubj", "nsubjpass"}:
        previous = context.subject_of_sentence(words.sentence[i] - 1) if words.sentence[i] else None
        states = _states_at(context, previous) if previous is not None else []
        if len(states) == 1:
            return states[0]
    return context.salience.single(words.sentence[i], exclude=exclude)


def _clause_subject(context: Context, verb: int, i: int) -> int | None:
    for _ in range(5):
        subject = context.subject_of.get(verb)
        if subject is not None and subject < i:
            return subject
        if context.words.head[verb] == verb:
            return None
        verb = context.words.head[verb]
    return None


def _states_at(context: Context, token: int) -> Sequence[Actor]:
    mention = context.index.at(token)
    actors = mention.actors if mention else ()
    return [state for actor in actors if (state := context.state(actor)) is not None]


def _last_organisation(context: Context, i: int, end: int) -> Mention | None:
    """The organisation named last; nothing for "the news agency", where a modifier tells of another."""
    if end - i != 2:
        return None
    for mention in context.before(i, 2):
        actor = mention.actors[0]
        organised = actor.kind in {ActorKind.ORGANISATION, ActorKind.ARMED_GROUP}
        if len(mention.actors) == 1 and organised and mention.form is not Form.PRONOUN:
            return Mention(i, end, (actor,), Form.DEFINITE)
    return None


def _last_office(context: Context, i: int, end: int) -> Mention | None:
    """The only one of this noun named just before: "the minister" after "Foreign Minister Jane Roe"."""
    found = lexicon().noun_ending(context.words.lower, end, after=i + 1)
    if found is None or found[0] != i + 1 or found[1].category not in ONE_PERSON | {Category.BODY}:
        return None
    noun = found[1].lemma
    meant: dict[tuple[str, str | None], Mention] = {}
    for mention in context.before(i):
        if len(mention.actors) == 1 and not mention.plural and _is_called(mention, noun):
            meant.setdefault((mention.actors[0].id, mention.actors[0].person), mention)
    if len(meant) != 1:
        return None
    (mention,) = meant.values()
    return Mention(i, end, mention.actors, Form.DEFINITE, found[1], gender=context.gender(mention.actors[0]))


def _is_called(mention: Mention, noun: str) -> bool:
    office, role = mention.actors[0].office or "", mention.role or ""
    titles = (mention.noun.lemma if mention.noun else "", office.casefold(), role.casefold())
    return any(title == noun or title.endswith(f" {noun}") for title in titles)
