// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";

import {IDirectory} from "../../../src/interfaces/IDirectory.sol";
import {IInfinitioGovernor} from "../../../src/interfaces/IInfinitioGovernor.sol";
import {IStakedGToken} from "../../../src/interfaces/IStakedGToken.sol";
import {BoundedCall} from "../../../src/types/GovernanceTypes.sol";
import {BlockClockVotes} from "../../fixtures/BlockClockVotes.sol";
import {Draft, GovernanceFixture} from "../../fixtures/GovernanceFixture.sol";

interface IVotesErrors {
    error ERC5805FutureLookup(uint256 timepoint, uint48 clock);
}

contract GovernorTest is GovernanceFixture {
    function test_PassesQueuesWaitsAndExecutes() external {
        _stake(bob, 4_000_000e18);
        Draft memory draft = _feeDraft();
        _propose(draft);
        _checkState(draft, IGovernor.ProposalState.Pending, "pending");
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        _vote(draft, bob, 1);
        vm.warp(START + 1 days + 1);
        vm.expectEmit(true, true, true, true, address(governor));
        emit IGovernor.VoteCast(bob, draft.id, 1, 4_000_000e18, "a fair fee");
        vm.prank(bob);
        governor.castVoteWithReason(draft.id, 1, "a fair fee");
        vm.expectPartialRevert(IGovernor.GovernorAlreadyCastVote.selector);
        _vote(draft, bob, 1);
        vm.warp(START + 6 days);
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        _queue(draft);
        vm.warp(START + 6 days + 1);
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        _execute(draft); // the proposal passed but is not queued
        _queue(draft);
        vm.warp(START + 8 days);
        vm.expectPartialRevert(bytes4(keccak256("TimelockUnexpectedOperationState(bytes32,bytes32)")));
        _execute(draft); // the proposal is queued, but its delay is not over
        vm.warp(START + 8 days + 1);
        _execute(draft);
        assertEq(directory.feeBps(), 30, "executed");
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        _execute(draft);
    }

    function test_RevertWhen_TheCallsWereChanged() external {
        _stake(bob, 4_000_000e18);
        Draft memory draft = _feeDraft();
        _proposePassAndQueue(draft);
        vm.warp(block.timestamp + 2 days);
        draft.calldatas[0] = abi.encodeCall(IDirectory.setFeeBps, (100));
        vm.expectPartialRevert(IGovernor.GovernorNonexistentProposal.selector);
        _execute(draft);
        draft = _feeDraft();
        draft.targets[0] = address(gtoken);
        vm.expectPartialRevert(IGovernor.GovernorNonexistentProposal.selector);
        _execute(draft);
        draft = _feeDraft();
        draft.values[0] = 1;
        vm.expectPartialRevert(IGovernor.GovernorNonexistentProposal.selector);
        _execute(draft);
        draft = _feeDraft();
        draft.descriptionHash = keccak256("a fee of 30, as promised");
        vm.expectPartialRevert(IGovernor.GovernorNonexistentProposal.selector);
        _execute(draft);
        Draft memory longer = _two(_feeDraft());
        vm.expectPartialRevert(IGovernor.GovernorNonexistentProposal.selector);
        _execute(longer);
        // The timelock refuses calls that bypass the governor.
        draft = _feeDraft();
        vm.expectPartialRevert(bytes4(keccak256("AccessControlUnauthorizedAccount(address,bytes32)")));
        timelock.execute(draft.targets[0], 0, draft.calldatas[0], bytes32(0), bytes32(0));
        _execute(draft);
        assertEq(directory.feeBps(), 30, "what was voted on");
    }

    // ── Votes ───────────────────────────────────────────────────────────────

    /// @dev Guards against known failure 11 (test/README.md): more votes than the supply at the snapshot.
    function test_VotesNeverPassThePastSupply() external {
        _stake(bob, 3_000_000e18);
        _stake(carol, 2_000_000e18);
        vm.prank(carol);
        staked.delegate(bob);
        Draft memory draft = _feeDraft();
        _propose(draft);
        vm.warp(START + 1 days);
        uint256 snapshot = governor.proposalSnapshot(draft.id);
        vm.expectRevert(abi.encodeWithSelector(IVotesErrors.ERC5805FutureLookup.selector, snapshot, uint48(snapshot)));
        staked.getPastVotes(bob, snapshot);
        vm.warp(START + 1 days + 1);
        // Stake that is added or delegated after the snapshot does not count.
        _stake(bob, 10_000_000e18);
        vm.prank(carol);
        staked.delegate(carol);
        _vote(draft, bob, 1);
        _vote(draft, carol, 1);
        (, uint256 yes,) = governor.proposalVotes(draft.id);
        assertEq(yes, staked.getPastTotalSupply(snapshot) - BOND, "each staked G voted once, but the proposer's own");
        assertEq(yes, 5_000_000e18, "and no other");
    }

    function test_BorrowedVotesAreWorthNothingAndCannotBePaidBack() external {
        _stake(bob, 4_000_000e18);
        Draft memory draft = _feeDraft();
        _propose(draft);
        vm.warp(START + 1 days + 1);
        gtoken.transfer(stranger, 20_000_000e18);
        vm.startPrank(stranger);
        gtoken.approve(address(staked), type(uint256).max);
        staked.stake(20_000_000e18);
        assertEq(governor.castVote(draft.id, 1), 0, "no weight at the snapshot");
        staked.unstake(20_000_000e18);
        vm.expectPartialRevert(bytes4(keccak256("StakedGToken_StillUnstaking(uint256,uint256)")));
        staked.withdraw(stranger);
        vm.stopPrank();
    }

    /// @dev Guards against known failure 11 (test/README.md): stake that begins and ends within the second of the
    /// snapshot, as in a flash loan.
    function test_WhatIsGoneWithinTheSecondOfTheSnapshotDoesNotVote() external {
        _stake(bob, 4_000_000e18);
        Draft memory draft = _feeDraft();
        _propose(draft);
        vm.warp(governor.proposalSnapshot(draft.id));
        _stake(stranger, 20_000_000e18);
        assertEq(staked.getVotes(stranger), 20_000_000e18, "for as long as it is there");
        vm.startPrank(stranger);
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        governor.castVote(draft.id, 1); // the vote opens a second later
        staked.unstake(20_000_000e18);
        vm.stopPrank();
        vm.warp(block.timestamp + 1);
        vm.prank(stranger);
        assertEq(governor.castVote(draft.id, 1), 0, "nothing of it is left at the snapshot");
        _vote(draft, bob, 1);
        (, uint256 yes,) = governor.proposalVotes(draft.id);
        assertEq(yes, 4_000_000e18, "only what stayed");
    }

    /// @dev Guards against known failure 14 (test/README.md): token and governor use different clocks.
    function test_TokenAndGovernorHaveOneClock() external {
        assertEq(governor.clock(), staked.clock(), "seconds");
        assertTrue(keccak256(bytes(governor.CLOCK_MODE())) == keccak256(bytes(staked.CLOCK_MODE())), "mode");
        // This voting token names the future governor correctly, so that only its clock is wrong.
        address votes = address(new BlockClockVotes(vm.computeCreateAddress(address(this), vm.getNonce(address(this)) + 1)));
        bytes4 refusal = _refusalOf("InfinitioGovernor", abi.encode(votes, timelock, guardian, new BoundedCall[](0)));
        assertTrue(refusal == IInfinitioGovernor.InfinitioGovernor_ClockDiffers.selector, "no governor over a token with another clock");
    }

    function test_SaysWhatItStartsWith() external {
        address place = vm.computeCreateAddress(address(this), vm.getNonce(address(this)) + 1);
        address stake = _create("StakedGToken", abi.encode(gtoken, directory, place, INTEREST_BPS));
        vm.expectEmit(true, true, true, true, place);
        emit IInfinitioGovernor.GuardianSet(address(0), guardian);
        vm.expectEmit(true, true, true, true, place);
        emit IInfinitioGovernor.QuorumSet(0, 4_000_000e18);
        vm.expectEmit(true, true, true, true, place);
        emit IInfinitioGovernor.BoundedCallSet(address(directory), IDirectory.setFeeBps.selector, true);
        _create("InfinitioGovernor", abi.encode(stake, timelock, guardian, _bounded(place)));
    }

    /// @dev One vote adds a call to the list of bounded calls, and a second vote removes it. The bond of each proposal
    /// is locked until `returnBond`.
    function test_AVoteListsACallAndStrikesItOut() external {
        _stake(bob, 10_000_000e18);
        bytes4 selector = IDirectory.setFeeBps.selector;
        for (uint256 i = 0; i < 2; ++i) {
            bool listed = i == 0;
            bytes memory call = abi.encodeCall(IInfinitioGovernor.setBoundedCall, (stranger, selector, listed));
            Draft memory draft = _draft(address(governor), call, listed ? "list" : "strike out");
            _proposePassAndQueue(draft);
            vm.warp(block.timestamp + 2 days);
            vm.expectEmit(true, true, true, true, address(governor));
            emit IInfinitioGovernor.BoundedCallSet(stranger, selector, listed);
            _execute(draft);
            assertTrue(governor.isBoundedCall(stranger, selector) == listed, "as voted");
            assertTrue(!governor.isBondSettled(draft.id), "its bond is held");
            governor.returnBond(draft.id);
            assertTrue(governor.isBondSettled(draft.id), "and given back");
        }
    }

    function test_ALowerQuorumRevivesNothing() external {
        _stake(bob, 4_000_000e18);
        _stake(carol, 3_000_000e18);
        Draft memory lost = _feeDraft();
        _propose(lost);
        vm.warp(START + 1 days + 1);
        _vote(lost, carol, 1); // 3 of 4 million votes
        Draft memory lower = _draft(address(governor), abi.encodeCall(IInfinitioGovernor.setQuorum, (2_000_000e18)), "lower");
        _proposePassAndQueue(lower);
        _checkState(lost, IGovernor.ProposalState.Defeated, "defeated");
        vm.warp(block.timestamp + 2 days);
        vm.expectEmit(true, true, true, true, address(governor));
        emit IInfinitioGovernor.QuorumSet(4_000_000e18, 2_000_000e18);
        _execute(lower);
        assertEq(governor.quorum(block.timestamp), 2_000_000e18, "lower");
        _checkState(lost, IGovernor.ProposalState.Defeated, "stays defeated");
        vm.warp(block.timestamp + 30 days);
        _checkState(lost, IGovernor.ProposalState.Defeated, "for ever");
        Draft memory next = _draft(address(directory), abi.encodeCall(IDirectory.setFeeBps, (31)), "next");
        _propose(next);
        vm.warp(block.timestamp + 1 days + 1);
        _vote(next, carol, 1);
        vm.warp(block.timestamp + 5 days);
        _checkState(next, IGovernor.ProposalState.Succeeded, "the next one passes");
    }

    function test_AbstentionsReachTheQuorumAndATieLoses() external {
        _stake(bob, 2_000_000e18);
        _stake(carol, 2_000_000e18);
        _stake(stranger, 1e18);
        Draft memory draft = _feeDraft();
        _propose(draft);
        Draft memory tied = _draft(address(directory), abi.encodeCall(IDirectory.setFeeBps, (32)), "tied");
        _propose(tied);
        vm.warp(START + 1 days + 1);
        _vote(draft, bob, 2);
        _vote(draft, carol, 2);
        _vote(draft, stranger, 1);
        _vote(tied, bob, 1);
        _vote(tied, carol, 0);
        vm.warp(START + 6 days + 1);
        _checkState(draft, IGovernor.ProposalState.Succeeded, "one vote for it, and the quorum");
        _checkState(tied, IGovernor.ProposalState.Defeated, "tied, and below the quorum");
    }

    function test_AQuorumReachedLateLeavesTwoDaysToAnswer() external {
        _stake(bob, 4_000_000e18);
        Draft memory draft = _feeDraft();
        _propose(draft);
        vm.warp(START + 6 days - 1);
        _vote(draft, bob, 1);
        assertEq(governor.proposalDeadline(draft.id), START + 8 days - 1, "extended");
        vm.warp(START + 8 days - 1);
        _checkState(draft, IGovernor.ProposalState.Active, "still open");
    }

    // ── Proposing and its bond ──────────────────────────────────────────────

    /// @dev Guards against known failure 13 (test/README.md): another account proposes the same calls first.
    function test_NobodyProposesItFirst() external {
        Draft memory draft =
            _draft(address(directory), abi.encodeCall(IDirectory.setFeeBps, (30)), string.concat("x#proposer=", _text(alice)));
        _stake(stranger, BOND);
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorRestrictedProposer.selector, stranger));
        _proposeBy(stranger, draft);
        assertEq(staked.bondedOf(stranger), 0, "nothing locked");
        _propose(draft);
        vm.prank(stranger);
        vm.expectPartialRevert(IGovernor.GovernorUnableToCancel.selector);
        governor.cancel(draft.targets, draft.values, draft.calldatas, draft.descriptionHash);
        assertTrue(governor.proposalProposer(draft.id) == alice, "alice's");
    }

    function test_EachProposalLocksABondAndFreesItOnce() external {
        _stake(alice, 7e18);
        Draft memory first = _feeDraft();
        Draft memory second = _draft(address(directory), abi.encodeCall(IDirectory.setFeeBps, (31)), "second");
        _propose(first);
        _propose(second);
        assertEq(staked.bondedOf(alice), 2 * BOND, "two bonds");
        assertEq(staked.stakerOf(alice).bonds, 2, "counted");
        assertEq(staked.getVotes(alice), 2 * BOND + 7e18, "all of it votes");
        assertEq(gtoken.balanceOf(address(governor)), 0, "the governor holds nothing");
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IStakedGToken.StakedGToken_StakeTooLow.selector, 7e18, 7e18 + 1));
        staked.unstake(7e18 + 1);
        vm.expectRevert(abi.encodeWithSelector(IInfinitioGovernor.InfinitioGovernor_BondHeld.selector, first.id, uint8(0)));
        governor.returnBond(first.id);
        vm.prank(alice);
        governor.cancel(second.targets, second.values, second.calldatas, second.descriptionHash);
        governor.returnBond(second.id);
        assertEq(staked.bondedOf(alice), BOND, "one is free");
        vm.warp(START + 6 days);
        vm.expectPartialRevert(IInfinitioGovernor.InfinitioGovernor_BondHeld.selector);
        governor.returnBond(first.id);
        vm.warp(START + 6 days + 1);
        vm.expectEmit(true, true, true, true, address(governor));
        emit IInfinitioGovernor.BondReturned(first.id, alice, BOND);
        governor.returnBond(first.id);
        assertEq(staked.bondedOf(alice), 0, "both are");
        vm.prank(alice);
        staked.unstake(2 * BOND + 7e18);
        vm.expectRevert(abi.encodeWithSelector(IInfinitioGovernor.InfinitioGovernor_BondSettled.selector, first.id));
        governor.returnBond(first.id);
        vm.expectPartialRevert(IInfinitioGovernor.InfinitioGovernor_BondSettled.selector);
        governor.returnBond(second.id);
    }

    function test_RevertWhen_AProposalHasNoBond() external {
        Draft memory draft = _feeDraft();
        // Delegated votes are not the proposer's own stake.
        _stake(bob, 4_000_000e18);
        vm.prank(bob);
        staked.delegate(stranger);
        vm.expectRevert(abi.encodeWithSelector(IStakedGToken.StakedGToken_BondNotCovered.selector, 0, BOND));
        _proposeBy(stranger, draft);
        // The stake covers one and a half bonds, so it allows only one spam proposal.
        _stake(stranger, 1_500e18);
        _proposeBy(stranger, _draft(address(directory), abi.encodeCall(IDirectory.setFeeBps, (1)), "spam"));
        vm.expectRevert(abi.encodeWithSelector(IStakedGToken.StakedGToken_BondNotCovered.selector, 500e18, BOND));
        _proposeBy(stranger, draft);
        _stake(stranger, 500e18 - 1);
        vm.expectRevert(abi.encodeWithSelector(IStakedGToken.StakedGToken_BondNotCovered.selector, BOND - 1, BOND));
        _proposeBy(stranger, draft);
        _stake(stranger, 1);
        _proposeBy(stranger, draft);
        assertEq(staked.bondedOf(stranger), 2 * BOND, "two of two");
    }

    function test_RevertWhen_TheStakeNamesAnotherGovernor() external {
        bytes4 refusal = _refusalOf("InfinitioGovernor", abi.encode(staked, timelock, guardian, new BoundedCall[](0)));
        assertTrue(refusal == IInfinitioGovernor.InfinitioGovernor_StakeOfAnother.selector, "no second governor over the same stake");
        assertTrue(staked.GOVERNOR() == address(governor), "the first");
    }

    // ── The veto ────────────────────────────────────────────────────────────

    function test_AVetoStopsAndTakesTheBond() external {
        _stake(bob, 4_000_000e18);
        Draft memory draft = _feeDraft();
        _proposePassAndQueue(draft);
        vm.expectRevert(
            abi.encodeWithSelector(IInfinitioGovernor.InfinitioGovernor_CallerNotGuardian.selector, address(this), guardian)
        );
        _veto(draft);
        uint256 treasury = gtoken.balanceOf(address(timelock));
        _stake(alice, 5e18);
        vm.expectEmit(true, true, true, true, address(governor));
        emit IInfinitioGovernor.ProposalVetoed(draft.id, guardian, BOND, "harmful");
        vm.prank(guardian);
        _veto(draft);
        _checkState(draft, IGovernor.ProposalState.Canceled, "stopped");
        assertEq(gtoken.balanceOf(address(timelock)) - treasury, BOND, "to the treasury");
        assertEq(staked.balanceOf(alice), 5e18, "out of the proposer's stake");
        assertEq(staked.getVotes(alice), 5e18, "and of its votes");
        assertEq(staked.bondedOf(alice), 0, "and no more is locked");
        vm.expectPartialRevert(IInfinitioGovernor.InfinitioGovernor_BondSettled.selector);
        governor.returnBond(draft.id);
        vm.warp(block.timestamp + 2 days);
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        _execute(draft);
        vm.prank(guardian);
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        _veto(draft);
    }

    /// @dev A veto succeeds whatever a slash has left of the bond.
    function test_AVetoTakesWhatASlashLeft() external {
        Draft memory first = _feeDraft();
        Draft memory second = _draft(address(directory), abi.encodeCall(IDirectory.setFeeBps, (31)), "second");
        _propose(first);
        _propose(second);
        vm.prank(slasher);
        assertEq(staked.slash(alice, 2 * BOND - 300e18), 2 * BOND - 300e18, "bonds too");
        vm.expectEmit(true, true, true, true, address(governor));
        emit IInfinitioGovernor.ProposalVetoed(first.id, guardian, 300e18, "harmful");
        vm.prank(guardian);
        _veto(first);
        assertEq(staked.balanceOf(alice), 0, "all there was");
        vm.prank(guardian);
        _veto(second);
        _checkState(second, IGovernor.ProposalState.Canceled, "stopped for nothing");
        assertTrue(governor.isBondSettled(second.id), "and settled");
        assertEq(staked.stakerOf(alice).bonds, 0, "no lock is left behind");
        _stake(alice, 1);
        vm.prank(alice);
        staked.unstake(1);
    }

    function test_TheVetoEndsAtDay365() external {
        uint256 until = governor.GUARDIAN_UNTIL();
        assertEq(until, START + 365 days, "by code");
        vm.warp(until - 12 hours);
        Draft memory draft = _feeDraft();
        Draft memory other = _draft(address(directory), abi.encodeCall(IDirectory.setFeeBps, (31)), "other");
        _propose(draft);
        _propose(other);
        vm.warp(until - 1);
        vm.prank(guardian);
        _veto(draft);
        for (uint256 late = 0; late < 2; ++late) {
            vm.warp(until + late);
            vm.prank(guardian);
            vm.expectRevert(
                abi.encodeWithSelector(IInfinitioGovernor.InfinitioGovernor_GuardianExpired.selector, until, until + late)
            );
            _veto(other);
        }
    }

    function test_RevertWhen_ADefeatedProposalIsVetoed() external {
        Draft memory draft = _feeDraft();
        _propose(draft);
        vm.warp(START + 6 days + 1);
        vm.prank(guardian);
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        _veto(draft); // the bond is locked in its proposer's stake
        assertEq(staked.bondedOf(alice), BOND, "untouched");
    }

    // ── Calls that may pass ─────────────────────────────────────────────────

    function test_OnlyBoundedCallsPassWhileLittleIsStaked() external {
        _stake(bob, 9_999_999e18 - BOND); // with the bond of the proposal, one G is missing
        Draft memory draft = _draft(address(directory), abi.encodeCall(IDirectory.set, ("Market", stranger)), "market");
        _propose(draft);
        vm.warp(START + 1 days + 1);
        _vote(draft, bob, 1);
        vm.warp(START + 6 days + 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInfinitioGovernor.InfinitioGovernor_CallNotBounded.selector,
                uint256(0),
                address(directory),
                IDirectory.set.selector,
                uint256(9_999_999e18)
            )
        );
        _queue(draft);
        _stake(carol, 1e18);
        assertTrue(governor.hasFullPower(), "10 million");
        _queue(draft);
        vm.warp(block.timestamp + 2 days);
        // The total stake is checked again when the proposal is executed. So it does not help to reach 10 million G
        // only until the proposal is queued.
        vm.prank(carol);
        staked.unstake(1);
        vm.expectPartialRevert(IInfinitioGovernor.InfinitioGovernor_CallNotBounded.selector);
        _execute(draft);
        _stake(carol, 1);
        _execute(draft);
        assertTrue(directory.get("Market") == stranger, "executed");
    }

    function test_ABoundedCallWithValueOrWithoutSelectorIsNone() external {
        _stake(bob, 4_000_000e18);
        Draft memory paid = _feeDraft();
        paid.values[0] = 1;
        paid.id = governor.hashProposal(paid.targets, paid.values, paid.calldatas, paid.descriptionHash);
        Draft memory shorter = _draft(address(directory), hex"010203", "short");
        // A call that consists only of the selector counts as a listed call. The called contract decides whether it
        // succeeds.
        Draft memory bare = _draft(address(directory), abi.encodePacked(IDirectory.setFeeBps.selector), "bare");
        _propose(paid);
        _propose(shorter);
        _propose(bare);
        vm.warp(START + 1 days + 1);
        _vote(paid, bob, 1);
        _vote(shorter, bob, 1);
        _vote(bare, bob, 1);
        vm.warp(START + 6 days + 1);
        _queue(bare);
        vm.expectPartialRevert(IInfinitioGovernor.InfinitioGovernor_CallNotBounded.selector);
        _queue(paid);
        vm.expectPartialRevert(IInfinitioGovernor.InfinitioGovernor_CallNotBounded.selector);
        _queue(shorter);
    }

    function test_ParametersStayInTheirBounds() external {
        _stake(bob, 10_000_000e18);
        bytes[8] memory calls = [
            abi.encodeCall(IInfinitioGovernor.setQuorum, (2_000_000e18 - 1)),
            abi.encodeCall(IInfinitioGovernor.setQuorum, (20_000_000e18 + 1)),
            abi.encodeCall(governor.setVotingDelay, (12 hours - 1)),
            abi.encodeCall(governor.setVotingDelay, (7 days + 1)),
            abi.encodeCall(governor.setVotingPeriod, (3 days - 1)),
            abi.encodeCall(governor.setVotingPeriod, (14 days + 1)),
            abi.encodeCall(governor.setProposalThreshold, (1_000_000e18 + 1)),
            abi.encodeCall(governor.updateTimelock, (stranger))
        ];
        Draft[] memory drafts = new Draft[](8);
        for (uint256 i = 0; i < 8; ++i) {
            drafts[i] = _draft(address(governor), calls[i], "bounds");
            _propose(drafts[i]);
        }
        Draft memory guardianDraft = _draft(address(governor), abi.encodeCall(IInfinitioGovernor.setGuardian, (carol)), "guardian");
        _propose(guardianDraft);
        vm.warp(START + 1 days + 1);
        for (uint256 i = 0; i < 8; ++i) {
            _vote(drafts[i], bob, 1);
        }
        _vote(guardianDraft, bob, 1);
        vm.warp(START + 6 days + 1);
        for (uint256 i = 0; i < 8; ++i) {
            _queue(drafts[i]);
        }
        _queue(guardianDraft);
        vm.warp(START + 8 days + 1);
        for (uint256 i = 0; i < 7; ++i) {
            vm.expectPartialRevert(IInfinitioGovernor.InfinitioGovernor_OutOfRange.selector);
            _execute(drafts[i]);
        }
        vm.expectRevert(abi.encodeWithSelector(IInfinitioGovernor.InfinitioGovernor_TimelockFixed.selector));
        _execute(drafts[7]);
        vm.warp(START + 10 days + 1);
        vm.expectEmit(true, true, true, true, address(governor));
        emit IInfinitioGovernor.GuardianSet(guardian, carol);
        _execute(guardianDraft);
        assertTrue(governor.guardian() == carol, "guardian");
        assertEq(governor.GUARDIAN_UNTIL(), START + 365 days, "its last day stays");
    }

    function test_AParameterMayTakeTheLastValueOfItsBounds() external {
        _stake(bob, 10_000_000e18);
        Draft memory most = _draft(address(governor), abi.encodeCall(governor.setProposalThreshold, (1_000_000e18)), "most");
        _proposePassAndQueue(most);
        vm.warp(block.timestamp + 2 days);
        _execute(most);
        assertEq(governor.proposalThreshold(), 1_000_000e18, "the most");
        Draft memory draft = _feeDraft();
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorInsufficientProposerVotes.selector, alice, BOND, 1_000_000e18));
        _proposeBy(alice, draft);
        Draft memory least = _draft(address(governor), abi.encodeCall(IInfinitioGovernor.setQuorum, (2_000_000e18)), "least");
        _proposeBy(bob, least);
        vm.warp(block.timestamp + 1 days + 1);
        _vote(least, bob, 1);
        vm.warp(block.timestamp + 5 days);
        _queue(least);
        vm.warp(block.timestamp + 2 days);
        _execute(least);
        assertEq(governor.quorum(block.timestamp), 2_000_000e18, "the least");
    }

    function test_RevertWhen_NotByAProposal() external {
        vm.startPrank(address(timelock));
        vm.expectPartialRevert(bytes4(keccak256("Panic(uint256)")));
        governor.setQuorum(5_000_000e18);
        vm.stopPrank();
        vm.expectPartialRevert(IGovernor.GovernorOnlyExecutor.selector);
        governor.setBoundedCall(stranger, bytes4(0), true);
        vm.expectPartialRevert(IGovernor.GovernorOnlyExecutor.selector);
        governor.setGuardian(stranger);
    }

    function test_WhatPassedExpires() external {
        _stake(bob, 4_000_000e18);
        Draft memory waiting = _feeDraft();
        Draft memory queued = _draft(address(directory), abi.encodeCall(IDirectory.setFeeBps, (31)), "queued");
        _propose(waiting);
        _propose(queued);
        vm.warp(START + 1 days + 1);
        _vote(waiting, bob, 1);
        _vote(queued, bob, 1);
        vm.warp(START + 6 days + 1);
        _queue(queued);
        vm.warp(START + 20 days);
        _checkState(waiting, IGovernor.ProposalState.Succeeded, "14 days to queue");
        vm.warp(START + 20 days + 1);
        _checkState(waiting, IGovernor.ProposalState.Expired, "not queued in time");
        vm.warp(START + 22 days + 1);
        _checkState(queued, IGovernor.ProposalState.Queued, "14 days to execute");
        vm.warp(START + 22 days + 2);
        _checkState(queued, IGovernor.ProposalState.Expired, "not executed in time");
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        _execute(queued);
        governor.returnBond(waiting.id);
        governor.returnBond(queued.id);
        assertEq(staked.bondedOf(alice), 0, "bonds are free");
    }

    /// @dev Returns a draft with the same call twice.
    function _two(Draft memory draft) private pure returns (Draft memory two) {
        two.targets = new address[](2);
        two.values = new uint256[](2);
        two.calldatas = new bytes[](2);
        for (uint256 i = 0; i < 2; ++i) {
            (two.targets[i], two.calldatas[i]) = (draft.targets[0], draft.calldatas[0]);
        }
        two.descriptionHash = draft.descriptionHash;
    }

    function _feeDraft() private view returns (Draft memory) {
        return _draft(address(directory), abi.encodeCall(IDirectory.setFeeBps, (30)), "fee of 30");
    }

    function _text(address account) private pure returns (string memory) {
        bytes memory text = new bytes(42);
        text[0] = "0";
        text[1] = "x";
        bytes16 digits = "0123456789abcdef";
        for (uint256 i = 0; i < 40; ++i) {
            text[41 - i] = digits[(uint160(account) >> (4 * i)) & 15];
        }
        return string(text);
    }
}
