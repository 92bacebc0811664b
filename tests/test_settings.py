"""Settings: file under environment under arguments, and what is wrong is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import BadSettings
from onrecord.settings import Settings, load_settings


def test_defaults_hold_where_nothing_is_said(tmp_path: Path) -> None:
    assert load_settings(environment={}, folder=tmp_path) == Settings()


def test_arguments_go_over_the_environment_and_that_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "onrecord.toml").write_text('record = "from-file"\nbatch_size = 7\nbands = "phia"\n', encoding="utf-8")
    settings = load_settings(
        arguments={"bands": "readers", "record": None},
        environment={"ONRECORD_RECORD": "from-environment", "ONRECORD_BANDS": "icd203"},
        folder=tmp_path,
    )
    assert (settings.record, settings.batch_size, settings.bands) == ("from-environment", 7, "readers")


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("colour = 1", "colour"),
        ("batch_size = 'many'", "batch_size"),
        ("bands = 'kent'", "bands"),
        ("=", "onrecord.toml"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, content: str, named: str) -> None:
    (tmp_path / "onrecord.toml").write_text(content, encoding="utf-8")
    with pytest.raises(BadSettings) as caught:
        load_settings(environment={}, folder=tmp_path)
    assert named in str(caught.value)


def test_a_settings_file_that_is_named_must_exist(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="nowhere"):
        load_settings(environment={"ONRECORD_SETTINGS": str(tmp_path / "nowhere.toml")}, folder=tmp_path)


@pytest.mark.parametrize("name", ["max_characters", "batch_size"])
def test_sizes_are_at_least_one(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match=name):
        load_settings(arguments={name: 0}, environment={}, folder=tmp_path)
