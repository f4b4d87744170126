// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";

import {IPToken} from "../interfaces/IPToken.sol";
import {ITaskQueue} from "../interfaces/ITaskQueue.sol";
import {PoolAccount, PoolDues, PoolPermit, PoolRecord, PoolTotals, SubmitKey} from "../types/TaskPoolTypes.sol";
import {PoolStakes} from "./PoolStakes.sol";

/// @title Deposits, withdrawals and stakes of the pool
abstract contract PoolBalances is ITaskQueue, PoolStakes {
    using SafeERC20 for IERC20;

    uint256 internal constant YOUNG_SECONDS = 1 hours;
    uint256 internal constant LEAVE_SECONDS = 7 days;
    bytes32 private constant FEE_SPLITTER = "FeeSplitter";

    // ── Balances ────────────────────────────────────────────────────────────

    /// @inheritdoc ITaskQueue
    function depositFor(address account, uint256 amount) external override nonReentrant {
        _deposit(account, _actor(), amount);
    }

    /// @inheritdoc ITaskQueue
    function depositWithPermit(address owner, uint256 amount, PoolPermit calldata permit)
        external
        override
        nonReentrant
    {
        try IERC20Permit(address(PTOKEN)).permit(
            owner, address(this), amount, permit.deadline, permit.v, permit.r, permit.s
        ) {}
        catch {
            // If somebody has used the permit already, the allowance is exactly the amount. Any other allowance was
            // not meant for this deposit.
            uint256 allowed = PTOKEN.allowance(owner, address(this));
            if (allowed != amount) revert TaskPool_PermitInvalid(owner, allowed, amount);
        }
        _deposit(owner, owner, amount);
    }

    /// @inheritdoc ITaskQueue
    function withdraw(uint256 amount) external override nonReentrant {
        address account = _actor();
        if (amount == 0) revert TaskPool_AmountZero();
        _spend(account, amount);
        emit PoolWithdrawn(account, amount);
        PTOKEN.safeTransfer(account, amount);
    }

    /// @inheritdoc ITaskQueue
    function setKey(address key, uint64 dayCap, uint40 expiry) external override nonReentrant {
        address submitter = _actor();
        SubmitKey storage limits = _pool().keys[submitter][key];
        (limits.dayCap, limits.expiry) = (dayCap, expiry);
        emit SubmitKeySet(submitter, key, dayCap, expiry);
    }

    /// @inheritdoc ITaskQueue
    // No re-entry is possible: the token is part of this deployment, and the sums are set to 0 before the call of the
    // token.
    function sweep() external override nonReentrant {
        PoolDues storage sums = _pool().dues;
        address splitter = DIRECTORY.get(FEE_SPLITTER);
        uint256 burned = sums.burn;
        uint256 fees = splitter == address(0) ? 0 : sums.fees;
        sums.burn = 0;
        if (fees != 0) sums.fees = 0;
        emit PoolSwept(burned, fees);
        if (burned != 0) IPToken(address(PTOKEN)).burn(burned);
        if (fees != 0) PTOKEN.safeTransfer(splitter, fees);
    }

    // ── Stakes ──────────────────────────────────────────────────────────────

    /// @inheritdoc ITaskQueue
    function addStake(uint64 units) external override nonReentrant {
        address provider = _actor();
        if (units == 0) revert TaskPool_AmountZero();
        _spend(provider, units * UNIT);
        PoolAccount storage account = _pool().accounts[provider];
        if (_isRipe(account)) _ripen(provider);
        account.young += units;
        account.youngAt = uint32(block.timestamp);
        emit StakePaid(provider, units, account.young, block.timestamp + YOUNG_SECONDS);
    }

    /// @inheritdoc ITaskQueue
    function ripen(address provider) external override nonReentrant {
        PoolAccount storage account = _pool().accounts[provider];
        if (!_isRipe(account)) revert TaskPool_NotRipe(provider, account.youngAt + YOUNG_SECONDS);
        _ripen(provider);
    }

    /// @inheritdoc ITaskQueue
    function unstake(uint64 units) external override nonReentrant {
        address provider = _actor();
        if (units == 0) revert TaskPool_AmountZero();
        PoolAccount storage account = _pool().accounts[provider];
        uint64 free = account.bonded - account.locked;
        if (free < units) revert TaskPool_StakeTooLow(provider, free, units);
        account.bonded -= units;
        PoolTotals storage totals = _pool().totals;
        totals.bonded -= units;
        if (account.bonded == 0) --totals.accounts;
        PoolRecord storage record = _pool().records[provider];
        record.leaving += units;
        record.leavesAt = uint40(block.timestamp + LEAVE_SECONDS);
        emit StakeLeaving(provider, units, record.leaving, record.leavesAt);
    }

    /// @inheritdoc ITaskQueue
    function collect() external override nonReentrant {
        address provider = _actor();
        PoolRecord storage record = _pool().records[provider];
        uint64 units = record.leaving;
        if (units == 0) revert TaskPool_AmountZero();
        uint256 from = record.leavesAt;
        uint256 outUntil = _pool().accounts[provider].outUntil;
        if (from < outUntil) from = outUntil;
        if (block.timestamp < from) revert TaskPool_StillLeaving(provider, from);
        record.leaving = 0;
        _pool().balances[provider] += units * UNIT;
        emit StakeReturned(provider, units);
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _isRipe(PoolAccount storage account) private view returns (bool) {
        return account.young != 0 && block.timestamp >= account.youngAt + YOUNG_SECONDS;
    }

    function _ripen(address provider) private {
        PoolAccount storage account = _pool().accounts[provider];
        PoolTotals storage totals = _pool().totals;
        uint64 units = account.young;
        if (account.bonded == 0) ++totals.accounts;
        account.young = 0;
        account.bonded += units;
        totals.bonded += units;
        emit StakeRipened(provider, units, account.bonded, totals.bonded);
    }

    // This is safe: the token is part of this deployment, and every external function is guarded against re-entry.
    // slither-disable-next-line arbitrary-send-erc20,reentrancy-no-eth
    function _deposit(address account, address payer, uint256 amount) private {
        if (amount == 0) revert TaskPool_AmountZero();
        _pool().balances[account] += amount;
        emit PoolDeposited(account, payer, amount);
        PTOKEN.safeTransferFrom(payer, address(this), amount);
    }
}
