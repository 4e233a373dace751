"""The interface's texts: one module per language, found by its two-letter name."""

from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules

from bot.texts.dates import human_date, human_time
from bot.texts.wording import Texts

__all__ = ["LANGUAGES", "Texts", "human_date", "human_time", "texts_for"]

_LETTERS_OF_A_CODE = 2


def find_languages(folders: Iterable[str]) -> dict[str, Texts]:
    """The texts of every module of this package in these folders that is named by two letters."""
    return {
        module.name: import_module(f"{__name__}.{module.name}").TEXTS
        for module in iter_modules(folders)
        if len(module.name) == _LETTERS_OF_A_CODE
    }


LANGUAGES = find_languages(__path__)


def texts_for(language_code: str | None) -> Texts:
    """The texts for an IETF language tag such as ``ar-EG``; English for those we do not have."""
    primary = (language_code or "").lower().partition("-")[0]
    return LANGUAGES.get(primary, LANGUAGES["en"])
