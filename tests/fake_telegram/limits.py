"""Telegram's limits, written out from its documentation rather than taken from the library."""

TEXT = 4096
"""UTF-16 units of a message's text, after entities are parsed and the text cleaned."""
CAPTION = 1024
ENTITIES = 100
CALLBACK_DATA_BYTES = 64
CALLBACK_ANSWER = 200
COPY_TEXT = 256
BUTTONS = 100
QUOTE = 1024
INLINE_RESULTS = 50
INLINE_RESULT_ID_BYTES = 64
INLINE_QUERY = 256
INLINE_OFFSET_BYTES = 64
START_PARAMETER = 64
COMMANDS = 100
COMMAND = 32
COMMAND_DESCRIPTION = 256
DESCRIPTION = 512
SHORT_DESCRIPTION = 120
SECRET_TOKEN = 256
POLL_SECONDS = 50
UPDATES = 100
DOWNLOAD_BYTES = 20 * 1024 * 1024


def utf16_length(text: str) -> int:
    """The length Telegram counts: UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
