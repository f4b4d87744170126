// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {ICarbonRegistry} from "../../../src/interfaces/ICarbonRegistry.sol";
import {IPanels} from "../../../src/interfaces/IPanels.sol";
import {CarbonLimits, CarbonProof, CarbonState} from "../../../src/types/CarbonTypes.sol";
import {CarbonFixture} from "../../fixtures/CarbonFixture.sol";
import {HostileToken} from "../../fixtures/HostileToken.sol";

contract CarbonRegistryTest is CarbonFixture {
    bytes32 private constant CERTIFICATE = keccak256("certificate");

    // ── Filing ──────────────────────────────────────────────────────────────

    function test_FilesWithBondAndPay() external {
        uint256 before = gtoken.balanceOf(provider);
        vm.recordLogs();
        uint256 id = _file(CERTIFICATE);
        address[] memory out = _excludedInLogs();
        assertTrue(out.length == 1 && out[0] == provider, "the provider is not among its auditors");
        assertEq(before - gtoken.balanceOf(provider), CARBON_BOND + POT, "bond and pay");
        assertEq(gtoken.balanceOf(address(carbon)), CARBON_BOND + POT, "are here");
        assertEq(carbon.filingOf(CERTIFICATE), 0, "nobody has its certificate yet");
        assertTrue(carbon.recordOf(id).certificateHash == 0, "which is not shown");
        assertTrue(carbon.recordOf(id).source == "solar", "and says of what");
        assertEq(carbon.provenEnergyOf(id, _proofOf(CERTIFICATE).nodes, node, block.timestamp), 0, "proves nothing yet");
    }

    function test_RevertWhen_TheProofMakesNoSense() external {
        CarbonProof memory proof = _proofOf(CERTIFICATE);
        proof.source = 0;
        _expectRefused(proof, ICarbonRegistry.CarbonRegistry_ProofInvalid.selector);
        proof = _proofOf(0);
        _expectRefused(proof, ICarbonRegistry.CarbonRegistry_ProofInvalid.selector);
        proof = _proofOf(CERTIFICATE);
        proof.meterHash = 0;
        _expectRefused(proof, ICarbonRegistry.CarbonRegistry_ProofInvalid.selector);
        proof = _proofOf(CERTIFICATE);
        proof.coverage = 0;
        _expectRefused(proof, ICarbonRegistry.CarbonRegistry_ProofInvalid.selector);
        proof.coverage = 1e18 + 1;
        _expectRefused(proof, ICarbonRegistry.CarbonRegistry_ProofInvalid.selector);
        proof.coverage = 1e18;
        _expectFiled(proof);
    }

    function test_RevertWhen_ThePeriodMakesNoSense() external {
        uint40 now_ = uint40(block.timestamp);
        uint40[2][4] memory wrong = [
            [now_ + 1 days, now_ + 1 days],
            [now_ - 1 days, now_],
            [now_ + 1 days, now_ + 367 days + 1],
            [now_ + 100 days, now_ + 400 days + 1]
        ];
        for (uint256 i = 0; i < 4; ++i) {
            CarbonProof memory it = _proofOf(CERTIFICATE);
            (it.from, it.until) = (wrong[i][0], wrong[i][1]);
            _expectRefused(it, ICarbonRegistry.CarbonRegistry_PeriodInvalid.selector);
        }
        uint40[2][3] memory right = [
            [now_ - 1 days, now_ + 1], [now_ + 1 days, now_ + 367 days], [now_ + 100 days, now_ + 400 days]
        ];
        for (uint256 i = 0; i < 3; ++i) {
            CarbonProof memory it = _proofOf(keccak256(abi.encode(i)));
            (it.from, it.until) = (right[i][0], right[i][1]);
            _expectFiled(it);
        }
    }

    function test_RevertWhen_TheNodesAreNotTheProviders() external {
        CarbonProof memory proof = _proofOf(CERTIFICATE);
        _giveG(stranger, 2_000e18, address(carbon));
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(ICarbonRegistry.CarbonRegistry_NodeNotOfProvider.selector, node, stranger));
        carbon.file(proof);
        proof.nodes = new bytes32[](2);
        proof.nodes[0] = node;
        proof.nodes[1] = keccak256("unknown");
        _expectRefused(proof, ICarbonRegistry.CarbonRegistry_NodeNotOfProvider.selector);
        proof.nodes = new bytes32[](0);
        _expectRefused(proof, ICarbonRegistry.CarbonRegistry_NodesOutOfRange.selector);
        proof.nodes = new bytes32[](33);
        _expectRefused(proof, ICarbonRegistry.CarbonRegistry_NodesOutOfRange.selector);
        proof.nodes = new bytes32[](32);
        for (uint256 i = 0; i < 32; ++i) {
            proof.nodes[i] = node;
        }
        _expectFiled(proof);
    }

    // ── Auditing ────────────────────────────────────────────────────────────

    function test_PaysEachAuditorTheSameWhateverItAnswers() external {
        uint256 id = _file(CERTIFICATE);
        address[] memory auditors = _drawFor(id);
        for (uint256 i = 0; i < 3; ++i) {
            uint256 before = gtoken.balanceOf(auditors[i]);
            _audit(id, auditors[i], i == 0);
            assertEq(gtoken.balanceOf(auditors[i]) - before, AUDITOR_FEE, "its pay");
        }
        assertEq(carbon.recordOf(id).accepts, 1, "one accepts");
        assertEq(carbon.recordOf(id).rejects, 2, "two reject");
    }

    function test_RevertWhen_TheAnswerIsNotADrawnAuditorsOnceAndInTime() external {
        uint256 id = _file(CERTIFICATE);
        vm.expectPartialRevert(IPanels.Panels_NotDrawn.selector);
        _audit(id, _reviewer(0), false);
        address[] memory auditors = _drawFor(id);
        uint256 panelId = _panelOf(id);
        vm.expectRevert(abi.encodeWithSelector(IPanels.Panels_NotOnPanel.selector, panelId, provider));
        _audit(id, provider, true);
        _audit(id, auditors[0], true);
        vm.expectRevert(abi.encodeWithSelector(IPanels.Panels_AlreadyAnswered.selector, panelId, auditors[0]));
        _audit(id, auditors[0], false);
        vm.prank(auditors[1]);
        vm.expectRevert(
            abi.encodeWithSelector(ICarbonRegistry.CarbonRegistry_ReasonTooLong.selector, uint256(281), uint256(280))
        );
        carbon.audit(id, true, string(new bytes(281)));
        vm.prank(auditors[1]);
        carbon.audit(id, true, string(new bytes(280)));
        vm.warp(panels.panelOf(panelId).answerUntil);
        vm.expectPartialRevert(IPanels.Panels_AnswerOver.selector);
        _audit(id, auditors[2], true);
        vm.expectRevert(
            abi.encodeWithSelector(ICarbonRegistry.CarbonRegistry_StateMismatch.selector, uint256(9), uint8(0))
        );
        _audit(9, auditors[2], true);
    }

    /// @dev A provider may also be an auditor. It can be selected for the filings of others, but never for its own.
    function test_TheProviderNeverAuditsItself() external {
        _joinList(CARBON, provider);
        vm.warp(block.timestamp + 1);
        for (uint256 i = 0; i < 6; ++i) {
            uint256 id = _file(keccak256(abi.encode(i)));
            address[] memory auditors = _drawFor(id);
            for (uint256 j = 0; j < 3; ++j) {
                assertTrue(auditors[j] != provider, "itself");
            }
        }
    }

    // ── Verdicts ────────────────────────────────────────────────────────────

    function test_MoreThanHalfAcceptIsACertificate() external {
        uint256 id = _file(CERTIFICATE);
        CarbonProof memory proof = _proofOf(CERTIFICATE);
        uint40 until = carbon.recordOf(id).until;
        vm.expectRevert(abi.encodeWithSelector(ICarbonRegistry.CarbonRegistry_AuditOpen.selector, id));
        carbon.settle(id);
        address[] memory auditors = _drawFor(id);
        _audit(id, auditors[0], true);
        _audit(id, auditors[1], true);
        vm.expectRevert(abi.encodeWithSelector(ICarbonRegistry.CarbonRegistry_AuditOpen.selector, id));
        carbon.settle(id); // the third one can still answer
        _audit(id, auditors[2], false);
        uint256 before = gtoken.balanceOf(provider);
        vm.prank(stranger);
        carbon.settle(id);
        _checkState(id, CarbonState.Accepted);
        assertEq(carbon.filingOf(CERTIFICATE), id, "it has its certificate");
        assertEq(gtoken.balanceOf(provider) - before, POT - 3 * AUDITOR_FEE, "the pay that nobody earned");
        assertEq(gtoken.balanceOf(address(carbon)), CARBON_BOND, "the bond stays");
        bytes32[] memory nodes = proof.nodes;
        assertEq(carbon.provenEnergyOf(id, nodes, node, block.timestamp - 1), 0, "not before it was accepted");
        assertEq(carbon.provenEnergyOf(id, nodes, node, block.timestamp), 0.6e18, "from now");
        assertEq(carbon.provenEnergyOf(id, nodes, node, until - 1), 0.6e18, "to its last second");
        assertEq(carbon.provenEnergyOf(id, nodes, node, until), 0, "no longer");
        assertEq(carbon.provenEnergyOf(id, nodes, keccak256("other"), block.timestamp), 0, "no other node");
        nodes[0] = keccak256("other");
        assertEq(carbon.provenEnergyOf(id, nodes, nodes[0], block.timestamp), 0, "no other nodes");
        vm.expectPartialRevert(ICarbonRegistry.CarbonRegistry_StateMismatch.selector);
        carbon.settle(id);
    }

    function test_ACertificateOfALaterPeriodProvesNothingBefore() external {
        CarbonProof memory proof = _proofOf(CERTIFICATE);
        proof.from = uint40(block.timestamp + 30 days);
        uint256 id = _fileProof(proof, CERTIFICATE);
        address[] memory auditors = _drawFor(id);
        for (uint256 i = 0; i < 3; ++i) {
            _audit(id, auditors[i], true);
        }
        carbon.settle(id);
        assertEq(carbon.provenEnergyOf(id, proof.nodes, node, proof.from - 1), 0, "before");
        assertEq(carbon.provenEnergyOf(id, proof.nodes, node, proof.from), 0.6e18, "from its first second");
    }

    function test_MoreThanHalfRejectSlashesAPartOfTheBond() external {
        uint256 before = gtoken.balanceOf(provider);
        uint256 treasuryBefore = gtoken.balanceOf(treasury);
        uint256 id = _fileAndDecide(CERTIFICATE, false);
        _checkState(id, CarbonState.Rejected);
        assertEq(gtoken.balanceOf(treasury) - treasuryBefore, CARBON_BOND / 2, "half to the treasury");
        assertEq(before - gtoken.balanceOf(provider), CARBON_BOND / 2 + 3 * AUDITOR_FEE, "the rest came back");
        assertEq(gtoken.balanceOf(address(carbon)), 0, "nothing is left here");
        assertEq(carbon.provenEnergyOf(id, _proofOf(CERTIFICATE).nodes, node, block.timestamp), 0, "proves nothing");
        // After the rejection, the certificate can be filed again.
        assertTrue(_file(CERTIFICATE) == id + 1, "filed again");
    }

    function test_WithoutAMajorityOfThePanelAnotherOneIsAskedThreeTimesInAll() external {
        uint256 before = gtoken.balanceOf(provider);
        uint256 treasuryBefore = gtoken.balanceOf(treasury);
        uint256 id = _file(CERTIFICATE);
        for (uint256 i = 0; i < 3; ++i) {
            _checkState(id, CarbonState.Audit);
            uint256 panelId = _panelOf(id);
            address[] memory auditors = _drawFor(id);
            if (i == 0) {
                _audit(id, auditors[0], true);
                _audit(id, auditors[1], false);
            } else if (i == 1) {
                // One auditor of the first panel has accepted before, so two have accepted in all. They are not from
                // one panel (group of selected auditors), so this decides nothing.
                _audit(id, auditors[2], true);
            }
            vm.warp(panels.panelOf(panelId).answerUntil);
            if (i == 1) panels.close(panelId); // anybody may close the panel first
            carbon.settle(id);
            assertTrue(panels.panelOf(panelId).closed, "closed");
        }
        _checkState(id, CarbonState.Returned);
        assertEq(before - gtoken.balanceOf(provider), 3 * AUDITOR_FEE, "all back but three answers");
        assertEq(gtoken.balanceOf(treasury) - treasuryBefore, 6 * FINE, "six did not answer");
        assertEq(gtoken.balanceOf(address(carbon)), 0, "nothing is left here");
        assertEq(carbon.filingOf(CERTIFICATE), 0, "nobody has it");
    }

    function test_UndrawnForTwoWeeksItIsPaidBack() external {
        uint256 before = gtoken.balanceOf(provider);
        uint256 id = _file(CERTIFICATE);
        uint256 from = block.timestamp + 14 days;
        uint256 drawn = _file(keccak256("drawn"));
        _drawFor(drawn);
        vm.warp(from - 1);
        vm.expectRevert(
            abi.encodeWithSelector(ICarbonRegistry.CarbonRegistry_NotLapsed.selector, id, from, from - 1)
        );
        carbon.lapse(id);
        vm.warp(from);
        vm.prank(stranger);
        carbon.lapse(id);
        _checkState(id, CarbonState.Returned);
        assertTrue(panels.panelOf(_panelOf(id)).closed, "its panel is given up");
        vm.expectPartialRevert(ICarbonRegistry.CarbonRegistry_NotLapsed.selector);
        carbon.lapse(drawn); // its panel was selected, so it must be settled
        assertEq(before - gtoken.balanceOf(provider), CARBON_BOND + POT, "of the other one alone");
        vm.expectPartialRevert(ICarbonRegistry.CarbonRegistry_StateMismatch.selector);
        carbon.lapse(id);
    }

    /// @dev A registry that lost its name in the Directory pays everything back.
    function test_WithoutItsNameEverythingIsPaidBack() external {
        uint256 undecided = _file(CERTIFICATE);
        _drawFor(undecided);
        uint256 undrawn = _file(keccak256("undrawn"));
        directory.set(CARBON, address(0));
        vm.warp(block.timestamp + 30 days);
        carbon.settle(undecided);
        _checkState(undecided, CarbonState.Returned);
        uint256 panelId = _panelOf(undrawn);
        vm.expectPartialRevert(IPanels.Panels_CallerNotConsumer.selector);
        panels.draw(panelId);
        carbon.lapse(undrawn);
        assertEq(gtoken.balanceOf(address(carbon)), 0, "nothing is left here");
    }

    // ── After the verdict ───────────────────────────────────────────────────

    function test_TheOwnerRevokesAndAPartOfTheBondIsLost() external {
        uint256 id = _fileAndDecide(CERTIFICATE, true);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger));
        carbon.revoke(id, "");
        vm.warp(block.timestamp + 1 days);
        uint256 before = gtoken.balanceOf(provider);
        carbon.revoke(id, "the certificate was another's");
        _checkState(id, CarbonState.Revoked);
        assertEq(gtoken.balanceOf(provider) - before, CARBON_BOND / 2, "half of it comes back");
        bytes32[] memory nodes = _proofOf(CERTIFICATE).nodes;
        assertEq(carbon.provenEnergyOf(id, nodes, node, block.timestamp - 1), 0.6e18, "what was paid stays right");
        assertEq(carbon.provenEnergyOf(id, nodes, node, block.timestamp), 0, "no longer");
        vm.expectPartialRevert(ICarbonRegistry.CarbonRegistry_StateMismatch.selector);
        carbon.revoke(id, "");
        vm.expectPartialRevert(ICarbonRegistry.CarbonRegistry_StateMismatch.selector);
        carbon.release(id);
        assertTrue(_file(CERTIFICATE) == id + 1, "whoever it belongs to may file it");
    }

    function test_ReleasesTheBondTwoWeeksAfterTheEndAndRevokesUntilThen() external {
        uint256 id = _fileAndDecide(CERTIFICATE, true);
        uint256 other = _fileAndDecide(keccak256("other"), true);
        uint256 until = carbon.recordOf(id).until + 14 days;
        vm.warp(until - 1);
        vm.expectRevert(abi.encodeWithSelector(ICarbonRegistry.CarbonRegistry_BondHeld.selector, until, until - 1));
        carbon.release(id);
        vm.warp(until);
        vm.expectRevert(abi.encodeWithSelector(ICarbonRegistry.CarbonRegistry_RevokeOver.selector, until, until));
        carbon.revoke(id, "");
        uint256 before = gtoken.balanceOf(provider);
        vm.prank(stranger);
        carbon.release(id);
        assertEq(gtoken.balanceOf(provider) - before, CARBON_BOND, "all of it");
        _checkState(id, CarbonState.Released);
        vm.expectPartialRevert(ICarbonRegistry.CarbonRegistry_StateMismatch.selector);
        carbon.release(id);
        vm.warp(carbon.recordOf(other).until + 14 days - 1);
        directory.set("Treasury", address(0));
        vm.expectRevert(ICarbonRegistry.CarbonRegistry_NoTreasury.selector);
        carbon.revoke(other, "");
        directory.set("Treasury", treasury);
        vm.expectPartialRevert(ICarbonRegistry.CarbonRegistry_ReasonTooLong.selector);
        carbon.revoke(other, string(new bytes(281)));
        carbon.revoke(other, "");
    }

    // ── Limits ──────────────────────────────────────────────────────────────

    function test_LimitsStayInTheirBoundsAndAreTheOwners() external {
        CarbonLimits memory good = CarbonLimits(uint96(100e18), 0, 1_000, 1 days, 3);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger));
        carbon.setLimits(good);
        carbon.setLimits(good);
        CarbonLimits memory largest = CarbonLimits(uint96(1_000_000e18), uint96(1_000e18), 10_000, 14 days, 9);
        carbon.setLimits(largest);
        assertTrue(keccak256(abi.encode(carbon.limits())) == keccak256(abi.encode(largest)), "told as they were set");
        CarbonLimits[10] memory wrong = [
            CarbonLimits(uint96(100e18 - 1), 0, 1_000, 1 days, 3),
            CarbonLimits(uint96(1_000_000e18 + 1), 0, 1_000, 1 days, 3),
            CarbonLimits(uint96(100e18), uint96(1_000e18 + 1), 1_000, 1 days, 3),
            CarbonLimits(uint96(100e18), 0, 999, 1 days, 3),
            CarbonLimits(uint96(100e18), 0, 10_001, 1 days, 3),
            CarbonLimits(uint96(100e18), 0, 1_000, 1 days - 1, 3),
            CarbonLimits(uint96(100e18), 0, 1_000, 14 days + 1, 3),
            CarbonLimits(uint96(100e18), 0, 1_000, 1 days, 1),
            CarbonLimits(uint96(100e18), 0, 1_000, 1 days, 4),
            CarbonLimits(uint96(100e18), 0, 1_000, 1 days, 11)
        ];
        for (uint256 i = 0; i < 10; ++i) {
            vm.expectPartialRevert(ICarbonRegistry.CarbonRegistry_LimitOutOfBounds.selector);
            carbon.setLimits(wrong[i]);
        }
    }

    /// @dev New limits, even limits without pay for auditors, do not change earlier filings.
    function test_AVoteChangesNothingOfWhatIsFiled() external {
        uint256 id = _file(CERTIFICATE);
        carbon.setLimits(CarbonLimits(uint96(100e18), 0, 10_000, 1 days, 5));
        uint256 free = _file(keccak256("free"));
        assertEq(gtoken.balanceOf(address(carbon)), CARBON_BOND + POT + 100e18, "each with its own");
        address[] memory auditors = _drawFor(id);
        assertEq(auditors.length, 3, "three");
        for (uint256 i = 0; i < 3; ++i) {
            _audit(id, auditors[i], true);
        }
        carbon.settle(id);
        auditors = panels.draw(_panelOf(free));
        assertEq(auditors.length, 5, "five");
        for (uint256 i = 0; i < 3; ++i) {
            _audit(free, auditors[i], false);
        }
        vm.warp(block.timestamp + 1 days);
        carbon.settle(free);
        _checkState(free, CarbonState.Rejected);
        assertEq(gtoken.balanceOf(address(carbon)), CARBON_BOND, "the whole bond is lost");
    }

    /// @dev Guards against known failure 17 (test/README.md): the token calls back during a transfer and re-enters the
    /// contract.
    function test_RevertWhen_TheTokenReenters() external {
        HostileToken token = new HostileToken();
        ICarbonRegistry hostile = _createCarbon(address(token));
        directory.set(CARBON, address(hostile));
        token.mint(provider, 10_000e18);
        vm.prank(provider);
        token.approve(address(hostile), type(uint256).max);
        CarbonProof memory proof = _proofOf(CERTIFICATE);
        vm.prank(provider);
        uint256 id = hostile.file(proof);
        _makeSeed();
        address[] memory auditors = panels.draw(hostile.recordOf(id).panelId);
        hostile.show(id, CERTIFICATE);
        token.callBack(address(hostile), abi.encodeCall(ICarbonRegistry.settle, (id)));
        vm.prank(auditors[0]);
        vm.expectPartialRevert(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
        hostile.audit(id, true, "");
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _expectRefused(CarbonProof memory proof, bytes4 selector) private {
        vm.prank(provider);
        vm.expectPartialRevert(selector);
        carbon.file(proof);
    }

    function _expectFiled(CarbonProof memory proof) private {
        vm.prank(provider);
        carbon.file(proof);
    }
}
