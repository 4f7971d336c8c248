"""Faults: what a test lets go wrong with the next call of a method, and how the server refuses what is wrong."""

from dataclasses import dataclass, field
from typing import Any


class Refused(Exception):  # Telegram's word for it is no error but an answer
    """A call that is answered with `ok: false`."""

    def __init__(self, status: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    @property
    def payload(self) -> dict[str, Any]:
        body = {"ok": False, "error_code": self.status, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(description: str) -> Refused:
    return Refused(400, f"Bad Request: {description}")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that goes wrong with one call. `delay` alone makes a slow reply."""

    refusal: Refused | None = None
    delay: float = 0.0  # seconds before anything else happens
    body: bytes | None = None  # sent as it is, with `status`
    status: int = 200
    dropped: bool = False  # the connection ends without a reply
    carried_out: bool = field(default=False)  # … though the call was carried out

    @classmethod
    def too_many(cls, retry_after: int) -> "Fault":
        return cls(Refused(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after))

    @classmethod
    def refused(cls, status: int, description: str) -> "Fault":
        return cls(Refused(status, description))

    @classmethod
    def bad_gateway(cls, status: int = 502) -> "Fault":
        """What a proxy before Telegram sends: HTML and no JSON."""
        return cls(status=status, body=b"<html><head><title>502 Bad Gateway</title></head></html>")

    @classmethod
    def slow(cls, seconds: float) -> "Fault":
        return cls(delay=seconds)

    @classmethod
    def cut(cls) -> "Fault":
        """The connection ends before the call was carried out."""
        return cls(dropped=True)

    @classmethod
    def reply_lost(cls) -> "Fault":
        """The call was carried out, but its reply is lost: who sends again, sends twice."""
        return cls(dropped=True, carried_out=True)
