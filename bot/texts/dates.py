"""Dates as people write them. An ISO date would be turned round in a line of Arabic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime


def human_date(published: str | None, months: Sequence[str]) -> str | None:
    """``2024-10-25`` as "25 October 2024" and ``2024-10`` as "October 2024"; else None."""
    match = re.fullmatch(r"(\d{4})-(\d{2})(?:-(\d{2}))?", published or "", re.ASCII)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        date(year or 0, month or 0, day or 1)
    except ValueError:
        return None
    written = f"{months[(month or 1) - 1]} {year}"
    return f"{day} {written}" if day else written


def human_time(moment: str, months: Sequence[str], comma: str) -> str:
    """An ISO date and time as "25 October 2024, 14:05 (UTC)"; as it is, where it is not one."""
    try:
        when = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    if when.tzinfo is not None:
        when = when.astimezone(UTC)
    day = f"{when.day} {months[when.month - 1]} {when.year}"
    return f"{day}{comma}{when:%H:%M} (UTC)"
