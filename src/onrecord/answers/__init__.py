"""Questions put to a view of a record; each answer is `Rows`, or several of them."""

from onrecord.answers.agreements import agreements
from onrecord.answers.dossier import Dossier, dossier
from onrecord.answers.forecast_states import forecast_states
from onrecord.answers.forecasts import forecasts, foreseen
from onrecord.answers.glance import Glance, glance
from onrecord.answers.happening import Happening, happening
from onrecord.answers.happenings import happenings
from onrecord.answers.resolution import Proposal, proposal_rows, proposals
from onrecord.answers.rows import FORMATS, Rows
from onrecord.answers.scores import By, Calibration, calibration, scores
from onrecord.answers.search import search
from onrecord.answers.statements import statements
from onrecord.answers.timeline import timeline
from onrecord.answers.told import event_told
from onrecord.answers.who import Who, resolve

__all__ = [
    "FORMATS",
    "By",
    "Calibration",
    "Dossier",
    "Glance",
    "Happening",
    "Proposal",
    "Rows",
    "Who",
    "agreements",
    "calibration",
    "dossier",
    "event_told",
    "forecast_states",
    "forecasts",
    "foreseen",
    "glance",
    "happening",
    "happenings",
    "proposal_rows",
    "proposals",
    "resolve",
    "scores",
    "search",
    "statements",
    "timeline",
]
