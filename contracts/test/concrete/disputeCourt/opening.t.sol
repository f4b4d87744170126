// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDisputeCourt} from "../../../src/interfaces/IDisputeCourt.sol";
import {IJuryTrials} from "../../../src/interfaces/IJuryTrials.sol";
import {IStakeVault} from "../../../src/interfaces/IStakeVault.sol";
import {ClosedStatement} from "../../../src/types/DisputeCourtTypes.sol";
import {TrialState} from "../../../src/types/TrialTypes.sol";
import {CourtFixture} from "../../fixtures/CourtFixture.sol";

contract CourtOpeningTest is CourtFixture {
    bytes32[] private _noProof;

    // ── A closed lease ──────────────────────────────────────────────────────

    function test_OpensAboutAClosedLeaseWithATenthOfTheClaim() external {
        ClosedStatement memory statement = _closed(7);
        _attestClosed(statement);
        uint40 until = uint40(block.timestamp + 48 hours);
        vm.expectEmit(true, true, true, true, court);
        emit IDisputeCourt.LeaseDisputed(1, renter, provider, address(market), 7, CLAIM, OPENER_BOND, until);
        vm.prank(renter);
        assertEq(disputes.openLease(statement, CLAIM, _noProof), 1, "its number");
        _checkHeld(OPENER_BOND);
        _checkState(1, TrialState.Evidence);
        assertEq(disputes.disputeOfLease(address(market), 7), 1, "found by its lease");
        assertEq(disputes.disputeOf(1).claim, CLAIM, "its claim");
        assertEq(disputes.trialCount(), 1, "one dispute");
    }

    function test_TheLeastBondIs25PToken() external view {
        assertEq(disputes.bondFor(1), 25e18, "of the smallest claim");
        assertEq(disputes.bondFor(250e18), 25e18, "of 250 PToken");
        assertEq(disputes.bondFor(250e18 + 1), 25e18 + 1, "rounded up");
        assertEq(disputes.bondFor(CLAIM), OPENER_BOND, "a tenth");
    }

    function test_VerifiesAPathToTheAttestedRoot() external {
        ClosedStatement memory statement = _closed(7);
        bytes32 sibling = keccak256("another lease");
        vm.warp((block.timestamp / HOUR + 1) * HOUR);
        _attestByAll(CLOSED, _pair(disputes.leafOf(statement), sibling));
        vm.prank(renter);
        disputes.openLease(statement, CLAIM, _path(sibling));
    }

    function test_RevertWhen_TheStatementIsNotAttested() external {
        ClosedStatement memory statement = _closed(7);
        _attestClosed(_closed(8));
        bytes32 leaf = disputes.leafOf(statement);
        vm.startPrank(renter);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeCourt_LeafUnknown.selector, leaf));
        disputes.openLease(statement, CLAIM, _noProof);
        vm.stopPrank();
    }

    function test_RevertWhen_FewerThanFourSigned() external {
        ClosedStatement memory statement = _closed(7);
        vm.warp((block.timestamp / HOUR + 1) * HOUR);
        _attest(CLOSED, disputes.leafOf(statement), 7);
        vm.prank(renter);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeCourt_PowerTooSmall.selector));
        disputes.openLease(statement, CLAIM, _noProof);
    }

    function test_RevertWhen_TheQuorumIsNotTrustedYet() external {
        ClosedStatement memory statement = _closed(7);
        _attestClosed(statement);
        vm.warp(block.timestamp + 2 days);
        directory.set("Attestations", stranger);
        vm.prank(renter);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeCourt_QuorumUntrusted.selector, stranger));
        disputes.openLease(statement, CLAIM, _noProof);
    }

    /// @dev A court that was replaced, or is not trusted yet, must not open disputes. It would take the bond and could
    /// never decide.
    function test_RevertWhen_TheCourtIsNotTheTrustedOne() external {
        ClosedStatement memory statement = _closed(7);
        _attestClosed(statement);
        directory.set(COURT, address(0xC0028));
        vm.prank(renter);
        vm.expectRevert(IJuryTrials.JuryTrials_NotTrusted.selector);
        disputes.openLease(statement, CLAIM, new bytes32[](0));
    }

    function test_RevertWhen_SomebodyElseOpens() external {
        ClosedStatement memory statement = _closed(7);
        _attestClosed(statement);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeCourt_NotHolder.selector, stranger, renter));
        disputes.openLease(statement, CLAIM, _noProof);
    }

    function test_RevertWhen_SevenDaysHavePassed() external {
        ClosedStatement memory statement = _closed(7);
        _attestClosed(statement);
        uint256 until = statement.closedAt + 7 days;
        vm.warp(until);
        vm.startPrank(renter);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeCourt_ClosedTooLongAgo.selector, until, until));
        disputes.openLease(statement, CLAIM, _noProof);
        vm.warp(until - 1);
        disputes.openLease(statement, CLAIM, _noProof);
        vm.stopPrank();
    }

    function test_RevertWhen_TheLeaseIsDisputedAlready() external {
        ClosedStatement memory statement = _closed(7);
        _attestClosed(statement);
        vm.startPrank(renter);
        uint256 id = disputes.openLease(statement, CLAIM, _noProof);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeCourt_AlreadyDisputed.selector, id));
        disputes.openLease(statement, 1, _noProof);
        vm.stopPrank();
    }

    function test_RevertWhen_TheClaimIsNothingOrMoreThanAWeekOfPay() external {
        ClosedStatement memory statement = _closed(7);
        _attestClosed(statement);
        vm.startPrank(renter);
        uint96[2] memory wrong = [uint96(0), WEEK_PAY + 1];
        for (uint256 i = 0; i < 2; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IDisputeCourt.DisputeCourt_ClaimOutOfRange.selector, wrong[i], WEEK_PAY)
            );
            disputes.openLease(statement, wrong[i], _noProof);
        }
        disputes.openLease(statement, WEEK_PAY, _noProof);
        vm.stopPrank();
    }

    /// @dev The part of a bond that a queued slash will take is reserved, so a renter's claim cannot get it.
    function test_RevertWhen_TheClaimDoesNotFitInTheFreeBond() external {
        ClosedStatement memory statement = _closed(7);
        statement.weekPay = 1_000_000e18;
        _attestClosed(statement);
        _queue(5_000, 0);
        uint256 free = BOND / 2;
        uint96 most = uint96(free * 10 / 11);
        vm.startPrank(renter);
        vm.expectRevert(
            abi.encodeWithSelector(
                IDisputeCourt.DisputeCourt_BondTooSmall.selector, free, most + 10 + disputes.bondFor(most + 10)
            )
        );
        disputes.openLease(statement, most + 10, _noProof);
        disputes.openLease(statement, most - 10, _noProof);
        vm.stopPrank();
    }

    function test_FreezesABondThatWouldLeaveBeforeTheLastVerdict() external {
        vm.prank(provider);
        vault.unbond(PROVIDER_PURPOSE, 1e18);
        vm.warp(START + 20 days);
        _formIfOld();
        _openLease(7);
        uint40 frozenUntil = vault.bondOf(provider, PROVIDER_PURPOSE).frozenUntil;
        assertEq(frozenUntil, block.timestamp + 21 days, "two days longer than the longest dispute");
        vm.warp(START + 36 days);
        vm.prank(provider);
        vm.expectPartialRevert(IStakeVault.StakeVault_Frozen.selector);
        vault.withdraw(PROVIDER_PURPOSE, provider);
    }

    function test_LeavesABondFreeThatCannotLeaveBefore() external {
        _openLease(7);
        assertEq(vault.bondOf(provider, PROVIDER_PURPOSE).frozenUntil, 0, "nothing is leaving");
        vm.prank(provider);
        vault.unbond(PROVIDER_PURPOSE, 1e18);
        _openLease(8);
        assertEq(vault.bondOf(provider, PROVIDER_PURPOSE).frozenUntil, 0, "it leaves in 35 days");
    }

    /// @dev A dispute that a friend opens later cannot end the freeze that an earlier dispute needs.
    function test_NeverShortensAFreeze() external {
        vm.prank(provider);
        vault.unbond(PROVIDER_PURPOSE, 1e18);
        vm.warp(START + 20 days);
        _formIfOld();
        vm.prank(court);
        vault.freeze(provider, PROVIDER_PURPOSE, uint40(block.timestamp + 30 days));
        uint40 before = vault.bondOf(provider, PROVIDER_PURPOSE).frozenUntil;
        _openLease(7);
        assertEq(vault.bondOf(provider, PROVIDER_PURPOSE).frozenUntil, before, "the later time remains");
    }

    // ── A queued slash ──────────────────────────────────────────────────────

    function test_OpensAboutAQueuedSlashAndDelaysIt() external {
        uint256 amount = _queue(100, 500e18);
        uint40 slashAt = uint40(block.timestamp + 72 hours + 21 days);
        vm.expectEmit(true, true, true, true, court);
        emit IDisputeCourt.SlashDisputed(
            1, provider, PROVIDER_PURPOSE, victim, amount, OPENER_BOND, uint40(block.timestamp + 48 hours)
        );
        vm.prank(provider);
        disputes.openSlash(PROVIDER_PURPOSE);
        assertEq(vault.pendingSlashOf(provider, PROVIDER_PURPOSE).executeAt, slashAt, "21 days later");
        assertEq(disputes.disputeOf(1).slashAt, slashAt, "noted");
        assertTrue(disputes.trialOf(1).respondent == victim, "the victim may answer");
        _checkHeld(OPENER_BOND);
    }

    /// @dev Without the freeze, one transaction could execute the slash and withdraw the rest, before validators queue
    /// another slash.
    function test_FreezesABondThatCouldLeaveWithTheDisputedSlash() external {
        vm.prank(provider);
        vault.unbond(PROVIDER_PURPOSE, BOND);
        vm.warp(START + 20 days);
        uint256 id = _openSlash();
        uint40 slashAt = disputes.disputeOf(id).slashAt;
        assertEq(vault.bondOf(provider, PROVIDER_PURPOSE).frozenUntil, slashAt + 2 days, "two days longer");
    }

    function test_RevertWhen_NoSlashWaitsOrItIsDisputedOrDue() external {
        vm.startPrank(provider);
        vm.expectPartialRevert(IStakeVault.StakeVault_NoSlashPending.selector);
        disputes.openSlash(PROVIDER_PURPOSE);
        vm.stopPrank();
        _openSlash();
        vm.prank(provider);
        vm.expectPartialRevert(IStakeVault.StakeVault_SlashNotDisputable.selector);
        disputes.openSlash(PROVIDER_PURPOSE);
        vm.warp(START + 24 days);
        vault.executeSlash(provider, PROVIDER_PURPOSE);
        _queue(100, 0);
        vm.warp(START + 27 days);
        vm.prank(provider);
        vm.expectPartialRevert(IStakeVault.StakeVault_SlashNotDisputable.selector);
        disputes.openSlash(PROVIDER_PURPOSE);
    }

    // ── Evidence ────────────────────────────────────────────────────────────

    function test_RecordsSixteenHashesOfEachPartyForTwoDays() external {
        uint256 id = _openLease(7);
        bytes32[] memory hashes = new bytes32[](16);
        hashes[3] = keccak256("a log");
        vm.expectEmit(true, true, true, true, court);
        emit IJuryTrials.EvidenceSubmitted(id, renter, hashes);
        vm.prank(renter);
        disputes.submit(id, hashes);
        vm.expectRevert(
            abi.encodeWithSelector(IJuryTrials.JuryTrials_TooManyHashes.selector, id, renter, uint256(17), uint256(16))
        );
        vm.prank(renter);
        disputes.submit(id, new bytes32[](1));
        vm.prank(provider);
        disputes.submit(id, new bytes32[](16));
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IJuryTrials.JuryTrials_NotParty.selector, id, stranger));
        disputes.submit(id, hashes);
        vm.warp(disputes.trialOf(id).until);
        vm.prank(provider);
        vm.expectPartialRevert(IJuryTrials.JuryTrials_TooLate.selector);
        disputes.submit(id, new bytes32[](0));
    }
}
