"""What the bot remembers between messages and restarts, in one SQLite file. Knows no Telegram.

Each module is one kind of memory: it names its tables, and no other reads or writes them.
"""
