// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IGToken} from "../../../src/interfaces/IGToken.sol";
import {Allocation} from "../../../src/types/GovernanceTypes.sol";
import {GovernanceFixture} from "../../fixtures/GovernanceFixture.sol";

contract GTokenRecordsTest is GovernanceFixture {
    function test_RecordsEachAllocationOfGenesis() external {
        Allocation[] memory table = _genesis(address(timelock), address(vesting));
        address place = vm.computeCreateAddress(address(this), vm.getNonce(address(this)));
        for (uint256 i = 0; i < table.length; ++i) {
            vm.expectEmit(true, true, true, true, place);
            emit IGToken.GenesisMinted(table[i].to, table[i].amount);
        }
        _create("GToken", abi.encode(table, staked));
    }

    function test_RecordsInterestWithTheSumOfItsYear() external {
        vm.warp(START + 365 days);
        vm.startPrank(address(staked));
        gtoken.mintInterest(5);
        vm.expectEmit(true, true, true, true, address(gtoken));
        emit IGToken.InterestMinted(1, 7, 12);
        gtoken.mintInterest(7);
        vm.stopPrank();
    }
}
