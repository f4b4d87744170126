// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProofCommit} from "../types/ProofTypes.sol";

/// @title The committed answers of GPU proofs, and the rows that validators sample by their nonces
/// @dev packages/domain/src/proofs has the same computations and limits. A proof multiplies matrices: C is the product
/// of A and B. A follows from the node, the GPU and the slot's seed. B follows from the slot's seed in the first pass,
/// and from the root of the previous pass in each later pass.
library ProofCommitLib {
    uint256 private constant MAX_ROWS = 2 ** 26;
    uint256 private constant MAX_SEGMENT_BITS = 15;
    uint256 private constant MAX_SEGMENTS = 1_536;
    uint256 private constant MAX_HASHES = 32;
    uint256 private constant MAX_PASSES = 64;
    uint256 private constant MAX_SAMPLES = 80;
    bytes1 private constant LEAF = 0x00;
    bytes1 private constant PARENT = 0x01;

    function hashCommit(ProofCommit calldata commit) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                commit.node,
                commit.gpu,
                commit.slotSeed,
                commit.rows,
                commit.segmentBits,
                commit.hashes,
                commit.passes,
                commit.samples,
                keccak256(abi.encodePacked(commit.roots))
            )
        );
    }

    /// @notice Returns true if the proof's work is within the limits: whole segments, one root for each pass, and at
    /// least one sample for each pass.
    function isPossible(ProofCommit calldata commit) internal pure returns (bool) {
        if (commit.rows == 0 || commit.rows > MAX_ROWS || commit.segmentBits > MAX_SEGMENT_BITS) return false;
        uint256 segments = commit.rows >> commit.segmentBits;
        if (segments << commit.segmentBits != commit.rows || segments > MAX_SEGMENTS) return false;
        if (commit.hashes == 0 || commit.hashes > MAX_HASHES) return false;
        if (commit.passes == 0 || commit.passes > MAX_PASSES || commit.roots.length != commit.passes) return false;
        return commit.samples >= commit.passes && commit.samples <= MAX_SAMPLES;
    }

    /// @notice Returns the key from which the rows of matrix A are made, by node, GPU and slot.
    function rowsKey(ProofCommit calldata commit) internal pure returns (bytes32) {
        return sha256(abi.encodePacked(commit.node, uint32(commit.gpu), commit.slotSeed));
    }

    /// @notice Returns the root on which a pass depends: that of the previous pass, or the slot's seed for the first
    /// pass.
    function rootBefore(ProofCommit calldata commit, uint256 pass) internal pure returns (bytes32) {
        return pass == 0 ? commit.slotSeed : commit.roots[pass - 1];
    }

    /// @notice Returns how many rows each nonce samples: an equal part of all samples, rounded up. So enough rows are
    /// sampled for every pass, whatever the number of nonces.
    function samplesPerNonce(ProofCommit calldata commit, uint256 nonces) internal pure returns (uint256) {
        return (commit.samples + nonces - 1) / nonces;
    }

    /// @notice Returns the row and the pass of the GPU proof that sample number `sample` of a nonce selects. `first` is
    /// the number of samples of the nonces before it.
    function sampleOf(ProofCommit calldata commit, bytes32 nonce, bytes32 zHash, uint256 first, uint256 sample)
        internal
        pure
        returns (uint256 row, uint256 pass)
    {
        row = uint256(keccak256(abi.encode(hashCommit(commit), nonce, zHash, sample))) % commit.rows;
        pass = addmod(uint256(zHash), first + sample, commit.passes);
    }

    /// @notice Returns the Merkle root that a row of matrix C and its path give. Missing leaves are 0. The path must be
    /// as long as the tree is deep, so that no inner node is valid as a leaf and no index is valid twice.
    function rootOfPath(bytes32 product, uint256 row, bytes32[] calldata path) internal pure returns (bytes32 node) {
        node = sha256(abi.encodePacked(LEAF, product));
        for (uint256 level = 0; level < path.length; ++level) {
            node = row >> level & 1 == 1
                ? sha256(abi.encodePacked(PARENT, path[level], node))
                : sha256(abi.encodePacked(PARENT, node, path[level]));
        }
    }

    /// @notice Returns the number of hashes in a path of a tree with this many leaves.
    function depthOf(uint256 rows) internal pure returns (uint256 depth) {
        while (1 << depth < rows) {
            ++depth;
        }
    }
}
