// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {ITaskPoolErrors} from "./ITaskPoolErrors.sol";
import {ITaskPoolEvents} from "./ITaskPoolEvents.sol";
import {ITaskQueue} from "./ITaskQueue.sol";
import {ITaskVerifier} from "./ITaskVerifier.sol";

/// @title Everything that can be called at the address of TaskPool
interface ITaskPool is ITaskQueue, ITaskVerifier, ITaskPoolEvents, ITaskPoolErrors {
    function PTOKEN() external view returns (IERC20);
    function VERIFIER() external view returns (address);
}
