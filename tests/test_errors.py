"""Every error says what happened, to which thing, and what to do; and travels between processes."""

from __future__ import annotations

import inspect
import pickle

import pytest

from onrecord import errors

ALL = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.OnrecordError)]


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_an_error_names_subject_and_remedy_and_survives_pickling(kind: type[errors.OnrecordError]) -> None:
    error = kind("is not text", subject="photo.jpg", remedy="Give a text or HTML file.")
    assert str(error) == "photo.jpg: is not text. Give a text or HTML file."
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is kind
    assert str(copy) == str(error)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_the_tree_at_the_top_of_the_module_draws_every_error_and_its_exit_code(
    kind: type[errors.OnrecordError],
) -> None:
    drawn = [line for line in (errors.__doc__ or "").splitlines() if kind.__name__ in line.split()]
    lines = drawn or [line for line in (errors.__doc__ or "").splitlines() if kind.__name__ in line]
    assert lines, f"{kind.__name__} is not in the drawn tree"


@pytest.mark.parametrize(
    ("kind", "code"), [(errors.InputError, 1), (errors.UsageError, 2), (errors.BadQuery, 2), (errors.RecordBusy, 3)]
)
def test_exit_codes(kind: type[errors.OnrecordError], code: int) -> None:
    assert kind.exit_code == code
