// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICarbonRegistry} from "../../../src/interfaces/ICarbonRegistry.sol";
import {CarbonLimits, CarbonProof, CarbonRecord, CarbonState} from "../../../src/types/CarbonTypes.sol";
import {CarbonFixture} from "../../fixtures/CarbonFixture.sol";

/// @dev The indexer builds its records of filings only from these events, so each event must have the exact values.
contract CarbonRecordsTest is CarbonFixture {
    bytes32 private constant CERTIFICATE = keccak256("certificate");

    function test_RecordsAFilingItsAuditAndItsRelease() external {
        CarbonProof memory proof = _proofOf(CERTIFICATE);
        _expectFrom();
        emit ICarbonRegistry.CarbonFiled(1, provider, proof.seal, proof, 1, CARBON_BOND, POT);
        uint256 id = _file(CERTIFICATE);
        address[] memory auditors = _drawFor(id);
        for (uint256 i = 0; i < 3; ++i) {
            _expectFrom();
            emit ICarbonRegistry.CarbonAudited(id, auditors[i], 1, i != 0, "as the meter says", AUDITOR_FEE);
            _audit(id, auditors[i], i != 0);
        }
        _expectFrom();
        emit ICarbonRegistry.CarbonAccepted(id, provider, uint40(block.timestamp), proof.until, 0.6e18);
        carbon.settle(id);
        assertEq(carbon.recordOf(id).pot, 0, "no pay of auditors is left");
        vm.warp(proof.until + 14 days);
        _expectFrom();
        emit ICarbonRegistry.CarbonReleased(id, provider, CARBON_BOND);
        carbon.release(id);
        assertEq(carbon.recordOf(id).bond, 0, "no bond is left");
    }

    function test_RecordsARejectionWithWhatItCost() external {
        uint256 id = _file(CERTIFICATE);
        address[] memory auditors = _drawFor(id);
        for (uint256 i = 0; i < 3; ++i) {
            _audit(id, auditors[i], false);
        }
        _expectFrom();
        emit ICarbonRegistry.CarbonRejected(id, provider, CARBON_BOND / 2, CARBON_BOND / 2 + POT - 3 * AUDITOR_FEE);
        carbon.settle(id);
        _checkNothingHeld(id);
    }

    function test_RecordsARevocationWithItsReason() external {
        uint256 id = _fileAndDecide(CERTIFICATE, true);
        vm.warp(block.timestamp + 1 days);
        _expectFrom();
        emit ICarbonRegistry.CarbonRevoked(
            id, provider, uint40(block.timestamp), CARBON_BOND / 2, CARBON_BOND / 2, "it was another's"
        );
        carbon.revoke(id, "it was another's");
        _checkNothingHeld(id);
    }

    /// @dev One of three auditors rejects in the first panel (group of selected auditors), and one rejects in the
    /// second, so no panel has a majority.
    function test_RejectionsOfTwoPanelsAreNotAddedUp() external {
        uint256 id = _file(CERTIFICATE);
        for (uint256 i = 0; i < 2; ++i) {
            address[] memory auditors = _drawFor(id);
            _audit(id, auditors[0], false);
            vm.warp(panels.panelOf(_panelOf(id)).answerUntil);
            if (i == 0) {
                _expectFrom();
                emit ICarbonRegistry.CarbonPanelRepeated(id, 2, uint40(block.timestamp + 14 days));
            }
            carbon.settle(id);
            _checkState(id, CarbonState.Audit);
            assertEq(carbon.recordOf(id).rejects, 0, "the next panel begins with none");
        }
    }

    function test_RecordsAFilingThatNobodyDecided() external {
        uint256 id = _file(CERTIFICATE);
        vm.warp(block.timestamp + 14 days);
        _expectFrom();
        emit ICarbonRegistry.CarbonReturned(id, provider, CARBON_BOND + POT);
        carbon.lapse(id);
        _checkNothingHeld(id);
    }

    function test_RecordsNewLimits() external {
        CarbonLimits memory limits = CarbonLimits(uint96(100e18), 1, 1_000, 1 days, 3);
        _expectFrom();
        emit ICarbonRegistry.CarbonLimitsSet(limits);
        carbon.setLimits(limits);
    }

    function _checkNothingHeld(uint256 id) private view {
        CarbonRecord memory record = carbon.recordOf(id);
        assertEq(record.bond, 0, "no bond is left");
        assertEq(record.pot, 0, "no pay of auditors is left");
    }

    function _expectFrom() private {
        vm.expectEmit(true, true, true, true, address(carbon));
    }
}
