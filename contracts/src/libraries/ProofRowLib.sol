// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Rows, columns and products of the matrices of a GPU proof
/// @dev packages/domain/src/proofs has the same computations. Every block of 32 bytes is made by a call of the SHA-256
/// precompile. If such a call fails for lack of gas, everything reverts. Otherwise an attacker could choose the gas so
/// that a right value looks wrong.
library ProofRowLib {
    uint256 private constant ROW_BYTES = 4_096;

    error ProofRowLib_HashFailed();

    /// @notice SHA-256(key ‖ first ‖ second), with numbers of 4 bytes.
    function expandBlock(bytes32 key, uint256 first, uint256 second) internal view returns (bytes32 hash) {
        bool done;
        assembly ("memory-safe") {
            mstore(0x00, key)
            mstore(0x20, or(shl(224, first), shl(192, second)))
            done := staticcall(gas(), 2, 0x00, 40, 0x00, 32)
            hash := mload(0x00)
        }
        if (!done) revert ProofRowLib_HashFailed();
    }

    /// @notice Returns the 4,096 bytes of a row of matrix A or, with the key of the columns and `hashes` 1, of a column
    /// of matrix B.
    /// @dev The precompile is called more than 8,000 times for one value of C with the largest work. So each block is
    /// hashed in the scratch space, and a step of the loop makes four blocks.
    function makeRow(bytes32 key, uint256 row, uint256 hashes) internal view returns (bytes memory made) {
        made = new bytes(ROW_BYTES);
        bool done = true;
        assembly ("memory-safe") {
            let out := add(made, 32)
            let head := shl(224, row)
            for { let index := 0 } lt(index, 128) { index := add(index, 1) } {
                mstore(0x00, key)
                mstore(0x20, or(head, shl(192, index)))
                done := and(done, staticcall(gas(), 2, 0x00, 40, 0x00, 32))
                let left := sub(hashes, 1)
                for {} gt(left, 3) { left := sub(left, 4) } {
                    done := and(done, staticcall(gas(), 2, 0x00, 32, 0x00, 32))
                    done := and(done, staticcall(gas(), 2, 0x00, 32, 0x00, 32))
                    done := and(done, staticcall(gas(), 2, 0x00, 32, 0x00, 32))
                    done := and(done, staticcall(gas(), 2, 0x00, 32, 0x00, 32))
                }
                for {} left { left := sub(left, 1) } {
                    done := and(done, staticcall(gas(), 2, 0x00, 32, 0x00, 32))
                }
                mstore(out, mload(0x00))
                out := add(out, 32)
            }
        }
        if (!done) revert ProofRowLib_HashFailed();
    }

    /// @notice Returns (row ⊕ partner) · column, each of 4,096 signed bytes. The result fits int32: 4,096 · 128 · 128
    /// is 2^26.
    /// @dev A word of 32 bytes has four groups of eight bytes, and each byte of a group gets a lane of 32 bits. The
    /// highest lane of the product of x and the reversed y is the sum of the eight products. No lane overflows: 8 · 255
    /// · 255 < 2^32. Bytes are raised by 128 to be unsigned, and x · y = (x + 128)(y + 128) − 128 (x + 128) − 128 (y +
    /// 128) + 128².
    function dot(bytes memory row, bytes memory partner, bytes memory column) internal pure returns (int256 result) {
        uint256 products = 0;
        uint256 sums = 0;
        assembly ("memory-safe") {
            let mask := 0x000000ff000000ff000000ff000000ff000000ff000000ff000000ff000000ff
            let raise := 0x8080808080808080808080808080808080808080808080808080808080808080
            for { let place := 32 } lt(place, 4128) { place := add(place, 32) } {
                let x := xor(raise, xor(mload(add(row, place)), mload(add(partner, place))))
                let y := xor(raise, mload(add(column, place)))
                // Reverses the order of the eight lanes: swaps halves, then quarters, then single lanes.
                y := or(shr(128, y), shl(128, y))
                y := or(
                    and(shr(64, y), 0x0000000000000000ffffffffffffffff0000000000000000ffffffffffffffff),
                    shl(64, and(y, 0x0000000000000000ffffffffffffffff0000000000000000ffffffffffffffff))
                )
                y := or(
                    and(shr(32, y), 0x00000000ffffffff00000000ffffffff00000000ffffffff00000000ffffffff),
                    shl(32, and(y, 0x00000000ffffffff00000000ffffffff00000000ffffffff00000000ffffffff))
                )
                for { let group := 0 } lt(group, 32) { group := add(group, 8) } {
                    let a := and(shr(group, x), mask)
                    let b := and(shr(group, y), mask)
                    products := add(products, shr(224, mul(a, b)))
                    sums := add(sums, add(a, b))
                }
            }
            // The multiplication puts the sum of all lanes into the highest lane. The shift then keeps only that lane.
            sums := shr(224, mul(sums, 0x0000000100000001000000010000000100000001000000010000000100000001))
        }
        return int256(products) - int256(128 * sums) + int256(ROW_BYTES * 128 * 128);
    }
}
