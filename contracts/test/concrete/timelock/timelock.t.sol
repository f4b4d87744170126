// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITimelock} from "../../../src/interfaces/ITimelock.sol";
import {OwnedContract} from "../../fixtures/GovernanceContracts.sol";
import {GovernanceFixture} from "../../fixtures/GovernanceFixture.sol";

contract TimelockTest is GovernanceFixture {
    bytes4 private constant UNAUTHORIZED = bytes4(keccak256("AccessControlUnauthorizedAccount(address,bytes32)"));

    function test_ObeysTheGovernorAlone() external {
        bytes32[3] memory roles = [keccak256("PROPOSER_ROLE"), keccak256("CANCELLER_ROLE"), keccak256("EXECUTOR_ROLE")];
        for (uint256 i = 0; i < 3; ++i) {
            assertTrue(timelock.hasRole(roles[i], address(governor)), "the governor");
            assertTrue(!timelock.hasRole(roles[i], address(this)), "not its deployer");
            assertTrue(!timelock.hasRole(roles[i], address(0)), "not everyone");
        }
        assertTrue(!timelock.hasRole(0, address(this)) && !timelock.hasRole(0, address(governor)), "no admin");
        vm.expectPartialRevert(UNAUTHORIZED);
        timelock.schedule(address(gtoken), 0, "", 0, 0, 2 days);
        vm.expectPartialRevert(UNAUTHORIZED);
        timelock.execute(address(gtoken), 0, "", 0, 0);
    }

    function test_ItsDelayIsFixed() external {
        assertEq(timelock.getMinDelay(), 2 days, "two days");
        vm.prank(address(timelock));
        vm.expectRevert(abi.encodeWithSelector(ITimelock.Timelock_DelayFixed.selector, uint256(2 days)));
        timelock.updateDelay(1);
    }

    function test_TakesWhatItIsOffered() external {
        address other = _create("Directory", abi.encode(address(this), uint16(25)));
        vm.expectPartialRevert(bytes4(keccak256("OwnableUnauthorizedAccount(address)")));
        timelock.takeOwnership(other);
        OwnedContract(other).transferOwnership(address(timelock));
        vm.prank(stranger);
        timelock.takeOwnership(other);
        assertTrue(OwnedContract(other).owner() == address(timelock), "its own");
    }
}
