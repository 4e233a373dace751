"""The switch by which tests let the program fetch from their own server. It is no setting.

It has no prefix of a setting, is read from the environment alone, and opens one port of 127.0.0.1;
whoever starts the program with it is warned.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

VARIABLE = "TEST_ONLY_IQTIBAS_FETCHES_FROM_LOOPBACK_PORT"
WARNING = (
    f"{VARIABLE} is set: pages are fetched from port {{}} of this machine. It is for tests only; "
    "unset it."
)


def loopback_port(environment: Mapping[str, str] | None = None) -> int | None:
    """The port that tests have opened, or None."""
    written = (os.environ if environment is None else environment).get(VARIABLE, "")
    return int(written) if written.isascii() and written.isdigit() else None
