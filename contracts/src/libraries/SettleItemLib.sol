// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketErrors} from "../interfaces/IMarketErrors.sol";
import {Ask, Bid, Mandate} from "../types/MarketTypes.sol";
import {OrderLib} from "./OrderLib.sol";

/// @title One pair of orders, as the bytes that `settle` accepts
/// @notice An item consists of these parts, without padding: gpus (uint8), start (uint40, 0: this block), relayFee
/// (uint96), size of the ask's signature (uint16), size of the bid's signature (uint16), the ask (148 bytes), the bid
/// (231 bytes), the two signatures. If the node's key signed the ask, the mandate (99 bytes) and its signature follow.
/// The fields of an order are in the order of their struct, each with as many bytes as its type.
/// @dev Each field has exactly the bytes of its type, so each order has exactly one encoding. The signed hash covers
/// each field, and the parts must add up to the item's size, so every byte of an item is checked.
library SettleItemLib {
    // Byte positions of the parts in an item.
    uint256 private constant START_AT = 1;
    uint256 private constant RELAY_FEE_AT = 6;
    uint256 private constant ASK_SIGNATURE_SIZE_AT = 18;
    uint256 private constant BID_SIGNATURE_SIZE_AT = 20;
    uint256 private constant ASK_AT = 22;
    uint256 private constant BID_AT = 170;
    uint256 private constant SIGNATURES_AT = 401;
    uint256 private constant BID_BYTES = 231;
    uint256 private constant MANDATE_BYTES = 99;

    // Byte positions of these fields in a packed bid.
    uint256 private constant GPUS_IN_BID = 121;
    uint256 private constant WHOLE_IN_BID = 123; // allOrNothing and cluster, one byte each
    uint256 private constant CLUSTER_IN_BID = 124;
    uint256 private constant TIME_IN_FORCE_IN_BID = 163;

    uint256 private constant ASK_WORDS = 17;
    uint256 private constant BID_WORDS = 22;
    uint256 private constant MANDATE_WORDS = 11;

    uint8 private constant FILL_OR_KILL = 3;

    // ── Parts ───────────────────────────────────────────────────────────────

    /// @notice Reverts unless the item is long enough to contain both orders.
    function checkOrders(bytes calldata item) internal pure {
        if (item.length < SIGNATURES_AT) revert IMarketErrors.Market_ItemMalformed(item.length);
    }

    /// @notice Reverts unless the parts of the item add up to its size. Returns true if it contains a mandate.
    function checkSize(bytes calldata item) internal pure returns (bool mandated) {
        checkOrders(item);
        uint256 end = _mandateAt(item);
        mandated = item.length != end;
        unchecked {
            if (mandated && item.length <= end + MANDATE_BYTES) revert IMarketErrors.Market_ItemMalformed(item.length);
        }
    }

    function gpusOf(bytes calldata item) internal pure returns (uint8) {
        return uint8(_read(item, 0, 1));
    }

    /// @notice Returns the start of the lease; 0 means this block.
    function startOf(bytes calldata item) internal pure returns (uint40) {
        return uint40(_read(item, START_AT, 5));
    }

    function relayFeeOf(bytes calldata item) internal pure returns (uint96) {
        return uint96(_read(item, RELAY_FEE_AT, 12));
    }

    function askSignatureOf(bytes calldata item) internal pure returns (bytes calldata) {
        return _slice(item, SIGNATURES_AT, _read(item, ASK_SIGNATURE_SIZE_AT, 2));
    }

    function bidSignatureOf(bytes calldata item) internal pure returns (bytes calldata) {
        unchecked {
            uint256 from = SIGNATURES_AT + _read(item, ASK_SIGNATURE_SIZE_AT, 2);
            return _slice(item, from, _read(item, BID_SIGNATURE_SIZE_AT, 2));
        }
    }

    /// @dev Returns the signature of the mandate. Assumes that the item contains a mandate.
    function mandateSignatureOf(bytes calldata item) internal pure returns (bytes calldata) {
        unchecked {
            uint256 from = _mandateAt(item) + MANDATE_BYTES;
            return _slice(item, from, item.length - from);
        }
    }

    // ── Fields that a batch reads before it loads an order ──────────────────

    function bidGpusOf(bytes calldata item) internal pure returns (uint8) {
        return uint8(_read(item, BID_AT + GPUS_IN_BID, 1));
    }

    function isCluster(bytes calldata item) internal pure returns (bool) {
        return _read(item, BID_AT + CLUSTER_IN_BID, 1) != 0;
    }

    /// @notice Returns true if the items of this bid must settle together or not at all.
    function isWhole(bytes calldata item) internal pure returns (bool) {
        return _read(item, BID_AT + WHOLE_IN_BID, 2) != 0
            || _read(item, BID_AT + TIME_IN_FORCE_IN_BID, 1) == FILL_OR_KILL;
    }

    /// @notice Returns a hash of the bid's bytes. Two hashes are equal only for equal bids. This is not the hash that
    /// the renter signs.
    function bidKeyOf(bytes calldata item) internal pure returns (bytes32 key) {
        uint256 size = BID_BYTES;
        uint256 from = BID_AT;
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            calldatacopy(pointer, add(item.offset, from), size)
            key := keccak256(pointer, size)
        }
    }

    /// @notice Returns the EIP-712 struct hash of the bid.
    function hashBid(bytes calldata item) internal pure returns (bytes32) {
        // The next call fills this variable before it is read.
        // slither-disable-next-line uninitialized-local
        Bid memory bid;
        return loadBid(bid, item);
    }

    // ── Orders ──────────────────────────────────────────────────────────────

    /// @notice Writes the ask to `ask` and returns its struct hash.
    function loadAsk(Ask memory ask, bytes calldata item) internal pure returns (bytes32) {
        uint256 from = ASK_AT;
        uint256 to;
        assembly ("memory-safe") {
            to := ask
            from := add(item.offset, from)
            mstore(to, shr(96, calldataload(from))) // provider
            mstore(add(to, 0x20), calldataload(add(from, 20))) // node
            mstore(add(to, 0x40), shr(160, calldataload(add(from, 52)))) // pricePerGpuSecond
            mstore(add(to, 0x60), shr(248, calldataload(add(from, 64)))) // minGpus
            mstore(add(to, 0x80), shr(248, calldataload(add(from, 65)))) // maxGpus
            mstore(add(to, 0xa0), shr(224, calldataload(add(from, 66)))) // minDurationSeconds
            mstore(add(to, 0xc0), shr(224, calldataload(add(from, 70)))) // maxDurationSeconds
            mstore(add(to, 0xe0), shr(216, calldataload(add(from, 74)))) // availableFrom
            mstore(add(to, 0x100), shr(216, calldataload(add(from, 79)))) // availableUntil
            mstore(add(to, 0x120), shr(240, calldataload(add(from, 84)))) // maxFeeBps
            mstore(add(to, 0x140), shr(224, calldataload(add(from, 86)))) // noticeSeconds
            mstore(add(to, 0x160), shr(224, calldataload(add(from, 90)))) // trialSeconds
            mstore(add(to, 0x180), shr(96, calldataload(add(from, 94)))) // privateRenter
            mstore(add(to, 0x1a0), shr(248, calldataload(add(from, 114)))) // transferable
            mstore(add(to, 0x1c0), shr(96, calldataload(add(from, 115)))) // executor
            mstore(add(to, 0x1e0), shr(192, calldataload(add(from, 135)))) // nonce
            mstore(add(to, 0x200), shr(216, calldataload(add(from, 143)))) // expiry
        }
        return _hash(OrderLib.ASK_TYPEHASH, to, ASK_WORDS);
    }

    /// @notice Writes the bid to `bid` and returns its struct hash.
    function loadBid(Bid memory bid, bytes calldata item) internal pure returns (bytes32) {
        uint256 from = BID_AT;
        uint256 to;
        assembly ("memory-safe") {
            to := bid
            from := add(item.offset, from)
            mstore(to, shr(96, calldataload(from))) // renter
            mstore(add(to, 0x20), calldataload(add(from, 20))) // classMask
            mstore(add(to, 0x40), calldataload(add(from, 52))) // regionMask
            mstore(add(to, 0x60), shr(240, calldataload(add(from, 84)))) // minVramGib
            mstore(add(to, 0x80), shr(248, calldataload(add(from, 86)))) // minTier
            mstore(add(to, 0xa0), shr(240, calldataload(add(from, 87)))) // minReliabilityBps
            mstore(add(to, 0xc0), calldataload(add(from, 89))) // node
            mstore(add(to, 0xe0), shr(248, calldataload(add(from, 121)))) // gpus
            mstore(add(to, 0x100), shr(248, calldataload(add(from, 122)))) // minGpusPerNode
            mstore(add(to, 0x120), shr(248, calldataload(add(from, 123)))) // allOrNothing
            mstore(add(to, 0x140), shr(248, calldataload(add(from, 124)))) // cluster
            mstore(add(to, 0x160), shr(224, calldataload(add(from, 125)))) // durationSeconds
            mstore(add(to, 0x180), shr(216, calldataload(add(from, 129)))) // startFrom
            mstore(add(to, 0x1a0), shr(216, calldataload(add(from, 134)))) // startUntil
            mstore(add(to, 0x1c0), shr(160, calldataload(add(from, 139)))) // maxPricePerGpuSecond
            mstore(add(to, 0x1e0), shr(160, calldataload(add(from, 151)))) // maxRelayFee
            mstore(add(to, 0x200), shr(248, calldataload(add(from, 163)))) // timeInForce
            mstore(add(to, 0x220), calldataload(add(from, 164))) // workloadHash
            mstore(add(to, 0x240), shr(240, calldataload(add(from, 196)))) // maxFeeBps
            mstore(add(to, 0x260), shr(96, calldataload(add(from, 198)))) // executor
            mstore(add(to, 0x280), shr(192, calldataload(add(from, 218)))) // nonce
            mstore(add(to, 0x2a0), shr(216, calldataload(add(from, 226)))) // expiry
        }
        return _hash(OrderLib.BID_TYPEHASH, to, BID_WORDS);
    }

    /// @notice Writes the mandate to `mandate` and returns its struct hash.
    /// @dev Assumes that the item has a mandate.
    function loadMandate(Mandate memory mandate, bytes calldata item) internal pure returns (bytes32) {
        uint256 from = _mandateAt(item);
        uint256 to;
        assembly ("memory-safe") {
            to := mandate
            from := add(item.offset, from)
            mstore(to, shr(96, calldataload(from))) // provider
            mstore(add(to, 0x20), calldataload(add(from, 20))) // node
            mstore(add(to, 0x40), shr(160, calldataload(add(from, 52)))) // minPricePerGpuSecond
            mstore(add(to, 0x60), shr(224, calldataload(add(from, 64)))) // maxDurationSeconds
            mstore(add(to, 0x80), shr(224, calldataload(add(from, 68)))) // maxTrialSeconds
            mstore(add(to, 0xa0), shr(224, calldataload(add(from, 72)))) // minNoticeSeconds
            mstore(add(to, 0xc0), shr(224, calldataload(add(from, 76)))) // maxNoticeSeconds
            mstore(add(to, 0xe0), shr(216, calldataload(add(from, 80)))) // availableUntil
            mstore(add(to, 0x100), shr(248, calldataload(add(from, 85)))) // flags
            mstore(add(to, 0x120), shr(216, calldataload(add(from, 86)))) // until
            mstore(add(to, 0x140), shr(192, calldataload(add(from, 91)))) // nonce
        }
        return _hash(OrderLib.MANDATE_TYPEHASH, to, MANDATE_WORDS);
    }

    /// @dev Returns the keccak256 hash of `typehash` and the words of an order in memory. Copies them to unused memory.
    function _hash(bytes32 typehash, uint256 place, uint256 words) private pure returns (bytes32 structHash) {
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            let size := shl(5, words)
            mstore(pointer, typehash)
            mcopy(add(pointer, 0x20), place, size)
            structHash := keccak256(pointer, add(size, 0x20))
        }
    }

    /// @dev Returns the position of the mandate: the end of the two signatures.
    function _mandateAt(bytes calldata item) private pure returns (uint256) {
        unchecked {
            return SIGNATURES_AT + _read(item, ASK_SIGNATURE_SIZE_AT, 2) + _read(item, BID_SIGNATURE_SIZE_AT, 2);
        }
    }

    /// @dev Reads a number from `size` bytes of an item, from the position `place` on. Assumes that these bytes are
    /// within the item.
    function _read(bytes calldata item, uint256 place, uint256 size) private pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := shr(sub(256, shl(3, size)), calldataload(add(item.offset, place)))
        }
    }

    /// @dev Assumes that the slice is within the item. Slither confuses the slice's offset and length.
    // slither-disable-next-line write-after-write
    function _slice(bytes calldata item, uint256 from, uint256 size) private pure returns (bytes calldata slice) {
        assembly ("memory-safe") {
            slice.offset := add(item.offset, from)
            slice.length := size
        }
    }
}
