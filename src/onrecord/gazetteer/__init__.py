"""The gazetteer: states, organisations, metonyms, offices and persons, with dates; see ``data/README.md``."""

from onrecord.gazetteer.gazetteer import Entry, Gazetteer, NameRole, load_gazetteer
from onrecord.gazetteer.languages import state_name, states_named
from onrecord.gazetteer.nouns import agent_noun
from onrecord.gazetteer.organisations import Organisation
from onrecord.gazetteer.outlets import outlet_country
from onrecord.gazetteer.states import State

__all__ = [
    "Entry",
    "Gazetteer",
    "NameRole",
    "Organisation",
    "State",
    "agent_noun",
    "load_gazetteer",
    "outlet_country",
    "state_name",
    "states_named",
]
