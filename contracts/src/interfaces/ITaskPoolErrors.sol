// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RunState, TaskState} from "../types/TaskPoolTypes.sol";

/// @title Errors with which calls of the task pool revert
interface ITaskPoolErrors {
    error TaskPool_VerifierMismatch(address verifier);
    error TaskPool_CallerNotOwner(address caller, address owner);
    error TaskPool_AmountZero();
    error TaskPool_PermitInvalid(address owner, uint256 allowed, uint256 amount);
    error TaskPool_BalanceTooLow(address account, uint256 balance, uint256 amount);
    error TaskPool_StakeTooLow(address provider, uint256 free, uint256 needed);
    error TaskPool_NotRipe(address provider, uint256 from);
    error TaskPool_StillLeaving(address provider, uint256 from);
    error TaskPool_RunGasTooHigh(uint256 runGas, uint256 most);

    error TaskPool_CallExpired(uint256 expiry, uint256 time);
    error TaskPool_CallNested();
    error TaskPool_CallUnnamed(string what, bytes4 selector);
    error TaskPool_NonceUsed(address account, uint256 nonce);
    error TaskPool_SignatureInvalid(address account);
    error TaskPool_SpentTooMuch(address account, uint256 spent, uint256 maxSpend);
    error TaskPool_TooManyCalls(uint256 count, uint256 most);

    error TaskPool_BatchKnown(bytes32 batchId);
    error TaskPool_BatchUnknown(bytes32 batchId);
    error TaskPool_BatchStopped(bytes32 batchId);
    error TaskPool_BatchInvalid(bytes32 field);
    error TaskPool_RewardTooLow(uint256 reward, uint256 least);
    error TaskPool_VerifyShareTooLow(uint256 verifyShare, uint256 least);
    error TaskPool_CallerNotSubmitter(address caller, address submitter);
    error TaskPool_KeyLimit(address key, uint256 dayCap, uint256 spent);
    error TaskPool_DeadlineOpen(uint256 deadline, uint256 time);

    error TaskPool_IndexOutOfRange(uint256 index, uint256 count);
    error TaskPool_StateMismatch(bytes32 taskId, TaskState state);
    error TaskPool_NodeUnfit(bytes32 nodeId);
    error TaskPool_NotDue(bytes32 taskId, address provider);
    error TaskPool_SeedUnknown(bytes32 taskId, uint256 fromBlock);
    error TaskPool_ProviderFailedIt(bytes32 taskId, address provider);
    error TaskPool_CallerNotWorker(address caller, address worker);
    error TaskPool_TooEarly(bytes32 taskId, uint256 from, uint256 time);
    error TaskPool_TooLate(bytes32 taskId, uint256 until, uint256 time);
    error TaskPool_ReceiptInvalid(address signer, address storeKey);

    error TaskPool_PlaceMismatch(bytes32 taskId, uint256 place);
    error TaskPool_RunMismatch(bytes32 taskId, uint256 place, RunState state);
    error TaskPool_NotDrawn(bytes32 taskId, uint256 place);
    error TaskPool_PlaceOver(bytes32 taskId, uint256 place);
    error TaskPool_AccountInvolved(bytes32 taskId, address account);
    error TaskPool_DrawHigher(bytes32 taskId, address account, address holder);
    error TaskPool_PlaceNotFixed(bytes32 taskId, uint256 fromBlock);
    error TaskPool_AuditDue(bytes32 taskId);
    error TaskPool_CommitmentMismatch(bytes32 committed, bytes32 shown);
    error TaskPool_RevealMismatch(bytes32 revealed, bytes32 given);
    error TaskPool_NoContradiction(bytes32 taskId);
    error TaskPool_CallerNotLoser(address caller, address loser);
}
