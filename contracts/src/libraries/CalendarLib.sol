// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Capacity calendar: 64 hourly counters of 4 bits per word
/// @notice Pure arithmetic. packages/domain has the same calendar; shared vectors:
/// packages/domain/vectors/calendar.json.
library CalendarLib {
    /// @dev A 1 in the lowest bit of each of the 64 nibbles.
    uint256 internal constant LOW_BITS = 0x1111111111111111111111111111111111111111111111111111111111111111;
    /// @dev LOW_BITS without the bit of the lowest nibble. These are the bits that change if the nibble below them
    /// overflows.
    uint256 internal constant CARRY_BITS = LOW_BITS - 1;
    uint256 internal constant HOURS_PER_WORD = 64;
    uint256 internal constant HOUR = 3600;
    uint256 internal constant MAX_CAPACITY = 15;

    /// @notice Returns a mask with the lowest bit of each hour in [from, to) of one word.
    /// @dev Assumes `from < to <= 64`.
    function maskOf(uint256 from, uint256 to) internal pure returns (uint256 mask) {
        unchecked {
            mask = (LOW_BITS << (4 * from)) & (LOW_BITS >> (4 * (HOURS_PER_WORD - to)));
        }
    }

    /// @notice Adds `gpus` to each masked hour, if no hour then exceeds `capacity`.
    /// @dev Assumes `1 <= gpus <= capacity <= 15`. No nibble can carry, because the check runs before the sum is
    /// stored.
    /// @return ok False if the GPUs do not fit in one of the hours; then `next` must not be used.
    function book(uint256 word, uint256 mask, uint256 gpus, uint256 capacity)
        internal
        pure
        returns (bool ok, uint256 next)
    {
        unchecked {
            uint256 probe = mask * (gpus + MAX_CAPACITY - capacity);
            uint256 total = word + probe;
            ok = ((word ^ probe ^ total) & CARRY_BITS) == 0 && total >= word;
            next = word + mask * gpus;
        }
    }

    /// @notice Subtracts `gpus` from each masked hour. Use it only for hours that were booked with the same `gpus`.
    function release(uint256 word, uint256 mask, uint256 gpus) internal pure returns (uint256 next) {
        unchecked {
            next = word - mask * gpus;
        }
    }

    /// @notice Returns the hour that contains `time`.
    function hourFloor(uint256 time) internal pure returns (uint256) {
        return time / HOUR;
    }

    /// @notice Returns the first hour that starts at or after `time`.
    function hourCeil(uint256 time) internal pure returns (uint256) {
        unchecked {
            return (time + HOUR - 1) / HOUR; // times are sums of 40 and 32 bits
        }
    }
}
