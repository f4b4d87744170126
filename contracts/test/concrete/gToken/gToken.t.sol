// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IGToken} from "../../../src/interfaces/IGToken.sol";
import {Allocation} from "../../../src/types/GovernanceTypes.sol";
import {GovernanceFixture} from "../../fixtures/GovernanceFixture.sol";

interface GTokenErrors {
    error ERC2612ExpiredSignature(uint256 deadline);
    function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external;
}

contract GTokenTest is GovernanceFixture {
    uint256 private constant CAP = 3_000_000e18;

    function test_MintsTheWholeTableOnce() external view {
        assertEq(gtoken.totalSupply(), 100_000_000e18, "supply");
        assertEq(gtoken.balanceOf(address(vesting)), vesting.totalUnreleased(), "the vesting contract holds its grants");
    }

    function test_RevertWhen_TheTableIsNotWhole() external {
        Allocation[] memory table = _genesis(address(timelock), address(vesting));
        for (uint256 i = 0; i < 2; ++i) {
            table[0].amount = i == 0 ? TREASURY_AT_ONCE - 1 : TREASURY_AT_ONCE + 1;
            bytes memory code = abi.encodePacked(vm.getCode("GToken.sol:GToken"), abi.encode(table, staked));
            address created;
            assembly ("memory-safe") {
                created := create(0, add(code, 32), mload(code))
            }
            assertTrue(created == address(0), "neither less nor more");
        }
    }

    function test_RevertWhen_CallerIsNotStaking() external {
        vm.expectRevert(abi.encodeWithSelector(IGToken.GToken_CallerNotStaking.selector, address(this), address(staked)));
        gtoken.mintInterest(1);
        vm.prank(address(timelock));
        vm.expectPartialRevert(IGToken.GToken_CallerNotStaking.selector);
        gtoken.mintInterest(1);
    }

    function test_TheCapIsOfEachYear() external {
        vm.startPrank(address(staked));
        assertEq(gtoken.mintInterest(CAP - 1), CAP - 1, "up to the cap");
        assertEq(gtoken.mintInterest(2), 1, "cut");
        assertEq(gtoken.mintInterest(1), 0, "used up");
        vm.warp(START + 365 days - 1);
        assertEq(gtoken.mintInterest(1), 0, "to the last second");
        vm.warp(START + 365 days);
        assertEq(gtoken.mintInterest(CAP + 1), CAP, "the next year");
        vm.warp(START + 5 * 365 days);
        assertEq(gtoken.mintInterest(5 * CAP), CAP, "what years did not use is gone");
        vm.stopPrank();
        assertEq(gtoken.totalSupply(), 100_000_000e18 + 3 * CAP, "supply");
        assertEq(gtoken.mintedInYear(5), CAP, "year 5");
    }

    function test_HasAPermit() external {
        vm.expectRevert(abi.encodeWithSelector(GTokenErrors.ERC2612ExpiredSignature.selector, START - 1));
        GTokenErrors(address(gtoken)).permit(alice, bob, 1, START - 1, 27, 0, 0);
    }
}
