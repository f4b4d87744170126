// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IIncubator} from "../../../src/interfaces/IIncubator.sol";
import {Milestone, Project, ProjectEnd, ProjectState} from "../../../src/types/IncubatorTypes.sol";
import {HostileToken} from "../../fixtures/HostileToken.sol";
import {IncubatorFixture} from "../../fixtures/IncubatorFixture.sol";

contract IncubatorTest is IncubatorFixture {
    // ── Proposing ───────────────────────────────────────────────────────────

    function test_ProposesAtTheEdgesOfEveryBound() external {
        Milestone[] memory list = new Milestone[](12);
        uint40 until = uint40(START + 90 days);
        for (uint256 i = 0; i < 12; ++i) {
            list[i] = Milestone(1, uint40(until + (i + 1) * 14 days));
        }
        list[11].dueAt = uint40(until + 4 * 365 days);
        string memory text = string(new bytes(4_000));
        assertEq(incubator.propose(payee, until, list, text), 1, "the first");
        assertEq(incubator.propose(payee, uint40(START + 1 days), _milestones(), "x"), 2, "the second");
        assertEq(incubator.projectCount(), 2, "counted");
        assertEq(incubator.projectOf(1).rest, 12, "the goal is the sum");
        assertEq(incubator.milestonesOf(1).length, 12, "kept");
        _checkState(2, ProjectState.Funding, ProjectEnd.None);
        _checkState(3, ProjectState.Unknown, ProjectEnd.None);
    }

    function test_RevertWhen_ThePayeeOrTheFundingIsOutOfBounds() external {
        Milestone[] memory list = _milestones();
        address[3] memory payees = [address(0), address(incubator), address(gtoken)];
        for (uint256 i = 0; i < 3; ++i) {
            _expectInvalid(payees[i], FUNDING_UNTIL, 3);
            incubator.propose(payees[i], FUNDING_UNTIL, list, "x");
        }
        uint40[2] memory dates = [uint40(START + 1 days - 1), uint40(START + 90 days + 1)];
        for (uint256 i = 0; i < 2; ++i) {
            _expectInvalid(payee, dates[i], 3);
            incubator.propose(payee, dates[i], list, "x");
        }
        _expectInvalid(payee, FUNDING_UNTIL, 0);
        incubator.propose(payee, FUNDING_UNTIL, new Milestone[](0), "x");
        _expectInvalid(payee, FUNDING_UNTIL, 13);
        incubator.propose(payee, FUNDING_UNTIL, new Milestone[](13), "x");
    }

    function test_RevertWhen_AMilestoneOrTheTextIsOutOfBounds() external {
        for (uint256 i = 0; i < 3; ++i) {
            Milestone[] memory list = _milestones();
            list[i].amount = 0;
            _expectMilestone(i);
            incubator.propose(payee, FUNDING_UNTIL, list, "x");
            list = _milestones();
            list[i].dueAt = i == 0 ? FUNDING_UNTIL + 14 days - 1 : list[i - 1].dueAt + 14 days - 1;
            _expectMilestone(i);
            incubator.propose(payee, FUNDING_UNTIL, list, "x");
            list = _milestones();
            list[i].dueAt = FUNDING_UNTIL + 4 * 365 days + 1;
            _expectMilestone(i);
            incubator.propose(payee, FUNDING_UNTIL, list, "x");
        }
        _expectText(0, 4_000);
        incubator.propose(payee, FUNDING_UNTIL, _milestones(), "");
        _expectText(4_001, 4_000);
        incubator.propose(payee, FUNDING_UNTIL, _milestones(), string(new bytes(4_001)));
    }

    // ── Funding ─────────────────────────────────────────────────────────────

    function test_LocksNoMoreThanIsLackingAndStarts() external {
        uint256 id = _propose();
        assertEq(_sponsor(id, alice, 70e18), 70e18, "as asked");
        _checkState(id, ProjectState.Funding, ProjectEnd.None);
        assertEq(_sponsor(id, bob, 70e18), 30e18, "what is lacking");
        _checkState(id, ProjectState.Running, ProjectEnd.None);
        assertEq(gtoken.balanceOf(bob), 10_000e18 - 30e18, "no more was taken");
        assertEq(gtoken.balanceOf(address(incubator)), GOAL, "held");
        assertEq(incubator.sponsorshipOf(id, alice).locked, 70e18, "her weight");
        _expectState(id, ProjectState.Running);
        _sponsor(id, carol, 1);
    }

    function test_RevertWhen_SponsoringNothingUnknownLateOrWithoutG() external {
        uint256 id = _propose();
        vm.expectRevert(IIncubator.Incubator_AmountZero.selector);
        _sponsor(id, alice, 0);
        vm.expectRevert(abi.encodeWithSelector(IIncubator.Incubator_NoSuchProject.selector, 2));
        _sponsor(2, alice, 1);
        vm.expectPartialRevert(IERC20Errors.ERC20InsufficientAllowance.selector);
        _sponsor(id, stranger, 1);
        vm.warp(FUNDING_UNTIL - 1);
        _sponsor(id, alice, 1);
        vm.warp(FUNDING_UNTIL);
        _expectState(id, ProjectState.Ended);
        _sponsor(id, alice, 1);
    }

    // ── Voting ──────────────────────────────────────────────────────────────

    function test_MoreThanHalfApprovesAndExactlyHalfDoesNot() external {
        uint256 id = _fund();
        _vote(id, alice, true);
        assertEq(incubator.projectOf(id).releasableAt, 0, "half is not more than half");
        _vote(id, alice, false);
        _checkState(id, ProjectState.Running, ProjectEnd.None);
        _vote(id, bob, true);
        _vote(id, bob, true);
        assertEq(incubator.projectOf(id).yes, 30e18, "one vote counts once");
        assertEq(incubator.projectOf(id).no, 50e18, "changed");
        _vote(id, carol, true);
        assertEq(incubator.projectOf(id).releasableAt, 0, "half again");
        _vote(id, alice, true);
        assertEq(incubator.projectOf(id).releasableAt, block.timestamp + 3 days, "approved");
        vm.expectRevert(abi.encodeWithSelector(IIncubator.Incubator_Approved.selector, id, block.timestamp + 3 days));
        _voteOn(id, 0, alice, false);
    }

    function test_MoreThanHalfAgainstEndsIt() external {
        uint256 id = _fund();
        _vote(id, bob, false);
        _vote(id, alice, false);
        _checkState(id, ProjectState.Ended, ProjectEnd.VotedDown);
        _expectState(id, ProjectState.Ended);
        incubator.release(id);
        assertEq(incubator.repay(id, carol), 20e18, "all of it");
    }

    function test_RevertWhen_AStrangerVotesOrOnAnotherMilestoneOrLate() external {
        uint256 id = _fund();
        vm.expectRevert(abi.encodeWithSelector(IIncubator.Incubator_NoSponsor.selector, id, stranger));
        _voteOn(id, 0, stranger, true);
        vm.expectRevert(abi.encodeWithSelector(IIncubator.Incubator_OtherMilestone.selector, id, 0));
        _voteOn(id, 1, alice, true);
        _expectText(1_001, 1_000);
        vm.prank(alice);
        incubator.vote(id, 0, true, string(new bytes(1_001)));
        vm.warp(_dueAt(0) - 1);
        _vote(id, alice, true);
        vm.warp(_dueAt(0));
        _expectState(id, ProjectState.Ended);
        _voteOn(id, 0, bob, true);
        vm.expectRevert(abi.encodeWithSelector(IIncubator.Incubator_NoSuchProject.selector, 9));
        _voteOn(9, 0, alice, true);
    }

    // ── Releasing ───────────────────────────────────────────────────────────

    function test_PaysPartByPartWhoeverCallsAndIsDone() external {
        uint256 id = _fund();
        vm.prank(stranger);
        assertEq(_approveAndRelease(id), 30e18, "the first");
        assertEq(incubator.projectOf(id).yes, 0, "the next vote is another");
        assertEq(_approveAndRelease(id), 50e18, "the second");
        assertEq(_approveAndRelease(id), 20e18, "the last");
        assertEq(gtoken.balanceOf(payee), GOAL, "to the payee");
        assertEq(gtoken.balanceOf(address(incubator)), 0, "nothing is left");
        _checkState(id, ProjectState.Done, ProjectEnd.None);
        assertEq(incubator.projectOf(id).released, GOAL, "all of it");
        _expectState(id, ProjectState.Done);
        incubator.repay(id, alice);
        vm.prank(proposer);
        _expectState(id, ProjectState.Done);
        incubator.abandon(id);
    }

    function test_WaitsThreeDaysToTheSecondAndPaysOnce() external {
        uint256 id = _fund();
        vm.expectRevert(abi.encodeWithSelector(IIncubator.Incubator_NotReleasable.selector, id, 0, block.timestamp));
        incubator.release(id);
        _approve(id);
        uint256 releasableAt = block.timestamp + 3 days;
        vm.warp(releasableAt - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IIncubator.Incubator_NotReleasable.selector, id, releasableAt, releasableAt - 1)
        );
        incubator.release(id);
        vm.warp(releasableAt);
        incubator.release(id);
        vm.expectPartialRevert(IIncubator.Incubator_NotReleasable.selector);
        incubator.release(id);
    }

    function test_PaysWhatWasApprovedInTimeThoughTheDatePassed() external {
        uint256 id = _fund();
        vm.warp(_dueAt(0) - 1);
        _approve(id);
        vm.warp(_dueAt(0) + 10 days);
        _checkState(id, ProjectState.Running, ProjectEnd.None);
        assertEq(incubator.release(id), 30e18, "paid");
        vm.warp(_dueAt(1));
        _checkState(id, ProjectState.Ended, ProjectEnd.DateMissed);
    }

    // ── Leaving ─────────────────────────────────────────────────────────────

    function test_WhoDidNotVoteForItLeavesWithItsWholeShare() external {
        uint256 id = _fund();
        _approve(id);
        assertEq(_leave(id, carol), 20e18, "all she locked");
        vm.expectRevert(abi.encodeWithSelector(IIncubator.Incubator_NoSponsor.selector, id, carol));
        _leave(id, carol);
        vm.warp(block.timestamp + 3 days);
        assertEq(incubator.release(id), 24e18, "the part of those who stayed");
        // Bob voted for the first milestone but not for the second. Alice now has more than half of the remaining
        // votes.
        _vote(id, bob, false);
        _vote(id, alice, true);
        assertEq(_leave(id, bob), 21e18, "30 of 80, of 56");
        vm.warp(block.timestamp + 3 days);
        assertEq(incubator.release(id), 25e18, "five sevenths of what is left");
        _vote(id, alice, true);
        vm.warp(block.timestamp + 3 days);
        assertEq(incubator.release(id), 10e18, "the rest");
        assertEq(gtoken.balanceOf(address(incubator)), 0, "nothing is left");
    }

    function test_AMajorityCannotSpendTheGOfOthers() external {
        uint256 id = _propose();
        _sponsor(id, carol, 40e18);
        // In this test, Alice acts for the proposer and locks the proposer's own money as a sponsor. With her majority
        // she can release her own G tokens, but not Carol's, because Carol leaves in time.
        _sponsor(id, alice, 60e18);
        _vote(id, alice, true);
        assertEq(_leave(id, carol), 40e18, "who looks loses nothing");
        vm.warp(block.timestamp + 3 days);
        incubator.release(id);
        assertAtMost(gtoken.balanceOf(payee), 60e18, "only its own");
    }

    function test_RevertWhen_LeavingBeforeAfterOrHavingVotedForIt() external {
        uint256 id = _fund();
        bytes memory mustStay = abi.encodeWithSelector(IIncubator.Incubator_MustStay.selector, id, carol);
        vm.expectRevert(mustStay);
        _leave(id, carol);
        _approve(id);
        vm.expectPartialRevert(IIncubator.Incubator_MustStay.selector);
        _leave(id, alice);
        vm.expectRevert(abi.encodeWithSelector(IIncubator.Incubator_NoSponsor.selector, id, stranger));
        _leave(id, stranger);
        vm.warp(block.timestamp + 3 days);
        vm.expectRevert(mustStay);
        _leave(id, carol);
        incubator.release(id);
        vm.expectRevert(mustStay);
        _leave(id, carol);
    }

    // ── Repaying ────────────────────────────────────────────────────────────

    function test_FundingMissedReturnsEverything() external {
        uint256 id = _propose();
        _sponsor(id, alice, 7);
        _sponsor(id, bob, 3);
        _expectState(id, ProjectState.Funding);
        incubator.repay(id, alice);
        vm.warp(FUNDING_UNTIL);
        vm.recordLogs();
        vm.prank(stranger);
        assertEq(incubator.repay(id, bob), 3, "his");
        assertEq(incubator.repay(id, alice), 7, "hers");
        assertEq(countLogs(IIncubator.ProjectEnded.selector), 1, "ended once");
        assertEq(gtoken.balanceOf(alice), 10_000e18, "to her, whoever calls");
        vm.expectRevert(abi.encodeWithSelector(IIncubator.Incubator_NoSponsor.selector, id, alice));
        incubator.repay(id, alice);
        _checkState(id, ProjectState.Ended, ProjectEnd.FundingMissed);
    }

    function test_ADateMissedReturnsTheRestInProportion() external {
        uint256 id = _fund();
        _approveAndRelease(id);
        vm.warp(_dueAt(1) - 1);
        _expectState(id, ProjectState.Running);
        incubator.repay(id, alice);
        vm.warp(_dueAt(1));
        assertEq(incubator.repay(id, carol), 14e18, "a fifth of 70");
        assertEq(incubator.repay(id, alice), 35e18, "half");
        assertEq(incubator.repay(id, bob), 21e18, "three tenths");
        assertEq(gtoken.balanceOf(address(incubator)), 0, "nothing is left");
        assertEq(uint256(incubator.projectOf(id).end), uint256(ProjectEnd.DateMissed), "written down");
    }

    function test_TheProposerAbandonsAndStrangersDoNot() external {
        uint256 id = _fund();
        vm.expectRevert(
            abi.encodeWithSelector(IIncubator.Incubator_CallerNotProposer.selector, address(this), proposer)
        );
        incubator.abandon(id);
        _approve(id);
        vm.prank(proposer);
        incubator.abandon(id);
        vm.warp(block.timestamp + 3 days);
        _expectState(id, ProjectState.Ended);
        incubator.release(id);
        assertEq(incubator.repay(id, alice), 50e18, "back");
        vm.prank(proposer);
        _expectState(id, ProjectState.Ended);
        incubator.abandon(id);
        _expectState(7, ProjectState.Unknown);
        incubator.abandon(7);
        vm.expectRevert(abi.encodeWithSelector(IIncubator.Incubator_NoSponsor.selector, id, stranger));
        incubator.repay(id, stranger);
    }

    function test_TheProposerShowsWhatItReached() external {
        uint256 id = _fund();
        vm.startPrank(proposer);
        vm.recordLogs();
        incubator.show(id, 0, string(new bytes(1_000)));
        assertEq(countLogs(IIncubator.MilestoneShown.selector), 1, "said");
        vm.expectRevert(abi.encodeWithSelector(IIncubator.Incubator_OtherMilestone.selector, id, 0));
        incubator.show(id, 1, "x");
        _expectText(0, 1_000);
        incubator.show(id, 0, "");
        _expectText(1_001, 1_000);
        incubator.show(id, 0, string(new bytes(1_001)));
        vm.stopPrank();
        vm.expectPartialRevert(IIncubator.Incubator_CallerNotProposer.selector);
        incubator.show(id, 0, "x");
    }

    /// @dev Guards against known failure 17 (test/README.md): the token calls back during a transfer and re-enters the
    /// contract. Tries this while the contract gets a sponsor's money, releases a milestone, pays a sponsor that
    /// leaves, and repays a sponsor.
    function test_RevertWhen_TheTokenReenters() external {
        HostileToken token = new HostileToken();
        incubator = IIncubator(_create("Incubator", abi.encode(token)));
        uint256 id = _propose();
        uint256 other = _propose();
        for (uint256 i = 0; i < 3; ++i) {
            token.mint(_sponsors()[i], 1_000e18);
            vm.prank(_sponsors()[i]);
            token.approve(address(incubator), type(uint256).max);
        }
        bytes memory back = abi.encodeCall(IIncubator.repay, (other, alice));
        token.callBack(address(incubator), back);
        _expectReentrancy();
        _sponsor(id, alice, 50e18);
        token.callBack(address(0), "");
        _sponsor(id, alice, 50e18);
        _sponsor(id, bob, 50e18 - 1);
        _sponsor(id, carol, 1);
        _vote(id, bob, true);
        _vote(id, carol, true);
        assertEq(incubator.projectOf(id).releasableAt, 0, "half");
        _vote(id, alice, true);
        vm.warp(block.timestamp + 3 days);
        bytes[3] memory calls =
            [abi.encodeCall(IIncubator.release, (id)), abi.encodeCall(IIncubator.repay, (id, bob)), back];
        for (uint256 i = 0; i < 3; ++i) {
            token.callBack(address(incubator), calls[i]);
            _expectReentrancy();
            incubator.release(id);
        }
        token.callBack(address(0), "");
        incubator.release(id);
        _vote(id, alice, true);
        _vote(id, bob, true);
        token.callBack(address(incubator), abi.encodeCall(IIncubator.quit, (id)));
        _expectReentrancy();
        _leave(id, carol);
        vm.prank(proposer);
        incubator.abandon(id);
        token.callBack(address(incubator), abi.encodeCall(IIncubator.repay, (id, bob)));
        _expectReentrancy();
        incubator.repay(id, alice);
    }

    // ── Expected results ────────────────────────────────────────────────────

    function _expectReentrancy() private {
        vm.expectPartialRevert(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
    }

    function _expectInvalid(address payee_, uint256 until, uint256 count) private {
        vm.expectRevert(abi.encodeWithSelector(IIncubator.Incubator_ProjectInvalid.selector, payee_, until, count));
    }

    function _expectMilestone(uint256 milestone) private {
        vm.expectRevert(abi.encodeWithSelector(IIncubator.Incubator_MilestoneInvalid.selector, milestone));
    }

    function _expectText(uint256 length, uint256 most) private {
        vm.expectRevert(abi.encodeWithSelector(IIncubator.Incubator_TextLength.selector, length, most));
    }
}
