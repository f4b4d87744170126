// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Act} from "../../../src/types/FindingsTypes.sol";
import {FindingsFixture} from "../../fixtures/FindingsFixture.sol";

/// @dev The attack: an accuser files more findings at once than the members of the list can answer.
contract FindingFloodTest is FindingsFixture {
    uint256 private constant FLOOD = 40;

    function setUp() public override {
        super.setUp();
        _mintPToken(accuser, 2 * FLOOD * ACCUSER_BOND);
    }

    function test_AFloodCostsTheAccuserAFifthOfEachBondAndEachMemberOneFine() external {
        uint256 before = ptoken.balanceOf(accuser);
        _fileMany();
        _drawMany(1);
        vm.warp(block.timestamp + 3 days);
        _decideMany(1);
        assertEq(before - ptoken.balanceOf(accuser), FLOOD * FEE, "a fifth of each bond");
        assertEq(findings.grant(), FLOOD * FEE, "for panels of honest accusers");
        assertEq(ptoken.balanceOf(address(findings)), FLOOD * FEE, "nothing else is here");
        _checkFines(1);
    }

    /// @dev Anyone may call `Panels.close` for a panel. The attacker closes each panel in the first second in which it
    /// may.
    function test_AFloodOverDaysFinesAMemberOnceInThreeDays() external {
        _fileMany();
        uint256 start = block.timestamp;
        for (uint256 id = 1; id <= FLOOD; ++id) {
            // A panel each 90 minutes: 40 panels in 60 hours, all selected before the first is over.
            vm.warp(start + id * 90 minutes);
            _drawFor(id);
        }
        for (uint256 id = 1; id <= FLOOD; ++id) {
            uint256 panelId = findings.findingOf(id).panelId;
            vm.warp(panels.panelOf(panelId).answerUntil);
            vm.prank(accuser);
            panels.close(panelId);
        }
        _decideMany(1);
        _checkFines(1);
        // The members have paid their fines before the accuser files again.
        _fileMany();
        _drawMany(FLOOD + 1);
        vm.warp(block.timestamp + 3 days);
        _decideMany(FLOOD + 1);
        _checkFines(2);
    }

    function test_AFloodPaysTheMembersThatAnswerIt() external {
        uint256 before = ptoken.balanceOf(accuser);
        _fileMany();
        _drawMany(1);
        for (uint256 id = 1; id <= FLOOD; ++id) {
            for (uint256 i = 0; i < 5; ++i) {
                _answer(id, _reviewer(i), false);
            }
        }
        _decideMany(1);
        assertEq(before - ptoken.balanceOf(accuser), FLOOD * ACCUSER_BOND, "the accuser loses all bonds");
        assertEq(ptoken.balanceOf(_reviewer(0)), FLOOD * MEMBER_PAY, "a member earns its pay for each answer");
        _checkFines(0);
    }

    /// @dev Two of five members belong to the attacker. They vote against each other, so that the finding stays
    /// undecided and the attacker gets back the pay of both.
    function test_AFloodCostsAFifthThoughMembersOfTheAttackerAnswer() external {
        address[2] memory own = [_reviewer(0), _reviewer(1)];
        uint256 before = ptoken.balanceOf(accuser);
        _fileMany();
        _drawMany(1);
        for (uint256 id = 1; id <= FLOOD; ++id) {
            _answer(id, own[0], true);
            _answer(id, own[1], false);
        }
        vm.warp(block.timestamp + 3 days);
        _decideMany(1);
        uint256 ofRing = ptoken.balanceOf(accuser) + ptoken.balanceOf(own[0]) + ptoken.balanceOf(own[1]);
        assertEq(before - ofRing, FLOOD * FEE, "a fifth of each bond");
        for (uint256 i = 2; i < 5; ++i) {
            assertEq(panels.memberOf(FINDINGS, _reviewer(i)).bond, PANEL_BOND - FINE, "one fine");
        }
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _fileMany() private {
        bytes32[] memory evidence = _evidence(1);
        for (uint256 i = 0; i < FLOOD; ++i) {
            vm.prank(accuser);
            findings.file(facts, 0, Act.TwoReceipts, uint96(i), 0, evidence);
        }
    }

    function _drawMany(uint256 first) private {
        _makeSeed();
        for (uint256 id = first; id < first + FLOOD; ++id) {
            panels.draw(findings.findingOf(id).panelId);
        }
    }

    function _decideMany(uint256 first) private {
        for (uint256 id = first; id < first + FLOOD; ++id) {
            findings.decide(id);
        }
    }

    /// @dev Checks that each of the five members on the list has paid `count` fines. Each panel has five members, so
    /// all of them are on each panel.
    function _checkFines(uint256 count) private view {
        for (uint256 i = 0; i < 5; ++i) {
            assertEq(panels.memberOf(FINDINGS, _reviewer(i)).bond, PANEL_BOND - count * FINE, "fines of a member");
        }
    }
}
