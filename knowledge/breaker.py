"""The breaker: a service that keeps failing is left alone for a while, so that nobody waits for it in vain.

Our own and not a library's: pybreaker holds its lock while a call is under way, so that two readers would wait for
each other; purgatory and circuitbreaker let everybody through at once when the while is over; all but the last count
it by the wall clock.
"""

import threading
from collections.abc import Callable

FAILURES = 3  # in a row, after which it is left alone
REST = 60.0  # seconds that it is left alone
_LONGEST_REST = 600.0  # seconds; more than that nobody may ask for


class Breaker:
    """Open while the service is left alone; then one call tries it, and what becomes of that one decides."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """`clock` gives seconds, and never goes back."""
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._due: float | None = None  # when the next try is due; None while all is well
        self._trying = False

    @property
    def resting(self) -> bool:
        """Whether the service is being left alone."""
        with self._lock:
            return self._due is not None

    def admits(self) -> bool:
        """Whether to call the service now; who is admitted says afterwards how it went."""
        with self._lock:
            if self._due is None:
                return True
            if self._trying or self._clock() < self._due:
                return False
            self._trying = True
            return True

    def succeeded(self) -> None:
        """The service did its work."""
        with self._lock:
            self._failures, self._due, self._trying = 0, None, False

    def failed(self, *, lasting: bool = False, rest: float = 0.0) -> None:
        """The service did not; `lasting`: it will not the next time either. `rest`: seconds for which it wants no calls."""
        with self._lock:
            self._failures += 1
            if lasting or rest or self._trying or self._failures >= FAILURES:
                self._due = self._clock() + min(max(rest, REST), _LONGEST_REST)
            self._trying = False
