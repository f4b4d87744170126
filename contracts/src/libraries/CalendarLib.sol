// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Capacity calendar: 64 hourly counters of 4 bits in a word
/// @notice Pure arithmetic. Twin of the calendar in packages/domain; shared vectors: packages/domain/vectors/calendar.json.
library CalendarLib {
    /// @dev A 1 in the low bit of each of the 64 nibbles.
    uint256 internal constant LOW_BITS = 0x1111111111111111111111111111111111111111111111111111111111111111;
    /// @dev The same without the lowest nibble: where a carry out of a nibble shows.
    uint256 internal constant CARRY_BITS = LOW_BITS - 1;
    uint256 internal constant HOURS_PER_WORD = 64;
    uint256 internal constant HOUR = 3600;
    uint256 internal constant MAX_CAPACITY = 15;

    /// @notice Low-bit mask of the hours [from, to) of one word.
    /// @dev Assumes `from < to <= 64`.
    function maskOf(uint256 from, uint256 to) internal pure returns (uint256 mask) {
        unchecked {
            mask = (LOW_BITS << (4 * from)) & (LOW_BITS >> (4 * (HOURS_PER_WORD - to)));
        }
    }

    /// @notice Adds `gpus` to each masked hour when none would pass `capacity`.
    /// @dev Assumes `1 <= gpus <= capacity <= 15`. No nibble can carry: the check runs before the addition is kept.
    /// @return ok False when an hour is too full; `next` is then meaningless.
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

    /// @notice Takes `gpus` back from each masked hour. Only for hours that were booked with the same `gpus`.
    function release(uint256 word, uint256 mask, uint256 gpus) internal pure returns (uint256 next) {
        unchecked {
            next = word - mask * gpus;
        }
    }

    /// @notice First hour touched at `time`.
    function hourFloor(uint256 time) internal pure returns (uint256) {
        return time / HOUR;
    }

    /// @notice First hour that starts at or after `time`.
    function hourCeil(uint256 time) internal pure returns (uint256) {
        unchecked {
            return (time + HOUR - 1) / HOUR; // times are sums of 40 and 32 bits
        }
    }
}
