// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {PanelsFixture} from "../../fixtures/PanelsFixture.sol";

/// @dev A file of its own: what is compiled for mutants, unoptimised, is not within it.
contract DrawGasTest is PanelsFixture {
    /// @dev Known failure 19: a list without end, of members with the least stake, among many who left.
    function test_ADrawCostsABoundedAmountOfGas() external {
        _joinAll(40, LEAST_STAKE);
        for (uint256 i = 0; i < 20; ++i) {
            vm.prank(_reviewer(i));
            panels.resign(BOUNTIES);
        }
        vm.warp(block.timestamp + 1);
        uint256 panelId = _request(15);
        _makeSeed();
        uint256 before = gasleft();
        panels.draw(panelId);
        assertAtMost(before - gasleft(), 2_000_000, "gas of 128 tries");
    }
}
