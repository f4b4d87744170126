// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarket} from "../../../../src/interfaces/IMarket.sol";
import {IMarketEvents} from "../../../../src/interfaces/IMarketEvents.sol";
import {IMarketErrors} from "../../../../src/interfaces/IMarketErrors.sol";
import {OrderLib} from "../../../../src/libraries/OrderLib.sol";
import {LeaseTerms} from "../../../../src/types/MarketTypes.sol";
import {MarketFixture} from "../../../fixtures/MarketFixture.sol";
import {SettleItem, SettleItems} from "../../../fixtures/SettleItems.sol";

contract CancelOrdersTest is MarketFixture {
    function test_SetsExactlyTheCallersBit() external {
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.AskCancelled(provider, 256);
        vm.prank(provider);
        market.cancelAsk(256);
        assertTrue(market.askCancelled(provider, 256), "cancelled");
        assertTrue(!market.askCancelled(provider, 255) && !market.askCancelled(provider, 257), "neighbours");
        assertTrue(!market.askCancelled(provider, 0), "same place in another word");
        assertTrue(!market.askCancelled(renter, 256), "another account");
        vm.prank(provider);
        market.cancelAsk(256);
        assertTrue(market.askCancelled(provider, 256), "still cancelled");
    }

    function test_SetsExactlyTheCallersLane() external {
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.BidCancelled(renter, 33);
        vm.prank(renter);
        market.cancelBid(33);
        assertEq(market.bidLane(renter, 33), 255, "lane");
        assertEq(market.bidLane(renter, 32) + market.bidLane(renter, 34), 0, "neighbours");
        assertEq(market.bidLane(renter, 1), 0, "same place in another word");
        assertEq(market.bidLane(provider, 33), 0, "another account");
    }

    function test_CancelsAHalfFilledLane() external {
        SettleItem memory item = _defaultItem();
        item.gpus = 1;
        _settle(item);
        vm.prank(renter);
        market.cancelBid(0);
        assertEq(market.bidLane(renter, 0), 255, "lane");
        vm.prank(ENGINE);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_BidCancelled.selector, renter, uint64(0)));
        market.settle(SettleItems.pack(item));
    }

    function test_CancelsEverySmallerNonce() external {
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.FloorRaised(provider, 1_000);
        vm.prank(provider);
        market.raiseFloor(1_000);
        assertTrue(market.askCancelled(provider, 999), "below");
        assertTrue(!market.askCancelled(provider, 1_000), "at the floor");
        assertEq(market.floorOf(provider), 1_000, "floor");
    }

    function test_RevertWhen_FloorDoesNotRise() external {
        vm.prank(provider);
        market.raiseFloor(10);
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_FloorNotRaised.selector, uint64(10), uint64(10)));
        market.raiseFloor(10);
    }

    /// @dev Guards against known failure 1 (test/README.md): a signature domain that was cached before a fork of the
    /// chain is used after it.
    function test_RevertWhen_TheChainForkedAway() external {
        SettleItem memory item = _defaultItem();
        vm.chainId(424_242);
        vm.prank(ENGINE);
        vm.expectPartialRevert(IMarketErrors.Market_SignerNotProvider.selector);
        market.settle(SettleItems.pack(item));
        SettleItem memory signedAgain = _defaultItem();
        _settle(signedAgain);
    }

    /// @dev Guards against known failure 2 (test/README.md): a signature can be replayed on a second deployment,
    /// because the signed hash does not include the contract.
    function test_RevertWhen_TheSignatureIsForAnotherDeployment() external {
        SettleItem memory item = _defaultItem();
        IMarket second = _createMarket(address(ptoken));
        vm.prank(ENGINE);
        vm.expectPartialRevert(IMarketErrors.Market_SignerNotProvider.selector);
        second.settle(SettleItems.pack(item));
        item.askSignature = _sign(PROVIDER_KEY, second.hashAsk(item.ask));
        vm.prank(ENGINE);
        vm.expectPartialRevert(IMarketErrors.Market_SignerNotRenter.selector);
        second.settle(SettleItems.pack(item));
    }

    function test_RevertWhen_ARelayedEndIsReplayedOnAnotherChain() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        uint40 expiry = uint40(START + 60);
        bytes memory signature = _sign(RENTER_KEY, _digest(OrderLib.hashEnd(leaseId, _keyOf(leaseId, terms), true, expiry)));
        vm.chainId(424_242);
        vm.expectPartialRevert(IMarketErrors.Market_SignerNotHolder.selector);
        market.endFor(leaseId, terms, true, expiry, signature);
        vm.chainId(31_337);
        market.endFor(leaseId, terms, true, expiry, signature);
    }
}
