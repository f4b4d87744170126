// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITaskPoolErrors} from "../../../src/interfaces/ITaskPoolErrors.sol";
import {TaskAuditLib} from "../../../src/libraries/TaskAuditLib.sol";
import {Batch, TaskState} from "../../../src/types/TaskPoolTypes.sol";
import {ChunkTrees} from "../../fixtures/ChunkTrees.sol";
import {PoolFixture} from "../../fixtures/PoolFixture.sol";

/// @dev Tests the attacks on the task pool that a contract can prevent.
contract PoolAttacksTest is PoolFixture, ChunkTrees {
    // ── A root without its sample ───────────────────────────────────────────

    function test_ARootThatDoesNotHoldTheAnswerLosesByAPath() external {
        (Batch memory batch, bytes32 root, bytes32[] memory outputs) = _lied();
        uint256 position = 2;
        uint256 chunk = TaskAuditLib.sampledChunks(pool.sampleSeedOf(_taskId(batch)), 64)[position];
        bytes32 held = bytes32(uint256(chunk + 1));
        bytes32[] memory path = _pathOf(_held(), chunk);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_NoContradiction.selector);
        pool.contradict(batch, 0, root, outputs, position, outputs[position], path);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_NoContradiction.selector);
        pool.contradict(batch, 0, root, outputs, position + 1, held, path);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_NoContradiction.selector);
        pool.contradict(batch, 0, root, outputs, 4, held, path);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_RevealMismatch.selector);
        pool.contradict(batch, 0, WRONG, outputs, position, held, path);
        vm.prank(stranger);
        pool.contradict(batch, 0, root, outputs, position, held, path);
        vm.prank(_nodeAt(0));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_PlaceMismatch.selector);
        pool.appeal(batch, 0);
        pool.settle(batch, 0);
        _checkTask(batch, TaskState.Decided);
        assertEq(_account(0).bonded, STAKE - 3e9, "the worker loses its stake");
        assertEq(_account(1).locked, 0, "the auditor was right about the sample");
        assertEq(pool.balanceOf(_providerAt(1)), 900e18 + 0.1e18, "and is paid");
        _checkMoney(_escrowOf(batch, 2));
    }

    function test_AnAnswerOfAnotherLengthContradictsItself() external {
        Batch memory batch = _committed();
        bytes32[] memory outputs = new bytes32[](3);
        bytes32 answer = keccak256(abi.encodePacked(outputs));
        _run(batch, 0, 1, answer);
        _setSecond(batch, false);
        _reveal(batch, 0, answer);
        pool.contradict(batch, 0, ROOT, outputs, 0, 0, new bytes32[](0));
        _checkTask(batch, TaskState.Judged);
    }

    function test_RevertWhen_ATaskThatIsNotRevealedIsContradicted() external {
        Batch memory batch = _committed();
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_StateMismatch.selector);
        pool.contradict(batch, 0, ROOT, new bytes32[](4), 0, 0, new bytes32[](0));
    }

    // ── Flooding ────────────────────────────────────────────────────────────

    function test_TheBaseFeeFollowsStakesAndNotTheNumberOfAccounts() external {
        // Ten stakes of 100 PToken are enough for 200 open tasks, so the base fee of the pool does not rise.
        Batch memory batch = _whole();
        batch.count = 200;
        _submit(batch);
        (uint256 least,) = pool.quote(batch);
        _pass(100);
        assertEq(_baseFee(batch), least, "as many as the stakes allow");
        Batch memory more = _whole();
        more.count = 1;
        _submit(more);
        _pass(100);
        assertEq(_baseFee(batch), least * 9 / 8, "one more raises it");
        // A hundred accounts with the least stake cost their owner only gas. They must not lower the base fee.
        uint256 accounts = pool.totals().accounts;
        for (uint256 i = 100; i < 200; ++i) {
            _fund(_providerAt(i), UNIT);
            vm.prank(_providerAt(i));
            pool.addStake(1);
        }
        vm.warp(block.timestamp + 1 hours);
        for (uint256 i = 100; i < 200; ++i) {
            pool.ripen(_providerAt(i));
        }
        assertEq(pool.totals().accounts, accounts + 100, "many accounts");
        _pass(100);
        assertTrue(_baseFee(batch) > least * 9 / 8, "it rises further");
        uint256 high = _baseFee(batch);
        vm.prank(submitter);
        pool.cancel(more);
        _pass(100);
        assertTrue(_baseFee(batch) < high, "fewer open tasks lower it");
    }

    function _baseFee(Batch memory batch) private view returns (uint256 baseFee) {
        (baseFee,) = pool.quote(batch);
    }

    // ── The rest of the list ────────────────────────────────────────────────

    function test_ACopiedCommitmentCannotBeRevealed() external {
        Batch memory batch = _committed();
        bytes32 copied = _task(batch).commitment;
        _accept1(batch, 1);
        bytes32 id = pool.taskIdOf(pool.batchIdOf(batch), 1);
        bytes memory receipt = _sign(STORE_KEY, pool.hashReceipt(id, 1, copied));
        vm.prank(_nodeAt(1));
        pool.commit(batch, 1, copied, receipt);
        _pass(201);
        vm.prank(_nodeAt(1));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_CommitmentMismatch.selector);
        pool.reveal(batch, 1, ROOT, SALT, RIGHT);
    }

    function test_ASubmitterCannotCloseATaskThatIsCommittedOrRevealed() external {
        Batch memory batch = _revealed(RIGHT);
        vm.warp(batch.deadline);
        pool.close(batch);
        _checkTask(batch, TaskState.Revealed);
        pool.settle(batch, 0);
        _checkTask(batch, TaskState.Accepted);
        _checkMoney(0);
    }

    function test_RevertWhen_AnExpireHitsACommittedTask() external {
        Batch memory batch = _committed();
        vm.warp(block.timestamp + 1 days);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_StateMismatch.selector);
        pool.expire(batch, 0);
    }

    function test_ManyAccountsDrawNoMoreThanOneWithTheirStake() external {
        Batch memory batch = _split();
        _submit(batch);
        // The stake of a new account counts only after an hour. So nobody can create an account to win the random
        // selection by a seed that is already known.
        _fundAndBond(stranger);
        _register(STRANGER_KEY, NODE_KEY + 1, 1);
        _fund(stranger, 100e18);
        vm.prank(stranger);
        pool.addStake(100e9);
        _later();
        address nodeKey = vm.addr(NODE_KEY + 1);
        vm.prank(nodeKey);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_StakeTooLow.selector);
        pool.accept(batch, 0, stranger);
    }

    function test_AHaltedChainCostsNoStake() external {
        Batch memory batch = _answered(RIGHT);
        vm.warp(_task(batch).changedAt + 3 days);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_TooEarly.selector);
        pool.settle(batch, 0);
        _reveal(batch, 0, RIGHT);
        _checkTask(batch, TaskState.Revealed);
    }

    function test_AFalseAlarmCostsTheAuditorMoreThanItBringsTheSubmitter() external {
        Batch memory batch = _judged(RIGHT);
        uint256 before = pool.balanceOf(submitter);
        vm.warp(_task(batch).changedAt + 24 hours);
        pool.settle(batch, 0);
        uint256 gain = pool.balanceOf(submitter) - before - 0.2e18;
        assertTrue(gain * 2 <= REWARD && (STAKE - _account(1).bonded) * UNIT == 3e18, "half of one reward for three");
    }

    /// @dev Nobody with refundable stake can keep a task from its end. Each late audit costs a fine, and then another
    /// auditor takes over.
    function test_LateAuditorsPayEachTimeAndTheTaskStillEnds() external {
        Batch memory batch = _committed();
        for (uint256 i = 1; i < 6; ++i) {
            _later();
            _take(batch, 0, i);
            vm.warp(block.timestamp + 124);
            pool.dropRun(batch, 0, 0);
            assertEq(_account(i).bonded, STAKE - 0.06e9, "two hundredths of the stake");
        }
        _run(batch, 0, 6, RIGHT);
        _setSecond(batch, false);
        _reveal(batch, 0, RIGHT);
        _show(batch, 0, 6, RIGHT);
        vm.warp(_task(batch).changedAt + 10 minutes);
        pool.settle(batch, 0);
        _checkTask(batch, TaskState.Accepted);
        _checkMoney(_escrowOf(batch, 2));
    }

    // ── Private ─────────────────────────────────────────────────────────────

    /// @dev Makes a task with a lie. Under the worker's root, the output of each chunk is chunk + 1. But the worker
    /// and the auditor both reveal an answer from other outputs of the sampled chunks (700 to 703).
    function _lied() private returns (Batch memory batch, bytes32 root, bytes32[] memory outputs) {
        batch = _split();
        _submit(batch);
        _accept(batch, 0);
        root = _rootOf(_held());
        bytes32 commitment = pool.commitmentOf(_taskId(batch), 1, _providerAt(0), root, SALT);
        bytes memory receipt = _receipt(batch, commitment);
        vm.prank(_nodeAt(0));
        pool.commit(batch, 0, commitment, receipt);
        outputs = new bytes32[](4);
        for (uint256 i = 0; i < 4; ++i) {
            outputs[i] = bytes32(uint256(700 + i));
        }
        bytes32 answer = keccak256(abi.encodePacked(outputs));
        _run(batch, 0, 1, answer);
        _setSecond(batch, false);
        vm.prank(_nodeAt(0));
        pool.reveal(batch, 0, root, SALT, answer);
    }

    /// @dev Returns outputs in which the output of each chunk is its number + 1.
    function _held() private pure returns (bytes32[] memory held) {
        held = new bytes32[](64);
        for (uint256 i = 0; i < 64; ++i) {
            held[i] = bytes32(i + 1);
        }
    }

    function _accept1(Batch memory batch, uint256 i) private {
        _later();
        vm.prank(_nodeAt(i));
        pool.accept(batch, 1, _providerAt(i));
    }
}
