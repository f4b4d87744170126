// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITaskPoolErrors} from "../../../src/interfaces/ITaskPoolErrors.sol";
import {Batch, TaskState} from "../../../src/types/TaskPoolTypes.sol";
import {PoolFixture} from "../../fixtures/PoolFixture.sol";

/// @dev Tests steps 1 to 6 and 13 of the task pool's state machine (docs/contracts.md): batches of tasks, and each task
/// until its worker commits to a result.
contract PoolWorkTest is PoolFixture {
    // ── Batches ─────────────────────────────────────────────────────────────

    function test_ASubmitTakesEscrowAndBurnsTheBaseFee() external {
        Batch memory batch = _split();
        (uint256 baseFee, uint256 escrow) = pool.quote(batch);
        uint256 before = pool.balanceOf(submitter);
        _submit(batch);
        assertEq(escrow, _escrowOf(batch, 3), "of three tasks");
        assertEq(baseFee, 3 * 60 * uint256(PRICE) / 10_000, "a hundredth of a percent of the reference price");
        assertEq(pool.balanceOf(submitter), before - escrow - baseFee, "both");
        assertEq(pool.dues().burn, baseFee, "burned");
        assertEq(pool.totals().open, 3, "three are open");
        _checkMoney(escrow);
    }

    function test_RevertWhen_ABatchIsSubmittedTwice() external {
        Batch memory batch = _split();
        _submit(batch);
        vm.prank(submitter);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_BatchKnown.selector);
        pool.submit(batch);
        vm.prank(submitter);
        pool.cancel(batch);
        vm.prank(submitter);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_BatchKnown.selector);
        pool.submit(batch);
    }

    function test_ABatchIsAnotherOneOnAnotherChain() external {
        Batch memory batch = _split();
        bytes32 here = pool.batchIdOf(batch);
        vm.chainId(2);
        assertTrue(pool.batchIdOf(batch) != here, "another id");
    }

    function test_RevertWhen_AFieldIsOutOfRange() external {
        Batch memory batch = _split();
        batch.count = 65_537;
        _refuse(batch, "count");
        batch.count = 0;
        _refuse(batch, "count");
        batch = _split();
        batch.chunks = 257;
        _refuse(batch, "chunks");
        batch.chunks = 0;
        _refuse(batch, "chunks");
        batch = _split();
        batch.refClass = 0;
        _refuse(batch, "refClass");
        batch = _split();
        batch.runSeconds = 0;
        _refuse(batch, "runSeconds");
        batch.runSeconds = 3_601;
        _refuse(batch, "runSeconds");
        batch = _split();
        batch.fetchSeconds = 59;
        _refuse(batch, "fetchSeconds");
        batch.fetchSeconds = 3_601;
        _refuse(batch, "fetchSeconds");
        batch = _split();
        batch.deadline = uint40(block.timestamp + WORK_SECONDS - 1);
        _refuse(batch, "deadline");
        batch.deadline = uint40(block.timestamp + 30 days + 1);
        _refuse(batch, "deadline");
        batch = _split();
        batch.reward = 1e24 + 1;
        _refuse(batch, "reward");
        batch = _split();
        directory.setReceiptKey(address(0));
        _refuse(batch, "storeKey");
    }

    function test_RevertWhen_RewardOrShareIsTooLow() external {
        Batch memory batch = _split();
        batch.reward = uint96(60 * uint256(PRICE) / 2) - 1;
        vm.prank(submitter);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_RewardTooLow.selector);
        pool.submit(batch);
        batch = _split();
        batch.verifyShare = 0.127e18 - 1;
        vm.prank(submitter);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_VerifyShareTooLow.selector);
        pool.submit(batch);
        batch.verifyShare = 0.127e18;
        _submit(batch);
    }

    function test_TheLargestBatchHas65536Tasks() external {
        Batch memory batch = _split();
        (batch.reward, batch.verifyShare, batch.tip, batch.count) = (0.003e18, 0.0024e18, 0, 65_536);
        _submit(batch);
        assertEq(pool.totals().open, 65_536, "all open");
        vm.prank(_nodeAt(0));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_IndexOutOfRange.selector);
        pool.accept(batch, 65_536, _providerAt(0));
        uint256 before = pool.balanceOf(submitter);
        vm.prank(submitter);
        pool.cancel(batch);
        assertEq(pool.balanceOf(submitter), before + _escrowOf(batch, 65_536), "all back but the base fee");
    }

    function test_TheBaseFeeRisesByAnEighthFor100BlocksWhileMoreThanTwoTasksForTenPTokenAreOpen() external {
        Batch memory batch = _split();
        batch.count = 201;
        _submit(batch);
        Batch memory next = _split();
        (uint256 first,) = pool.quote(next);
        _pass(100);
        (uint256 second,) = pool.quote(next);
        assertEq(second, first * 9 / 8, "an eighth more");
        _pass(100 * 200);
        (uint256 most,) = pool.quote(next);
        assertEq(most, 3 * 60 * uint256(PRICE) / 50, "at most a fiftieth of the reference price");
    }

    function test_OnlyTheSubmitterOrItsKeyWithinItsDaySubmitsAndCancels() external {
        Batch memory batch = _split();
        (uint256 baseFee, uint256 escrow) = pool.quote(batch);
        uint64 cost = uint64((baseFee + escrow + UNIT - 1) / UNIT);
        vm.prank(stranger);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_CallerNotSubmitter.selector);
        pool.submit(batch);
        vm.prank(submitter);
        pool.setKey(stranger, cost, uint40(block.timestamp + 2 days));
        vm.startPrank(stranger);
        pool.submit(batch);
        Batch memory second = _split();
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_KeyLimit.selector);
        pool.submit(second);
        pool.cancel(batch);
        vm.warp(block.timestamp + 1 days);
        second.deadline = uint40(block.timestamp + 1 days);
        pool.submit(second);
        vm.warp(block.timestamp + 1 days + 1);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_CallerNotSubmitter.selector);
        pool.cancel(second);
        vm.stopPrank();
    }

    // ── Cancel and close ────────────────────────────────────────────────────

    function test_ACancelledBatchPaysBackWhatNobodyHasAndLaterWhatIsGivenUp() external {
        Batch memory batch = _split();
        _submit(batch);
        _accept(batch, 0);
        uint256 before = pool.balanceOf(submitter);
        vm.prank(submitter);
        pool.cancel(batch);
        assertEq(pool.balanceOf(submitter), before + _escrowOf(batch, 2), "two of three");
        vm.prank(submitter);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_BatchStopped.selector);
        pool.cancel(batch);
        vm.prank(_nodeAt(1));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_BatchStopped.selector);
        pool.accept(batch, 1, _providerAt(1));
        vm.prank(_nodeAt(0));
        pool.release(batch, 0, 0);
        _checkTask(batch, TaskState.Refunded);
        assertEq(pool.balanceOf(submitter), before + _escrowOf(batch, 3), "all three");
        assertEq(pool.totals().open, 0, "none is open");
        _checkMoney(0);
    }

    function test_AnAcceptedTaskOfACancelledBatchRunsToItsEnd() external {
        Batch memory batch = _split();
        _submit(batch);
        _accept(batch, 0);
        vm.prank(submitter);
        pool.cancel(batch);
        _commit(batch, 0);
        _run(batch, 0, 1, RIGHT);
        _setSecond(batch, false);
        _reveal(batch, 0, RIGHT);
        _show(batch, 0, 1, RIGHT);
        vm.warp(_task(batch).changedAt + 10 minutes);
        pool.settle(batch, 0);
        _checkTask(batch, TaskState.Accepted);
        _checkMoney(0);
    }

    function test_AnyoneClosesABatchAtItsDeadline() external {
        Batch memory batch = _split();
        _submit(batch);
        vm.warp(uint256(batch.deadline) - 1);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_DeadlineOpen.selector);
        pool.close(batch);
        vm.warp(batch.deadline);
        pool.close(batch);
        assertEq(pool.totals().open, 0, "none is open");
        _checkMoney(0);
    }

    function test_AWorkerThatIsSilentAtTheDeadlinePaysItsFine() external {
        Batch memory batch = _split();
        batch.deadline = uint40(block.timestamp + 25 + WORK_SECONDS);
        _submit(batch);
        _accept(batch, 0);
        vm.warp(batch.deadline);
        pool.close(batch);
        _checkTask(batch, TaskState.Assigned);
        pool.expire(batch, 0);
        _checkTask(batch, TaskState.Refunded);
        assertEq(_account(0).bonded, STAKE - 0.06e9, "two hundredths");
        _checkMoney(0);
    }

    // ── Accepting ───────────────────────────────────────────────────────────

    function test_ANodeThatIsDueAcceptsAndLocksTheStake() external {
        Batch memory batch = _split();
        _submit(batch);
        _accept(batch, 0);
        _checkTask(batch, TaskState.Assigned);
        assertEq(_account(0).locked, 3e9, "three rewards");
        assertEq(pool.totals().open, 2, "two are open");
        vm.prank(_nodeAt(1));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_StateMismatch.selector);
        pool.accept(batch, 0, _providerAt(1));
    }

    function test_RevertWhen_TheSeedIsNotKnown() external {
        Batch memory batch = _split();
        _submit(batch);
        for (uint256 i = 0; i < 2; ++i) {
            vm.prank(_nodeAt(0));
            vm.expectPartialRevert(ITaskPoolErrors.TaskPool_SeedUnknown.selector);
            pool.accept(batch, 0, _providerAt(0));
            _pass(1);
        }
    }

    function test_TheThresholdDoublesEveryFiveBlocksAndAnOldSeedBindsNobody() external {
        Batch memory batch = _split();
        _submit(batch);
        uint256 last = 0;
        uint256 snapshot = vm.snapshotState();
        for (uint256 passed = 2; passed <= 17; passed += 5) {
            assertTrue(vm.revertToState(snapshot), "back");
            snapshot = vm.snapshotState();
            _pass(passed);
            uint256 due = _countDue(batch);
            assertTrue(due >= last, "never fewer");
            last = due;
        }
        assertEq(last, PROVIDERS, "all after 15 blocks, because each has three quarters of a tenth");
        assertTrue(vm.revertToState(snapshot), "back");
        _pass(300);
        assertEq(_countDue(batch), PROVIDERS, "all when the chain has forgotten the hash");
    }

    function test_RevertWhen_TheNodeDoesNotFit() external {
        Batch memory batch = _split();
        batch.minVramGib = 17;
        _unfit(batch);
        batch = _split();
        batch.minTier = 1;
        _unfit(batch);
        batch = _split();
        (batch.classMask, batch.refClass, batch.reward) = (1, 0, 1e18);
        _unfit(batch);
        batch = _split();
        bytes32 id = registry.nodeIdOf(_providerAt(0), _nodeAt(0));
        vm.prank(_providerAt(0));
        registry.retire(id);
        _unfit(batch);
    }

    function test_RevertWhen_TooLittleStakeIsFree() external {
        Batch memory batch = _split();
        batch.reward = 25.1e18;
        batch.verifyShare = 4e18;
        _submit(batch);
        _later();
        vm.prank(_nodeAt(0));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_StakeTooLow.selector);
        pool.accept(batch, 0, _providerAt(0));
        batch = _split();
        (batch.reward, batch.verifyShare) = (25e18, 4e18);
        _submit(batch);
        _accept(batch, 0);
        assertEq(_account(0).locked, 75e9, "all but a quarter");
    }

    function test_RevertWhen_TheWorkCouldPassTheDeadline() external {
        Batch memory batch = _split();
        batch.deadline = uint40(block.timestamp + 25 + WORK_SECONDS);
        _submit(batch);
        _pass(26);
        vm.prank(_nodeAt(0));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_TooLate.selector);
        pool.accept(batch, 0, _providerAt(0));
        vm.warp(block.timestamp - 1);
        vm.prank(_nodeAt(0));
        pool.accept(batch, 0, _providerAt(0));
    }

    // ── Giving up ───────────────────────────────────────────────────────────

    function test_AReleaseCostsAHundredthAndOpensTheTaskWithANewSeed() external {
        Batch memory batch = _split();
        _submit(batch);
        _accept(batch, 0);
        vm.prank(_nodeAt(1));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_CallerNotWorker.selector);
        pool.release(batch, 0, 0);
        vm.prank(_providerAt(0));
        pool.release(batch, 0, 0);
        _checkTask(batch, TaskState.Open);
        assertEq(_account(0).bonded, STAKE - 0.03e9, "a hundredth of the stake");
        assertEq(_account(0).locked, 0, "free");
        vm.prank(_nodeAt(1));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_SeedUnknown.selector);
        pool.accept(batch, 0, _providerAt(1));
        _accept(batch, 0);
        assertEq(_task(batch).tries, 2, "the second try");
        _checkMoney(_escrowOf(batch, 3));
    }

    function test_ThreeProvidersThatFailWithOneCodeRefundLessThreeTenths() external {
        Batch memory batch = _split();
        _submit(batch);
        uint256 before = pool.balanceOf(submitter);
        for (uint256 i = 0; i < 3; ++i) {
            _accept(batch, i);
            vm.prank(_nodeAt(i));
            pool.release(batch, 0, 7);
            if (i < 2) {
                _later();
                vm.prank(_nodeAt(i));
                vm.expectPartialRevert(ITaskPoolErrors.TaskPool_ProviderFailedIt.selector);
                pool.accept(batch, 0, _providerAt(i));
            }
        }
        _checkTask(batch, TaskState.Refunded);
        assertEq(pool.balanceOf(submitter), before + _escrowOf(batch, 1) - 0.3e18, "less three tenths of the reward");
        for (uint256 i = 0; i < 3; ++i) {
            assertEq(pool.balanceOf(_providerAt(i)), 900e18, "nobody is paid for failing");
        }
        _checkMoney(_escrowOf(batch, 2));
    }

    function test_ThreeDifferentCodesRefundNothing() external {
        Batch memory batch = _split();
        _submit(batch);
        for (uint256 i = 0; i < 3; ++i) {
            _accept(batch, i);
            vm.prank(_nodeAt(i));
            pool.release(batch, 0, uint16(i + 1));
        }
        _checkTask(batch, TaskState.Open);
    }

    function test_AnyoneExpiresASilentWorkerAtTheSecondAndNotBefore() external {
        Batch memory batch = _split();
        _submit(batch);
        _accept(batch, 0);
        vm.warp(_task(batch).changedAt + WORK_SECONDS - 1);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_TooEarly.selector);
        pool.expire(batch, 0);
        vm.warp(_task(batch).changedAt + WORK_SECONDS);
        bytes32 commitment = _commitmentOf(batch);
        bytes memory receipt = _receipt(batch, commitment);
        vm.prank(_nodeAt(0));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_TooLate.selector);
        pool.commit(batch, 0, commitment, receipt);
        pool.expire(batch, 0);
        _checkTask(batch, TaskState.Open);
        assertEq(_account(0).bonded, STAKE - 0.06e9, "two hundredths");
        assertTrue(_account(0).outUntil == 0, "no strike until another worker ends it in time");
    }

    function test_ThreeStrikesInADaySendOutForADay() external {
        for (uint256 i = 0; i < 3; ++i) {
            Batch memory batch = _split();
            _submit(batch);
            _accept(batch, 0);
            vm.warp(_task(batch).changedAt + WORK_SECONDS);
            pool.expire(batch, 0);
            _accept(batch, 1);
            assertTrue(_account(0).outUntil == 0, "not yet");
            _commit(batch, 1);
        }
        assertTrue(_account(0).outUntil == block.timestamp + 1 days, "out");
        Batch memory next = _split();
        _submit(next);
        _later();
        vm.prank(_nodeAt(0));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_StakeTooLow.selector);
        pool.accept(next, 0, _providerAt(0));
    }

    // ── Committing ──────────────────────────────────────────────────────────

    function test_RevertWhen_TheReceiptIsNotOfTheStore() external {
        Batch memory batch = _split();
        _submit(batch);
        _accept(batch, 0);
        bytes32 commitment = _commitmentOf(batch);
        bytes memory receipt = _sign(STRANGER_KEY, pool.hashReceipt(_taskId(batch), 1, commitment));
        vm.prank(_nodeAt(0));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_ReceiptInvalid.selector);
        pool.commit(batch, 0, commitment, receipt);
        receipt = _receipt(batch, keccak256("another commitment"));
        vm.prank(_nodeAt(0));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_ReceiptInvalid.selector);
        pool.commit(batch, 0, commitment, receipt);
        receipt = _receipt(batch, commitment);
        vm.prank(_nodeAt(1));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_CallerNotWorker.selector);
        pool.commit(batch, 0, commitment, receipt);
        vm.prank(_nodeAt(0));
        pool.commit(batch, 0, commitment, receipt);
        _checkTask(batch, TaskState.Committed);
    }

    function test_ABatchMayNameItsOwnStore() external {
        Batch memory batch = _split();
        batch.storeKey = stranger;
        _submit(batch);
        _accept(batch, 0);
        bytes32 commitment = _commitmentOf(batch);
        bytes memory receipt = _sign(STRANGER_KEY, pool.hashReceipt(_taskId(batch), 1, commitment));
        vm.prank(_nodeAt(0));
        pool.commit(batch, 0, commitment, receipt);
    }

    function test_ACommitmentBindsChainContractTaskTryAndProvider() external {
        bytes32 id = keccak256("task");
        bytes32 one = pool.commitmentOf(id, 1, provider, ROOT, SALT);
        assertTrue(one != pool.commitmentOf(keccak256("other"), 1, provider, ROOT, SALT), "task");
        assertTrue(one != pool.commitmentOf(id, 2, provider, ROOT, SALT), "try");
        assertTrue(one != pool.commitmentOf(id, 1, renter, ROOT, SALT), "provider");
        assertTrue(one != pool.commitmentOf(id, 1, provider, WRONG, SALT), "root");
        assertTrue(one != _createPool(address(ptoken)).commitmentOf(id, 1, provider, ROOT, SALT), "contract");
        vm.chainId(2);
        assertTrue(one != pool.commitmentOf(id, 1, provider, ROOT, SALT), "chain");
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _refuse(Batch memory batch, bytes32 field) private {
        vm.prank(submitter);
        vm.expectRevert(abi.encodeWithSelector(ITaskPoolErrors.TaskPool_BatchInvalid.selector, field));
        pool.submit(batch);
    }

    function _unfit(Batch memory batch) private {
        _submit(batch);
        _later();
        vm.prank(_nodeAt(0));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_NodeUnfit.selector);
        pool.accept(batch, 0, _providerAt(0));
    }

    function _countDue(Batch memory batch) private returns (uint256 due) {
        for (uint256 i = 0; i < PROVIDERS; ++i) {
            uint256 snapshot = vm.snapshotState();
            vm.prank(_nodeAt(i));
            try pool.accept(batch, 0, _providerAt(i)) {
                ++due;
            } catch {}
            vm.revertToState(snapshot);
        }
    }
}
