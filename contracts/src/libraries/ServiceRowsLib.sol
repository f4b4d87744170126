// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Asset, KeyCurve} from "../types/ServiceLedgerTypes.sol";

/// @title The packed rows of a settlement, and the hashes that they need
/// @notice Pure. A service settles many rows in each call, so these functions read calldata directly and avoid the
/// copies of `abi.encode`. packages/services/src/packRows.ts packs the rows.
/// @dev `at` is the position of a row in calldata. Hashes are calculated in free memory, without allocating it.
library ServiceRowsLib {
    uint256 internal constant ROW_BYTES = 167;
    uint256 internal constant LIST_ROW_BYTES = 39;
    uint256 internal constant SETTLED_BYTES = 48;
    uint256 internal constant SKIPPED_BYTES = 3;

    /// @notice Reads a row with a voucher. Its fields and their sizes in bytes: payer (20), key (20), serial (3), seq
    /// (4), claim (12), spent (12), trace (32), r (32), vs (32).
    function readRow(uint256 at)
        internal
        pure
        returns (address payer, address key, uint24 serial, uint32 seq, uint256 claim, uint256 spent)
    {
        assembly ("memory-safe") {
            payer := shr(96, calldataload(at))
            key := shr(96, calldataload(add(at, 20)))
            serial := shr(232, calldataload(add(at, 40)))
            seq := shr(224, calldataload(add(at, 43)))
            claim := shr(160, calldataload(add(at, 47)))
            spent := shr(160, calldataload(add(at, 59)))
        }
    }

    /// @notice Reads a row of a list, which has no voucher. Its fields and their sizes in bytes: payer (20), serial
    /// (3), seq (4), claim (12).
    function readListRow(uint256 at)
        internal
        pure
        returns (address payer, uint24 serial, uint32 seq, uint256 claim)
    {
        assembly ("memory-safe") {
            payer := shr(96, calldataload(at))
            serial := shr(232, calldataload(add(at, 20)))
            seq := shr(224, calldataload(add(at, 23)))
            claim := shr(160, calldataload(add(at, 27)))
        }
    }

    /// @notice Returns the signature of a row's voucher in its short form (EIP-2098).
    function readSignature(uint256 at) internal pure returns (bytes32 r, bytes32 vs) {
        assembly ("memory-safe") {
            r := calldataload(add(at, 103))
            vs := calldataload(add(at, 135))
        }
    }

    /// @notice Returns the id of a channel: the hash of payer (20 bytes), key (20), curve (1), service (20) and asset
    /// (1).
    function channelId(address payer, address key, KeyCurve curve, bytes20 service, Asset asset)
        internal
        pure
        returns (bytes32 id)
    {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, shl(96, payer))
            mstore(add(free, 20), shl(96, key))
            mstore(add(free, 40), or(shl(248, curve), shr(8, service)))
            mstore(add(free, 61), shl(248, asset))
            id := keccak256(free, 62)
        }
    }

    /// @notice Returns the EIP-712 digest of the voucher (a signed limit of costs) in a row.
    function voucherDigest(bytes32 domain, bytes32 kind, bytes32 channel, uint256 at)
        internal
        pure
        returns (bytes32 digest)
    {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, kind)
            mstore(add(free, 0x20), channel)
            mstore(add(free, 0x40), shr(232, calldataload(add(at, 40))))
            mstore(add(free, 0x60), shr(224, calldataload(add(at, 43))))
            mstore(add(free, 0x80), shr(160, calldataload(add(at, 59))))
            mstore(add(free, 0xa0), calldataload(add(at, 71)))
            let structHash := keccak256(free, 0xc0)
            mstore(free, hex"1901")
            mstore(add(free, 0x02), domain)
            mstore(add(free, 0x22), structHash)
            digest := keccak256(free, 0x42)
        }
    }

    /// @notice Writes a row of the event `Settled` into the list at index `place`: channel (32 bytes), settled (12),
    /// seq (4). The list needs 16 spare bytes after its last row, because whole words are written.
    function writeSettled(bytes memory rows, uint256 place, bytes32 channel, uint256 settled, uint32 seq) internal pure {
        assembly ("memory-safe") {
            let to := add(add(rows, 0x20), mul(place, SETTLED_BYTES))
            mstore(to, channel)
            // Rows are written in order. So the spare bytes that are written after this row are overwritten by the
            // next row, or removed by `cut`.
            mstore(add(to, 0x20), or(shl(160, settled), shl(128, seq)))
        }
    }

    /// @notice Writes a row of the event `RowsSkipped` into the list at index `place`: the number of the row (2 bytes)
    /// and the reason (1). The list needs 29 spare bytes after its last row, because whole words are written.
    function writeSkipped(bytes memory rows, uint256 place, uint256 row, uint256 reason) internal pure {
        assembly ("memory-safe") {
            let to := add(add(rows, 0x20), mul(place, SKIPPED_BYTES))
            mstore(to, shl(232, or(shl(8, row), reason)))
        }
    }

    /// @notice Shortens a list to this length in bytes.
    function cut(bytes memory rows, uint256 length) internal pure {
        assembly ("memory-safe") {
            mstore(rows, length)
        }
    }
}
