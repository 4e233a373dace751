"""Small bases that are updated, as large ones are."""

from __future__ import annotations

import pytest

import index.update.plan


@pytest.fixture
def updated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any index is large enough for an update, of nearly as many articles as it has."""
    monkeypatch.setattr(index.update.plan, "FROM", 1)
    monkeypatch.setattr(index.update.plan, "SHARE", 0.9)
