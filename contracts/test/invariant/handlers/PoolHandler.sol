// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITaskPool} from "../../../src/interfaces/ITaskPool.sol";
import {
    Batch,
    BatchState,
    PoolAccount,
    Run,
    RunState,
    Task,
    TaskDispute,
    TaskState
} from "../../../src/types/TaskPoolTypes.sol";
import {PoolFixture} from "../../fixtures/PoolFixture.sol";

/// @title Tries every call of the task pool, by anybody, in any state
/// @dev Four of ten calls usually fit the state of a task. The others submit batches, pass time, stop batches, stake,
/// sweep, or are random. No call may create or destroy money.
contract PoolHandler is PoolFixture {
    uint256 private constant TASKS = 3;
    uint256 private constant MOST_BATCHES = 60;

    Batch[] private _batches;
    uint256 private _clock;
    uint256 private _height;
    mapping(bytes32 taskId => bool ended) private _ended;
    /// @dev The number of each provider's account, counted from 1; 0 for all other accounts.
    mapping(address provider => uint256 number) private _numbers;

    /// @dev How often a task was seen in each state.
    mapping(uint256 state => uint256 count) public seen;
    uint256 public paidTwice;

    modifier timed() {
        vm.warp(_clock);
        blocks.roll(_height);
        _;
    }

    constructor() {
        setUp();
        (_clock, _height) = (block.timestamp, block.number);
        _fund(stranger, 1_000e18);
        for (uint256 i = 0; i < PROVIDERS; ++i) {
            _numbers[_providerAt(i)] = i + 1;
        }
    }

    function contracts() external view returns (ITaskPool) {
        return pool;
    }

    // ── Actions ─────────────────────────────────────────────────────────────

    function pass(uint256 seed) external timed {
        uint256 most = seed % 4 == 0 ? 30 hours : seed % 4 == 1 ? 1 hours : 90 seconds;
        _clock += seed / 4 % most + 1;
        _height += seed % 4 == 0 ? 600 : seed % 4 == 2 ? 250 : 7;
    }

    function submitBatch(uint256 seed) external timed {
        if (_batches.length >= MOST_BATCHES) return;
        Batch memory batch = seed % 3 == 0 ? _whole() : _split();
        if (seed % 5 == 0) batch.submitter = _providerAt(seed % PROVIDERS);
        vm.prank(batch.submitter);
        try pool.submit(batch) {
            _batches.push(batch);
        } catch {}
    }

    /// @notice Makes a call that fits the state of a task, mostly by an account with the right to make it.
    function step(uint256 seed) external timed {
        if (_batches.length == 0) return;
        (Batch memory batch, uint256 index) = _pick(seed);
        // The seed selected the task. It is hashed, so that the choice of the task does not also decide the call.
        seed = uint256(keccak256(abi.encode(seed)));
        uint256 i = seed / 64 % PROVIDERS;
        TaskState state = _taskOf(batch, index).state;
        ++seen[uint256(state)];
        if (state <= TaskState.Open) _tryAccept(batch, index, i);
        else if (state == TaskState.Assigned) _tryWork(batch, index, seed);
        else if (state == TaskState.Committed) _tryAudit(batch, index, 0, i);
        else if (state == TaskState.Auditing) _tryAnswers(batch, index, 0, 2, seed);
        else if (state == TaskState.Answered) _tryAudit(batch, index, 1, i);
        else if (state == TaskState.Revealed || state == TaskState.Unaudited) _tryRevealed(batch, index, seed);
        else if (state == TaskState.Disputed) _tryTrial(batch, index, seed);
        else if (state == TaskState.Judged && seed % 3 == 0) _tryAppeal(batch, index);
        _trySettle(batch, index);
    }

    /// @notice Makes any call, by anybody, in any state.
    function chaos(uint256 seed) external timed {
        if (_batches.length == 0) return;
        (Batch memory batch, uint256 index) = _pick(seed);
        uint256 i = seed / 64 % PROVIDERS;
        uint256 place = seed / 1024 % 9;
        uint256 kind = seed / 16384 % 8;
        vm.startPrank(seed % 2 == 0 ? _nodeAt(i) : _providerAt(i));
        if (kind == 0) try pool.release(batch, index, uint16(seed % 3)) {} catch {}
        if (kind == 1) try pool.expire(batch, index) {} catch {}
        if (kind == 2) try pool.dropRun(batch, index, place) {} catch {}
        if (kind == 3) try pool.takeRun(batch, index, place, _providerAt(i)) {} catch {}
        if (kind == 4) try pool.answerRun(batch, index, place, RIGHT) {} catch {}
        if (kind == 5) try pool.showRun(batch, index, place, ROOT, RIGHT, WRONG, 0, SALT) {} catch {}
        if (kind == 6) try pool.dispute(batch, index, ROOT, RIGHT) {} catch {}
        if (kind == 7) try pool.reveal(batch, index, ROOT, SALT, RIGHT) {} catch {}
        vm.stopPrank();
    }

    function stop(uint256 seed) external timed {
        if (_batches.length == 0) return;
        (Batch memory batch,) = _pick(seed / 4);
        bool cancels = seed % 4 == 0;
        if (cancels) vm.prank(batch.submitter);
        if (cancels) try pool.cancel(batch) {} catch {}
        else try pool.close(batch) {} catch {}
    }

    function stakes(uint256 seed) external timed {
        uint256 kind = seed % 4;
        vm.startPrank(_providerAt(seed / 4 % PROVIDERS));
        if (kind == 0) try pool.addStake(uint64(seed / 64 % 5e9 + 1)) {} catch {}
        if (kind == 1) try pool.ripen(_providerAt(seed / 4 % PROVIDERS)) {} catch {}
        if (kind == 2) try pool.unstake(uint64(seed / 64 % 5e9 + 1)) {} catch {}
        if (kind == 3) try pool.collect() {} catch {}
        vm.stopPrank();
    }

    function sweepDues(uint256) external timed {
        pool.sweep();
    }

    // ── Checks ──────────────────────────────────────────────────────────────

    /// @notice Returns the amount that the pool owes: balances, stakes, dues, and the escrow of unfinished tasks and
    /// disputes.
    function owed() external view returns (uint256 sum) {
        sum = pool.balanceOf(submitter) + pool.balanceOf(stranger);
        for (uint256 i = 0; i < PROVIDERS; ++i) {
            PoolAccount memory account = _account(i);
            uint256 units = uint256(account.bonded) + account.young + pool.recordOf(_providerAt(i)).leaving;
            sum += units * UNIT + pool.balanceOf(_providerAt(i));
        }
        sum += uint256(pool.dues().burn) + pool.dues().fees;
        for (uint256 i = 0; i < _batches.length; ++i) {
            sum += _heldBy(_batches[i]);
        }
    }

    /// @notice Returns the amount of each provider's stake that open tasks and runs should hold, counted from the
    /// tasks.
    function locked() external view returns (uint256[] memory units) {
        units = new uint256[](PROVIDERS);
        for (uint256 batch = 0; batch < _batches.length; ++batch) {
            for (uint256 index = 0; index < TASKS; ++index) {
                _addLocked(_batches[batch], index, units);
            }
        }
    }

    function providers() external pure returns (uint256) {
        return PROVIDERS;
    }

    function providerAddress(uint256 i) external pure returns (address) {
        return _providerAt(i);
    }

    function _heldBy(Batch memory batch) private view returns (uint256 sum) {
        BatchState memory state = pool.batchOf(pool.batchIdOf(batch));
        for (uint256 index = 0; index < TASKS; ++index) {
            Task memory task = _taskOf(batch, index);
            bool open = task.state <= TaskState.Open;
            bool ended = task.state >= TaskState.Accepted;
            if (!ended && !(open && state.stopped)) sum += _escrowOf(batch, 1);
            if (task.state != TaskState.Disputed && task.state != TaskState.Judged) continue;
            TaskDispute memory trial = pool.disputeOf(_idOf(batch, index));
            uint256 stake = uint256(pool.stakeFor(batch, task.streak)) * UNIT;
            if (trial.paidStake) sum += stake;
            if (trial.appellant != address(0)) sum += stake;
        }
    }

    function _addLocked(Batch memory batch, uint256 index, uint256[] memory units) private view {
        Task memory task = _taskOf(batch, index);
        if (task.state <= TaskState.Open || task.state >= TaskState.Accepted) return;
        uint256 stake = pool.stakeFor(batch, task.streak);
        _add(units, task.worker, stake);
        bytes32 id = _idOf(batch, index);
        TaskDispute memory trial = pool.disputeOf(id);
        if (!trial.paidStake) _add(units, trial.challenger, stake);
        for (uint256 place = 0; place < 8; ++place) {
            Run memory run = pool.runOf(id, place);
            if (run.state == RunState.Taken || run.state == RunState.Answered) _add(units, run.account, stake);
        }
    }

    function _add(uint256[] memory units, address account, uint256 stake) private view {
        uint256 number = _numbers[account];
        if (number != 0) units[number - 1] += stake;
    }

    // ── Steps ───────────────────────────────────────────────────────────────

    function _tryAccept(Batch memory batch, uint256 index, uint256 i) private {
        _height += 30;
        blocks.roll(_height);
        vm.prank(_nodeAt(i));
        try pool.accept(batch, index, _providerAt(i)) {} catch {}
    }

    function _tryWork(Batch memory batch, uint256 index, uint256 seed) private {
        Task memory task = _taskOf(batch, index);
        bytes32 id = _idOf(batch, index);
        bytes32 commitment = pool.commitmentOf(id, task.tries, task.worker, ROOT, SALT);
        bytes memory receipt = _sign(STORE_KEY, pool.hashReceipt(id, task.tries, commitment));
        vm.startPrank(task.worker);
        if (seed % 7 == 0) try pool.release(batch, index, uint16(seed / 7 % 2)) {} catch {}
        else try pool.commit(batch, index, commitment, receipt) {} catch {}
        vm.stopPrank();
    }

    function _tryAudit(Batch memory batch, uint256 index, uint256 place, uint256 i) private {
        _height += 30;
        blocks.roll(_height);
        vm.prank(_nodeAt(i));
        try pool.takeRun(batch, index, place, _providerAt(i)) {
            return;
        } catch {}
        vm.prank(_taskOf(batch, index).worker);
        try pool.reveal(batch, index, ROOT, SALT, RIGHT) {} catch {}
    }

    function _tryAnswers(Batch memory batch, uint256 index, uint256 from, uint256 to, uint256 seed) private {
        _height += 7;
        blocks.roll(_height);
        for (uint256 place = from; place < to; ++place) {
            Run memory run = pool.runOf(_idOf(batch, index), place);
            if (run.state != RunState.Taken) continue;
            bytes32 fresh = place >= 3 ? FRESH : bytes32(0);
            bytes32 answer = _answerAt(seed, place);
            bytes32 commitment =
                pool.answerCommitmentOf(_idOf(batch, index), place, run.account, answer, fresh, SALT);
            vm.prank(run.account);
            try pool.answerRun(batch, index, place, commitment) {} catch {}
            try pool.dropRun(batch, index, place) {} catch {}
        }
    }

    function _tryShow(Batch memory batch, uint256 index, uint256 place) private {
        Run memory run = pool.runOf(_idOf(batch, index), place);
        if (run.state != RunState.Answered) return;
        bytes32 fresh = place >= 3 ? FRESH : bytes32(0);
        for (uint256 kind = 0; kind < 3; ++kind) {
            vm.prank(run.account);
            try pool.showRun(batch, index, place, ROOT, RIGHT, _answerAt(kind, 0), fresh, SALT) {
                return;
            } catch {}
        }
    }

    function _tryRevealed(Batch memory batch, uint256 index, uint256 seed) private {
        _tryShow(batch, index, seed % 2);
        if (seed % 5 != 0) return;
        vm.prank(seed % 2 == 0 ? stranger : batch.submitter);
        try pool.dispute(batch, index, ROOT, RIGHT) {} catch {}
    }

    function _tryTrial(Batch memory batch, uint256 index, uint256 seed) private {
        _height += 30;
        blocks.roll(_height);
        for (uint256 place = 2; place < 8; ++place) {
            for (uint256 i = 0; i < PROVIDERS; ++i) {
                vm.prank(_nodeAt(i));
                try pool.takeRun(batch, index, place, _providerAt(i)) {
                    break;
                } catch {}
            }
        }
        _tryAnswers(batch, index, 2, 8, seed);
        for (uint256 place = 0; place < 8; ++place) {
            _tryShow(batch, index, place);
        }
    }

    function _tryAppeal(Batch memory batch, uint256 index) private {
        TaskDispute memory trial = pool.disputeOf(_idOf(batch, index));
        vm.prank(_taskOf(batch, index).worker);
        try pool.appeal(batch, index) {} catch {}
        vm.prank(trial.challenger);
        try pool.appeal(batch, index) {} catch {}
    }

    function _trySettle(Batch memory batch, uint256 index) private {
        bytes32 id = _idOf(batch, index);
        try pool.settle(batch, index) {
            if (_ended[id]) ++paidTwice;
            _ended[id] = true;
            ++seen[uint256(_taskOf(batch, index).state)];
        } catch {}
    }

    /// @dev Returns an answer about a task by the seed: the right one, a wrong one or a third one. When a run must show
    /// its answer, the handler tries all three.
    function _answerAt(uint256 seed, uint256 place) private pure returns (bytes32) {
        uint256 kind = place == 0 ? seed % 3 : uint256(keccak256(abi.encode(seed, place))) % 3;
        return kind == 0 ? RIGHT : kind == 1 ? WRONG : keccak256("third");
    }

    function _pick(uint256 seed) private view returns (Batch memory batch, uint256 index) {
        uint256 recent = _batches.length < 6 ? _batches.length : 6;
        batch = _batches[_batches.length - 1 - seed % recent];
        index = seed / 8 % TASKS;
    }

    function _idOf(Batch memory batch, uint256 index) private view returns (bytes32) {
        return pool.taskIdOf(pool.batchIdOf(batch), index);
    }

    function _taskOf(Batch memory batch, uint256 index) private view returns (Task memory) {
        return pool.taskOf(_idOf(batch, index));
    }
}
