"""How parent and child talk: a JSON header and bytes, each with its length before it.

JSON and never pickle, which would let a child that a file has taken over run code in the parent.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from typing import Any

_LENGTHS = struct.Struct(">QQ")  # bytes of the header, bytes of the payload
LENGTHS = _LENGTHS.size


def pack(header: dict[str, Any], payload: bytes = b"") -> bytes:
    """One frame. Lone surrogates pass, since the header is ASCII."""
    head = json.dumps(header).encode("ascii")
    return _LENGTHS.pack(len(head), len(payload)) + head + payload


def unpack(read: Callable[[int], bytes], limit: int) -> tuple[dict[str, Any], bytes] | None:
    """The next frame, or None at the end of the stream.

    Args:
        read: Gives exactly that many bytes, or fewer at the end of the stream.
        limit: Bytes of header and payload together.

    Raises:
        OverflowError: The frame is larger.
        ValueError: It is cut, or its header is no JSON object.
    """
    lengths = read(LENGTHS)
    if not lengths:
        return None
    if len(lengths) < LENGTHS:
        raise ValueError("the stream ends within a frame")
    head, payload = _LENGTHS.unpack(lengths)
    if head + payload > limit:
        raise OverflowError(f"a frame of {head + payload} bytes, {limit} are allowed")
    body = read(head + payload)
    if len(body) < head + payload:
        raise ValueError("the stream ends within a frame")
    header = json.loads(body[:head])
    if not isinstance(header, dict):
        raise ValueError("the header is no object")
    return header, body[head:]
