// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {MarketFixture} from "../../fixtures/MarketFixture.sol";

interface DevFaucetContract {
    error DevFaucet_CallerNotEngine(address caller);
    error DevFaucet_TooSoon(uint256 from, uint256 time);

    function drip(address account) external;
}

contract DevFaucetTest is MarketFixture {
    DevFaucetContract private faucet;

    function setUp() public override {
        super.setUp();
        faucet = DevFaucetContract(_create("DevFaucet", abi.encode(directory)));
        vm.deal(address(faucet), 10 ether);
    }

    function test_GivesGasAndAMarketBalance() external {
        vm.prank(ENGINE);
        faucet.drip(stranger);
        assertEq(stranger.balance, 1 ether, "native coins");
        assertEq(_balance(stranger), 980e18, "market balance");
    }

    function test_RevertWhen_CallerIsNotAnEngine() external {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(DevFaucetContract.DevFaucet_CallerNotEngine.selector, stranger));
        faucet.drip(stranger);
    }

    function test_RevertWhen_TheAccountGotSomethingToday() external {
        vm.prank(ENGINE);
        faucet.drip(stranger);
        vm.warp(START + 1 days - 1);
        vm.prank(ENGINE);
        vm.expectRevert(
            abi.encodeWithSelector(DevFaucetContract.DevFaucet_TooSoon.selector, START + 1 days, START + 1 days - 1)
        );
        faucet.drip(stranger);
        vm.warp(START + 1 days);
        vm.prank(ENGINE);
        faucet.drip(stranger);
    }
}
