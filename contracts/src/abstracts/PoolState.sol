// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IDirectory} from "../interfaces/IDirectory.sol";
import {ITaskPoolErrors} from "../interfaces/ITaskPoolErrors.sol";
import {ITaskPoolEvents} from "../interfaces/ITaskPoolEvents.sol";
import {TaskPoolStorage} from "../types/TaskPoolTypes.sol";

/// @title Storage of the pool, and the account that acts
/// @dev TaskPool and TaskVerifier share this layout, because TaskPool runs the code of TaskVerifier on its own storage.
abstract contract PoolState is ITaskPoolEvents, ITaskPoolErrors, ReentrancyGuardTransient {
    /// @dev keccak256(abi.encode(uint256(keccak256("infinitio.storage.TaskPool")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant STORAGE_SLOT = 0x0d693b89758b56898cb7ce64f3be453dc092066187105aea1aa7cd40e1a7a300;

    /// @dev The account of the signed call that runs now; 0 if no signed call runs. Every function that reads this
    /// variable is guarded against re-entry or calls no other contract.
    address internal transient _signer;

    IERC20 public immutable PTOKEN;
    IDirectory public immutable DIRECTORY;

    constructor(IERC20 ptoken, IDirectory directory) {
        PTOKEN = ptoken;
        DIRECTORY = directory;
    }

    /// @dev Returns the account that acts: the signer of a relayed call, otherwise the caller.
    function _actor() internal view returns (address) {
        address signer = _signer;
        return signer == address(0) ? msg.sender : signer;
    }

    function _pool() internal pure returns (TaskPoolStorage storage $) {
        bytes32 slot = STORAGE_SLOT;
        assembly ("memory-safe") {
            $.slot := slot
        }
    }
}
