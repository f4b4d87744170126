// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITaskVerifier} from "../interfaces/ITaskVerifier.sol";
import {ChunkTreeLib} from "../libraries/ChunkTreeLib.sol";
import {Batch, PoolAccount, RunState, Task, TaskDispute, TaskState, Verdict} from "../types/TaskPoolTypes.sol";
import {PoolRuns} from "./PoolRuns.sol";

/// @title Disputes about revealed results of tasks (state change 11 in docs/contracts.md)
/// @dev First, a third account calculates the disputed chunks again, and its answer decides. If the loser appeals, or
/// if three runs have three answers, five more runs decide.
abstract contract PoolDisputes is PoolRuns {
    uint256 internal constant REVEAL_SECONDS = 1 hours;
    /// @dev The worker has at least this many blocks to reveal its result. Up to 200 of these blocks can pass before it
    /// is certain that nobody takes the audit.
    uint256 internal constant REVEAL_BLOCKS = 500;
    uint256 internal constant SHOW_SECONDS = 1 hours;
    uint256 internal constant CONTRADICT_SECONDS = 10 minutes;
    uint256 internal constant UNAUDITED_SECONDS = 24 hours;
    uint256 internal constant APPEAL_SECONDS = 24 hours;
    uint8 internal constant ONE_RUN = 1;
    uint8 internal constant FIVE_RUNS = 2;
    uint8 internal constant CONTRADICTED = 3;
    uint256 private constant MAJORITY = 3;

    /// @inheritdoc ITaskVerifier
    function dispute(Batch calldata batch, uint256 index, bytes32 root, bytes32 workerAnswer)
        external
        override
        nonReentrant
    {
        _dispute(batch, index, root, workerAnswer);
    }

    /// @inheritdoc ITaskVerifier
    function disputeChunk(
        Batch calldata batch,
        uint256 index,
        bytes32 root,
        bytes32 workerAnswer,
        uint256 chunk,
        bytes32 outputHash,
        bytes32[] calldata path
    ) external override nonReentrant {
        bytes32 taskId = _dispute(batch, index, root, workerAnswer);
        if (!ChunkTreeLib.verify(root, batch.chunks, chunk, outputHash, path)) {
            revert TaskPool_NoContradiction(taskId);
        }
        TaskDispute storage trial = _pool().disputes[taskId];
        trial.chunk = uint16(chunk + 1);
        (trial.challengerAnswer, trial.workerAnswer) = (workerAnswer, keccak256(abi.encode(workerAnswer, outputHash)));
        emit ChunkDisputed(taskId, chunk, outputHash);
    }

    /// @inheritdoc ITaskVerifier
    function appeal(Batch calldata batch, uint256 index) external override nonReentrant {
        (bytes32 taskId, Task storage task,) = _open(batch, index);
        _checkState(taskId, task, TaskState.Judged);
        TaskDispute storage trial = _pool().disputes[taskId];
        if (trial.round != ONE_RUN) revert TaskPool_PlaceMismatch(taskId, trial.round);
        uint256 until = task.changedAt + APPEAL_SECONDS;
        if (block.timestamp >= until) revert TaskPool_TooLate(taskId, until, block.timestamp);
        address loser = trial.verdict == Verdict.WorkerWrong ? task.worker : trial.challenger;
        _checkWorksFor(loser);
        uint256 stake = _stakeFor(batch, task.streak) * UNIT;
        _spend(loser, stake);
        trial.appellant = loser;
        _nextRound(task, trial);
        emit TaskAppealed(taskId, loser, stake);
    }

    // ── Functions that other parts of the contract call ─────────────────────

    /// @dev Returns the hash that a task stores of a revealed result. It covers the root over all outputs and the
    /// answer about the sampled chunks.
    function _revealedOf(bytes32 root, bytes32 answer) internal pure returns (bytes32) {
        return keccak256(abi.encode(root, answer));
    }

    function _checkRevealed(Task storage task, bytes32 root, bytes32 answer) internal view {
        bytes32 given = _revealedOf(root, answer);
        if (task.commitment != given) revert TaskPool_RevealMismatch(task.commitment, given);
    }

    /// @dev Returns true if the worker's time to reveal its result is over: both an hour and 500 blocks have passed.
    /// The blocks are counted, too, so that a worker does not lose its stake because the chain halted.
    function _revealOver(Task storage task) internal view returns (bool) {
        return block.timestamp >= task.changedAt + REVEAL_SECONDS && block.number >= task.changedBlock + REVEAL_BLOCKS;
    }

    /// @dev Returns the time from which a revealed task can be settled. Before this time, it can be disputed. The time
    /// is 24 h after the reveal for a task without an audit. For other tasks, it is an hour after the reveal while an
    /// auditor has committed to an answer that it has not shown, and otherwise ten minutes after the reveal.
    function _settleFrom(Task storage task, bytes32 taskId) internal view returns (uint256) {
        TaskState state = task.state;
        if (state == TaskState.Unaudited) return task.changedAt + UNAUDITED_SECONDS;
        if (state != TaskState.Revealed) revert TaskPool_StateMismatch(taskId, state);
        bool shown = _pool().runs[taskId][AUDIT].state != RunState.Answered
            && _pool().runs[taskId][SECOND].state != RunState.Answered;
        return task.changedAt + (shown ? CONTRADICT_SECONDS : SHOW_SECONDS);
    }

    function _openDispute(
        Task storage task,
        bytes32 taskId,
        address challenger,
        bytes32 workerAnswer,
        bytes32 challengerAnswer,
        bool paidStake
    ) internal {
        TaskDispute storage trial = _pool().disputes[taskId];
        (trial.challenger, trial.round, trial.paidStake) = (challenger, ONE_RUN, paidStake);
        (trial.workerAnswer, trial.challengerAnswer) = (workerAnswer, challengerAnswer);
        (trial.openedAt, trial.openedBlock) = (uint32(block.timestamp), uint32(block.number));
        _setState(task, TaskState.Disputed);
        if (!paidStake) emit TaskDisputed(taskId, challenger, ONE_RUN, 0);
    }

    /// @dev Reverts if it is too early to show an answer in the second round of a dispute, in which five accounts check
    /// the task. First, each commits to the hash of its answer. Answers may be shown once all five have committed, or
    /// after APPEAL_ANSWER_SECONDS. Otherwise, an account could copy an answer that another account has already shown.
    function _checkAppealAnswered(bytes32 taskId) internal view {
        uint256 from = _pool().disputes[taskId].openedAt + APPEAL_ANSWER_SECONDS;
        if (block.timestamp >= from) return;
        for (uint256 place = FIRST_OF_APPEAL; place < PLACES; ++place) {
            if (_pool().runs[taskId][place].state < RunState.Answered) {
                revert TaskPool_TooEarly(taskId, from, block.timestamp);
            }
        }
    }

    /// @dev Decides a dispute by the answer of a third account: the side with another answer is wrong. If the
    /// challenger only paid a stake and gave no answer, any answer that differs from the worker's shows that the worker
    /// is wrong. Otherwise, after three different answers, five more runs must decide.
    function _judgeThird(Task storage task, bytes32 taskId, bytes32 answer) internal {
        TaskDispute storage trial = _pool().disputes[taskId];
        if (answer == trial.workerAnswer) return _judge(task, taskId, Verdict.ChallengerWrong);
        if (answer == trial.challengerAnswer || trial.paidStake) return _judge(task, taskId, Verdict.WorkerWrong);
        _nextRound(task, trial);
        emit TaskDisputed(taskId, trial.challenger, FIVE_RUNS, 0);
    }

    /// @dev Decides the second round of a dispute. Does nothing unless three of the five runs gave the same answer
    /// about the disputed chunks and about the fresh sample of chunks.
    function _judgeAppeal(Task storage task, bytes32 taskId, bytes32 answer, bytes32 both) internal {
        uint256 alike = 0;
        for (uint256 place = FIRST_OF_APPEAL; place < PLACES; ++place) {
            if (_pool().runs[taskId][place].state == RunState.Shown && _pool().runs[taskId][place].answer == both) {
                ++alike;
            }
        }
        if (alike < MAJORITY) return;
        TaskDispute storage trial = _pool().disputes[taskId];
        trial.majority = both;
        if (answer == trial.workerAnswer) return _judge(task, taskId, Verdict.ChallengerWrong);
        bool backsChallenger = answer == trial.challengerAnswer || trial.paidStake;
        _judge(task, taskId, backsChallenger ? Verdict.WorkerWrong : Verdict.BothWrong);
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _dispute(Batch calldata batch, uint256 index, bytes32 root, bytes32 workerAnswer)
        private
        returns (bytes32 taskId)
    {
        Task storage task;
        (taskId, task,) = _open(batch, index);
        uint256 until = _settleFrom(task, taskId);
        if (block.timestamp >= until) revert TaskPool_TooLate(taskId, until, block.timestamp);
        _checkRevealed(task, root, workerAnswer);
        address challenger = _actor();
        if (challenger == task.worker) revert TaskPool_AccountInvolved(taskId, challenger);
        uint256 stake = _stakeFor(batch, task.streak) * UNIT;
        _spend(challenger, stake);
        _openDispute(task, taskId, challenger, workerAnswer, 0, true);
        emit TaskDisputed(taskId, challenger, ONE_RUN, stake);
    }

    function _nextRound(Task storage task, TaskDispute storage trial) private {
        (trial.round, trial.verdict) = (FIVE_RUNS, Verdict.None);
        (trial.openedAt, trial.openedBlock) = (uint32(block.timestamp), uint32(block.number));
        _setState(task, TaskState.Disputed);
    }

    function _judge(Task storage task, bytes32 taskId, Verdict verdict) private {
        TaskDispute storage trial = _pool().disputes[taskId];
        trial.verdict = verdict;
        _setState(task, TaskState.Judged);
        emit TaskJudged(taskId, verdict, trial.round);
        bool workerWrong = verdict == Verdict.WorkerWrong;
        if (trial.round == ONE_RUN) {
            // The loser is excluded from draws while it can appeal, so that a caught cheat takes no other task.
            _sendOut(workerWrong ? task.worker : trial.challenger, taskId, APPEAL_SECONDS);
        } else if (trial.appellant == (workerWrong ? trial.challenger : task.worker)) {
            // The winner of an appeal may be drawn for tasks again at once. An exclusion that lasts longer for another
            // reason remains.
            _endOut(trial.appellant, taskId, APPEAL_SECONDS);
        }
    }

    function _endOut(address provider, bytes32 taskId, uint256 within) private {
        PoolAccount storage account = _pool().accounts[provider];
        if (account.outUntil > block.timestamp + within) return;
        account.outUntil = 0;
        emit ProviderOut(provider, taskId, 0);
    }
}
