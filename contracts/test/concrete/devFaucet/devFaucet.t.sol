// SPDX-License-Identifier: Apache-2.0
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

    function test_GivesGWhileThereIsAny() external {
        directory.set("GToken", address(stable)); // any token works here
        stable.mint(address(faucet), 3_000e18);
        address[3] memory accounts = [stranger, address(0xA1A), address(0xB1B)];
        uint256[3] memory given = [uint256(2_500e18), 500e18, 0];
        for (uint256 i = 0; i < 3; ++i) {
            uint256 before = stable.balanceOf(accounts[i]);
            vm.prank(ENGINE);
            faucet.drip(accounts[i]);
            assertEq(stable.balanceOf(accounts[i]) - before, given[i], "G");
        }
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
