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

/// @title The task pool: balances, stakes, batches, and tasks until their commitment (edges 1 to 6 and 13)
/// @notice Every call of a submitter, a provider or a node can also be signed and relayed. `units` are 1e-9 PToken.
interface ITaskQueue {
    // ── Balances ────────────────────────────────────────────────────────────

    /// @notice Pays into the balance of an account.
    function depositFor(address account, uint256 amount) external;

    /// @notice Takes a deposit of `owner` by its permit. Anyone may call it. If the permit fails, for example because
    /// somebody used it before, the owner's allowance must equal the amount.
    function depositWithPermit(address owner, uint256 amount, PoolPermit calldata permit) external;

    /// @notice Pays from the caller's balance to the caller.
    function withdraw(uint256 amount) external;

    /// @notice Lets a key submit and cancel batches of the caller, for at most `dayCap` units a day. An expiry in the past
    /// ends it.
    function setKey(address key, uint64 dayCap, uint40 expiry) external;

    /// @notice Burns what is to be burned and sends fees to the Directory's "FeeSplitter". Anyone may call it.
    function sweep() external;

    // ── Stakes ──────────────────────────────────────────────────────────────

    /// @notice Moves an amount from the caller's balance into its stake. It counts after an hour. A second payment within
    /// the hour begins the hour again for both.
    function addStake(uint64 units) external;

    /// @notice Lets a stake count that was paid an hour ago. Anyone may call it.
    function ripen(address provider) external;

    /// @notice Withdraws a free part of the caller's stake in 7 days. It loses its weight at once. A second call begins
    /// the 7 days again for both.
    function unstake(uint64 units) external;

    /// @notice Pays what left 7 days ago into the caller's balance. Not while the provider is out.
    function collect() external;

    // ── Signed calls ────────────────────────────────────────────────────────

    /// @notice Makes a call that its sender signed (EIP-712 or ERC-1271).
    function relay(PoolCall calldata call, bytes calldata signature) external;

    /// @notice Makes up to 16 signed calls. A call that reverts is skipped and reported, and its nonce stays unused.
    function relayMany(PoolCall[] calldata calls, bytes[] calldata signatures) external;

    // ── Batches ─────────────────────────────────────────────────────────────

    /// @notice Edge 1. Takes the escrow of all tasks and the base fee from the submitter's balance.
    function submit(Batch calldata batch) external returns (bytes32 batchId);

    /// @notice Edge 2. Pays back the escrow of every task that nobody has. The submitter or its key may call it.
    function cancel(Batch calldata batch) external;

    /// @notice Edge 13. The same from the deadline on, by anyone.
    function close(Batch calldata batch) external;

    // ── Tasks ───────────────────────────────────────────────────────────────

    /// @notice Edge 3. The caller is the key of a node of `provider`.
    function accept(Batch calldata batch, uint256 index, address provider) external;

    /// @notice Edge 4. Gives the task up, with the code of a failure or 0. Costs a hundredth of the stake. If three
    /// providers fail with one code, the task is refunded.
    function release(Batch calldata batch, uint256 index, uint16 code) external;

    /// @notice Edge 5. Takes a task from a worker that did not commit in time. Anyone may call it.
    function expire(Batch calldata batch, uint256 index) external;

    /// @notice Edge 6. `receipt` is the signature of the store over `hashReceipt`.
    function commit(Batch calldata batch, uint256 index, bytes32 commitment, bytes calldata receipt) external;

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @notice Sets the gas of a run in units, which every share for audits must cover. Only the owner
    /// of the Directory may call it.
    function setRunGas(uint32 runGas) external;

    function batchIdOf(Batch calldata batch) external view returns (bytes32);
    function taskIdOf(bytes32 batchId, uint256 index) external pure returns (bytes32);

    /// @notice The commitment of a worker to a root: binds chain, contract, task, try and provider.
    function commitmentOf(bytes32 taskId, uint8 tries, address provider, bytes32 root, bytes32 salt)
        external
        view
        returns (bytes32);
    function hashReceipt(bytes32 taskId, uint8 tries, bytes32 commitment) external view returns (bytes32);
    function hashCall(PoolCall calldata call) external view returns (bytes32);

    /// @notice The base fee and the escrow of a batch that is submitted in this block.
    function quote(Batch calldata batch) external view returns (uint256 baseFee, uint256 escrow);

    /// @notice The stake of a task for a streak, in units.
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

    /// @notice The seed of a task's sample; 0 if its sample is all of its chunks.
    function sampleSeedOf(bytes32 taskId) external view returns (bytes32);
}
