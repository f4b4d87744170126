// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAttestations} from "../../../src/interfaces/IAttestations.sol";
import {QuorumProof, SignedRoot} from "../../../src/types/AttestationsTypes.sol";
import {AttestationsFixture} from "../../fixtures/AttestationsFixture.sol";

/// @dev Tests signatures that were collected before the validator set changed.
contract PreviousSetTest is AttestationsFixture {
    bytes32 private constant ROOT = keccak256("root");
    uint256 private constant CHANGE = START + 1 hours;

    /// @dev An attack that a review found: each hour, a stranger adds a little to a validator's bond and forms the set
    /// again, so that the signatures that were collected for the old set would become invalid.
    function test_AStrangersGiftMakesNoGatheredSignatureWorthless() external {
        _formSetOf(4);
        vm.warp(CHANGE);
        QuorumProof memory proof = _proof(NODES, _epoch(), ROOT, 15);
        _bondFor(vm.addr(_validatorKey(0)), VALIDATOR_PURPOSE, 10e18);
        bytes32 given = attestations.currentSet().setHash;
        vm.prank(stranger);
        attestations.formSet();
        assertTrue(attestations.previousSet().setHash == given, "the set before");
        uint64 epoch = _epoch();
        vm.warp(CHANGE + 70 minutes - 1);
        attestations.attest(NODES, epoch, ROOT, proof);
        assertTrue(attestations.attestedOf(NODES).full, "with full power");
        assertTrue(attestations.nodeSigners().setHash == given, "rewards go to that set");
    }

    function test_RevertWhen_SeventyMinutesAreOver() external {
        _formSetOf(4);
        QuorumProof memory proof = _change();
        uint64 epoch = _epoch();
        vm.warp(CHANGE + 70 minutes);
        bytes32 given = keccak256(abi.encodePacked(proof.members));
        bytes32 current = attestations.currentSet().setHash;
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_SetMismatch.selector, given, current));
        attestations.attest(NODES, epoch, ROOT, proof);
    }

    /// @dev The current set has a committee for the hour after its own. The previous set must not have another one for
    /// the same hour.
    function test_RevertWhen_ThePreviousSetSignsTheNextHour() external {
        _formSetOf(4);
        QuorumProof memory proof = _change();
        bytes32 current = attestations.currentSet().setHash;
        bytes32 given = keccak256(abi.encodePacked(proof.members));
        vm.warp(CHANGE + 1 hours);
        uint64 epoch = _epoch();
        proof = _proofOf(NODES, epoch, proof.members);
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_SetMismatch.selector, given, current));
        attestations.attest(NODES, epoch, ROOT, proof);
        proof = _proofOf("emission", epoch - 1, proof.members);
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_SetMismatch.selector, given, current));
        attestations.attest("emission", epoch - 1, ROOT, proof);
        // The hour of the change is the last one that it signs.
        proof = _proofOf(NODES, epoch - 1, proof.members);
        attestations.attest(NODES, epoch - 1, ROOT, proof);
        assertTrue(attestations.attestedOf(NODES).full, "with full power");
    }

    function test_AnEpochIsAttestedOnceWhicheverSetSignedFirst() external {
        _formSetOf(4);
        QuorumProof memory proof = _change();
        uint64 epoch = _epoch();
        QuorumProof memory byNew = _proof(NODES, epoch, ROOT, 15);
        attestations.attest(NODES, epoch, ROOT, byNew);
        bytes memory taken = abi.encodeWithSelector(
            IAttestations.Attestations_EpochOutOfRange.selector, uint256(epoch), uint256(epoch) + 1, uint256(epoch)
        );
        vm.expectRevert(taken);
        attestations.attest(NODES, epoch, ROOT, proof);
        // For another subject (topic of statements), the previous validator set attests its root first. Then the root
        // of the new set is refused.
        proof = _proofOf("other", epoch, proof.members);
        byNew = _proof("other", epoch, ROOT, 15);
        attestations.attest("other", epoch, ROOT, proof);
        vm.expectRevert(taken);
        attestations.attest("other", epoch, ROOT, byNew);
    }

    /// @dev Forming the same set again must not give the previous set more time.
    function test_FormingTheSameSetAgainRevivesNoOlderOne() external {
        _formSetOf(4);
        QuorumProof memory proof = _change();
        vm.warp(CHANGE + 1 hours);
        attestations.formSet();
        proof = _proofOf(NODES, _epoch(), proof.members);
        uint64 epoch = _epoch();
        vm.expectPartialRevert(IAttestations.Attestations_SetMismatch.selector);
        attestations.attest(NODES, epoch, ROOT, proof);
    }

    function test_RevertWhen_ThePreviousSetHadExpired() external {
        _formSetOf(4);
        vm.warp(START + 7 days);
        QuorumProof memory proof = _proof(NODES, _epoch(), ROOT, 15);
        _bondFor(vm.addr(_validatorKey(0)), VALIDATOR_PURPOSE, STAKE);
        attestations.formSet();
        uint64 epoch = _epoch();
        vm.expectRevert(
            abi.encodeWithSelector(IAttestations.Attestations_SetExpired.selector, START + 7 days, START + 7 days)
        );
        attestations.attest(NODES, epoch, ROOT, proof);
    }

    // ── Members that do not count ───────────────────────────────────────────

    function test_WhoIsNoLongerAdmittedDoesNotCount() external {
        _formSetOf(4);
        QuorumProof memory proof = _change();
        attestations.admit(vm.addr(_validatorKey(0)), false);
        _attestWithThree(proof);
    }

    function test_WhoBecameAnEngineDoesNotCount() external {
        _formSetOf(4);
        QuorumProof memory proof = _change();
        directory.setEngine(vm.addr(_validatorKey(0)), true);
        _attestWithThree(proof);
    }

    function test_WhoWasSlashedDoesNotCountAlsoWithTheBondFilledUpAgain() external {
        bytes32 setHash = _formSetOf(4);
        QuorumProof memory proof = _change();
        uint256 slashed = _equivocate(setHash);
        _bondFor(vm.addr(_validatorKey(0)), VALIDATOR_PURPOSE, slashed);
        _attestWithThree(proof);
    }

    function test_WhoseBondWasSlashedInTheVaultDoesNotCount() external {
        _formSetOf(4);
        QuorumProof memory proof = _change();
        vm.prank(court);
        vault.slash(vm.addr(_validatorKey(0)), VALIDATOR_PURPOSE, 10e18 + 1, address(0), 0);
        _attestWithThree(proof);
    }

    function test_WhoUnbondedCountsStill() external {
        _formSetOf(4);
        QuorumProof memory proof = _change();
        vm.prank(vm.addr(_validatorKey(0)));
        vault.unbond(VALIDATOR_PURPOSE, STAKE);
        attestations.attest(NODES, _epoch(), ROOT, proof);
        assertTrue(attestations.attestedOf(NODES).full, "the bond is at risk still");
    }

    /// @dev The stake of members that left stays in the total: two remaining members of four are not a quorum of the
    /// previous set.
    function test_RevertWhen_TooFewOfThePreviousSetAreLeft() external {
        _formSetOf(4);
        QuorumProof memory proof = _change();
        attestations.admit(vm.addr(_validatorKey(0)), false);
        attestations.admit(vm.addr(_validatorKey(1)), false);
        uint64 epoch = _epoch();
        vm.expectRevert(
            abi.encodeWithSelector(IAttestations.Attestations_QuorumMissed.selector, 2 * STAKE, 4 * STAKE)
        );
        attestations.attest(NODES, epoch, ROOT, proof);
    }

    // ── Private ─────────────────────────────────────────────────────────────

    /// @dev Lets the whole set sign a root about nodes, and then changes the set.
    function _change() private returns (QuorumProof memory proof) {
        vm.warp(CHANGE);
        proof = _proof(NODES, _epoch(), ROOT, 15);
        _bondFor(vm.addr(_validatorKey(0)), VALIDATOR_PURPOSE, 10e18);
        attestations.formSet();
    }

    /// @dev Attests a root with the signatures of three of the set's four members, and checks that these three count.
    /// They are a quorum, but too few for full power, which needs four signers.
    function _attestWithThree(QuorumProof memory proof) private {
        attestations.attest(NODES, _epoch(), ROOT, proof);
        assertTrue(!attestations.attestedOf(NODES).full, "three");
        assertEq(attestations.nodeSigners().bitmap, 14, "not the first");
    }

    function _equivocate(bytes32 setHash) private returns (uint256) {
        SignedRoot[2] memory signed;
        for (uint256 i = 0; i < 2; ++i) {
            bytes32 root = keccak256(abi.encode(i));
            bytes32 digest = attestations.hashAttestation(setHash, "other", _epoch(), root);
            signed[i] = SignedRoot(setHash, root, _sign(_validatorKey(0), digest));
        }
        return attestations.punishEquivocation("other", _epoch(), signed[0], signed[1]);
    }

    /// @dev Returns a proof that all four validators signed, for a set of these members.
    function _proofOf(bytes32 subject, uint64 epoch, bytes32[] memory members)
        private
        view
        returns (QuorumProof memory proof)
    {
        bytes32 digest =
            attestations.hashAttestation(keccak256(abi.encodePacked(members)), subject, epoch, ROOT);
        proof = QuorumProof(members, 15, new bytes[](4));
        for (uint256 i = 0; i < 4; ++i) {
            proof.signatures[i] = _sign(_validatorKey(i), digest);
        }
    }
}
