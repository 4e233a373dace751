"""The switch of the tests is no setting and opens nothing unless it is set."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import Settings, SettingsError, load_settings
from config.loopback import VARIABLE, loopback_port


@pytest.mark.parametrize(
    ("written", "port"),
    [("8123", 8123), ("", None), ("yes", None), ("-1", None), ("8123 ", None), ("٨١٢٣", None)],
)
def test_it_opens_the_port_that_is_written(written: str, port: int | None) -> None:
    assert loopback_port({VARIABLE: written}) == port


def test_unset_it_opens_none() -> None:
    assert loopback_port({}) is None


def test_it_cannot_be_set_as_settings_are(tmp_path: Path) -> None:
    assert VARIABLE.startswith("TEST_ONLY_")
    (tmp_path / ".env").write_text(f"{VARIABLE}=8123\n", "utf-8")
    assert load_settings({}, tmp_path) == Settings()
    (tmp_path / "iqtibas.toml").write_text(f"{VARIABLE.lower()} = 8123\n", "utf-8")
    with pytest.raises(SettingsError, match="is not a setting"):
        load_settings({}, tmp_path)
