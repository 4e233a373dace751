"""Telegram: what is shown there, how it is laid out, and the bot itself. No search in here."""
