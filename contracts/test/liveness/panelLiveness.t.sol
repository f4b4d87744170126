// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PanelMember} from "../../src/types/PanelsTypes.sol";
import {PanelsFixture} from "../fixtures/PanelsFixture.sol";

/// @dev L4: the first seed after a request selects the panel. The attacker has a tenth of the honest members' bonds,
/// moves them between any number of accounts, and may be selected. Its gas is not limited.
contract PanelLivenessTest is PanelsFixture {
    uint256 private constant HONEST = 20;
    uint256 private constant BONDS = 2;
    uint256 private constant ACCOUNTS = 12;

    uint256 private _moves;

    function setUp() public override {
        super.setUp();
        _joinAll(HONEST);
        for (uint256 i = 0; i < ACCOUNTS; ++i) {
            _giveG(_sybil(i), 0, address(panels));
        }
        gtoken.transfer(_sybil(0), BONDS * PANEL_BOND);
    }

    /// hardhat-config: fuzz.runs = 12
    /// hardhat-config: long.fuzz.runs = 240
    function testFuzz_L4_APanelIsDrawnByTheFirstSeed(uint256 word) external {
        _walk(word, 12);
    }

    /// @dev Checks that the attacker really joins and leaves the list, because otherwise the test above would show
    /// nothing.
    function test_TheAttackerComesAndGoes() external {
        _walk(3, 40);
        assertAtMost(6, _moves, "members that joined or left");
    }

    function _walk(uint256 word, uint256 steps) private {
        for (uint256 i = 0; i < steps; ++i) {
            word = uint256(keccak256(abi.encode(word)));
            _attack(word);
            uint256 panelId = _request(uint8(1 + word % 5));
            _attack(word >> 16);
            _makeSeed();
            _attack(word >> 32);
            address[] memory members = panels.draw(panelId);
            assertEq(members.length, 1 + word % 5, "L4: drawn");
            _attack(word >> 48);
            _answer(panelId, members);
            vm.warp(block.timestamp + 1 days + word % 6 days);
            panels.close(panelId);
            _formWhereOld();
        }
    }

    /// @dev Honest members answer; the attacker's accounts stay silent and are fined.
    function _answer(uint256 panelId, address[] memory members) private {
        for (uint256 i = 0; i < members.length; ++i) {
            if (uint160(members[i]) >> 12 != 0x5B1) panels.noteAnswer(panelId, members[i]);
        }
    }

    /// @dev One of the attacker's accounts joins, leaves, withdraws its bond for the next account, or starts a
    /// selection.
    function _attack(uint256 word) private {
        address account = _sybil(word % ACCOUNTS);
        uint256 act = (word >> 8) % 4;
        PanelMember memory member = panels.memberOf(BOUNTIES, account);
        vm.startPrank(account);
        bool done = false;
        if (act == 0 && member.bond == 0) {
            (done,) = address(panels).call(abi.encodeCall(panels.join, (BOUNTIES, uint96(PANEL_BOND))));
        } else if (act == 1) {
            (done,) = address(panels).call(abi.encodeCall(panels.resign, (BOUNTIES)));
        } else if (act == 2) {
            (bool out,) = address(panels).call(abi.encodeCall(panels.withdraw, (BOUNTIES, account)));
            out; // succeeds only a week after it left
        } else {
            gtoken.transfer(_sybil((word >> 4) % ACCOUNTS), gtoken.balanceOf(account));
        }
        vm.stopPrank();
        if (done) ++_moves;
    }

    function _sybil(uint256 index) private pure returns (address) {
        return address(uint160(0x5B1000 + index));
    }
}
