// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {ITaskVerifier} from "../interfaces/ITaskVerifier.sol";
import {TaskAuditLib} from "../libraries/TaskAuditLib.sol";
import {TaskDrawLib} from "../libraries/TaskDrawLib.sol";
import {TaskMoneyLib} from "../libraries/TaskMoneyLib.sol";
import {Batch, PoolAccount, Run, RunState, Task, TaskDispute, TaskState} from "../types/TaskPoolTypes.sol";
import {PoolTasks} from "./PoolTasks.sol";

/// @title Runs that check a task (audits, and runs of a dispute): the accounts that may take them, and the times (state
/// changes 7, 8 and 11 in docs/contracts.md)
abstract contract PoolRuns is ITaskVerifier, PoolTasks {
    uint256 internal constant AUDIT = 0;
    uint256 internal constant SECOND = 1;
    uint256 internal constant THIRD = 2;
    uint256 internal constant FIRST_OF_APPEAL = 3;
    uint256 internal constant PLACES = 8;
    /// @dev If nobody has taken an audit after this many blocks, the task continues without it.
    uint256 internal constant AUDIT_BLOCKS = 200;
    /// @dev For this many blocks after the first account took a checking run, another account can replace the first
    /// one, if the draw of the other account (its random number for this run), divided by its weight, is lower.
    uint256 internal constant LOWER_BLOCKS = 5;
    /// @dev Seconds that a checking account has to answer, in addition to the time to fetch the files and to calculate
    /// the chunks.
    uint256 internal constant ANSWER_SECONDS = 60;
    uint256 internal constant DISPUTE_SECONDS = 48 hours;
    /// @dev In the second round of a dispute, five accounts commit to their answers within this time. They show the
    /// answers when all five have committed, or after this time. So no account can copy the answer of another.
    uint256 internal constant APPEAL_ANSWER_SECONDS = 24 hours;
    bytes32 private constant ANSWER = "Infinitio task answer";
    bytes32 private constant SAMPLE = "sample";
    bytes32 private constant CHANCE = "chance";

    /// @inheritdoc ITaskVerifier
    function takeRun(Batch calldata batch, uint256 index, uint256 place, address provider)
        external
        override
        nonReentrant
    {
        (bytes32 taskId, Task storage task,) = _open(batch, index);
        (bytes32 nodeId,) = _checkFits(batch, provider);
        _checkUninvolved(batch, task, taskId, place, provider);
        Run storage run = _pool().runs[taskId][place];
        RunState state = run.state;
        if (state > RunState.Taken) revert TaskPool_RunMismatch(taskId, place, state);
        address holder = state == RunState.Taken ? run.account : address(0);
        uint256 since = _placeSince(batch, task, taskId, place, run);
        _checkTurn(batch, task, taskId, place, provider, since);
        uint64 stake = _stakeFor(batch, task.streak);
        if (holder == address(0)) {
            run.takenAfter = uint8(Math.min(block.number - since, type(uint8).max));
            run.sinceBlock = uint32(since);
            run.state = RunState.Taken;
            if (place <= SECOND) _setState(task, TaskState.Auditing);
            if (place == AUDIT) _fixSample(batch, taskId, since);
        } else {
            _free(holder, taskId, stake);
        }
        _lock(provider, taskId, stake);
        (run.account, run.changedAt) = (provider, uint32(block.timestamp));
        emit RunTaken(taskId, place, provider, nodeId, holder);
    }

    /// @inheritdoc ITaskVerifier
    function answerRun(Batch calldata batch, uint256 index, uint256 place, bytes32 commitment)
        external
        override
        nonReentrant
    {
        (bytes32 taskId, Task storage task,) = _open(batch, index);
        Run storage run = _runIn(taskId, place, RunState.Taken);
        _checkWorksFor(run.account);
        uint256 fixedFrom = uint256(run.sinceBlock) + run.takenAfter + LOWER_BLOCKS + 1;
        if (block.number < fixedFrom) revert TaskPool_PlaceNotFixed(taskId, fixedFrom);
        uint256 until = run.changedAt + _answerSeconds(batch, taskId, place);
        if (block.timestamp >= until) revert TaskPool_TooLate(taskId, until, block.timestamp);
        (run.state, run.answer, run.changedAt) = (RunState.Answered, commitment, uint32(block.timestamp));
        if (place <= SECOND) _setState(task, TaskState.Answered);
        emit RunAnswered(taskId, place, commitment);
    }

    /// @inheritdoc ITaskVerifier
    function dropRun(Batch calldata batch, uint256 index, uint256 place) external override nonReentrant {
        (bytes32 taskId, Task storage task,) = _open(batch, index);
        Run storage run = _runIn(taskId, place, RunState.Taken);
        if (task.state > TaskState.Disputed) revert TaskPool_StateMismatch(taskId, task.state);
        uint256 until = run.changedAt + _answerSeconds(batch, taskId, place);
        if (block.timestamp < until) revert TaskPool_TooEarly(taskId, until, block.timestamp);
        address account = run.account;
        emit RunLate(taskId, place, account);
        _freeFined(account, taskId, _stakeFor(batch, task.streak), TaskMoneyLib.SILENT_BPS);
        uint8 late = run.late;
        (run.account, run.state, run.sinceBlock) = (address(0), RunState.Empty, uint32(block.number));
        if (late != type(uint8).max) run.late = late + 1;
        if (place == AUDIT) _setState(task, TaskState.Committed);
        if (place == SECOND) _setState(task, TaskState.Answered);
    }

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @inheritdoc ITaskVerifier
    function answerCommitmentOf(
        bytes32 taskId,
        uint256 place,
        address account,
        bytes32 answer,
        bytes32 fresh,
        bytes32 salt
    ) public view override returns (bytes32) {
        return keccak256(abi.encode(ANSWER, block.chainid, address(this), taskId, place, account, answer, fresh, salt));
    }

    /// @inheritdoc ITaskVerifier
    function runOf(bytes32 taskId, uint256 place) external view override returns (Run memory) {
        return _pool().runs[taskId][place];
    }

    // ── Functions that other parts of the contract call ─────────────────────

    function _runIn(bytes32 taskId, uint256 place, RunState expected) internal view returns (Run storage run) {
        run = _pool().runs[taskId][place];
        if (run.state != expected) revert TaskPool_RunMismatch(taskId, place, run.state);
    }

    /// @dev Returns true if the audit of a task, or its second audit, is due and can still be taken. The audit opens
    /// with the worker's commitment, the second audit with the answer of the first.
    function _auditDue(Batch calldata batch, Task storage task, bytes32 taskId, uint256 place)
        internal
        view
        returns (bool)
    {
        uint256 since = task.changedBlock;
        if (block.number > since + AUDIT_BLOCKS) return false;
        return _pool().runs[taskId][place].late != 0 || _drawnForAudit(batch, task, taskId, place, since);
    }

    /// @dev Returns how many chunks an audit of this task calculates again: those of the sample, or all chunks if the
    /// task has no sample.
    function _sampledOf(Batch calldata batch, bytes32 taskId) internal view returns (uint256) {
        return _pool().sampleSeeds[taskId] == 0 ? batch.chunks : TaskAuditLib.sampledOf(batch.chunks);
    }

    // ── Private ─────────────────────────────────────────────────────────────

    /// @dev Reverts unless the task's state allows accounts to take this run. Returns the block since which the run can
    /// be taken.
    function _placeSince(
        Batch calldata batch,
        Task storage task,
        bytes32 taskId,
        uint256 place,
        Run storage run
    ) private view returns (uint256 since) {
        TaskState state = task.state;
        bool taken = run.state == RunState.Taken;
        if (place <= SECOND) {
            TaskState expected = taken ? TaskState.Auditing : place == AUDIT ? TaskState.Committed : TaskState.Answered;
            if (state != expected) revert TaskPool_StateMismatch(taskId, state);
            if (taken) return run.sinceBlock;
            since = task.changedBlock;
            if (block.number > since + AUDIT_BLOCKS) revert TaskPool_PlaceOver(taskId, place);
            if (run.late == 0 && !_drawnForAudit(batch, task, taskId, place, since)) {
                revert TaskPool_NotDrawn(taskId, place);
            }
            return since;
        }
        if (state != TaskState.Disputed) revert TaskPool_StateMismatch(taskId, state);
        TaskDispute storage trial = _pool().disputes[taskId];
        if (place >= PLACES || (place == THIRD) != (trial.round == 1)) revert TaskPool_PlaceMismatch(taskId, place);
        uint256 until = trial.openedAt + (place == THIRD ? DISPUTE_SECONDS : APPEAL_ANSWER_SECONDS);
        if (block.timestamp + _answerSeconds(batch, taskId, place) > until) revert TaskPool_PlaceOver(taskId, place);
        return taken || run.late != 0 ? run.sinceBlock : trial.openedBlock;
    }

    /// @dev Reverts unless the draw (the account's random number for this run) lets the account take the run now. If
    /// the run has a holder, the account's draw divided by its weight must also be lower than that of the holder.
    function _checkTurn(
        Batch calldata batch,
        Task storage task,
        bytes32 taskId,
        uint256 place,
        address provider,
        uint256 since
    ) private view {
        uint256 stake = _stakeFor(batch, task.streak);
        PoolAccount memory account = _pool().accounts[provider];
        uint256 weight = _weightToAudit(account, stake);
        if (weight == 0) revert TaskPool_StakeTooLow(provider, account.bonded - account.locked, stake);
        bytes32 seed = _seedAfter(since, bytes32(place + 1), taskId);
        _checkDue(seed, since, weight, taskId, provider);
        Run storage run = _pool().runs[taskId][place];
        if (run.state != RunState.Taken) return;
        uint256 fixedFrom = since + run.takenAfter + LOWER_BLOCKS + 1;
        if (block.number >= fixedFrom || seed == 0) revert TaskPool_PlaceOver(taskId, place);
        address holder = run.account;
        uint256 other = _pool().accounts[holder].bonded;
        if (
            !TaskDrawLib.isLower(
                TaskDrawLib.drawOf(seed, provider), weight, TaskDrawLib.drawOf(seed, holder), other
            )
        ) revert TaskPool_DrawHigher(taskId, provider, holder);
    }

    /// @dev Reverts if the account already has another role in the task, for example as its worker or its submitter.
    /// Each run that checks a task must be by a different account.
    function _checkUninvolved(
        Batch calldata batch,
        Task storage task,
        bytes32 taskId,
        uint256 place,
        address provider
    ) private view {
        bool involved = provider == task.worker || provider == batch.submitter;
        if (place > SECOND) {
            TaskDispute storage trial = _pool().disputes[taskId];
            involved = involved || provider == trial.challenger;
        }
        uint256 last = place > SECOND ? PLACES : THIRD;
        for (uint256 other = 0; other < last; ++other) {
            involved = involved || _pool().runs[taskId][other].account == provider;
        }
        if (involved) revert TaskPool_AccountInvolved(taskId, provider);
    }

    /// @dev Returns true if the task gets this audit. The hash of the block after `since` decides it; `place` states
    /// whether the first or the second audit is meant. A task in chunks always gets a first audit.
    function _drawnForAudit(
        Batch calldata batch,
        Task storage task,
        bytes32 taskId,
        uint256 place,
        uint256 since
    ) private view returns (bool) {
        if (place == AUDIT && TaskAuditLib.isSplit(batch.chunks)) return true;
        uint256 draw = uint256(_seedAfter(since, CHANCE, taskId));
        return place == AUDIT
            ? TaskAuditLib.isDrawn(draw, batch.chunks, task.streak)
            : TaskAuditLib.isDrawnTwice(draw);
    }

    /// @dev Stores, once, which chunks of a split task an audit calculates again (its sample). The hash of the block
    /// after the worker's commitment selects them.
    function _fixSample(Batch calldata batch, bytes32 taskId, uint256 since) private {
        if (!TaskAuditLib.isSplit(batch.chunks) || _pool().sampleSeeds[taskId] != 0) return;
        bytes32 seed = _seedAfter(since, SAMPLE, taskId);
        _pool().sampleSeeds[taskId] = seed;
        emit SampleFixed(taskId, seed);
    }

    /// @dev Returns the seconds in which an account must answer after it took a run. In the second round of a dispute,
    /// each account calculates a fresh sample of chunks in addition to the first one. In a dispute about a chunk, each
    /// run calculates one chunk more.
    function _answerSeconds(Batch calldata batch, bytes32 taskId, uint256 place) private view returns (uint256) {
        uint256 chunks = _sampledOf(batch, taskId);
        if (place >= FIRST_OF_APPEAL) chunks *= 2;
        if (place > SECOND && _pool().disputes[taskId].chunk != 0) ++chunks;
        uint256 runTime = Math.ceilDiv(batch.runSeconds * chunks, batch.chunks);
        return runTime + batch.fetchSeconds + ANSWER_SECONDS;
    }
}
