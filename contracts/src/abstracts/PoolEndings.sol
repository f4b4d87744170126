// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITaskVerifier} from "../interfaces/ITaskVerifier.sol";
import {TaskAuditLib} from "../libraries/TaskAuditLib.sol";
import {TaskMoneyLib} from "../libraries/TaskMoneyLib.sol";
import {
    Batch,
    Run,
    RunState,
    Task,
    TaskDispute,
    TaskMoney,
    TaskOutcome,
    TaskPayouts,
    TaskState,
    Verdict
} from "../types/TaskPoolTypes.sol";
import {PoolReveals} from "./PoolReveals.sol";

/// @title Ends and payments of tasks (state changes 9, 10 and 12 in docs/contracts.md)
abstract contract PoolEndings is PoolReveals {
    /// @inheritdoc ITaskVerifier
    function settle(Batch calldata batch, uint256 index) external override nonReentrant {
        (bytes32 taskId, Task storage task,) = _open(batch, index);
        TaskState state = task.state;
        if (state == TaskState.Committed || state == TaskState.Answered) {
            if (!_revealOver(task)) revert TaskPool_TooEarly(taskId, task.changedAt + REVEAL_SECONDS, block.timestamp);
            return _finish(batch, taskId, task, TaskOutcome.NotRevealed);
        }
        if (state == TaskState.Revealed || state == TaskState.Unaudited) {
            _checkFrom(taskId, _settleFrom(task, taskId));
            return _finish(batch, taskId, task, TaskOutcome.Accepted);
        }
        TaskDispute storage trial = _pool().disputes[taskId];
        if (state == TaskState.Disputed) {
            _checkFrom(taskId, trial.openedAt + DISPUTE_SECONDS);
            return _finish(batch, taskId, task, TaskOutcome.Undecided);
        }
        if (state != TaskState.Judged) revert TaskPool_StateMismatch(taskId, state);
        if (trial.round == ONE_RUN) _checkFrom(taskId, task.changedAt + APPEAL_SECONDS);
        bool right = trial.verdict == Verdict.ChallengerWrong;
        _finish(batch, taskId, task, right ? TaskOutcome.AuditorLost : TaskOutcome.WorkerLost);
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _checkFrom(bytes32 taskId, uint256 from) private view {
        if (block.timestamp < from) revert TaskPool_TooEarly(taskId, from, block.timestamp);
    }

    function _finish(Batch calldata batch, bytes32 taskId, Task storage task, TaskOutcome outcome) private {
        address worker = task.worker;
        TaskMoney memory money = _moneyOf(batch, task.streak);
        uint64 stake = uint64(money.stake / UNIT);
        address loser = outcome == TaskOutcome.WorkerLost || outcome == TaskOutcome.NotRevealed
            ? worker
            : outcome == TaskOutcome.AuditorLost ? _pool().disputes[taskId].challenger : address(0);
        bool appealed = loser != address(0) && _pool().disputes[taskId].appellant == loser;
        address[] memory auditors = _endAudits(taskId, outcome, stake);
        address[] memory runs = _endRuns(taskId, outcome, stake);
        TaskPayouts memory payouts = TaskMoneyLib.settle(money, outcome, auditors.length, runs.length, appealed);
        _returnStakes(taskId, worker, outcome, money);
        _payEach(taskId, auditors, payouts.auditors);
        _payEach(taskId, runs, payouts.runs);
        if (loser == worker) _punish(taskId, worker, stake);
        else _payFor(taskId, worker, payouts.worker - money.stake);
        if (loser == batch.submitter) _withholdShare(payouts, money, appealed);
        _noteStreak(batch, task, worker, outcome, auditors.length);
        bool refunded = outcome == TaskOutcome.Undecided;
        bool accepted = outcome == TaskOutcome.Accepted || outcome == TaskOutcome.AuditorLost;
        _end(
            batch,
            taskId,
            task,
            refunded ? TaskState.Refunded : accepted ? TaskState.Accepted : TaskState.Decided,
            payouts
        );
    }

    /// @dev Ends the audits of a task and returns the accounts to pay. An auditor that could show its answer but did
    /// not show it loses its stake.
    function _endAudits(bytes32 taskId, TaskOutcome outcome, uint64 stake) private returns (address[] memory paid) {
        TaskDispute storage trial = _pool().disputes[taskId];
        paid = new address[](THIRD);
        uint256 count = 0;
        for (uint256 place = AUDIT; place < THIRD; ++place) {
            Run storage run = _pool().runs[taskId][place];
            (address account, RunState state) = (run.account, run.state);
            if (state == RunState.Answered) {
                // Nobody can show an answer before the worker reveals its own, or after a contradiction has ended the
                // task. So in these cases, an auditor that did not show its answer is not at fault.
                if (outcome == TaskOutcome.NotRevealed || trial.round == CONTRADICTED) {
                    _free(account, taskId, stake);
                    paid[count++] = account;
                } else {
                    _take(account, taskId, stake);
                    _burn(stake * UNIT);
                }
            } else if (state == RunState.Shown && _isPaid(trial, outcome, run.answer, true)) {
                paid[count++] = account;
            }
        }
        _shorten(paid, count);
    }

    /// @dev Ends the runs (repeated calculations) that were selected to decide a dispute. Frees the stake of a provider
    /// that took a run and committed no answer. Takes the stake of a provider that committed an answer and did not show
    /// it, unless the verdict came first. Returns the accounts to pay: those that agree with the verdict or, without a
    /// verdict, all that showed an answer.
    function _endRuns(bytes32 taskId, TaskOutcome outcome, uint64 stake) private returns (address[] memory paid) {
        TaskDispute storage trial = _pool().disputes[taskId];
        if (trial.round == 0) return paid;
        paid = new address[](PLACES - THIRD);
        uint256 count = 0;
        for (uint256 place = THIRD; place < PLACES; ++place) {
            Run storage run = _pool().runs[taskId][place];
            RunState state = run.state;
            if (state == RunState.Taken) _free(run.account, taskId, stake);
            if (state == RunState.Answered) _silence(taskId, run.account, stake, trial);
            if (state != RunState.Shown) continue;
            bool agrees = place == THIRD ? _isPaid(trial, outcome, run.answer, false) : run.answer == trial.majority;
            if (outcome == TaskOutcome.Undecided || agrees) paid[count++] = run.account;
        }
        _shorten(paid, count);
    }

    /// @dev Takes the stake of an account that committed to an answer in a dispute and did not show it. If the dispute
    /// got its verdict before the account could show its answer, frees the stake instead.
    function _silence(bytes32 taskId, address account, uint64 stake, TaskDispute storage trial) private {
        if (trial.verdict != Verdict.None) return _free(account, taskId, stake);
        _take(account, taskId, stake);
        _burn(stake * UNIT);
    }

    /// @dev Returns true if an audit, or the first run of a dispute, is paid. That is so if its answer was on the side
    /// that won, if the task was accepted without a dispute, or if a contradiction decided the task. An audit answered
    /// only about the sampled chunks. So if the worker lost because of another chunk, an audit that agreed with the
    /// worker is paid, too.
    function _isPaid(TaskDispute storage trial, TaskOutcome outcome, bytes32 answer, bool audit)
        private
        view
        returns (bool)
    {
        if (outcome == TaskOutcome.Accepted || trial.round == CONTRADICTED) return true;
        if (outcome == TaskOutcome.Undecided) return false;
        bool right = outcome == TaskOutcome.AuditorLost;
        if (!audit || trial.chunk == 0) return (answer == trial.workerAnswer) == right;
        return !right || answer == trial.challengerAnswer;
    }

    /// @dev Frees the stakes of worker, challenger and appellant that are not lost, and takes the challenger's stake if
    /// it is lost. If a dispute got no verdict, a challenger that paid its stake from its balance loses one reward,
    /// which is burned. Without this loss, a submitter could get work for nothing if no account other than the parties
    /// can run the task.
    function _returnStakes(bytes32 taskId, address worker, TaskOutcome outcome, TaskMoney memory money) private {
        uint64 stake = uint64(money.stake / UNIT);
        bool workerLost = outcome == TaskOutcome.WorkerLost || outcome == TaskOutcome.NotRevealed;
        if (!workerLost) _free(worker, taskId, stake);
        TaskDispute storage trial = _pool().disputes[taskId];
        address challenger = trial.challenger;
        if (challenger == address(0)) return;
        bool challengerLost = outcome == TaskOutcome.AuditorLost;
        if (!challengerLost) {
            if (!trial.paidStake) {
                _free(challenger, taskId, stake);
            } else {
                uint256 lost = outcome == TaskOutcome.Undecided ? money.reward : 0;
                _burn(lost);
                _payFor(taskId, challenger, money.stake - lost);
            }
        } else if (!trial.paidStake) {
            _punish(taskId, challenger, stake);
        }
        address appellant = trial.appellant;
        bool appealLost = appellant == (workerLost ? worker : challengerLost ? challenger : address(0));
        if (appellant != address(0) && !appealLost) _payFor(taskId, appellant, money.stake);
    }

    function _punish(bytes32 taskId, address loser, uint64 stake) private {
        _take(loser, taskId, stake);
        _sendOut(loser, taskId, OUT_SECONDS);
    }

    /// @dev Burns the share of a lost stake that a submitter gets, if the submitter lost this stake itself as the
    /// worker or the challenger. Call it only in this case.
    function _withholdShare(TaskPayouts memory payouts, TaskMoney memory money, bool appealed) private pure {
        uint256 lost = appealed ? 2 * money.stake : money.stake;
        uint256 share = lost - payouts.runs - payouts.burned;
        payouts.submitter -= share;
        payouts.burned += share;
    }

    /// @dev Counts how many tasks in a row a worker did correctly. Counts only audited tasks of other submitters. A
    /// lost dispute, or a result that the worker did not reveal in time, sets the count to 0.
    function _noteStreak(
        Batch calldata batch,
        Task storage task,
        address worker,
        TaskOutcome outcome,
        uint256 auditors
    ) private {
        if (worker == batch.submitter || outcome == TaskOutcome.Undecided) return;
        bytes32 key = _streakKey(worker, batch.adapter, task.classId);
        uint256 streak = _pool().streaks[key];
        bool right = outcome == TaskOutcome.Accepted || outcome == TaskOutcome.AuditorLost;
        if (!right) {
            if (streak != 0) _pool().streaks[key] = 0;
        } else if (auditors != 0 && streak < TaskAuditLib.MOST_STREAK) {
            _pool().streaks[key] = streak + 1;
        }
    }

    function _payEach(bytes32 taskId, address[] memory accounts, uint256 total) private {
        for (uint256 i = 0; i < accounts.length; ++i) {
            // Each account gets an equal part; the first one also gets the remainder of the division.
            uint256 part = total / accounts.length;
            _payFor(taskId, accounts[i], i == 0 ? total - part * (accounts.length - 1) : part);
        }
    }

    function _shorten(address[] memory list, uint256 count) private pure {
        assembly ("memory-safe") {
            mstore(list, count)
        }
    }
}
