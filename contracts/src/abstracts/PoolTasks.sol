// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {ListingLib} from "../libraries/ListingLib.sol";
import {NodeIdLib} from "../libraries/NodeIdLib.sol";
import {TaskAuditLib} from "../libraries/TaskAuditLib.sol";
import {TaskDrawLib} from "../libraries/TaskDrawLib.sol";
import {TaskMoneyLib} from "../libraries/TaskMoneyLib.sol";
import {Batch, BatchState, Task, TaskMoney, TaskPayouts, TaskState} from "../types/TaskPoolTypes.sol";
import {PoolStakes} from "./PoolStakes.sol";

/// @title Functions that every step of a task needs: for its batch, its node, the random draw of its worker, and its
/// money
abstract contract PoolTasks is PoolStakes {
    using ListingLib for uint256;

    bytes32 private constant NODE_REGISTRY = "NodeRegistry";
    bytes32 private constant BATCH = "Infinitio task batch";

    function _batchIdOf(Batch calldata batch) internal view returns (bytes32) {
        return keccak256(abi.encode(BATCH, block.chainid, address(this), batch));
    }

    function _taskIdOf(bytes32 batchId, uint256 index) internal pure returns (bytes32) {
        return keccak256(abi.encode(batchId, index));
    }

    /// @dev Reverts unless the batch was submitted and has this task.
    function _open(Batch calldata batch, uint256 index)
        internal
        view
        returns (bytes32 taskId, Task storage task, BatchState storage state)
    {
        bytes32 batchId = _batchIdOf(batch);
        state = _pool().batches[batchId];
        if (state.count == 0) revert TaskPool_BatchUnknown(batchId);
        if (index >= state.count) revert TaskPool_IndexOutOfRange(index, state.count);
        taskId = _taskIdOf(batchId, index);
        task = _pool().tasks[taskId];
    }

    function _checkState(bytes32 taskId, Task storage task, TaskState expected) internal view {
        if (task.state != expected) revert TaskPool_StateMismatch(taskId, task.state);
    }

    function _setState(Task storage task, TaskState state) internal {
        task.state = state;
        task.changedAt = uint32(block.timestamp);
        task.changedBlock = uint32(block.number);
    }

    // ── Nodes ───────────────────────────────────────────────────────────────

    /// @dev Reverts unless the caller is the key of a listed node of `provider` that fits the batch.
    function _checkFits(Batch calldata batch, address provider) internal view returns (bytes32 nodeId, uint8 classId) {
        uint256 facts;
        (nodeId, facts) = _nodeOf(provider);
        classId = facts.classIdIn();
        if (
            !facts.isListedIn() || (batch.classMask >> classId) & 1 == 0 || facts.vramGibIn() < batch.minVramGib
                || facts.tierIn() < batch.minTier
        ) revert TaskPool_NodeUnfit(nodeId);
    }

    /// @dev Reverts unless the caller is `provider` or the key of one of its nodes. The node need not be listed now.
    function _checkWorksFor(address provider) internal view {
        if (_actor() == provider) return;
        (, uint256 facts) = _nodeOf(provider);
        if (facts.providerIn() != provider || provider == address(0)) {
            revert TaskPool_CallerNotWorker(_actor(), provider);
        }
    }

    /// @dev Returns the node of the caller. A node's id is the hash of its provider and its key, so the caller's key
    /// proves which node calls.
    function _nodeOf(address provider) private view returns (bytes32 nodeId, uint256 facts) {
        nodeId = NodeIdLib.nodeIdOf(provider, _actor());
        // The second return value, the host key, is not needed.
        // slither-disable-next-line unused-return
        (facts,) = DIRECTORY.packedListingOf(DIRECTORY.get(NODE_REGISTRY), nodeId);
    }

    // ── Draws ───────────────────────────────────────────────────────────────

    /// @dev Returns the seed that the hash of the block after `since` gives. Reverts while that block does not exist.
    /// Returns 0 once contracts can no longer read that block's hash. By then, every account with a weight may act.
    function _seedAfter(uint256 since, bytes32 round, bytes32 taskId) internal view returns (bytes32) {
        if (block.number <= since + 1) revert TaskPool_SeedUnknown(taskId, since + 2);
        bytes32 blockHash = blockhash(since + 1);
        return blockHash == 0 ? bytes32(0) : TaskDrawLib.seedOf(blockHash, round, taskId);
    }

    /// @dev Reverts unless the draw (the account's random number for this task) lets an account with this weight take
    /// the task or run now.
    function _checkDue(bytes32 seed, uint256 since, uint256 weight, bytes32 taskId, address provider) internal view {
        uint256 draw = seed == 0 ? 0 : TaskDrawLib.drawOf(seed, provider);
        uint256 step = TaskDrawLib.stepAfter(block.number - since - 2);
        if (!TaskDrawLib.isDue(draw, weight, _pool().totals.bonded, step)) revert TaskPool_NotDue(taskId, provider);
    }

    // ── Streaks ─────────────────────────────────────────────────────────────

    function _streakKey(address provider, bytes32 adapter, uint8 classId) internal pure returns (bytes32) {
        return keccak256(abi.encode(provider, adapter, classId));
    }

    /// @dev Returns a provider's streak: the number of audited tasks in a row that it did correctly. It is at most 40,
    /// because a longer streak changes nothing.
    function _streakOf(address provider, bytes32 adapter, uint8 classId) internal view returns (uint256) {
        return Math.min(_pool().streaks[_streakKey(provider, adapter, classId)], TaskAuditLib.MOST_STREAK);
    }

    // ── Money ───────────────────────────────────────────────────────────────

    function _stakeFor(Batch calldata batch, uint256 streak) internal pure returns (uint64) {
        return uint64(Math.ceilDiv(TaskAuditLib.stakeTimesOf(batch.chunks, streak) * batch.reward, UNIT));
    }

    function _moneyOf(Batch calldata batch, uint256 streak) internal pure returns (TaskMoney memory) {
        // One audit gets half of the amount for audits (verifyShare), so this amount always covers a second audit.
        uint256 stake = _stakeFor(batch, streak) * UNIT;
        return TaskMoney(batch.reward, batch.tip, batch.verifyShare, batch.verifyShare / 2, stake);
    }

    function _escrowOf(Batch calldata batch) internal pure returns (uint256) {
        return TaskMoneyLib.escrowOf(_moneyOf(batch, 0));
    }

    /// @dev Ends a task: pays the submitter, and counts fees and burned amounts. The calling function must pay all
    /// other accounts.
    function _end(
        Batch calldata batch,
        bytes32 taskId,
        Task storage task,
        TaskState state,
        TaskPayouts memory payouts
    ) internal {
        _setState(task, state);
        _payFor(taskId, batch.submitter, payouts.submitter);
        _burn(payouts.burned);
        _pool().dues.fees += uint128(payouts.fees);
        emit TaskEnded(taskId, state, payouts.fees, payouts.burned);
    }

    /// @dev Opens a task again for another worker (state changes 4, 5 and 13 in docs/contracts.md). If its batch was
    /// stopped, refunds the task instead.
    function _reopen(Batch calldata batch, bytes32 taskId, Task storage task, BatchState storage state) internal {
        task.worker = address(0);
        if (state.stopped) {
            TaskPayouts memory payouts;
            payouts.submitter = _escrowOf(batch);
            return _end(batch, taskId, task, TaskState.Refunded, payouts);
        }
        _setState(task, TaskState.Open);
        ++state.open;
        ++_pool().totals.open;
    }

    /// @dev Returns the number of seconds after the accept within which a worker must commit to its result.
    function _workSeconds(Batch calldata batch) internal pure returns (uint256) {
        return uint256(batch.runSeconds) * 3 / 2 + batch.fetchSeconds;
    }
}
