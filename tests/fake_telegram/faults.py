"""Ways the network and Telegram fail, to be injected into calls."""

from dataclasses import dataclass

from tests.fake_telegram.errors import ApiError


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to fail.

    Args:
        name: Kept in the record of the call.
        error: The refusal to answer with; None where no answer comes at all.
        acts: Whether the call takes effect before it fails: the ambiguous case, in which a
            client that retries does the thing twice.
        silent: Never answer, until the client or the test ends the connection. Otherwise, and
            without ``error``, the connection is cut.
        body: The body instead of the error's JSON, as a proxy would send.
    """

    name: str
    error: ApiError | None = None
    acts: bool = False
    silent: bool = False
    body: bytes | None = None


def flood(retry_after: int = 1) -> Fault:
    """429, with ``retry_after`` seconds."""
    text = f"Too Many Requests: retry after {retry_after}"
    return Fault("flood", ApiError(429, text, {"retry_after": retry_after}))


BLOCKED = Fault("blocked", ApiError(403, "Forbidden: bot was blocked by the user"))
REVOKED = Fault("revoked", ApiError(401, "Unauthorized"))
SERVER_ERROR = Fault("server error", ApiError(500, "Internal Server Error"))
BAD_GATEWAY = Fault(
    "bad gateway",
    ApiError(502, "Bad Gateway"),
    body=b"<html><head><title>502 Bad Gateway</title></head><body></body></html>",
)
SILENCE = Fault("silence", silent=True)
SILENCE_AFTER_ACTING = Fault("silence after acting", silent=True, acts=True)
CUT_BEFORE_ACTING = Fault("cut before acting")
CUT_AFTER_ACTING = Fault("cut after acting", acts=True)


@dataclass(slots=True)
class Injection:
    """Faults waiting for calls of ``method`` (``"*"``: any); where there are several, in turn.

    ``chat`` names the one whose calls fail, None for all.

    ``times`` limits how often one strikes, None for always; ``every=n`` lets one strike each n-th
    matching call. ``hits`` counts the strikes.
    """

    method: str
    faults: tuple[Fault, ...]
    times: int | None = None
    every: int = 1
    seen: int = 0
    hits: int = 0
    chat: int | None = None

    def strike(self, method: str, chat: str = "") -> Fault | None:
        """The fault that this call fails with, if it does; counts it."""
        if self.chat is not None and chat != str(self.chat):
            return None
        if self.method != "*" and self.method.lower() != method.lower():
            return None
        if self.times is not None and self.hits >= self.times:
            return None
        self.seen += 1
        if self.seen % self.every:
            return None
        self.hits += 1
        return self.faults[(self.hits - 1) % len(self.faults)]
