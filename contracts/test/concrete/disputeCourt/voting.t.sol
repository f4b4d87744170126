// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IJuryTrials} from "../../../src/interfaces/IJuryTrials.sol";
import {IPanels} from "../../../src/interfaces/IPanels.sol";
import {PanelMember} from "../../../src/types/PanelsTypes.sol";
import {Trial, TrialState} from "../../../src/types/TrialTypes.sol";
import {CourtFixture} from "../../fixtures/CourtFixture.sol";

contract CourtVotingTest is CourtFixture {
    // ── Juries ──────────────────────────────────────────────────────────────

    function test_SummonsFiveWithoutThePartiesAfterTheEvidence() external {
        _joinJurors(7);
        _giveG(renter, PANEL_BOND, address(panels));
        _giveG(provider, PANEL_BOND, address(panels));
        vm.prank(renter);
        panels.join(COURT, uint96(PANEL_BOND));
        vm.prank(provider);
        panels.join(COURT, uint96(PANEL_BOND));
        uint256 id = _openLease(7);
        uint40 evidenceUntil = disputes.trialOf(id).until;
        vm.warp(evidenceUntil - 1);
        vm.expectPartialRevert(IJuryTrials.JuryTrials_TooEarly.selector);
        disputes.request(id);
        address[] memory members = _summon(id);
        assertEq(members.length, 5, "five jurors");
        for (uint256 i = 0; i < 5; ++i) {
            assertTrue(members[i] != renter && members[i] != provider, "no party is a juror");
        }
        assertEq(disputes.trialOf(id).until, block.timestamp + 72 hours, "three days to vote");
    }

    function test_RevertWhen_AJuryIsRequestedTwiceOrInAWrongState() external {
        vm.expectRevert(abi.encodeWithSelector(IJuryTrials.JuryTrials_WrongState.selector, 1, TrialState.Unknown));
        disputes.request(1);
        _joinJurors(5);
        uint256 id = _openLease(7);
        vm.expectRevert(abi.encodeWithSelector(IJuryTrials.JuryTrials_WrongState.selector, id, TrialState.Evidence));
        disputes.draw(id);
        _warpToEnd(id);
        disputes.request(id);
        vm.expectPartialRevert(IJuryTrials.JuryTrials_JuryRequested.selector);
        disputes.request(id);
        _makeSeed();
        disputes.draw(id);
        vm.expectRevert(abi.encodeWithSelector(IJuryTrials.JuryTrials_WrongState.selector, id, TrialState.Voting));
        disputes.request(id);
        vm.expectRevert(abi.encodeWithSelector(IJuryTrials.JuryTrials_WrongState.selector, id, TrialState.Voting));
        disputes.draw(id);
    }

    function test_StartsTheVoteOfMembersThatSomebodySelectedAtPanels() external {
        _joinJurors(5);
        uint256 id = _openLease(7);
        _warpToEnd(id);
        disputes.request(id);
        _makeSeed();
        uint256 panelId = disputes.trialOf(id).panelId;
        panels.draw(panelId);
        uint40 until = panels.panelOf(panelId).answerUntil;
        vm.warp(block.timestamp + 1 hours);
        disputes.draw(id);
        assertEq(disputes.trialOf(id).until, until, "the time counts from the selection");
        _vote(id, 3, 2);
        _checkState(id, TrialState.Decided);
    }

    /// @dev Somebody selects the members directly at Panels and waits until they can no longer vote. The court then
    /// drops this jury and selects another one, so the delay gains nothing.
    function test_DropsAJuryThatSomebodySelectedMoreThanADayAgo() external {
        _joinJurors(5);
        (uint256 id, uint256 panelId) = _selectedAtPanels();
        vm.warp(block.timestamp + 24 hours + 1);
        vm.expectEmit(true, true, true, true, court);
        emit IJuryTrials.JuryDropped(id, 1, panelId);
        disputes.draw(id);
        _checkState(id, TrialState.Drawing);
        assertEq(disputes.trialOf(id).panelId, 0, "no jury");
        assertEq(panels.memberOf(COURT, _reviewer(0)).openPanels, 0, "free");
        _try(id, 3, 2);
        _checkState(id, TrialState.Decided);
        assertEq(disputes.trialOf(id).round, 1, "still the first jury");
        assertEq(panels.memberOf(COURT, _reviewer(0)).bond, PANEL_BOND, "no fine");
    }

    function test_KeepsAJuryThatSomebodySelectedADayAgo() external {
        _joinJurors(5);
        (uint256 id,) = _selectedAtPanels();
        vm.warp(block.timestamp + 24 hours);
        disputes.draw(id);
        _checkState(id, TrialState.Voting);
    }

    function test_DropsAJuryWhosePanelIsOver() external {
        _joinJurors(5);
        (uint256 id, uint256 panelId) = _selectedAtPanels();
        vm.warp(block.timestamp + 72 hours);
        panels.close(panelId);
        disputes.draw(id);
        assertEq(disputes.trialOf(id).panelId, 0, "another jury can be requested");
        disputes.request(id);
    }

    function _selectedAtPanels() private returns (uint256 id, uint256 panelId) {
        id = _openLease(7);
        _warpToEnd(id);
        disputes.request(id);
        _makeSeed();
        panelId = disputes.trialOf(id).panelId;
        vm.prank(stranger);
        panels.draw(panelId);
    }

    function test_WaitsForAnotherSeedWithTooFewJurors() external {
        _joinJurors(4);
        uint256 id = _openLease(7);
        _warpToEnd(id);
        disputes.request(id);
        vm.expectPartialRevert(IPanels.Panels_NoSeedYet.selector);
        disputes.draw(id);
        _makeSeed();
        // A call that selects nobody must revert. Validators simulate each call before they send it, so they do not pay
        // gas for it every hour.
        vm.expectRevert(abi.encodeWithSelector(IJuryTrials.JuryTrials_TooFewJurors.selector, id));
        disputes.draw(id);
        // Anyone can still call the contract Panels directly, which lets a later seed select the jury. This causes no
        // delay, because there is no jury in this hour anyway.
        panels.draw(disputes.trialOf(id).panelId);
        _joinList(COURT, _reviewer(4));
        _makeSeed();
        disputes.draw(id);
        _checkState(id, TrialState.Voting);
    }

    /// @dev Without any juror, the disputed record remains and nobody loses a bond.
    function test_TheRecordStandsWithoutJurors() external {
        uint256 id = _openLease(7);
        uint256 before = ptoken.balanceOf(renter);
        _warpToEnd(id);
        disputes.request(id);
        uint256 until = disputes.trialOf(id).until;
        vm.warp(until - 1);
        vm.expectRevert(abi.encodeWithSelector(IJuryTrials.JuryTrials_TooEarly.selector, id, until, until - 1));
        disputes.lapse(id);
        vm.warp(until);
        vm.expectPartialRevert(IJuryTrials.JuryTrials_TooLate.selector);
        disputes.draw(id);
        disputes.lapse(id);
        _checkState(id, TrialState.Stands);
        assertEq(ptoken.balanceOf(renter), before + OPENER_BOND, "the bond is back");
        _checkHeld(0);
        vm.expectPartialRevert(IJuryTrials.JuryTrials_WrongState.selector);
        disputes.lapse(id);
    }

    function test_LapsesWhenNobodyRequestsAJuryForFourDays() external {
        uint256 id = _openLease(7);
        uint256 until = disputes.trialOf(id).until + 4 days;
        vm.warp(until - 1);
        vm.expectPartialRevert(IJuryTrials.JuryTrials_TooEarly.selector);
        disputes.lapse(id);
        vm.warp(until);
        vm.expectPartialRevert(IJuryTrials.JuryTrials_TooLate.selector);
        disputes.request(id);
        disputes.lapse(id);
        _checkState(id, TrialState.Stands);
        _checkHeld(0);
    }

    /// @dev A stranger selects the jurors after the court's deadline, so the jurors cannot vote. A call of `lapse` then
    /// frees them without a fine.
    function test_NobodyIsFinedOnAJuryThatWasSelectedTooLate() external {
        _joinJurors(5);
        uint256 id = _openLease(7);
        _warpToEnd(id);
        disputes.request(id);
        uint256 panelId = disputes.trialOf(id).panelId;
        vm.warp(disputes.trialOf(id).until);
        _formIfOld();
        _makeSeed();
        vm.prank(stranger);
        panels.draw(panelId);
        disputes.lapse(id);
        assertTrue(panels.panelOf(panelId).closed, "the panel is closed");
        for (uint256 i = 0; i < 5; ++i) {
            PanelMember memory member = panels.memberOf(COURT, _reviewer(i));
            assertEq(member.bond, PANEL_BOND, "no fine");
            assertEq(member.openPanels, 0, "free");
        }
    }

    /// @dev A call of `lapse` with too little gas must fail completely. If only its last inner call failed, jurors
    /// would be fined later.
    function test_ALapseWithLittleGasFreesTheJuryOrFails() external {
        _joinJurors(5);
        (uint256 id, uint256 panelId) = _selectedAtPanels();
        vm.warp(disputes.trialOf(id).until);
        _checkGas(abi.encodeCall(IJuryTrials.lapse, (id)), panelId);
    }

    /// @dev A call of `count` with too little gas must fail completely. If only the inner call that closes the panel
    /// failed, the members' bonds would stay locked.
    function test_ACountWithLittleGasClosesThePanelOrFails() external {
        _joinJurors(5);
        uint256 id = _openLease(7);
        _summon(id);
        _warpToEnd(id);
        _checkGas(abi.encodeCall(IJuryTrials.count, (id)), disputes.trialOf(id).panelId);
    }

    function _checkGas(bytes memory call, uint256 panelId) private {
        uint256 done;
        uint256 failed;
        for (uint256 gas = 5_000; gas < 700_000; gas += 5_000) {
            uint256 snapshot = vm.snapshotState();
            (bool ok,) = court.call{gas: gas}(call);
            if (ok) assertTrue(panels.panelOf(panelId).closed, "the panel is closed");
            (done, failed) = ok ? (done + 1, failed) : (done, failed + 1);
            vm.revertToState(snapshot);
        }
        assertTrue(done != 0, "some calls have enough gas");
        assertTrue(failed != 0, "some calls have too little gas");
    }

    // ── Votes ───────────────────────────────────────────────────────────────

    function test_TakesCommitmentsForTwoDaysAndRevealsForOne() external {
        _joinJurors(5);
        uint256 id = _openLease(7);
        address[] memory members = _summon(id);
        uint256 until = disputes.trialOf(id).until;
        vm.warp(until - 24 hours - 1);
        _commitVote(id, members[0], FOR_OPENER);
        vm.expectPartialRevert(IJuryTrials.JuryTrials_TooEarly.selector);
        disputes.reveal(id, members[0], FOR_OPENER, _salt(members[0], id));
        vm.warp(until - 24 hours);
        vm.prank(members[1]);
        vm.expectRevert(
            abi.encodeWithSelector(IJuryTrials.JuryTrials_TooLate.selector, id, block.timestamp, block.timestamp)
        );
        disputes.commit(id, "late");
        vm.expectEmit(true, true, true, true, court);
        emit IJuryTrials.VoteRevealed(id, 1, members[0], FOR_OPENER);
        // Anyone who knows the juror's salt may send the juror's reveal.
        vm.prank(stranger);
        disputes.reveal(id, members[0], FOR_OPENER, _salt(members[0], id));
        assertEq(disputes.revealedVoteOf(id, 1, members[0]), FOR_OPENER + 1, "its vote");
        vm.warp(until);
        vm.expectPartialRevert(IJuryTrials.JuryTrials_WrongReveal.selector);
        disputes.reveal(id, members[1], FOR_OPENER, _salt(members[1], id));
    }

    function test_RevertWhen_ARevealComesAfterTheDeadline() external {
        _joinJurors(5);
        uint256 id = _openLease(7);
        address[] memory members = _summon(id);
        _commitVote(id, members[0], FOR_OPENER);
        _warpToEnd(id);
        vm.expectPartialRevert(IPanels.Panels_AnswerOver.selector);
        disputes.reveal(id, members[0], FOR_OPENER, _salt(members[0], id));
    }

    function test_RevertWhen_AVoteIsRevealedTwiceOrIsNoVote() external {
        _joinJurors(5);
        uint256 id = _openLease(7);
        address[] memory members = _summon(id);
        _commitVote(id, members[0], CANNOT_TELL);
        _commitVote(id, members[1], 3);
        _warpToReveals(id);
        disputes.reveal(id, members[0], CANNOT_TELL, _salt(members[0], id));
        vm.expectPartialRevert(IJuryTrials.JuryTrials_WrongReveal.selector);
        disputes.reveal(id, members[0], CANNOT_TELL, _salt(members[0], id));
        vm.expectRevert(abi.encodeWithSelector(IJuryTrials.JuryTrials_VoteInvalid.selector, uint8(3), uint8(2)));
        disputes.reveal(id, members[1], 3, _salt(members[1], id));
    }

    function test_ACopiedCommitmentCannotBeRevealed() external {
        _joinJurors(5);
        uint256 id = _openLease(7);
        address[] memory members = _summon(id);
        _commitVote(id, members[0], FOR_OPENER);
        bytes32 copied = disputes.commitmentOf(id, 1, members[0], FOR_OPENER, _salt(members[0], id));
        vm.prank(members[1]);
        disputes.commit(id, copied);
        _warpToReveals(id);
        vm.expectRevert(abi.encodeWithSelector(IJuryTrials.JuryTrials_WrongReveal.selector, id, members[1]));
        disputes.reveal(id, members[1], FOR_OPENER, _salt(members[0], id));
    }

    /// @dev A commitment that has the same bits as a revealed vote must still count as a commitment.
    function test_ASmallCommitmentIsNoRevealedVote() external {
        _joinJurors(5);
        uint256 id = _openLease(7);
        address[] memory members = _summon(id);
        vm.prank(members[0]);
        disputes.commit(id, bytes32(uint256(FOR_OPENER) + 1));
        assertEq(disputes.revealedVoteOf(id, 1, members[0]), 0, "nothing is revealed");
        assertTrue(disputes.committedOf(id, 1, members[0]) != 0, "a commitment");
    }

    function test_ACommitmentBindsChainCourtDisputeRoundJurorAndVote() external {
        bytes32 salt = keccak256("salt");
        bytes32 commitment = disputes.commitmentOf(1, 1, _reviewer(0), 1, salt);
        bytes32 expected = keccak256(abi.encode(block.chainid, court, 1, 1, _reviewer(0), 1, salt));
        assertTrue(commitment == expected, "its parts");
        assertTrue(commitment != disputes.commitmentOf(1, 2, _reviewer(0), 1, salt), "round");
        assertTrue(commitment != _createCourt(address(ptoken)).commitmentOf(1, 1, _reviewer(0), 1, salt), "court");
        vm.chainId(99);
        assertTrue(commitment != disputes.commitmentOf(1, 1, _reviewer(0), 1, salt), "chain");
    }

    function test_RevertWhen_AStrangerReveals() external {
        _joinJurors(5);
        uint256 id = _openLease(7);
        _summon(id);
        _commitVote(id, stranger, FOR_OPENER);
        _warpToReveals(id);
        vm.expectPartialRevert(IPanels.Panels_NotOnPanel.selector);
        disputes.reveal(id, stranger, FOR_OPENER, _salt(stranger, id));
    }

    function test_ALaterCommitmentReplacesTheFirst() external {
        _joinJurors(5);
        uint256 id = _openLease(7);
        address[] memory members = _summon(id);
        _commitVote(id, members[0], STANDS);
        _commitVote(id, members[0], FOR_OPENER);
        _warpToReveals(id);
        vm.expectPartialRevert(IJuryTrials.JuryTrials_WrongReveal.selector);
        disputes.reveal(id, members[0], STANDS, _salt(members[0], id));
        disputes.reveal(id, members[0], FOR_OPENER, _salt(members[0], id));
    }

    // ── Counting ────────────────────────────────────────────────────────────

    function test_CountsAtOnceWhenAllRevealed() external {
        _joinJurors(5);
        uint256 id = _openLease(7);
        address[] memory members = _summon(id);
        for (uint256 i = 0; i < 5; ++i) {
            _commitVote(id, members[i], FOR_OPENER);
        }
        _warpToReveals(id);
        uint256 until = disputes.trialOf(id).until;
        for (uint256 i = 0; i < 5; ++i) {
            vm.expectPartialRevert(IJuryTrials.JuryTrials_TooEarly.selector);
            disputes.count(id);
            disputes.reveal(id, members[i], FOR_OPENER, _salt(members[i], id));
        }
        disputes.count(id);
        _checkState(id, TrialState.Decided);
        assertEq(disputes.trialOf(id).until, until + 72 hours, "an appeal counts from the deadline");
    }

    function test_ATieLetsTheRecordStand() external {
        _joinJurors(5);
        uint256 id = _openLease(7);
        _try(id, 2, 2);
        _checkState(id, TrialState.Decided);
        assertEq(disputes.trialOf(id).judged, STANDS + 1, "the record");
    }

    function test_CannotTellCountsAsTheRecord() external {
        _joinJurors(5);
        uint256 id = _openLease(7);
        address[] memory members = _summon(id);
        for (uint256 i = 0; i < 4; ++i) {
            _commitVote(id, members[i], i < 2 ? FOR_OPENER : CANNOT_TELL);
        }
        _warpToReveals(id);
        for (uint256 i = 0; i < 4; ++i) {
            disputes.reveal(id, members[i], i < 2 ? FOR_OPENER : CANNOT_TELL, _salt(members[i], id));
        }
        _warpToEnd(id);
        disputes.count(id);
        assertEq(disputes.trialOf(id).judged, STANDS + 1, "two of four are not a majority");
        _execute(id);
        assertEq(disputes.payJuror(id, members[2]), OPENER_BOND / 4, "half of the bond for two jurors");
    }

    /// @dev A juror that has lost its key cannot vote. It is fined, and the others decide.
    function test_ASilentJurorIsFinedAndTheOthersDecide() external {
        _joinJurors(5);
        uint256 id = _openLease(7);
        address[] memory members = _try(id, 3, 1);
        _checkState(id, TrialState.Decided);
        assertEq(panels.memberOf(COURT, members[4]).bond, PANEL_BOND - FINE, "50 G less");
        assertEq(panels.memberOf(COURT, members[3]).bond, PANEL_BOND, "a minority loses nothing");
        assertEq(gtoken.balanceOf(treasury), FINE, "to the treasury");
    }

    function test_CountsThoughThePanelIsClosedAlready() external {
        _joinJurors(5);
        uint256 id = _openLease(7);
        address[] memory members = _summon(id);
        for (uint256 i = 0; i < 3; ++i) {
            _commitVote(id, members[i], FOR_OPENER);
        }
        _warpToReveals(id);
        for (uint256 i = 0; i < 3; ++i) {
            disputes.reveal(id, members[i], FOR_OPENER, _salt(members[i], id));
        }
        _warpToEnd(id);
        panels.close(disputes.trialOf(id).panelId);
        disputes.count(id);
        _checkState(id, TrialState.Decided);
    }

    /// @dev Two votes of a jury of five decide nothing. So a jury of fifteen follows.
    function test_AsksFifteenWhenFewerThanThreeOfFiveRevealed() external {
        _joinJurors(20);
        uint256 id = _openLease(7);
        _try(id, 2, 0);
        Trial memory trial = disputes.trialOf(id);
        _checkState(id, TrialState.Drawing);
        assertEq(trial.judged, 0, "no verdict");
        address[] memory members = _try(id, 8, 0);
        assertEq(members.length, 15, "fifteen jurors");
        _checkState(id, TrialState.Decided);
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(IJuryTrials.JuryTrials_NoFurtherAppeal.selector, id));
        disputes.appeal(id);
        disputes.execute(id);
        assertEq(disputes.trialOf(id).jurorPay, OPENER_BOND / 10, "the whole bond for ten jurors of both juries");
    }

    function test_TheRecordStandsWhenFewerThanEightOfFifteenRevealed() external {
        _joinJurors(20);
        uint256 before = ptoken.balanceOf(renter);
        uint256 id = _openLease(7);
        _try(id, 2, 0);
        _try(id, 7, 0);
        _checkState(id, TrialState.Stands);
        assertEq(ptoken.balanceOf(renter), before - OPENER_BOND / 5, "the bond is back, less a fifth");
        assertEq(ptoken.balanceOf(treasury), OPENER_BOND / 5, "the fee of an opener whose jurors were overloaded");
        vm.expectPartialRevert(IJuryTrials.JuryTrials_WrongState.selector);
        disputes.execute(id);
        vm.expectPartialRevert(IJuryTrials.JuryTrials_WrongState.selector);
        disputes.payJuror(id, _reviewer(0));
        _checkHeld(0);
    }

    /// @dev Each deadline counts from the previous deadline. So a late step does not move a later deadline.
    function test_TakesNineteenDaysAtMost() external {
        _joinJurors(20);
        uint256 id = _openLease(7);
        uint256 openedAt = block.timestamp;
        _warpToEnd(id);
        vm.warp(block.timestamp + 4 days - 3 hours);
        disputes.request(id);
        _formIfOld();
        _makeSeed();
        disputes.draw(id);
        _vote(id, 3, 0);
        vm.warp(disputes.trialOf(id).until - 1);
        _appeal(id, provider);
        vm.warp(disputes.trialOf(id).until - 3 hours);
        disputes.request(id);
        _formIfOld();
        _makeSeed();
        disputes.draw(id);
        assertAtMost(disputes.trialOf(id).until, openedAt + 19 days, "the last deadline");
        _vote(id, 0, 8);
        disputes.execute(id);
    }
}
