// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFindings} from "../../../src/interfaces/IFindings.sol";
import {IPanels} from "../../../src/interfaces/IPanels.sol";
import {Act, FindingState} from "../../../src/types/FindingsTypes.sol";
import {Asset} from "../../../src/types/ServiceLedgerTypes.sol";
import {FindingsFixture} from "../../fixtures/FindingsFixture.sol";

contract FindingsTest is FindingsFixture {
    // ── Filing ──────────────────────────────────────────────────────────────

    function test_TakesTheBondAndAsksForAPanelWithoutTheParties() external {
        uint256 before = ptoken.balanceOf(accuser);
        vm.recordLogs();
        uint256 id = _file();
        address[] memory out = _excludedInLogs();
        assertTrue(out.length == 4 && out[0] == accuser && out[1] == payer, "without accuser and payer");
        assertTrue(out[2] == payee && out[3] == operator, "without payee and operator");
        assertEq(before - ptoken.balanceOf(accuser), ACCUSER_BOND, "the bond");
        assertEq(ptoken.balanceOf(address(findings)), ACCUSER_BOND, "is here");
        assertTrue(findings.findingOf(id).victim == payer, "the payer is the victim");
        _checkState(id, FindingState.Open);
    }

    function test_RevertWhen_TheContractIsNotTrusted() external {
        directory.set(FINDINGS, address(0xDEAD));
        _expectRefused(IFindings.Findings_NotTrusted.selector);
    }

    function test_RevertWhen_TheEvidenceIsMissingOrTooMuch() external {
        vm.expectRevert(abi.encodeWithSelector(IFindings.Findings_EvidenceOutOfRange.selector, 0, 16));
        _fileWith(0, Act.ClaimAboveReceipt, SETTLED, LOSS, 0);
        vm.expectRevert(abi.encodeWithSelector(IFindings.Findings_EvidenceOutOfRange.selector, 17, 16));
        _fileWith(0, Act.ClaimAboveReceipt, SETTLED, LOSS, 17);
        _fileWith(0, Act.ClaimAboveReceipt, SETTLED, LOSS, 16);
    }

    function test_RevertWhen_TheChainKnowsThatTheActDidNotHappen() external {
        vm.expectRevert(abi.encodeWithSelector(IFindings.Findings_SerialTooHigh.selector, 1, 0));
        _fileWith(1, Act.ClaimAboveReceipt, SETTLED, LOSS, 1);
        vm.expectRevert(abi.encodeWithSelector(IFindings.Findings_ClaimNotSettled.selector, SETTLED + 1, SETTLED));
        _fileWith(0, Act.ClaimAboveReceipt, SETTLED + 1, LOSS, 1);
        vm.expectRevert(abi.encodeWithSelector(IFindings.Findings_ClaimNotSettled.selector, 0, SETTLED));
        _fileWith(0, Act.ClaimAboveReceipt, 0, 0, 1);
        vm.expectRevert(abi.encodeWithSelector(IFindings.Findings_LossOutOfRange.selector, 4e18, 3e18));
        _fileWith(0, Act.ClaimAboveReceipt, 3e18, 4e18, 1);
        vm.expectRevert(abi.encodeWithSelector(IFindings.Findings_LossOutOfRange.selector, SETTLED + 1, SETTLED));
        _fileWith(0, Act.TwoReceipts, 7, SETTLED + 1, 1);
        _fileWith(0, Act.TwoReceipts, 7, SETTLED, 1);
        facts.asset = Asset.G;
        _expectRefused(IFindings.Findings_AssetUnsupported.selector);
        facts.asset = Asset.PToken;
        facts.service = bytes20("nobody");
        vm.expectRevert(abi.encodeWithSelector(IFindings.Findings_ServiceUnknown.selector, facts.service));
        _fileWith(0, Act.ClaimAboveReceipt, SETTLED, LOSS, 1);
    }

    function test_KeepsALeavingBondSevenDaysLongerOnce() external {
        vm.prank(payee);
        ledger.unbond(service);
        uint256 outAt = ledger.serviceOf(service).outAt;
        _file();
        assertEq(ledger.serviceOf(service).outAt, outAt + 7 days, "longer");
        _file();
        assertEq(ledger.serviceOf(service).outAt, outAt + 7 days, "once");
    }

    function test_AFindingADayHoldsABondFor21DaysAtMost() external {
        vm.prank(payee);
        ledger.unbond(service);
        for (uint256 day = 0; day < 21; ++day) {
            _file();
            vm.warp(block.timestamp + 1 days);
        }
        ledger.collectBond(service);
        assertEq(ledger.serviceOf(service).bond, 0, "the bond left");
    }

    function test_AFindingOfTheLastSecondIsDecidedBeforeTheBondLeaves() external {
        vm.prank(payee);
        ledger.unbond(service);
        vm.warp(ledger.serviceOf(service).outAt - 1);
        uint256 id = _file();
        vm.warp(block.timestamp + 3 days - 1 hours);
        _judge(id, 3, 0);
        _checkState(id, FindingState.Guilty);
        assertTrue(block.timestamp < ledger.serviceOf(service).outAt, "in time");
        assertEq(ledger.serviceOf(service).bond, SERVICE_BOND / 2, "half is taken");
    }

    // ── Answers ─────────────────────────────────────────────────────────────

    function test_PaysMembersTheSameForEitherAnswer() external {
        uint256 id = _file();
        address[] memory members = _drawFor(id);
        _answer(id, members[0], true);
        _answer(id, members[1], false);
        assertEq(ptoken.balanceOf(members[0]), MEMBER_PAY, "guilty");
        assertEq(ptoken.balanceOf(members[1]), MEMBER_PAY, "innocent");
        assertTrue(findings.findingOf(id).guilty == 1 && findings.findingOf(id).innocent == 1, "counted");
    }

    function test_RevertWhen_TheCallerMayNotAnswer() external {
        uint256 id = _file();
        address[] memory members = _drawFor(id);
        uint256 panelId = findings.findingOf(id).panelId;
        vm.expectRevert(abi.encodeWithSelector(IPanels.Panels_NotOnPanel.selector, panelId, accuser));
        _answer(id, accuser, true);
        _answer(id, members[0], true);
        vm.expectRevert(abi.encodeWithSelector(IPanels.Panels_AlreadyAnswered.selector, panelId, members[0]));
        _answer(id, members[0], false);
        vm.prank(members[1]);
        vm.expectRevert(abi.encodeWithSelector(IFindings.Findings_ReasonTooLong.selector, 281, 280));
        findings.answer(id, true, string(new bytes(281)));
        uint256 until = panels.panelOf(panelId).answerUntil;
        vm.warp(until);
        vm.expectRevert(abi.encodeWithSelector(IPanels.Panels_AnswerOver.selector, until, until));
        _answer(id, members[1], true);
        vm.expectRevert(abi.encodeWithSelector(IFindings.Findings_NotOpen.selector, 99));
        _answer(99, members[1], true);
    }

    function test_TakesAReasonOf280Bytes() external {
        uint256 id = _file();
        address[] memory members = _drawFor(id);
        vm.prank(members[0]);
        findings.answer(id, false, string(new bytes(280)));
        assertEq(findings.findingOf(id).innocent, 1, "counted");
    }

    // ── Decisions ───────────────────────────────────────────────────────────

    function test_AGuiltyServiceLosesHalfOfItsBond() external {
        _payGrant(100e18);
        uint256 before = ptoken.balanceOf(accuser);
        uint256 supply = ptoken.totalSupply();
        uint256 id = _file();
        _judge(id, 3, 2);
        _checkState(id, FindingState.Guilty);
        assertEq(ledger.serviceOf(service).bond, SERVICE_BOND / 2, "half of the bond");
        assertEq(ledger.potOf(payer, Asset.PToken).free, 80e18 + 10 * LOSS, "ten times the loss for the payer");
        assertEq(supply - ptoken.totalSupply(), SERVICE_BOND / 2 - 10 * LOSS, "the rest is burned");
        assertEq(ptoken.balanceOf(accuser), before, "the accuser has its bond");
        assertEq(findings.grant(), 75e18, "the grant paid the panel");
        assertEq(ptoken.balanceOf(address(findings)), 75e18, "nothing else is here");
    }

    function test_TheAccuserPaysThePanelWhenTheGrantIsEmpty() external {
        _payGrant(7e18);
        uint256 before = ptoken.balanceOf(accuser);
        _judge(_file(), 4, 0);
        assertEq(before - ptoken.balanceOf(accuser), 4 * MEMBER_PAY - 7e18, "what the grant does not pay");
        assertEq(findings.grant(), 0, "grant");
    }

    function test_AnInnocentServiceKeepsItsBond() external {
        uint256 before = ptoken.balanceOf(accuser);
        uint256 supply = ptoken.totalSupply();
        uint256 id = _file();
        _judge(id, 2, 3);
        _checkState(id, FindingState.Innocent);
        assertEq(ledger.serviceOf(service).bond, SERVICE_BOND, "bond of the service");
        assertEq(before - ptoken.balanceOf(accuser), ACCUSER_BOND, "the accuser loses its bond");
        assertEq(supply - ptoken.totalSupply(), ACCUSER_BOND - 5 * MEMBER_PAY, "half of it is burned");
        assertEq(ptoken.balanceOf(address(findings)), 0, "nothing is left");
    }

    function test_WithoutMoreThanHalfNobodyIsPunished() external {
        uint256 before = ptoken.balanceOf(accuser);
        uint256 id = _file();
        _judge(id, 2, 2);
        _checkState(id, FindingState.Undecided);
        assertEq(before - ptoken.balanceOf(accuser), 4 * MEMBER_PAY + FEE, "the pay of four members and a fifth");
        assertEq(findings.grant(), FEE, "the grant has the fifth");
        assertEq(ptoken.balanceOf(address(findings)), FEE, "nothing else is here");
        assertEq(ledger.serviceOf(service).bond, SERVICE_BOND, "bond of the service");
    }

    function test_ASilentPanelCostsTheAccuserAFifth() external {
        uint256 before = ptoken.balanceOf(accuser);
        uint256 id = _file();
        _drawFor(id);
        vm.warp(block.timestamp + 3 days);
        vm.expectEmit(true, true, true, true, address(findings));
        emit IFindings.FindingUndecided(id, service, ACCUSER_BOND - FEE, FEE);
        findings.decide(id);
        assertEq(before - ptoken.balanceOf(accuser), FEE, "a fifth");
        assertEq(findings.grant(), FEE, "for panels of other accusers");
    }

    function test_TheGrantPaysAtMostWhatAVerdictBurned() external {
        _payGrant(100e18);
        _bondAgain(40e18);
        // Half of the service's bond is 20 PToken. Ten times the loss (15 PToken) goes to the payer, and the other 5
        // PToken are burned.
        uint256 before = ptoken.balanceOf(accuser);
        _judge(_fileWith(0, Act.ClaimAboveReceipt, SETTLED, 1.5e18, 1), 5, 0);
        assertEq(findings.grant(), 95e18, "the five that were burned");
        assertEq(before - ptoken.balanceOf(accuser), 20e18, "the accuser pays the rest");
    }

    function test_ARingThatAccusesItsOwnServiceCannotTakeTheGrant() external {
        _payGrant(100e18);
        _bondAgain(40e18);
        _judge(_fileWith(0, Act.ClaimAboveReceipt, SETTLED, SETTLED, 1), 5, 0);
        assertEq(ledger.serviceOf(service).bond, 20e18, "the payer of the ring has the other half");
        assertEq(findings.grant(), 100e18, "nothing was burned");
        // Two findings (accusations) about the same act were filed before its verdict. Together they get the grant only
        // once.
        uint256 second = _fileWith(0, Act.TwoReceipts, 7, 0, 1);
        uint256 third = _fileWith(0, Act.TwoReceipts, 7, 0, 1);
        _judge(second, 5, 0);
        assertEq(findings.grant(), 90e18, "10 burned, 10 granted");
        _judge(third, 5, 0);
        assertEq(findings.grant(), 90e18, "once for each act");
    }

    function test_SilentMembersAreFined() external {
        uint256 id = _file();
        address[] memory members = _drawFor(id);
        for (uint256 i = 0; i < 4; ++i) {
            _answer(id, members[i], true);
        }
        vm.warp(block.timestamp + 3 days);
        findings.decide(id);
        assertEq(panels.memberOf(FINDINGS, members[4]).bond, PANEL_BOND - FINE, "fined");
        assertEq(panels.memberOf(FINDINGS, members[0]).bond, PANEL_BOND, "not fined");
    }

    function test_DecidesAfterSomebodyClosedThePanel() external {
        uint256 id = _file();
        address[] memory members = _drawFor(id);
        for (uint256 i = 0; i < 5; ++i) {
            _answer(id, members[i], true);
        }
        panels.close(findings.findingOf(id).panelId);
        findings.decide(id);
        _checkState(id, FindingState.Guilty);
    }

    function test_RevertWhen_ThePanelIsNotOver() external {
        uint256 id = _file();
        vm.expectRevert(abi.encodeWithSelector(IFindings.Findings_PanelNotOver.selector, id));
        findings.decide(id);
        address[] memory members = _drawFor(id);
        for (uint256 i = 0; i < 4; ++i) {
            _answer(id, members[i], true);
        }
        vm.expectRevert(abi.encodeWithSelector(IFindings.Findings_PanelNotOver.selector, id));
        findings.decide(id);
        _answer(id, members[4], true);
        findings.decide(id);
        vm.expectRevert(abi.encodeWithSelector(IFindings.Findings_NotOpen.selector, id));
        findings.decide(id);
    }

    function test_AnActIsPunishedOnce() external {
        uint256 first = _file();
        uint256 second = _file();
        _judge(first, 5, 0);
        uint256 before = ptoken.balanceOf(accuser);
        _judge(second, 5, 0);
        _checkState(second, FindingState.Guilty);
        assertEq(ledger.serviceOf(service).bond, SERVICE_BOND / 2, "nothing more");
        assertEq(ptoken.balanceOf(accuser) - before, ACCUSER_BOND - 5 * MEMBER_PAY, "the bond comes back");
        bytes32 act = findings.findingOf(first).actHash;
        vm.expectRevert(abi.encodeWithSelector(IFindings.Findings_ActPunished.selector, act));
        _file();
    }

    function test_AFriendOfTheServiceCannotUseUpAnAct() external {
        _judge(_file(), 0, 5);
        uint256 id = _file();
        _judge(id, 5, 0);
        _checkState(id, FindingState.Guilty);
        assertEq(ledger.serviceOf(service).bond, SERVICE_BOND / 2, "punished");
    }

    function test_TwoActsOverOneBondTakeWhatIsThere() external {
        uint256 first = _file();
        uint256 second = _fileWith(0, Act.TwoReceipts, 7, LOSS, 1);
        _judge(first, 5, 0);
        _judge(second, 5, 0);
        assertEq(ledger.serviceOf(service).bond, SERVICE_BOND / 4, "half, twice");
    }

    function test_AServiceWithoutABondCanBeFoundGuilty() external {
        vm.prank(payee);
        ledger.unbond(service);
        vm.warp(block.timestamp + 14 days);
        ledger.collectBond(service);
        uint256 id = _file();
        _judge(id, 5, 0);
        _checkState(id, FindingState.Guilty);
    }

    function test_AContractThatLostItsNameReturnsTheBond() external {
        uint256 before = ptoken.balanceOf(accuser);
        uint256 id = _file();
        address[] memory members = _drawFor(id);
        for (uint256 i = 0; i < 5; ++i) {
            _answer(id, members[i], true);
        }
        directory.set(FINDINGS, address(0xDEAD));
        findings.decide(id);
        _checkState(id, FindingState.Undecided);
        assertEq(before - ptoken.balanceOf(accuser), 5 * MEMBER_PAY, "all but the pay of the panel");
    }

    function test_AContractThatLostItsNameKeepsAFifthWithoutAMajority() external {
        uint256 before = ptoken.balanceOf(accuser);
        uint256 id = _file();
        address[] memory members = _drawFor(id);
        _answer(id, members[0], true);
        _answer(id, members[1], true);
        directory.set(FINDINGS, address(0xDEAD));
        vm.warp(block.timestamp + 3 days);
        findings.decide(id);
        assertEq(before - ptoken.balanceOf(accuser), 2 * MEMBER_PAY + FEE, "the pay of two members and a fifth");
    }

    // ── Lapsing ─────────────────────────────────────────────────────────────

    function test_AFindingWithoutAPanelPaysBack() external {
        uint256 before = ptoken.balanceOf(accuser);
        uint256 id = _file();
        uint256 from = findings.findingOf(id).lapsesAt;
        vm.warp(from - 1);
        vm.expectRevert(abi.encodeWithSelector(IFindings.Findings_NotLapsed.selector, id, from, from - 1));
        findings.lapse(id);
        vm.warp(from);
        findings.lapse(id);
        _checkState(id, FindingState.Undecided);
        assertEq(ptoken.balanceOf(accuser), before, "all is back");
        assertEq(findings.grant(), 0, "nothing is kept: nobody was selected who could be fined");
        assertTrue(panels.panelOf(findings.findingOf(id).panelId).closed, "the panel is dropped");
    }

    function test_RevertWhen_AFindingWithAPanelLapses() external {
        uint256 id = _file();
        _drawFor(id);
        vm.warp(findings.findingOf(id).lapsesAt);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFindings.Findings_NotLapsed.selector, id, findings.findingOf(id).lapsesAt, block.timestamp
            )
        );
        findings.lapse(id);
    }

    // ── The grant ───────────────────────────────────────────────────────────

    function test_RevertWhen_TheGrantIsPaidNothing() external {
        vm.expectRevert(IFindings.Findings_AmountZero.selector);
        findings.payGrant(0);
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _payGrant(uint256 amount) private {
        _mintPToken(address(this), amount);
        ptoken.approve(address(findings), amount);
        findings.payGrant(amount);
    }

    /// @dev The service withdraws its bond and pays another one.
    function _bondAgain(uint96 amount) private {
        vm.startPrank(payee);
        ledger.unbond(service);
        vm.warp(block.timestamp + 14 days);
        ledger.collectBond(service);
        ledger.bond(service, amount);
        vm.stopPrank();
    }

    function _fileWith(uint24 serial, Act act, uint96 number, uint96 loss, uint256 hashes) private returns (uint256) {
        bytes32[] memory evidence = _evidence(hashes);
        vm.prank(accuser);
        return findings.file(facts, serial, act, number, loss, evidence);
    }

    function _expectRefused(bytes4 selector) private {
        vm.expectRevert(selector);
        _file();
    }
}
