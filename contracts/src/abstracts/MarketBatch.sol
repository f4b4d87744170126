// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SettleItemLib} from "../libraries/SettleItemLib.sol";
import {SettleContext} from "../types/MarketTypes.sol";
import {MarketSettling} from "./MarketSettling.sol";

/// @title Settling many pairs of an ask and a bid in one call
/// @dev Each group of items is settled in a call of the contract to itself, so that a broken rule reverts only that
/// group.
abstract contract MarketBatch is MarketSettling {
    using SettleItemLib for bytes;

    /// @dev The maximum size in bytes of the revert data that is reported for a skipped item.
    uint256 private constant MAX_REASON_BYTES = 256;

    /// @notice Settles these items as one group: all of them or none. Only the Market may call it, within settleBatch.
    function settleGroup(SettleContext calldata context, bytes[] calldata items)
        external
        returns (uint256 firstLeaseId)
    {
        if (msg.sender != address(this)) revert Market_CallerNotMarket(msg.sender);
        SettleContext memory shared = context;
        (uint256 gpus, uint256 firstStart, uint8 firstRegionId) = (0, 0, 0);
        for (uint256 i = 0; i < items.length; ++i) {
            (uint256 leaseId, uint40 start, uint8 regionId) = _settle(items[i], shared);
            gpus += items[i].gpusOf();
            if (i == 0) {
                (firstLeaseId, firstStart, firstRegionId) = (leaseId, start, regionId);
            } else if (items[i].isCluster()) {
                if (regionId != firstRegionId) revert Market_ClusterRegionsDiffer(regionId, firstRegionId);
                if (start != firstStart) revert Market_ClusterStartsDiffer(start, firstStart);
            }
        }
        // The items must fill all GPUs that the bid requests. The bid's fill record cannot exceed that number, so this
        // check also rejects a bid that was partly filled before.
        bytes calldata first = items[0];
        if (first.isWhole() && gpus != first.bidGpusOf()) revert Market_OrderNotWhole(gpus, first.bidGpusOf());
    }

    /// @dev Splits the items into groups, settles each group and reports the skipped items. Reads the values that all
    /// items share (`context`) only once.
    function _settleBatch(bytes[] calldata items) internal returns (uint256[] memory leaseIds) {
        SettleContext memory context = _context();
        leaseIds = new uint256[](items.length);
        uint256 from = 0;
        while (from < items.length) {
            uint256 to = _groupEnd(items, from);
            (bool done, uint256 leaseId) = _callGroup(context, items, from, to);
            bytes memory reason = done ? new bytes(0) : _revertData();
            for (uint256 i = from; i < to; ++i) {
                if (done) leaseIds[i] = leaseId + (i - from);
                else emit SettleSkipped(i, _hashTypedDataV4(items[i].hashBid()), reason);
            }
            from = to;
        }
    }

    /// @dev Returns the index after the last item of the group that begins at `from`. A group is one item, or all
    /// neighbouring items of the same bid if they must settle together.
    function _groupEnd(bytes[] calldata items, uint256 from) private pure returns (uint256 to) {
        to = from + 1;
        bytes calldata first = items[from];
        first.checkOrders();
        if (!first.isWhole()) return to;
        bytes32 key = first.bidKeyOf();
        for (; to < items.length; ++to) {
            bytes calldata next = items[to];
            next.checkOrders();
            if (next.bidKeyOf() != key) break;
        }
    }

    /// @dev Calls settleGroup with the items from `from` up to `to`, which is not included. Copies their bytes from
    /// calldata without decoding them. If the items are not encoded one after another, the copied bytes are wrong, and
    /// the call fails like that of any wrong item.
    function _callGroup(SettleContext memory context, bytes[] calldata items, uint256 from, uint256 to)
        private
        returns (bool done, uint256 firstLeaseId)
    {
        bytes32 selector = this.settleGroup.selector;
        assembly ("memory-safe") {
            let count := sub(to, from)
            let offsets := add(items.offset, shl(5, from))
            let firstOffset := calldataload(offsets)
            let place := add(items.offset, firstOffset)
            let limit := calldatasize()
            if lt(to, items.length) {
                let next := add(items.offset, calldataload(add(offsets, shl(5, count))))
                if lt(next, limit) { limit := next }
            }
            let size := mul(gt(limit, place), sub(limit, place))

            let pointer := mload(0x40)
            mstore(pointer, selector)
            mcopy(add(pointer, 0x04), context, 0x80)
            mstore(add(pointer, 0x84), 0xa0) // offset of the array
            mstore(add(pointer, 0xa4), count)
            let table := add(pointer, 0xc4)
            let shift := sub(firstOffset, shl(5, count))
            for { let i := 0 } lt(i, count) { i := add(i, 1) } {
                mstore(add(table, shl(5, i)), sub(calldataload(add(offsets, shl(5, i))), shift))
            }
            let data := add(table, shl(5, count))
            calldatacopy(data, place, size)
            done := call(gas(), address(), 0, pointer, sub(add(data, size), pointer), 0x00, 0x20)
            firstLeaseId := mload(0x00)
        }
    }

    /// @dev Returns the revert data of the last call, cut to a maximum size, so that reporting it cannot cost much gas.
    function _revertData() private pure returns (bytes memory reason) {
        assembly ("memory-safe") {
            let size := returndatasize()
            if gt(size, MAX_REASON_BYTES) { size := MAX_REASON_BYTES }
            reason := mload(0x40)
            mstore(reason, size)
            returndatacopy(add(reason, 0x20), 0, size)
            mstore(0x40, add(reason, and(add(size, 0x3f), not(0x1f))))
        }
    }
}
