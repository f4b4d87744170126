// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CalendarLib} from "../../src/libraries/CalendarLib.sol";

/// @dev Halmos proves each property for every input: see README.md.
contract CalendarProof {
    /// @dev The mask of [from, to) has the low bit of each of these hours and no other bit.
    function check_MaskHasTheHoursOfTheWindowAndNoOther(uint8 from, uint8 to, uint8 hour) external pure {
        if (from >= to || to > 64 || hour >= 64) return;
        uint256 mask = CalendarLib.maskOf(from, to);
        assert(_at(mask, hour) == (hour >= from && hour < to ? 1 : 0));
        assert(mask & ~CalendarLib.LOW_BITS == 0);
    }

    /// @dev An accepted booking adds its GPUs to the hours of its window and to no other hour. No hour of the window
    /// then exceeds the capacity.
    function check_AnAcceptedBookingFitsInEveryHour(uint256 word, uint8 from, uint8 to, uint8 gpus, uint8 capacity, uint8 hour)
        external
        pure
    {
        if (from >= to || to > 64 || hour >= 64 || gpus == 0 || gpus > capacity || capacity > 15) return;
        uint256 mask = CalendarLib.maskOf(from, to);
        (bool ok, uint256 next) = CalendarLib.book(word, mask, gpus, capacity);
        if (!ok) return;
        uint256 added = hour >= from && hour < to ? gpus : 0;
        assert(_at(next, hour) == _at(word, hour) + added);
        if (added != 0) assert(_at(next, hour) <= capacity);
    }

    /// @dev A window with one hour that is too full is refused.
    function check_AFullHourRefusesTheBooking(uint256 word, uint8 from, uint8 to, uint8 gpus, uint8 capacity, uint8 hour)
        external
        pure
    {
        if (from >= to || to > 64 || hour < from || hour >= to || gpus == 0 || gpus > capacity || capacity > 15) return;
        if (_at(word, hour) + gpus <= capacity) return;
        (bool ok,) = CalendarLib.book(word, CalendarLib.maskOf(from, to), gpus, capacity);
        assert(!ok);
    }

    /// @dev A booking of one hour is accepted if that hour has enough free GPUs.
    function check_AnHourWithRoomIsBooked(uint256 word, uint8 hour, uint8 gpus, uint8 capacity) external pure {
        if (hour >= 64 || gpus == 0 || gpus > capacity || capacity > 15) return;
        if (_at(word, hour) + gpus > capacity) return;
        (bool ok,) = CalendarLib.book(word, CalendarLib.maskOf(hour, uint256(hour) + 1), gpus, capacity);
        assert(ok);
    }

    /// @dev Releasing a booking restores the calendar word (64 hours of a machine) as it was before the booking.
    function check_AReleaseTakesABookingBack(uint256 word, uint8 from, uint8 to, uint8 gpus, uint8 capacity) external pure {
        if (from >= to || to > 64 || gpus == 0 || gpus > capacity || capacity > 15) return;
        uint256 mask = CalendarLib.maskOf(from, to);
        (bool ok, uint256 next) = CalendarLib.book(word, mask, gpus, capacity);
        if (ok) assert(CalendarLib.release(next, mask, gpus) == word);
    }

    function _at(uint256 word, uint256 hour) private pure returns (uint256) {
        return (word >> (4 * hour)) & 15;
    }
}
