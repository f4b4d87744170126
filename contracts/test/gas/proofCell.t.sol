// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProofCommit, ShownCell, ShownNonce, ShownStatement} from "../../src/types/ProofTypes.sol";
import {CellVector, ProofFixture} from "../fixtures/ProofFixture.sol";

/// @dev Limits the gas of refuting a cell (a value of a GPU proof). Mutation testing leaves these tests out, because it
/// compiles without the optimiser.
contract ProofCellGasTest is ProofFixture {
    function test_TheLargestWorkIsCheckedForTwoAndAHalfMillionGas() external {
        CellVector memory cell = _largest();
        ShownStatement memory shown = _show(_statementOf(cell));
        (ProofCommit memory commit, ShownNonce memory nonce) = (_commitOf(cell), _nonceOf(cell));
        ShownCell memory shownCell = _cellOf(cell, 7);
        uint256 before = gasleft();
        checker.refuteCell(shown, commit, nonce, shownCell);
        uint256 used = before - gasleft();
        assertTrue(checker.refuterOf(shown.root) == address(this), "refuted");
        assertAtMost(used, 2_500_000, "gas");
    }

    // ── Private ─────────────────────────────────────────────────────────────

    /// @dev Returns a proof of the largest possible work, in which the sampled row is garbage. The work has 64 passes,
    /// each with its own Merkle root. Only the root of the pass with the sampled row is compared with that row.
    function _largest() private pure returns (CellVector memory cell) {
        cell.node = keccak256("node");
        cell.slotSeed = keccak256("seed");
        cell.work.rows = 1_536 * 2 ** 15;
        cell.work.segmentBits = 15;
        cell.work.hashes = 32;
        cell.work.passes = 64;
        cell.work.samples = 80;
        (cell.timers, cell.place, cell.nonce, cell.zHash) = (16, 5, keccak256("nonce"), keccak256("z"));
        (cell.nonces, cell.index) = (16, 5);
        cell.product = keccak256("garbage");
        cell.path = new bytes32[](26);
        cell.roots = new bytes32[](64);
        // The sampled row depends on the commit, and the commit on the roots. To avoid this circle, all siblings are
        // equal to the node beside them, so that every row leads to the same root.
        bytes32 node = sha256(abi.encodePacked(bytes1(0x00), cell.product));
        for (uint256 level = 0; level < 26; ++level) {
            cell.path[level] = node;
            node = sha256(abi.encodePacked(bytes1(0x01), node, node));
        }
        for (uint256 pass = 0; pass < 64; ++pass) {
            cell.roots[pass] = node;
        }
        bytes32 roots = keccak256(abi.encodePacked(cell.roots));
        cell.commit = keccak256(
            abi.encode(
                cell.node, cell.gpu, cell.slotSeed, cell.work.rows, cell.work.segmentBits, cell.work.hashes,
                cell.work.passes, cell.work.samples, roots
            )
        );
    }
}
