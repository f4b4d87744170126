// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LeaseLib} from "../../src/libraries/LeaseLib.sol";
import {LeaseSlot, LeaseTerms} from "../../src/types/MarketTypes.sol";

/// @dev Halmos proves each property for every input: see README.md.
contract LeaseProof {
    /// @dev The billable seconds never fall as time passes, and never pass the seconds up to the end.
    function check_BillableSecondsGrowUpToTheEnd(
        uint40 start,
        uint24 endOffset,
        uint16 readyDelay,
        uint24 credit,
        uint40 earlier,
        uint40 later
    ) external pure {
        if (earlier > later) return;
        (LeaseTerms memory terms, LeaseSlot memory slot) = _lease(start, endOffset, readyDelay, credit);
        uint256 before = LeaseLib.billableAt(terms, slot, earlier);
        uint256 then = LeaseLib.billableAt(terms, slot, later);
        assert(before <= then && then <= endOffset);
        assert(then <= (later > start ? uint256(later) - start : 0));
    }

    /// @dev Each credited second takes one second off the bill, down to 0.
    function check_ACreditTakesItsSecondsOffTheBill(
        uint40 start,
        uint24 endOffset,
        uint16 readyDelay,
        uint24 credit,
        uint24 more,
        uint40 time
    ) external pure {
        if (uint256(credit) + more > type(uint24).max) return;
        (LeaseTerms memory terms, LeaseSlot memory slot) = _lease(start, endOffset, readyDelay, credit);
        uint256 before = LeaseLib.billableAt(terms, slot, time);
        slot.credit += more;
        uint256 then = LeaseLib.billableAt(terms, slot, time);
        assert(then == (before > more ? before - more : 0));
    }

    /// @dev The vested seconds are those that were billable an hour before, and 0 during the trial.
    function check_VestedSecondsWereBillableAnHourBefore(
        uint40 start,
        uint24 endOffset,
        uint16 readyDelay,
        uint24 credit,
        uint32 trialSeconds,
        uint40 time
    ) external pure {
        (LeaseTerms memory terms, LeaseSlot memory slot) = _lease(start, endOffset, readyDelay, credit);
        terms.trialSeconds = trialSeconds;
        uint256 vested = LeaseLib.vestedAt(terms, slot, time);
        assert(vested <= LeaseLib.billableAt(terms, slot, time));
        if (LeaseLib.inTrial(terms, slot, time) || time < 3600) assert(vested == 0);
        else assert(vested == LeaseLib.billableAt(terms, slot, uint256(time) - 3600));
    }

    function _lease(uint40 start, uint24 endOffset, uint16 readyDelay, uint24 credit)
        private
        pure
        returns (LeaseTerms memory terms, LeaseSlot memory slot)
    {
        terms.start = start;
        slot.endOffset = endOffset;
        slot.readyDelay = readyDelay;
        slot.credit = credit;
    }
}
