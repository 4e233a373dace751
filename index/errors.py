"""What can go wrong with an index. Each message is one sentence that says what to do.

IqtibasError
├── ArticlesError            a folder of articles cannot be used
├── ProcessError             a process that helps with indexing has ended
├── EncoderError             the encoder or the reranker cannot be loaded or does not fit
└── GenerationError          the index on disk cannot be served
    ├── IndexMissingError    nothing has been indexed yet
    ├── DamagedError         it is not as it was written
    └── IndexBusyError       another process is indexing into the same folder
"""

REPAIR = ". Run: iqtibas index"


class IqtibasError(Exception):
    """Base of every error that is told to the operator as one sentence."""


class ArticlesError(IqtibasError):
    """A folder of articles cannot be used."""


class ProcessError(IqtibasError):
    """A process that helps with indexing has ended before its work."""


class EncoderError(IqtibasError):
    """The encoder or reranker cannot be loaded, or the index was made with another encoder."""


class GenerationError(IqtibasError):
    """The index on disk is damaged or of another version."""


class IndexMissingError(GenerationError):
    """Nothing has been indexed yet."""


class DamagedError(GenerationError):
    """What is on disk is not what was written; indexing replaces it."""


class IndexBusyError(GenerationError):
    """Another process is indexing into the same data folder."""
