// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITaskPoolErrors} from "../../../src/interfaces/ITaskPoolErrors.sol";
import {Batch, RunState, TaskState, Verdict} from "../../../src/types/TaskPoolTypes.sol";
import {PoolFixture} from "../../fixtures/PoolFixture.sol";

/// @dev Tests the payments of every way in which a task ends. Amounts in PToken: the reward is 1, the tip 0.01, and the
/// amount for audits (verifyShare) 0.2. The submitter and the provider each pay a fee of 0.002525.
contract PoolEndingsTest is PoolFixture {
    uint256 private constant FEE = 0.002525e18;
    uint256 private constant RUN_PAY = 0.1e18;
    uint256 private constant S = 3e18;

    uint256 private _submitterBefore;
    uint256[PROVIDERS] private _before;
    uint256[PROVIDERS] private _stakeBefore;

    function test_AnAcceptedTaskPaysWorkerAndAuditor() external {
        Batch memory batch = _revealed(RIGHT);
        _show(batch, 0, 1, RIGHT);
        assertEq(_account(1).locked, 0, "the auditor's stake is free at once");
        _note();
        _settleAfter(batch, 10 minutes);
        _checkTask(batch, TaskState.Accepted);
        _checkGain(0, 1.01e18 - FEE, 0);
        _checkGain(1, RUN_PAY, 0);
        assertEq(pool.balanceOf(submitter), _submitterBefore + 0.2e18 - RUN_PAY, "the rest of the share comes back");
        assertEq(pool.dues().fees, 2 * FEE, "both fees");
        assertEq(pool.streakOf(_providerAt(0), batch.adapter, 1), 1, "one in a row");
        _checkMoney(_escrowOf(batch, 2));
    }

    function test_RevertWhen_ATaskIsSettledASecondEarlyOrTwice() external {
        Batch memory batch = _revealed(RIGHT);
        _show(batch, 0, 1, RIGHT);
        uint256 from = _task(batch).changedAt + 10 minutes;
        vm.warp(from - 1);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_TooEarly.selector);
        pool.settle(batch, 0);
        vm.warp(from);
        pool.settle(batch, 0);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_StateMismatch.selector);
        pool.settle(batch, 0);
    }

    function test_ASilentAuditorLosesItsStakeAfterAnHourAndIsTakenAsEqual() external {
        Batch memory batch = _revealed(RIGHT);
        _note();
        vm.warp(_task(batch).changedAt + 1 hours - 1);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_TooEarly.selector);
        pool.settle(batch, 0);
        vm.warp(_task(batch).changedAt + 1 hours);
        vm.prank(_nodeAt(1));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_TooLate.selector);
        pool.showRun(batch, 0, 0, ROOT, RIGHT, RIGHT, 0, SALT);
        uint256 burned = pool.dues().burn;
        pool.settle(batch, 0);
        _checkTask(batch, TaskState.Accepted);
        _checkGain(0, 1.01e18 - FEE, 0);
        _checkGain(1, 0, S);
        assertEq(pool.dues().burn - burned, S, "burned");
        assertEq(pool.streakOf(_providerAt(0), batch.adapter, 1), 0, "no audit, no streak");
        _checkMoney(_escrowOf(batch, 2));
    }

    function test_AMissedRevealBurnsTheWorkersStakeAndPaysTheAuditor() external {
        Batch memory batch = _answered(RIGHT);
        _note();
        uint256 burned = pool.dues().burn;
        vm.warp(_task(batch).changedAt + 1 hours);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_TooEarly.selector);
        pool.settle(batch, 0);
        blocks.roll(uint256(_task(batch).changedBlock) + 500);
        vm.prank(_nodeAt(0));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_TooLate.selector);
        pool.reveal(batch, 0, ROOT, SALT, RIGHT);
        pool.settle(batch, 0);
        _checkTask(batch, TaskState.Decided);
        _checkGain(0, 0, S);
        _checkGain(1, RUN_PAY, 0);
        assertEq(pool.balanceOf(submitter), _submitterBefore + 1.01e18 + FEE + RUN_PAY, "no share of the stake");
        assertEq(pool.dues().burn - burned, S, "all burned");
        assertTrue(_account(0).outUntil == block.timestamp + 30 days, "out for 30 days");
        _checkMoney(_escrowOf(batch, 2));
    }

    function test_AWorkerThatLosesPaysSubmitterAndRuns() external {
        Batch memory batch = _judged(WRONG);
        assertEq(uint256(pool.disputeOf(_taskId(batch)).verdict), uint256(Verdict.WorkerWrong), "verdict");
        _note();
        uint256 burned = pool.dues().burn;
        _settleAfter(batch, 24 hours);
        _checkTask(batch, TaskState.Decided);
        _checkGain(0, 0, S);
        _checkGain(1, RUN_PAY, 0);
        _checkGain(2, RUN_PAY, 0);
        uint256 back = 1.01e18 + FEE + 0.2e18 - RUN_PAY;
        assertEq(pool.balanceOf(submitter), _submitterBefore + back + 0.5e18, "half of the reward of the stake");
        assertEq(pool.dues().burn - burned, S - 0.5e18 - RUN_PAY, "the rest is burned");
        _checkMoney(_escrowOf(batch, 2));
    }

    function test_AnAuditorThatLosesPaysLikewise() external {
        Batch memory batch = _judged(RIGHT);
        _note();
        uint256 burned = pool.dues().burn;
        _settleAfter(batch, 24 hours);
        _checkTask(batch, TaskState.Accepted);
        _checkGain(0, 1.01e18 - FEE, 0);
        _checkGain(1, 0, S);
        _checkGain(2, RUN_PAY, 0);
        assertEq(pool.balanceOf(submitter), _submitterBefore + 0.2e18 + 0.5e18, "half of the reward, and the share");
        assertEq(pool.dues().burn - burned, S - 0.5e18 - RUN_PAY, "the rest is burned");
        assertTrue(_account(1).outUntil == block.timestamp + 30 days, "out for 30 days");
        _checkMoney(_escrowOf(batch, 2));
    }

    function test_AnAppealThatFailsCostsASecondStake() external {
        Batch memory batch = _judged(WRONG);
        vm.prank(_nodeAt(0));
        pool.appeal(batch, 0);
        _five(batch, 0, WRONG);
        _note();
        pool.settle(batch, 0);
        _checkTask(batch, TaskState.Decided);
        _checkGain(0, 0, S);
        _checkGain(1, RUN_PAY, 0);
        _checkGain(2, RUN_PAY, 0);
        for (uint256 i = 3; i < 6; ++i) {
            _checkGain(i, RUN_PAY, 0);
        }
        _checkMoney(_escrowOf(batch, 2));
    }

    function test_AnAppealThatSucceedsGivesItsStakeBack() external {
        Batch memory batch = _judged(WRONG);
        _note();
        vm.prank(_nodeAt(0));
        pool.appeal(batch, 0);
        _five(batch, 5, WRONG);
        pool.settle(batch, 0);
        _checkTask(batch, TaskState.Accepted);
        _checkGain(0, 1.01e18 - FEE, 0);
        _checkGain(1, 0, S);
        _checkGain(2, 0, 0);
        _checkMoney(_escrowOf(batch, 2));
    }

    function test_ThreeAnswersAndNoMajorityRefundEverybodyAndShareTheRewardAmongTheRuns() external {
        Batch memory batch = _disputed();
        bytes32 third = keccak256("a third answer");
        _note();
        _run(batch, 2, 2, third);
        _show(batch, 2, 2, third);
        _checkTask(batch, TaskState.Disputed);
        assertEq(pool.disputeOf(_taskId(batch)).round, 2, "five more runs");
        _later();
        _take(batch, 3, 3);
        _take(batch, 4, 4);
        _pass(6);
        _answer(batch, 3, 3, RIGHT);
        _answer(batch, 4, 4, WRONG);
        vm.warp(pool.disputeOf(_taskId(batch)).openedAt + 24 hours);
        _show(batch, 3, 3, RIGHT);
        _show(batch, 4, 4, WRONG);
        vm.warp(pool.disputeOf(_taskId(batch)).openedAt + 48 hours - 1);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_TooEarly.selector);
        pool.settle(batch, 0);
        _settleAfter(batch, 48 hours);
        _checkTask(batch, TaskState.Refunded);
        for (uint256 i = 2; i < 5; ++i) {
            _checkGain(i, 333333333333333333, 0);
        }
        _checkGain(0, 0, 0);
        _checkGain(1, 0, 0);
        _checkMoney(_escrowOf(batch, 2));
    }

    function test_NobodyTakesADisputeAndEverybodyIsRefunded() external {
        Batch memory batch = _disputed();
        _note();
        _settleAfter(batch, 48 hours);
        _checkTask(batch, TaskState.Refunded);
        _checkGain(0, 0, 0);
        _checkGain(1, 0, 0);
        assertEq(pool.balanceOf(submitter), _submitterBefore + _escrowOf(batch, 1), "all of it");
        _checkMoney(_escrowOf(batch, 2));
    }

    function test_NobodyGetsAShareOfItsOwnStake() external {
        Batch memory batch = _split();
        batch.submitter = _providerAt(0);
        vm.prank(_providerAt(0));
        pool.submit(batch);
        _accept(batch, 0);
        _commit(batch, 0);
        _run(batch, 0, 1, WRONG);
        _setSecond(batch, false);
        _reveal(batch, 0, RIGHT);
        _show(batch, 0, 1, WRONG);
        _run(batch, 2, 2, WRONG);
        _show(batch, 2, 2, WRONG);
        _note();
        uint256 burned = pool.dues().burn;
        _settleAfter(batch, 24 hours);
        assertEq(pool.dues().burn - burned, S - RUN_PAY, "all but what the run gets");
        _checkGain(0, _escrowOf(batch, 1) - RUN_PAY, S);
        assertEq(pool.streakOf(_providerAt(0), batch.adapter, 1), 0, "no streak by own tasks");
        _checkMoney(_escrowOf(batch, 2));
    }

    function _note() private {
        _submitterBefore = pool.balanceOf(submitter);
        for (uint256 i = 0; i < PROVIDERS; ++i) {
            _before[i] = pool.balanceOf(_providerAt(i));
            _stakeBefore[i] = _account(i).bonded;
        }
    }

    function _checkGain(uint256 i, uint256 gain, uint256 lost) private view {
        assertEq(pool.balanceOf(_providerAt(i)), _before[i] + gain, "balance");
        assertEq(_account(i).bonded * UNIT, _stakeBefore[i] * UNIT - lost, "stake");
        assertEq(_account(i).locked, 0, "nothing locked");
    }

    function _settleAfter(Batch memory batch, uint256 wait) private {
        vm.warp(_task(batch).changedAt + wait);
        pool.settle(batch, 0);
    }
}
