// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITaskPoolErrors} from "../../../src/interfaces/ITaskPoolErrors.sol";
import {Batch, PoolCall, RunState, TaskState} from "../../../src/types/TaskPoolTypes.sol";
import {PoolFixture} from "../../fixtures/PoolFixture.sol";

/// @dev Tests each state change of the task pool that docs/contracts.md numbers, in three situations: nobody makes the
/// call, two accounts make it in one block, and an account makes it a second before or after its time. liveness.tree
/// lists the state changes and the tests in other files.
contract PoolLivenessTest is PoolFixture {
    // ── Stakes ──────────────────────────────────────────────────────────────

    function test_AStakeRipensAtTheSecondAndOnceInABlock() external {
        vm.prank(_providerAt(0));
        pool.addStake(1e9);
        uint256 from = block.timestamp + 1 hours;
        vm.warp(from - 1);
        _refuse(ITaskPoolErrors.TaskPool_NotRipe.selector);
        pool.ripen(_providerAt(0));
        vm.warp(from);
        vm.prank(stranger);
        pool.ripen(_providerAt(0));
        _refuse(ITaskPoolErrors.TaskPool_NotRipe.selector);
        pool.ripen(_providerAt(0));
        assertEq(_account(0).bonded, STAKE + 1e9, "once");
        assertEq(pool.totals().bonded, PROVIDERS * STAKE + 1e9, "and once in the total");
    }

    function test_ALeavingStakeIsPaidAtTheSecondOnceAndWaitsForItsOwner() external {
        vm.prank(_providerAt(0));
        pool.unstake(STAKE);
        assertEq(pool.totals().bonded, (PROVIDERS - 1) * STAKE, "no weight in the same block");
        vm.warp(block.timestamp + 7 days - 1);
        vm.prank(_providerAt(0));
        _refuse(ITaskPoolErrors.TaskPool_StillLeaving.selector);
        pool.collect();
        vm.warp(block.timestamp + 365 days);
        uint256 before = pool.balanceOf(_providerAt(0));
        vm.prank(stranger);
        _refuse(ITaskPoolErrors.TaskPool_AmountZero.selector);
        pool.collect();
        vm.startPrank(_providerAt(0));
        pool.collect();
        _refuse(ITaskPoolErrors.TaskPool_AmountZero.selector);
        pool.collect();
        vm.stopPrank();
        assertEq(pool.balanceOf(_providerAt(0)) - before, STAKE * UNIT, "a year later the same");
    }

    // ── State changes 2, 3 and 13 of the task pool (docs/contracts.md) ──────

    function test_AcceptAndCancelInOneBlockWorkInBothSequences() external {
        (Batch memory first, Batch memory second) = (_whole(), _whole());
        _submit(first);
        _submit(second);
        _accept(first, 0);
        vm.startPrank(submitter);
        pool.cancel(first);
        pool.cancel(second);
        _refuse(ITaskPoolErrors.TaskPool_BatchStopped.selector);
        pool.cancel(second);
        vm.stopPrank();
        vm.prank(_nodeAt(1));
        _refuse(ITaskPoolErrors.TaskPool_BatchStopped.selector);
        pool.accept(second, 0, _providerAt(1));
        _checkTask(first, TaskState.Assigned);
        _checkMoney(_escrowOf(first, 1));
        vm.warp(second.deadline);
        _refuse(ITaskPoolErrors.TaskPool_BatchStopped.selector);
        pool.close(second);
    }

    function test_TheSecondAcceptOfABlockLocksNothing() external {
        Batch memory batch = _whole();
        _submit(batch);
        _accept(batch, 0);
        vm.prank(_nodeAt(1));
        _refuse(ITaskPoolErrors.TaskPool_StateMismatch.selector);
        pool.accept(batch, 0, _providerAt(1));
        assertEq(_account(1).locked, 0, "nothing");
    }

    function test_ATaskThatNobodyAcceptsIsPaidBackFromTheDeadlineOnHoweverLate() external {
        Batch memory batch = _whole();
        uint256 before = pool.balanceOf(submitter);
        _submit(batch);
        vm.warp(batch.deadline - 1);
        _refuse(ITaskPoolErrors.TaskPool_DeadlineOpen.selector);
        pool.close(batch);
        vm.warp(batch.deadline + 365 days);
        vm.prank(stranger);
        pool.close(batch);
        assertEq(before - pool.balanceOf(submitter), pool.dues().burn, "all but the base fee");
    }

    function test_AnAcceptCountsUntilTheLastSecondThatLeavesItsTime() external {
        (Batch memory first, Batch memory second) = (_whole(), _whole());
        _submit(first);
        _submit(second);
        _later();
        vm.warp(first.deadline - WORK_SECONDS);
        vm.prank(_nodeAt(0));
        pool.accept(first, 0, _providerAt(0));
        vm.warp(first.deadline - WORK_SECONDS + 1);
        vm.prank(_nodeAt(1));
        _refuse(ITaskPoolErrors.TaskPool_TooLate.selector);
        pool.accept(second, 0, _providerAt(1));
    }

    // ── State changes 4, 5 and 6 of the task pool (docs/contracts.md) ───────

    function test_ReleaseAndExpireInOneBlockFineOnce() external {
        (Batch memory first, Batch memory second) = (_assigned(0), _assigned(1));
        vm.warp(block.timestamp + WORK_SECONDS);
        vm.prank(_nodeAt(0));
        pool.release(first, 0, 0);
        _refuse(ITaskPoolErrors.TaskPool_StateMismatch.selector);
        pool.expire(first, 0);
        pool.expire(second, 0);
        vm.prank(_nodeAt(1));
        _refuse(ITaskPoolErrors.TaskPool_StateMismatch.selector);
        pool.commit(second, 0, ROOT, "");
        vm.prank(_nodeAt(1));
        _refuse(ITaskPoolErrors.TaskPool_StateMismatch.selector);
        pool.release(second, 0, 0);
        assertEq(_account(0).bonded, STAKE - 0.01e9, "a hundredth of the stake");
        assertEq(_account(1).bonded, STAKE - 0.02e9, "two hundredths");
    }

    function test_ACommitCountsUntilTheSecondBeforeTheExpire() external {
        Batch memory batch = _assigned(0);
        uint256 until = block.timestamp + WORK_SECONDS;
        bytes32 commitment = _commitmentOf(batch);
        bytes memory receipt = _receipt(batch, commitment);
        vm.warp(until);
        vm.prank(_nodeAt(0));
        _refuse(ITaskPoolErrors.TaskPool_TooLate.selector);
        pool.commit(batch, 0, commitment, receipt);
        vm.warp(until - 1);
        _refuse(ITaskPoolErrors.TaskPool_TooEarly.selector);
        pool.expire(batch, 0);
        _commit(batch, 0);
        _refuse(ITaskPoolErrors.TaskPool_StateMismatch.selector);
        pool.expire(batch, 0);
    }

    function test_AWorkerThatNobodyExpiresKeepsNothingFromItsSubmitter() external {
        Batch memory batch = _assigned(0);
        vm.warp(batch.deadline + 365 days);
        pool.close(batch);
        pool.expire(batch, 0);
        _checkTask(batch, TaskState.Refunded);
        _checkMoney(0);
    }

    // ── State changes 7 and 8 of the task pool (docs/contracts.md) ──────────

    function test_AnAuditIsTakenUntilBlock200AndLeftOutFrom201() external {
        Batch memory batch = _committed();
        uint256 since = _task(batch).changedBlock;
        blocks.roll(since + 200);
        vm.prank(_nodeAt(0));
        _refuse(ITaskPoolErrors.TaskPool_AuditDue.selector);
        pool.reveal(batch, 0, ROOT, SALT, RIGHT);
        uint256 kept = vm.snapshotState();
        _take(batch, 0, 1);
        vm.revertToState(kept);
        blocks.roll(since + 201);
        vm.prank(_nodeAt(1));
        _refuse(ITaskPoolErrors.TaskPool_PlaceOver.selector);
        pool.takeRun(batch, 0, 0, _providerAt(1));
        _reveal(batch, 0, RIGHT);
        _checkTask(batch, TaskState.Unaudited);
    }

    function test_AnswerAndDropInOneBlockExcludeEachOther() external {
        (Batch memory first, Batch memory second) = (_taken(0, 1), _taken(2, 3));
        uint256 until = pool.runOf(_taskId(second), 0).changedAt + 124;
        vm.warp(until - 1);
        _answer(second, 0, 3, RIGHT);
        _refuse(ITaskPoolErrors.TaskPool_RunMismatch.selector);
        pool.dropRun(second, 0, 0);
        vm.warp(until);
        pool.dropRun(first, 0, 0);
        _refuse(ITaskPoolErrors.TaskPool_RunMismatch.selector);
        pool.dropRun(first, 0, 0);
        vm.prank(_nodeAt(1));
        _refuse(ITaskPoolErrors.TaskPool_RunMismatch.selector);
        pool.answerRun(first, 0, 0, RIGHT);
        assertEq(_account(1).bonded, STAKE - 0.06e9, "one fine");
    }

    function test_AnAuditorThatNobodyDropsCostsTheWorkerNothingHoweverLate() external {
        Batch memory batch = _taken(0, 1);
        _pass(30 days);
        _refuse(ITaskPoolErrors.TaskPool_StateMismatch.selector);
        pool.settle(batch, 0);
        // The worker itself takes the audit away from the late auditor. From then on, the worker has its usual time to
        // reveal its result.
        vm.prank(_nodeAt(0));
        pool.dropRun(batch, 0, 0);
        _pass(201);
        _reveal(batch, 0, RIGHT);
        _checkTask(batch, TaskState.Unaudited);
    }

    // ── State change 9 of the task pool (docs/contracts.md) ─────────────────

    function test_ARevealCountsUntilTheLaterOfAnHourAndTheBlocks() external {
        Batch memory batch = _answered(RIGHT);
        (uint256 since, uint256 height) = (_task(batch).changedAt, _task(batch).changedBlock);
        uint256[2][2] memory open = [[since + 3599, height + 500], [since + 365 days, height + 499]];
        for (uint256 i = 0; i < 2; ++i) {
            uint256 kept = vm.snapshotState();
            vm.warp(open[i][0]);
            blocks.roll(open[i][1]);
            _refuse(ITaskPoolErrors.TaskPool_TooEarly.selector);
            pool.settle(batch, 0);
            _reveal(batch, 0, RIGHT);
            // The worker has just revealed its result, so nobody can settle the task in this block and take the
            // worker's stake.
            _refuse(ITaskPoolErrors.TaskPool_TooEarly.selector);
            pool.settle(batch, 0);
            vm.revertToState(kept);
        }
        vm.warp(since + 3600);
        blocks.roll(height + 500);
        vm.prank(_nodeAt(0));
        _refuse(ITaskPoolErrors.TaskPool_TooLate.selector);
        pool.reveal(batch, 0, ROOT, SALT, RIGHT);
        pool.settle(batch, 0);
        vm.prank(_nodeAt(0));
        _refuse(ITaskPoolErrors.TaskPool_StateMismatch.selector);
        pool.reveal(batch, 0, ROOT, SALT, RIGHT);
        _checkTask(batch, TaskState.Decided);
    }

    // ── State changes 10 and 11 of the task pool (docs/contracts.md) ────────

    function test_AnAuditIsShownUntilTheSecondBeforeTheSettle() external {
        Batch memory batch = _revealed(RIGHT);
        uint256 until = _task(batch).changedAt + 1 hours;
        vm.warp(until - 1);
        _refuse(ITaskPoolErrors.TaskPool_TooEarly.selector);
        pool.settle(batch, 0);
        uint256 kept = vm.snapshotState();
        _show(batch, 0, 1, RIGHT);
        // Once the audit is shown, the task can be settled ten minutes after the worker's reveal. This time is already
        // over, so the task can be settled in the same block.
        pool.settle(batch, 0);
        assertEq(_account(1).bonded, STAKE, "the auditor keeps its stake");
        vm.revertToState(kept);
        vm.warp(until);
        vm.prank(_nodeAt(1));
        _refuse(ITaskPoolErrors.TaskPool_TooLate.selector);
        pool.showRun(batch, 0, 0, ROOT, RIGHT, RIGHT, 0, SALT);
        pool.settle(batch, 0);
        assertEq(_account(1).bonded, STAKE - 3e9, "a silent one loses it");
    }

    function test_DisputeAndSettleInOneBlockExcludeEachOther() external {
        Batch memory batch = _revealed(RIGHT);
        _show(batch, 0, 1, RIGHT);
        uint256 until = _task(batch).changedAt + 10 minutes;
        vm.warp(until - 1);
        _refuse(ITaskPoolErrors.TaskPool_TooEarly.selector);
        pool.settle(batch, 0);
        uint256 kept = vm.snapshotState();
        vm.prank(submitter);
        pool.dispute(batch, 0, ROOT, RIGHT);
        _refuse(ITaskPoolErrors.TaskPool_TooEarly.selector);
        pool.settle(batch, 0);
        // A task can have only one dispute. A second party in the same block is refused.
        _fund(stranger, 10e18);
        vm.prank(stranger);
        _refuse(ITaskPoolErrors.TaskPool_StateMismatch.selector);
        pool.dispute(batch, 0, ROOT, RIGHT);
        vm.revertToState(kept);
        vm.warp(until);
        vm.prank(submitter);
        _refuse(ITaskPoolErrors.TaskPool_TooLate.selector);
        pool.dispute(batch, 0, ROOT, RIGHT);
        pool.settle(batch, 0);
        vm.prank(submitter);
        _refuse(ITaskPoolErrors.TaskPool_StateMismatch.selector);
        pool.dispute(batch, 0, ROOT, RIGHT);
    }

    function test_AnUnauditedResultIsDisputedUntilTheSecondBeforeADay() external {
        Batch memory batch = _committed();
        _pass(201);
        _reveal(batch, 0, RIGHT);
        uint256 until = _task(batch).changedAt + 24 hours;
        vm.warp(until - 1);
        _refuse(ITaskPoolErrors.TaskPool_TooEarly.selector);
        pool.settle(batch, 0);
        uint256 kept = vm.snapshotState();
        vm.prank(submitter);
        pool.dispute(batch, 0, ROOT, RIGHT);
        vm.revertToState(kept);
        vm.warp(until);
        pool.settle(batch, 0);
        _checkTask(batch, TaskState.Accepted);
    }

    // ── State changes 11b and 12 of the task pool (docs/contracts.md) ───────

    function test_AppealAndSettleInOneBlockExcludeEachOther() external {
        Batch memory batch = _judged(WRONG);
        uint256 until = _task(batch).changedAt + 24 hours;
        vm.warp(until - 1);
        _refuse(ITaskPoolErrors.TaskPool_TooEarly.selector);
        pool.settle(batch, 0);
        uint256 kept = vm.snapshotState();
        vm.prank(_nodeAt(0));
        pool.appeal(batch, 0);
        vm.prank(_nodeAt(0));
        _refuse(ITaskPoolErrors.TaskPool_StateMismatch.selector);
        pool.appeal(batch, 0);
        _refuse(ITaskPoolErrors.TaskPool_TooEarly.selector);
        pool.settle(batch, 0);
        vm.revertToState(kept);
        vm.warp(until);
        vm.prank(_nodeAt(0));
        _refuse(ITaskPoolErrors.TaskPool_TooLate.selector);
        pool.appeal(batch, 0);
        pool.settle(batch, 0);
        _checkTask(batch, TaskState.Decided);
    }

    function test_TheThirdRunIsTakenUntilItsAnswerFitsAndSettledFrom48HoursOn() external {
        Batch memory batch = _disputed();
        uint256 openedAt = pool.disputeOf(_taskId(batch)).openedAt;
        _later();
        vm.warp(openedAt + 48 hours - 124);
        uint256 kept = vm.snapshotState();
        _take(batch, 2, 2);
        vm.revertToState(kept);
        vm.warp(openedAt + 48 hours - 123);
        vm.prank(_nodeAt(2));
        _refuse(ITaskPoolErrors.TaskPool_PlaceOver.selector);
        pool.takeRun(batch, 0, 2, _providerAt(2));
        vm.warp(openedAt + 48 hours - 1);
        _refuse(ITaskPoolErrors.TaskPool_TooEarly.selector);
        pool.settle(batch, 0);
        vm.warp(openedAt + 48 hours);
        pool.settle(batch, 0);
        _checkTask(batch, TaskState.Refunded);
        _checkMoney(_escrowOf(batch, 2));
    }

    function test_AVerdictThatNobodySettlesWaitsAndThenPaysTheSame() external {
        Batch memory batch = _judged(WRONG);
        uint256 kept = vm.snapshotState();
        vm.warp(block.timestamp + 24 hours);
        pool.settle(batch, 0);
        uint256 soon = pool.balanceOf(submitter);
        vm.revertToState(kept);
        _pass(365 days);
        vm.prank(stranger);
        pool.settle(batch, 0);
        assertEq(pool.balanceOf(submitter), soon, "a year later the same");
    }

    // ── Nobody can stop another account's call ──────────────────────────────

    function test_AStrangerCannotRenewTheHourOfAStakeByDepositsOrRipening() external {
        vm.prank(_providerAt(0));
        pool.addStake(1e9);
        uint256 from = block.timestamp + 1 hours;
        _fund(stranger, 1e18);
        for (uint256 i = 0; i < 4; ++i) {
            vm.warp(block.timestamp + 14 minutes);
            vm.startPrank(stranger);
            _refuse(ITaskPoolErrors.TaskPool_NotRipe.selector);
            pool.ripen(_providerAt(0));
            pool.addStake(1);
            vm.stopPrank();
            _fund(_providerAt(0), 1);
        }
        vm.warp(from);
        pool.ripen(_providerAt(0));
        assertEq(_account(0).bonded, STAKE + 1e9, "at its own hour");
    }

    function test_ARelayerWithTooLittleGasUsesNoNonce() external {
        Batch memory batch = _whole();
        _submit(batch);
        _later();
        bytes memory data = abi.encodeCall(pool.accept, (batch, 0, _providerAt(0)));
        PoolCall memory call = _call(_nodeAt(0), ACCEPT, data);
        bytes memory signature = _sign(_nodeKey(0), pool.hashCall(call));
        (PoolCall[] memory calls, bytes[] memory signatures) = (new PoolCall[](1), new bytes[](1));
        (calls[0], signatures[0]) = (call, signature);
        for (uint256 gas = 40_000; gas < 200_000; gas += 4_000) {
            uint256 kept = vm.snapshotState();
            (bool sent,) = address(pool).call{gas: gas}(abi.encodeCall(pool.relayMany, (calls, signatures)));
            bool used = pool.isNonceUsed(_nodeAt(0), call.nonce);
            assertTrue(used == (_task(batch).state == TaskState.Assigned), "used with the accept, or not at all");
            assertTrue(sent || !used, "nothing of a call that failed");
            vm.revertToState(kept);
        }
        pool.relayMany(calls, signatures);
        _checkTask(batch, TaskState.Assigned);
    }

    function test_ADrawnAccountThatStaysSilentPaysForEachWaitAndCannotHoldADispute() external {
        Batch memory batch = _disputed();
        uint256 openedAt = pool.disputeOf(_taskId(batch)).openedAt;
        uint64 before = _account(2).bonded;
        for (uint256 i = 0; i < 5; ++i) {
            _later();
            _take(batch, 2, 2);
            vm.warp(block.timestamp + 124);
            pool.dropRun(batch, 0, 2);
        }
        assertEq(before - _account(2).bonded, 5 * 0.06e9, "a fiftieth of the stake each time");
        // Another provider takes over the run that checks the task, so the dispute gets its verdict in time.
        _run(batch, 2, 3, WRONG);
        _show(batch, 2, 3, WRONG);
        _checkTask(batch, TaskState.Judged);
        assertTrue(block.timestamp < openedAt + 48 hours, "long before it is over");
    }

    function test_OneStakeDelaysAPaymentByAtMostTheTimesOfOneDispute() external {
        Batch memory batch = _revealed(RIGHT);
        _show(batch, 0, 1, RIGHT);
        _fund(stranger, 3e18);
        vm.prank(stranger);
        pool.dispute(batch, 0, ROOT, RIGHT);
        _run(batch, 2, 2, RIGHT);
        _show(batch, 2, 2, RIGHT);
        // A task can have only one dispute, so a second one is refused. An appeal is refused, too, because all money of
        // this account is locked as the stake of its dispute.
        vm.prank(stranger);
        _refuse(ITaskPoolErrors.TaskPool_StateMismatch.selector);
        pool.dispute(batch, 0, ROOT, RIGHT);
        vm.prank(stranger);
        _refuse(ITaskPoolErrors.TaskPool_BalanceTooLow.selector);
        pool.appeal(batch, 0);
        vm.warp(block.timestamp + 24 hours);
        pool.settle(batch, 0);
        _checkTask(batch, TaskState.Accepted);
        assertEq(pool.balanceOf(stranger), 0, "and it is lost");
    }

    // ── Private ─────────────────────────────────────────────────────────────

    string private constant ACCEPT =
        "accept((bytes32,address,bytes32,bytes32,uint256,uint8,uint16,uint32,uint16,uint8,uint96,uint96,uint96,uint32,uint16,uint40,address),uint256,address)";

    function _refuse(bytes4 selector) private {
        vm.expectPartialRevert(selector);
    }

    function _assigned(uint256 i) private returns (Batch memory batch) {
        batch = _whole();
        _submit(batch);
        _accept(batch, i);
    }

    /// @dev Makes a task to which `worker` has committed a result. `auditor` has taken the audit, and no account with a
    /// lower draw (random number) can replace it any longer.
    function _taken(uint256 worker, uint256 auditor) private returns (Batch memory batch) {
        batch = _split();
        _submit(batch);
        _accept(batch, worker);
        _commit(batch, worker);
        _later();
        _take(batch, 0, auditor);
        _pass(6);
        _checkRun(batch, 0, RunState.Taken);
    }
}
