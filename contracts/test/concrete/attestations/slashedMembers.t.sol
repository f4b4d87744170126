// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAttestations} from "../../../src/interfaces/IAttestations.sol";
import {QuorumProof, SignedRoot} from "../../../src/types/AttestationsTypes.sol";
import {AttestationsFixture} from "../../fixtures/AttestationsFixture.sol";

/// @dev Tests members of the current set that were slashed after the set was formed.
contract SlashedMembersTest is AttestationsFixture {
    bytes32 private constant ROOT = keccak256("root");

    bytes32[] private _membersOfSet;

    /// @dev An attack: two of five validators sign two roots, are slashed, and sign again with the stake that they no
    /// longer have.
    function test_RevertWhen_SlashedMembersAreNeededForTheQuorum() external {
        bytes32 setHash = _formSetOf(5);
        _equivocate(0, setHash);
        _equivocate(1, setHash);
        QuorumProof memory proof = _proofOfSet(setHash, 31);
        uint64 epoch = _epoch();
        vm.expectRevert(
            abi.encodeWithSelector(IAttestations.Attestations_QuorumMissed.selector, 3 * STAKE, 5 * STAKE)
        );
        attestations.attest(NODES, epoch, ROOT, proof);
    }

    /// @dev One of five members was slashed. The other four are a quorum with full power, whether the slashed member
    /// signs or not.
    function test_ASlashedMemberCountsAtOnceNoMoreAndStopsNobody() external {
        bytes32 setHash = _formSetOf(5);
        assertEq(attestations.countedMembers(_membersOfSet), 31, "all of them");
        _equivocate(0, setHash);
        assertEq(attestations.countedMembers(_membersOfSet), 30, "all others");
        attestations.attest(NODES, _epoch(), ROOT, _proofOfSet(setHash, 31));
        assertTrue(attestations.attestedOf(NODES).full, "four others signed");
        assertEq(attestations.nodeSigners().bitmap, 30, "the slashed member gets no reward");
    }

    function test_OfFourThreeOthersHaveNoFullPower() external {
        bytes32 setHash = _formSetOf(4);
        _equivocate(0, setHash);
        attestations.attest(NODES, _epoch(), ROOT, _proofOfSet(setHash, 15));
        assertTrue(!attestations.attestedOf(NODES).full, "three");
    }

    function test_ARefilledBondCountsFromTheNextSet() external {
        bytes32 setHash = _formSetOf(4);
        _bondFor(vm.addr(_validatorKey(0)), VALIDATOR_PURPOSE, _equivocate(0, setHash));
        assertEq(attestations.countedMembers(_membersOfSet), 14, "not in this set");
        vm.warp(START + 1 hours);
        assertTrue(attestations.formSet() == setHash, "the same members with the same stakes");
        assertEq(attestations.countedMembers(_membersOfSet), 15, "in the next one");
    }

    /// @dev A set that is formed in the second of the slash may contain the stake from before the slash.
    function test_ASlashInTheSecondOfTheFormationCounts() external {
        bytes32 setHash = _formSetOf(4);
        vm.warp(START + 1 hours);
        attestations.formSet();
        _bondFor(vm.addr(_validatorKey(0)), VALIDATOR_PURPOSE, _equivocate(0, setHash));
        assertEq(attestations.countedMembers(_membersOfSet), 14, "not in this set");
    }

    function test_ASlashByTheCourtCountsToo() external {
        bytes32 setHash = _formSetOf(4);
        vm.prank(court);
        vault.slash(vm.addr(_validatorKey(1)), VALIDATOR_PURPOSE, 1, address(0), 0);
        assertEq(attestations.countedMembers(_membersOfSet), 13, "less bond than stake");
        attestations.attest(NODES, _epoch(), ROOT, _proofOfSet(setHash, 15));
        assertEq(attestations.nodeSigners().bitmap, 13, "not the second");
    }

    function test_WhoIsNoLongerAdmittedOrBecameAnEngineDoesNotCount() external {
        _formSetOf(4);
        attestations.admit(vm.addr(_validatorKey(0)), false);
        directory.setEngine(vm.addr(_validatorKey(1)), true);
        assertEq(attestations.countedMembers(_membersOfSet), 12, "the two others");
    }

    function test_WhoUnbondsCountsWhileTheBondIsAtRisk() external {
        _formSetOf(4);
        vm.prank(vm.addr(_validatorKey(0)));
        vault.unbond(VALIDATOR_PURPOSE, STAKE);
        assertEq(attestations.countedMembers(_membersOfSet), 15, "all four");
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _formSetOf(uint256 count) internal override returns (bytes32 setHash) {
        setHash = super._formSetOf(count);
        _membersOfSet = _members();
    }

    /// @dev Lets a member sign two roots about another subject, and punishes it. Returns the slashed amount.
    function _equivocate(uint256 index, bytes32 setHash) private returns (uint256) {
        SignedRoot[2] memory signed;
        for (uint256 i = 0; i < 2; ++i) {
            bytes32 root = keccak256(abi.encode(i));
            bytes32 digest = attestations.hashAttestation(setHash, "other", _epoch(), root);
            signed[i] = SignedRoot(setHash, root, _sign(_validatorKey(index), digest));
        }
        return attestations.punishEquivocation("other", _epoch(), signed[0], signed[1]);
    }

    /// @dev Returns a proof with signatures for the set as it was formed, whatever was slashed since.
    function _proofOfSet(bytes32 setHash, uint64 bitmap) private view returns (QuorumProof memory proof) {
        uint256 count = _membersOfSet.length;
        bytes32 digest = attestations.hashAttestation(setHash, NODES, _epoch(), ROOT);
        proof = QuorumProof(_membersOfSet, bitmap, new bytes[](count));
        for (uint256 i = 0; i < count; ++i) {
            proof.signatures[i] = _sign(_validatorKey(i), digest);
        }
    }
}
