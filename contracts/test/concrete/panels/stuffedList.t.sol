// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPanels} from "../../../src/interfaces/IPanels.sol";
import {PanelsFixture} from "../../fixtures/PanelsFixture.sol";

/// @dev Finding M4 of a security review: an attacker fills a list of candidates with members that have no weight. The
/// attacker can withdraw all bonds that it paid for this. The test is in a separate file, because it makes a thousand
/// members.
contract StuffedListTest is PanelsFixture {
    uint256 private constant STUFFED = 1_000;
    uint256 private constant HONEST = 10;

    function test_PlacesWhoseStakeIsGoneHinderNoDraw() external {
        _stuff();
        _joinHonest();
        uint256[] memory ids = new uint256[](100);
        for (uint256 i = 0; i < 100; ++i) {
            ids[i] = _request(3);
        }
        _makeSeed();
        uint256 drawn = 0;
        for (uint256 i = 0; i < 100; ++i) {
            address[] memory members = panels.draw(ids[i]);
            if (members.length == 3) ++drawn;
            for (uint256 j = 0; j < members.length; ++j) {
                assertEq(panels.memberOf(BOUNTIES, members[j]).leftAt, 0, "a member that has a bond here");
            }
        }
        assertEq(drawn, 100, "each of 100 panels of 3 is drawn");
    }

    /// @dev One bond can give weight to only one list position at a time. To use the bond for another position, the
    /// account must leave the first one and wait a week.
    function test_RevertWhen_OneBondIsToWeighInTwoPlaces() external {
        _giveG(_stuffed(0), PANEL_BOND, address(panels));
        vm.startPrank(_stuffed(0));
        panels.join(BOUNTIES, uint96(PANEL_BOND));
        panels.resign(BOUNTIES);
        vm.expectPartialRevert(IPanels.Panels_BondHeld.selector);
        panels.withdraw(BOUNTIES, _stuffed(1));
        vm.stopPrank();
        assertEq(panels.placeOf(BOUNTIES, 0).weight, 0, "no weight, while its bond is still here");
    }

    /// @dev Members that leave after the hour's commitments closed are still selected, because they could already know
    /// the seed. They pay the fine for not answering.
    function test_LeavingToEscapeAKnownSeedCostsTheFine() external {
        for (uint256 i = 0; i < 3; ++i) {
            _joinList(BOUNTIES, _stuffed(i));
        }
        uint256 panelId = _request(3);
        _makeSeed();
        for (uint256 i = 0; i < 3; ++i) {
            vm.prank(_stuffed(i));
            panels.resign(BOUNTIES);
        }
        assertEq(panels.draw(panelId).length, 3, "drawn as they stood when the round closed");
        uint256 before = gtoken.balanceOf(treasury);
        vm.warp(block.timestamp + 1 days);
        panels.close(panelId);
        assertEq(gtoken.balanceOf(treasury) - before, 3 * FINE, "each is fined");
    }

    function _stuff() private {
        for (uint256 i = 0; i < STUFFED; ++i) {
            _joinList(BOUNTIES, _stuffed(i));
        }
        for (uint256 i = 0; i < STUFFED; ++i) {
            vm.prank(_stuffed(i));
            panels.resign(BOUNTIES);
        }
        vm.warp(block.timestamp + 7 days);
        for (uint256 i = 0; i < STUFFED; ++i) {
            vm.prank(_stuffed(i));
            panels.withdraw(BOUNTIES, _stuffed(i));
        }
    }

    function _joinHonest() private {
        for (uint256 i = 0; i < HONEST; ++i) {
            _joinList(BOUNTIES, _reviewer(i));
        }
    }

    function _stuffed(uint256 index) private pure returns (address) {
        return address(uint160(0x57FF0000 + index));
    }
}
