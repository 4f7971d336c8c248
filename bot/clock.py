"""The clock: one time zone, China's, whatever the server's."""

from datetime import UTC, date, datetime, timedelta

_AHEAD = timedelta(hours=8)


def in_china(at: datetime) -> datetime:
    """What the clock shows in China at a moment in UTC."""
    return at + _AHEAD


def today() -> date:
    """The day that it is in China."""
    return in_china(datetime.now(UTC)).date()
