// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bounty, BountyCategory, BountyState} from "../../src/types/BountiesTypes.sol";
import {BountiesFixture} from "../fixtures/BountiesFixture.sol";

/// @dev Random walks of bounties: claims, submitted work, selections, reviews and passing time. Checks the sums of
/// money after each step.
contract BountiesMoneyTest is BountiesFixture {
    uint256 private _start;
    uint256[7] private _done;

    /// hardhat-config: fuzz.runs = 12
    /// hardhat-config: long.fuzz.runs = 240
    function testFuzz_WhatIsHereIsOwedOrHeldAndAllOfItLeaves(uint256 seed) external {
        _walk(seed);
        // At the end nobody acts any longer. Only time passes, and this must end every bounty.
        for (uint256 turn = 0; turn < 3; ++turn) {
            vm.warp(block.timestamp + 200 days);
            for (uint256 id = 1; id <= bounties.bountyCount(); ++id) {
                BountyState state = bounties.bountyOf(id).state;
                if (state != BountyState.Accepted && state != BountyState.Returned) bounties.advance(id);
            }
        }
        _payOutAll();
        assertEq(gtoken.balanceOf(address(bounties)), 0, "nothing stays behind");
        assertEq(_heldByParties(), _start, "and nothing came or went");
    }

    /// @dev Fails if the random walk reaches too few states, because it would then test too little.
    function test_TheWalkGetsEverythingDone() external {
        _walk(3);
        for (uint256 act = 0; act < 7; ++act) {
            if (_done[act] == 0) revert NotEqual("an act that never succeeds", act, 1);
        }
    }

    function _walk(uint256 seed) private {
        _start = _heldByParties();
        for (uint256 step = 0; step < 80; ++step) {
            seed = uint256(keccak256(abi.encode(seed, step)));
            _act(seed % 12, seed >> 8);
            _check();
        }
    }

    function _act(uint256 act, uint256 seed) private {
        uint256 count = bounties.bountyCount();
        uint256 id = count == 0 ? 0 : 1 + seed % count;
        address account = seed & 1 == 0 ? worker : other;
        if (act == 0 || count == 0) _postAny(seed >> 8);
        else if (act < 3) _tryClaim(id, account);
        else if (act < 5) _trySubmit(id, account);
        else if (act < 7) _tryReviews(id, seed >> 8);
        else if (act == 7) _tryTakeBack(id);
        else if (act < 11) _tryAdvance(id);
        else vm.warp(block.timestamp + seed % (seed % 4 == 0 ? 12 days : 2 days));
    }

    function _postAny(uint256 seed) private {
        uint128 reward = uint128(10e18 + seed % 2_000e18);
        vm.prank(sponsor);
        bounties.post(BountyCategory(seed % 5), reward, uint40(block.timestamp + 40 days), 15 days, "any");
        _done[0] += 1;
    }

    function _tryClaim(uint256 id, address account) private {
        vm.prank(account);
        try bounties.claim(id) {
            _done[1] += 1;
        } catch {}
    }

    function _trySubmit(uint256 id, address account) private {
        vm.prank(account);
        try bounties.submit(id, "work") {
            _done[2] += 1;
        } catch {}
    }

    /// @dev Selects reviewers if possible, and lets a few of them answer.
    function _tryReviews(uint256 id, uint256 seed) private {
        uint256 panelId = bounties.bountyOf(id).panelId;
        if (panelId == 0) return;
        if (panels.membersOf(panelId).length == 0) {
            _makeSeed();
            try panels.draw(panelId) {} catch {}
        }
        address[] memory members = panels.membersOf(panelId);
        for (uint256 i = 0; i < members.length; ++i) {
            if ((seed >> i) & 3 == 0) continue;
            vm.prank(members[i]);
            try bounties.review(id, (seed >> (8 + i)) & 1 == 0 ? 0 : uint8(1 + seed % 100), "") {
                _done[3] += 1;
            } catch {}
        }
    }

    function _tryTakeBack(uint256 id) private {
        vm.prank(sponsor);
        try bounties.takeBack(id) {
            _done[4] += 1;
        } catch {}
    }

    function _tryAdvance(uint256 id) private {
        BountyState before = bounties.bountyOf(id).state;
        try bounties.advance(id) {
            _done[5] += 1;
            if (before == BountyState.InReview && bounties.bountyOf(id).state == BountyState.Accepted) _done[6] += 1;
        } catch {}
    }

    function _payOutAll() private {
        address[9] memory list = _parties();
        for (uint256 i = 0; i < 9; ++i) {
            if (bounties.owedTo(list[i]) != 0) bounties.payOut(list[i]);
        }
    }

    function _parties() private view returns (address[9] memory list) {
        for (uint256 i = 0; i < 6; ++i) {
            list[i] = _reviewer(i);
        }
        (list[6], list[7], list[8]) = (sponsor, worker, other);
    }

    function _heldByParties() private view returns (uint256 sum) {
        address[9] memory list = _parties();
        for (uint256 i = 0; i < 9; ++i) {
            sum += gtoken.balanceOf(list[i]);
        }
    }

    function _check() private view {
        uint256 held = 0;
        for (uint256 id = 1; id <= bounties.bountyCount(); ++id) {
            Bounty memory it = bounties.bountyOf(id);
            if (it.state == BountyState.Accepted || it.state == BountyState.Returned) continue;
            held += it.reward;
            if (it.state != BountyState.Open) held += it.claimBond;
            assertTrue((it.state == BountyState.Open) == (it.claimer == address(0)), "claimed by somebody");
        }
        address[9] memory list = _parties();
        for (uint256 i = 0; i < 9; ++i) {
            held += bounties.owedTo(list[i]);
        }
        assertEq(gtoken.balanceOf(address(bounties)), held, "what is held and owed is here");
    }
}
