// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPanels} from "../../../src/interfaces/IPanels.sol";
import {IRandomBeacon} from "../../../src/interfaces/IRandomBeacon.sol";
import {HostileToken} from "../../fixtures/HostileToken.sol";
import {PanelsFixture} from "../../fixtures/PanelsFixture.sol";
import {Reentering} from "../../fixtures/Reentering.sol";

/// @dev Guards against known failure 17 (test/README.md): re-entry. Here the token in which members of the random
/// beacon and of panels pay their bonds calls back.
contract DrawnReentrancyTest is PanelsFixture, Reentering {
    function setUp() public override {
        super.setUp();
        hostile = new HostileToken();
    }

    function test_NobodyEntersWhileABondOfTheBeaconMoves() external {
        beacon = _createBeacon(address(hostile));
        _enter(address(beacon));
        bytes memory enrol = abi.encodeCall(IRandomBeacon.enrol, ());
        bytes memory resign = abi.encodeCall(IRandomBeacon.resign, ());
        _wayBack(enrol);
        _wayBack(resign);
        _wayBack(abi.encodeCall(IRandomBeacon.forfeit, (makers[1])));
        for (uint256 i = 0; i < 4; ++i) {
            _giveHostile(makers[i], BEACON_BOND, address(beacon));
            _moves(makers[i], enrol);
        }
        _moves(makers[0], resign);
        assertEq(hostile.balanceOf(makers[0]), BEACON_BOND, "its bond, once");
        uint64 round = _round();
        for (uint256 i = 1; i < 4; ++i) {
            _commit(makers[i]);
        }
        _warpToRound(round + 1);
        _moves(stranger, abi.encodeCall(IRandomBeacon.forfeit, (makers[1])));
        assertEq(hostile.balanceOf(treasury), BEACON_BOND, "of the one who withheld");
        assertEq(hostile.balanceOf(address(beacon)), 2 * BEACON_BOND, "the other two are here");
    }

    function test_NobodyEntersWhileABondOfAPanelMoves() external {
        panels = _createPanels(address(hostile));
        _enter(address(panels));
        bytes memory join = abi.encodeCall(IPanels.join, (BOUNTIES, uint96(PANEL_BOND)));
        _wayBack(join);
        _wayBack(abi.encodeCall(IPanels.withdraw, (BOUNTIES, _reviewer(0))));
        _wayBack(abi.encodeCall(IPanels.close, (1)));
        for (uint256 i = 0; i < 5; ++i) {
            _giveHostile(_reviewer(i), PANEL_BOND, address(panels));
            _moves(_reviewer(i), join);
        }
        vm.warp(block.timestamp + 1);
        (uint256 panelId, address[] memory members) = _requestAndDraw(3);
        vm.warp(block.timestamp + 1 days);
        _moves(stranger, abi.encodeCall(IPanels.close, (panelId)));
        assertEq(hostile.balanceOf(treasury), 3 * FINE, "the fines, once");
        vm.prank(members[0]);
        panels.resign(BOUNTIES);
        vm.warp(block.timestamp + 7 days);
        _moves(members[0], abi.encodeCall(IPanels.withdraw, (BOUNTIES, members[0])));
        assertEq(hostile.balanceOf(members[0]), PANEL_BOND - FINE, "the bond, once");
    }

    function _giveHostile(address account, uint256 amount, address spender) private {
        hostile.mint(account, amount);
        vm.prank(account);
        hostile.approve(spender, type(uint256).max);
    }
}
