// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IGuardian} from "../../../../src/interfaces/IGuardian.sol";
import {IMarketErrors} from "../../../../src/interfaces/IMarketErrors.sol";
import {IMarketEvents} from "../../../../src/interfaces/IMarketEvents.sol";
import {LeaseLib} from "../../../../src/libraries/LeaseLib.sol";
import {Ask, Bid, LeaseTerms, SettleContext} from "../../../../src/types/MarketTypes.sol";
import {NodeRegistration} from "../../../../src/types/NodeRegistryTypes.sol";
import {ContractWallet} from "../../../fixtures/ContractWallet.sol";
import {MarketFixture} from "../../../fixtures/MarketFixture.sol";
import {SettleItem, SettleItems} from "../../../fixtures/SettleItems.sol";

interface SettleGroup {
    function settleGroup(SettleContext calldata context, bytes[] calldata items) external returns (uint256);
}

contract SettleBatchTest is MarketFixture {
    uint256 private constant SECOND_KEY = uint256(keccak256("second node"));

    bytes32 private second;

    function setUp() public override {
        super.setUp();
        second = _register(PROVIDER_KEY, SECOND_KEY, CAPACITY);
    }

    function test_SettlesAllAndCountsUp() external {
        SettleItem[] memory items = new SettleItem[](3);
        for (uint64 i = 0; i < 3; ++i) items[i] = _plain(i);
        items[1].relayFee = 3;
        uint256[] memory ids = _settleBatch(items);
        for (uint256 i = 0; i < 3; ++i) {
            assertEq(ids[i], i + 1, "lease id");
            LeaseTerms memory terms = _termsOf(items[i], START, i == 0);
            assertEq(market.leaseSlot(i + 1).termsHash, LeaseLib.hashTerms(i + 1, terms), "terms");
        }
        assertEq(_balance(ENGINE), 3, "the relay fee is the sender's");
    }

    /// @dev Guards against known failure 18 (test/README.md): one bad item makes the whole batch fail.
    function test_LeavesOutWhatBreaksARule() external {
        SettleItem[] memory items = new SettleItem[](3);
        for (uint64 i = 0; i < 3; ++i) items[i] = _plain(i);
        items[1].bid.maxPricePerGpuSecond = PRICE - 1;
        items[1].bidSignature = _sign(RENTER_KEY, market.hashBid(items[1].bid));
        uint256 before = _balance(renter);
        bytes memory reason =
            abi.encodeWithSelector(IMarketErrors.Market_PriceTooHigh.selector, PRICE, PRICE - 1);
        bytes32 bidHash = market.hashBid(items[1].bid);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.SettleSkipped(1, bidHash, reason);
        uint256[] memory ids = _settleBatch(items);
        assertEq(ids[0], 1, "first");
        assertEq(ids[1], 0, "left out");
        assertEq(ids[2], 2, "third");
        assertEq(market.bidLane(renter, 1), 0, "its fill was undone");
        assertEq(before - _balance(renter), 2 * _escrowOf(_termsOf(items[0], START, true)), "two escrows");
    }

    function test_LeavesAllOutForAStranger() external {
        SettleItem[] memory items = new SettleItem[](2);
        for (uint64 i = 0; i < 2; ++i) items[i] = _plain(i);
        vm.prank(stranger);
        uint256[] memory ids = market.settleBatch(SettleItems.pack(items));
        assertEq(ids[0] + ids[1] + market.leaseCount(), 0, "nothing settled");
    }

    function test_RevertWhen_SettlingIsPaused() external {
        SettleItem[] memory items = new SettleItem[](1);
        items[0] = _plain(0);
        IGuardian guarded = IGuardian(address(directory));
        guarded.setGuardian(address(this));
        guarded.pause(1 hours);
        vm.prank(ENGINE);
        vm.expectPartialRevert(IGuardian.Guardian_Paused.selector);
        market.settleBatch(SettleItems.pack(items));
    }

    function test_RevertWhen_SomebodyCallsTheInnerFunction() external {
        SettleItem[] memory items = new SettleItem[](1);
        items[0] = _plain(0);
        SettleContext memory context = SettleContext(ENGINE, address(registry), FEE_BPS, true);
        vm.prank(ENGINE);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_CallerNotMarket.selector, ENGINE));
        SettleGroup(address(market)).settleGroup(context, SettleItems.pack(items));
    }

    // ── Whole bids ──────────────────────────────────────────────────────────

    function test_SettlesAnAllOrNothingBidOverTwoNodes() external {
        uint256[] memory ids = _settleBatch(_over(_whole(), 8, 2));
        assertEq(ids[0] + ids[1], 3, "both");
        assertEq(market.bidLane(renter, 0), 10, "filled");
    }

    /// @dev Only a cluster needs one region and one start. A bid that must settle completely does not.
    function test_SettlesAnAllOrNothingBidOverTwoRegionsAndTwoStarts() external {
        second = _registerIn(0);
        Bid memory bid = _whole();
        bid.regionMask = 3;
        SettleItem[] memory items = _over(bid, 8, 2);
        items[0].start = uint40(START + 1 hours);
        items[1].start = uint40(START + 2 hours);
        uint256[] memory ids = _settleBatch(items);
        assertEq(ids[0] + ids[1], 3, "both");
        assertEq(market.bidLane(renter, 0), 10, "filled");
    }

    function test_LeavesBothOutWhenOneFails() external {
        SettleItem[] memory items = _over(_whole(), 8, 2);
        items[1].ask.expiry = uint40(START - 1);
        items[1].askSignature = _sign(PROVIDER_KEY, market.hashAsk(items[1].ask));
        uint256[] memory ids = _settleBatch(items);
        assertEq(ids[0] + ids[1] + market.leaseCount(), 0, "none");
        assertEq(market.bidLane(renter, 0), 0, "lane");
        assertEq(market.calendarWord(node, START / 3600 / 64), 0, "calendar");
    }

    function test_LeavesOutAPartOfAWholeBid() external {
        SettleItem[] memory both = _over(_whole(), 8, 2);
        SettleItem[] memory items = new SettleItem[](1);
        items[0] = both[0];
        bytes32 bidHash = market.hashBid(items[0].bid);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.SettleSkipped(
            0, bidHash, abi.encodeWithSelector(IMarketErrors.Market_OrderNotWhole.selector, 8, 10)
        );
        assertEq(_settleBatch(items)[0], 0, "left out");
    }

    function test_SettlesAFillOrKillBidOverTwoNodes() external {
        Bid memory bid = _whole();
        bid.allOrNothing = false;
        bid.timeInForce = 3;
        assertEq(_settleBatch(_over(bid, 5, 5))[1], 2, "second");
    }

    function test_SettlesEachPartOfAnOrdinaryBidByItself() external {
        Bid memory bid = _whole();
        bid.allOrNothing = false;
        SettleItem[] memory items = _over(bid, 8, 2);
        items[0].ask.expiry = uint40(START - 1);
        items[0].askSignature = _sign(PROVIDER_KEY, market.hashAsk(items[0].ask));
        uint256[] memory ids = _settleBatch(items);
        assertEq(ids[0], 0, "first left out");
        assertEq(ids[1], 1, "second stands");
        assertEq(market.bidLane(renter, 0), 2, "filled in part");
    }

    // ── Clusters ────────────────────────────────────────────────────────────

    function test_EveryMemberOfAClusterHasTheTrialUntilAllAreLate() external {
        Bid memory bid = _whole();
        bid.cluster = true;
        bid.durationSeconds = 9_000; // a shorter cluster has no trial
        SettleItem[] memory items = _over(bid, 8, 2);
        uint256 before = _balance(renter);
        _settleBatch(items);
        LeaseTerms memory first = _clusterTerms(items[0]);
        LeaseTerms memory other = _clusterTerms(items[1]);
        _ready(1, first, NODE_KEY);
        vm.warp(START + 600);
        _ready(2, other, SECOND_KEY);
        vm.warp(START + 899);
        vm.prank(renter);
        market.end(1, first, true);
        vm.prank(renter);
        market.end(2, other, true);
        assertEq(_balance(renter), before, "all leave free");
    }

    function test_AClusterPaysFromReadyOnWhenItStays() external {
        Bid memory bid = _whole();
        bid.cluster = true;
        bid.durationSeconds = 9_000;
        SettleItem[] memory items = _over(bid, 8, 2);
        _settleBatch(items);
        LeaseTerms memory first = _clusterTerms(items[0]);
        _ready(1, first, NODE_KEY);
        vm.warp(START + 900);
        vm.prank(renter);
        market.end(1, first, true);
        uint256 pay = uint256(PRICE) * 8 * 900;
        assertEq(_balance(provider), pay - _feeUp(pay), "billed from Ready");
    }

    function test_LeavesOutAClusterOfTwoRegions() external {
        second = _registerIn(0);
        Bid memory bid = _whole();
        bid.cluster = true;
        bid.regionMask = 3;
        bytes32 bidHash = market.hashBid(bid);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.SettleSkipped(
            0, bidHash, abi.encodeWithSelector(IMarketErrors.Market_ClusterRegionsDiffer.selector, uint8(0), uint8(1))
        );
        assertEq(_settleBatch(_over(bid, 8, 2))[0], 0, "left out");
    }

    function test_LeavesOutAClusterOfTwoStarts() external {
        Bid memory bid = _whole();
        bid.cluster = true;
        SettleItem[] memory items = _over(bid, 8, 2);
        items[0].start = uint40(START + 1 hours);
        items[1].start = uint40(START + 2 hours);
        bytes32 bidHash = market.hashBid(bid);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.SettleSkipped(
            1,
            bidHash,
            abi.encodeWithSelector(IMarketErrors.Market_ClusterStartsDiffer.selector, START + 2 hours, START + 1 hours)
        );
        assertEq(_settleBatch(items)[1], 0, "left out");
    }

    // ── Hostile items ───────────────────────────────────────────────────────

    function test_AWalletThatBurnsGasOrAnswersMuchSpoilsNothing() external {
        ContractWallet wallet = new ContractWallet(renter);
        _deposit(address(wallet), 1_000e18);
        SettleItem[] memory items = new SettleItem[](3);
        items[0] = _plain(0);
        items[1] = _plain(1);
        items[1].bid.renter = address(wallet);
        items[1].bidSignature = _sign(RENTER_KEY, market.hashBid(items[1].bid));
        items[2] = _plain(2);
        wallet.setMood(ContractWallet.Mood.BurnsGas);
        uint256 gasBefore = gasleft();
        uint256[] memory ids = _settleBatch(items);
        assertAtMost(gasBefore - gasleft(), 900_000, "the burning is bounded");
        assertEq(ids[0] + ids[2], 3, "the others stand");
        assertEq(ids[1], 0, "left out");
        for (uint64 i = 0; i < 3; i += 2) items[i] = _plain(i + 10);
        wallet.setMood(ContractWallet.Mood.AnswersMuch);
        ids = _settleBatch(items);
        assertEq(ids[0] + ids[2], 7, "the others stand again");
    }

    function test_ItemsThatShareTheirBytesAreEachJudgedAlone() external {
        SettleItem[] memory items = new SettleItem[](2);
        items[0] = _plain(0);
        items[1] = _plain(1);
        bytes memory message = abi.encodeCall(market.settleBatch, (SettleItems.pack(items)));
        assembly ("memory-safe") {
            // The message has selector, offset and length, then the offsets of both items. Now both offsets lead to
            // the second item.
            let offsets := add(message, 0x64)
            mstore(offsets, mload(add(offsets, 0x20)))
        }
        vm.prank(ENGINE);
        (bool done, bytes memory answer) = address(market).call(message);
        assertTrue(done, "the batch stands");
        uint256[] memory ids = abi.decode(answer, (uint256[]));
        assertEq(ids[0], 0, "left out");
        assertEq(ids[1], 1, "settled");
        assertEq(market.bidLane(renter, 1), 2, "once");
    }

    function testFuzz_EachItemSettlesAsItWouldAlone(uint8[5] calldata gpus, bool[5] calldata late) external {
        SettleItem[] memory items = new SettleItem[](5);
        uint256 free = CAPACITY;
        bool[5] memory fits;
        for (uint64 i = 0; i < 5; ++i) {
            Bid memory bid = _bid();
            bid.nonce = i;
            bid.gpus = uint8(bound(gpus[i], 1, 4));
            if (late[i]) bid.expiry = uint40(START - 1);
            items[i] = _item(_ask(), bid);
            fits[i] = !late[i] && bid.gpus <= free;
            if (fits[i]) free -= bid.gpus;
        }
        uint256 before = _balance(renter);
        uint256[] memory ids = _settleBatch(items);
        uint256 escrow = 0;
        uint256 count = 0;
        for (uint256 i = 0; i < 5; ++i) {
            assertTrue((ids[i] != 0) == fits[i], "settled when it fits");
            if (!fits[i]) continue;
            assertEq(ids[i], ++count, "counted up");
            escrow += _escrowOf(_termsOf(items[i], START, false));
        }
        assertEq(before - _balance(renter), escrow, "escrow of those that settled");
        assertEq(market.leaseCount(), count, "leases");
    }

    // ── Shapes ──────────────────────────────────────────────────────────────

    function _plain(uint64 nonce) private view returns (SettleItem memory) {
        Bid memory bid = _bid();
        bid.nonce = nonce;
        return _item(_ask(), bid);
    }

    /// @dev A bid for ten GPUs, all or nothing, on any node of the class.
    function _whole() private view returns (Bid memory bid) {
        bid = _bid();
        bid.node = 0;
        bid.classMask = 2;
        bid.regionMask = 2;
        bid.gpus = 10;
        bid.allOrNothing = true;
    }

    function _registerIn(uint8 regionId) private returns (bytes32) {
        NodeRegistration memory registration = _registration(uint256(keccak256("far node")), CAPACITY);
        registration.regionId = regionId;
        vm.prank(provider);
        return registry.register(registration);
    }

    function _over(Bid memory bid, uint8 onFirst, uint8 onSecond) private view returns (SettleItem[] memory items) {
        items = new SettleItem[](2);
        items[0] = _item(_ask(), bid);
        items[0].gpus = onFirst;
        Ask memory ask = _ask();
        ask.node = second;
        items[1] = _item(ask, bid);
        items[1].gpus = onSecond;
    }

    function _clusterTerms(SettleItem memory item) private view returns (LeaseTerms memory terms) {
        terms = _termsOf(item, START, true);
        terms.flags |= LeaseLib.FLAG_CLUSTER;
    }

    function _settleBatch(SettleItem[] memory items) private returns (uint256[] memory) {
        vm.prank(ENGINE);
        return market.settleBatch(SettleItems.pack(items));
    }
}
