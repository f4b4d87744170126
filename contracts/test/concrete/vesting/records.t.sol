// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IVesting} from "../../../src/interfaces/IVesting.sol";
import {Grant} from "../../../src/types/GovernanceTypes.sol";
import {GovernanceFixture} from "../../fixtures/GovernanceFixture.sol";

contract VestingRecordsTest is GovernanceFixture {
    function test_RecordsEachGrantWhenItIsCreated() external {
        Grant[] memory grants = _grants();
        address place = vm.computeCreateAddress(address(this), vm.getNonce(address(this)));
        for (uint256 i = 0; i < 2; ++i) {
            Grant memory it = grants[i];
            vm.expectEmit(true, true, true, true, place);
            emit IVesting.GrantCreated(i, it.beneficiary, it.label, it.amount, it.startAt, it.cliffAt, it.endAt);
        }
        _create("Vesting", abi.encode(gtoken, grants));
    }

    function test_RecordsAReleaseAndANewBeneficiary() external {
        vm.warp(START + 50 days);
        vm.expectEmit(true, true, true, true, address(vesting));
        emit IVesting.Released(1, bob, 10_000_000e18);
        vesting.release(1);
        vm.expectEmit(true, true, true, true, address(vesting));
        emit IVesting.BeneficiaryChanged(1, bob, carol);
        vm.prank(bob);
        vesting.changeBeneficiary(1, carol);
    }

    function test_AGrantMayVestAllAtOnceAtItsCliff() external {
        uint40 from = uint40(START);
        Grant[] memory grants = new Grant[](1);
        grants[0] = Grant(alice, from, from + 10 days, from + 10 days, 100, 0, "Advisor");
        IVesting cliff = IVesting(_create("Vesting", abi.encode(gtoken, grants)));
        assertEq(cliff.vestedAt(0, START + 10 days - 1), 0, "before");
        assertEq(cliff.vestedAt(0, START + 10 days), 100, "at the cliff");
    }

    function test_RevertWhen_AGrantHasNoTime() external {
        uint40 from = uint40(START);
        Grant[] memory grants = new Grant[](1);
        grants[0] = Grant(alice, from, from, from, 100, 0, "Advisor");
        bytes4 refusal = _refusalOf("Vesting", abi.encode(gtoken, grants));
        assertTrue(refusal == IVesting.Vesting_GrantInvalid.selector, "refused");
    }
}
