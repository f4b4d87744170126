// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CalendarLib} from "../libraries/CalendarLib.sol";
import {LeaseTerms} from "../types/MarketTypes.sol";
import {MarketState} from "./MarketState.sol";

/// @title Capacity of nodes by the hour
/// @notice Double booking is impossible whatever the engine does: every hour a lease touches is counted here.
abstract contract MarketCalendar is MarketState {
    /// @dev Books every hour the window [start, end) touches. Reverts with Market_CalendarFull.
    function _book(bytes32 node, uint256 start, uint256 end, uint256 gpus, uint256 capacity) internal {
        _bookHours(node, CalendarLib.hourFloor(start), CalendarLib.hourCeil(end), gpus, capacity);
    }

    /// @dev Books the hours that a later end adds to those the window touches already. Reverts with Market_CalendarFull.
    function _bookAfter(bytes32 node, uint256 end, uint256 newEnd, uint256 gpus, uint256 capacity) internal {
        _bookHours(node, CalendarLib.hourCeil(end), CalendarLib.hourCeil(newEnd), gpus, capacity);
    }

    function _bookHours(bytes32 node, uint256 hour, uint256 lastHour, uint256 gpus, uint256 capacity) private {
        mapping(uint256 wordIndex => uint256 word) storage words = _storage().calendar[node];
        while (hour < lastHour) {
            (uint256 index, uint256 mask, uint256 next) = _span(hour, lastHour);
            (bool ok, uint256 word) = CalendarLib.book(words[index], mask, gpus, capacity);
            if (!ok) revert Market_CalendarFull(node, index);
            words[index] = word;
            hour = next;
        }
    }

    /// @dev Gives back the lease's hours from the hour of `time` on; from the next full hour when `time` is still to come.
    function _release(LeaseTerms memory terms, uint256 time) internal {
        mapping(uint256 wordIndex => uint256 word) storage words = _storage().calendar[terms.node];
        uint256 hour = time > block.timestamp ? CalendarLib.hourCeil(time) : CalendarLib.hourFloor(block.timestamp);
        uint256 first = CalendarLib.hourFloor(terms.start);
        if (hour < first) hour = first;
        uint256 lastHour;
        unchecked {
            lastHour = CalendarLib.hourCeil(uint256(terms.start) + terms.durationSeconds);
        }
        while (hour < lastHour) {
            (uint256 index, uint256 mask, uint256 next) = _span(hour, lastHour);
            words[index] = CalendarLib.release(words[index], mask, terms.gpus);
            hour = next;
        }
    }

    /// @dev The part of [hour, lastHour) that lies in the word of `hour`, and the first hour after it.
    function _span(uint256 hour, uint256 lastHour) private pure returns (uint256 index, uint256 mask, uint256 next) {
        unchecked {
            index = hour / CalendarLib.HOURS_PER_WORD;
            // The first hour of the word: what the division drops is meant to be dropped.
            // slither-disable-next-line divide-before-multiply
            uint256 first = index * CalendarLib.HOURS_PER_WORD;
            next = first + CalendarLib.HOURS_PER_WORD;
            if (next > lastHour) next = lastHour;
            mask = CalendarLib.maskOf(hour - first, next - first);
        }
    }
}
