"""Who may do what: everyone asks, or only those allowed; admins do the rest."""

from __future__ import annotations

from dataclasses import dataclass

from bot.state.access import Access


@dataclass(frozen=True, slots=True)
class Permissions:
    """What the settings fix together with what the admins decided since.

    Attributes:
        access: The lists kept at run time.
        fixed: Admins that the settings name; nobody removes them at run time.
        private: Whether only the allowed are answered.
    """

    access: Access
    fixed: frozenset[int]
    private: bool = False

    @property
    def admins(self) -> frozenset[int]:
        """Every admin's user id."""
        return self.fixed | self.access.admins

    def is_admin(self, user: int | None) -> bool:
        """Whether a user is an admin; nobody is none."""
        return user in self.fixed or user in self.access.admins

    def may_ask(self, user: int | None, chat: int | None) -> bool:
        """Whether the bot answers this user in this chat (None: in no chat, as inline)."""
        allowed = self.access.allowed
        return not self.private or self.is_admin(user) or user in allowed or chat in allowed
