// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batch, Run} from "../types/TaskPoolTypes.sol";

/// @title The task pool: audits, disputes and payment (edges 7 to 12)
interface ITaskVerifier {
    /// @notice Edges 7, 8 and 11. Takes a place for a run: 0 the audit, 1 the second audit, 2 the run after a dispute, 3
    /// to 7 the runs of an appeal. The caller is the key of a node of `provider`. For 5 blocks a lower draw ÷ weight
    /// takes the place from its holder.
    function takeRun(Batch calldata batch, uint256 index, uint256 place, address provider) external;

    /// @notice Edge 8. Commits to an answer: `answerCommitmentOf`. The holder of the place or one of its nodes calls it.
    function answerRun(Batch calldata batch, uint256 index, uint256 place, bytes32 commitment) external;

    /// @notice Frees a place whose holder did not answer in time. Anyone may call it.
    function dropRun(Batch calldata batch, uint256 index, uint256 place) external;

    /// @notice Edge 9. Shows the root and the answer to the sample.
    /// @param answer keccak256 of the packed output hashes of the sampled chunks, in the order of the sample. All chunks
    /// are the sample of a task that is not split, and of one that nobody began to audit.
    function reveal(Batch calldata batch, uint256 index, bytes32 root, bytes32 salt, bytes32 answer) external;

    /// @notice Edges 10 and 11. Shows the answer of a run. `root` and `workerAnswer` are those that the worker revealed.
    /// @param fresh The answer to the fresh sample of an appeal; 0 for every other place.
    function showRun(
        Batch calldata batch,
        uint256 index,
        uint256 place,
        bytes32 root,
        bytes32 workerAnswer,
        bytes32 answer,
        bytes32 fresh,
        bytes32 salt
    ) external;

    /// @notice Proves that a revealed answer does not belong to the revealed root. Anyone may call it before the settle.
    /// @param outputs The output hashes of the sample, whose hash is the answer.
    /// @param position The position in the sample of the chunk that differs.
    /// @param outputHash The output of that chunk under the root.
    function contradict(
        Batch calldata batch,
        uint256 index,
        bytes32 root,
        bytes32[] calldata outputs,
        uint256 position,
        bytes32 outputHash,
        bytes32[] calldata path
    ) external;

    /// @notice Edge 11. Disputes a revealed result, with the stake of the task from the caller's balance.
    function dispute(Batch calldata batch, uint256 index, bytes32 root, bytes32 workerAnswer) external;

    /// @notice Edge 11. Disputes a revealed result and one of its chunks, with the stake of the task from the caller's
    /// balance. All runs of the dispute answer the hash of both: the answer to the sample, and the output of this chunk. So a
    /// wrong output outside of the sample is found, and a dispute about a right chunk hides no wrong sample.
    /// @param outputHash The output of the chunk under the root.
    function disputeChunk(
        Batch calldata batch,
        uint256 index,
        bytes32 root,
        bytes32 workerAnswer,
        uint256 chunk,
        bytes32 outputHash,
        bytes32[] calldata path
    ) external;

    /// @notice Edge 11. The loser of the first verdict asks for five runs, with a stake from its balance. Also by a node
    /// of the loser.
    function appeal(Batch calldata batch, uint256 index) external;

    /// @notice Edges 9, 10 and 12. Ends a task. Anyone may call it.
    function settle(Batch calldata batch, uint256 index) external;

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @notice The commitment of a run: binds chain, contract, task, place and account.
    function answerCommitmentOf(
        bytes32 taskId,
        uint256 place,
        address account,
        bytes32 answer,
        bytes32 fresh,
        bytes32 salt
    ) external view returns (bytes32);
    function runOf(bytes32 taskId, uint256 place) external view returns (Run memory);
}
