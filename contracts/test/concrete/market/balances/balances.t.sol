// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

import {IMarketEvents} from "../../../../src/interfaces/IMarketEvents.sol";
import {IMarketErrors} from "../../../../src/interfaces/IMarketErrors.sol";
import {LeaseTerms} from "../../../../src/types/MarketTypes.sol";
import {MarketFixture} from "../../../fixtures/MarketFixture.sol";

contract BalancesTest is MarketFixture {
    function test_DepositsForTheNamedAccount() external {
        _mintPToken(stranger, 10e18);
        vm.startPrank(stranger);
        ptoken.approve(address(market), 10e18);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.Deposited(stranger, stranger, 4e18, 4e18);
        market.deposit(4e18);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.Deposited(provider, stranger, 6e18, 6e18);
        market.depositFor(provider, 6e18);
        vm.stopPrank();
        assertEq(_balance(stranger), 4e18, "own balance");
        assertEq(_balance(provider), 6e18, "balance of the other");
    }

    function test_RevertWhen_DepositorLacksTokens() external {
        vm.startPrank(stranger);
        ptoken.approve(address(market), 1);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, stranger, 0, 1));
        market.deposit(1);
        vm.stopPrank();
    }

    function test_RevertWhen_DepositorGaveNoAllowance() external {
        _mintPToken(stranger, 1);
        vm.prank(stranger);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(market), 0, 1)
        );
        market.deposit(1);
    }

    function test_RevertWhen_WithdrawingMoreThanTheBalance() external {
        uint256 balance = _balance(renter);
        vm.prank(renter);
        vm.expectRevert(
            abi.encodeWithSelector(IMarketErrors.Market_InsufficientBalance.selector, balance, balance + 1)
        );
        market.withdraw(balance + 1, renter);
    }

    function test_WithdrawsToAnyAddress() external {
        uint256 balance = _balance(renter);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.Withdrawn(renter, stranger, 3e18, balance - 3e18);
        vm.prank(renter);
        market.withdraw(3e18, stranger);
        assertEq(ptoken.balanceOf(stranger), 3e18, "tokens");
        assertEq(_balance(renter), balance - 3e18, "balance");
    }

    /// @dev Guards against known failure 9 (test/README.md): one wei from an attacker makes a victim's call revert.
    function test_AStrangersDepositNeverBlocksAWithdrawal() external {
        uint256 balance = _balance(renter);
        _mintPToken(stranger, 2);
        vm.startPrank(stranger);
        ptoken.approve(address(market), 1);
        market.depositFor(renter, 1);
        ptoken.transfer(address(market), 1);
        vm.stopPrank();
        vm.prank(renter);
        market.withdraw(balance, renter);
        assertEq(_balance(renter), 1, "the gift stays");
    }

    function test_BurnsFeesWhileThereIsNoSplitter() external {
        uint256 fees = _earnFees();
        uint256 supply = ptoken.totalSupply();
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.FeesSwept(address(0), fees, _accounts());
        assertEq(market.sweepFees(_accounts()), fees, "swept");
        assertEq(supply - ptoken.totalSupply(), fees, "burned");
        assertEq(market.account(provider).fees, 0, "waiting fees");
        assertEq(market.sweepFees(_accounts()), 0, "swept again");
    }

    function test_SendsFeesToTheSplitter() external {
        uint256 fees = _earnFees();
        directory.set("FeeSplitter", address(0xFEE));
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.FeesSwept(address(0xFEE), fees, _accounts());
        vm.prank(stranger);
        market.sweepFees(_accounts());
        assertEq(ptoken.balanceOf(address(0xFEE)), fees, "splitter's tokens");
    }

    function test_SweepsAnAccountNamedTwiceOnce() external {
        uint256 fees = _earnFees();
        address[] memory accounts = new address[](3);
        accounts[0] = provider;
        accounts[1] = provider;
        accounts[2] = stranger;
        assertEq(market.sweepFees(accounts), fees, "swept");
    }

    function _earnFees() private returns (uint256) {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 1_000);
        vm.prank(renter);
        market.end(leaseId, terms, true);
        return market.account(provider).fees;
    }

    function _accounts() private view returns (address[] memory accounts) {
        accounts = new address[](1);
        accounts[0] = provider;
    }
}
