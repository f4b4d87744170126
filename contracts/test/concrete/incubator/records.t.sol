// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IIncubator} from "../../../src/interfaces/IIncubator.sol";
import {Project, ProjectEnd, ProjectState} from "../../../src/types/IncubatorTypes.sol";
import {IncubatorFixture} from "../../fixtures/IncubatorFixture.sol";

/// @dev The indexer builds its records of projects only from these events, so each event must have the exact values.
contract IncubatorRecordsTest is IncubatorFixture {
    function test_RecordsAProjectFromItsProposalToItsEnd() external {
        _expectFrom();
        emit IIncubator.ProjectProposed(1, proposer, payee, FUNDING_UNTIL, _milestones(), "A better scheduler");
        uint256 id = _propose();
        _sponsor(id, alice, 50e18);
        _expectFrom();
        emit IIncubator.Sponsored(id, bob, 30e18, 80e18);
        _sponsor(id, bob, 30e18);
        _expectFrom();
        emit IIncubator.Sponsored(id, carol, 20e18, GOAL);
        _expectFrom();
        emit IIncubator.ProjectFunded(id, GOAL);
        _sponsor(id, carol, 60e18);
        for (uint256 milestone = 0; milestone < 3; ++milestone) {
            _vote(id, alice, true);
            _expectFrom();
            emit IIncubator.MilestoneVoted(id, milestone, bob, true, 30e18, "because");
            _expectFrom();
            emit IIncubator.MilestoneApproved(id, milestone, uint40(block.timestamp + 3 days));
            _vote(id, bob, true);
            vm.warp(block.timestamp + 3 days);
            _expectFrom();
            emit IIncubator.MilestoneReleased(id, milestone, payee, _milestones()[milestone].amount);
            if (milestone == 2) {
                _expectFrom();
                emit IIncubator.ProjectDone(id, GOAL);
            }
            incubator.release(id);
        }
    }

    function test_RecordsWhatASponsorTookOutAndWhatIsLeft() external {
        uint256 id = _fund();
        _approve(id);
        _expectFrom();
        emit IIncubator.SponsorRepaid(id, carol, 20e18, 80e18);
        _leave(id, carol);
    }

    /// @dev Alice holds half of all G and changes her vote. When Carol then votes against the project, Alice's vote
    /// must not count twice.
    function test_AVoteThatChangesToYesNoLongerCountsAgainst() external {
        uint256 id = _fund();
        _vote(id, alice, false);
        _vote(id, alice, true);
        Project memory it = incubator.projectOf(id);
        assertEq(it.no, 0, "nobody is against it");
        assertEq(it.yes, 50e18, "alice is for it");
        _vote(id, carol, false);
        _checkState(id, ProjectState.Running, ProjectEnd.None);
    }

    function _expectFrom() private {
        vm.expectEmit(true, true, true, true, address(incubator));
    }
}
