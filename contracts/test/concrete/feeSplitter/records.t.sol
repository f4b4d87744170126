// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFeeSplitter} from "../../../src/interfaces/IFeeSplitter.sol";
import {AttestationsFixture} from "../../fixtures/AttestationsFixture.sol";

contract FeeSplitterRecordsTest is AttestationsFixture {
    function test_RecordsASplitARewardAndItsPayment() external {
        _formSetOf(2);
        _attestByAll(NODES, keccak256("root"));
        _mintPToken(address(splitter), 4_000);
        _expectFrom();
        emit IFeeSplitter.FeesSplit(2_000, 1_000, 1_000);
        splitter.split();
        bytes32[] memory members = _members();
        address[] memory accounts = new address[](2);
        uint256[] memory amounts = new uint256[](2);
        for (uint256 i = 0; i < 2; ++i) {
            (accounts[i], amounts[i]) = (address(uint160(uint256(members[i]))), 500);
        }
        _expectFrom();
        emit IFeeSplitter.ValidatorsRewarded(uint64(_epoch()), 1_000, accounts, amounts);
        splitter.reward(members);
        _expectFrom();
        emit IFeeSplitter.RewardPaid(accounts[0], 500);
        splitter.pay(accounts[0]);
    }

    function test_SplitsNothingTwiceWhileItWaitsForValidators() external {
        _formSetOf(2);
        _mintPToken(address(splitter), 4_000);
        splitter.split();
        (uint256 burned, uint256 toTreasury, uint256 toValidators) = splitter.split();
        assertEq(burned + toTreasury + toValidators, 0, "nothing new came in");
        assertEq(splitter.waiting(), 1_000, "the share of the validators still waits");
    }

    function test_SplitsAllOfWhatComesInAfterAReward() external {
        _formSetOf(2);
        _attestByAll(NODES, keccak256("root"));
        _mintPToken(address(splitter), 4_000);
        splitter.split();
        splitter.reward(_members());
        splitter.pay(vm.addr(_validatorKey(0)));
        _mintPToken(address(splitter), 2_000);
        (uint256 burned, uint256 toTreasury, uint256 toValidators) = splitter.split();
        assertEq(burned + toTreasury + toValidators, 2_000, "all of it");
        assertEq(splitter.owedTo(vm.addr(_validatorKey(1))), 500, "the other reward still waits");
    }

    function test_TheOwnerMayBurnEverything() external {
        splitter.setShares(10_000, 0);
        _formSetOf(2);
        _mintPToken(address(splitter), 4_000);
        (uint256 burned,,) = splitter.split();
        assertEq(burned, 4_000, "all of it");
    }

    function _expectFrom() private {
        vm.expectEmit(true, true, true, true, address(splitter));
    }
}
