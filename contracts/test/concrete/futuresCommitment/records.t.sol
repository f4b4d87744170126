// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFuturesCommitment} from "../../../src/interfaces/IFuturesCommitment.sol";
import {FuturesFixture} from "../../fixtures/FuturesFixture.sol";

contract FuturesRecordsTest is FuturesFixture {
    function test_RecordsACommitmentItsDeliveryAndItsPayment() external {
        _expectFrom();
        emit IFuturesCommitment.Committed(1, provider, _terms(), VALUE);
        uint256 id = _commit(_terms());
        vm.warp(UNTIL);
        _attestDelivered(id, PROMISED + 5);
        bytes32[] memory path = _path(SIBLING);
        _expectFrom();
        emit IFuturesCommitment.DeliveryRecorded(id, PROMISED, _epoch(), block.timestamp + 72 hours);
        futures.record(id, PROMISED + 5, path);
        _settleAfterCorrections(id);
        _expectFrom();
        emit IFuturesCommitment.PaidOut(provider, stranger, BONDED);
        vm.prank(provider);
        futures.withdraw(stranger);
    }

    function _expectFrom() private {
        vm.expectEmit(true, true, true, true, address(futures));
    }
}
