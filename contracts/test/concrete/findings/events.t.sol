// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFindings} from "../../../src/interfaces/IFindings.sol";
import {Act, Finding, FindingState} from "../../../src/types/FindingsTypes.sol";
import {FindingsFixture} from "../../fixtures/FindingsFixture.sol";

/// @dev Checks what a finding (an accusation against an AI service) stores, and every field of every event: pages and
/// programs read both.
contract FindingEventsTest is FindingsFixture {
    function test_AFindingStoresAndEmitsItsFields() external {
        bytes32[] memory evidence = _evidence(3);
        uint256 panelId = 1;
        uint40 lapsesAt = uint40(block.timestamp + 3 days);
        _expect();
        emit IFindings.FindingFiled(
            1, accuser, service, facts, 0, Act.TwoReceipts, 7, LOSS, panelId, lapsesAt, evidence
        );
        vm.prank(accuser);
        uint256 id = findings.file(facts, 0, Act.TwoReceipts, 7, LOSS, evidence);
        Finding memory finding = findings.findingOf(id);
        assertTrue(id == 1 && findings.findingCount() == 1, "the first");
        assertTrue(finding.accuser == accuser && finding.victim == payer, "accounts");
        assertTrue(finding.state == FindingState.Open && finding.act == Act.TwoReceipts, "state and act");
        assertTrue(finding.guilty == 0 && finding.innocent == 0, "no answer");
        assertTrue(finding.lapsesAt == lapsesAt && finding.panelId == panelId, "time and panel");
        assertTrue(finding.service == service && finding.loss == LOSS, "service and loss");
        bytes32 act = findings.actHashOf(ledger.channelIdOf(facts), 0, Act.TwoReceipts, 7);
        assertTrue(finding.actHash == act, "hash of the act");
    }

    function test_AnAnswerIsEmittedWithItsReason() external {
        uint256 id = _file();
        address[] memory members = _drawFor(id);
        uint256 panelId = findings.findingOf(id).panelId;
        _expect();
        emit IFindings.FindingAnswered(id, members[0], panelId, true, "as the receipts say");
        _answer(id, members[0], true);
        _expect();
        emit IFindings.FindingAnswered(id, members[1], panelId, false, "as the receipts say");
        _answer(id, members[1], false);
    }

    function test_VerdictsAreEmittedWithTheirMoney() external {
        _payGrant();
        uint256 first = _file();
        uint256 second = _file();
        _answerAll(first, 4);
        _expect();
        emit IFindings.FindingDecided(first, service, true, SERVICE_BOND / 2, ACCUSER_BOND - 15e18, 0);
        findings.decide(first);
        _answerAll(second, 1);
        _expect();
        emit IFindings.FindingDecided(second, service, false, 0, 0, ACCUSER_BOND / 2);
        findings.decide(second);
    }

    function test_AnEndWithoutAPanelIsEmitted() external {
        uint256 id = _file();
        vm.warp(findings.findingOf(id).lapsesAt);
        _expect();
        emit IFindings.FindingUndecided(id, service, ACCUSER_BOND, 0);
        findings.lapse(id);
    }

    // ── Private ─────────────────────────────────────────────────────────────

    /// @dev Pays 10 to the grant in two parts.
    function _payGrant() private {
        _mintPToken(address(this), 10e18);
        ptoken.approve(address(findings), 10e18);
        findings.payGrant(4e18);
        _expect();
        emit IFindings.GrantPaid(address(this), 6e18, 10e18);
        findings.payGrant(6e18);
    }

    function _answerAll(uint256 id, uint256 guilty) private {
        address[] memory members = _drawFor(id);
        for (uint256 i = 0; i < 5; ++i) {
            _answer(id, members[i], i < guilty);
        }
    }

    function _expect() private {
        vm.expectEmit(true, true, true, true, address(findings));
    }
}
