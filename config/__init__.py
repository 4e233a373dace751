"""Settings: what an operator may choose, read once and passed in from outside."""

from config.settings import Settings, SettingsError, load_settings

__all__ = ["Settings", "SettingsError", "load_settings"]
