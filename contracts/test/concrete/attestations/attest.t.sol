// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAttestations} from "../../../src/interfaces/IAttestations.sol";
import {Attested, QuorumProof, Signers} from "../../../src/types/AttestationsTypes.sol";
import {AttestationsFixture} from "../../fixtures/AttestationsFixture.sol";

/// @dev Tests how many signers are a quorum, and which values their signatures cover.
contract AttestTest is AttestationsFixture {
    bytes32 private constant ROOT = keccak256("root");

    function test_TakesARootOfMoreThanTwoThirdsOfTheStake() external {
        _joinWith(_validatorKey(0), STAKE + 10e18);
        bytes32 setHash = _formSetOf(3);
        vm.expectEmit(true, true, true, true, address(attestations));
        emit IAttestations.RootAttested(NODES, _epoch(), ROOT, setHash, 5, false);
        _attest(NODES, ROOT, 5); // one step above two thirds
        Attested memory attested = attestations.attestedOf(NODES);
        assertTrue(attested.root == ROOT && !attested.full, "root");
        assertEq(attested.epoch, _epoch(), "epoch");
        Signers memory signers = attestations.nodeSigners();
        assertTrue(signers.setHash == setHash, "set");
        assertEq(signers.bitmap, 5, "who signed");
        _attest("another subject", ROOT, 7);
        assertEq(attestations.nodeSigners().bitmap, 5, "who signed about nodes");
    }

    function test_RevertWhen_ExactlyTwoThirdsSigned() external {
        _formSetOf(3);
        QuorumProof memory proof = _proof(NODES, _epoch(), ROOT, 5);
        uint64 epoch = _epoch();
        vm.expectRevert(
            abi.encodeWithSelector(IAttestations.Attestations_QuorumMissed.selector, 2 * STAKE, 3 * STAKE)
        );
        attestations.attest(NODES, epoch, ROOT, proof);
    }

    function test_OneOfManyHasNoFullPowerHoweverLargeItsStake() external {
        _joinWith(_validatorKey(0), 100 * STAKE);
        _formSetOf(5);
        _attest(NODES, ROOT, 1);
        assertTrue(!attestations.attestedOf(NODES).full, "one signer");
        _attest("x", ROOT, 7);
        assertTrue(!attestations.attestedOf("x").full, "three signers");
        _attest("y", ROOT, 15);
        assertTrue(attestations.attestedOf("y").full, "four signers");
    }

    function test_ThreeAreAQuorumOfThreeAndOfFourWithoutFullPower() external {
        _formSetOf(3);
        _attestByAll("three of three", ROOT);
        assertTrue(!attestations.attestedOf("three of three").full, "three signers");
        vm.warp(START + 1 hours);
        _formSetOf(4);
        _attest("three of four", ROOT, 14);
        assertTrue(!attestations.attestedOf("three of four").full, "three signers of four");
        _attest("four of four", ROOT, 15);
        assertTrue(attestations.attestedOf("four of four").full, "four signers");
        uint64 epoch = _epoch();
        QuorumProof memory proof = _proof("two", epoch, ROOT, 3);
        vm.expectRevert(
            abi.encodeWithSelector(IAttestations.Attestations_QuorumMissed.selector, 2 * STAKE, 4 * STAKE)
        );
        attestations.attest("two", epoch, ROOT, proof);
    }

    function test_RevertWhen_ThereIsNoSet() external {
        QuorumProof memory proof;
        uint64 epoch = _epoch();
        vm.expectPartialRevert(IAttestations.Attestations_SetExpired.selector);
        attestations.attest(NODES, epoch, ROOT, proof);
    }

    function test_RevertWhen_TheSetIsEmpty() external {
        attestations.formSet();
        QuorumProof memory proof;
        uint64 epoch = _epoch();
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_QuorumMissed.selector, 0, 0));
        attestations.attest(NODES, epoch, ROOT, proof);
    }

    function test_RevertWhen_TheSetIsAWeekOld() external {
        _formSetOf(1);
        vm.warp(START + 7 days - 1);
        _attestByAll(NODES, ROOT);
        vm.warp(START + 7 days);
        QuorumProof memory proof = _proof("x", _epoch(), ROOT, 1);
        uint64 epoch = _epoch();
        vm.expectRevert(
            abi.encodeWithSelector(IAttestations.Attestations_SetExpired.selector, START + 7 days, START + 7 days)
        );
        attestations.attest("x", epoch, ROOT, proof);
    }

    function test_RevertWhen_ItIsAnotherSetThatSigned() external {
        _formSetOf(2);
        QuorumProof memory proof = _proof(NODES, _epoch(), ROOT, 3);
        vm.warp(START + 1 hours);
        bytes32 current = _formSetOf(3);
        vm.warp(START + 1 hours + 70 minutes);
        bytes32 given = keccak256(abi.encodePacked(proof.members));
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_SetMismatch.selector, given, current));
        attestations.attest(NODES, uint64(START / 3600), ROOT, proof);
        // The old signatures are invalid for the new members, too, because they cover the hash of the old set.
        proof.members = _members();
        vm.expectPartialRevert(IAttestations.Attestations_SignerMismatch.selector);
        attestations.attest(NODES, uint64(START / 3600), ROOT, proof);
    }

    function test_SignaturesBindSubjectEpochRootContractAndChain() external {
        _formSetOf(1);
        QuorumProof memory proof = _proof(NODES, _epoch(), ROOT, 1);
        uint64 epoch = _epoch();
        bytes4 refused = IAttestations.Attestations_SignerMismatch.selector;
        vm.expectPartialRevert(refused);
        attestations.attest("other", epoch, ROOT, proof);
        vm.expectPartialRevert(refused);
        attestations.attest(NODES, epoch - 1, ROOT, proof);
        vm.expectPartialRevert(refused);
        attestations.attest(NODES, epoch, keccak256("other"), proof);
        vm.chainId(4242);
        vm.expectPartialRevert(refused);
        attestations.attest(NODES, epoch, ROOT, proof);
        vm.chainId(31_337);
        IAttestations second = IAttestations(_create("Attestations", abi.encode(directory, address(this))));
        second.openJoining();
        vm.prank(vm.addr(_validatorKey(0)));
        second.join(address(0));
        second.formSet();
        vm.expectPartialRevert(refused);
        second.attest(NODES, epoch, ROOT, proof);
        attestations.attest(NODES, epoch, ROOT, proof);
    }

    function test_RevertWhen_BitsAndSignaturesDoNotFit() external {
        _formSetOf(3);
        uint64 epoch = _epoch();
        QuorumProof memory proof = _proof(NODES, epoch, ROOT, 7);
        proof.bitmap = 15; // a bit beyond the set
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_BitmapInvalid.selector, 15, 3, 3));
        attestations.attest(NODES, epoch, ROOT, proof);
        proof.bitmap = 3; // a signature too many
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_BitmapInvalid.selector, 3, 3, 3));
        attestations.attest(NODES, epoch, ROOT, proof);
        proof = _proof(NODES, epoch, ROOT, 3);
        proof.bitmap = 7; // a signature too few
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_BitmapInvalid.selector, 7, 3, 2));
        attestations.attest(NODES, epoch, ROOT, proof);
        proof.bitmap = 3;
        proof.signatures[1] = proof.signatures[0]; // one member signs for two
        vm.expectPartialRevert(IAttestations.Attestations_SignerMismatch.selector);
        attestations.attest(NODES, epoch, ROOT, proof);
    }

    function test_EpochsRiseAndLieWithinADay() external {
        vm.warp(START + 2 days);
        _formSetOf(1);
        uint64 now_ = _epoch();
        _refuseEpoch(NODES, now_ + 1, now_ - 24, now_);
        _refuseEpoch(NODES, now_ - 25, now_ - 24, now_);
        attestations.attest(NODES, now_ - 24, ROOT, _proof(NODES, now_ - 24, ROOT, 1));
        _refuseEpoch(NODES, now_ - 24, now_ - 23, now_);
        attestations.attest(NODES, now_, ROOT, _proof(NODES, now_, ROOT, 1));
        _refuseEpoch(NODES, now_ - 1, now_ + 1, now_);
        _refuseEpoch(NODES, now_, now_ + 1, now_);
    }

    function test_RevertWhen_TheRootIsZero() external {
        _formSetOf(1);
        QuorumProof memory proof = _proof(NODES, _epoch(), 0, 1);
        uint64 epoch = _epoch();
        vm.expectRevert(IAttestations.Attestations_RootZero.selector);
        attestations.attest(NODES, epoch, 0, proof);
    }

    function testFuzz_AQuorumIsMoreThanTwoThirdsOfTheStakeAndNothingElse(uint64[5] calldata stakes, uint64 bitmap)
        external
    {
        uint256 total = 0;
        uint256 signed = 0;
        bitmap = bitmap % 32;
        for (uint256 i = 0; i < 5; ++i) {
            uint256 stake = 1_000e18 + 10e18 * uint256(stakes[i] % 10_000);
            _joinWith(_validatorKey(i), stake + stakes[i] % 10e18);
            total += stake;
            if ((bitmap >> i) & 1 == 1) signed += stake;
        }
        attestations.formSet();
        QuorumProof memory proof = _proof(NODES, _epoch(), ROOT, bitmap);
        uint64 epoch = _epoch();
        try attestations.attest(NODES, epoch, ROOT, proof) {
            assertTrue(signed * 3 > total * 2, "taken below the quorum");
        } catch {
            assertTrue(signed * 3 <= total * 2, "refused at the quorum");
        }
    }

    // ── Anchors ─────────────────────────────────────────────────────────────

    function test_EnginesAnchorAnHourOnceInAnyOrderAndADayLateAtMost() external {
        uint64 epoch = _epoch();
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_CallerNotEngine.selector, address(this)));
        attestations.anchor(epoch, ROOT);
        vm.startPrank(ENGINE);
        vm.expectRevert(IAttestations.Attestations_RootZero.selector);
        attestations.anchor(epoch, 0);
        vm.expectPartialRevert(IAttestations.Attestations_EpochOutOfRange.selector);
        attestations.anchor(epoch + 1, ROOT);
        vm.expectEmit(true, true, true, true, address(attestations));
        emit IAttestations.Anchored(epoch - 3, ROOT, ENGINE);
        attestations.anchor(epoch - 3, ROOT);
        attestations.anchor(epoch, keccak256("now"));
        // Anchoring a later hour does not block earlier hours.
        attestations.anchor(epoch - 24, keccak256("a day late"));
        vm.expectRevert(
            abi.encodeWithSelector(
                IAttestations.Attestations_EpochOutOfRange.selector, epoch - 25, epoch - 24, uint256(epoch)
            )
        );
        attestations.anchor(epoch - 25, ROOT);
        for (uint64 back = 0; back <= 24; back += 3) {
            if (back % 24 != 0 && back != 3) continue;
            vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_AlreadyAnchored.selector, epoch - back));
            attestations.anchor(epoch - back, keccak256("another past"));
        }
        vm.stopPrank();
        assertTrue(attestations.anchorOf(epoch - 3) == ROOT && attestations.anchorOf(epoch - 1) == 0, "anchors");
        assertEq(attestations.lastAnchoredEpoch(), epoch, "the latest hour");
    }

    function _refuseEpoch(bytes32 subject, uint64 epoch, uint256 first, uint256 last) private {
        QuorumProof memory proof = _proof(subject, epoch, ROOT, 1);
        vm.expectRevert(
            abi.encodeWithSelector(IAttestations.Attestations_EpochOutOfRange.selector, uint256(epoch), first, last)
        );
        attestations.attest(subject, epoch, ROOT, proof);
    }
}
