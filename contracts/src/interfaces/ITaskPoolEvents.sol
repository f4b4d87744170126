// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batch, TaskState, Verdict} from "../types/TaskPoolTypes.sol";

/// @title Events of the task pool
/// @notice A program can calculate every balance, stake, batch, task and run from these events (docs/contracts.md).
/// Stakes (`units`) are in 1e-9 PToken, all other amounts in base units of PToken.
interface ITaskPoolEvents {
    event PoolDeposited(address indexed account, address indexed payer, uint256 amount);
    event PoolWithdrawn(address indexed account, uint256 amount);
    event StakePaid(address indexed provider, uint256 units, uint256 young, uint256 ripeAt);
    event StakeRipened(address indexed provider, uint256 units, uint256 bonded, uint256 total);
    event StakeLeaving(address indexed provider, uint256 units, uint256 leaving, uint256 leavesAt);
    event StakeReturned(address indexed provider, uint256 units);
    event StakeLocked(address indexed provider, bytes32 indexed taskId, uint256 units);
    event StakeFreed(address indexed provider, bytes32 indexed taskId, uint256 units);
    /// @notice A provider lost a locked part of its stake. It was burned or paid to others, so the provider's `bonded`
    /// and `locked` amounts are smaller by `units`.
    event StakeLost(address indexed provider, bytes32 indexed taskId, uint256 units);
    event ProviderOut(address indexed provider, bytes32 indexed taskId, uint256 outUntil);
    event ProviderStruck(address indexed provider, bytes32 indexed taskId);
    event SubmitKeySet(address indexed submitter, address indexed key, uint256 dayCap, uint256 expiry);
    event SubmitKeySpent(address indexed submitter, address indexed key, uint256 units);
    event CallRelayed(address indexed account, uint256 indexed nonce, address indexed relayer);
    event CallSkipped(uint256 indexed index, bytes reason);
    event PoolSwept(uint256 burned, uint256 fees);
    event RunGasSet(uint256 runGas);

    /// @notice A batch was submitted. `paid` is the escrow of all tasks; `baseFee` was burned in addition to it.
    event BatchSubmitted(
        bytes32 indexed batchId,
        address indexed submitter,
        Batch batch,
        bytes32 beaconSeed,
        uint256 paid,
        uint256 baseFee,
        uint256 feeRate
    );
    event BatchStopped(bytes32 indexed batchId, uint256 open, uint256 refund, bool deadlinePassed);

    event TaskAccepted(
        bytes32 indexed taskId,
        bytes32 indexed batchId,
        address indexed provider,
        uint256 index,
        bytes32 nodeId,
        uint256 classId,
        uint256 tries,
        uint256 streak
    );
    /// @notice A worker gave a task up. `code` is the code of a failure, or 0 if there was none.
    event TaskReleased(bytes32 indexed taskId, address indexed provider, uint256 code);
    event TaskExpired(bytes32 indexed taskId, address indexed provider);
    event TaskCommitted(bytes32 indexed taskId, bytes32 commitment);
    event TaskRevealed(bytes32 indexed taskId, bytes32 root, bytes32 salt, bytes32 answer, bool audited);
    event RunTaken(
        bytes32 indexed taskId, uint256 indexed place, address indexed account, bytes32 nodeId, address replaced
    );
    event SampleFixed(bytes32 indexed taskId, bytes32 seed);
    event RunAnswered(bytes32 indexed taskId, uint256 indexed place, bytes32 commitment);
    event RunLate(bytes32 indexed taskId, uint256 indexed place, address indexed account);
    event RunShown(bytes32 indexed taskId, uint256 indexed place, bytes32 answer, bytes32 fresh, bytes32 salt);
    /// @notice A round of a dispute began. `paidStake` is the stake that the challenger paid from its balance. It is 0
    /// if the challenger is an auditor, because its stake is already locked.
    event TaskDisputed(bytes32 indexed taskId, address indexed challenger, uint256 round, uint256 paidStake);
    /// @notice The dispute that just began is also about this chunk, in addition to the sampled chunks. `outputHash` is
    /// the chunk's output under the worker's root.
    event ChunkDisputed(bytes32 indexed taskId, uint256 chunk, bytes32 outputHash);
    event TaskAppealed(bytes32 indexed taskId, address indexed appellant, uint256 paidStake);
    event TaskJudged(bytes32 indexed taskId, Verdict verdict, uint256 round);
    event TaskContradicted(bytes32 indexed taskId, uint256 chunk, bytes32 outputHash);
    event TaskPaid(bytes32 indexed taskId, address indexed account, uint256 amount);
    /// @notice A task ended in this state. This is the task's last event.
    event TaskEnded(bytes32 indexed taskId, TaskState state, uint256 fees, uint256 burned);
}
