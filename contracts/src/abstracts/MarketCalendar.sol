// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CalendarLib} from "../libraries/CalendarLib.sol";
import {LeaseTerms} from "../types/MarketTypes.sol";
import {MarketState} from "./MarketState.sol";

/// @title Hourly capacity of nodes
/// @notice Counts the booked GPUs of a node in every hour that a lease touches, so that double booking is impossible,
/// even if the engine makes a mistake.
abstract contract MarketCalendar is MarketState {
    /// @dev Books every hour that the window [start, end) touches. Reverts with Market_CalendarFull.
    function _book(bytes32 node, uint256 start, uint256 end, uint256 gpus, uint256 capacity) internal {
        _bookHours(node, CalendarLib.hourFloor(start), CalendarLib.hourCeil(end), gpus, capacity);
    }

    /// @dev Books the hours that an extension adds: those after the last booked hour, up to the hour of the new end.
    /// Reverts with Market_CalendarFull.
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

    /// @dev Frees the hours of the lease from `time` on. If `time` is in the future, begins with the next full hour;
    /// otherwise, with the present hour.
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

    /// @dev Considers the hours from `hour` up to `lastHour`, which is not included. Returns the index of the calendar
    /// word that contains `hour`, a mask of the considered hours in this word, and the first hour after them.
    function _span(uint256 hour, uint256 lastHour) private pure returns (uint256 index, uint256 mask, uint256 next) {
        unchecked {
            index = hour / CalendarLib.HOURS_PER_WORD;
            // This is the first hour of the word. The division rounds down on purpose.
            // slither-disable-next-line divide-before-multiply
            uint256 first = index * CalendarLib.HOURS_PER_WORD;
            next = first + CalendarLib.HOURS_PER_WORD;
            if (next > lastHour) next = lastHour;
            mask = CalendarLib.maskOf(hour - first, next - first);
        }
    }
}
