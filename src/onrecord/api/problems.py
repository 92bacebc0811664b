"""What goes wrong, in the one shape that the API has for it.

Comes in: exceptions. Goes out: a status, and ``{"error": {"code", "message", "subject", "remedy"}}``. The words are
those of `onrecord.errors`; what is not one of them is a defect of ours and tells nothing of its inside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from onrecord.errors import (
    BadDate,
    BadQuery,
    InputError,
    MissingExtra,
    OnrecordError,
    RecordBusy,
    RecordNotFound,
    UsageError,
)
from onrecord.runs.background import AdditionRunning

SHAPE = {
    "type": "object",
    "required": ["error"],
    "additionalProperties": False,
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message", "subject", "remedy"],
            "additionalProperties": False,
            "properties": {
                "code": {"type": "string", "description": "one word for the kind of error, such as bad_query"},
                "message": {"type": "string", "description": "what happened"},
                "subject": {"type": "string", "description": "the thing it happened to"},
                "remedy": {"type": "string", "description": "what to do about it; may be empty"},
            },
        }
    },
}


class NotInRecord(BadQuery):
    """An address names a thing that the record does not have, or did not as of the date."""


class NotAllowed(OnrecordError):
    """The caller must say who they are first."""


class Forged(OnrecordError):
    """A request that a page of another site may have sent."""


class TooLarge(InputError):
    """More bytes or more files than are taken at a time."""


class NoSuchAddress(OnrecordError):
    """There is no page and no endpoint there."""


class NotIndexed(OnrecordError):
    """A search in a record that has no index yet."""


class UnfitRequest(UsageError):
    """A request that HTTP itself does not allow here, such as a method that the address does not take."""


class WrongMedia(UsageError):
    """A body of another kind than the address takes."""


STATUS: tuple[tuple[type[OnrecordError], int], ...] = (
    (NotInRecord, 404),
    (NoSuchAddress, 404),
    (NotAllowed, 401),
    (Forged, 403),
    (NotIndexed, 409),
    (AdditionRunning, 409),
    (TooLarge, 413),
    (WrongMedia, 415),
    (MissingExtra, 501),
    (UsageError, 400),
    (BadDate, 400),  # a parameter that is wrong, as others are
    (InputError, 422),
    (RecordBusy, 503),
    (RecordNotFound, 404),
)
DEFECT = OnrecordError("something broke inside Onrecord", remedy="Please report it; the server's log has the details.")


def status_of(error: OnrecordError) -> int:
    """The HTTP status of an error."""
    return next((status for kind, status in STATUS if isinstance(error, kind)), 500)


def code_of(error: OnrecordError) -> str:
    """One word for the kind of error: the name of its class, as ``bad_query``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(error).__name__).lower()


def shaped(error: OnrecordError) -> dict[str, Any]:
    """The error as the API tells it."""
    return {
        "error": {
            "code": code_of(error),
            "message": error.message,
            "subject": error.subject,
            "remedy": error.remedy,
        }
    }


def bad_parameters(errors: Sequence[Any]) -> BadQuery:
    """One error for all parameters that a request has wrong."""
    told = [
        (".".join(str(part) for part in error["loc"][1:]) or str(error["loc"][0]), error["msg"]) for error in errors
    ]
    return BadQuery(
        "; ".join(f"{name}: {message}" for name, message in told),
        subject=", ".join(dict.fromkeys(name for name, _ in told)),
        remedy="GET /api/v1/openapi.json says what each parameter takes.",
    )


def no_such_address(path: str) -> NoSuchAddress:
    """The error for an address that leads nowhere."""
    return NoSuchAddress("there is nothing at this address", subject=path, remedy="GET /api/v1 names what there is.")
