"""Durations with a unit, such as `30m` or `2h`."""

from __future__ import annotations

import re

from .errors import InfinitioError

_SECONDS_OF_UNIT = {"s": 1, "min": 60, "m": 60, "h": 3600, "d": 86400}


def seconds_of(duration: str) -> int:
    """Returns the seconds of a duration such as `60s`, `30m`, `5min`, `2h` or `1d`. Throws `api.invalid_field` for another text."""
    found = re.fullmatch(r"([1-9][0-9]{0,6})(s|min|m|h|d)", duration)
    if found is None:
        raise InfinitioError("api.invalid_field", "Write a duration as a number with its unit.", detail=f"{duration!r}: such as 30m, 2h or 1d")
    return int(found[1]) * _SECONDS_OF_UNIT[found[2]]
