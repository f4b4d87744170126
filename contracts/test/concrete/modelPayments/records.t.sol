// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IModelPayments} from "../../../src/interfaces/IModelPayments.sol";
import {RateFixture} from "../../fixtures/RateFixture.sol";

contract ModelRecordsTest is RateFixture {
    function test_RecordsAModelAndEachChangeOfItsPrice() external {
        _expectFrom();
        emit IModelPayments.ModelRegistered(1, address(this), "A model that translates");
        _expectFrom();
        emit IModelPayments.ModelSet(1, provider, 3);
        uint256 id = payments.register("A model that translates", provider, 3);
        _expectFrom();
        emit IModelPayments.ModelSet(id, stranger, 4);
        payments.set(id, stranger, 4);
    }

    function _expectFrom() private {
        vm.expectEmit(true, true, true, true, address(payments));
    }
}
