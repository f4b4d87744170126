// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    Batch,
    BatchState,
    PoolAccount,
    PoolCall,
    PoolDues,
    PoolPermit,
    PoolRecord,
    PoolTotals,
    SubmitKey,
    Task,
    TaskDispute
} from "../types/TaskPoolTypes.sol";

/// @title The task pool: balances, stakes, batches, and tasks until their commitment (state changes 1 to 6 and 13 in
/// docs/contracts.md)
/// @notice Every call of a submitter, a provider or a node can also be signed, and sent by anyone. `units` are 1e-9
/// PToken.
interface ITaskQueue {
    // ── Balances ────────────────────────────────────────────────────────────

    /// @notice Pays an amount from the caller into the balance of an account.
    function depositFor(address account, uint256 amount) external;

    /// @notice Moves an amount from `owner` into the owner's balance in the pool, by the owner's signed permit. Anyone
    /// may call it. If the permit fails, for example because somebody used it before, the owner's allowance must equal
    /// the amount.
    function depositWithPermit(address owner, uint256 amount, PoolPermit calldata permit) external;

    /// @notice Pays an amount from the caller's balance to the caller.
    function withdraw(uint256 amount) external;

    /// @notice Lets a session key submit and cancel batches for the caller, for at most `dayCap` units a day. An expiry
    /// in the past ends this right.
    function setKey(address key, uint64 dayCap, uint40 expiry) external;

    /// @notice Burns the amounts that the pool has set aside to burn, and sends the fees to the Directory's
    /// "FeeSplitter". Anyone may call it.
    function sweep() external;

    // ── Stakes ──────────────────────────────────────────────────────────────

    /// @notice Moves an amount from the caller's balance into its stake. From an hour later on, `ripen` lets the amount
    /// count in draws. A second payment within the hour restarts the hour for both amounts.
    function addStake(uint64 units) external;

    /// @notice Lets a stake that was paid in at least an hour ago count in draws. Anyone may call it.
    function ripen(address provider) external;

    /// @notice Starts to withdraw a part of the caller's stake that no task locks. This takes 7 days. The part no
    /// longer counts in draws from now on. A second call restarts the 7 days for both parts.
    function unstake(uint64 units) external;

    /// @notice Pays the withdrawn stake into the caller's balance, after the 7 days. Reverts while the provider is
    /// excluded from draws.
    function collect() external;

    // ── Signed calls ────────────────────────────────────────────────────────

    /// @notice Runs a call for the account that signed it (EIP-712 or ERC-1271). Anyone may send it.
    function relay(PoolCall calldata call, bytes calldata signature) external;

    /// @notice Runs up to 16 signed calls. A call that reverts is skipped and reported, and its nonce remains unused.
    function relayMany(PoolCall[] calldata calls, bytes[] calldata signatures) external;

    // ── Batches ─────────────────────────────────────────────────────────────

    /// @notice Submits a batch of tasks (state change 1 in docs/contracts.md). Takes the escrow of all tasks and the
    /// base fee from the submitter's balance.
    function submit(Batch calldata batch) external returns (bytes32 batchId);

    /// @notice Stops a batch (state change 2 in docs/contracts.md). Pays back the escrow of every task that has no
    /// worker. The submitter or its key may call it.
    function cancel(Batch calldata batch) external;

    /// @notice Stops a batch from its deadline on (state change 13 in docs/contracts.md). Pays back the escrow of every
    /// task that has no worker. Anyone may call it.
    function close(Batch calldata batch) external;

    // ── Tasks ───────────────────────────────────────────────────────────────

    /// @notice Accepts a task for `provider` (state change 3 in docs/contracts.md). The caller must be the key of a
    /// node of this provider.
    function accept(Batch calldata batch, uint256 index, address provider) external;

    /// @notice Gives a task up (state change 4 in docs/contracts.md), with the code of a failure or 0. Costs a
    /// hundredth of the stake that is locked for the task. If three providers fail with the same code, the task ends
    /// and is refunded, less three tenths of the reward.
    function release(Batch calldata batch, uint256 index, uint16 code) external;

    /// @notice Takes a task away from a worker that did not commit in time (state change 5 in docs/contracts.md).
    /// Anyone may call it.
    function expire(Batch calldata batch, uint256 index) external;

    /// @notice Commits to the result of a task (state change 6 in docs/contracts.md). `receipt` is the signature of the
    /// result's store over `hashReceipt`.
    function commit(Batch calldata batch, uint256 index, bytes32 commitment, bytes calldata receipt) external;

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @notice Sets the gas cost of a checking run, in units. The amount for audits (`verifyShare`) of each batch must
    /// cover this cost for two runs. Only the owner of the Directory may call it.
    function setRunGas(uint32 runGas) external;

    function batchIdOf(Batch calldata batch) external view returns (bytes32);
    function taskIdOf(bytes32 batchId, uint256 index) external pure returns (bytes32);

    /// @notice Returns the hash by which a worker commits to a root. The hash also covers chain, contract, task, number
    /// of the try, and provider.
    function commitmentOf(bytes32 taskId, uint8 tries, address provider, bytes32 root, bytes32 salt)
        external
        view
        returns (bytes32);
    function hashReceipt(bytes32 taskId, uint8 tries, bytes32 commitment) external view returns (bytes32);
    function hashCall(PoolCall calldata call) external view returns (bytes32);

    /// @notice Returns the base fee and the escrow of a batch if it is submitted in this block, in PToken base units.
    function quote(Batch calldata batch) external view returns (uint256 baseFee, uint256 escrow);

    /// @notice Returns the stake on a task in units, for a worker with this streak (the number of audited tasks in a
    /// row that it did correctly).
    function stakeFor(Batch calldata batch, uint256 streak) external pure returns (uint64);
    function balanceOf(address account) external view returns (uint256);
    function accountOf(address provider) external view returns (PoolAccount memory);
    function recordOf(address provider) external view returns (PoolRecord memory);
    function keyOf(address submitter, address key) external view returns (SubmitKey memory);
    function totals() external view returns (PoolTotals memory);
    function dues() external view returns (PoolDues memory);
    function batchOf(bytes32 batchId) external view returns (BatchState memory);
    function taskOf(bytes32 taskId) external view returns (Task memory);
    function streakOf(address provider, bytes32 adapter, uint8 classId) external view returns (uint256);
    function isNonceUsed(address account, uint64 nonce) external view returns (bool);
    function disputeOf(bytes32 taskId) external view returns (TaskDispute memory);

    /// @notice Returns the seed that selects a task's sample (the chunks that an audit calculates again); 0 if these
    /// are all its chunks.
    function sampleSeedOf(bytes32 taskId) external view returns (bytes32);
}
