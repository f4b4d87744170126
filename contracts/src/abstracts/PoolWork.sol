// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

import {ITaskQueue} from "../interfaces/ITaskQueue.sol";
import {TaskAuditLib} from "../libraries/TaskAuditLib.sol";
import {TaskMoneyLib} from "../libraries/TaskMoneyLib.sol";
import {Batch, BatchState, PoolAccount, Task, TaskState} from "../types/TaskPoolTypes.sol";
import {PoolBatches} from "./PoolBatches.sol";

/// @title The steps of a task from its accept to the worker's commitment to a result (state changes 3 to 6 in
/// docs/contracts.md)
abstract contract PoolWork is PoolBatches, EIP712 {
    uint256 private constant MOST_SILENT = 8;
    /// @dev If this many providers fail with the same code, the task ends and is refunded, less a burned part of the
    /// reward.
    uint256 internal constant FAILS_ALIKE = 3;
    bytes32 private constant COMMITMENT = "Infinitio task commitment";
    bytes32 private constant RECEIPT = keccak256("StoreReceipt(bytes32 task,uint8 tries,bytes32 commitment)");

    constructor() EIP712("Infinitio TaskPool", "1") {}

    /// @inheritdoc ITaskQueue
    function accept(Batch calldata batch, uint256 index, address provider) external override nonReentrant {
        (bytes32 taskId, Task storage task, BatchState storage state) = _open(batch, index);
        if (task.state > TaskState.Open) revert TaskPool_StateMismatch(taskId, task.state);
        if (state.stopped) revert TaskPool_BatchStopped(_batchIdOf(batch));
        uint256 until = batch.deadline - _workSeconds(batch);
        if (block.timestamp > until) revert TaskPool_TooLate(taskId, until, block.timestamp);
        // Nobody has failed a task that was never accepted.
        if (task.tries != 0 && _pool().failedBy[taskId][provider]) revert TaskPool_ProviderFailedIt(taskId, provider);
        (bytes32 nodeId, uint8 classId) = _checkFits(batch, provider);
        uint256 streak = _streakOf(provider, batch.adapter, classId);
        _checkDrawn(batch, task, state, taskId, provider, _stakeFor(batch, streak));
        _lock(provider, taskId, _stakeFor(batch, streak));
        --state.open;
        --_pool().totals.open;
        (task.worker, task.streak, task.classId) = (provider, uint8(streak), classId);
        ++task.tries;
        _setState(task, TaskState.Assigned);
        emit TaskAccepted(taskId, _batchIdOf(batch), provider, index, nodeId, classId, task.tries, streak);
    }

    /// @inheritdoc ITaskQueue
    function release(Batch calldata batch, uint256 index, uint16 code) external override nonReentrant {
        (bytes32 taskId, Task storage task, BatchState storage state) = _open(batch, index);
        _checkState(taskId, task, TaskState.Assigned);
        address provider = task.worker;
        _checkWorksFor(provider);
        emit TaskReleased(taskId, provider, code);
        _freeFined(provider, taskId, _stakeFor(batch, task.streak), TaskMoneyLib.RELEASED_BPS);
        if (code != 0) {
            _pool().failedBy[taskId][provider] = true;
            if (++_pool().failures[taskId][code] == FAILS_ALIKE) {
                task.worker = address(0);
                _end(batch, taskId, task, TaskState.Refunded, TaskMoneyLib.failedAlike(_moneyOf(batch, 0)));
                return;
            }
        }
        _reopen(batch, taskId, task, state);
    }

    /// @inheritdoc ITaskQueue
    function expire(Batch calldata batch, uint256 index) external override nonReentrant {
        (bytes32 taskId, Task storage task, BatchState storage state) = _open(batch, index);
        _checkState(taskId, task, TaskState.Assigned);
        uint256 until = task.changedAt + _workSeconds(batch);
        if (block.timestamp < until) revert TaskPool_TooEarly(taskId, until, block.timestamp);
        address provider = task.worker;
        emit TaskExpired(taskId, provider);
        _freeFined(provider, taskId, _stakeFor(batch, task.streak), TaskMoneyLib.SILENT_BPS);
        // Remember the provider. It gets a strike only if another worker commits to a result in time, because otherwise
        // the submitter may have stated too little time.
        address[] storage silent = _pool().silent[taskId];
        if (silent.length < MOST_SILENT) silent.push(provider);
        _reopen(batch, taskId, task, state);
    }

    /// @inheritdoc ITaskQueue
    function commit(Batch calldata batch, uint256 index, bytes32 commitment, bytes calldata receipt)
        external
        override
        nonReentrant
    {
        (bytes32 taskId, Task storage task,) = _open(batch, index);
        _checkState(taskId, task, TaskState.Assigned);
        address provider = task.worker;
        _checkWorksFor(provider);
        uint256 until = task.changedAt + _workSeconds(batch);
        if (block.timestamp >= until) revert TaskPool_TooLate(taskId, until, block.timestamp);
        _checkReceipt(batch.storeKey, hashReceipt(taskId, task.tries, commitment), receipt);
        task.commitment = commitment;
        _setState(task, TaskState.Committed);
        emit TaskCommitted(taskId, commitment);
        if (task.tries > 1) _strikeSilent(taskId, provider);
    }

    /// @inheritdoc ITaskQueue
    function commitmentOf(bytes32 taskId, uint8 tries, address provider, bytes32 root, bytes32 salt)
        public
        view
        override
        returns (bytes32)
    {
        return keccak256(abi.encode(COMMITMENT, block.chainid, address(this), taskId, tries, provider, root, salt));
    }

    /// @inheritdoc ITaskQueue
    function hashReceipt(bytes32 taskId, uint8 tries, bytes32 commitment) public view override returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(RECEIPT, taskId, tries, commitment)));
    }

    // ── Private ─────────────────────────────────────────────────────────────

    /// @dev Reverts unless the draw (a random number) lets the provider accept this task now, and enough of its stake
    /// stays free for audits.
    function _checkDrawn(
        Batch calldata batch,
        Task storage task,
        BatchState storage state,
        bytes32 taskId,
        address provider,
        uint256 stake
    ) private view {
        PoolAccount memory account = _pool().accounts[provider];
        uint256 weight = _weightToAccept(account, TaskAuditLib.isSplit(batch.chunks));
        if (weight < stake) revert TaskPool_StakeTooLow(provider, weight, stake);
        uint256 since = task.tries == 0 ? state.submitBlock : task.changedBlock;
        _checkDue(_seedAfter(since, bytes32(state.beaconSeed), taskId), since, weight, taskId, provider);
    }

    function _checkReceipt(address storeKey, bytes32 digest, bytes calldata receipt) private view {
        address key = storeKey == address(0) ? DIRECTORY.receiptKey() : storeKey;
        address signer = ECDSA.recoverCalldata(digest, receipt);
        if (signer != key) revert TaskPool_ReceiptInvalid(signer, key);
    }

    function _strikeSilent(bytes32 taskId, address worker) private {
        address[] memory silent = _pool().silent[taskId];
        if (silent.length == 0) return;
        delete _pool().silent[taskId];
        for (uint256 i = 0; i < silent.length; ++i) {
            if (silent[i] != worker) _strike(silent[i], taskId);
        }
    }
}
