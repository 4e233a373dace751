"""An index that this program cannot use is made anew before the bot starts.

So it is after an upgrade, or with another encoder in the settings: nothing on disk can answer, and
what Telegram holds for the bot is answered when it can be. Where another index can stand in, or
none was ever made, the bot starts at once.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys

from bot.library import Library
from bot.telegram.child import without_secrets
from index.errors import IndexMissingError, IqtibasError

COMMAND = (sys.executable, "-m", "bot", "index")

_logger = logging.getLogger(__name__)


def make_usable(library: Library) -> None:
    """Index in a child process where nothing can be served; log why, and what came of it."""
    try:
        library.retriever()
    except IndexMissingError as error:
        _logger.warning("%s", error)
    except IqtibasError as error:
        _logger.warning("%s; this is done now, before the bot starts", error)
        done = subprocess.run(  # noqa: S603  # our own program
            COMMAND, env=without_secrets(os.environ), stdout=sys.stderr, check=False
        )
        if done.returncode:
            _logger.error("nothing can be answered until it is mended; see the line above")
