// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

import {IAttestations} from "../../../src/interfaces/IAttestations.sol";
import {IRefuter} from "../../../src/interfaces/IRefuter.sol";
import {CreditStatement, LossStatement, QuorumProof, SignedRoot} from "../../../src/types/AttestationsTypes.sol";
import {LeaseTerms} from "../../../src/types/MarketTypes.sol";
import {AttestationsFixture} from "../../fixtures/AttestationsFixture.sol";

/// @dev A contract in which one root counts as refuted. Later contracts that check proofs may refute roots in the same
/// way.
contract OneRootRefuter is IRefuter {
    bytes32 private immutable _ROOT;
    address private immutable _CHALLENGER;

    constructor(bytes32 root, address challenger) {
        _ROOT = root;
        _CHALLENGER = challenger;
    }

    function refuterOf(bytes32 root) external view returns (address) {
        return root == _ROOT ? _CHALLENGER : address(0);
    }
}

/// @dev Tests subjects (topics of validators' statements) that have their own contract for refutations, or their own
/// period in place of an hour.
contract SubjectsTest is AttestationsFixture {
    bytes32 private constant FAULTS = "faults";
    bytes32 private constant PROOFS = "proofs";
    bytes32 private constant ROOT = keccak256("root");

    // ── Periods ─────────────────────────────────────────────────────────────

    /// @dev Validators must credit seconds (take them off the bill) before the pay for these seconds vests, an hour
    /// after it accrues. So two faults within one hour need two attested roots in that hour.
    function test_ASubjectOfMinutesTakesManyRootsInAnHour() external {
        attestations.setPeriod(FAULTS, 60);
        assertEq(attestations.periodOf(FAULTS), 60, "seconds");
        _formSetOf(4);
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        for (uint256 fault = 1; fault <= 3; ++fault) {
            vm.warp(START + fault * 10 minutes);
            CreditStatement memory statement = CreditStatement(address(market), leaseId, uint24(fault * 60));
            _attestMinute(_leaf("Credit", abi.encode(statement)));
            attestations.applyCredit(FAULTS, statement, terms, new bytes32[](0));
        }
        assertEq(market.leaseSlot(leaseId).credit, 180, "three times in an hour");
        uint64 minute = _minute();
        vm.expectRevert(
            abi.encodeWithSelector(
                IAttestations.Attestations_EpochOutOfRange.selector, uint256(minute), uint256(minute) + 1, uint256(minute)
            )
        );
        this.attestMinute(ROOT);
    }

    function test_MinutesLieWithinADayToo() external {
        attestations.setPeriod(FAULTS, 60);
        vm.warp(START + 2 days);
        _formSetOf(4);
        uint64 first = _minute() - 24 * 60;
        QuorumProof memory proof = _proof(FAULTS, first - 1, ROOT, 15);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAttestations.Attestations_EpochOutOfRange.selector, first - 1, uint256(first), uint256(_minute())
            )
        );
        attestations.attest(FAULTS, first - 1, ROOT, proof);
        attestations.attest(FAULTS, first, ROOT, _proof(FAULTS, first, ROOT, 15));
    }

    function test_ALossOfAMinuteIsAppliedInItsHourAndTheNext() external {
        attestations.setPeriod(FAULTS, 60);
        _formSetOf(4);
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 59 minutes);
        LossStatement memory loss = LossStatement(address(market), leaseId, uint40(START + 50 minutes));
        _attestMinute(_leaf("Loss", abi.encode(loss)));
        vm.warp(START + 2 hours);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAttestations.Attestations_StatementStale.selector, START / 3600, START / 3600 + 1
            )
        );
        attestations.applyLoss(FAULTS, loss, terms, new bytes32[](0));
        vm.warp(START + 2 hours - 1);
        attestations.applyLoss(FAULTS, loss, terms, new bytes32[](0));
    }

    function test_RevertWhen_ThePeriodDividesNoHourOrIsTooShortOrLong() external {
        uint16[4] memory wrong = [uint16(59), 61, 3_601, 0];
        for (uint256 i = 0; i < wrong.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IAttestations.Attestations_PeriodOutOfRange.selector, wrong[i], 60, 3_600)
            );
            attestations.setPeriod(FAULTS, wrong[i]);
        }
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger));
        attestations.setPeriod(FAULTS, 60);
    }

    /// @dev Epoch numbers of different periods cannot be compared. If the owner could change the period of a subject
    /// after its first root, its epoch numbers would jump.
    function test_RevertWhen_TheSubjectHasARootOrIsEmissionOrNodes() external {
        _formSetOf(4);
        _attestByAll(FAULTS, ROOT);
        bytes32[3] memory subjects = [FAULTS, NODES, bytes32("emission")];
        for (uint256 i = 0; i < subjects.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_PeriodFixed.selector, subjects[i]));
            attestations.setPeriod(subjects[i], 60);
        }
    }

    // ── Refuters ────────────────────────────────────────────────────────────

    function test_TheDirectorysEntryForASubjectRefutesItsRoots() external {
        bytes32 setHash = _formSetOf(4);
        address refuter = address(new OneRootRefuter(ROOT, stranger));
        SignedRoot memory signed = _signed(setHash, PROOFS);
        bytes memory untrusted =
            abi.encodeWithSelector(IAttestations.Attestations_RefuterUntrusted.selector, refuter);
        uint64 epoch = _epoch();
        vm.expectRevert(untrusted);
        attestations.punishWrongRoot(PROOFS, refuter, epoch, signed);
        directory.set(PROOFS, refuter);
        SignedRoot memory other = _signed(setHash, FAULTS);
        vm.expectRevert(untrusted); // it cannot refute another subject
        attestations.punishWrongRoot(FAULTS, refuter, epoch, other);
        vm.expectEmit(true, true, true, true, address(attestations));
        emit IAttestations.WrongRootPunished(
            vm.addr(_validatorKey(0)), ROOT, epoch, PROOFS, stranger, STAKE / 10
        );
        attestations.punishWrongRoot(PROOFS, refuter, epoch, signed);
        assertEq(ptoken.balanceOf(stranger), STAKE / 20, "half is the challenger's");
    }

    function _signed(bytes32 setHash, bytes32 subject) private view returns (SignedRoot memory) {
        bytes32 digest = attestations.hashAttestation(setHash, subject, _epoch(), ROOT);
        return SignedRoot(setHash, ROOT, _sign(_validatorKey(0), digest));
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function attestMinute(bytes32 root) external {
        _attestMinute(root);
    }

    function _attestMinute(bytes32 root) private {
        attestations.attest(FAULTS, _minute(), root, _proof(FAULTS, _minute(), root, 15));
    }

    function _minute() private view returns (uint64) {
        return uint64(block.timestamp / 60);
    }
}
