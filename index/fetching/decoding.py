"""What comes over the wire, uncompressed as it comes and never beyond a limit."""

from __future__ import annotations

import zlib

from index.fetching.errors import FetchError

ACCEPTED = "gzip, deflate"
_MEGABYTE = 1_000_000
_GZIP = 31  # window bits that make zlib read gzip and nothing else
_GZIP_START = b"\x1f\x8b"


class Decoder:
    """Takes the body in pieces.

    Args:
        encoding: The header Content-Encoding.
        limit: Bytes at most, both as they come and uncompressed.
        cut: Keep the first ``limit`` bytes of a larger body instead of refusing it.

    Raises:
        FetchError: The encoding was not asked for (``broken``).
    """

    def __init__(self, encoding: str, limit: int, *, cut: bool = False) -> None:
        if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise FetchError("broken", "the site compressed it in a way that was not asked for")
        self._encoding, self._limit, self._cut = encoding, limit, cut
        self._came = 0
        self._body = bytearray()
        self._inflate = zlib.decompressobj(_GZIP) if "gzip" in encoding else None

    @property
    def full(self) -> bool:
        """Whether more would be cut off."""
        return self._cut and len(self._body) >= self._limit

    def take(self, piece: bytes) -> None:
        """Add the next piece.

        Raises:
            FetchError: It is too large (``large``), or not compressed as said (``broken``).
        """
        self._came += len(piece)
        if self._came > self._limit and not self._cut:
            raise self._too_large()
        if self._encoding == "deflate" and self._inflate is None and piece:
            # Either with a header of zlib, as the standard says, or raw, as some servers send it.
            self._inflate = zlib.decompressobj(15 if piece[0] & 0x0F == 8 else -15)
        if self._inflate is None:
            self._body += piece
        else:
            self._uncompress(piece)
        if len(self._body) > self._limit:
            if not self._cut:
                raise self._too_large()
            del self._body[self._limit :]

    def whole(self) -> bytes:
        """The body, when no more comes.

        Raises:
            FetchError: It is compressed and breaks off (``unreachable``).
        """
        if self._inflate is not None and not self._inflate.eof and not self.full:
            raise FetchError("unreachable", "the site broke off in the middle; try again later")
        return bytes(self._body)

    def _uncompress(self, piece: bytes) -> None:
        inflate = self._inflate
        while piece and inflate is not None:
            room = self._limit - len(self._body) + 1
            try:
                self._body += inflate.decompress(piece, room)
            except zlib.error:
                raise FetchError("broken", "it is not compressed as the site says") from None
            if len(self._body) > self._limit or not inflate.eof:
                return
            piece = inflate.unused_data
            if self._encoding == "deflate" or not piece.startswith(_GZIP_START):
                return  # what follows the end is no part of it
            inflate = self._inflate = zlib.decompressobj(_GZIP)

    def _too_large(self) -> FetchError:
        return FetchError(
            "large",
            f"it is larger than {self._limit / _MEGABYTE:.3g} MB; raise IQTIBAS_MAX_FILE_MB, or "
            "save what matters of it as a file and add that",
        )
