// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITaskPoolErrors} from "../../../src/interfaces/ITaskPoolErrors.sol";
import {TaskAuditLib} from "../../../src/libraries/TaskAuditLib.sol";
import {TaskDrawLib} from "../../../src/libraries/TaskDrawLib.sol";
import {Batch, RunState, TaskState, Verdict} from "../../../src/types/TaskPoolTypes.sol";
import {ChunkTrees} from "../../fixtures/ChunkTrees.sol";
import {PoolFixture} from "../../fixtures/PoolFixture.sol";

/// @dev Tests disputes about a chunk (part of a task) that is not in the sample of the audit. The right output of each
/// chunk is its number + 1.
contract PoolChunksTest is PoolFixture, ChunkTrees {
    bytes32 private constant FALSE_OUTPUT = keccak256("false");

    bytes32[] private _held;
    bool private _auditorLies;

    // ── The worker lied ─────────────────────────────────────────────────────

    function test_AWrongChunkOutsideOfTheSampleLoses() external {
        (Batch memory batch, uint256 chunk) = _worked(false);
        _showAudit(batch, _answerTo(batch, false));
        uint256 before = pool.balanceOf(submitter);
        _dispute(submitter, batch, chunk);
        assertEq(before - pool.balanceOf(submitter), 3e18, "the stake of the task");
        assertEq(uint256(pool.disputeOf(_taskId(batch)).chunk), chunk + 1, "the chunk");
        _run(batch, 2, 2, _rightAnswer(batch, chunk));
        _showRun(batch, 2, 2, _rightAnswer(batch, chunk), 0);
        _checkVerdict(batch, Verdict.WorkerWrong);
        vm.warp(_task(batch).changedAt + 24 hours);
        pool.settle(batch, 0);
        _checkTask(batch, TaskState.Decided);
        assertEq(_account(0).bonded, STAKE - 3e9, "the worker loses its stake");
        assertEq(pool.balanceOf(_providerAt(1)), 900.1e18, "the auditor was right about the sample");
        assertEq(pool.balanceOf(_providerAt(2)), 900.1e18, "the run found it");
        assertEq(pool.balanceOf(submitter) - before, REWARD + TIP + _fee(batch) + 0.1e18 + 0.5e18, "paid back, half a reward more");
        _checkMoney(_escrowOf(batch, 2));
    }

    function test_ADisputeAboutARightChunkHidesNoWrongSample() external {
        (Batch memory batch, uint256 chunk) = _worked(true);
        _dispute(_providerAt(5), batch, chunk);
        // The auditor found other outputs than the worker. The auditor shows its answer only after an accomplice of the
        // worker has opened a dispute.
        _showAudit(batch, _answerTo(batch, false));
        _checkTask(batch, TaskState.Disputed);
        _run(batch, 2, 2, _rightAnswer(batch, chunk));
        _showRun(batch, 2, 2, _rightAnswer(batch, chunk), 0);
        _checkVerdict(batch, Verdict.WorkerWrong);
        vm.warp(_task(batch).changedAt + 24 hours);
        pool.settle(batch, 0);
        assertEq(_account(0).bonded, STAKE - 3e9, "the worker loses its stake");
        assertEq(pool.balanceOf(_providerAt(1)), 900.1e18, "the auditor is paid");
        _checkMoney(_escrowOf(batch, 2));
    }

    function test_AContradictionEndsADisputeAboutAChunkToo() external {
        (Batch memory batch, uint256 chunk) = _worked(true);
        _dispute(submitter, batch, chunk);
        uint256 first = _sample(batch)[0];
        bytes32[] memory path = _pathOf(_held, first);
        bytes32 root = _rootOf(_held);
        bytes32[] memory outputs = _sampled(batch, true);
        vm.prank(stranger);
        pool.contradict(batch, 0, root, outputs, 0, _held[first], path);
        pool.settle(batch, 0);
        _checkTask(batch, TaskState.Decided);
        assertEq(pool.balanceOf(_providerAt(1)), 900.1e18, "the auditor was right");
        _checkMoney(_escrowOf(batch, 2));
    }

    // ── The challenger lied ─────────────────────────────────────────────────

    function test_ADisputeAboutARightResultCostsItsStake() external {
        (Batch memory batch, uint256 chunk) = _right();
        _showAudit(batch, _answerTo(batch, false));
        uint256 before = pool.balanceOf(submitter);
        _dispute(submitter, batch, chunk);
        _run(batch, 2, 2, _rightAnswer(batch, chunk));
        _showRun(batch, 2, 2, _rightAnswer(batch, chunk), 0);
        _checkVerdict(batch, Verdict.ChallengerWrong);
        vm.warp(_task(batch).changedAt + 24 hours);
        pool.settle(batch, 0);
        _checkTask(batch, TaskState.Accepted);
        assertEq(_account(0).bonded, STAKE, "the worker keeps its stake");
        assertEq(pool.balanceOf(_providerAt(1)), 900.1e18, "the auditor is paid");
        assertEq(pool.balanceOf(_providerAt(2)), 900.1e18, "and the run");
        assertEq(before - pool.balanceOf(submitter), 3e18 - 0.1e18, "its own loss brings the submitter nothing");
        _checkMoney(_escrowOf(batch, 2));
    }

    function test_AnAuditorThatDiffersFromARightSampleIsNotPaid() external {
        _auditorLies = true;
        (Batch memory batch, uint256 chunk) = _right();
        _dispute(submitter, batch, chunk);
        _showAudit(batch, _answerTo(batch, true));
        _run(batch, 2, 2, _rightAnswer(batch, chunk));
        _showRun(batch, 2, 2, _rightAnswer(batch, chunk), 0);
        vm.warp(_task(batch).changedAt + 24 hours);
        pool.settle(batch, 0);
        _checkTask(batch, TaskState.Accepted);
        assertEq(pool.balanceOf(_providerAt(1)), 900e18, "it is not paid");
        assertEq(_account(1).locked, 0, "nothing is held");
        _checkMoney(_escrowOf(batch, 2));
    }

    function test_ARunThatIgnoresTheChunkSaysThatTheWorkerIsWrongAndFiveRunsCorrectIt() external {
        (Batch memory batch, uint256 chunk) = _right();
        _showAudit(batch, _answerTo(batch, false));
        _dispute(submitter, batch, chunk);
        bytes32 alone = _answerTo(batch, false);
        _run(batch, 2, 2, alone);
        _showRun(batch, 2, 2, alone, 0);
        _checkVerdict(batch, Verdict.WorkerWrong);
        _fund(_providerAt(0), 3e18);
        vm.prank(_nodeAt(0));
        pool.appeal(batch, 0);
        bytes32 right = _rightAnswer(batch, chunk);
        _later();
        for (uint256 i = 3; i < 8; ++i) {
            _take(batch, i, i);
        }
        _pass(6);
        for (uint256 i = 3; i < 8; ++i) {
            _answer(batch, i, i, i < 6 ? right : alone);
        }
        for (uint256 i = 3; i < 8; ++i) {
            if (_task(batch).state == TaskState.Disputed) _showRun(batch, i, i, i < 6 ? right : alone, FRESH);
        }
        _checkVerdict(batch, Verdict.ChallengerWrong);
        pool.settle(batch, 0);
        _checkTask(batch, TaskState.Accepted);
        assertEq(_account(0).bonded, STAKE, "the worker keeps its stake");
        assertEq(pool.balanceOf(_providerAt(2)), 900e18, "the run that ignored the chunk is not paid");
        _checkMoney(_escrowOf(batch, 2));
    }

    function test_ADisputeAboutAChunkThatNobodyDecidesRefunds() external {
        (Batch memory batch, uint256 chunk) = _worked(false);
        _showAudit(batch, _answerTo(batch, false));
        uint256 before = pool.balanceOf(submitter);
        _dispute(submitter, batch, chunk);
        vm.warp(block.timestamp + 48 hours);
        pool.settle(batch, 0);
        _checkTask(batch, TaskState.Refunded);
        assertEq(pool.balanceOf(submitter), before + _escrowOf(batch, 1) - REWARD, "it pays the reward in any case");
        _checkMoney(_escrowOf(batch, 2));
    }

    // ── Refusals and times ──────────────────────────────────────────────────

    function test_RevertWhen_ADisputedChunkIsNotThatOfTheWorker() external {
        (Batch memory batch, uint256 chunk) = _worked(false);
        _showAudit(batch, _answerTo(batch, false));
        bytes32 root = _rootOf(_held);
        bytes32 answer = _answerTo(batch, false);
        bytes32[] memory path = _pathOf(_held, chunk);
        bytes32 right = bytes32(chunk + 1);
        vm.startPrank(submitter);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_NoContradiction.selector);
        pool.disputeChunk(batch, 0, root, answer, chunk, right, path);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_NoContradiction.selector);
        pool.disputeChunk(batch, 0, root, answer, chunk ^ 1, FALSE_OUTPUT, path);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_NoContradiction.selector);
        pool.disputeChunk(batch, 0, root, answer, chunk + 64, FALSE_OUTPUT, path);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_RevealMismatch.selector);
        pool.disputeChunk(batch, 0, WRONG, answer, chunk, FALSE_OUTPUT, path);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_RevealMismatch.selector);
        pool.disputeChunk(batch, 0, root, WRONG, chunk, FALSE_OUTPUT, path);
        vm.stopPrank();
        _checkTask(batch, TaskState.Revealed);
        _checkMoney(_escrowOf(batch, 3));
    }

    function test_RevertWhen_TheWorkerDisputesItselfOrTheTimeIsOver() external {
        (Batch memory batch, uint256 chunk) = _worked(false);
        _showAudit(batch, _answerTo(batch, false));
        bytes32 root = _rootOf(_held);
        bytes32 answer = _answerTo(batch, false);
        bytes32[] memory path = _pathOf(_held, chunk);
        vm.prank(_providerAt(0));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_AccountInvolved.selector);
        pool.disputeChunk(batch, 0, root, answer, chunk, FALSE_OUTPUT, path);
        vm.warp(_task(batch).changedAt + 10 minutes);
        vm.prank(submitter);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_TooLate.selector);
        pool.disputeChunk(batch, 0, root, answer, chunk, FALSE_OUTPUT, path);
    }

    function test_ARunHasTheTimeOfOneChunkMore() external {
        (Batch memory batch, uint256 chunk) = _worked(false);
        _showAudit(batch, _answerTo(batch, false));
        _dispute(submitter, batch, chunk);
        _later();
        _take(batch, 2, 2);
        _pass(6);
        // The pool allows 125 s for this checking run: 5 s to calculate 5 of the 64 chunks of a task of one minute, 60
        // s to fetch the files, and 60 s that every run gets.
        vm.warp(pool.runOf(_taskId(batch), 2).changedAt + 124);
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_TooEarly.selector);
        pool.dropRun(batch, 0, 2);
        vm.warp(block.timestamp + 1);
        pool.dropRun(batch, 0, 2);
        _checkRun(batch, 2, RunState.Empty);
    }

    // ── Private ─────────────────────────────────────────────────────────────

    /// @dev Makes a task in which one chunk outside of the sample has a wrong output. With `sampleToo`, the worker's
    /// answer about the sample is wrong, too. Provider 1 audits and has the right outputs.
    function _worked(bool sampleToo) private returns (Batch memory batch, uint256 chunk) {
        return _committedWith(true, sampleToo);
    }

    function _right() private returns (Batch memory batch, uint256 chunk) {
        return _committedWith(false, false);
    }

    function _committedWith(bool lies, bool sampleToo) private returns (Batch memory batch, uint256 chunk) {
        for (uint256 i = 0; i < 64; ++i) {
            _held.push(bytes32(i + 1));
        }
        chunk = 17;
        if (lies) _held[chunk] = FALSE_OUTPUT;
        batch = _split();
        _submit(batch);
        _accept(batch, 0);
        bytes32 root = _rootOf(_held);
        bytes32 commitment = pool.commitmentOf(_taskId(batch), 1, _providerAt(0), root, SALT);
        bytes memory receipt = _receipt(batch, commitment);
        vm.prank(_nodeAt(0));
        pool.commit(batch, 0, commitment, receipt);
        _later();
        blocks.setBlockhash(_task(batch).changedBlock + 1, _hashWithout(batch, chunk));
        _take(batch, 0, 1);
        _pass(6);
        _answer(batch, 0, 1, _answerTo(batch, _auditorLies));
        _setSecond(batch, false);
        bytes32 answer = _answerTo(batch, sampleToo);
        vm.prank(_nodeAt(0));
        pool.reveal(batch, 0, root, SALT, answer);
    }

    /// @dev Returns a block hash by which the audit selects other chunks than this one.
    function _hashWithout(Batch memory batch, uint256 chunk) private view returns (bytes32 it) {
        for (uint256 i = 1; ; ++i) {
            it = bytes32(i);
            uint256[] memory sample = TaskAuditLib.sampledChunks(_sampleSeed(batch, it), 64);
            bool has = false;
            for (uint256 j = 0; j < sample.length; ++j) {
                has = has || sample[j] == chunk;
            }
            if (!has) return it;
        }
    }

    function _sampleSeed(Batch memory batch, bytes32 blockHash) private view returns (bytes32) {
        return TaskDrawLib.seedOf(blockHash, "sample", _taskId(batch));
    }

    function _sample(Batch memory batch) private view returns (uint256[] memory) {
        return TaskAuditLib.sampledChunks(pool.sampleSeedOf(_taskId(batch)), 64);
    }

    /// @dev Returns the outputs of the chunks (parts of the task) that were selected for the audit. With `lies`, the
    /// first one is wrong.
    function _sampled(Batch memory batch, bool lies) private view returns (bytes32[] memory outputs) {
        uint256[] memory sample = _sample(batch);
        outputs = new bytes32[](sample.length);
        for (uint256 i = 0; i < sample.length; ++i) {
            outputs[i] = bytes32(sample[i] + 1);
        }
        if (lies) outputs[0] = FALSE_OUTPUT;
    }

    function _answerTo(Batch memory batch, bool lies) private view returns (bytes32) {
        return keccak256(abi.encodePacked(_sampled(batch, lies)));
    }

    /// @dev Returns the right answer of an account that checks the task in a dispute about one chunk. It is one hash
    /// over two values: the answer about the audited chunks, and the output of the disputed chunk.
    function _rightAnswer(Batch memory batch, uint256 chunk) private view returns (bytes32) {
        return keccak256(abi.encode(_answerTo(batch, false), chunk + 1));
    }

    /// @dev Disputes this chunk (part of the task). The call states the answer that the worker revealed.
    function _dispute(address challenger, Batch memory batch, uint256 chunk) private {
        bytes32 answer = _answerTo(batch, _liedAboutSample(batch));
        vm.prank(challenger);
        pool.disputeChunk(batch, 0, _rootOf(_held), answer, chunk, _held[chunk], _pathOf(_held, chunk));
    }

    function _liedAboutSample(Batch memory batch) private view returns (bool) {
        return _task(batch).commitment != keccak256(abi.encode(_rootOf(_held), _answerTo(batch, false)));
    }

    function _showAudit(Batch memory batch, bytes32 answer) private {
        _showRun(batch, 0, 1, answer, 0);
    }

    function _showRun(Batch memory batch, uint256 place, uint256 i, bytes32 answer, bytes32 fresh) private {
        bytes32 given = place < 2 ? _answerTo(batch, _liedAboutSample(batch)) : bytes32(0);
        bytes32 root = _rootOf(_held);
        vm.prank(_nodeAt(i));
        pool.showRun(batch, 0, place, root, given, answer, fresh, SALT);
    }

    function _checkVerdict(Batch memory batch, Verdict expected) private view {
        assertEq(uint256(pool.disputeOf(_taskId(batch)).verdict), uint256(expected), "verdict");
        _checkTask(batch, TaskState.Judged);
    }

    function _fee(Batch memory batch) private pure returns (uint256) {
        return (uint256(batch.reward) + batch.tip + 399) / 400;
    }
}
