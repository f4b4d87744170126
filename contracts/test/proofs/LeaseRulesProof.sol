// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LeaseLib} from "../../src/libraries/LeaseLib.sol";
import {LeaseTerms} from "../../src/types/MarketTypes.sol";

/// @dev Halmos proves each property for every input: see README.md. Separate from LeaseProof, because the length of a
/// trial is a quotient.
contract LeaseRulesProof {
    /// @dev A trial is never longer than the ask's offer, an hour, or a tenth of the lease.
    function check_ATrialStaysWithinItsThreeLimits(uint32 offered, uint32 duration, bool cluster) external pure {
        uint256 trial = LeaseLib.trialOf(offered, duration, cluster);
        unchecked {
            assert(trial <= offered);
            assert(trial <= 3600);
            assert(trial * 10 <= duration);
        }
    }

    /// @dev The members of a cluster can be left for free for 900 s after the start. A cluster has no trial if this is
    /// more than a tenth of it.
    function check_AShortClusterHasNoTrial(uint32 offered, uint32 duration) external pure {
        if (duration < 9_000) assert(LeaseLib.trialOf(offered, duration, true) == 0);
    }

    /// @dev The contract shortens a trial no more than it must. The trial reaches at least one of its limits: the ask's
    /// offer, an hour, or a tenth of the lease, rounded down.
    function check_ATrialIsAsLongAsItsLimitsAllow(uint32 offered, uint32 duration) external pure {
        uint256 trial = LeaseLib.trialOf(offered, duration, false);
        unchecked {
            assert(trial == offered || trial == 3600 || trial * 10 + 10 > duration);
        }
    }

    /// @dev Cancelling never costs more than the notice, and never more than the whole lease.
    function check_CancellingCostsAtMostTheNoticeAndTheLease(
        uint40 start,
        uint32 duration,
        uint32 notice,
        uint32 trial,
        uint8 flags,
        uint40 time
    ) external pure {
        uint256 owed = LeaseLib.noticeOwed(_terms(start, duration, notice, trial, flags), time);
        assert(owed <= notice);
        assert(owed <= duration);
    }

    /// @dev From the start until Ready is impossible, a booked lease without a trial owes its whole notice. So a
    /// provider that reserved its GPUs is paid.
    function check_FromTheStartTheWholeNoticeIsOwed(uint40 start, uint32 duration, uint32 notice, uint40 time) external pure {
        LeaseTerms memory terms = _terms(start, duration, notice, 0, 0);
        unchecked {
            if (time < start || time > start + uint256(600) || time > start + uint256(duration)) return;
        }
        assert(LeaseLib.noticeOwed(terms, time) == (notice < duration ? notice : duration));
    }

    /// @dev From the start on, cancelling a spot lease or a lease with a trial costs nothing. Once Ready is impossible,
    /// cancelling any lease costs nothing.
    function check_CancellingIsFreeForSpotForATrialAndAfterTheGrace(
        uint40 start,
        uint32 duration,
        uint32 notice,
        uint32 trial,
        uint8 flags,
        uint40 time
    ) external pure {
        if (time < start) return;
        unchecked {
            bool late = time > start + uint256(600) || time > start + uint256(duration);
            if (!late && trial == 0 && flags & LeaseLib.FLAG_SPOT == 0) return;
        }
        assert(LeaseLib.noticeOwed(_terms(start, duration, notice, trial, flags), time) == 0);
    }

    /// @dev Before the start, waiting never makes cancelling cheaper.
    function check_BeforeTheStartTheNoticeOwedOnlyGrows(uint40 start, uint32 duration, uint32 notice, uint40 earlier, uint40 later)
        external
        pure
    {
        if (earlier > later || later >= start) return;
        LeaseTerms memory terms = _terms(start, duration, notice, 0, 0);
        assert(LeaseLib.noticeOwed(terms, earlier) <= LeaseLib.noticeOwed(terms, later));
    }

    function _terms(uint40 start, uint32 duration, uint32 notice, uint32 trial, uint8 flags)
        private
        pure
        returns (LeaseTerms memory terms)
    {
        terms.start = start;
        terms.durationSeconds = duration;
        terms.noticeSeconds = notice;
        terms.trialSeconds = trial;
        terms.flags = flags;
    }
}
