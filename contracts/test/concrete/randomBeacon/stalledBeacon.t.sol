// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BeaconFixture} from "../../fixtures/BeaconFixture.sol";

/// @dev Finding M1 of a review: an attacker with refundable bonds tries to prevent seeds while some validators do not
/// take part.
contract StalledBeaconTest is BeaconFixture {
    uint256 private constant HOURS = 24;

    /// @dev A case that a security review found: members that enrolled but did nothing prevented seeds for a day.
    function test_IdlePlacesHinderNoSeed() external {
        attestations.openJoining();
        uint256 idle = 0;
        uint16[3] memory counts = [4, 40, 400];
        for (uint256 i = 0; i < 3; ++i) {
            for (; idle < counts[i]; ++idle) {
                _enrol(address(uint160(0x1D1E0000 + idle)));
            }
            assertEq(_seedsOfADay(_none), HOURS, "a seed an hour");
        }
    }

    function test_SeedsGoOnWith49PercentOfTheStakeSilent() external {
        _stakes([uint256(26), 25, 0, 49]);
        assertEq(_seedsOfADay(_onlyTheLast), HOURS, "51 of 100 make them");
    }

    function test_WithMostOfTheStakeSilentThereIsNoSeed() external {
        _stakes([uint256(25), 24, 0, 51]);
        assertEq(_seedsOfADay(_onlyTheLast), 0, "a minority makes none alone");
    }

    /// @dev A member that does not take part pays no fine, and commits again in its next round.
    function test_AMemberThatCommitsEveryOtherRoundHindersNobody() external {
        _stakes([uint256(45), 25, 20, 10]);
        assertEq(_seedsOfADay(_theLastEveryOtherHour), HOURS, "a seed an hour");
        assertEq(beacon.participantOf(makers[3]).bond, BEACON_BOND, "with its whole bond");
    }

    function test_AValidatorThatWasDownForTwoHoursCommitsAgain() external {
        (uint64 round,) = _makeSeed();
        _warpToRound(round + 3);
        (, bytes32 seed) = _makeSeed();
        assertTrue(seed != 0, "all four, as if nothing had been");
        assertEq(beacon.participantOf(makers[0]).bond, BEACON_BOND, "nobody was fined");
    }

    // ── Private ─────────────────────────────────────────────────────────────

    /// @dev Sets the stakes of the four makers of seeds, in units of 100 STAKE. A maker with 0 here gets a stake that
    /// is too small to matter.
    function _stakes(uint256[4] memory shares) private {
        for (uint256 i = 0; i < 4; ++i) {
            if (shares[i] != 0) _bondFor(makers[i], VALIDATOR_PURPOSE, (shares[i] * 100 - 1) * STAKE);
            else _bondOut(makers[i]);
        }
        _formNextHour();
    }

    function _bondOut(address account) private {
        // The member remains in the set, with a stake that is too small to matter.
        vm.prank(account);
        vault.unbond(VALIDATOR_PURPOSE, STAKE / 2);
    }

    /// @dev Returns how many seeds are made in a day. `sleeps` returns true for members that do not take part in an
    /// hour.
    function _seedsOfADay(function(uint256, uint256) pure returns (bool) sleeps) private returns (uint256 seeds) {
        for (uint256 hour = 0; hour < HOURS; ++hour) {
            uint64 round = _round() + 1;
            _warpToRound(round);
            for (uint256 i = 0; i < 4; ++i) {
                if (!sleeps(i, hour)) _commit(makers[i]);
            }
            _warpToReveals(round);
            for (uint256 i = 0; i < 4; ++i) {
                if (!sleeps(i, hour)) _reveal(makers[i], round);
            }
            if (beacon.seedOf(round) != 0) ++seeds;
        }
    }

    function _none(uint256, uint256) private pure returns (bool) {
        return false;
    }

    function _onlyTheLast(uint256 index, uint256) private pure returns (bool) {
        return index == 3;
    }

    function _theLastEveryOtherHour(uint256 index, uint256 hour) private pure returns (bool) {
        return index == 3 && hour % 2 == 0;
    }
}
