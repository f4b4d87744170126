// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBounties} from "../../../src/interfaces/IBounties.sol";
import {BountyCategory, BountyState, ClaimEnd} from "../../../src/types/BountiesTypes.sol";
import {BountiesFixture} from "../../fixtures/BountiesFixture.sol";

/// @dev The API builds the state of each bounty from events and not from calls, so each event must have exact values.
contract BountyRecordsTest is BountiesFixture {
    function test_RecordsABountyFromItsPostingToItsPayment() external {
        uint40 openUntil = uint40(block.timestamp + 30 days);
        _expectFrom();
        emit IBounties.BountyPosted(1, sponsor, BountyCategory.Tools, REWARD, openUntil, 10 days, "A tool that measures");
        uint256 id = _post();
        _expectFrom();
        emit IBounties.BountyClaimed(id, worker, CLAIM_BOND, uint40(block.timestamp + 10 days));
        _claim(id, worker);
        vm.warp(block.timestamp + 1 days);
        _expectFrom();
        emit IBounties.WorkSubmitted(id, worker, "It is there", uint40(block.timestamp + 30 days));
        _expectFrom();
        emit IBounties.ReviewersAsked(id, 1);
        _submit(id, worker);
        address[] memory members = _drawReviewers(id);
        _expectFrom();
        emit IBounties.WorkReviewed(id, 1, members[0], 80, "because");
        _review(id, members[0], 80);
        _review(id, members[1], 60);
        _review(id, members[2], 70);
        bounties.advance(id);
        uint256 owed = bounties.owedTo(worker);
        _expectFrom();
        emit IBounties.PaidOut(worker, owed);
        bounties.payOut(worker);
    }

    function test_RecordsThatPanelsRefusedToDrawReviewers() external {
        // The Directory does not name this contract, so the contract Panels refuses its requests.
        bounties = IBounties(_create("Bounties", abi.encode(gtoken, panels)));
        _giveG(sponsor, REWARD, address(bounties));
        _giveG(worker, CLAIM_BOND, address(bounties));
        uint256 id = _post();
        _claim(id, worker);
        _expectFrom();
        emit IBounties.ReviewersAsked(id, 0);
        _submit(id, worker);
    }

    function test_ABountyThatNobodyClaimedReturnsToItsSponsorAtItsEnd() external {
        uint256 id = _post();
        uint256 openUntil = block.timestamp + 30 days;
        vm.warp(openUntil - 1);
        _expectNothingDue(id);
        bounties.advance(id);
        vm.warp(openUntil);
        _expectFrom();
        emit IBounties.BountyReturned(id, sponsor, REWARD);
        vm.prank(stranger);
        bounties.advance(id);
        _checkState(id, BountyState.Returned);
        assertEq(bounties.owedTo(sponsor), REWARD, "the sponsor gets the reward");
        _expectNothingDue(id);
        bounties.advance(id);
        _expectNothingDue(7);
        bounties.advance(7);
    }

    function test_AnOpenBountyHasNoBondOfItsLastClaim() external {
        uint256 id = _post();
        _claim(id, worker);
        assertEq(bounties.bountyOf(id).claimBond, CLAIM_BOND, "while it is claimed");
        vm.warp(bounties.bountyOf(id).until);
        vm.expectEmit(true, true, false, true, address(bounties));
        emit IBounties.ClaimEnded(id, worker, ClaimEnd.NotSubmitted);
        bounties.advance(id);
        assertEq(bounties.bountyOf(id).claimBond, 0, "after the claim ended");
    }

    function _expectNothingDue(uint256 id) private {
        vm.expectRevert(abi.encodeWithSelector(IBounties.Bounties_NothingDue.selector, id));
    }

    function _expectFrom() private {
        vm.expectEmit(true, true, true, true, address(bounties));
    }
}
