// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Milestone, Project, ProjectEnd, ProjectState} from "../../src/types/IncubatorTypes.sol";
import {IncubatorFixture} from "../fixtures/IncubatorFixture.sol";

/// @dev Random walks over three projects: sponsors, votes, sponsors that leave, releases, abandoned projects and
/// passing time. Checks the sums of money after each step.
contract IncubatorMoneyTest is IncubatorFixture {
    uint256 private _in;
    uint256 private _returned;
    uint256[6] private _done;

    /// hardhat-config: fuzz.runs = 24
    /// hardhat-config: long.fuzz.runs = 480
    function testFuzz_InIsReleasedAndReturnedAndHeldAndAllOfItLeaves(uint256 seed) external {
        _walk(seed, 90);
        _endEverything();
        assertEq(gtoken.balanceOf(address(incubator)), 0, "nothing stays behind");
        assertEq(_in, _returned + gtoken.balanceOf(payee), "in = released + returned");
    }

    /// @dev Fails if the random walk reaches too few states, because it would then test too little.
    function test_TheWalkGetsEverythingDone() external {
        for (uint256 seed = 1; seed <= 12; ++seed) {
            _walk(seed, 90);
        }
        for (uint256 act = 0; act < 6; ++act) {
            if (_done[act] == 0) revert NotEqual("an act that never succeeds", act, 1);
        }
    }

    /// @dev A sponsor that never votes and always leaves gets back all its G, whatever the other sponsors lock.
    function testFuzz_WhoLooksLosesNothing(uint96 own, uint96 others) external {
        uint256 id = _propose();
        uint256 mine = _sponsor(id, carol, bound(own, 1, GOAL / 2 - 1));
        _sponsor(id, bob, bound(others, 1, GOAL / 4));
        _sponsor(id, alice, GOAL);
        _vote(id, carol, false);
        _vote(id, bob, true);
        _vote(id, alice, true);
        assertEq(_leave(id, carol), mine, "all of it");
    }

    function _walk(uint256 seed, uint256 steps) private {
        uint256 first = incubator.projectCount();
        for (uint256 i = 0; i < 3; ++i) {
            _proposeAny(uint256(keccak256(abi.encode(seed, "project", i))));
        }
        for (uint256 step = 0; step < steps; ++step) {
            uint256 drawn = uint256(keccak256(abi.encode(seed, step)));
            _act(drawn % 10, first + 1 + (drawn >> 8) % 3, drawn >> 16);
            _check();
        }
    }

    function _proposeAny(uint256 seed) private {
        Milestone[] memory list = new Milestone[](1 + seed % 4);
        uint40 until = uint40(block.timestamp + 12 days);
        for (uint256 i = 0; i < list.length; ++i) {
            list[i] = Milestone(uint128(1 + (seed >> (i * 16)) % 50_000), uint40(until + (i + 1) * 20 days));
        }
        vm.prank(proposer);
        incubator.propose(payee, until, list, "any");
    }

    function _act(uint256 act, uint256 id, uint256 seed) private {
        address account = _sponsors()[seed % 3];
        if (act < 3) _trySponsor(id, account, seed >> 8);
        else if (act < 6) _tryVote(id, account, seed >> 8);
        else if (act < 8) _tryQuit(id, account);
        else if (act == 8) seed % 16 == 0 ? _tryAbandon(id) : _tryRelease(id);
        else vm.warp(block.timestamp + (seed >> 8) % (seed % 4 == 0 ? 8 days : 1 days));
        _tryRepay(id, account);
    }

    function _trySponsor(uint256 id, address account, uint256 seed) private {
        vm.prank(account);
        try incubator.sponsor(id, 1 + seed % 60_000) returns (uint256 taken) {
            _in += taken;
            _done[0] += 1;
        } catch {}
    }

    function _tryVote(uint256 id, address account, uint256 seed) private {
        uint256 milestone = incubator.projectOf(id).milestone;
        vm.prank(account);
        try incubator.vote(id, milestone, seed % 8 != 0, "") {
            _done[1] += 1;
        } catch {}
    }

    function _tryQuit(uint256 id, address account) private {
        vm.prank(account);
        try incubator.quit(id) returns (uint256 amount) {
            _returned += amount;
            _done[2] += 1;
        } catch {}
    }

    function _tryRelease(uint256 id) private {
        try incubator.release(id) {
            _done[3] += 1;
        } catch {}
    }

    function _tryAbandon(uint256 id) private {
        vm.prank(proposer);
        try incubator.abandon(id) {
            _done[4] += 1;
        } catch {}
    }

    function _tryRepay(uint256 id, address account) private {
        Project memory project = incubator.projectOf(id);
        uint256 share = incubator.sponsorshipOf(id, account).locked;
        (ProjectState state,) = incubator.stateOf(id);
        try incubator.repay(id, account) returns (uint256 amount) {
            assertEq(uint256(state), uint256(ProjectState.Ended), "only when it ended");
            assertEq(amount, uint256(project.held) * share / project.locked, "its share");
            _returned += amount;
            _done[5] += 1;
        } catch {
            assertTrue(state != ProjectState.Ended || share == 0, "repaying was refused");
        }
    }

    /// @dev Lets time pass until no project waits for anything except payments to its payee and sponsors.
    function _endEverything() private {
        vm.warp(block.timestamp + 4 * 365 days);
        uint256 count = incubator.projectCount();
        for (uint256 id = 1; id <= count; ++id) {
            if (incubator.projectOf(id).releasableAt != 0) {
                try incubator.release(id) {} catch {}
            }
            for (uint256 i = 0; i < 3; ++i) {
                _tryRepay(id, _sponsors()[i]);
            }
            (ProjectState state, ProjectEnd end) = incubator.stateOf(id);
            assertTrue(state == ProjectState.Done || state == ProjectState.Ended, "over");
            assertTrue((state == ProjectState.Ended) == (end != ProjectEnd.None), "with a reason");
        }
    }

    function _check() private view {
        uint256 held = 0;
        uint256 count = incubator.projectCount();
        for (uint256 id = count > 3 ? count - 2 : 1; id <= count; ++id) {
            Project memory project = incubator.projectOf(id);
            held += project.held;
            uint256 locked = 0;
            for (uint256 i = 0; i < 3; ++i) {
                locked += incubator.sponsorshipOf(id, _sponsors()[i]).locked;
            }
            assertEq(locked, project.locked, "weights are what is locked");
        }
        uint256 here = gtoken.balanceOf(address(incubator));
        if (count == 3) assertEq(held, here, "what projects hold is here");
        assertEq(_in, gtoken.balanceOf(payee) + _returned + here, "in = released + returned + held");
    }
}
