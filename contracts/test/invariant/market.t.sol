// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {IMarket} from "../../src/interfaces/IMarket.sol";
import {Assertions} from "../fixtures/Assertions.sol";
import {PTokenContract} from "../fixtures/Contracts.sol";
import {ActsHandler} from "./handlers/ActsHandler.sol";
import {MarketHandler} from "./handlers/MarketHandler.sol";
import {SettleHandler} from "./handlers/SettleHandler.sol";
import {LeaseModel} from "./stores/LeaseStore.sol";

/// @dev Each invariant is named after its sentence in README.md.
contract MarketInvariants is Assertions {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    ActsHandler private handler;
    IMarket private market;
    PTokenContract private ptoken;

    function setUp() external {
        handler = new ActsHandler();
        market = handler.marketContract();
        ptoken = handler.tokenContract();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @dev Frequent actions stand several times.
    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[] memory selectors = new bytes4[](28);
        bytes4[28] memory list = [
            SettleHandler.settle.selector,
            SettleHandler.settle.selector,
            SettleHandler.settle.selector,
            SettleHandler.settle.selector,
            SettleHandler.settle.selector,
            MarketHandler.pass.selector,
            MarketHandler.pass.selector,
            MarketHandler.ready.selector,
            MarketHandler.ready.selector,
            MarketHandler.ready.selector,
            MarketHandler.end.selector,
            MarketHandler.end.selector,
            MarketHandler.claim.selector,
            MarketHandler.claim.selector,
            MarketHandler.close.selector,
            MarketHandler.close.selector,
            MarketHandler.cancel.selector,
            MarketHandler.noShow.selector,
            MarketHandler.withdraw.selector,
            MarketHandler.deposit.selector,
            MarketHandler.sweepFees.selector,
            MarketHandler.redeem.selector,
            MarketHandler.changeBond.selector,
            MarketHandler.mint.selector,
            ActsHandler.extend.selector,
            ActsHandler.extend.selector,
            ActsHandler.credit.selector,
            ActsHandler.transfer.selector
        ];
        for (uint256 i = 0; i < 28; ++i) {
            selectors[i] = list[i];
        }
        bytes4[] memory rare = new bytes4[](6);
        rare[0] = SettleHandler.cancelBid.selector;
        rare[1] = SettleHandler.cancelAsk.selector;
        rare[2] = SettleHandler.raiseFloor.selector;
        rare[3] = ActsHandler.nodeLost.selector;
        rare[4] = ActsHandler.endByProvider.selector;
        rare[5] = ActsHandler.transfer.selector;
        targets = new FuzzSelector[](2);
        targets[0] = FuzzSelector(address(handler), selectors);
        targets[1] = FuzzSelector(address(handler), rare);
    }

    function invariant_1_MarketsTokensAreBalancesEscrowAndUnclaimedPayAndFees() external view {
        uint256 owed = 0;
        address[] memory accounts = handler.accounts();
        for (uint256 i = 0; i < accounts.length; ++i) {
            owed += market.account(accounts[i]).balance + uint256(market.account(accounts[i]).fees);
        }
        for (uint256 i = 0; i < handler.leaseCount(); ++i) {
            LeaseModel memory lease = handler.leaseAt(i);
            if (lease.state != 0) owed += lease.escrow - lease.pay - lease.renterFee - lease.refund;
        }
        assertEq(ptoken.balanceOf(address(market)), owed, "1");
        assertEq(handler.deposited() + handler.compensated() - handler.withdrawn() - handler.swept(), owed, "1: what came in and went out");
    }

    function invariant_3_And_4_EachUnitOfALeaseLeavesOnceAndWithinItsTerms() external view {
        for (uint256 i = 0; i < handler.leaseCount(); ++i) {
            LeaseModel memory lease = handler.leaseAt(i);
            uint256 price = uint256(lease.terms.pricePerGpuSecond) * lease.terms.gpus;
            assertAtMost(lease.pay, price * lease.terms.durationSeconds, "3: pay");
            assertAtMost(lease.pay + lease.renterFee, lease.escrow, "3: what the renter pays");
            if (lease.state == 0) {
                assertEq(lease.pay + lease.renterFee + lease.refund, lease.escrow, "4: paid and refunded is the escrow");
            } else if (lease.state == 3) {
                assertAtMost(lease.pay + lease.renterFee + lease.refund, lease.escrow, "4: no more than the escrow");
            } else {
                assertEq(lease.refund, 0, "4: nothing is refunded before the end");
            }
        }
    }

    function invariant_9_SupplyIsNeverAboveTheReserve() external view {
        assertAtMost(ptoken.totalSupply(), ptoken.reserve(), "9");
    }

    /// @dev Guards the invariants against handlers that never get anywhere.
    function test_TheHandlersTakeEveryEdge() external {
        for (uint256 seed = 1; seed <= 5_000; ++seed) {
            uint256 action = uint256(keccak256(abi.encode(seed))) % 22;
            if (action < 5) handler.settle(seed);
            else if (action < 7) handler.pass(seed);
            else if (action < 9) handler.ready(seed);
            else if (action == 9) handler.end(seed);
            else if (action == 10) handler.claim(seed);
            else if (action == 11) handler.close(seed);
            else if (action == 12) handler.cancel(seed);
            else if (action == 13) handler.noShow(seed);
            else if (action == 14 || action == 19) handler.extend(seed);
            else if (action == 15) handler.endByProvider(seed);
            else if (action == 16) handler.credit(seed);
            else if (action == 17 || action == 20) handler.nodeLost(seed);
            else if (action == 18) handler.transfer(seed);
            else if (seed % 50 == 0) handler.changeBond(seed);
            else handler.deposit(seed);
        }
        uint8[15] memory edges = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
        for (uint256 i = 0; i < edges.length; ++i) {
            uint256 taken = handler.edge(edges[i]);
            if (taken < 5) revert NotEqual("11: an edge that the handlers hardly ever take (edge, times)", edges[i], taken);
        }
    }

    /// @notice 8: every lease can be closed and every balance withdrawn with our servers gone. Runs at the end of each run.
    function afterInvariant() external {
        vm.warp(handler.clock() + 40 days);
        for (uint256 i = 0; i < handler.leaseCount(); ++i) {
            LeaseModel memory lease = handler.leaseAt(i);
            if (lease.state == 1) market.noShow(i + 1, lease.terms);
            else if (lease.state != 0) market.close(i + 1, lease.terms);
        }
        address[] memory accounts = handler.accounts();
        for (uint256 i = 0; i < accounts.length; ++i) {
            uint256 balance = market.account(accounts[i]).balance;
            vm.prank(accounts[i]);
            market.withdraw(balance, accounts[i]);
            uint256 tokens = ptoken.balanceOf(accounts[i]);
            vm.prank(accounts[i]);
            if (tokens >= 1e12) ptoken.redeem(tokens, accounts[i]);
        }
        market.sweepFees(accounts);
        assertEq(ptoken.balanceOf(address(market)), 0, "8: nothing stays behind");
    }
}
