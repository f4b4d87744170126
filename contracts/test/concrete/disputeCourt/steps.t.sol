// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDisputeCourt} from "../../../src/interfaces/IDisputeCourt.sol";
import {IJuryTrials} from "../../../src/interfaces/IJuryTrials.sol";
import {ClosedStatement} from "../../../src/types/DisputeCourtTypes.sol";
import {TrialState} from "../../../src/types/TrialTypes.sol";
import {CourtFixture} from "../../fixtures/CourtFixture.sol";

/// @dev Pages and notifications read only events, so each step must emit an event with the exact values.
contract CourtStepsTest is CourtFixture {
    function test_EachStepOfTwoJuriesWritesItsEvent() external {
        _joinJurors(20);
        uint256 id = _openLease(7);
        uint40 until = _summonAndCheck(id, 1);
        address[] memory first = _voteAndCheck(id, 5, FOR_OPENER);
        vm.expectEmit(true, true, true, true, court);
        emit IJuryTrials.VotesCounted(id, 1, 5, TrialState.Decided, FOR_OPENER + 1, until + 72 hours);
        disputes.count(id);
        vm.expectEmit(true, true, true, true, court);
        emit IJuryTrials.Appealed(id, provider, 3 * OPENER_BOND, until + 7 days);
        _appeal(id, provider);
        until = _summonAndCheck(id, 2);
        address[] memory second = _voteAndCheck(id, 15, STANDS);
        vm.expectEmit(true, true, true, true, court);
        emit IJuryTrials.VotesCounted(id, 2, 15, TrialState.Decided, STANDS + 1, until);
        disputes.count(id);
        uint256 pay = OPENER_BOND / 15;
        vm.expectEmit(true, true, true, true, court);
        emit IJuryTrials.TrialDone(id, STANDS, 15, pay, 0);
        disputes.execute(id);
        vm.expectEmit(true, true, true, true, court);
        emit IJuryTrials.JurorPaid(id, second[3], pay);
        assertEq(disputes.payJuror(id, second[3]), pay, "what it returns");
        assertEq(ptoken.balanceOf(second[3]), pay, "what the juror has");
        vm.expectRevert(abi.encodeWithSelector(IJuryTrials.JuryTrials_NothingDue.selector, id, first[0]));
        disputes.payJuror(id, first[0]);
    }

    function test_ABurnedRestIsInTheEvent() external {
        _joinJurors(5);
        uint256 id = _openSlash();
        _try(id, 0, 5);
        _warpToEnd(id);
        vm.expectEmit(true, true, true, true, court);
        emit IJuryTrials.TrialDone(id, STANDS, 5, OPENER_BOND / 10, OPENER_BOND / 2);
        disputes.execute(id);
    }

    function test_SilentJuriesWriteWhatWasKeptAndReturned() external {
        _joinJurors(20);
        uint256 id = _openLease(7);
        _summon(id);
        uint40 until = disputes.trialOf(id).until;
        vm.warp(until);
        vm.expectEmit(true, true, true, true, court);
        emit IJuryTrials.VotesCounted(id, 1, 0, TrialState.Drawing, 0, until + 4 days);
        disputes.count(id);
        assertEq(disputes.trialOf(id).panelId, 0, "no jury is requested");
        _summon(id);
        _warpToEnd(id);
        vm.expectEmit(true, true, true, true, court);
        emit IJuryTrials.FeeKept(id, OPENER_BOND / 5);
        disputes.count(id);
        _checkState(id, TrialState.Stands);
    }

    function test_AnAppealWithoutAJuryWritesThatItsBondIsBackAndTheVerdictRemains() external {
        _joinJurors(5);
        uint256 id = _openLease(7);
        _try(id, 5, 0);
        _appeal(id, provider);
        _warpToEnd(id);
        vm.expectEmit(true, true, true, true, court);
        emit IJuryTrials.AppealReturned(id, provider, 3 * OPENER_BOND);
        vm.expectEmit(true, true, true, true, court);
        emit IJuryTrials.TrialLapsed(id, TrialState.Decided);
        disputes.lapse(id);
        assertTrue(disputes.trialOf(id).appellant == address(0), "nobody appeals any more");
        assertEq(disputes.trialOf(id).appealBond, 0, "its bond is gone");
    }

    /// @dev Only seven jurors of the second jury reveal a vote, which is too few for a verdict. So the pay of each
    /// juror stays as the first jury's decision set it.
    function test_ASecondJuryThatDecidesNothingLeavesThePayOfTheFirst() external {
        _joinJurors(20);
        uint256 id = _openLease(7);
        _try(id, 5, 0);
        _appeal(id, provider);
        _try(id, 7, 0);
        disputes.execute(id);
        assertEq(disputes.trialOf(id).jurorPay, OPENER_BOND / 24, "half of the bond for five and seven jurors");
    }

    // ── Boundaries ──────────────────────────────────────────────────────────

    function test_TheWholeFreeBondCanBeClaimedAndNothingMore() external {
        ClosedStatement memory statement = _closed(7);
        statement.weekPay = 1_000_000e18;
        _attestClosed(statement);
        // This claim and the bond for it (a tenth, rounded up) together are exactly the provider's bond.
        uint96 most = uint96(BOND * 10 / 11);
        assertEq(most + disputes.bondFor(most), BOND, "the whole bond");
        vm.startPrank(renter);
        vm.expectRevert(abi.encodeWithSelector(IDisputeCourt.DisputeCourt_BondTooSmall.selector, BOND, BOND + 1));
        disputes.openLease(statement, most + 1, new bytes32[](0));
        disputes.openLease(statement, most, new bytes32[](0));
        vm.stopPrank();
    }

    function test_AJuryCanBeRequestedUntilTheLastSecondOfItsDays() external {
        _joinJurors(5);
        uint256 id = _openLease(7);
        uint40 from = disputes.trialOf(id).until;
        uint256 snapshot = vm.snapshotState();
        vm.warp(from + 4 days);
        vm.expectRevert(
            abi.encodeWithSelector(IJuryTrials.JuryTrials_TooLate.selector, id, from + 4 days, from + 4 days)
        );
        disputes.request(id);
        vm.revertToState(snapshot);
        vm.warp(from + 4 days - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IJuryTrials.JuryTrials_TooEarly.selector, id, from + 4 days, from + 4 days - 1)
        );
        disputes.lapse(id);
        disputes.request(id);
        _checkState(id, TrialState.Drawing);
    }

    function test_EvidenceIsTakenUntilTheLastSecond() external {
        uint256 id = _openLease(7);
        vm.warp(disputes.trialOf(id).until - 1);
        vm.prank(provider);
        disputes.submit(id, new bytes32[](1));
        vm.prank(provider);
        vm.expectRevert(
            abi.encodeWithSelector(IJuryTrials.JuryTrials_TooManyHashes.selector, id, provider, uint256(17), uint256(16))
        );
        disputes.submit(id, new bytes32[](16));
    }

    function test_RevertWhen_ADisputeLapsesThatDoesNotExistOrHasEnded() external {
        vm.expectRevert(abi.encodeWithSelector(IJuryTrials.JuryTrials_WrongState.selector, 1, TrialState.Unknown));
        disputes.lapse(1);
        uint256 id = _openLease(7);
        vm.warp(disputes.trialOf(id).until + 4 days);
        disputes.lapse(id);
        directory.set(COURT, address(0xC0028));
        vm.expectRevert(abi.encodeWithSelector(IJuryTrials.JuryTrials_WrongState.selector, id, TrialState.Stands));
        disputes.lapse(id);
    }

    function test_RevertWhen_AVoteIsStoredOrShownInAnotherState() external {
        _joinJurors(5);
        uint256 id = _openLease(7);
        vm.expectRevert(abi.encodeWithSelector(IJuryTrials.JuryTrials_WrongState.selector, id, TrialState.Evidence));
        disputes.commit(id, "vote");
        vm.expectRevert(abi.encodeWithSelector(IJuryTrials.JuryTrials_WrongState.selector, id, TrialState.Evidence));
        disputes.reveal(id, stranger, STANDS, "salt");
        vm.expectRevert(abi.encodeWithSelector(IJuryTrials.JuryTrials_WrongState.selector, id, TrialState.Evidence));
        disputes.count(id);
        vm.expectRevert(abi.encodeWithSelector(IJuryTrials.JuryTrials_WrongState.selector, id, TrialState.Evidence));
        disputes.execute(id);
        _warpToEnd(id);
        disputes.request(id);
        vm.prank(renter);
        vm.expectRevert(abi.encodeWithSelector(IJuryTrials.JuryTrials_WrongState.selector, id, TrialState.Drawing));
        disputes.submit(id, new bytes32[](1));
    }

    // ── Steps that several tests share ──────────────────────────────────────

    /// @dev Returns the id that a new panel (a jury of this dispute) would get now. To find it, makes the request and
    /// then restores the state from before.
    function _nextPanel(uint256 id) private returns (uint256 panelId) {
        uint256 snapshot = vm.snapshotState();
        disputes.request(id);
        panelId = disputes.trialOf(id).panelId;
        assertTrue(vm.revertToState(snapshot), "back");
    }

    /// @dev Requests and selects a jury, and checks both events. Returns the end of the vote.
    function _summonAndCheck(uint256 id, uint8 round) private returns (uint40 until) {
        if (round == 1) _warpToEnd(id);
        uint256 panelId = _nextPanel(id);
        // For a second jury, the four days begin when the time to appeal is over.
        until = disputes.trialOf(id).until + (round == 1 ? 4 days : 0);
        vm.expectEmit(true, true, true, true, court);
        emit IJuryTrials.JuryRequested(id, round, panelId, until);
        disputes.request(id);
        _formIfOld();
        _makeSeed();
        until = uint40(block.timestamp) + 72 hours;
        vm.expectEmit(true, true, true, true, court);
        emit IJuryTrials.VotingStarted(id, round, panelId, until);
        disputes.draw(id);
        assertEq(disputes.trialOf(id).until, until, "the end of the vote");
    }

    /// @dev Lets the first `count` jurors cast the same vote, checks the events of the first juror, and moves to the
    /// end of the vote.
    function _voteAndCheck(uint256 id, uint256 count, uint8 vote) private returns (address[] memory members) {
        members = _jury(id);
        uint8 round = disputes.trialOf(id).round;
        bytes32 commitment = disputes.commitmentOf(id, round, members[0], vote, _salt(members[0], id));
        vm.expectEmit(true, true, true, true, court);
        emit IJuryTrials.VoteCommitted(id, round, members[0], commitment);
        for (uint256 i = 0; i < count; ++i) {
            _commitVote(id, members[i], vote);
        }
        _warpToReveals(id);
        for (uint256 i = 0; i < count; ++i) {
            disputes.reveal(id, members[i], vote, _salt(members[i], id));
        }
        _warpToEnd(id);
    }
}
