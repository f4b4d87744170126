// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IRandomBeacon} from "../../../src/interfaces/IRandomBeacon.sol";
import {BeaconLimits, BeaconParticipant} from "../../../src/types/RandomBeaconTypes.sol";
import {BeaconFixture} from "../../fixtures/BeaconFixture.sol";
import {HostileToken} from "../../fixtures/HostileToken.sol";

contract RandomBeaconTest is BeaconFixture {
    // ── Taking part ─────────────────────────────────────────────────────────

    function test_RevertWhen_TheAccountIsNotAdmittedOrIsAnEngine() external {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IRandomBeacon.RandomBeacon_NotAdmitted.selector, stranger));
        beacon.enrol();
        directory.setEngine(makers[0], true);
        bytes32 commitment = keccak256("c");
        uint64 round = _round();
        vm.prank(makers[0]);
        vm.expectRevert(abi.encodeWithSelector(IRandomBeacon.RandomBeacon_NotAdmitted.selector, makers[0]));
        beacon.commit(round, commitment);
        attestations.admit(makers[1], false);
        vm.prank(makers[1]);
        vm.expectRevert(abi.encodeWithSelector(IRandomBeacon.RandomBeacon_NotAdmitted.selector, makers[1]));
        beacon.commit(round, commitment);
        attestations.openJoining();
        _enrol(stranger); // anybody may enrol
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IRandomBeacon.RandomBeacon_NotInSet.selector, stranger));
        beacon.commit(round, commitment); // but without stake in the set, its commitment has no weight
    }

    function test_EnrolsWithTheBondAndTopsItUp() external {
        vm.prank(makers[0]);
        vm.expectRevert(abi.encodeWithSelector(IRandomBeacon.RandomBeacon_AlreadyEnrolled.selector, makers[0]));
        beacon.enrol();
        beacon.setLimits(BeaconLimits(uint96(7_000e18), 3));
        uint64 round = _round();
        vm.prank(makers[0]);
        vm.expectRevert(
            abi.encodeWithSelector(IRandomBeacon.RandomBeacon_BondTooLow.selector, BEACON_BOND, uint256(7_000e18))
        );
        beacon.commit(round, keccak256("c"));
        _giveG(makers[0], 2_000e18, address(beacon));
        _expect();
        emit IRandomBeacon.Enrolled(makers[0], 2_000e18, 7_000e18);
        vm.prank(makers[0]);
        beacon.enrol();
        assertEq(beacon.participantOf(makers[0]).bond, 7_000e18, "the whole bond");
        assertEq(gtoken.balanceOf(makers[0]), 0, "what was missing");
        _commit(makers[0]);
    }

    function test_LeavesWithTheWholeBond() external {
        vm.prank(makers[0]);
        beacon.resign();
        assertEq(gtoken.balanceOf(makers[0]), BEACON_BOND, "paid");
        vm.startPrank(makers[0]);
        vm.expectPartialRevert(IRandomBeacon.RandomBeacon_BondTooLow.selector);
        beacon.resign();
        uint64 round = _round();
        vm.expectRevert(abi.encodeWithSelector(IRandomBeacon.RandomBeacon_BondTooLow.selector, uint256(0), BEACON_BOND));
        beacon.commit(round, keccak256("c"));
        vm.stopPrank();
    }

    function test_RevertWhen_LeavingWhileACommitmentIsOpen() external {
        uint64 round = _commitAll();
        vm.prank(makers[0]);
        vm.expectRevert(abi.encodeWithSelector(IRandomBeacon.RandomBeacon_CommitmentOpen.selector, round, makers[0]));
        beacon.resign();
        _warpToReveals(round);
        _reveal(makers[0], round);
        vm.prank(makers[0]);
        beacon.resign();
        assertEq(gtoken.balanceOf(makers[0]), BEACON_BOND, "once it has revealed");
    }

    function test_MostOfTheStakeIsNotEnoughWithTooFewMembers() external {
        _bondFor(makers[0], VALIDATOR_PURPOSE, 9 * STAKE);
        _formNextHour();
        uint64 round = _round();
        _commit(makers[0]);
        _commit(makers[1]);
        assertEq(beacon.roundOf(round).stake, 11 * STAKE, "of thirteen");
        _warpToReveals(round);
        _reveal(makers[0], round);
        _reveal(makers[1], round);
        assertTrue(beacon.seedOf(round) == 0, "two members, where three are the least");
    }

    /// @dev A vote changes the limits in the middle of a round (the hour of one random seed). The participants that
    /// committed before still owe a reveal.
    function test_AVoteAboutTheLeastChangesNoRoundOfBefore() external {
        uint64 round = _round();
        _commit(makers[0]);
        _commit(makers[1]);
        _warpToRound(round + 1);
        beacon.setLimits(BeaconLimits(uint96(BEACON_BOND), 2));
        vm.expectPartialRevert(IRandomBeacon.RandomBeacon_NothingWithheld.selector);
        beacon.forfeit(makers[0]);
    }

    /// @dev Checks the event that each call of the random beacon emits.
    function test_SaysWhatWasDone() external {
        vm.prank(vm.addr(_validatorKey(3)));
        attestations.resign();
        _formNextHour(); // two of three equal stakes are more than half
        BeaconLimits memory limits = BeaconLimits(uint96(BEACON_BOND), 2);
        _expect();
        emit IRandomBeacon.BeaconLimitsSet(limits);
        beacon.setLimits(limits);
        for (uint256 i = 2; i < 4; ++i) {
            _expect();
            emit IRandomBeacon.Left(makers[i], BEACON_BOND);
            vm.prank(makers[i]);
            beacon.resign();
        }
        _giveG(makers[2], 0, address(beacon));
        _expect();
        emit IRandomBeacon.Enrolled(makers[2], BEACON_BOND, BEACON_BOND);
        vm.prank(makers[2]);
        beacon.enrol();
        uint64 round = _round();
        for (uint256 i = 0; i < 2; ++i) {
            bytes32 commitment = beacon.commitmentOf(round, makers[i], _secret(makers[i], round));
            _expect();
            emit IRandomBeacon.Committed(round, makers[i], commitment, STAKE);
            vm.prank(makers[i]);
            beacon.commit(round, commitment);
        }
        _warpToReveals(round);
        bytes32[2] memory secrets = [_secret(makers[0], round), _secret(makers[1], round)];
        bytes32 mixed = keccak256(abi.encode(makers[0], secrets[0])) ^ keccak256(abi.encode(makers[1], secrets[1]));
        _expect();
        emit IRandomBeacon.Revealed(round, makers[0], secrets[0]);
        vm.prank(makers[0]);
        beacon.reveal(round, secrets[0]);
        _expect();
        emit IRandomBeacon.SeedFixed(
            round, keccak256(abi.encode(bytes32("BeaconSeed"), block.chainid, address(beacon), round, mixed)), 2
        );
        vm.prank(makers[1]);
        beacon.reveal(round, secrets[1]);
        _warpToRound(round + 1);
        _commit(makers[0]);
        _commit(makers[1]);
        _warpToRound(round + 2);
        _expect();
        emit IRandomBeacon.RevealWithheld(round + 1, makers[0], address(this), BEACON_BOND);
        beacon.forfeit(makers[0]);
    }

    function _expect() private {
        vm.expectEmit(true, true, true, true, address(beacon));
    }

    // ── Committing ──────────────────────────────────────────────────────────

    function test_CommitsInTheFirstHalfHourOnlyAndOnce() external {
        uint64 round = _round();
        uint256 from = uint256(round) * HOUR;
        vm.warp(from + 30 minutes - 1);
        _commit(makers[0]);
        vm.startPrank(makers[0]);
        vm.expectRevert(abi.encodeWithSelector(IRandomBeacon.RandomBeacon_AlreadyCommitted.selector, round, makers[0]));
        beacon.commit(round, keccak256("other"));
        vm.stopPrank();
        vm.startPrank(makers[1]);
        vm.expectRevert(IRandomBeacon.RandomBeacon_CommitmentZero.selector);
        beacon.commit(round, 0);
        _expectCommitClosed(round + 1);
        beacon.commit(round + 1, keccak256("c"));
        vm.warp(from + 30 minutes);
        _expectCommitClosed(round);
        beacon.commit(round, keccak256("c"));
        _expectCommitClosed(round - 1);
        beacon.commit(round - 1, keccak256("c"));
        vm.warp(from + 60 minutes);
        beacon.commit(round + 1, keccak256("c"));
        vm.stopPrank();
    }

    function test_MoreThanHalfOfTheStakeOfTheSetMustCommit() external {
        beacon.setLimits(BeaconLimits(uint96(BEACON_BOND), 2));
        uint64 round = _round();
        _commit(makers[0]);
        _commit(makers[1]);
        assertEq(beacon.roundOf(round).wholeStake, 4 * STAKE, "the set's total");
        _warpToReveals(round);
        _reveal(makers[0], round);
        _reveal(makers[1], round);
        assertTrue(beacon.seedOf(round) == 0, "half of it makes no seed");
        _bondFor(makers[0], VALIDATOR_PURPOSE, 10e18);
        _formNextHour();
        round = _round() + 1;
        _warpToRound(round);
        _commit(makers[0]);
        _commit(makers[1]);
        _warpToReveals(round);
        _reveal(makers[0], round);
        _reveal(makers[1], round);
        assertTrue(beacon.seedOf(round) != 0, "one step more than half does");
    }

    /// @dev In a round of the random beacon, a member's commitment has a weight: its stake in the validator set, but at
    /// most its bond at that moment.
    function test_WhatWasUnbondedOrBondedSinceTheSetWasFormedWeighsNothing() external {
        vm.prank(makers[0]);
        vault.unbond(VALIDATOR_PURPOSE, STAKE / 2);
        _bondFor(makers[1], VALIDATOR_PURPOSE, 10 * STAKE);
        _commit(makers[0]);
        _commit(makers[1]);
        assertEq(beacon.roundOf(_round()).stake, STAKE / 2 + STAKE, "half of one, and one of the other");
        vm.prank(makers[2]);
        vault.unbond(VALIDATOR_PURPOSE, STAKE);
        uint64 round = _round();
        vm.prank(makers[2]);
        vm.expectRevert(abi.encodeWithSelector(IRandomBeacon.RandomBeacon_NotInSet.selector, makers[2]));
        beacon.commit(round, keccak256("c"));
    }

    /// @dev A smaller set is formed while commitments are accepted. A minority of the larger set must still not be
    /// enough to make a random seed.
    function test_TheLargestSetOfTheRoundIsTheWhole() external {
        _bondFor(makers[3], VALIDATOR_PURPOSE, 9 * STAKE);
        _formNextHour();
        uint64 round = _round() + 1;
        vm.warp(uint256(round) * HOUR - 1);
        _warpToRound(round);
        _commit(makers[0]);
        vm.prank(makers[3]);
        attestations.resign();
        vm.warp(block.timestamp + 1 minutes);
        attestations.formSet();
        _commit(makers[1]);
        _commit(makers[2]);
        assertEq(beacon.roundOf(round).wholeStake, 13 * STAKE, "of the set before");
        _warpToReveals(round);
        for (uint256 i = 0; i < 3; ++i) {
            _reveal(makers[i], round);
        }
        assertTrue(beacon.seedOf(round) == 0, "3 of 13 make no seed");
        (, bytes32 seed) = _makeSeedOf(3);
        assertTrue(seed != 0, "in the next round they are the set");
    }

    // ── Revealing ───────────────────────────────────────────────────────────

    function test_RevealsInTheSecondHalfHourOnlyAndOnce() external {
        uint64 round = _commitAll();
        uint256 from = beacon.commitsCloseAt(round);
        vm.warp(from - 1);
        _expectRevealClosed(round);
        _reveal(makers[0], round);
        vm.warp(from);
        _reveal(makers[0], round);
        vm.expectRevert(abi.encodeWithSelector(IRandomBeacon.RandomBeacon_NothingToReveal.selector, round, makers[0]));
        _reveal(makers[0], round);
        vm.warp(from + 30 minutes - 1);
        _reveal(makers[1], round);
        vm.warp(from + 30 minutes);
        _expectRevealClosed(round);
        _reveal(makers[2], round);
        assertTrue(beacon.seedOf(round) == 0, "no seed");
    }

    function test_RevertWhen_TheSecretIsNotWhatWasCommitted() external {
        uint64 round = _commitAll();
        bytes32 first = _secret(makers[0], round);
        _warpToReveals(round);
        vm.startPrank(makers[1]);
        // The beacon refuses the secret of another account, and an invented secret.
        vm.expectPartialRevert(IRandomBeacon.RandomBeacon_CommitmentMismatch.selector);
        beacon.reveal(round, first);
        vm.expectPartialRevert(IRandomBeacon.RandomBeacon_CommitmentMismatch.selector);
        beacon.reveal(round, 0);
        // Refuses a secret whose commitment belongs to another round.
        vm.expectRevert(abi.encodeWithSelector(IRandomBeacon.RandomBeacon_NothingToReveal.selector, round + 1, makers[1]));
        beacon.reveal(round + 1, _secret(makers[1], round));
        vm.stopPrank();
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IRandomBeacon.RandomBeacon_NothingToReveal.selector, round, stranger));
        beacon.reveal(round, first);
    }

    /// @dev Guards against known failure 20 (test/README.md): an account that copies a commitment cannot reveal it,
    /// even if it then knows the secret.
    function test_ACopiedCommitmentCannotBeRevealed() external {
        uint64 round = _round();
        bytes32 secret = _secret(makers[0], round);
        bytes32 commitment = beacon.commitmentOf(round, makers[0], secret);
        _commit(makers[0]);
        vm.prank(makers[1]);
        beacon.commit(round, commitment);
        _warpToReveals(round);
        _reveal(makers[0], round);
        vm.prank(makers[1]);
        vm.expectPartialRevert(IRandomBeacon.RandomBeacon_CommitmentMismatch.selector);
        beacon.reveal(round, secret);
    }

    /// @dev Guards against known failures 1 and 2 (test/README.md): a hash that lacks the chain or the contract.
    function test_ACommitmentBindsChainContractRoundAndAccount() external {
        bytes32 it = beacon.commitmentOf(1, makers[0], "s");
        assertTrue(it != beacon.commitmentOf(2, makers[0], "s"), "round");
        assertTrue(it != beacon.commitmentOf(1, makers[1], "s"), "account");
        assertTrue(it != _createBeacon(address(gtoken)).commitmentOf(1, makers[0], "s"), "contract");
        vm.chainId(77);
        assertTrue(it != beacon.commitmentOf(1, makers[0], "s"), "chain");
    }

    function test_TheSeedIsThatOfAllSecretsInWhateverOrderTheyCome() external {
        uint64 round = _commitAll();
        _warpToReveals(round);
        bytes32 mixed = 0;
        for (uint256 i = 4; i > 0; --i) {
            assertTrue(beacon.seedOf(round) == 0, "not before the last");
            _reveal(makers[i - 1], round);
        }
        for (uint256 i = 0; i < 4; ++i) {
            mixed ^= keccak256(abi.encode(makers[i], _secret(makers[i], round)));
        }
        bytes32 expected =
            keccak256(abi.encode(bytes32("BeaconSeed"), block.chainid, address(beacon), round, mixed));
        assertTrue(beacon.seedOf(round) == expected, "of all");
        (uint64 next, bytes32 other) = _makeSeed();
        assertEq(next, round + 1, "the next hour");
        assertTrue(other != expected && other != 0, "another seed");
    }

    // ── Withheld ────────────────────────────────────────────────────────────

    function test_AWithheldRevealCostsTheBondAndTheRoundHasNoSeed() external {
        uint64 round = _withholdBy(0);
        vm.expectRevert(abi.encodeWithSelector(IRandomBeacon.RandomBeacon_NothingWithheld.selector, makers[0]));
        beacon.forfeit(makers[0]); // its time to reveal is not over
        _warpToRound(round + 1);
        uint256 before = gtoken.balanceOf(treasury);
        vm.prank(stranger);
        assertEq(beacon.forfeit(makers[0]), BEACON_BOND, "all of it");
        assertEq(gtoken.balanceOf(treasury) - before, BEACON_BOND, "to the treasury");
        assertTrue(beacon.seedOf(round) == 0, "no seed, ever");
        vm.expectPartialRevert(IRandomBeacon.RandomBeacon_NothingWithheld.selector);
        beacon.forfeit(makers[0]);
        vm.expectPartialRevert(IRandomBeacon.RandomBeacon_NothingWithheld.selector);
        beacon.forfeit(makers[1]); // this member has revealed its secret
        // With a new bond, the member that was fined may take part again.
        _enrol(makers[0]);
        (, bytes32 seed) = _makeSeed();
        assertTrue(seed != 0, "the next round goes on");
    }

    function test_WhoWithheldCannotSaveItsBond() external {
        uint64 round = _withholdBy(0);
        _warpToRound(round + 1);
        bytes memory refused =
            abi.encodeWithSelector(IRandomBeacon.RandomBeacon_CommitmentOpen.selector, round, makers[0]);
        vm.startPrank(makers[0]);
        vm.expectRevert(refused);
        beacon.resign();
        vm.expectRevert(refused);
        beacon.commit(round + 1, keccak256("c"));
        vm.expectRevert(refused);
        beacon.enrol();
        vm.stopPrank();
        attestations.admit(makers[0], false);
        beacon.forfeit(makers[0]);
    }

    function test_ForfeitsEachOfThoseWhoWithheld() external {
        uint64 round = _commitAll();
        _warpToRound(round + 3);
        for (uint256 i = 0; i < 4; ++i) {
            beacon.forfeit(makers[i]);
        }
        assertEq(gtoken.balanceOf(address(beacon)), 0, "nothing is left");
        directory.set("Treasury", address(0));
        for (uint256 i = 0; i < 4; ++i) {
            _enrol(makers[i]);
        }
        round = _commitAll();
        _warpToRound(round + 1);
        vm.expectRevert(IRandomBeacon.RandomBeacon_NoTreasury.selector);
        beacon.forfeit(makers[0]);
    }

    function test_WithTooFewCommitmentsNobodyNeedsToReveal() external {
        uint64 round = _round();
        _commit(makers[0]);
        _commit(makers[1]);
        _warpToReveals(round);
        _reveal(makers[1], round);
        assertTrue(beacon.seedOf(round) == 0, "two of three needed make no seed");
        _warpToRound(round + 1);
        vm.expectPartialRevert(IRandomBeacon.RandomBeacon_NothingWithheld.selector);
        beacon.forfeit(makers[0]);
        _commitAll();
        _warpToReveals(round + 1);
        for (uint256 i = 0; i < 4; ++i) {
            _reveal(makers[i], round + 1);
        }
        assertTrue(beacon.seedOf(round + 1) != 0, "the old commitment is forgotten");
    }

    /// @dev Too few members committed in a round, so the round makes no seed. If one of these members resigns and
    /// enrols again, it need not reveal the secret of its old commitment.
    function test_AForgottenCommitmentCostsNobodyItsBond() external {
        uint64 round = _round();
        _commit(makers[0]);
        _warpToRound(round + 1);
        vm.prank(makers[0]);
        beacon.resign();
        assertTrue(beacon.participantOf(makers[0]).commitment == 0, "forgotten");
        _enrol(makers[0]);
        for (uint256 i = 1; i < 4; ++i) {
            _commit(makers[i]);
        }
        _warpToReveals(round + 1);
        for (uint256 i = 1; i < 4; ++i) {
            _reveal(makers[i], round + 1);
        }
        _warpToRound(round + 2);
        vm.expectRevert(abi.encodeWithSelector(IRandomBeacon.RandomBeacon_NothingWithheld.selector, makers[0]));
        beacon.forfeit(makers[0]);
    }

    // ── Seeds ───────────────────────────────────────────────────────────────

    function test_TheFirstSeedFromARoundSkipsThoseThatHaveNone() external {
        uint64 start = beacon.openRound();
        (uint64 none, bytes32 nothing) = beacon.firstSeedFrom(start);
        assertTrue(none == 0 && nothing == 0, "no seed while nobody takes part");
        (uint64 first, bytes32 firstSeed) = _makeSeed();
        _warpToRound(first + 1);
        uint64 withheld = _withholdBy(2);
        _warpToRound(withheld + 1);
        beacon.forfeit(makers[2]);
        _enrol(makers[2]);
        _warpToRound(withheld + 5);
        (uint64 last, bytes32 lastSeed) = _makeSeed();
        _checkFirst(0, first, firstSeed);
        _checkFirst(first, first, firstSeed);
        _checkFirst(first + 1, last, lastSeed);
        _checkFirst(last, last, lastSeed);
        _checkFirst(last + 1, 0, 0);
    }

    function test_TheOpenRoundIsOneOfWhichNobodyKnowsAnything() external {
        uint64 round = _round();
        vm.warp(uint256(round) * HOUR + 30 minutes - 1);
        assertEq(beacon.openRound(), round, "while commitments come");
        vm.warp(uint256(round) * HOUR + 30 minutes);
        assertEq(beacon.openRound(), round + 1, "once reveals may come");
    }

    // ── Limits ──────────────────────────────────────────────────────────────

    function test_LimitsStayInTheirBoundsAndAreTheOwners() external {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger));
        beacon.setLimits(BeaconLimits(uint96(BEACON_BOND), 3));
        BeaconLimits[4] memory wrong = [
            BeaconLimits(uint96(1_000e18 - 1), 3),
            BeaconLimits(uint96(1_000_000e18 + 1), 3),
            BeaconLimits(uint96(BEACON_BOND), 1),
            BeaconLimits(uint96(BEACON_BOND), 65)
        ];
        for (uint256 i = 0; i < 4; ++i) {
            vm.expectPartialRevert(IRandomBeacon.RandomBeacon_LimitOutOfBounds.selector);
            beacon.setLimits(wrong[i]);
        }
        beacon.setLimits(BeaconLimits(uint96(1_000e18), 2));
        beacon.setLimits(BeaconLimits(uint96(1_000_000e18), 64));
        assertEq(beacon.limits().leastCommits, 64, "set");
    }

    /// @dev Guards against known failure 17 (test/README.md): the token calls back during a transfer and re-enters the
    /// contract.
    function test_RevertWhen_TheTokenReenters() external {
        HostileToken token = new HostileToken();
        IRandomBeacon hostile = _createBeacon(address(token));
        token.mint(makers[0], BEACON_BOND);
        vm.startPrank(makers[0]);
        token.approve(address(hostile), type(uint256).max);
        hostile.enrol();
        token.callBack(address(hostile), abi.encodeCall(IRandomBeacon.forfeit, (makers[0])));
        vm.expectPartialRevert(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
        hostile.resign();
        vm.stopPrank();
    }

    // ── Private ─────────────────────────────────────────────────────────────

    /// @dev Makes a seed of the next hour, with secrets of the first `count` members.
    function _makeSeedOf(uint256 count) private returns (uint64 round, bytes32 seed) {
        round = _round() + 1;
        _warpToRound(round);
        for (uint256 i = 0; i < count; ++i) {
            _commit(makers[i]);
        }
        _warpToReveals(round);
        for (uint256 i = 0; i < count; ++i) {
            _reveal(makers[i], round);
        }
        seed = beacon.seedOf(round);
    }

    /// @dev All members commit, and all except one reveal. Ends in the last second of the round (an hour).
    function _withholdBy(uint256 index) private returns (uint64 round) {
        round = _commitAll();
        _warpToReveals(round);
        for (uint256 i = 0; i < 4; ++i) {
            if (i != index) _reveal(makers[i], round);
        }
        vm.warp((uint256(round) + 1) * HOUR - 1);
    }

    function _checkFirst(uint64 round, uint64 found, bytes32 seed) private view {
        (uint64 actual, bytes32 actualSeed) = beacon.firstSeedFrom(round);
        assertEq(actual, found, "the first round");
        assertTrue(actualSeed == seed, "and its seed");
    }

    function _expectCommitClosed(uint64 round) private {
        uint256 from = uint256(round) * HOUR;
        vm.expectRevert(
            abi.encodeWithSelector(
                IRandomBeacon.RandomBeacon_CommitClosed.selector, round, from, from + 30 minutes, block.timestamp
            )
        );
    }

    function _expectRevealClosed(uint64 round) private {
        uint256 from = uint256(round) * HOUR + 30 minutes;
        vm.expectRevert(
            abi.encodeWithSelector(
                IRandomBeacon.RandomBeacon_RevealClosed.selector, round, from, from + 30 minutes, block.timestamp
            )
        );
    }
}
