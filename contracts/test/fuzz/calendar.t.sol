// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CalendarLib} from "../../src/libraries/CalendarLib.sol";
import {FeeLib} from "../../src/libraries/FeeLib.sol";
import {Assertions} from "../fixtures/Assertions.sol";

/// @dev Compares the library with a simple version that counts hour by hour.
contract CalendarFuzzTest is Assertions {
    function testFuzz_BooksExactlyWhenEveryHourHasRoom(uint256 seed, uint8 from, uint8 to, uint8 gpus, uint8 capacity)
        external
        pure
    {
        uint256 cap = bound(capacity, 1, 15);
        uint256 k = bound(gpus, 1, cap);
        uint256 first = bound(from, 0, 63);
        uint256 last = bound(to, first + 1, 64);
        uint256 word = _wordOf(seed, cap);
        uint256 mask = CalendarLib.maskOf(first, last);
        (bool ok, uint256 next) = CalendarLib.book(word, mask, k, cap);
        bool fits = true;
        for (uint256 hour = 0; hour < 64; ++hour) {
            bool wanted = hour >= first && hour < last;
            assertEq((mask >> (4 * hour)) & 15, wanted ? 1 : 0, "mask");
            if (wanted && _at(word, hour) + k > cap) fits = false;
        }
        assertTrue(ok == fits, "free or taken");
        if (!ok) return;
        for (uint256 hour = 0; hour < 64; ++hour) {
            bool wanted = hour >= first && hour < last;
            assertEq(_at(next, hour), _at(word, hour) + (wanted ? k : 0), "booked hour");
        }
        assertEq(CalendarLib.release(next, mask, k), word, "giving back restores the word");
    }

    function testFuzz_HoursTouchTheWindow(uint40 start, uint32 duration) external pure {
        uint256 end = uint256(start) + bound(duration, 1, 28 days);
        uint256 from = CalendarLib.hourFloor(start);
        uint256 to = CalendarLib.hourCeil(end);
        assertTrue(from * 3600 <= start && (from + 1) * 3600 > start, "first hour holds the start");
        assertTrue(to * 3600 >= end && (to - 1) * 3600 < end, "last hour holds the last second");
    }

    function testFuzz_FeesRoundUpAgainstThePayer(uint128 amount, uint16 feeBps) external pure {
        uint256 bps = bound(feeBps, 0, 10_000);
        uint256 fee = FeeLib.feeUp(amount, bps);
        assertTrue(fee * 10_000 >= uint256(amount) * bps, "never less than the rate");
        assertTrue(fee == 0 || (fee - 1) * 10_000 < uint256(amount) * bps, "never a unit more than it must");
    }

    function testFuzz_FeesOfPartsAreTheFeeOfTheSum(uint128 first, uint128 second, uint16 feeBps) external pure {
        uint256 bps = bound(feeBps, 0, 10_000);
        uint256 sum = uint256(first) + second;
        uint256 charged = FeeLib.feeUp(first, bps) + (FeeLib.feeUp(sum, bps) - FeeLib.feeUp(first, bps));
        assertEq(charged, FeeLib.feeUp(sum, bps), "cumulative fee");
    }

    /// @dev Returns a random calendar word (64 hours with 4 bits each, the booked GPUs of a machine), in which each
    /// hour has at most `cap` GPUs. This holds for every word that can occur.
    function _wordOf(uint256 seed, uint256 cap) private pure returns (uint256 word) {
        for (uint256 hour = 0; hour < 64; ++hour) {
            word |= (((seed >> (4 * hour)) & 15) % (cap + 1)) << (4 * hour);
        }
    }

    function _at(uint256 word, uint256 hour) private pure returns (uint256) {
        return (word >> (4 * hour)) & 15;
    }
}
