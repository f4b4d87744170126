// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICarbonRegistry} from "../../../src/interfaces/ICarbonRegistry.sol";
import {CarbonProof, CarbonState} from "../../../src/types/CarbonTypes.sol";
import {CarbonFixture} from "../../fixtures/CarbonFixture.sol";

/// @dev Finding L5 of a review: a stranger that files a provider's certificate first must not block the provider.
contract SealedCertificateTest is CarbonFixture {
    bytes32 private constant CERTIFICATE = keccak256("certificate");
    uint256 private constant RIVAL_KEY = uint256(keccak256("rival"));

    address private _rival;
    bytes32 private _rivalsNode;

    function setUp() public override {
        super.setUp();
        _rival = vm.addr(RIVAL_KEY);
        _fundAndBond(_rival);
        _rivalsNode = _register(RIVAL_KEY, uint256(keccak256("rival's node")), 1);
        _giveG(_rival, 10_000e18, address(carbon));
    }

    function test_ACertificateIsFiledSealedAndShownToDrawnAuditors() external {
        uint256 id = _file(CERTIFICATE);
        assertTrue(carbon.recordOf(id).seal == carbon.sealOf(CERTIFICATE, provider), "sealed");
        assertTrue(carbon.sealOf(CERTIFICATE, provider) != carbon.sealOf(CERTIFICATE, _rival), "for one filer");
        vm.expectRevert(abi.encodeWithSelector(ICarbonRegistry.CarbonRegistry_AuditorsNotDrawn.selector, id));
        carbon.show(id, CERTIFICATE);
        _makeSeed();
        address[] memory auditors = panels.draw(_panelOf(id));
        bytes32[2] memory others = [keccak256("another"), bytes32(0)];
        for (uint256 i = 0; i < 2; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(ICarbonRegistry.CarbonRegistry_SealMismatch.selector, id, others[i])
            );
            carbon.show(id, others[i]);
        }
        vm.expectRevert(abi.encodeWithSelector(ICarbonRegistry.CarbonRegistry_CertificateNotShown.selector, id));
        _audit(id, auditors[0], true);
        _audit(id, auditors[0], false); // a certificate that was not shown can be rejected
        vm.expectEmit(true, true, true, true, address(carbon));
        emit ICarbonRegistry.CarbonShown(id, CERTIFICATE);
        vm.prank(provider);
        carbon.show(id, CERTIFICATE);
        _audit(id, auditors[1], true);
        _audit(id, auditors[2], true);
        carbon.settle(id);
        _checkState(id, CarbonState.Accepted);
        vm.expectPartialRevert(ICarbonRegistry.CarbonRegistry_StateMismatch.selector);
        carbon.show(id, CERTIFICATE);
    }

    /// @dev A certificate need not be shown again to a second panel. It can also be shown while a second panel is not
    /// selected yet.
    function test_ACertificateStaysShownForTheNextPanel() external {
        uint256 id = _file(CERTIFICATE);
        _makeSeed();
        panels.draw(_panelOf(id));
        vm.warp(panels.panelOf(_panelOf(id)).answerUntil);
        carbon.settle(id);
        carbon.show(id, CERTIFICATE);
        _makeSeed();
        address[] memory auditors = panels.draw(_panelOf(id));
        for (uint256 i = 0; i < 3; ++i) {
            _audit(id, auditors[i], true);
        }
        carbon.settle(id);
        _checkState(id, CarbonState.Accepted);
    }

    /// @dev The attack that a review found: a stranger files a provider's certificate first. The provider can still
    /// file it, and the stranger's filing is rejected and costs the stranger money.
    function test_FilingAnothersCertificateFirstBlocksNobody() external {
        uint256 copied = _fileByRival();
        uint256 own = _file(CERTIFICATE);
        _decide(copied, false);
        _decide(own, true);
        _checkState(copied, CarbonState.Rejected);
        _checkState(own, CarbonState.Accepted);
        assertEq(carbon.filingOf(CERTIFICATE), own, "its owner has it");
    }

    /// @dev Auditors may accept both filings. The first filing that is settled gets the certificate; the other one is
    /// paid back.
    function test_OfTwoThatWaitWithOneCertificateOnlyOneIsAccepted() external {
        uint256 first = _file(CERTIFICATE);
        uint256 second = _fileByRival();
        _decide(first, true);
        uint256 before = gtoken.balanceOf(_rival);
        _decide(second, true);
        _checkState(second, CarbonState.Returned);
        assertEq(gtoken.balanceOf(_rival) - before, CARBON_BOND + POT - 3 * AUDITOR_FEE, "all but what auditors earned");
        assertEq(carbon.filingOf(CERTIFICATE), first, "the first has it");
        bytes32[] memory nodes = new bytes32[](1);
        nodes[0] = _rivalsNode;
        assertEq(carbon.provenEnergyOf(second, nodes, _rivalsNode, block.timestamp), 0, "it proves nothing");
        uint256 again = _file(CERTIFICATE);
        _decide(again, true);
        _checkState(again, CarbonState.Returned); // a provider cannot get its own certificate proven twice either
        vm.warp(carbon.recordOf(first).until + 14 days);
        carbon.release(first);
        assertEq(carbon.filingOf(CERTIFICATE), first, "nor once it is over");
    }

    function test_ARevokedCertificateCanBeAcceptedAgain() external {
        uint256 first = _fileAndDecide(CERTIFICATE, true);
        carbon.revoke(first, "it was another's");
        assertEq(carbon.filingOf(CERTIFICATE), 0, "free");
        uint256 second = _fileByRival();
        _decide(second, true);
        assertEq(carbon.filingOf(CERTIFICATE), second, "its owner's");
    }

    /// @dev A copied filing that is rejected does not take the certificate away from the filing that has it.
    function test_ARejectedCopyTakesNoCertificateAway() external {
        uint256 own = _fileAndDecide(CERTIFICATE, true);
        uint256 copied = _fileByRival();
        _decide(copied, false);
        assertEq(carbon.filingOf(CERTIFICATE), own, "its owner's");
        vm.expectPartialRevert(ICarbonRegistry.CarbonRegistry_StateMismatch.selector);
        carbon.revoke(copied, "");
    }

    function _fileByRival() private returns (uint256 id) {
        CarbonProof memory proof = _proofOf(CERTIFICATE);
        proof.seal = carbon.sealOf(CERTIFICATE, _rival);
        proof.nodes[0] = _rivalsNode;
        vm.prank(_rival);
        id = carbon.file(proof);
        _certificates[id] = CERTIFICATE;
    }

    function _decide(uint256 id, bool accepts) private {
        address[] memory auditors = _drawFor(id);
        for (uint256 i = 0; i < 3; ++i) {
            _audit(id, auditors[i], accepts);
        }
        carbon.settle(id);
    }
}
