// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAttestations} from "../../../src/interfaces/IAttestations.sol";
import {IStakeVault} from "../../../src/interfaces/IStakeVault.sol";
import {SignedRoot} from "../../../src/types/AttestationsTypes.sol";
import {AttestationsFixture} from "../../fixtures/AttestationsFixture.sol";

/// @dev Tests the penalty of a validator that signs two roots.
contract EquivocationTest is AttestationsFixture {
    bytes32 private constant ROOT = keccak256("root");
    bytes32 private constant OTHER = keccak256("other");

    function test_SigningTwoRootsCostsHalfTheBondOnce() external {
        bytes32 setHash = _formSetOf(1);
        address account = vm.addr(_validatorKey(0));
        SignedRoot memory first = _signedRoot(setHash, ROOT, _validatorKey(0));
        SignedRoot memory second = _signedRoot(setHash, OTHER, _validatorKey(0));
        vm.prank(account);
        vault.unbond(VALIDATOR_PURPOSE, STAKE - 1); // unbonding does not save the bond
        vm.expectEmit(true, true, true, true, address(attestations));
        emit IAttestations.Equivocated(account, NODES, _epoch(), STAKE / 2);
        attestations.punishEquivocation(NODES, _epoch(), first, second);
        assertEq(vault.atRisk(account, VALIDATOR_PURPOSE), STAKE / 2, "half is left");
        uint64 epoch = _epoch();
        vm.expectRevert(
            abi.encodeWithSelector(IAttestations.Attestations_EquivocationPunished.selector, account, NODES, epoch)
        );
        attestations.punishEquivocation(NODES, epoch, second, first);
    }

    function test_HalfOfAnOddBondIsRoundedUp() external {
        _joinWith(_validatorKey(0), STAKE + 1);
        bytes32 setHash = attestations.formSet();
        uint256 slashed = _punish(setHash, setHash, NODES, _epoch());
        assertEq(slashed, STAKE / 2 + 1, "the larger half");
        assertEq(vault.atRisk(vm.addr(_validatorKey(0)), VALIDATOR_PURPOSE), STAKE / 2, "the smaller is left");
    }

    /// @dev After a change of the validator set, signatures for the old and the new set are accepted. A validator that
    /// signs a different root for each of the two sets must be punished, too.
    function test_TwoRootsForTwoSetsAreAnOffenceAndOneRootForBothIsNone() external {
        bytes32 before = _formSetOf(4);
        vm.warp(START + 1 hours);
        _bondFor(vm.addr(_validatorKey(0)), VALIDATOR_PURPOSE, STAKE);
        bytes32 current = attestations.formSet();
        uint64 epoch = _epoch();
        SignedRoot memory forBoth = _signedRoot(before, ROOT, _validatorKey(0));
        SignedRoot memory again = _signedRoot(current, ROOT, _validatorKey(0));
        vm.expectRevert(
            abi.encodeWithSelector(IAttestations.Attestations_NoEquivocation.selector, NODES, epoch)
        );
        attestations.punishEquivocation(NODES, epoch, forBoth, again);
        assertEq(_punish(before, current, NODES, epoch), STAKE, "half of two");
        vm.expectPartialRevert(IAttestations.Attestations_EquivocationPunished.selector);
        this.punish(current, current, NODES, epoch);
    }

    function test_AnotherHourOrSubjectIsAnotherOffence() external {
        bytes32 setHash = _formSetOf(1);
        uint64 epoch = _epoch();
        assertEq(_punish(setHash, setHash, NODES, epoch), STAKE / 2, "the first");
        assertEq(_punish(setHash, setHash, NODES, epoch - 1), STAKE / 4, "another hour");
        assertEq(_punish(setHash, setHash, "other", epoch), STAKE / 8, "another subject");
    }

    function test_RevertWhen_ThereAreNoTwoRootsOfOneSigner() external {
        bytes32 setHash = _formSetOf(2);
        uint64 epoch = _epoch();
        bytes memory refused =
            abi.encodeWithSelector(IAttestations.Attestations_NoEquivocation.selector, NODES, epoch);
        SignedRoot memory first = _signedRoot(setHash, ROOT, _validatorKey(0));
        vm.expectRevert(refused);
        attestations.punishEquivocation(NODES, epoch, first, first);
        SignedRoot memory byAnother = _signedRoot(setHash, OTHER, _validatorKey(1));
        vm.expectRevert(refused);
        attestations.punishEquivocation(NODES, epoch, first, byAnother);
        // A signature for one set is invalid when shown for another set.
        SignedRoot memory otherSet = _signedRoot(keccak256("set"), OTHER, _validatorKey(0));
        otherSet.setHash = setHash;
        vm.expectRevert(refused);
        attestations.punishEquivocation(NODES, epoch, first, otherSet);
    }

    function test_AStrangersTwoRootsTouchNobody() external {
        bytes32 setHash = _formSetOf(1);
        SignedRoot memory first = _signedRoot(setHash, ROOT, STRANGER_KEY);
        SignedRoot memory second = _signedRoot(setHash, OTHER, STRANGER_KEY);
        uint64 epoch = _epoch();
        vm.expectRevert(
            abi.encodeWithSelector(IStakeVault.StakeVault_NothingToSlash.selector, stranger, VALIDATOR_PURPOSE)
        );
        attestations.punishEquivocation(NODES, epoch, first, second);
    }

    function punish(bytes32 firstSet, bytes32 secondSet, bytes32 subject, uint64 epoch) external {
        _punish(firstSet, secondSet, subject, epoch);
    }

    /// @dev Punishes the first validator. For this subject (topic of statements) and hour, it signed two different
    /// roots, each for one of two validator sets.
    function _punish(bytes32 firstSet, bytes32 secondSet, bytes32 subject, uint64 epoch) private returns (uint256) {
        SignedRoot memory first = _signedAbout(subject, epoch, firstSet, ROOT);
        SignedRoot memory second = _signedAbout(subject, epoch, secondSet, OTHER);
        return attestations.punishEquivocation(subject, epoch, first, second);
    }

    function _signedAbout(bytes32 subject, uint64 epoch, bytes32 setHash, bytes32 root)
        private
        view
        returns (SignedRoot memory)
    {
        bytes32 digest = attestations.hashAttestation(setHash, subject, epoch, root);
        return SignedRoot(setHash, root, _sign(_validatorKey(0), digest));
    }

    function _signedRoot(bytes32 setHash, bytes32 root, uint256 key) private view returns (SignedRoot memory) {
        bytes32 digest = attestations.hashAttestation(setHash, NODES, _epoch(), root);
        return SignedRoot(setHash, root, _sign(key, digest));
    }
}
