"""The error tree. Every error names the thing it is about and the remedy, and knows its exit code.

OnrecordError                   exit code
├── InputError                  1   something that was given cannot be read
│   ├── UnreadableSource            missing, binary, wrong encoding, truncated
│   ├── EmptyDocument               no text is left after extraction
│   ├── DocumentTooLong             longer than settings allow
│   ├── NoPublicationDate           no date found and none given
│   ├── BadDate                     a date that does not exist or lies in the future
│   ├── UnsupportedLanguage         not English
│   └── ReadingFailed               the reader broke on it (a defect of ours)
├── UsageError                  2   the call is wrong
│   ├── BadQuery                    unknown actor, impossible period, unknown id
│   ├── BadSettings                 unknown or malformed setting
│   └── MissingExtra                an optional library is not installed
├── RecordError                 1   the record cannot be used
│   ├── RecordNotFound              there is no record at that address
│   ├── RecordVersion               written by another, incompatible schema
│   └── RecordBusy              3   others kept writing; try again
├── ModelMissing                1   the spaCy model that settings name is not installed
└── NoEvidence                  1   a line without the words it rests on (a defect of ours)
"""

from __future__ import annotations


class OnrecordError(Exception):
    """Base of all errors of this package.

    Args:
        message: What happened, without the subject.
        subject: The thing it happened to: a file, an address, a date, a setting.
        remedy: What the user can do about it.
    """

    exit_code = 1

    def __init__(self, message: str, *, subject: str = "", remedy: str = "") -> None:
        super().__init__(message, subject, remedy)
        self.message = message
        self.subject = subject
        self.remedy = remedy

    def __str__(self) -> str:
        text = f"{self.subject}: {self.message}" if self.subject else self.message
        return f"{text}. {self.remedy}" if self.remedy else text

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.message, self.subject, self.remedy))


def _rebuild(kind: type[OnrecordError], message: str, subject: str, remedy: str) -> OnrecordError:
    return kind(message, subject=subject, remedy=remedy)


class InputError(OnrecordError):
    """Something that was given cannot be read; the run goes on with the next item."""


class UnreadableSource(InputError):
    """Missing, binary, in an unknown encoding, or truncated."""


class EmptyDocument(InputError):
    """No text is left after extraction."""


class DocumentTooLong(InputError):
    """Longer than ``Settings.max_characters``."""


class NoPublicationDate(InputError):
    """No publication date was found and none was given."""


class BadDate(InputError):
    """A date that does not exist, is malformed, or lies in the future."""


class UnsupportedLanguage(InputError):
    """The text is not in a language that the reader reads."""


class ReadingFailed(InputError):
    """The reader broke on a document: a defect of ours, which must not cost the rest of a run."""


class UsageError(OnrecordError):
    """The call itself is wrong."""

    exit_code = 2


class BadQuery(UsageError):
    """A question that cannot be answered: unknown actor or id, impossible period."""


class BadSettings(UsageError):
    """An unknown setting, or a value that it cannot take."""


class MissingExtra(UsageError):
    """An optional library is not installed; the remedy is the exact command."""


class RecordError(OnrecordError):
    """The record cannot be used."""


class RecordNotFound(RecordError):
    """There is no record at that address."""


class RecordVersion(RecordError):
    """The record was written with another, incompatible schema."""


class RecordBusy(RecordError):
    """Other processes kept writing for as long as we waited."""

    exit_code = 3


class ModelMissing(OnrecordError):
    """The spaCy model that the settings name is not installed."""


class NoEvidence(OnrecordError):
    """A line without the words that it rests on."""
