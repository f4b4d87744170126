// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

import {IAttestations} from "../../../src/interfaces/IAttestations.sol";
import {IStakeVault} from "../../../src/interfaces/IStakeVault.sol";
import {SignedRoot, ValidatorSet} from "../../../src/types/AttestationsTypes.sol";
import {AttestationsFixture} from "../../fixtures/AttestationsFixture.sol";

/// @dev Who stands, who is in the set, and what signing twice costs.
contract ValidatorsTest is AttestationsFixture {
    bytes32 private constant ROOT = keccak256("root");

    function test_TheBondedStandAndTheSetIsASnapshotOfTheirStakes() external {
        _joinWith(_validatorKey(0), STAKE);
        _joinWith(_validatorKey(1), 3 * STAKE);
        bytes32 setHash = attestations.formSet();
        ValidatorSet memory set = attestations.currentSet();
        assertEq(set.totalStake, 4 * STAKE, "stake");
        assertTrue(set.setHash == setHash && setHash == keccak256(abi.encodePacked(_members())), "hash");
        assertTrue(attestations.hasSet(), "a set");
        assertEq(attestations.candidates().length, 2, "candidates");
    }

    function test_RevertWhen_TheStakeIsTooLow() external {
        attestations.admit(stranger, true);
        _bondFor(stranger, VALIDATOR_PURPOSE, 1_000e18 - 1);
        vm.prank(stranger);
        vm.expectRevert(
            abi.encodeWithSelector(IAttestations.Attestations_StakeTooLow.selector, 1_000e18 - 1, 1_000e18)
        );
        attestations.join(address(0));
        _bondFor(stranger, VALIDATOR_PURPOSE, 1);
        vm.prank(stranger);
        attestations.join(address(0));
    }

    function test_EnginesNeitherJoinNorStayInTheSet() external {
        _bondFor(ENGINE, VALIDATOR_PURPOSE, STAKE);
        vm.prank(ENGINE);
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_CallerIsEngine.selector, ENGINE));
        attestations.join(address(0));
        _joinWith(_validatorKey(0), STAKE);
        _joinWith(_validatorKey(1), STAKE);
        directory.setEngine(vm.addr(_validatorKey(0)), true);
        attestations.formSet();
        assertEq(attestations.currentSet().totalStake, STAKE, "one of two");
    }

    function test_UntilJoiningIsOpenOnlyTheAdmittedStand() external {
        _bondFor(stranger, VALIDATOR_PURPOSE, STAKE);
        vm.startPrank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_NotAdmitted.selector, stranger));
        attestations.join(address(0));
        bytes memory refused = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger);
        vm.expectRevert(refused);
        attestations.admit(stranger, true);
        vm.expectRevert(refused);
        attestations.openJoining();
        vm.stopPrank();
        _formSetOf(2);
        attestations.admit(vm.addr(_validatorKey(0)), false); // counts from the next set on
        vm.warp(START + 1 hours);
        attestations.formSet();
        assertEq(attestations.currentSet().totalStake, STAKE, "one of two");
        attestations.openJoining();
        vm.prank(stranger);
        attestations.join(address(0));
        vm.expectRevert(IAttestations.Attestations_JoiningOpen.selector);
        attestations.openJoining();
        vm.expectRevert(IAttestations.Attestations_JoiningOpen.selector);
        attestations.admit(stranger, false);
    }

    function test_RevertWhen_JoiningTwiceOrLeavingWithoutStanding() external {
        _joinWith(_validatorKey(0), STAKE);
        address account = vm.addr(_validatorKey(0));
        vm.prank(account);
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_AlreadyJoined.selector, account));
        attestations.join(address(0));
        vm.prank(account);
        attestations.resign();
        vm.prank(account);
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_NotJoined.selector, account));
        attestations.resign();
    }

    function test_LeavingKeepsTheOthersAndFreesThePlace() external {
        for (uint256 i = 0; i < 3; ++i) {
            _joinWith(_validatorKey(i), STAKE);
        }
        vm.prank(vm.addr(_validatorKey(0)));
        attestations.resign();
        address[] memory left = attestations.candidates();
        assertEq(left.length, 2, "two left");
        assertTrue(left[0] == vm.addr(_validatorKey(2)) && left[1] == vm.addr(_validatorKey(1)), "the last took the place");
        vm.prank(vm.addr(_validatorKey(2)));
        attestations.resign();
        vm.prank(vm.addr(_validatorKey(1)));
        attestations.resign();
        attestations.formSet();
        assertTrue(!attestations.hasSet(), "an empty set is none");
    }

    /// @dev Known failure 19: the list is bounded, so no loop over it grows.
    function test_AFullListTakesALargerBondForASmallerOne() external {
        attestations.setValidatorLimits(1_000e18, 4);
        for (uint256 i = 0; i < 4; ++i) {
            _joinWith(_validatorKey(i), STAKE + i);
        }
        address smallest = vm.addr(_validatorKey(0));
        attestations.openJoining();
        _bondFor(stranger, VALIDATOR_PURPOSE, STAKE);
        vm.startPrank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_SetFull.selector, 4));
        attestations.join(smallest); // as large is not larger
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_SetFull.selector, 4));
        attestations.join(renter); // no candidate
        vm.stopPrank();
        _bondFor(stranger, VALIDATOR_PURPOSE, 1);
        vm.prank(stranger);
        attestations.join(smallest);
        assertEq(attestations.candidates().length, 4, "as many as before");
        vm.prank(smallest);
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_NotJoined.selector, smallest));
        attestations.resign();
    }

    function test_ASetOf64CostsABoundedAmountOfGas() external {
        for (uint256 i = 0; i < 64; ++i) {
            _joinWith(_validatorKey(i), STAKE);
        }
        uint256 before = gasleft();
        attestations.formSet();
        assertAtMost(before - gasleft(), 2_000_000, "gas of forming the largest set");
    }

    function test_FormsAtMostOnceAnHour() external {
        _formSetOf(1);
        vm.warp(START + 1 hours - 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAttestations.Attestations_SetTooYoung.selector, START + 1 hours, START + 1 hours - 1
            )
        );
        attestations.formSet();
        vm.warp(START + 1 hours);
        attestations.formSet();
    }

    function test_ThoseWhoUnbondAreNotInTheNextSet() external {
        _formSetOf(2);
        vm.prank(vm.addr(_validatorKey(0)));
        vault.unbond(VALIDATOR_PURPOSE, STAKE);
        vm.warp(START + 1 hours);
        attestations.formSet();
        assertEq(attestations.currentSet().totalStake, STAKE, "one of two");
    }

    function test_LimitsAreBoundedAndTheOwners() external {
        bytes4 refused = IAttestations.Attestations_LimitsOutOfRange.selector;
        vm.expectRevert(abi.encodeWithSelector(refused, 100e18 - 1, 4));
        attestations.setValidatorLimits(100e18 - 1, 4);
        vm.expectRevert(abi.encodeWithSelector(refused, 1_000_000e18 + 1, 4));
        attestations.setValidatorLimits(1_000_000e18 + 1, 4);
        vm.expectRevert(abi.encodeWithSelector(refused, 100e18, 3));
        attestations.setValidatorLimits(100e18, 3);
        vm.expectRevert(abi.encodeWithSelector(refused, 100e18, 65));
        attestations.setValidatorLimits(100e18, 65);
        attestations.setValidatorLimits(100e18, 64);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger));
        attestations.setValidatorLimits(100e18, 64);
    }

    // ── Equivocation ────────────────────────────────────────────────────────

    function test_SigningTwoRootsCostsHalfTheBondOnce() external {
        bytes32 setHash = _formSetOf(1);
        address account = vm.addr(_validatorKey(0));
        SignedRoot memory first = _signedRoot(setHash, ROOT, _validatorKey(0));
        SignedRoot memory second = _signedRoot(setHash, keccak256("other"), _validatorKey(0));
        vm.prank(account);
        vault.unbond(VALIDATOR_PURPOSE, STAKE - 1); // leaving saves nothing
        vm.expectEmit(true, true, true, true, address(attestations));
        emit IAttestations.Equivocated(account, NODES, _epoch(), STAKE / 2);
        attestations.punishEquivocation(setHash, NODES, _epoch(), first, second);
        assertEq(vault.atRisk(account, VALIDATOR_PURPOSE), STAKE / 2, "half is left");
        uint64 epoch = _epoch();
        vm.expectRevert(
            abi.encodeWithSelector(IAttestations.Attestations_EquivocationPunished.selector, account, NODES, epoch)
        );
        attestations.punishEquivocation(setHash, NODES, epoch, second, first);
    }

    function test_HalfOfAnOddBondIsRoundedUp() external {
        _joinWith(_validatorKey(0), STAKE + 1);
        bytes32 setHash = attestations.formSet();
        uint256 slashed = _punish(setHash, NODES, _epoch());
        assertEq(slashed, STAKE / 2 + 1, "the larger half");
        assertEq(vault.atRisk(vm.addr(_validatorKey(0)), VALIDATOR_PURPOSE), STAKE / 2, "the smaller is left");
    }

    function test_AnotherHourSubjectOrSetIsAnotherOffence() external {
        bytes32 setHash = _formSetOf(1);
        uint64 epoch = _epoch();
        assertEq(_punish(setHash, NODES, epoch), STAKE / 2, "the first");
        assertEq(_punish(setHash, NODES, epoch - 1), STAKE / 4, "another hour");
        assertEq(_punish(setHash, "other", epoch), STAKE / 8, "another subject");
        assertEq(_punish(keccak256("set"), NODES, epoch), STAKE / 16, "another set");
    }

    function test_RevertWhen_ThereAreNoTwoRootsOfOneSigner() external {
        bytes32 setHash = _formSetOf(2);
        uint64 epoch = _epoch();
        bytes memory refused =
            abi.encodeWithSelector(IAttestations.Attestations_NoEquivocation.selector, NODES, epoch);
        SignedRoot memory first = _signedRoot(setHash, ROOT, _validatorKey(0));
        vm.expectRevert(refused);
        attestations.punishEquivocation(setHash, NODES, epoch, first, first);
        SignedRoot memory byAnother = _signedRoot(setHash, keccak256("other"), _validatorKey(1));
        vm.expectRevert(refused);
        attestations.punishEquivocation(setHash, NODES, epoch, first, byAnother);
        // The same root for another set, or another hour, is no second root.
        SignedRoot memory otherSet = _signedRoot(keccak256("set"), keccak256("other"), _validatorKey(0));
        vm.expectRevert(refused);
        attestations.punishEquivocation(setHash, NODES, epoch, first, otherSet);
    }

    function test_AStrangersTwoRootsTouchNobody() external {
        bytes32 setHash = _formSetOf(1);
        SignedRoot memory first = _signedRoot(setHash, ROOT, STRANGER_KEY);
        SignedRoot memory second = _signedRoot(setHash, keccak256("other"), STRANGER_KEY);
        uint64 epoch = _epoch();
        vm.expectRevert(
            abi.encodeWithSelector(IStakeVault.StakeVault_NothingToSlash.selector, stranger, VALIDATOR_PURPOSE)
        );
        attestations.punishEquivocation(setHash, NODES, epoch, first, second);
    }

    /// @dev The first validator signed two roots for this set, subject and hour.
    function _punish(bytes32 setHash, bytes32 subject, uint64 epoch) private returns (uint256) {
        SignedRoot[2] memory signed;
        for (uint256 i = 0; i < 2; ++i) {
            bytes32 root = keccak256(abi.encode(i));
            bytes32 digest = attestations.hashAttestation(setHash, subject, epoch, root);
            signed[i] = SignedRoot(root, _sign(_validatorKey(0), digest));
        }
        return attestations.punishEquivocation(setHash, subject, epoch, signed[0], signed[1]);
    }

    function _signedRoot(bytes32 setHash, bytes32 root, uint256 key) private view returns (SignedRoot memory) {
        return SignedRoot(root, _sign(key, attestations.hashAttestation(setHash, NODES, _epoch(), root)));
    }
}
