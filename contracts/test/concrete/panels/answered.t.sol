// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPanels} from "../../../src/interfaces/IPanels.sol";
import {PanelsFixture} from "../../fixtures/PanelsFixture.sol";

/// @dev Tests that an answer releases the bond of a member from its panel.
contract AnsweredTest is PanelsFixture {
    function test_AnAnswerReleasesTheMembersBondFromThisPanelOnly() external {
        _joinAll(1);
        (uint256 first,) = _requestAndDraw(1);
        (uint256 second,) = _requestAndDraw(1);
        panels.noteAnswer(first, alice());
        assertEq(panels.memberOf(BOUNTIES, alice()).openPanels, 1, "one panel is left");
        vm.prank(alice());
        panels.resign(BOUNTIES);
        vm.warp(block.timestamp + 7 days);
        vm.prank(alice());
        vm.expectPartialRevert(IPanels.Panels_BondHeld.selector);
        panels.withdraw(BOUNTIES, alice());
        // Both panels are over. The first fines nobody, and the second fines the member that did not answer it.
        panels.close(first);
        assertEq(panels.memberOf(BOUNTIES, alice()).bond, PANEL_BOND, "no fine");
        panels.close(second);
        vm.prank(alice());
        assertEq(panels.withdraw(BOUNTIES, alice()), PANEL_BOND - FINE, "free");
    }

    function test_AMemberThatAnsweredMayWithdrawBeforeThePanelCloses() external {
        _joinAll(2);
        (uint256 panelId, address[] memory members) = _requestAndDraw(2);
        panels.noteAnswer(panelId, members[0]);
        vm.prank(members[0]);
        panels.resign(BOUNTIES);
        vm.warp(block.timestamp + 7 days);
        vm.prank(members[0]);
        assertEq(panels.withdraw(BOUNTIES, members[0]), PANEL_BOND, "all of it");
        // The member joins again. The old panel must not fine this member or count its membership.
        _joinList(BOUNTIES, members[0]);
        panels.close(panelId);
        assertEq(panels.memberOf(BOUNTIES, members[0]).bond, PANEL_BOND, "no fine");
        assertEq(panels.memberOf(BOUNTIES, members[0]).openPanels, 0, "no panel");
        assertEq(panels.memberOf(BOUNTIES, members[1]).bond, PANEL_BOND - FINE, "the silent member");
    }

    function test_AGivenUpPanelFreesEachMemberOnce() external {
        _joinAll(2);
        (uint256 panelId, address[] memory members) = _requestAndDraw(2);
        panels.noteAnswer(panelId, members[1]);
        panels.drop(panelId);
        assertEq(panels.memberOf(BOUNTIES, members[0]).openPanels, 0, "silent");
        assertEq(panels.memberOf(BOUNTIES, members[1]).openPanels, 0, "answered");
    }

    function alice() private pure returns (address) {
        return _reviewer(0);
    }
}
