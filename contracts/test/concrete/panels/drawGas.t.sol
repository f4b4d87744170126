// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PanelsFixture} from "../../fixtures/PanelsFixture.sol";

/// @dev Limits the gas of a selection from a list of 4,096 members, of which 1,000 changed in the same hour. `setUp`
/// makes the list in a separate transaction, so that each test begins with cold storage slots. The tests are in a
/// separate file, because unoptimised code for mutants exceeds the limits.
contract DrawGasTest is PanelsFixture {
    uint256 private constant PLACES = 4_096;
    /// @dev The gas that a transaction costs before its call runs, including the few bytes of these calls.
    uint256 private constant TRANSACTION = 22_000;

    uint256 private _ofFive;
    uint256 private _ofFifteen;

    function setUp() public override {
        super.setUp();
        for (uint256 i = 0; i < PLACES; ++i) {
            _joinList(BOUNTIES, _reviewer(i));
        }
        vm.warp(block.timestamp + 1 hours);
        for (uint256 i = 0; i < 1_000; ++i) {
            vm.prank(_reviewer(i * 4));
            panels.resign(BOUNTIES);
        }
        _ofFive = _request(5);
        _ofFifteen = _request(15);
        _makeSeed();
        _giveG(_reviewer(PLACES), PANEL_BOND, address(panels));
    }

    /// @dev Guards against known failure 19 (test/README.md): the gas of a call grows without limit, because a list
    /// does.
    function test_ADrawOfFiveCostsABoundedAmountOfGas() external {
        assertAtMost(_drawGas(_ofFive, 5), 310_000 - TRANSACTION, "gas of a draw of 5");
    }

    function test_ADrawOfFifteenCostsABoundedAmountOfGas() external {
        assertAtMost(_drawGas(_ofFifteen, 15), 2_000_000 - TRANSACTION, "gas of a draw of 15");
    }

    /// @dev Measures the most expensive position of the list: it adds a new root to the tree, and a new node on each
    /// level below.
    function test_JoiningCostsABoundedAmountOfGas() external {
        vm.prank(_reviewer(PLACES));
        uint256 before = gasleft();
        panels.join(BOUNTIES, uint96(PANEL_BOND));
        assertAtMost(before - gasleft(), 450_000 - TRANSACTION, "gas of joining");
    }

    function _drawGas(uint256 panelId, uint256 size) private returns (uint256 used) {
        uint256 before = gasleft();
        uint256 drawn = panels.draw(panelId).length;
        used = before - gasleft();
        assertEq(drawn, size, "all of them");
    }
}
