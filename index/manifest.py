"""What a generation says of itself: what it is made of and with, and the checksum of each file.

``manifest.json`` is written last, so its presence means completeness. It ends with a checksum of
its own, and is what this program would write, byte for byte, or not believed.
"""

from __future__ import annotations

import errno
import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.analysis import ANALYSER_VERSION
from index.errors import REPAIR, DamagedError, GenerationError

FORMAT = 5
FILE = "manifest.json"
_NOT_OURS = (ValueError, TypeError, KeyError, AttributeError, RecursionError)  # of the content


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is made of and with.

    Attributes:
        id: ``NNNNNN-xxxxxxxx``: the number grows by one with each generation of a data folder, the
            rest depends on the content.
        created: ISO date and time, UTC; for people only, nothing is decided by a clock.
        encoder: Name of the encoder of the passages.
        encoder_fingerprint: See :class:`index.encoder.protocol.Encoder`.
        terms_fingerprint: Fingerprint of the encoder of single words.
        passage_target: Parameter of the splitter, characters.
        passage_limit: Likewise.
        articles: How many can be found.
        passages: Likewise.
        files: File name to ``[bytes, sha256]``.
        base: Id of the generation that this one is an update of (:mod:`index.update`), if any.
        base_sha256: Checksum of that one's manifest.
        format: Layout of this folder.
        analyser: :data:`index.analysis.ANALYSER_VERSION`.
    """

    id: str
    created: str
    encoder: str
    encoder_fingerprint: str
    terms_fingerprint: str
    passage_target: int
    passage_limit: int
    articles: int
    passages: int
    files: dict[str, tuple[int, str]]
    base: str = ""
    base_sha256: str = ""
    format: int = FORMAT
    analyser: int = ANALYSER_VERSION

    @property
    def total(self) -> int:
        """Bytes of all the files, without the base's."""
        return sum(size for size, _ in self.files.values())

    def text(self) -> str:
        """The content of the file."""
        return json.dumps(asdict(self) | {"sha256": self.digest}, indent=1) + "\n"

    @property
    def digest(self) -> str:
        """Checksum of what it says."""
        return hashlib.sha256(json.dumps(asdict(self)).encode()).hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a generation.

    Raises:
        DamagedError: It is missing or not as it was written.
        GenerationError: It is another version's, or may not be read.
    """
    try:
        if (folder / FILE).is_symlink():
            raise ValueError("it may become another file")
        text = (folder / FILE).read_text("utf-8")
        values: dict[str, Any] = json.loads(text)
        if (values.get("format"), values.get("analyser")) != (FORMAT, ANALYSER_VERSION):
            raise GenerationError(
                f"The index {folder.name} was made by another version of Iqtibas{REPAIR}"
            )
        del values["sha256"]
        values["files"] = {name: (int(n), str(sha)) for name, (n, sha) in values["files"].items()}
        manifest = Manifest(**values)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, *_NOT_OURS):
        raise DamagedError(f"The index {folder.name} is incomplete{REPAIR}") from None
    except OSError as error:
        raise unreadable(folder.name, error) from error
    if manifest.text() != text:
        raise DamagedError(f"The index {folder.name} is damaged ({FILE}){REPAIR}")
    return manifest


def base_manifest(folder: Path, manifest: Manifest) -> Manifest | None:
    """The manifest of the generation beside ``folder`` that this one is an update of, if it is one.

    Raises:
        DamagedError: The base is not the whole one that was updated.
        GenerationError: It may not be read.
    """
    if not manifest.base:
        return None
    base = read_manifest(folder.parent / manifest.base)
    if base.base or base.digest != manifest.base_sha256:
        raise DamagedError(
            f"The index {manifest.base}, of which {manifest.id} is an update, "
            f"is another one{REPAIR}"
        )
    return base


def base_id(folder: Path) -> str:
    """The generation that one is an update of, if any; whatever version wrote it.

    Raises:
        OSError: The manifest is there and cannot be read.
    """
    try:
        found = json.loads((folder / FILE).read_text("utf-8")).get("base")
    except (FileNotFoundError, NotADirectoryError, *_NOT_OURS):
        return ""
    return found if isinstance(found, str) else ""


def unreadable(generation: str, error: OSError) -> GenerationError:
    """What is told of a generation that the system does not let us read.

    Only what the disk itself cannot give back is damage.
    """
    kind = DamagedError if error.errno == errno.EIO else GenerationError
    return kind(f"The index {generation} cannot be read ({error}){REPAIR}")
