// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketErrors} from "../../../../src/interfaces/IMarketErrors.sol";
import {NodeStatement} from "../../../../src/types/AttestationsTypes.sol";
import {Ask, Bid} from "../../../../src/types/MarketTypes.sol";
import {MarketFixture} from "../../../fixtures/MarketFixture.sol";
import {SettleItem, SettleItems} from "../../../fixtures/SettleItems.sol";

/// @dev Tests the branches "when the orders do not fit" and "when the node cannot take it" of settle.tree.
contract SettleRulesTest is MarketFixture {
    Ask private ask;
    Bid private bid;

    function setUp() public override {
        super.setUp();
        ask = _ask();
        bid = _bid();
    }

    // ── Parties, price and size ─────────────────────────────────────────────

    function test_RevertWhen_RenterIsTheProvider() external {
        bid.renter = provider;
        SettleItem memory item = _item(ask, bid);
        item.bidSignature = _sign(PROVIDER_KEY, market.hashBid(item.bid));
        _refuse(item, abi.encodeWithSelector(IMarketErrors.Market_SelfTrade.selector, provider));
    }

    function test_RevertWhen_AskIsForAnotherRenter() external {
        ask.privateRenter = stranger;
        _refuse(abi.encodeWithSelector(IMarketErrors.Market_AskPrivate.selector, renter, stranger));
        ask.privateRenter = renter;
        _settle(_item(ask, bid));
    }

    function test_RevertWhen_AskIsDearerThanTheBid() external {
        ask.pricePerGpuSecond = PRICE + 1;
        _refuse(abi.encodeWithSelector(IMarketErrors.Market_PriceTooHigh.selector, PRICE + 1, PRICE));
    }

    function test_TradesAtTheAsksPrice() external {
        bid.maxPricePerGpuSecond = PRICE * 3;
        SettleItem memory item = _item(ask, bid);
        uint256 before = _balance(renter);
        _settle(item);
        uint256 price = uint256(PRICE) * 2 * 7200;
        assertEq(before - _balance(renter), price + _feeUp(price), "escrow at the ask's price");
    }

    function test_RevertWhen_FeeIsAboveWhatTheAskSigned() external {
        ask.maxFeeBps = FEE_BPS - 1;
        _refuse(abi.encodeWithSelector(IMarketErrors.Market_FeeTooHigh.selector, FEE_BPS, FEE_BPS - 1));
    }

    function test_RevertWhen_FeeIsAboveWhatTheBidSigned() external {
        bid.maxFeeBps = FEE_BPS - 1;
        _refuse(abi.encodeWithSelector(IMarketErrors.Market_FeeTooHigh.selector, FEE_BPS, FEE_BPS - 1));
    }

    function test_RevertWhen_RelayFeeIsAboveWhatTheBidSigned() external {
        SettleItem memory item = _item(ask, bid);
        item.relayFee = bid.maxRelayFee + 1;
        _refuse(
            item,
            abi.encodeWithSelector(IMarketErrors.Market_RelayFeeTooHigh.selector, item.relayFee, bid.maxRelayFee)
        );
    }

    /// @dev Finding L3 of a security review: a partial fill may cost only its share of the order's relay fee limit, so
    /// that all fills together stay within the limit.
    function test_RevertWhen_ThePiecesTogetherPassTheOrdersRelayFee() external {
        bid.gpus = 8;
        bid.minGpusPerNode = 1;
        SettleItem memory item = _item(ask, bid);
        item.gpus = 1;
        item.relayFee = bid.maxRelayFee / 8 + 1;
        _refuse(
            item,
            abi.encodeWithSelector(IMarketErrors.Market_RelayFeeTooHigh.selector, item.relayFee, bid.maxRelayFee / 8)
        );
        item.relayFee = bid.maxRelayFee / 8;
        for (uint256 i = 0; i < 8; ++i) _settle(item);
        assertEq(_balance(ENGINE), bid.maxRelayFee, "the whole order's");
    }

    function test_RoundsTheShareOfAPieceDown() external {
        bid.gpus = 3;
        bid.minGpusPerNode = 1;
        bid.maxRelayFee = 10;
        SettleItem memory item = _item(ask, bid);
        item.gpus = 2;
        item.relayFee = 7;
        _refuse(item, abi.encodeWithSelector(IMarketErrors.Market_RelayFeeTooHigh.selector, 7, 6));
        item.relayFee = 6;
        _settle(item);
        item.gpus = 1;
        item.relayFee = 4;
        _refuse(item, abi.encodeWithSelector(IMarketErrors.Market_RelayFeeTooHigh.selector, 4, 3));
        item.relayFee = 3;
        _settle(item);
    }

    function test_RevertWhen_ThePieceAndTheBidHaveNoGpus() external {
        bid.gpus = 0;
        bid.minGpusPerNode = 0;
        ask.minGpus = 0;
        SettleItem memory item = _item(ask, bid);
        item.relayFee = 1;
        _refuse(item, abi.encodeWithSelector(IMarketErrors.Market_GpusOutOfRange.selector, 0, 0, CAPACITY));
    }

    /// @dev A value exactly at its limit is accepted. So no refusal in this file begins one unit too early.
    function test_SettlesAtEveryLimit() external {
        ask.minGpus = CAPACITY;
        ask.minDurationSeconds = bid.durationSeconds;
        ask.maxDurationSeconds = bid.durationSeconds;
        ask.availableFrom = uint40(START);
        ask.availableUntil = uint40(START + bid.durationSeconds);
        ask.expiry = uint40(START);
        bid.gpus = CAPACITY;
        bid.minGpusPerNode = CAPACITY;
        bid.minVramGib = 16;
        bid.startFrom = uint40(START);
        bid.startUntil = uint40(START);
        bid.expiry = uint40(START);
        SettleItem memory item = _item(ask, bid);
        item.relayFee = bid.maxRelayFee;
        assertEq(_stateOf(_settle(item)), 1, "booked");
        assertEq(_balance(ENGINE), bid.maxRelayFee, "relay fee");
    }

    function test_RevertWhen_TimeInForceIsUnknown() external {
        bid.timeInForce = 4;
        _refuse(abi.encodeWithSelector(IMarketErrors.Market_TimeInForceUnknown.selector, uint8(4)));
    }

    function test_RevertWhen_BidWantsACluster() external {
        bid.cluster = true;
        _refuse(abi.encodeWithSelector(IMarketErrors.Market_ClusterNeedsBatch.selector));
    }

    function test_RevertWhen_FillOrKillIsNotFilledWhole() external {
        bid.timeInForce = 3;
        SettleItem memory item = _item(ask, bid);
        item.gpus = 1;
        _refuse(item, abi.encodeWithSelector(IMarketErrors.Market_OrderNotWhole.selector, 1, 2));
        item.gpus = 2;
        _settle(item);
    }

    function test_RevertWhen_AllOrNothingIsNotFilledWhole() external {
        bid.allOrNothing = true;
        SettleItem memory item = _item(ask, bid);
        item.gpus = 1;
        _refuse(item, abi.encodeWithSelector(IMarketErrors.Market_OrderNotWhole.selector, 1, 2));
    }

    function test_RevertWhen_GpusAreNone() external {
        ask.minGpus = 0;
        bid.minGpusPerNode = 0;
        SettleItem memory item = _item(ask, bid);
        item.gpus = 0;
        _refuse(item, abi.encodeWithSelector(IMarketErrors.Market_GpusOutOfRange.selector, 0, 0, CAPACITY));
    }

    function test_RevertWhen_GpusAreBelowTheAsksMinimum() external {
        ask.minGpus = 3;
        _refuse(abi.encodeWithSelector(IMarketErrors.Market_GpusOutOfRange.selector, 2, 3, CAPACITY));
    }

    function test_RevertWhen_GpusAreBelowTheBidsMinimumANode() external {
        bid.gpus = 8;
        bid.minGpusPerNode = 4;
        SettleItem memory item = _item(ask, bid);
        item.gpus = 3;
        _refuse(item, abi.encodeWithSelector(IMarketErrors.Market_GpusOutOfRange.selector, 3, 4, CAPACITY));
    }

    function test_RevertWhen_GpusAreAboveTheAsksMaximum() external {
        ask.maxGpus = 1;
        _refuse(abi.encodeWithSelector(IMarketErrors.Market_GpusOutOfRange.selector, 2, 1, 1));
    }

    function test_RevertWhen_GpusAreAboveTheNodes() external {
        ask.maxGpus = 200;
        bid.gpus = 9;
        _refuse(abi.encodeWithSelector(IMarketErrors.Market_GpusOutOfRange.selector, 9, 1, CAPACITY));
    }

    // ── Window ──────────────────────────────────────────────────────────────

    function test_RevertWhen_DurationIsBelowTheAsksMinimum() external {
        bid.durationSeconds = 59;
        _refuse(abi.encodeWithSelector(IMarketErrors.Market_DurationOutOfRange.selector, 59, 60, 27 days));
    }

    function test_RevertWhen_DurationIsZero() external {
        ask.minDurationSeconds = 0;
        bid.durationSeconds = 0;
        _refuse(abi.encodeWithSelector(IMarketErrors.Market_DurationOutOfRange.selector, 0, 0, 27 days));
    }

    function test_RevertWhen_DurationIsAboveTheAsksMaximum() external {
        ask.maxDurationSeconds = 7199;
        _refuse(abi.encodeWithSelector(IMarketErrors.Market_DurationOutOfRange.selector, 7200, 60, 7199));
    }

    function test_RevertWhen_StartIsBeforeTheBidsWindow() external {
        bid.startFrom = uint40(START + 1);
        _refuse(
            abi.encodeWithSelector(
                IMarketErrors.Market_StartOutOfWindow.selector, START, START + 1, uint256(type(uint40).max)
            )
        );
    }

    function test_RevertWhen_StartIsAfterTheBidsWindow() external {
        bid.startUntil = uint40(START - 1);
        _refuse(abi.encodeWithSelector(IMarketErrors.Market_StartOutOfWindow.selector, START, START, START - 1));
    }

    function test_RevertWhen_StartIsInThePast() external {
        SettleItem memory item = _item(ask, bid);
        item.start = uint40(START - 1);
        _refuse(
            item,
            abi.encodeWithSelector(
                IMarketErrors.Market_StartOutOfWindow.selector, START - 1, START, uint256(type(uint40).max)
            )
        );
    }

    function test_RevertWhen_AskIsNotAvailableYet() external {
        ask.availableFrom = uint40(START + 1);
        _refuse(
            abi.encodeWithSelector(
                IMarketErrors.Market_WindowOutsideAsk.selector,
                START,
                START + 7200,
                START + 1,
                uint256(type(uint40).max)
            )
        );
    }

    function test_RevertWhen_AskEndsInsideTheWindow() external {
        ask.availableUntil = uint40(START + 7199);
        _refuse(
            abi.encodeWithSelector(
                IMarketErrors.Market_WindowOutsideAsk.selector, START, START + 7200, 0, START + 7199
            )
        );
        ask.availableUntil = uint40(START + 7200);
        _settle(_item(ask, bid));
    }

    function test_RevertWhen_LeaseWouldEndLaterThan28DaysFromNow() external {
        SettleItem memory item = _item(ask, bid);
        item.start = uint40(START + 28 days - 7199);
        _refuse(
            item, abi.encodeWithSelector(IMarketErrors.Market_EndTooFar.selector, START + 28 days + 1, START + 28 days)
        );
        item.start = uint40(START + 28 days - 7200);
        _settle(item);
    }

    function test_SettlesWithEveryTimeAtTheEndOf40Bits() external {
        vm.warp(type(uint40).max - 7200);
        ask.expiry = type(uint40).max;
        bid.expiry = type(uint40).max;
        uint256 leaseId = _settle(_item(ask, bid));
        assertEq(_stateOf(leaseId), 1, "booked");
    }

    // ── Predicates ──────────────────────────────────────────────────────────

    function test_RevertWhen_PinnedToAnotherNode() external {
        bid.node = bytes32(uint256(7));
        _refuse(abi.encodeWithSelector(IMarketErrors.Market_NodeNotAccepted.selector, node, bid.node));
    }

    function test_RevertWhen_ClassIsNotInTheMask() external {
        bid.node = 0;
        bid.regionMask = type(uint256).max;
        bid.classMask = ~uint256(1 << 1);
        _refuse(abi.encodeWithSelector(IMarketErrors.Market_ClassNotAccepted.selector, uint8(1)));
        bid.classMask = 1 << 1;
        _settle(_item(ask, bid));
    }

    function test_RevertWhen_RegionIsNotInTheMask() external {
        bid.node = 0;
        bid.classMask = type(uint256).max;
        bid.regionMask = ~uint256(1 << 1);
        _refuse(abi.encodeWithSelector(IMarketErrors.Market_RegionNotAccepted.selector, uint8(1)));
        bid.regionMask = 1 << 1;
        _settle(_item(ask, bid));
    }

    function test_RevertWhen_VramIsTooSmall() external {
        bid.minVramGib = 17;
        _refuse(abi.encodeWithSelector(IMarketErrors.Market_VramTooLow.selector, 16, 17));
    }

    function test_RevertWhen_TierIsTooLow() external {
        bid.minTier = 1;
        _refuse(abi.encodeWithSelector(IMarketErrors.Market_TierTooLow.selector, 0, 1));
        _attest(1, 0);
        _settle(_item(ask, bid));
    }

    function test_RevertWhen_ReliabilityIsTooLow() external {
        bid.minReliabilityBps = 9_900;
        _attest(1, 9_899);
        _refuse(abi.encodeWithSelector(IMarketErrors.Market_ReliabilityTooLow.selector, 9_899, 9_900));
        _attest(1, 9_900);
        _settle(_item(ask, bid));
    }

    // ── Listing ─────────────────────────────────────────────────────────────

    function test_RevertWhen_NodeIsUnknown() external {
        ask.node = bytes32(uint256(7));
        bid.node = ask.node;
        _refuse(abi.encodeWithSelector(IMarketErrors.Market_NodeNotListed.selector, ask.node));
    }

    function test_RevertWhen_NodeIsRetired() external {
        vm.prank(provider);
        registry.retire(node);
        _refuse(abi.encodeWithSelector(IMarketErrors.Market_NodeNotListed.selector, node));
    }

    function test_RevertWhen_ProviderIsDelistedByItsBond() external {
        uint256 needed = uint256(PRICE) * 86_400 * CAPACITY;
        vm.prank(provider);
        vault.unbond(PROVIDER_PURPOSE, 100_000e18 - needed + 1);
        _refuse(abi.encodeWithSelector(IMarketErrors.Market_NodeNotListed.selector, node));
        _mintPToken(address(this), 1);
        ptoken.approve(address(vault), 1);
        vault.bondFor(provider, PROVIDER_PURPOSE, 1);
        _settle(_item(ask, bid));
    }

    function test_RevertWhen_NodeBelongsToAnotherProvider() external {
        ask.provider = stranger;
        SettleItem memory item = _item(ask, bid);
        item.askSignature = _sign(STRANGER_KEY, market.hashAsk(item.ask));
        _refuse(item, abi.encodeWithSelector(IMarketErrors.Market_NodeNotOfProvider.selector, node, stranger));
    }

    // ── Shapes ──────────────────────────────────────────────────────────────

    function _attest(uint8 tier, uint16 reliabilityBps) private {
        directory.set("Attestations", address(this));
        NodeStatement[] memory statements = new NodeStatement[](1);
        statements[0] = NodeStatement(node, tier, reliabilityBps);
        registry.attest(statements);
    }

    function _refuse(bytes memory revertData) private {
        _refuse(_item(ask, bid), revertData);
    }

    function _refuse(SettleItem memory item, bytes memory revertData) private {
        vm.prank(ENGINE);
        vm.expectRevert(revertData);
        market.settle(SettleItems.pack(item));
    }
}
