"""A child process in which foreign formats are read, so that a hostile file harms nothing else."""

from index.reading.sandbox.limits import Limits
from index.reading.sandbox.process import SANDBOX, Member, Sandbox

__all__ = ["SANDBOX", "Limits", "Member", "Sandbox"]
