// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {PoolRelay} from "./abstracts/PoolRelay.sol";
import {PoolState} from "./abstracts/PoolState.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {ITaskQueue} from "./interfaces/ITaskQueue.sol";
import {
    Batch,
    BatchState,
    PoolAccount,
    PoolDues,
    PoolRecord,
    PoolTotals,
    SubmitKey,
    Task,
    TaskDispute
} from "./types/TaskPoolTypes.sol";

/// @title TaskPool
/// @notice Holds the stakes of providers, the balances of submitters and the escrow of unfinished tasks. Its code
/// cannot be changed. The owner of the Directory can set only one number, within a bound: the cost of the gas of one
/// run.
/// @dev TaskVerifier has the code of the state changes 7 to 12 of a task (docs/contracts.md), which runs on this
/// contract's storage. ITaskPool lists all functions.
contract TaskPool is PoolRelay {
    /// @dev The highest cost of the gas of one run that a vote can set, in units of 1e-9 PToken: 1 PToken.
    uint256 internal constant MOST_RUN_GAS = 1e9;

    /// @notice The address of TaskVerifier, which has the code of the state changes 7 to 12 of a task
    /// (docs/contracts.md). Never changes.
    address public immutable VERIFIER;

    constructor(IERC20 ptoken, IDirectory directory, PoolState verifier, uint32 runGas)
        PoolState(ptoken, directory)
    {
        bool alike = address(verifier.PTOKEN()) == address(ptoken) && address(verifier.DIRECTORY()) == address(directory);
        if (!alike) revert TaskPool_VerifierMismatch(address(verifier));
        VERIFIER = address(verifier);
        _pool().totals.feeBlock = uint32(block.number);
        _setRunGas(runGas);
    }

    /// @dev Runs the code of TaskVerifier on this contract's storage. Accepts no native coins.
    fallback() external {
        address verifier = VERIFIER;
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            calldatacopy(pointer, 0, calldatasize())
            let done := delegatecall(gas(), verifier, pointer, calldatasize(), 0, 0)
            returndatacopy(pointer, 0, returndatasize())
            switch done
            case 0 { revert(pointer, returndatasize()) }
            default { return(pointer, returndatasize()) }
        }
    }

    /// @inheritdoc ITaskQueue
    function setRunGas(uint32 runGas) external override {
        address owner = Ownable(address(DIRECTORY)).owner();
        if (msg.sender != owner) revert TaskPool_CallerNotOwner(msg.sender, owner);
        _setRunGas(runGas);
    }

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @inheritdoc ITaskQueue
    function batchIdOf(Batch calldata batch) external view override returns (bytes32) {
        return _batchIdOf(batch);
    }

    /// @inheritdoc ITaskQueue
    function taskIdOf(bytes32 batchId, uint256 index) external pure override returns (bytes32) {
        return _taskIdOf(batchId, index);
    }

    /// @inheritdoc ITaskQueue
    function stakeFor(Batch calldata batch, uint256 streak) external pure override returns (uint64) {
        return _stakeFor(batch, streak);
    }

    /// @inheritdoc ITaskQueue
    function balanceOf(address account) external view override returns (uint256) {
        return _pool().balances[account];
    }

    /// @inheritdoc ITaskQueue
    function accountOf(address provider) external view override returns (PoolAccount memory) {
        return _pool().accounts[provider];
    }

    /// @inheritdoc ITaskQueue
    function recordOf(address provider) external view override returns (PoolRecord memory) {
        return _pool().records[provider];
    }

    /// @inheritdoc ITaskQueue
    function keyOf(address submitter, address key) external view override returns (SubmitKey memory) {
        return _pool().keys[submitter][key];
    }

    /// @inheritdoc ITaskQueue
    function totals() external view override returns (PoolTotals memory) {
        return _pool().totals;
    }

    /// @inheritdoc ITaskQueue
    function dues() external view override returns (PoolDues memory) {
        return _pool().dues;
    }

    /// @inheritdoc ITaskQueue
    function batchOf(bytes32 batchId) external view override returns (BatchState memory) {
        return _pool().batches[batchId];
    }

    /// @inheritdoc ITaskQueue
    function taskOf(bytes32 taskId) external view override returns (Task memory) {
        return _pool().tasks[taskId];
    }

    /// @inheritdoc ITaskQueue
    function streakOf(address provider, bytes32 adapter, uint8 classId) external view override returns (uint256) {
        return _pool().streaks[_streakKey(provider, adapter, classId)];
    }

    /// @inheritdoc ITaskQueue
    function disputeOf(bytes32 taskId) external view override returns (TaskDispute memory) {
        return _pool().disputes[taskId];
    }

    /// @inheritdoc ITaskQueue
    function sampleSeedOf(bytes32 taskId) external view override returns (bytes32) {
        return _pool().sampleSeeds[taskId];
    }

    function _setRunGas(uint32 runGas) private {
        if (runGas > MOST_RUN_GAS) revert TaskPool_RunGasTooHigh(runGas, MOST_RUN_GAS);
        _pool().totals.runGas = runGas;
        emit RunGasSet(runGas);
    }
}
