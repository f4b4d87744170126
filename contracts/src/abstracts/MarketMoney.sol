// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {AccountSlot, Session} from "../types/MarketTypes.sol";
import {MarketState} from "./MarketState.sol";

/// @title Changes of account balances, and the limits on the spending of session keys
abstract contract MarketMoney is MarketState {
    using SafeCast for uint256;

    /// @dev The limits of session keys are counted in units of 1e-9 PToken.
    uint256 private constant SESSION_UNIT = 1e9;

    /// @dev Adds an amount to a balance. Assumes that this contract holds the amount in PToken. The supply of PToken
    /// fits 96 bits, and so does each balance.
    function _creditAccount(address owner, uint256 amount) internal returns (uint256 balance) {
        AccountSlot storage record = _storage().accounts[owner];
        unchecked {
            balance = record.balance + amount;
        }
        record.balance = uint96(balance);
    }

    /// @dev Does the same as _creditAccount, but before this contract has the PToken. The caller must transfer the
    /// amount directly afterwards.
    function _creditDeposit(address owner, uint256 amount) internal returns (uint256 balance) {
        return _creditAccount(owner, amount.toUint96());
    }

    function _debitAccount(address owner, uint256 amount) internal returns (uint256 balance) {
        AccountSlot storage record = _storage().accounts[owner];
        uint256 available = record.balance;
        if (amount > available) revert Market_InsufficientBalance(available, amount);
        unchecked {
            balance = available - amount;
        }
        record.balance = uint96(balance);
    }

    /// @dev Pays the sender of the transaction the relay fee from the account's balance.
    function _payRelayFee(address owner, uint256 relayFee) internal {
        if (relayFee == 0) return;
        _debitAccount(owner, relayFee);
        _creditAccount(msg.sender, relayFee);
        emit RelayFeePaid(owner, msg.sender, relayFee);
    }

    /// @dev Counts an amount that a session key spends from the account's balance against the key's limits, rounded up.
    /// Does nothing if the account itself is the actor.
    function _spend(address owner, address actor, uint256 amount) internal {
        if (actor == owner) return;
        Session storage session = _storage().sessions[owner][actor];
        uint256 spending = (amount + SESSION_UNIT - 1) / SESSION_UNIT;
        uint256 today = block.timestamp / 1 days;
        // This comparison is safe: it compares the running numbers of days, which nobody can change by a payment.
        // slither-disable-next-line incorrect-equality
        uint256 spent = session.day == today ? session.spentToday : 0;
        uint256 totalLeft = session.totalLeft;
        if (spending > totalLeft) revert Market_SessionTotalPassed(totalLeft, spending);
        uint256 dayCap = session.dayCap;
        if (spent + spending > dayCap) {
            revert Market_SessionDayCapPassed(dayCap > spent ? dayCap - spent : 0, spending);
        }
        // No value can overflow, because each is at most the key's total limit or its daily limit, which fit 64 bits.
        session.totalLeft = uint64(totalLeft - spending);
        session.spentToday = uint64(spent + spending);
        session.day = uint24(today);
        emit SessionSpent(owner, actor, uint64(spending), uint64(totalLeft - spending), uint64(spent + spending));
    }
}
