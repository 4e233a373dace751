"""How fast it is, from a thousand passages to a million: ``iqtibas bench`` and ``make bench``."""
