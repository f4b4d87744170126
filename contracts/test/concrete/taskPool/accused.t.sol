// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITaskPoolErrors} from "../../../src/interfaces/ITaskPoolErrors.sol";
import {Batch, TaskState, Verdict} from "../../../src/types/TaskPoolTypes.sol";
import {PoolFixture} from "../../fixtures/PoolFixture.sol";

/// @dev Tests a provider that lost a first verdict and can still appeal, and disputes that nobody decides.
contract PoolAccusedTest is PoolFixture {
    uint256 private constant S = 3e18;

    function test_ACaughtCheatTakesNoTaskFromItsVerdictOn() external {
        Batch memory batch = _judged(WRONG);
        assertEq(_account(0).outUntil, block.timestamp + 24 hours, "out while it can appeal");
        Batch memory other = _other();
        _refuseAccept(other, 0);
        _accept(other, 3);
        vm.warp(_task(batch).changedAt + 24 hours);
        pool.settle(batch, 0);
        assertEq(_account(0).outUntil, block.timestamp + 30 days, "then for a month");
    }

    function test_AnAccusedProviderChecksNothingAndEndsWhatItHas() external {
        Batch memory has = _other();
        _accept(has, 0);
        _judged(WRONG);
        _commit(has, 0);
        _checkTask(has, TaskState.Committed);
        Batch memory other = _split();
        _submit(other);
        _accept(other, 3);
        _commit(other, 3);
        _later();
        vm.prank(_nodeAt(0));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_StakeTooLow.selector);
        pool.takeRun(other, 0, 0, _providerAt(0));
        _take(other, 0, 4);
    }

    function test_AnAuditorThatDiffersFromTheThirdRunIsAccusedToo() external {
        _judged(RIGHT);
        assertEq(_account(1).outUntil, block.timestamp + 24 hours, "the auditor");
        assertEq(_account(0).outUntil, 0, "not the worker");
    }

    function test_AProviderThatDisputesARightResultIsAccusedToo() external {
        Batch memory batch = _paidDispute(_providerAt(5));
        _run(batch, 2, 2, RIGHT);
        _show(batch, 2, 2, RIGHT);
        assertEq(uint256(pool.disputeOf(_taskId(batch)).verdict), uint256(Verdict.ChallengerWrong), "lost");
        assertEq(_account(5).outUntil, block.timestamp + 24 hours, "out for a day");
    }

    function test_TheWinnerOfAnAppealTakesTasksAtOnce() external {
        Batch memory batch = _judged(WRONG);
        _appeal(batch, 0);
        assertTrue(_account(0).outUntil > block.timestamp, "still accused");
        _five(batch, 3, WRONG);
        assertEq(_account(0).outUntil, 0, "free");
        Batch memory other = _other();
        _accept(other, 0);
    }

    function test_TheLoserOfAnAppealStaysOut() external {
        Batch memory batch = _judged(WRONG);
        uint256 until = _account(0).outUntil;
        _appeal(batch, 0);
        _five(batch, 2, WRONG);
        assertEq(_account(0).outUntil, until, "still out");
        pool.settle(batch, 0);
        assertEq(_account(0).outUntil, block.timestamp + 30 days, "for a month");
    }

    function test_AnAppealFreesNobodyFromTheMonthOfAnotherFault() external {
        Batch memory missed = _answered(RIGHT);
        Batch memory batch = _answered(WRONG);
        _judge(batch);
        _appeal(batch, 0);
        blocks.roll(block.number + 500);
        vm.warp(block.timestamp + 1 hours);
        pool.settle(missed, 0);
        uint256 until = block.timestamp + 30 days;
        assertEq(_account(0).outUntil, until, "out for a month");
        _five(batch, 3, WRONG);
        assertEq(_account(0).outUntil, until, "although it won the appeal");
    }

    // ── Nobody decides ──────────────────────────────────────────────────────

    function test_ASubmitterGetsNoFreeWorkByADisputeThatNobodyCanDecide() external {
        Batch memory batch = _revealed(RIGHT);
        _show(batch, 0, 1, RIGHT);
        uint256 before = pool.balanceOf(submitter);
        uint256 burned = pool.dues().burn;
        vm.prank(submitter);
        pool.dispute(batch, 0, ROOT, RIGHT);
        vm.warp(block.timestamp + 48 hours);
        pool.settle(batch, 0);
        _checkTask(batch, TaskState.Refunded);
        assertEq(pool.balanceOf(submitter), before + _escrowOf(batch, 1) - batch.reward, "it pays the reward in any case");
        assertEq(pool.dues().burn, burned + batch.reward, "to nobody");
        assertEq(_account(0).bonded, STAKE, "the worker keeps its stake");
        _checkMoney(_escrowOf(batch, 2));
    }

    function test_AWorkerEarnsNothingByAResultThatNobodyCanCheck() external {
        Batch memory batch = _revealed(RIGHT);
        _show(batch, 0, 1, RIGHT);
        uint256 before = pool.balanceOf(_providerAt(0));
        vm.prank(submitter);
        pool.dispute(batch, 0, ROOT, RIGHT);
        vm.warp(block.timestamp + 48 hours);
        pool.settle(batch, 0);
        assertEq(pool.balanceOf(_providerAt(0)), before, "no pay for a result that nobody confirmed");
    }

    function test_AStrangerThatDisputesWhatNobodyCanDecideLosesARewardAndHarmsNoSubmitter() external {
        Batch memory batch = _paidDispute(stranger);
        uint256 before = pool.balanceOf(submitter);
        vm.warp(block.timestamp + 48 hours);
        pool.settle(batch, 0);
        assertEq(pool.balanceOf(stranger), S - batch.reward, "its dispute costs a reward");
        assertEq(pool.balanceOf(submitter), before + _escrowOf(batch, 1), "the submitter has all of its money");
        _checkMoney(_escrowOf(batch, 2));
    }

    function test_ALostDisputeIsNotUndoneForNothingByAnAppealThatNobodyTakes() external {
        Batch memory batch = _paidDispute(submitter);
        _run(batch, 2, 2, RIGHT);
        _show(batch, 2, 2, RIGHT);
        uint256 before = pool.balanceOf(submitter);
        vm.prank(submitter);
        pool.appeal(batch, 0);
        vm.warp(block.timestamp + 48 hours);
        pool.settle(batch, 0);
        _checkTask(batch, TaskState.Refunded);
        // The account that made the third calculation gets one reward, and the dispute without a verdict costs the
        // submitter another one.
        uint256 back = S + _escrowOf(batch, 1) - 2 * batch.reward;
        assertEq(pool.balanceOf(submitter), before + back, "two rewards for the work of one task");
        _checkMoney(_escrowOf(batch, 2));
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _other() private returns (Batch memory batch) {
        batch = _split();
        _submit(batch);
    }

    function _refuseAccept(Batch memory batch, uint256 i) private {
        _later();
        vm.prank(_nodeAt(i));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_StakeTooLow.selector);
        pool.accept(batch, 0, _providerAt(i));
    }

    function _appeal(Batch memory batch, uint256 i) private {
        vm.prank(_providerAt(i));
        pool.appeal(batch, 0);
    }

    /// @dev Provider 0 reveals a result, provider 1 shows another answer, and provider 2 agrees with provider 1.
    function _judge(Batch memory batch) private {
        _reveal(batch, 0, RIGHT);
        _show(batch, 0, 1, WRONG);
        _run(batch, 2, 2, WRONG);
        _show(batch, 2, 2, WRONG);
    }

    function _paidDispute(address challenger) private returns (Batch memory batch) {
        batch = _revealed(RIGHT);
        _show(batch, 0, 1, RIGHT);
        if (challenger == stranger) _fund(stranger, S);
        vm.prank(challenger);
        pool.dispute(batch, 0, ROOT, RIGHT);
    }
}
