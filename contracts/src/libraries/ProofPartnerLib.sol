// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProofRowLib} from "./ProofRowLib.sol";

/// @title The second row that a pass of a GPU proof combines with a row of matrix A
/// @dev packages/domain/src/proofs has the same computation: `partnerOf`.
library ProofPartnerLib {
    uint256 private constant MIX_ROUNDS = 3;

    /// @notice Returns the partner of a row: the second row that a pass combines with it. The partner depends on the
    /// root of the previous pass. Segments of rows are shuffled, and the positions in a segment are mixed.
    function partnerOf(bytes32 root, uint256 row, uint256 rows, uint256 segmentBits) internal view returns (uint256) {
        uint256 segment = _shuffled(sha256(abi.encodePacked(root, "segments")), row >> segmentBits, rows >> segmentBits);
        uint256 position = row & ((1 << segmentBits) - 1);
        return segment << segmentBits | _mixed(sha256(abi.encodePacked(root, "rows")), position, segmentBits);
    }

    /// @dev Returns the segment that a Fisher–Yates shuffle puts at the position `place`. Each step of the shuffle
    /// fixes one position, from the last to the first. So the steps after the one for `place` are not executed. `order`
    /// has 0 for a position that still has its own number, and otherwise the number plus 1.
    function _shuffled(bytes32 key, uint256 place, uint256 count) private view returns (uint256 found) {
        uint256[] memory order = new uint256[](count);
        uint256 words = 0;
        for (uint256 last = count - 1; last != 0;) {
            uint256 step = count - 1 - last;
            if (step % 8 == 0) words = uint256(ProofRowLib.expandBlock(key, 0, step / 8));
            bool isFinal;
            assembly ("memory-safe") {
                let start := add(order, 32)
                let other := mod(shr(224, words), add(last, 1))
                words := shl(32, words)
                let slot := add(start, shl(5, other))
                let taken := mload(slot)
                if iszero(taken) { taken := add(other, 1) }
                isFinal := eq(last, place)
                found := sub(taken, 1)
                let moved := mload(add(start, shl(5, last)))
                if iszero(moved) { moved := add(last, 1) }
                mstore(slot, moved)
                last := sub(last, 1)
            }
            if (isFinal) return found;
        }
        return order[0] == 0 ? 0 : order[0] - 1;
    }

    function _mixed(bytes32 key, uint256 position, uint256 bits) private view returns (uint256) {
        uint256 words = uint256(ProofRowLib.expandBlock(key, 0, 0));
        uint256 mask = (1 << bits) - 1;
        for (uint256 round = 0; round < MIX_ROUNDS; ++round) {
            position ^= position >> ((bits + 1) / 2);
            uint256 factor = uint32(words >> (224 - 64 * round)) | 1;
            position = (position * factor + uint32(words >> (192 - 64 * round))) & mask;
        }
        return position;
    }
}
