// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batch, Run} from "../types/TaskPoolTypes.sol";

/// @title The task pool: audits, disputes and payment (state changes 7 to 12 in docs/contracts.md)
interface ITaskVerifier {
    /// @notice Takes a run that checks a task (state changes 7, 8 and 11 in docs/contracts.md). `place` is 0 for the
    /// audit, 1 for the second audit, 2 for the first run of a dispute, and 3 to 7 for the runs of its second round.
    /// The caller must be the key of a node of `provider`. For 5 blocks after the first take, an account with a lower
    /// draw (random number) ÷ weight can replace the holder.
    function takeRun(Batch calldata batch, uint256 index, uint256 place, address provider) external;

    /// @notice Commits to the answer of a run that checks a task (state change 8 in docs/contracts.md), with the hash
    /// of `answerCommitmentOf`. The account that took the run, or one of its nodes, must call it.
    function answerRun(Batch calldata batch, uint256 index, uint256 place, bytes32 commitment) external;

    /// @notice Opens a run that checks a task for other accounts, because its holder did not answer in time. Anyone may
    /// call it.
    function dropRun(Batch calldata batch, uint256 index, uint256 place) external;

    /// @notice Shows the root over the worker's outputs, and its answer about the sampled chunks (state change 9 in
    /// docs/contracts.md).
    /// @param answer keccak256 of the packed output hashes of the sampled chunks, in the order of the sample. If the
    /// task is not split, or nobody began to audit it, the sample is all chunks.
    function reveal(Batch calldata batch, uint256 index, bytes32 root, bytes32 salt, bytes32 answer) external;

    /// @notice Shows the answer of a run that checks a task (state changes 10 and 11 in docs/contracts.md). `root` and
    /// `workerAnswer` are the values that the worker revealed.
    /// @param fresh The answer to the fresh sample of an appeal; 0 for every other run.
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

    /// @notice Proves that a worker's revealed answer does not belong to its revealed root. Anyone may call it before
    /// the task is settled.
    /// @param outputs The output hashes of the sample; their hash must be the answer.
    /// @param position The position, in the sample, of the chunk whose output differs.
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

    /// @notice Disputes a revealed result (state change 11 in docs/contracts.md). Takes the stake of the task from the
    /// caller's balance.
    function dispute(Batch calldata batch, uint256 index, bytes32 root, bytes32 workerAnswer) external;

    /// @notice Disputes a revealed result and one of its chunks (state change 11 in docs/contracts.md). Takes the stake
    /// of the task from the caller's balance. The answer of each run of the dispute is one hash of two values: the
    /// answer to the sample, and the output of this chunk. So a wrong output outside of the sample is found, and a
    /// dispute about a right chunk cannot hide a wrong sample.
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

    /// @notice Appeals the first verdict of a dispute, so that five more accounts calculate the task and decide (state
    /// change 11 in docs/contracts.md). The loser or one of its nodes must call it. Takes a stake from the loser's
    /// balance.
    function appeal(Batch calldata batch, uint256 index) external;

    /// @notice Ends a task and pays all sides (state changes 9, 10 and 12 in docs/contracts.md). Anyone may call it.
    function settle(Batch calldata batch, uint256 index) external;

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @notice Returns the hash with which the holder of a run (a check of a task) commits to its answer. It covers the
    /// chain, the contract, the task, the number of the run (`place`), the account, the answer, the answer to a fresh
    /// sample (`fresh`), and the salt.
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
