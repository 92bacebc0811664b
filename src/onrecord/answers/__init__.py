"""Questions put to a view of a record; each answer is `Rows`, or several of them."""

from onrecord.answers.agreements import Register, agreements, count_mentions, register
from onrecord.answers.dossier import Dossier, dossier
from onrecord.answers.forecast_states import forecast_states
from onrecord.answers.forecasts import forecasts, foreseen, latest_forecasts
from onrecord.answers.glance import Glance, glance
from onrecord.answers.happening import Happening, happening
from onrecord.answers.happenings import happenings
from onrecord.answers.resolution import Proposal, proposal_rows, proposals
from onrecord.answers.rows import FORMATS, Rows
from onrecord.answers.scores import By, Calibration, calibration, scores
from onrecord.answers.search import search
from onrecord.answers.statements import count_statements, latest_statements, statements
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
    "Register",
    "Rows",
    "Who",
    "agreements",
    "calibration",
    "count_mentions",
    "count_statements",
    "dossier",
    "event_told",
    "forecast_states",
    "forecasts",
    "foreseen",
    "glance",
    "happening",
    "happenings",
    "latest_forecasts",
    "latest_statements",
    "proposal_rows",
    "proposals",
    "register",
    "resolve",
    "scores",
    "search",
    "statements",
    "timeline",
]
