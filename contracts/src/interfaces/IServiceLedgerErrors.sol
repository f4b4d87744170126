// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Asset} from "../types/ServiceLedgerTypes.sol";

/// @title Errors of the service ledger
interface IServiceLedgerErrors {
    error ServiceLedger_AmountZero();
    error ServiceLedger_PermitInvalid(address owner, uint256 allowed, uint256 amount);
    error ServiceLedger_PotTooLow(address account, Asset asset, uint256 free, uint256 amount);
    error ServiceLedger_EntryMissing(bytes32 name);
    error ServiceLedger_CallerNotPayee(address caller, address payee);
    error ServiceLedger_CallerNotOperator(address caller, address operator);
    error ServiceLedger_CallerNotFindings(address caller);
    error ServiceLedger_ServiceUnknown(bytes20 service);
    error ServiceLedger_ServiceExists(bytes20 service);
    error ServiceLedger_RoyaltyInvalid(address royaltyTo, uint256 royaltyBps);
    error ServiceLedger_LockOutOfRange(uint256 lockSeconds, uint256 least, uint256 most);
    error ServiceLedger_GrantInvalid(bytes32 model, uint256 until);
    error ServiceLedger_TermsTooLong(uint256 length, uint256 most);
    error ServiceLedger_BondLeaving(bytes20 service, uint256 outAt);
    error ServiceLedger_BondNotLeaving(bytes20 service);
    error ServiceLedger_ActPunished(bytes32 act);
    error ServiceLedger_KeyZero();
    error ServiceLedger_SignerInvalid(bytes32 channel);
    error ServiceLedger_SerialWrong(bytes32 channel, uint256 serial, uint256 given);
    error ServiceLedger_SerialsUsedUp(bytes32 channel);
    error ServiceLedger_ChannelExiting(bytes32 channel, uint256 exitAt);
    error ServiceLedger_ChannelNotExiting(bytes32 channel);
    error ServiceLedger_NothingToFund(bytes32 channel, uint256 deposited, uint256 total);
    error ServiceLedger_AllowanceTooLow(address key, uint256 left, uint256 leftToday, uint256 needed);
    error ServiceLedger_AllowanceExpired(address key, uint256 until);
    error ServiceLedger_ChannelTooFull(address key, uint256 unsettled, uint256 most);
    error ServiceLedger_ClaimInvalid(bytes32 channel, uint256 claim);
    error ServiceLedger_RowsUneven(uint256 length, uint256 rowBytes);
    error ServiceLedger_RowsUnsigned(bytes20 service);
    error ServiceLedger_ProofInvalid(bytes20 service);
}
