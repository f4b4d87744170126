// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {IServiceLedger} from "../interfaces/IServiceLedger.sol";
import {Allowance, Asset, LedgerPermit, Pot} from "../types/ServiceLedgerTypes.sol";
import {LedgerState} from "./LedgerState.sol";

/// @title Pots (prepaid balances of accounts): deposits, withdrawals, and the amounts that keys may move
abstract contract LedgerPots is LedgerState {
    using SafeERC20 for IERC20;

    bytes32 private constant FEE_SPLITTER = "FeeSplitter";
    bytes32 private constant TREASURY = "Treasury";
    /// @dev The base units in one unit of an allowance (the amount that a key may spend from a pot). One unit is 1e-6
    /// of the asset.
    uint256 private constant UNIT = 1e12;

    /// @inheritdoc IServiceLedger
    function depositFor(address account, Asset asset, uint128 amount) external override nonReentrant {
        _deposit(account, asset, msg.sender, amount);
    }

    /// @inheritdoc IServiceLedger
    function depositWithPermit(address owner, Asset asset, uint128 amount, LedgerPermit calldata permit)
        external
        override
        nonReentrant
    {
        IERC20 token = _tokenOf(asset);
        try IERC20Permit(address(token)).permit(
            owner, address(this), amount, permit.deadline, permit.v, permit.r, permit.s
        ) {}
        catch {
            // If somebody has used the permit already, the allowance is exactly the amount. Any other allowance was
            // not meant for this deposit.
            uint256 allowed = token.allowance(owner, address(this));
            if (allowed != amount) revert ServiceLedger_PermitInvalid(owner, allowed, amount);
        }
        _deposit(owner, asset, owner, amount);
    }

    /// @inheritdoc IServiceLedger
    function withdraw(Asset asset, uint128 amount) external override nonReentrant {
        if (amount == 0) revert ServiceLedger_AmountZero();
        _spend(msg.sender, asset, amount);
        emit PotWithdrawn(msg.sender, asset, amount);
        _tokenOf(asset).safeTransfer(msg.sender, amount);
    }

    /// @inheritdoc IServiceLedger
    function sweepFees(address account, Asset asset) external override nonReentrant {
        Pot storage pot = _pots[account][asset];
        uint256 amount = pot.fees;
        if (amount == 0) revert ServiceLedger_AmountZero();
        bytes32 name = asset == Asset.PToken ? FEE_SPLITTER : TREASURY;
        address to = DIRECTORY.get(name);
        if (to == address(0)) revert ServiceLedger_EntryMissing(name);
        pot.fees = 0;
        emit FeesSwept(account, asset, amount);
        _tokenOf(asset).safeTransfer(to, amount);
    }

    /// @inheritdoc IServiceLedger
    function allow(address key, Asset asset, uint48 left, uint48 dayCap, uint48 unsettled, uint40 until)
        external
        override
    {
        Allowance storage given = _allowances[msg.sender][key][asset];
        (given.left, given.dayCap, given.unsettled, given.until) = (left, dayCap, unsettled, until);
        emit AllowanceSet(msg.sender, asset, key, left, dayCap, unsettled, until);
    }

    /// @dev Counts an amount that a key moves into a channel against the key's allowance. `unsettled` is the part of
    /// the channel's deposit that is not settled after the move.
    function _useAllowance(address payer, address key, Asset asset, uint256 amount, uint256 unsettled) internal {
        Allowance memory given = _allowances[payer][key][asset];
        if (block.timestamp > given.until) revert ServiceLedger_AllowanceExpired(key, given.until);
        uint24 day = uint24(block.timestamp / 1 days);
        if (given.day != day) (given.day, given.today) = (day, 0);
        uint256 units = (amount + UNIT - 1) / UNIT;
        uint256 leftToday = given.dayCap > given.today ? given.dayCap - given.today : 0;
        if (units > given.left || units > leftToday) {
            revert ServiceLedger_AllowanceTooLow(key, given.left, leftToday, units);
        }
        if (unsettled > given.unsettled * UNIT) {
            revert ServiceLedger_ChannelTooFull(key, unsettled, given.unsettled * UNIT);
        }
        given.left -= uint48(units);
        given.today += uint48(units);
        _allowances[payer][key][asset] = given;
        emit AllowanceUsed(payer, asset, key, units);
    }

    // This is safe: both tokens are part of this deployment, and every external function is guarded against re-entry.
    // slither-disable-next-line arbitrary-send-erc20,reentrancy-no-eth
    function _deposit(address account, Asset asset, address payer, uint256 amount) private {
        if (amount == 0) revert ServiceLedger_AmountZero();
        _credit(account, asset, amount);
        emit PotDeposited(account, asset, payer, amount);
        _tokenOf(asset).safeTransferFrom(payer, address(this), amount);
    }
}
