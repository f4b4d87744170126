// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

import {IMarketErrors} from "../../../../src/interfaces/IMarketErrors.sol";
import {IMarketEvents} from "../../../../src/interfaces/IMarketEvents.sol";
import {Ask, Bid, Mandate} from "../../../../src/types/MarketTypes.sol";
import {MarketFixture} from "../../../fixtures/MarketFixture.sol";
import {SettleItem, SettleItems} from "../../../fixtures/SettleItems.sol";

/// @dev Each pair of orders has exactly one encoding. So an item does not settle if any byte is changed, added or
/// removed.
contract PackedItemTest is MarketFixture {
    // Byte positions in a packed item, as SettleItemLib describes them.
    uint256 private constant ASK_SIGNATURE_SIZE_LOW_BYTE = 19;
    uint256 private constant BID_SIGNATURE_SIZE_LOW_BYTE = 21;
    uint256 private constant ORDERS = 22;
    uint256 private constant BID = 170;
    uint256 private constant SIGNATURES = 401;
    uint256 private constant TRANSFERABLE = ORDERS + 114;
    uint256 private constant ALL_OR_NOTHING = BID + 123;
    uint256 private constant MANDATE_BYTES = 99;

    // ── Bytes of the orders ─────────────────────────────────────────────────

    function test_RevertWhen_AnyByteOfAnOrderIsNotTheSignedOne() external {
        bytes memory item = SettleItems.pack(_defaultItem());
        assertEq(item.length, SIGNATURES + 130, "two orders and two signatures");
        for (uint256 i = ORDERS; i < SIGNATURES; ++i) {
            bytes1 signed = item[i];
            item[i] = ~signed;
            _refuse(item, "another byte of an order settled");
            item[i] = signed;
        }
        assertTrue(_settles(item), "the signed bytes settle");
    }

    function test_RevertWhen_ABoolIsNeitherZeroNorOne() external {
        bytes memory item = SettleItems.pack(_defaultItem());
        item[TRANSFERABLE] = 0x02;
        _refuseWith(item, IMarketErrors.Market_SignerNotProvider.selector);
        item[TRANSFERABLE] = 0x00;
        for (uint256 i = 0; i < 2; ++i) {
            item[ALL_OR_NOTHING + i] = 0x02;
            _refuse(item, "a bool of two settled");
            item[ALL_OR_NOTHING + i] = 0x00;
        }
    }

    /// @dev A packed field has only the bytes of its type. A whole word of 32 bytes would move all following fields, so
    /// the item is refused.
    function test_RevertWhen_AFieldComesAsAWordWithDirtyHighBits() external {
        SettleItem memory item = _defaultItem();
        bytes memory orders = abi.encodePacked(SettleItems.packAsk(item.ask), SettleItems.packBid(item.bid));
        uint256 dirty = (type(uint256).max << 32) | item.ask.minDurationSeconds;
        bytes memory packed = bytes.concat(
            SettleItems.packHead(item),
            _part(orders, 0, 66),
            abi.encode(dirty),
            _part(orders, 70, orders.length),
            item.askSignature,
            item.bidSignature
        );
        _refuse(packed, "a dirty word settled");
        bytes memory words = bytes.concat(
            SettleItems.packHead(item), abi.encode(item.ask), abi.encode(item.bid), item.askSignature, item.bidSignature
        );
        _refuse(words, "orders in words settled");
    }

    // ── Size ────────────────────────────────────────────────────────────────

    function test_RevertWhen_AnItemEndsEarly() external {
        bytes memory item = SettleItems.pack(_defaultItem());
        for (uint256 size = 0; size < item.length; ++size) {
            bytes memory cut = _part(item, 0, size);
            _refuseWith(cut, abi.encodeWithSelector(IMarketErrors.Market_ItemMalformed.selector, size));
        }
    }

    function test_RevertWhen_BytesFollowAnItem() external {
        bytes memory item = SettleItems.pack(_defaultItem());
        for (uint256 extra = 1; extra <= MANDATE_BYTES; ++extra) {
            bytes memory longer = bytes.concat(item, new bytes(extra));
            _refuseWith(longer, abi.encodeWithSelector(IMarketErrors.Market_ItemMalformed.selector, longer.length));
        }
        // With one more byte, the item has a mandate with a signature of one byte, which is invalid.
        _refuseWith(bytes.concat(item, new bytes(100)), IMarketErrors.Market_SignerNotNodeKey.selector);
    }

    function test_RevertWhen_AMandateEndsEarlyOrGoesOn() external {
        bytes memory item = SettleItems.pack(_mandated(_mandate()));
        uint256 mandateAt = SIGNATURES + 130;
        for (uint256 size = mandateAt; size < item.length; ++size) {
            bytes memory cut = _part(item, 0, size);
            if (size == mandateAt) _refuseWith(cut, IMarketErrors.Market_SignerNotProvider.selector);
            else if (size <= mandateAt + MANDATE_BYTES) {
                _refuseWith(cut, abi.encodeWithSelector(IMarketErrors.Market_ItemMalformed.selector, size));
            } else _refuseWith(cut, ECDSA.ECDSAInvalidSignatureLength.selector);
        }
        _refuseWith(bytes.concat(item, hex"00"), ECDSA.ECDSAInvalidSignatureLength.selector);
        assertTrue(_settles(item), "the whole item settles");
    }

    function test_RevertWhen_AnyByteOfAMandateIsNotTheSignedOne() external {
        bytes memory item = SettleItems.pack(_mandated(_mandate()));
        for (uint256 i = SIGNATURES + 130; i < item.length; ++i) {
            bytes1 signed = item[i];
            item[i] = ~signed;
            _refuse(item, "another byte of a mandate settled");
            item[i] = signed;
        }
        assertTrue(_settles(item), "the signed bytes settle");
    }

    /// @dev An item with two empty signatures has a valid form. It is refused because a signature is missing.
    function test_RevertWhen_ThereAreNoSignatures() external {
        SettleItem memory item = _defaultItem();
        (item.askSignature, item.bidSignature) = ("", "");
        bytes memory packed = SettleItems.pack(item);
        assertEq(packed.length, SIGNATURES, "two orders alone");
        _refuseWith(packed, abi.encodeWithSelector(ECDSA.ECDSAInvalidSignatureLength.selector, 0));
    }

    /// @dev The stated length of an item is too small, but the missing bytes follow in the message. The Market must not
    /// read bytes after the stated end as a part of the bid, so it refuses the message.
    function test_RevertWhen_AnItemStatesFewerBytesThanFollow() external {
        SettleItem memory item = _defaultItem();
        item.bid.cluster = true;
        bytes memory message = abi.encodeCall(market.settle, (SettleItems.pack(item)));
        _writeWord(message, 4 + 32, SIGNATURES - 1);
        _refuseMessage(message);
        SettleItem[] memory items = new SettleItem[](2);
        items[0] = item;
        items[1] = item;
        message = abi.encodeCall(market.settleBatch, (SettleItems.pack(items)));
        // In the call's data, the offsets of the two items follow the number of items. The second item begins after
        // the first.
        uint256 second = 4 + 64 + uint256(bytes32(_part(message, 4 + 96, 4 + 128)));
        _writeWord(message, second, SIGNATURES - 1);
        _refuseMessage(message);
    }

    function test_RevertWhen_TheSizesOfTheSignaturesAreOthers() external {
        bytes memory item = SettleItems.pack(_defaultItem());
        item[ASK_SIGNATURE_SIZE_LOW_BYTE] = 0x42;
        _refuseWith(item, abi.encodeWithSelector(IMarketErrors.Market_ItemMalformed.selector, item.length));
        item[BID_SIGNATURE_SIZE_LOW_BYTE] = 0x40; // 66 and 64 have the same sum as 65 and 65
        _refuseWith(item, ECDSA.ECDSAInvalidSignatureLength.selector);
        item[ASK_SIGNATURE_SIZE_LOW_BYTE - 1] = 0xff;
        item[BID_SIGNATURE_SIZE_LOW_BYTE - 1] = 0xff;
        _refuseWith(item, abi.encodeWithSelector(IMarketErrors.Market_ItemMalformed.selector, item.length));
    }

    function test_ABatchLeavesOutAnItemWithTooManyBytesAndRevertsForOneWithoutOrders() external {
        bytes[] memory items = new bytes[](2);
        items[0] = bytes.concat(SettleItems.pack(_defaultItem()), hex"00");
        Bid memory bid = _bid();
        bid.nonce = 1;
        items[1] = SettleItems.pack(_item(_ask(), bid));
        bytes32 bidHash = market.hashBid(_bid());
        bytes memory reason = abi.encodeWithSelector(IMarketErrors.Market_ItemMalformed.selector, items[0].length);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.SettleSkipped(0, bidHash, reason);
        vm.prank(ENGINE);
        uint256[] memory ids = market.settleBatch(items);
        assertEq(ids[0], 0, "left out");
        assertEq(ids[1], 1, "settled");
        items[0] = new bytes(SIGNATURES - 1);
        vm.prank(ENGINE);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_ItemMalformed.selector, SIGNATURES - 1));
        market.settleBatch(items);
    }

    // ── Every field with any value ──────────────────────────────────────────

    /// @dev An ask with a right signature passes, and the first refusal is then about the bid. This shows that the
    /// contract hashes an ask as it was signed.
    function testFuzz_AnAskHashesAsItIsSigned(Ask memory ask) external {
        ask.provider = provider;
        ask.executor = address(0);
        ask.expiry = type(uint40).max;
        SettleItem memory item = _item(ask, _bid());
        item.bid.expiry = 0;
        vm.prank(ENGINE);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_BidExpired.selector, 0, START));
        market.settle(SettleItems.pack(item));
    }

    function testFuzz_ABidHashesAsItIsSigned(Bid memory bid) external {
        SettleItem memory item = _item(_ask(), bid);
        item.ask.expiry = 0;
        SettleItem[] memory items = new SettleItem[](1);
        items[0] = item;
        bytes memory reason = abi.encodeWithSelector(IMarketErrors.Market_AskExpired.selector, 0, START);
        bytes32 bidHash = market.hashBid(bid);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.SettleSkipped(0, bidHash, reason);
        vm.prank(ENGINE);
        market.settleBatch(SettleItems.pack(items));
    }

    function testFuzz_AMandateHashesAsItIsSigned(Mandate memory mandate) external {
        mandate.provider = provider;
        mandate.node = node;
        mandate.minPricePerGpuSecond = uint96(bound(mandate.minPricePerGpuSecond, 0, PRICE));
        mandate.maxDurationSeconds = uint32(bound(mandate.maxDurationSeconds, 27 days, type(uint32).max));
        mandate.maxTrialSeconds = uint32(bound(mandate.maxTrialSeconds, TRIAL, type(uint32).max));
        mandate.minNoticeSeconds = uint32(bound(mandate.minNoticeSeconds, 0, 77));
        mandate.maxNoticeSeconds = uint32(bound(mandate.maxNoticeSeconds, 77, type(uint32).max));
        mandate.availableUntil = uint40(bound(mandate.availableUntil, START + 1 days, type(uint40).max));
        mandate.until = uint40(bound(mandate.until, START, type(uint40).max));
        assertTrue(_settles(SettleItems.pack(_mandated(mandate))), "settled");
    }

    // ── Shapes ──────────────────────────────────────────────────────────────

    function _mandated(Mandate memory mandate) private view returns (SettleItem memory item) {
        Ask memory ask = _ask();
        ask.noticeSeconds = 77;
        ask.availableUntil = uint40(START + 1 days);
        if (mandate.maxNoticeSeconds == 0) mandate.maxNoticeSeconds = 77;
        item = _item(ask, _bid());
        item.askSignature = _sign(NODE_KEY, market.hashAsk(ask));
        item.mandate = mandate;
        item.mandateSignature = _sign(PROVIDER_KEY, market.hashMandate(mandate));
    }

    function _part(bytes memory whole, uint256 from, uint256 to) private pure returns (bytes memory part) {
        part = new bytes(to - from);
        for (uint256 i = from; i < to; ++i) part[i - from] = whole[i];
    }

    function _writeWord(bytes memory message, uint256 place, uint256 value) private pure {
        bytes32 word = bytes32(value);
        for (uint256 i = 0; i < 32; ++i) message[place + i] = word[i];
    }

    function _refuseMessage(bytes memory message) private {
        vm.prank(ENGINE);
        (bool done, bytes memory answer) = address(market).call(message);
        bytes memory refusal = abi.encodeWithSelector(IMarketErrors.Market_ItemMalformed.selector, SIGNATURES - 1);
        assertTrue(!done && keccak256(answer) == keccak256(refusal), "an item that is too short is refused as such");
    }

    function _settles(bytes memory item) private returns (bool done) {
        vm.prank(ENGINE);
        (done,) = address(market).call(abi.encodeCall(market.settle, (item)));
    }

    function _refuse(bytes memory item, string memory what) private {
        assertTrue(!_settles(item), what);
        assertEq(market.leaseCount(), 0, what);
    }

    function _refuseWith(bytes memory item, bytes4 selector) private {
        vm.prank(ENGINE);
        vm.expectPartialRevert(selector);
        market.settle(item);
    }

    function _refuseWith(bytes memory item, bytes memory revertData) private {
        vm.prank(ENGINE);
        vm.expectRevert(revertData);
        market.settle(item);
    }
}
