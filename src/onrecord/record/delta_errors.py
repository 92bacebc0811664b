"""What Delta and the file system raise, as errors of ours.

Comes in: the address of a record. Goes out: a context manager. A lost race is left as it is: who asks tries again.
"""

from __future__ import annotations

from deltalake.exceptions import CommitFailedError, DeltaError

from onrecord.errors import RecordError


class delta_errors:
    """Turn what Delta and the file system raise into errors of ours; leave a lost race, which `Store.retry` handles."""

    def __init__(self, address: str) -> None:
        self._address = address

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, CommitFailedError) or not isinstance(error, DeltaError | OSError):
            return
        first_line = str(error).strip().partition("\n")[0]
        raise RecordError(
            f"the record cannot be used ({first_line})", subject=self._address, remedy="Check the folder and its disk."
        ) from error
