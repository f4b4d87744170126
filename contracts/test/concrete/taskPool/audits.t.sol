// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITaskPoolErrors} from "../../../src/interfaces/ITaskPoolErrors.sol";
import {TaskDrawLib} from "../../../src/libraries/TaskDrawLib.sol";
import {Batch, Run, RunState, TaskState, Verdict} from "../../../src/types/TaskPoolTypes.sol";
import {PoolFixture} from "../../fixtures/PoolFixture.sol";

/// @dev Tests the state changes 7 to 11 of the task pool, as docs/contracts.md numbers them: taking an audit, its
/// answer, and the revealed result.
contract PoolAuditsTest is PoolFixture {
    // ── Places ──────────────────────────────────────────────────────────────

    function test_AnAuditorIsDrawnAndLocksTheStake() external {
        Batch memory batch = _committed();
        _later();
        _take(batch, 0, 1);
        _checkTask(batch, TaskState.Auditing);
        _checkRun(batch, 0, RunState.Taken);
        assertEq(_account(1).locked, 3e9, "three rewards");
        assertTrue(pool.sampleSeedOf(_taskId(batch)) != 0, "the sample is fixed");
    }

    function test_RevertWhen_TheSeedOfAnAuditIsNotKnown() external {
        Batch memory batch = _committed();
        vm.prank(_nodeAt(1));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_SeedUnknown.selector);
        pool.takeRun(batch, 0, 0, _providerAt(1));
    }

    function test_OnlyWhoIsDueTakesAnAudit() external {
        Batch memory batch = _committed();
        uint256 since = block.number;
        _pass(2);
        uint256 refused = 0;
        bytes32 seed = TaskDrawLib.seedOf(blockhash(since + 1), bytes32(uint256(1)), _taskId(batch));
        for (uint256 i = 1; i < PROVIDERS; ++i) {
            uint256 draw = TaskDrawLib.drawOf(seed, _providerAt(i));
            if (TaskDrawLib.isDue(draw, STAKE, pool.totals().bonded, 0)) continue;
            ++refused;
            vm.prank(_nodeAt(i));
            vm.expectPartialRevert(ITaskPoolErrors.TaskPool_NotDue.selector);
            pool.takeRun(batch, 0, 0, _providerAt(i));
        }
        assertTrue(refused > 0, "some are not due");
    }

    function test_RevertWhen_TheAccountIsInvolved() external {
        Batch memory batch = _committed();
        _later();
        vm.prank(_nodeAt(0));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_AccountInvolved.selector);
        pool.takeRun(batch, 0, 0, _providerAt(0));
        _take(batch, 0, 1);
        vm.prank(_nodeAt(1));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_AccountInvolved.selector);
        pool.takeRun(batch, 0, 0, _providerAt(1));
    }

    function test_ALowerDrawTakesThePlaceForFiveBlocks() external {
        Batch memory batch = _committed();
        uint256 since = block.number;
        _later();
        bytes32 seed = TaskDrawLib.seedOf(blockhash(since + 1), bytes32(uint256(1)), _taskId(batch));
        (uint256 low, uint256 high) = (1, 1);
        for (uint256 i = 2; i < PROVIDERS; ++i) {
            if (_drawAt(seed, i) < _drawAt(seed, low)) low = i;
            if (_drawAt(seed, i) > _drawAt(seed, high)) high = i;
        }
        _take(batch, 0, high);
        uint256 snapshot = vm.snapshotState();
        _pass(5);
        _take(batch, 0, low);
        assertEq(_account(high).locked, 0, "the first one is free");
        assertEq(_account(low).locked, 3e9, "the lower one holds it");
        vm.prank(_nodeAt(high));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_DrawHigher.selector);
        pool.takeRun(batch, 0, 0, _providerAt(high));
        assertTrue(vm.revertToState(snapshot), "back");
        _pass(6);
        vm.prank(_nodeAt(low));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_PlaceOver.selector);
        pool.takeRun(batch, 0, 0, _providerAt(low));
    }

    function test_RevertWhen_AnAuditorAnswersBeforeItsPlaceIsFixedOrTooLate() external {
        Batch memory batch = _committed();
        _later();
        _take(batch, 0, 1);
        _pass(5);
        vm.prank(_nodeAt(1));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_PlaceNotFixed.selector);
        pool.answerRun(batch, 0, 0, RIGHT);
        _pass(1);
        uint256 until = pool.runOf(_taskId(batch), 0).changedAt + 4 + 60 + 60;
        vm.warp(until);
        vm.prank(_nodeAt(1));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_TooLate.selector);
        pool.answerRun(batch, 0, 0, RIGHT);
        vm.warp(until - 1);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_TooEarly.selector);
        pool.dropRun(batch, 0, 0);
        vm.prank(stranger);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_CallerNotWorker.selector);
        pool.answerRun(batch, 0, 0, RIGHT);
        _answer(batch, 0, 1, RIGHT);
        _checkTask(batch, TaskState.Answered);
    }

    function test_ALateAuditorPaysAFiftiethAndTheNextOneIsDrawn() external {
        Batch memory batch = _committed();
        _later();
        _take(batch, 0, 1);
        vm.warp(block.timestamp + 124);
        pool.dropRun(batch, 0, 0);
        _checkTask(batch, TaskState.Committed);
        assertEq(_account(1).bonded, STAKE - 0.06e9, "two hundredths of the stake");
        assertEq(_account(1).locked, 0, "free");
        bytes32 sample = pool.sampleSeedOf(_taskId(batch));
        _run(batch, 0, 2, RIGHT);
        assertTrue(pool.sampleSeedOf(_taskId(batch)) == sample, "the same sample");
        _setSecond(batch, false);
        _reveal(batch, 0, RIGHT);
        _checkMoney(_escrowOf(batch, 3));
    }

    function test_AnAuditThatNobodyTakesIsLeftOutAfter200Blocks() external {
        Batch memory batch = _committed();
        _pass(200);
        vm.prank(_nodeAt(0));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_AuditDue.selector);
        pool.reveal(batch, 0, ROOT, SALT, RIGHT);
        _pass(1);
        vm.prank(_nodeAt(1));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_PlaceOver.selector);
        pool.takeRun(batch, 0, 0, _providerAt(1));
        _reveal(batch, 0, RIGHT);
        _checkTask(batch, TaskState.Unaudited);
        vm.warp(_task(batch).changedAt + 24 hours - 1);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_TooEarly.selector);
        pool.settle(batch, 0);
        vm.warp(_task(batch).changedAt + 24 hours);
        pool.settle(batch, 0);
        _checkTask(batch, TaskState.Accepted);
        assertEq(pool.streakOf(_providerAt(0), batch.adapter, 1), 0, "no audit, no streak");
        _checkMoney(_escrowOf(batch, 2));
    }

    // ── The second audit ────────────────────────────────────────────────────

    function test_OneAuditInEightGetsASecondAuditorBeforeTheReveal() external {
        Batch memory batch = _committed();
        _run(batch, 0, 1, RIGHT);
        _setSecond(batch, true);
        vm.prank(_nodeAt(0));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_AuditDue.selector);
        pool.reveal(batch, 0, ROOT, SALT, RIGHT);
        _run(batch, 1, 2, RIGHT);
        _reveal(batch, 0, RIGHT);
        _show(batch, 0, 1, RIGHT);
        _show(batch, 1, 2, RIGHT);
        uint256 before = pool.balanceOf(submitter);
        vm.warp(_task(batch).changedAt + 10 minutes);
        pool.settle(batch, 0);
        assertEq(pool.balanceOf(submitter), before, "two audits use the whole share");
        _checkMoney(_escrowOf(batch, 2));
    }

    function test_RevertWhen_NoSecondAuditIsDrawn() external {
        Batch memory batch = _committed();
        _run(batch, 0, 1, RIGHT);
        _setSecond(batch, false);
        _later();
        vm.prank(_nodeAt(2));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_NotDrawn.selector);
        pool.takeRun(batch, 0, 1, _providerAt(2));
    }

    function test_ACopyingAuditorLosesWhenTheSecondDiffers() external {
        Batch memory batch = _committed();
        _run(batch, 0, 1, RIGHT);
        _setSecond(batch, true);
        _run(batch, 1, 2, WRONG);
        _reveal(batch, 0, RIGHT);
        _show(batch, 0, 1, RIGHT);
        _show(batch, 1, 2, WRONG);
        _checkTask(batch, TaskState.Disputed);
        assertTrue(pool.disputeOf(_taskId(batch)).challenger == _providerAt(2), "the second one");
    }

    // ── Unsplit tasks ───────────────────────────────────────────────────────

    function test_AnUnsplitTaskIsAuditedWholeWithOneReward() external {
        Batch memory batch = _whole();
        _submit(batch);
        _accept(batch, 0);
        assertEq(_account(0).locked, 1e9, "one reward");
        _commit(batch, 0);
        _run(batch, 0, 1, RIGHT);
        assertTrue(pool.sampleSeedOf(_taskId(batch)) == 0, "all chunks are the sample");
    }

    function test_WithAStreakOfTenSomeTasksHaveNoAuditAndSevenRewardsAreAtStake() external {
        Batch memory batch;
        for (uint256 i = 0; i < 10; ++i) {
            batch = _whole();
            _submit(batch);
            _accept(batch, 0);
            _commit(batch, 0);
            _run(batch, 0, 1, RIGHT);
            _setSecond(batch, false);
            _reveal(batch, 0, RIGHT);
            _show(batch, 0, 1, RIGHT);
            vm.warp(_task(batch).changedAt + 10 minutes);
            pool.settle(batch, 0);
        }
        assertEq(pool.streakOf(_providerAt(0), batch.adapter, 1), 10, "ten in a row");
        batch = _whole();
        _submit(batch);
        _accept(batch, 0);
        assertEq(_account(0).locked, 7e9, "seven rewards");
        _commit(batch, 0);
        _pass(3);
        assertTrue(_task(batch).streak == 10, "at the accept");
        // The worker's streak here is ten audited tasks in a row that it did correctly. With ten, every task is still
        // audited; with forty, only a quarter is. So this audit is due.
        vm.prank(_nodeAt(0));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_AuditDue.selector);
        pool.reveal(batch, 0, ROOT, SALT, RIGHT);
    }

    // ── Revealing ───────────────────────────────────────────────────────────

    function test_RevertWhen_TheRevealIsNotTheCommitment() external {
        Batch memory batch = _answered(RIGHT);
        vm.prank(_nodeAt(0));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_CommitmentMismatch.selector);
        pool.reveal(batch, 0, WRONG, SALT, RIGHT);
        vm.prank(_nodeAt(1));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_CallerNotWorker.selector);
        pool.reveal(batch, 0, ROOT, SALT, RIGHT);
    }

    function test_RevertWhen_AnAuditorShowsAnotherAnswerThanItsCommitmentOrTwice() external {
        Batch memory batch = _revealed(RIGHT);
        vm.prank(_nodeAt(1));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_CommitmentMismatch.selector);
        pool.showRun(batch, 0, 0, ROOT, RIGHT, WRONG, 0, SALT);
        vm.prank(_nodeAt(1));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_RevealMismatch.selector);
        pool.showRun(batch, 0, 0, ROOT, WRONG, RIGHT, 0, SALT);
        vm.prank(_nodeAt(2));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_CallerNotWorker.selector);
        pool.showRun(batch, 0, 0, ROOT, RIGHT, RIGHT, 0, SALT);
        _show(batch, 0, 1, RIGHT);
        vm.prank(_nodeAt(1));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_RunMismatch.selector);
        pool.showRun(batch, 0, 0, ROOT, RIGHT, RIGHT, 0, SALT);
    }

    // ── Disputes ────────────────────────────────────────────────────────────

    function test_TheSubmitterDisputesWithAStakeAndWinsOrLosesIt() external {
        Batch memory batch = _revealed(RIGHT);
        _show(batch, 0, 1, RIGHT);
        uint256 before = pool.balanceOf(submitter);
        vm.prank(submitter);
        pool.dispute(batch, 0, ROOT, RIGHT);
        assertEq(pool.balanceOf(submitter), before - 3e18, "the stake");
        uint256 snapshot = vm.snapshotState();
        _run(batch, 2, 2, WRONG);
        _show(batch, 2, 2, WRONG);
        vm.warp(_task(batch).changedAt + 24 hours);
        pool.settle(batch, 0);
        _checkTask(batch, TaskState.Decided);
        assertEq(pool.balanceOf(submitter), before + _escrowOf(batch, 1) + 0.5e18, "all back, and half of the reward");
        _checkMoney(_escrowOf(batch, 2));
        assertTrue(vm.revertToState(snapshot), "back");
        _run(batch, 2, 2, RIGHT);
        _show(batch, 2, 2, RIGHT);
        vm.warp(_task(batch).changedAt + 24 hours);
        pool.settle(batch, 0);
        _checkTask(batch, TaskState.Accepted);
        assertEq(pool.balanceOf(submitter), before - 3e18 + 0.1e18, "its stake is lost, no share of it comes back");
        _checkMoney(_escrowOf(batch, 2));
    }

    function test_RevertWhen_ADisputeIsLateOrByTheWorker() external {
        Batch memory batch = _revealed(RIGHT);
        _show(batch, 0, 1, RIGHT);
        vm.prank(_providerAt(0));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_AccountInvolved.selector);
        pool.dispute(batch, 0, ROOT, RIGHT);
        vm.prank(submitter);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_RevealMismatch.selector);
        pool.dispute(batch, 0, ROOT, WRONG);
        vm.warp(_task(batch).changedAt + 10 minutes);
        vm.prank(submitter);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_TooLate.selector);
        pool.dispute(batch, 0, ROOT, RIGHT);
    }

    function test_OnlyTheLoserAppealsOnceWithin24Hours() external {
        Batch memory batch = _judged(WRONG);
        vm.prank(_nodeAt(1));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_CallerNotWorker.selector);
        pool.appeal(batch, 0);
        vm.warp(_task(batch).changedAt + 24 hours);
        vm.prank(_nodeAt(0));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_TooLate.selector);
        pool.appeal(batch, 0);
        vm.warp(_task(batch).changedAt + 24 hours - 1);
        vm.prank(_nodeAt(0));
        pool.appeal(batch, 0);
        _five(batch, 0, WRONG);
        vm.prank(_nodeAt(0));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_PlaceMismatch.selector);
        pool.appeal(batch, 0);
    }

    function test_RunsOfAnAppealAreShownOnlyWhenAllHaveAnswered() external {
        Batch memory batch = _judged(WRONG);
        vm.prank(_nodeAt(0));
        pool.appeal(batch, 0);
        _run(batch, 3, 3, RIGHT);
        vm.prank(_nodeAt(3));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_TooEarly.selector);
        pool.showRun(batch, 0, 3, ROOT, RIGHT, RIGHT, FRESH, SALT);
        vm.warp(pool.disputeOf(_taskId(batch)).openedAt + 24 hours);
        _show(batch, 3, 3, RIGHT);
        vm.prank(_nodeAt(4));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_PlaceOver.selector);
        pool.takeRun(batch, 0, 4, _providerAt(4));
    }

    function test_ThreeThatAgreeAboutNeitherAnswerLetTheWorkerLoseAndTheAuditorKeepItsStake() external {
        Batch memory batch = _judged(WRONG);
        vm.prank(_nodeAt(0));
        pool.appeal(batch, 0);
        _five(batch, 2, keccak256("neither"));
        assertEq(uint256(pool.disputeOf(_taskId(batch)).verdict), uint256(Verdict.BothWrong), "verdict");
        pool.settle(batch, 0);
        _checkTask(batch, TaskState.Decided);
        assertEq(_account(1).bonded, STAKE, "the auditor keeps its stake");
        assertEq(_account(0).bonded, STAKE - 3e9, "the worker does not");
        _checkMoney(_escrowOf(batch, 2));
    }

    function test_RevertWhen_APlaceIsNotOfThisRound() external {
        Batch memory batch = _disputed();
        _later();
        for (uint256 place = 3; place < 9; ++place) {
            vm.prank(_nodeAt(2));
            vm.expectPartialRevert(ITaskPoolErrors.TaskPool_PlaceMismatch.selector);
            pool.takeRun(batch, 0, place, _providerAt(2));
        }
        vm.prank(_nodeAt(1));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_AccountInvolved.selector);
        pool.takeRun(batch, 0, 2, _providerAt(1));
    }

    function _drawAt(bytes32 seed, uint256 i) private pure returns (uint256) {
        return TaskDrawLib.drawOf(seed, _providerAt(i));
    }
}
