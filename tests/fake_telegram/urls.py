"""Which links Telegram accepts."""

import re
from urllib.parse import urlsplit

_HOST = re.compile(r"[^\s/?#@:\[\]<>\"'\\^`{|}!$&()*+,;=]+\Z")
_USER_LINK = re.compile(r"tg:(?://)?user\?id=(\d+)\Z", re.IGNORECASE)


class LinkError(ValueError):
    """A link Telegram does not take; the text is the reason it gives."""


def checked_link(url: str) -> str:
    """The link as Telegram stores it, with scheme and path filled in.

    Raises:
        LinkError: The protocol is not http, https, tg, ton or tonsite, or the host is none.
    """
    url = url.strip()
    if not url:
        raise LinkError("URL is empty")
    if any(char.isspace() for char in url):
        raise LinkError("Wrong HTTP URL")
    scheme, colon, rest = url.partition(":")
    if colon and scheme.lower() in ("tg", "ton", "tonsite"):
        if not rest.strip("/"):
            raise LinkError("Wrong link")
        return f"{scheme.lower()}:{rest}"
    if colon and "/" not in scheme and not rest[:1].isdigit() and not rest.startswith("//"):
        raise LinkError("Unsupported URL protocol")
    if "://" not in url:
        url = f"http://{url}"
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  reading it is the check
    except ValueError as error:
        raise LinkError("Wrong HTTP URL") from error
    if parts.scheme not in ("http", "https"):
        raise LinkError("Unsupported URL protocol")
    host = parts.hostname or ""
    if not host:
        raise LinkError("URL host is empty")
    if "." not in host.strip(".") or ".." in host or not _HOST.match(host):
        raise LinkError("Wrong HTTP URL")
    before, _, after = url.partition(parts.netloc)
    if not after.startswith("/"):
        after = f"/{after}"
    return f"{before.lower()}{parts.netloc.lower()}{after}"


def mentioned_user(url: str) -> int:
    """The id in a ``tg://user?id=...`` link, or 0."""
    match = _USER_LINK.match(url.strip())
    return int(match[1]) if match else 0
