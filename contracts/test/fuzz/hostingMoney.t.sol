// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProvenBudget} from "../../src/types/HostingPoolTypes.sol";
import {HostingFixture} from "../fixtures/HostingFixture.sol";

/// @dev A random walk: the money of a programme is held, claimed or returned, and all of it leaves.
contract HostingMoneyTest is HostingFixture {
    uint96[3][25] private _signed; // budget, share of the host, share of the other host
    bool[25] private _hasRoot;

    function test_TheMoneyOfAProgrammeIsHeldClaimedOrReturned(uint256 seed) external {
        uint256 assigned = 0;
        for (uint40 place = 0; place < 25; ++place) {
            seed = uint256(keccak256(abi.encode(seed)));
            if (seed % 3 == 0) continue;
            uint96 budget = uint96(bound(seed >> 8, 0, PER_DAY));
            uint96 one = uint96(bound(seed >> 104, 0, budget));
            _signed[place] = [budget, one, budget - one];
            _hasRoot[place] = true;
            _publish(firstDay + place, budget, one, budget - one);
            assigned += budget;
            if (seed & 128 != 0) _claim(host, place);
            if (seed & 64 != 0) _claim(otherHost, place);
            _checkHeld();
        }
        _goToRefund();
        uint256 rest = pool.refund(programme, _openBudgets());
        assertEq(rest, PAID_IN - assigned, "the sponsor gets back only what no root has assigned");
        _checkHeld();
        for (uint40 place = 0; place < 25; ++place) {
            if (!_hasRoot[place]) continue;
            _claim(host, place);
            _claim(otherHost, place);
        }
        assertEq(ptoken.balanceOf(address(pool)), 0, "all of it left");
    }

    function _claim(address account, uint40 place) private {
        uint96[3] memory it = _signed[place];
        pool.claim(_claimOf(account, firstDay + place, it[0], it[1], it[2]));
    }

    /// @dev Checks that the pool holds exactly the money that was not paid to the hosts or back to the sponsor.
    function _checkHeld() private view {
        uint256 out = ptoken.balanceOf(host) + ptoken.balanceOf(otherHost) + ptoken.balanceOf(sponsor);
        assertEq(ptoken.balanceOf(address(pool)) + out, PAID_IN, "conserved");
    }

    function _openBudgets() private view returns (ProvenBudget[] memory budgets) {
        uint256 count = 0;
        for (uint256 place = 0; place < 25; ++place) {
            if (_hasRoot[place]) ++count;
        }
        budgets = new ProvenBudget[](count);
        for (uint40 place = 0; place < 25; ++place) {
            if (!_hasRoot[place]) continue;
            uint96[3] memory it = _signed[place];
            budgets[--count] = _proven(firstDay + place, it[0], it[1], it[2])[0];
        }
    }
}
