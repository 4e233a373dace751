"""Kills, refusals and power cuts at every moment of indexing; ``make torture``."""
