// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITaskVerifier} from "../interfaces/ITaskVerifier.sol";
import {ChunkTreeLib} from "../libraries/ChunkTreeLib.sol";
import {TaskAuditLib} from "../libraries/TaskAuditLib.sol";
import {Batch, Run, RunState, Task, TaskDispute, TaskState, Verdict} from "../types/TaskPoolTypes.sol";
import {PoolDisputes} from "./PoolDisputes.sol";

/// @title Results that workers and checkers reveal, and proofs that contradict a worker's result (state changes 9 and
/// 10 in docs/contracts.md)
abstract contract PoolReveals is PoolDisputes {
    bytes32 private constant COMMITMENT = "Infinitio task commitment";

    /// @inheritdoc ITaskVerifier
    function reveal(Batch calldata batch, uint256 index, bytes32 root, bytes32 salt, bytes32 answer)
        external
        override
        nonReentrant
    {
        (bytes32 taskId, Task storage task,) = _open(batch, index);
        TaskState state = task.state;
        bool audited = state == TaskState.Answered;
        if (!audited && state != TaskState.Committed) revert TaskPool_StateMismatch(taskId, state);
        _checkWorksFor(task.worker);
        if (_revealOver(task)) revert TaskPool_TooLate(taskId, task.changedAt + REVEAL_SECONDS, block.timestamp);
        _checkNoAuditDue(batch, task, taskId, audited);
        bytes32 shown =
            keccak256(abi.encode(COMMITMENT, block.chainid, address(this), taskId, task.tries, task.worker, root, salt));
        if (shown != task.commitment) revert TaskPool_CommitmentMismatch(task.commitment, shown);
        task.commitment = _revealedOf(root, answer);
        _setState(task, audited ? TaskState.Revealed : TaskState.Unaudited);
        emit TaskRevealed(taskId, root, salt, answer, audited);
    }

    /// @inheritdoc ITaskVerifier
    function showRun(
        Batch calldata batch,
        uint256 index,
        uint256 place,
        bytes32 root,
        bytes32 workerAnswer,
        bytes32 answer,
        bytes32 fresh,
        bytes32 salt
    ) external override nonReentrant {
        (bytes32 taskId, Task storage task,) = _open(batch, index);
        Run storage run = _runIn(taskId, place, RunState.Answered);
        address account = run.account;
        _checkWorksFor(account);
        if (place >= FIRST_OF_APPEAL) _checkAppealAnswered(taskId);
        else if (fresh != 0) revert TaskPool_PlaceMismatch(taskId, place);
        bytes32 shown = answerCommitmentOf(taskId, place, account, answer, fresh, salt);
        if (shown != run.answer) revert TaskPool_CommitmentMismatch(run.answer, shown);
        run.state = RunState.Shown;
        run.answer = place < FIRST_OF_APPEAL ? answer : keccak256(abi.encode(answer, fresh));
        emit RunShown(taskId, place, answer, fresh, salt);
        uint64 stake = _stakeFor(batch, task.streak);
        if (place <= SECOND) {
            _showAudit(task, taskId, _revealedOf(root, workerAnswer), workerAnswer, account, answer, stake);
        } else {
            _checkState(taskId, task, TaskState.Disputed);
            _free(account, taskId, stake);
            if (place == THIRD) _judgeThird(task, taskId, answer);
            else _judgeAppeal(task, taskId, answer, run.answer);
        }
    }

    /// @inheritdoc ITaskVerifier
    function contradict(
        Batch calldata batch,
        uint256 index,
        bytes32 root,
        bytes32[] calldata outputs,
        uint256 position,
        bytes32 outputHash,
        bytes32[] calldata path
    ) external override nonReentrant {
        (bytes32 taskId, Task storage task,) = _open(batch, index);
        TaskState state = task.state;
        if (state < TaskState.Revealed || state > TaskState.Judged) revert TaskPool_StateMismatch(taskId, state);
        bytes32 answer = keccak256(abi.encodePacked(outputs));
        _checkRevealed(task, root, answer);
        uint256 chunk = 0;
        // A valid answer has one output for each chunk of the sample. An answer with any other number of outputs is
        // wrong anyway.
        if (outputs.length == _sampledOf(batch, taskId)) {
            chunk = _chunkAt(batch, taskId, position);
            bool differs = position < outputs.length && outputs[position] != outputHash;
            if (!differs || !ChunkTreeLib.verify(root, batch.chunks, chunk, outputHash, path)) {
                revert TaskPool_NoContradiction(taskId);
            }
        }
        TaskDispute storage trial = _pool().disputes[taskId];
        (trial.workerAnswer, trial.round, trial.verdict) = (answer, CONTRADICTED, Verdict.WorkerWrong);
        _setState(task, TaskState.Judged);
        emit TaskContradicted(taskId, chunk, outputHash);
    }

    // ── Private ─────────────────────────────────────────────────────────────

    /// @dev Reverts while an audit of the task is due and somebody can still take it.
    function _checkNoAuditDue(Batch calldata batch, Task storage task, bytes32 taskId, bool audited) private view {
        if (!audited) {
            if (_auditDue(batch, task, taskId, AUDIT)) revert TaskPool_AuditDue(taskId);
        } else if (_pool().runs[taskId][SECOND].state != RunState.Answered) {
            if (_auditDue(batch, task, taskId, SECOND)) revert TaskPool_AuditDue(taskId);
        }
    }

    /// @dev Shows the answer of an audit. If the answer differs from the worker's and no dispute about the task has
    /// begun, a dispute begins, and the auditor's stake remains locked until the end of the dispute. Otherwise, the
    /// stake is free at once.
    function _showAudit(
        Task storage task,
        bytes32 taskId,
        bytes32 revealed,
        bytes32 workerAnswer,
        address account,
        bytes32 answer,
        uint64 stake
    ) private {
        if (task.commitment != revealed) revert TaskPool_RevealMismatch(task.commitment, revealed);
        TaskState state = task.state;
        if (state == TaskState.Revealed) {
            uint256 until = task.changedAt + SHOW_SECONDS;
            if (block.timestamp >= until) revert TaskPool_TooLate(taskId, until, block.timestamp);
            if (answer != workerAnswer) {
                _openDispute(task, taskId, account, workerAnswer, answer, false);
                return;
            }
        } else if (state != TaskState.Disputed && state != TaskState.Judged) {
            revert TaskPool_StateMismatch(taskId, state);
        }
        _free(account, taskId, stake);
    }

    /// @dev Returns the chunk at a position of the sample (the chunks that an audit calculates again); returns the
    /// number of chunks if the position is beyond the sample.
    function _chunkAt(Batch calldata batch, bytes32 taskId, uint256 position) private view returns (uint256) {
        bytes32 seed = _pool().sampleSeeds[taskId];
        if (seed == 0) return position;
        uint256[] memory sample = TaskAuditLib.sampledChunks(seed, batch.chunks);
        return position < sample.length ? sample[position] : batch.chunks;
    }
}
