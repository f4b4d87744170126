// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

import {IAttestations} from "../../../src/interfaces/IAttestations.sol";
import {ValidatorSet} from "../../../src/types/AttestationsTypes.sol";
import {AttestationsFixture} from "../../fixtures/AttestationsFixture.sol";

/// @dev Tests candidates and members of the validator set.
contract ValidatorsTest is AttestationsFixture {
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
        attestations.admit(vm.addr(_validatorKey(0)), false); // the change counts from the next set on
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

    /// @dev Guards against known failure 19 (test/README.md): a loop that becomes too long for the gas of a block. The
    /// list of validators has a limited length.
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
        attestations.join(smallest); // an equal bond is not larger
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_SetFull.selector, 4));
        attestations.join(renter); // the renter is not a candidate
        vm.stopPrank();
        _bondFor(stranger, VALIDATOR_PURPOSE, 10e18);
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

    function test_FormsOnceInAnHourAndWhileItsCommitmentsAreTaken() external {
        _formSetOf(1);
        uint256 next = START + 1 hours;
        _refuseSet(START, next);
        _refuseSet(next - 1, next);
        // Secrets are revealed in the second half of an hour. A set that is formed then might be chosen to get a
        // convenient selection.
        _refuseSet(next + 30 minutes, next + 1 hours);
        vm.warp(next + 30 minutes - 1);
        assertEq(attestations.formableFrom(), 0, "now");
        attestations.formSet();
        _refuseSet(next + 30 minutes - 1, next + 1 hours);
        vm.warp(next + 1 hours);
        attestations.formSet();
    }

    function test_TheFirstSetAndOneAfterAnExpiredOneAreFormedInAnyMinute() external {
        vm.warp(START + 45 minutes);
        attestations.formSet(); // a set without members is no set
        _formSetOf(1);
        assertTrue(attestations.hasSet(), "the first");
        vm.warp(START + 45 minutes + 7 days - 1);
        _refuseSet(block.timestamp, START + 1 hours + 7 days);
        vm.warp(START + 45 minutes + 7 days);
        attestations.formSet();
        assertTrue(attestations.hasSet(), "after an expired one");
    }

    /// @dev Anybody may bond for another account, so tiny bonds must not invalidate signatures for the set.
    function test_DustChangesNoSet() external {
        bytes32 setHash = _formSetOf(2);
        uint40 since = attestations.currentSet().since;
        _bondFor(vm.addr(_validatorKey(0)), VALIDATOR_PURPOSE, 10e18 - 1);
        vm.warp(START + 1 hours);
        assertTrue(attestations.formSet() == setHash, "less than a hundredth of the least stake");
        assertEq(attestations.currentSet().since, since, "the same members and stakes as before");
        _bondFor(vm.addr(_validatorKey(0)), VALIDATOR_PURPOSE, 1);
        vm.warp(START + 2 hours);
        assertTrue(attestations.formSet() != setHash, "a whole step");
        assertEq(attestations.currentSet().totalStake, 2 * STAKE + 10e18, "counts");
        assertEq(attestations.currentSet().since, START + 2 hours, "since now");
    }

    function test_DustReplacesNoCandidate() external {
        attestations.setValidatorLimits(1_000e18, 4);
        for (uint256 i = 0; i < 4; ++i) {
            _joinWith(_validatorKey(i), STAKE);
        }
        attestations.admit(stranger, true);
        _bondFor(stranger, VALIDATOR_PURPOSE, STAKE + 10e18 - 1);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_SetFull.selector, 4));
        attestations.join(vm.addr(_validatorKey(0)));
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

    function _refuseSet(uint256 time, uint256 from) private {
        vm.warp(time);
        assertEq(attestations.formableFrom(), from, "shown");
        vm.expectRevert(abi.encodeWithSelector(IAttestations.Attestations_SetTooYoung.selector, from, time));
        attestations.formSet();
    }
}
