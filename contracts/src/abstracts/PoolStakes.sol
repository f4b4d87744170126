// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TaskMoneyLib} from "../libraries/TaskMoneyLib.sol";
import {PoolAccount, PoolRecord, PoolTotals} from "../types/TaskPoolTypes.sol";
import {PoolState} from "./PoolState.sol";

/// @title Stakes of providers: their weight in draws, their locks and their losses
/// @dev `units` are 1e-9 PToken. packages/tasks/src/draw/poolAccount.ts calculates the same weights.
abstract contract PoolStakes is PoolState {
    uint256 internal constant UNIT = 1e9;
    uint256 internal constant OUT_SECONDS = 30 days;
    uint256 internal constant STRIKE_SECONDS = 1 days;
    /// @dev When a provider accepts a task, a part of its stake must remain free for audits: 1/KEPT_SPLIT of it if the
    /// task's work is split into chunks, otherwise 1/KEPT_WHOLE.
    uint256 private constant KEPT_SPLIT = 4;
    uint256 private constant KEPT_WHOLE = 2;

    function _weightToAccept(PoolAccount memory account, bool split) internal view returns (uint256) {
        uint256 kept = split ? KEPT_SPLIT : KEPT_WHOLE;
        uint256 bonded = account.bonded;
        uint256 held = account.locked + (bonded + kept - 1) / kept;
        return block.timestamp < account.outUntil || bonded < held ? 0 : bonded - held;
    }

    function _weightToAudit(PoolAccount memory account, uint256 stake) internal view returns (uint256) {
        return block.timestamp < account.outUntil || account.bonded - account.locked < stake ? 0 : account.bonded;
    }

    function _lock(address provider, bytes32 taskId, uint64 units) internal {
        _pool().accounts[provider].locked += units;
        emit StakeLocked(provider, taskId, units);
    }

    function _free(address provider, bytes32 taskId, uint64 units) internal {
        _pool().accounts[provider].locked -= units;
        emit StakeFreed(provider, taskId, units);
    }

    /// @dev Unlocks the stake on a task, except for a fine (a share of it in basis points), which is burned.
    function _freeFined(address provider, bytes32 taskId, uint64 units, uint256 bps) internal {
        uint64 fine = uint64(TaskMoneyLib.fineOf(units, bps));
        _free(provider, taskId, units - fine);
        _take(provider, taskId, fine);
        _burn(fine * UNIT);
    }

    /// @dev Removes a locked amount from a provider's stake. The calling function must pay the amount out or burn it.
    function _take(address provider, bytes32 taskId, uint64 units) internal {
        PoolAccount storage account = _pool().accounts[provider];
        account.locked -= units;
        account.bonded -= units;
        PoolTotals storage totals = _pool().totals;
        totals.bonded -= units;
        if (account.bonded == 0 && units != 0) --totals.accounts;
        emit StakeLost(provider, taskId, units);
    }

    /// @dev Excludes a provider from every draw (so that it can take no task) for `outSeconds`. During this time, its
    /// stake cannot leave the pool.
    function _sendOut(address provider, bytes32 taskId, uint256 outSeconds) internal {
        PoolAccount storage account = _pool().accounts[provider];
        uint32 until = uint32(block.timestamp + outSeconds);
        if (until <= account.outUntil) return;
        account.outUntil = until;
        emit ProviderOut(provider, taskId, until);
    }

    /// @dev Counts a strike against a provider that accepted a task and let its time pass. The third strike within a
    /// day excludes it from draws for a day.
    function _strike(address provider, bytes32 taskId) internal {
        PoolRecord storage record = _pool().records[provider];
        (record.thirdStrike, record.secondStrike, record.lastStrike) =
            (record.secondStrike, record.lastStrike, uint32(block.timestamp));
        emit ProviderStruck(provider, taskId);
        if (block.timestamp < record.thirdStrike + STRIKE_SECONDS) _sendOut(provider, taskId, STRIKE_SECONDS);
    }

    function _burn(uint256 amount) internal {
        _pool().dues.burn += uint128(amount);
    }

    /// @dev Pays an amount of a task into an account's balance.
    function _payFor(bytes32 taskId, address account, uint256 amount) internal {
        if (amount == 0) return;
        _pool().balances[account] += amount;
        emit TaskPaid(taskId, account, amount);
    }

    function _spend(address account, uint256 amount) internal {
        uint256 balance = _pool().balances[account];
        if (balance < amount) revert TaskPool_BalanceTooLow(account, balance, amount);
        _pool().balances[account] = balance - amount;
    }
}
