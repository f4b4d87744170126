// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDirectory} from "../../src/interfaces/IDirectory.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {Account} from "../../src/types/MarketTypes.sol";
import {Assertions} from "../fixtures/Assertions.sol";
import {PTokenContract} from "../fixtures/Contracts.sol";
import {ActsHandler} from "./handlers/ActsHandler.sol";
import {MarketHandler} from "./handlers/MarketHandler.sol";
import {SessionHandler} from "./handlers/SessionHandler.sol";
import {SettleHandler} from "./handlers/SettleHandler.sol";
import {LeaseModel} from "./stores/LeaseStore.sol";
import {SessionModel} from "./stores/SessionStore.sol";

/// @dev Each invariant function is named after its sentence in README.md.
contract MarketInvariants is Assertions {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    SessionHandler private handler;
    IMarket private market;
    PTokenContract private ptoken;
    address[] private accounts; // the three renters first
    address[2] private keys;

    function setUp() external {
        handler = new SessionHandler();
        market = handler.marketContract();
        ptoken = handler.tokenContract();
        accounts = handler.accounts();
        keys = handler.sessionKeys();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @dev Lists the actions of the handlers. Frequent actions are in the list several times.
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
        bytes4[] memory rare = new bytes4[](9);
        rare[0] = SettleHandler.cancelBid.selector;
        rare[1] = SettleHandler.cancelAsk.selector;
        rare[2] = SettleHandler.raiseFloor.selector;
        rare[3] = ActsHandler.nodeLost.selector;
        rare[4] = ActsHandler.endByProvider.selector;
        rare[5] = ActsHandler.transfer.selector;
        rare[6] = SessionHandler.authorize.selector;
        rare[7] = SessionHandler.revoke.selector;
        rare[8] = SessionHandler.overreach.selector;
        targets = new FuzzSelector[](2);
        targets[0] = FuzzSelector(address(handler), selectors);
        targets[1] = FuzzSelector(address(handler), rare);
    }

    /// @dev Checks all these properties in one campaign, because separate campaigns would try the same calls again. The
    /// handlers check properties 2, 3, 4, 5, 11 and the limits of 6 where an action touches them.
    function invariant_1_And_6_And_9_MoneyIsConservedKeysKeepTheirLimitsAndTheReserveCoversTheSupply() external view {
        _checkMarketsTokensAreBalancesEscrowAndUnclaimedPayAndFees();
        _checkASessionKeyNeverSpendsAboveItsLimitsAndCannotWithdraw();
        assertAtMost(ptoken.totalSupply(), ptoken.reserve(), "9: supply");
    }

    /// @dev Checks that the handlers reach enough states. If they did not, the invariants would test too little.
    function test_TheHandlersTakeEveryEdge() external {
        for (uint256 seed = 1; seed <= 8_000; ++seed) {
            uint256 action = uint256(keccak256(abi.encode(seed))) % 23;
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
            else if (action == 22 && seed % 5 < 2) handler.authorize(seed);
            else if (action == 22 && seed % 5 < 4) handler.overreach(seed);
            else if (action == 22) handler.revoke(seed);
            else if (seed % 50 == 0) handler.changeBond(seed);
            else handler.deposit(seed);
        }
        uint8[15] memory edges = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
        for (uint256 i = 0; i < edges.length; ++i) {
            uint256 taken = handler.edge(edges[i]);
            if (taken < 5) revert NotEqual("11: an edge that the handlers hardly ever take (edge, times)", edges[i], taken);
        }
        (uint256 spendings, uint256 refusals) = handler.keysUsed();
        if (spendings < 20 || refusals < 10) revert NotEqual("6: keys hardly ever spend, or are hardly ever refused", spendings, refusals);
    }

    /// @notice Property 8: every lease can be closed and every balance withdrawn without this project's servers and
    /// during a pause. Called at the end of each run.
    function afterInvariant() external {
        (uint256 locked,) = handler.sums();
        assertEq(handler.lockedInLeases(), locked, "1: escrow, counted lease by lease");
        vm.warp(handler.clock() + 40 days);
        IDirectory directory = handler.directoryContract();
        vm.prank(directory.guardian());
        directory.pause(72 hours);
        for (uint256 i = 0; i < handler.leaseCount(); ++i) {
            LeaseModel memory lease = handler.leaseAt(i);
            if (lease.state == 1) market.noShow(i + 1, lease.terms);
            else if (lease.state != 0) market.close(i + 1, lease.terms);
        }
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

    function _checkMarketsTokensAreBalancesEscrowAndUnclaimedPayAndFees() private view {
        (uint256 owed, uint256 stayed) = handler.sums();
        for (uint256 i = 0; i < accounts.length; ++i) {
            Account memory account = market.account(accounts[i]);
            owed += uint256(account.balance) + account.fees;
        }
        assertEq(ptoken.balanceOf(address(market)), owed, "1");
        assertEq(stayed, owed, "1: what came in and went out");
    }

    function _checkASessionKeyNeverSpendsAboveItsLimitsAndCannotWithdraw() private view {
        for (uint256 i = 0; i < 2; ++i) {
            address key = keys[i];
            assertEq(market.account(key).balance, 0, "6: a key has no balance");
            assertEq(ptoken.balanceOf(key), 0, "6: a key has no tokens");
            for (uint256 j = 0; j < 3; ++j) {
                SessionModel memory session = handler.sessionModel(accounts[j], key);
                assertAtMost(session.paid, session.total * 1e9, "6: spent in all");
                assertAtMost(session.paidToday, session.capThen * 1e9, "6: spent in a day");
            }
        }
    }
}
