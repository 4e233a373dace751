"""The one way the fake refuses: an error with Telegram's code and text."""

from typing import Any

Json = dict[str, Any]


class ApiError(Exception):
    """A refused call.

    Args:
        code: The HTTP status, which is also ``error_code`` in the body.
        description: The whole text, prefix included ("Bad Request: ...").
        parameters: ``ResponseParameters``, such as ``{"retry_after": 3}``.
    """

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> Json:
        """The JSON body Telegram answers with."""
        answer: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def bad_request(text: str) -> ApiError:
    """Status 400. Telegram lowers the first letter, unless the text is a CODE_NAME."""
    if len(text) > 1 and not (text[1].isupper() or text[1] == "_"):
        text = text[0].lower() + text[1:]
    return ApiError(400, f"Bad Request: {text}")
