// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ask, Bid} from "../../src/types/MarketTypes.sol";
import {MarketFixture} from "../fixtures/MarketFixture.sol";
import {SettleItem, SettleItems} from "../fixtures/SettleItems.sol";

/// @dev Tests property 5 of docs/contracts.md, and guards against known failure 3 (test/README.md): a filled order can
/// be filled again.
contract LanesFuzzTest is MarketFixture {
    function testFuzz_FillsOfABidNeverPassItsSize(uint8 size, uint64 nonce, uint8[12] calldata fills) external {
        Bid memory bid = _bid();
        bid.gpus = uint8(bound(size, 1, 254));
        bid.nonce = uint64(bound(nonce, 1, type(uint64).max - 1));
        bid.durationSeconds = 60;
        SettleItem memory item = _item(_ask(), bid);
        uint256 filled = 0;
        for (uint256 i = 0; i < fills.length; ++i) {
            vm.warp(START + i * 3_600); // another hour, so that the calendar never refuses
            item.bid.expiry = uint40(block.timestamp + 1);
            item.bidSignature = _sign(RENTER_KEY, market.hashBid(item.bid));
            item.gpus = uint8(bound(fills[i], 1, CAPACITY));
            vm.prank(ENGINE);
            try market.settle(SettleItems.pack(item)) {
                filled += item.gpus;
            } catch {
                assertTrue(filled + item.gpus > bid.gpus, "refused with room left");
            }
            assertAtMost(filled, bid.gpus, "filled");
            assertEq(market.bidLane(renter, bid.nonce), filled, "lane");
        }
        assertEq(market.bidLane(renter, bid.nonce - 1) + market.bidLane(renter, bid.nonce + 1), 0, "neighbour lanes");
    }

    /// @dev Property 3 of docs/contracts.md for every length of stay: a renter pays exactly the price of the billed
    /// seconds.
    function testFuzz_ARenterPaysForBilledSecondsOnly(uint16 delay, uint24 stay, uint32 notice, uint96 price) external {
        Ask memory ask = _ask();
        ask.noticeSeconds = uint32(bound(notice, 0, 2 days));
        ask.pricePerGpuSecond = uint96(bound(price, 1, PRICE));
        Bid memory bid = _bid();
        bid.durationSeconds = 1 days;
        uint256 before = _balance(renter);
        (uint256 leaseId,) = _bookedAs(_item(ask, bid));
        uint256 readyAt = START + bound(delay, 0, 600);
        vm.warp(readyAt);
        SettleItem memory item = _item(ask, bid);
        _ready(leaseId, _termsOf(item, START, true), NODE_KEY);
        uint256 leftAt = readyAt + bound(stay, 0, 2 days);
        vm.warp(leftAt);
        vm.prank(renter);
        market.end(leaseId, _termsOf(item, START, true), true);
        uint256 endAt = leftAt + ask.noticeSeconds < START + 1 days ? leftAt + ask.noticeSeconds : START + 1 days;
        uint256 billed = leftAt < readyAt + TRIAL ? 0 : endAt - readyAt;
        uint256 pay = uint256(ask.pricePerGpuSecond) * 2 * billed;
        assertEq(before - _balance(renter), pay + _feeUp(pay), "renter paid");
        assertEq(_balance(provider), pay - _feeUp(pay), "provider got");
    }
}
