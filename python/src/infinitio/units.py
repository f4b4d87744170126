"""Amounts of money. The API counts in base units: 10¹⁸ are 1 PT."""

from __future__ import annotations

from decimal import Context, Decimal, InvalidOperation

from .errors import InfinitioError

_UNIT = 10**18
# Amounts are uint256. The usual context of Decimal would round them to 28 digits.
_EXACT = Context(prec=100)


def pt(base_units: str | int) -> Decimal:
    """Returns an amount of base units in PT, exactly and without zeros at its end, so that 0 is `0` and not `0E-18`."""
    amount = Decimal(int(base_units)).scaleb(-18, _EXACT)
    whole = amount.to_integral_value()
    return whole if whole == amount else amount.normalize(_EXACT)


def base_units(amount: str | int | Decimal) -> int:
    """Returns PT in base units. A float is refused, because it is not exact: write `"2.10"`."""
    if isinstance(amount, float):
        raise InfinitioError("api.invalid_field", "Write an amount as a text, such as \"2.10\".", detail=str(amount))
    try:
        units = _EXACT.multiply(Decimal(amount), _UNIT)
    except (InvalidOperation, TypeError, ValueError) as error:
        raise InfinitioError("api.invalid_field", "This is not an amount.", detail=str(amount)) from error
    if units != units.to_integral_value() or units < 0:
        raise InfinitioError("api.invalid_field", "This is not an amount.", detail=str(amount))
    return int(units)
