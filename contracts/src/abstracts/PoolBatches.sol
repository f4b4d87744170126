// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IClassCatalog} from "../interfaces/IClassCatalog.sol";
import {IRandomBeacon} from "../interfaces/IRandomBeacon.sol";
import {ITaskQueue} from "../interfaces/ITaskQueue.sol";
import {BeaconRoundLib} from "../libraries/BeaconRoundLib.sol";
import {TaskAuditLib} from "../libraries/TaskAuditLib.sol";
import {Batch, BatchState, PoolTotals, SubmitKey} from "../types/TaskPoolTypes.sol";
import {PoolBalances} from "./PoolBalances.sol";
import {PoolTasks} from "./PoolTasks.sol";

/// @title Batches (tasks that a submitter orders together): submit, cancel and close (state changes 1, 2 and 13 in
/// docs/contracts.md)
abstract contract PoolBatches is PoolBalances, PoolTasks {
    uint256 internal constant MOST_TASKS = 65_536;
    uint256 internal constant MOST_RUN_SECONDS = 1 hours;
    uint256 internal constant LEAST_FETCH_SECONDS = 60;
    uint256 internal constant MOST_FETCH_SECONDS = 1 hours;
    uint256 internal constant MOST_DEADLINE_SECONDS = 30 days;
    /// @dev The highest reward of a task, in PToken base units. The largest stake is seven times this reward and fits
    /// 64 bits of 1e-9 PToken.
    uint256 internal constant MOST_REWARD = 1e24;
    /// @dev The rate of the base fee (the amount that each batch burns at its submit) changes by an eighth each time
    /// this many blocks have passed.
    uint256 internal constant FEE_BLOCKS = 100;
    uint32 internal constant LEAST_FEE_RATE = 1e5; // 0.01 % of the reference price
    uint32 internal constant MOST_FEE_RATE = 2e7; // 2 %
    uint256 private constant FEE_PARTS = 8;
    uint256 private constant MOST_FEE_STEPS = 64;
    uint256 private constant OPEN_PER_STAKE = 2;
    /// @dev The stake for which the base fee allows two open tasks: 10 PToken, in units of 1e-9 PToken. The fee
    /// compares the number of open tasks with stakes and not with accounts, because anybody could create many accounts
    /// with tiny stakes at no cost.
    uint256 private constant STAKE = 1e10;
    uint256 private constant RATE_ONE = 1e9;
    /// @dev The random beacon's newest seed counts only if it is from the current round (hour) or a round shortly
    /// before. This is the number of rounds that count, the current one included.
    uint256 private constant SEED_ROUNDS = 3;
    bytes32 private constant CLASS_CATALOG = "ClassCatalog";
    bytes32 private constant RANDOM_BEACON = "RandomBeacon";

    /// @inheritdoc ITaskQueue
    function submit(Batch calldata batch) external override nonReentrant returns (bytes32 batchId) {
        batchId = _batchIdOf(batch);
        BatchState storage state = _pool().batches[batchId];
        if (state.count != 0) revert TaskPool_BatchKnown(batchId);
        _checkBatch(batch);
        PoolTotals memory sums = _pool().totals;
        (sums.feeRate, sums.feeBlock) = _feeRateNow(sums);
        uint256 baseFee = _baseFeeOf(batch, _checkReward(batch, sums.runGas), sums.feeRate);
        uint256 paid = batch.count * _escrowOf(batch);
        _spendAs(batch.submitter, paid + baseFee);
        _burn(baseFee);
        sums.open += batch.count;
        _pool().totals = sums;
        // A part of the seed fits the storage slot of the other values. 152 bits are as hard to foresee as 256.
        bytes19 seed = bytes19(_newestSeed());
        (state.open, state.count, state.submitBlock, state.beaconSeed) =
            (batch.count, batch.count, uint32(block.number), seed);
        emit BatchSubmitted(batchId, batch.submitter, batch, bytes32(seed), paid, baseFee, sums.feeRate);
    }

    /// @inheritdoc ITaskQueue
    function cancel(Batch calldata batch) external override nonReentrant {
        _spendAs(batch.submitter, 0);
        _stop(batch, false);
    }

    /// @inheritdoc ITaskQueue
    function close(Batch calldata batch) external override nonReentrant {
        if (block.timestamp < batch.deadline) revert TaskPool_DeadlineOpen(batch.deadline, block.timestamp);
        _stop(batch, true);
    }

    /// @inheritdoc ITaskQueue
    function quote(Batch calldata batch) external view override returns (uint256 baseFee, uint256 escrow) {
        PoolTotals memory sums = _pool().totals;
        (uint32 rate,) = _feeRateNow(sums);
        return (_baseFeeOf(batch, _checkReward(batch, sums.runGas), rate), batch.count * _escrowOf(batch));
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _stop(Batch calldata batch, bool deadlinePassed) private {
        bytes32 batchId = _batchIdOf(batch);
        BatchState storage state = _pool().batches[batchId];
        if (state.count == 0) revert TaskPool_BatchUnknown(batchId);
        if (state.stopped) revert TaskPool_BatchStopped(batchId);
        uint32 open = state.open;
        (state.open, state.stopped) = (0, true);
        _pool().totals.open -= open;
        uint256 refund = open * _escrowOf(batch);
        _pool().balances[batch.submitter] += refund;
        emit BatchStopped(batchId, open, refund, deadlinePassed);
    }

    /// @dev Takes an amount from a submitter's balance. If a session key acts for the submitter, counts the amount
    /// against the key's limit.
    function _spendAs(address submitter, uint256 amount) private {
        address actor = _actor();
        if (actor != submitter) {
            SubmitKey storage limits = _pool().keys[submitter][actor];
            if (limits.expiry < block.timestamp) revert TaskPool_CallerNotSubmitter(actor, submitter);
            uint24 today = uint24(block.timestamp / 1 days);
            uint256 spent = limits.day == today ? limits.spentToday : 0;
            uint256 units = Math.ceilDiv(amount, UNIT);
            if (spent + units > limits.dayCap) revert TaskPool_KeyLimit(actor, limits.dayCap, spent + units);
            (limits.spentToday, limits.day) = (uint64(spent + units), today);
            emit SubmitKeySpent(submitter, actor, units);
        }
        _spend(submitter, amount);
    }

    function _checkBatch(Batch calldata batch) private view {
        if (batch.count == 0 || batch.count > MOST_TASKS) revert TaskPool_BatchInvalid("count");
        if (batch.chunks == 0 || batch.chunks > TaskAuditLib.MOST_CHUNKS) revert TaskPool_BatchInvalid("chunks");
        if ((batch.classMask >> batch.refClass) & 1 == 0) revert TaskPool_BatchInvalid("refClass");
        if (batch.runSeconds == 0 || batch.runSeconds > MOST_RUN_SECONDS) revert TaskPool_BatchInvalid("runSeconds");
        if (batch.fetchSeconds < LEAST_FETCH_SECONDS || batch.fetchSeconds > MOST_FETCH_SECONDS) {
            revert TaskPool_BatchInvalid("fetchSeconds");
        }
        if (
            batch.deadline < block.timestamp + _workSeconds(batch)
                || batch.deadline > block.timestamp + MOST_DEADLINE_SECONDS
        ) revert TaskPool_BatchInvalid("deadline");
        if (batch.reward > MOST_REWARD) revert TaskPool_BatchInvalid("reward");
        if (batch.storeKey == address(0) && DIRECTORY.receiptKey() == address(0)) {
            revert TaskPool_BatchInvalid("storeKey");
        }
    }

    /// @dev Reverts if the reward of a task, or the amount for audits (verifyShare), is too low for the running time
    /// that the batch states. Returns the price of the reference class.
    function _checkReward(Batch calldata batch, uint256 runGas) private view returns (uint256 price) {
        price = IClassCatalog(DIRECTORY.get(CLASS_CATALOG)).classOf(batch.refClass).referencePricePerGpuSecond;
        uint256 least = price * batch.runSeconds / 2;
        if (batch.reward < least) revert TaskPool_RewardTooLow(batch.reward, least);
        uint256 runPart = Math.ceilDiv(batch.reward * TaskAuditLib.sampledOf(batch.chunks), batch.chunks);
        uint256 leastShare = 2 * (runPart + runGas * UNIT);
        if (batch.verifyShare < leastShare) revert TaskPool_VerifyShareTooLow(batch.verifyShare, leastShare);
    }

    function _baseFeeOf(Batch calldata batch, uint256 price, uint256 rate) private pure returns (uint256) {
        return Math.ceilDiv(batch.count * price * batch.runSeconds * rate, RATE_ONE);
    }

    /// @dev Returns the present rate of the base fee, and the block of its last change. The rate changes by an eighth
    /// for every 100 blocks, within fixed limits. It rises while there are more than two open tasks for every 10 PToken
    /// of stake, and falls otherwise.
    function _feeRateNow(PoolTotals memory sums) private view returns (uint32, uint32) {
        uint256 rate = Math.max(sums.feeRate, LEAST_FEE_RATE);
        uint256 steps = (block.number - sums.feeBlock) / FEE_BLOCKS;
        uint256 next = sums.feeBlock + steps * FEE_BLOCKS;
        bool rises = sums.open * STAKE > OPEN_PER_STAKE * sums.bonded;
        for (uint256 i = 0; i < Math.min(steps, MOST_FEE_STEPS); ++i) {
            rate = rises ? rate + rate / FEE_PARTS : rate - rate / FEE_PARTS;
        }
        return (uint32(Math.min(Math.max(rate, LEAST_FEE_RATE), MOST_FEE_RATE)), uint32(next));
    }

    /// @dev Returns the beacon's newest seed. Returns 0 if the current round and the two before have none, or if the
    /// Directory names no contract as the beacon.
    function _newestSeed() private view returns (bytes32 seed) {
        address beacon = DIRECTORY.get(RANDOM_BEACON);
        if (beacon.code.length == 0) return 0;
        uint64 round = BeaconRoundLib.roundAt(block.timestamp);
        for (uint64 back = 0; back < SEED_ROUNDS; ++back) {
            seed = IRandomBeacon(beacon).seedOf(round - back);
            if (seed != 0) return seed;
        }
    }
}
